import { describe, expect, test } from 'vitest';
import { setu } from '../../src/signals/setu.js';
import { measurer } from '../oracle/texts.js';
import { compareWithTwin } from './compare-with-twin.js';
import { plainSetu } from './plain/setu.js';

const PHRASES = ['1 , 2', '1,000', '3. 4. 2020', '5x7,8', '12', ',', '१२', '।', 'हिन्दी में', 'the cat sat on the mat and the cat sat on the mat', '\t', '\\', '꯫'];

describe('family setu', () => {
  compareWithTwin(setu, plainSetu, ['hi', 'en', 'ta', 'ur'], PHRASES);

  // By hand: x y z a b twice among 6 5-grams; 19 code points, so 10 10-grams of which the three highest counts are 1 each.
  test('a short text', () => expect(measurer(setu)('x y z a b x y z a b', 'hi')).toEqual({
    setu_char10_repetition: 3 / 10, setu_word5_repetition: 2 / 6, setu_symbol_ratio: 0, setu_invalid_chars: 0,
  }));

  // By hand: a number and a date are one word each, so both halves have five words; the number that begins the text is three.
  test('numbers', () => {
    const measure = measurer(setu), repeated = (text: string): number | null => measure(text, 'hi')['setu_word5_repetition']!;
    expect(repeated('a 1,5 b 3.4.2020 c a 1,5 b 3.4.2020 c')).toBe(2 / 6);
    expect(repeated('1,5 a b c d 1,5 a b c d')).toBe(null);
    expect(measure('1,5 a b c d 1,5 a b c d', 'ur')['setu_word5_repetition']).toBe(null);
  });
});
