import { describe, expect, test } from 'vitest';
import { roots } from '../../src/signals/roots.js';
import { LOWER_SPECIAL_CHARACTER, SPECIAL_CHARACTER, characters } from '../../src/signals/roots/special-characters.js';
import { measurer } from '../oracle/texts.js';
import { asUnicode14 } from './plain/python.js';
import { compareWithTwin } from './compare-with-twin.js';
import { plainRoots } from './plain/roots.js';

const PHRASES = ['Ⓜ', 'ⓜ', 'Г', 'г', 'Øre', 'ΠΣ', 'π', 'a🙂', '🙂', '«the»', 'The!', 'www', 'porn', 'Porn.', 'của', 'bởi vì', 'Bởi  vì', 'bởi\tvì.', 'bú cac', 'كل', 'است', 'और', 'os', 'El', 'les', 'eta', 'yang', 'اور', 'এবং',
  'the cat sat on the mat and the cat sat on the mat', 'ababababababababab', 'İİ', '\u2028', '一一', '\x85x\x85', 'Ꭰ', 'ΣΑΣ Ꭰ'];

describe('family roots', () => {
  compareWithTwin(roots, plainRoots, ['en', 'en', 'vi', 'zh', 'ur', 'fr', 'pt', 'ar', 'bn', 'ca', 'es', 'eu', 'hi', 'id', 'de', 'und'], PHRASES);

  // By hand: 27 code points, 9 of them special; six words, three times "the"; two different 5-grams.
  test('a short text', () => expect(measurer(roots)('"The dog, the Dog!" the dog', 'en')).toEqual({
    roots_number_words: 6, roots_character_repetition_ratio: 0, roots_word_repetition_ratio: 0, roots_special_characters_ratio: 9 / 27, roots_stopwords_ratio: 0.5, roots_flagged_words_ratio: 0,
  }));

  // By hand: abc, bca and cab twice, abd once: four 3-grams, so the two most frequent count, 4 of 7.
  test('repeated n-grams of code points', () => expect(measurer(roots)('abcabcabd', 'zh')['roots_character_repetition_ratio']).toBe(4 / 7));

  test('the lower case of every code point is a special character when the table says so', () => {
    for (let codePoint = 0; codePoint < 0x110000; codePoint++) {
      if (codePoint >= 0xd800 && codePoint < 0xe000) continue;
      const lower = asUnicode14(String.fromCodePoint(codePoint)).toLowerCase(), isSpecial = [...lower].every((char) => (characters[char.codePointAt(0)!]! & SPECIAL_CHARACTER) !== 0);
      if (((characters[codePoint]! & LOWER_SPECIAL_CHARACTER) !== 0) !== isSpecial) expect(codePoint.toString(16)).toBe('');
    }
  });

  // The package emoji 1.6.1 and the lists of the source, counted by Python: 1,599 members of one code point.
  test('as many special characters as the reference has', () => {
    expect(characters.reduce((sum, flags) => sum + (flags & SPECIAL_CHARACTER), 0)).toBe(1599);
  });
});
