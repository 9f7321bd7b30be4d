import { describe, expect, test } from 'vitest';
import { setu } from '../../src/signals/setu.js';
import { needsData } from '../needs.js';
import { Comparison, measurer, oracleTexts, reference } from './texts.js';

const data = needsData('oracle/setu');
const FIELDS = {
  setu_char10_repetition: '10_gram_characters_repetition_score', setu_word5_repetition: '5_gram_words_repetition_score', setu_symbol_ratio: 'symbol_ratio',
  setu_invalid_chars: 'invalid_char_count',
};

// Origin of the numbers: AI4Bharat/setu @bed0b2f, filters.py; the edge cases also with its tokens for Hindi and Tamil.
describe.skipIf(data === null)('family setu equals Setu', () => {
  test('every signal of every text, at 8 decimals', () => {
    const texts = oracleTexts(data!), theirs = reference(data!, 'setu'), measure = measurer(setu), found = new Comparison();
    for (const [id, text] of texts) {
      const ours = measure(text, 'en'), record = theirs.get(id)!;
      for (const [name, field] of Object.entries(FIELDS)) found.add(name, id, ours[name], record[field]);
      for (const [lang, field] of [['hi', 'word5_hindi'], ['ta', 'word5_tamil']] as const) {
        if (field in record) found.add('setu_word5_repetition', `${id} ${lang}`, measure(text, lang)['setu_word5_repetition'], record[field]);
      }
    }
    found.print('setu');
    expect(found.mismatches).toEqual([]);
    expect(found.compared).toBeGreaterThan(4 * 2200 + 2 * 170);
  });
});
