import { isLater } from './later-unicode.js';
import { parseRanges } from './ranges.js';

/*
 * What a code point is for word segmentation: its Word_Break class (UAX #29, Unicode 16) and what Python 3.11 says of it alone.
 *
 * Word_Break is no property that JavaScript's regexes know. It is defined from properties that they do know, but for a few marks that are
 * listed one by one (WordBreakProperty.txt); so the classes are derived here from `\p{...}` and the short lists below, and no table of
 * 1,888 ranges is shipped. Compared over all 0x110000 code points with the tables of uniseg 0.10.1 (Unicode 16): no difference.
 *
 *   bits 0-4  class (constants below)   PICTOGRAPH  Extended_Pictographic as of Unicode 16 (17 took 689 code points out)
 *   LETTER    str.isalpha               ALNUM       str.isalnum
 *   DIGITAL   str.isdigit: Nd and Numeric_Type=Digit         FIELD_END  ASCII white space, where fastText ends a token
 *
 * Filled by pages of 256 when a code point of theirs is first asked for; entry 0 means "not yet".
 */
export const OTHER = 1, NEWLINE = 2, SPACE_SEGMENT = 3, EXTEND = 4, FORMAT = 5, ZWJ = 6, LETTER_A = 7, HEBREW = 8, NUMERIC = 9, KATAKANA = 10,
  EXTEND_NUM_LET = 11, MID_LETTER = 12, MID_NUM = 13, MID_NUM_LET = 14, SINGLE_QUOTE = 15, DOUBLE_QUOTE = 16, REGIONAL = 17;
export const CLASS = 0x1f, PICTOGRAPH = 1 << 5, LETTER = 1 << 6, ALNUM = 1 << 7, DIGITAL = 1 << 8, FIELD_END = 1 << 9;

/** One entry a code point; 0 = page not filled yet (see `wordBreak`). */
export const wordBreaks = new Uint16Array(0x110000);

/** The entry of a code point, its page filled when it was not. */
export const wordBreak = (codePoint: number): number => {
  if (wordBreaks[codePoint] === 0) fill(codePoint & ~0xff);
  return wordBreaks[codePoint]!;
};

/** Members that follow from no property: ALetter and Numeric by name, then the marks inside words and numbers, and separators. */
const LISTED: readonly (readonly [number, string])[] = [
  [NEWLINE, 'a-d 85 2028-2029'], [SPACE_SEGMENT, '20 1680 2000-2006 2008-200a 205f 3000'], [DOUBLE_QUOTE, '22'], [SINGLE_QUOTE, '27'],
  [MID_NUM, '2c 3b 37e 589 60c-60d 66c 7f8 2044 fe50 fe54 ff0c ff1b'], [MID_NUM_LET, '2e 2018-2019 2024 fe52 ff07 ff0e'],
  [MID_LETTER, '3a b7 387 55f 5f4 2027 fe13 fe55 ff1a'], [ZWJ, '200d'], [REGIONAL, '1f1e6-1f1ff'], [EXTEND_NUM_LET, '202f'], [OTHER, '200b'],
  [LETTER_A, '2c2-2c5 2d2-2d7 2de-2df 2e5-2eb 2ed 2ef-2ff 55a-55c 55e 58a 5f3 70f a708-a716 a720-a721 a789-a78a ab5b'],
  [NUMERIC, '600-605 66b 6dd 890-891 8e2 19da 110bd 110cd'],
  // Assigned by Unicode 17: unknown to the tables of Unicode 16.
  [OTHER, '88f c5c cdc 1acf-1add 1ae0-1aeb a7ce-a7cf a7d2 a7d4 a7f1 10940-10959 10ec5-10ec7 10efa-10efb 11b60-11b67 11db0-11ddb 11de0-11de9 '
    + '16ea0-16eb8 16ebb-16ed3 1e6c0-1e6de 1e6e0-1e6f5 1e6fe-1e6ff'],
];
const listed = new Map<number, number>(LISTED.flatMap(([kind, ranges]) =>
  parseRanges(ranges).flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i): [number, number] => [from + i, kind]))));

/** The first that matches is the class. Scripts without spaces (Line_Break SA) and ideographs are letters of no class: each stands alone. */
const DERIVED: readonly (readonly [number, RegExp])[] = [
  [EXTEND, /^[\p{Grapheme_Extend}\p{Mc}\p{Emoji_Modifier}]$/u],
  [HEBREW, /^(?=\p{Script=Hebrew})\p{Lo}$/u],
  [KATAKANA, /^[\p{Script=Katakana}\u3031-\u3035\u309b\u309c\u30a0\u30fc\uff70]$/u],
  [FORMAT, /^\p{Cf}$/u],
  [NUMERIC, /^\p{Nd}$/u],
  [OTHER, /^[\p{Ideographic}\p{Script=Hiragana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tai_Le}\p{Script=New_Tai_Lue}\p{Script=Tai_Tham}\p{Script=Tai_Viet}\p{Script=Ahom}]$/u],
  [LETTER_A, /^\p{Alphabetic}$/u],
  [EXTEND_NUM_LET, /^\p{Pc}$/u],
];

const PICTOGRAPHS = parseRanges(`
a9 ae 203c 2049 2122 2139 2194-2199 21a9-21aa 231a-231b 2328 2388 23cf 23e9-23f3 23f8-23fa 24c2 25aa-25ab 25b6 25c0 25fb-25fe 2600-2605
2607-2612 2614-2685 2690-2705 2708-2712 2714 2716 271d 2721 2728 2733-2734 2744 2747 274c 274e 2753-2755 2757 2763-2767 2795-2797 27a1 27b0
27bf 2934-2935 2b05-2b07 2b1b-2b1c 2b50 2b55 3030 303d 3297 3299 1f000-1f0ff 1f10d-1f10f 1f12f 1f16c-1f171 1f17e-1f17f 1f18e 1f191-1f19a
1f1ad-1f1e5 1f201-1f20f 1f21a 1f22f 1f232-1f23a 1f23c-1f23f 1f249-1f3fa 1f400-1f53d 1f546-1f64f 1f680-1f6ff 1f774-1f77f 1f7d5-1f7ff
1f80c-1f80f 1f848-1f84f 1f85a-1f85f 1f888-1f88f 1f8ae-1f8ff 1f90c-1f93a 1f93c-1f945 1f947-1faff 1fc00-1fffd`);
/** Numeric_Type=Digit: 128 code points that `str.isdigit` takes and `\d` does not. */
const DIGITS_BEYOND_ND = parseRanges(`
b2-b3 b9 1369-1371 19da 2070 2074-2079 2080-2089 2460-2468 2474-247c 2488-2490 24ea 24f5-24fd 24ff 2776-277e 2780-2788 278a-2792
10a40-10a43 10e60-10e68 11052-1105a 1f100-1f10a`);
const isIn = (ranges: readonly (readonly [number, number])[], codePoint: number): boolean => ranges.some(([from, to]) => codePoint >= from && codePoint <= to);

const LETTERS = /^\p{L}$/u, NUMBERS = /^\p{N}$/u, DECIMALS = /^\p{Nd}$/u, FIELD_ENDS = /^[\t-\r ]$/;

const fill = (from: number): void => {
  for (let codePoint = from; codePoint < from + 256; codePoint++) wordBreaks[codePoint] = compute(codePoint);
};

const compute = (codePoint: number): number => {
  if (codePoint >= 0xd800 && codePoint < 0xe000) return OTHER;
  const char = String.fromCodePoint(codePoint), known = !isLater(codePoint);
  const isLetter = known && LETTERS.test(char);
  return (listed.get(codePoint) ?? DERIVED.find(([, members]) => members.test(char))?.[0] ?? OTHER)
    | (isIn(PICTOGRAPHS, codePoint) ? PICTOGRAPH : 0)
    | (isLetter ? LETTER : 0)
    | (isLetter || (known && NUMBERS.test(char)) ? ALNUM : 0)
    | (known && DECIMALS.test(char) || isIn(DIGITS_BEYOND_ND, codePoint) ? DIGITAL : 0)
    | (FIELD_ENDS.test(char) ? FIELD_END : 0);
};

for (let page = 0; page < 0x300; page += 256) fill(page);
