import { expect, test } from 'vitest';
import { Shared } from '../../src/text/shared.js';
import { Uax29Words } from '../../src/text/uax29-words.js';
import {
  ALNUM, CLASS, DIGITAL, DOUBLE_QUOTE, EXTEND, EXTEND_NUM_LET, FIELD_END, FORMAT, HEBREW, KATAKANA, LETTER, LETTER_A, MID_LETTER, MID_NUM, MID_NUM_LET, NEWLINE, NUMERIC, OTHER,
  PICTOGRAPH, REGIONAL, SINGLE_QUOTE, SPACE_SEGMENT, ZWJ, wordBreak,
} from '../../src/text/word-break.js';
import { seeded } from '../signals/generate.js';
import { uax29 } from '../signals/plain/dclm.js';

const shared = new Shared();
const words = (text: string): string[] => {
  const { cps } = shared.load(Buffer.from(text), ''), { ids, count, distinct: { starts, ends } } = shared.of(Uax29Words);
  return Array.from(ids.subarray(0, count), (id) => String.fromCodePoint(...cps.subarray(starts[id], ends[id])));
};

// Origin: the example of UAX #29, section 4; the others by uniseg 0.10.1 on Python 3.11.7, words whose first character isalnum().
test.each([
  ['The quick (“brown”) fox can’t jump 32.3 feet, right?', ['The', 'quick', 'brown', 'fox', 'can’t', 'jump', '32.3', 'feet', 'right']],
  ["can't 3.14, e_1 _x a. 1,000.5 x:y a''b", ["can't", '3.14', 'e_1', 'a', '1,000.5', 'x:y', 'a', 'b']],
  ['中文 ひらカタカナ ไทย', ['中', '文', 'ひ', 'ら', 'カタカナ', 'ไ', 'ท', 'ย']],
  ["ש'ל ש\"ל ש' ש\"", ["ש'ל", 'ש"ל', "ש'", 'ש']],
  ['e\u0301t a\u200d😀b \u0301a\n\u0301b \uff9ea \n\uff9ea', ['e\u0301t', 'a\u200d😀', 'b', 'a', 'b', 'a', '\uff9e', 'a']],
  ['Ⓐb ² 🇫🇷a ½x', ['²', 'a', '½', 'x']],
])('%j', (text, expected) => expect(words(text)).toEqual(expected));

// Every class meets every other, marks in between: equal to the rules asked one by one at every place.
test('equals the rules on 20,000 texts of odd neighbours', () => {
  const chars = ['a', 'Z', 'é', 'ש', '1', '٣', '_', '\u202f', 'ア', '中', 'ひ', 'ท', "'", '"', '.', ',', ':', '’', ' ', '\u3000', '\n', '\r', '\u2028', '\u0301', '\uff9e', '\u00ad', '\u200d', '😀', '©', '🇫', '½', 'Ⓐ', '\u0600', '-', '\u{5a47c}', 'ﾞ', '\u1c89'];
  const next = seeded(29);
  for (let k = 0; k < 20_000; k++) {
    const text = Array.from({ length: 1 + Math.floor(next() * 12) }, () => chars[Math.floor(next() * chars.length)]!).join('');
    expect(words(text), JSON.stringify(text)).toEqual(uax29(text).filter((segment) => (wordBreak(segment.codePointAt(0)!) & ALNUM) !== 0));
  }
});

// Origin: the tables of uniseg 0.10.1 (Unicode 16), and Python 3.11.7 for the flags. A newer engine than Unicode 17 is noticed here.
test('how many code points each class has', () => {
  const counts = new Map<number, number>(), flags = [PICTOGRAPH, LETTER, ALNUM, DIGITAL, FIELD_END], flagged = flags.map(() => 0);
  for (let codePoint = 0; codePoint < 0x110000; codePoint++) {
    const entry = wordBreak(codePoint);
    counts.set(entry & CLASS, (counts.get(entry & CLASS) ?? 0) + 1);
    flags.forEach((flag, k) => { if ((entry & flag) !== 0) flagged[k]!++; });
  }
  expect(Object.fromEntries(counts)).toEqual({
    [OTHER]: 1_076_388, [NEWLINE]: 7, [SPACE_SEGMENT]: 14, [EXTEND]: 2605, [FORMAT]: 58, [ZWJ]: 1, [LETTER_A]: 33_791, [HEBREW]: 75, [NUMERIC]: 774, [KATAKANA]: 331,
    [EXTEND_NUM_LET]: 11, [MID_LETTER]: 9, [MID_NUM]: 13, [MID_NUM_LET]: 7, [SINGLE_QUOTE]: 1, [DOUBLE_QUOTE]: 1, [REGIONAL]: 26,
  });
  expect(flagged).toEqual([3537, 131_756, 133_547, 788, 6]);
});

test('a text longer than the ones before keeps its words', () => expect(words('ab '.repeat(5000))).toEqual(Array.from({ length: 5000 }, () => 'ab')));
