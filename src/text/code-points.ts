import { isLater } from './later-unicode.js';

/*
 * What a code point is, as Python 3.11 (Unicode 14) sees it.
 *
 * Every reference implementation of the rule signals is Python, so "white space", "word character" and "upper case" mean Python's. One
 * flat table answers all of it in one load: bits 0-20 of an entry hold the lower-case code point, bits 21-31 the flags below. 0x110000
 * entries of 4 bytes (4.4 MB a thread) are touched only where text is: pages of 256 are filled from the engine's own Unicode tables the
 * first time one of their code points occurs (about 0.2 ms a page), entry 0 meaning "not yet".
 *
 * Differences from what JavaScript offers, each checked over all 0x110000 code points against Python 3.11.7:
 *   white space   29 code points: JS `\s` has U+FEFF and lacks U+001C-001F and U+0085
 *   word          \p{L}, \p{N}, `_`: combining marks are none. JS `\w` is ASCII
 *   lower case    U+0295 is lower case and cased in Python; U+10FC, U+A7F2-A7F4, U+AB69 are not lower case
 *   case-ignorable U+1171E is in Unicode 14
 *   all of it     code points assigned after Unicode 14 are nothing (`later-unicode.ts`)
 *
 * Example: the entry of `É` (U+00C9) is KNOWN | WORD | UPPER | DECOMPOSES | 0xE9.
 */
export const LOWER_MASK = 0x1fffff;
/** The entry is filled. */
const KNOWN = 1 << 21;
/** `\w` of Python's re: a letter, a number or `_`. */
export const WORD = 1 << 22;
/** `\s`, `str.isspace`: what `split()` and `strip()` remove. */
export const SPACE = 1 << 23;
/** Derived property Uppercase, `str.isupper` of one code point. */
export const UPPER = 1 << 24;
/** Lower case or title case: one of these in a word and `isupper` is false. */
export const NOT_UPPER = 1 << 25;
/** Ends a line for `str.splitlines`. */
export const BREAK = 1 << 26;
/** `\d` of Python's re: category Nd. */
export const DIGIT = 1 << 27;
/** One of the 32 marks of Python's `string.punctuation`. */
export const PUNCTUATION = 1 << 28;
/** The NFD of its lower case differs from its lower case. */
export const DECOMPOSES = 1 << 29;
/** The NFD of its lower case starts with a mark that may have to be reordered (combining class not 0). */
export const MARK = 1 << 30;
/** U+03A3, whose lower case depends on its neighbours, and U+0130, whose lower case is two code points. */
export const SPECIAL = 1 << 31;

/** One entry a code point; 0 = page not filled yet (see `entry`). */
export const table = new Int32Array(0x110000);

/** The entry of a code point, its page filled when it was not. */
export const entry = (codePoint: number): number => {
  if (table[codePoint] === 0) fill(codePoint & ~0xff);
  return table[codePoint]!;
};

const SPACES = /^[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/;
const BREAKS = /^[\n-\r\x1c-\x1e\x85\u2028\u2029]$/;
const WORDS = /^[\p{L}\p{N}_]$/u;
const UPPERS = /^\p{Uppercase}$/u;
const NOT_UPPERS = /^[\p{Lowercase}\p{Lt}\u0295]$/u;
const NEVER_LOWER = /^[\u10fc\ua7f2-\ua7f4\uab69]$/;
const DIGITS = /^\p{Nd}$/u;
const PUNCTUATIONS = /^[!-/:-@[-`{-~]$/;

const fill = (from: number): void => {
  for (let codePoint = from; codePoint < from + 256; codePoint++) table[codePoint] = compute(codePoint);
};

const compute = (codePoint: number): number => {
  // Surrogates are no characters; the decoder makes none.
  if (isLater(codePoint) || (codePoint >= 0xd800 && codePoint < 0xe000)) return KNOWN | codePoint;
  const char = String.fromCodePoint(codePoint);
  // U+0130 becomes `i` and U+0307: stored as the second half, which ends an ASCII phrase as the pair would (none ends in i).
  const lower = codePoint === 0x130 ? 0x307 : char.toLowerCase().codePointAt(0)!;
  const small = String.fromCodePoint(lower), nfd = small.normalize('NFD');
  return KNOWN | lower
    | (WORDS.test(char) ? WORD : 0)
    | (SPACES.test(char) ? SPACE : 0)
    | (UPPERS.test(char) ? UPPER : 0)
    | (NOT_UPPERS.test(char) && !NEVER_LOWER.test(char) ? NOT_UPPER : 0)
    | (BREAKS.test(char) ? BREAK : 0)
    | (DIGITS.test(char) ? DIGIT : 0)
    | (PUNCTUATIONS.test(char) ? PUNCTUATION : 0)
    | (nfd !== small ? DECOMPOSES : 0)
    | (isReordered(String.fromCodePoint(nfd.codePointAt(0)!)) ? MARK : 0)
    | (codePoint === 0x3a3 || codePoint === 0x130 ? SPECIAL : 0);
};

/** Combining class not 0: canonical ordering moves it across U+0334 (class 1) or U+0345 (class 240). */
const isReordered = (char: string): boolean =>
  `a${char}\u0334`.normalize('NFD') === `a\u0334${char}` || `a\u0345${char}`.normalize('NFD') === `a${char}\u0345` || char === '\u0334' || char === '\u0345';

const CASED = /^[\p{Cased}\u0295]$/u;
const CASE_IGNORABLE = /^[\p{Case_Ignorable}\u{1171e}]$/u;

/** Unicode's Cased and Case_Ignorable, which decide the final sigma. Slow; asked only beside a U+03A3. */
export const isCased = (codePoint: number): boolean => !isLater(codePoint) && CASED.test(String.fromCodePoint(codePoint));
export const isCaseIgnorable = (codePoint: number): boolean => !isLater(codePoint) && CASE_IGNORABLE.test(String.fromCodePoint(codePoint));

for (let page = 0; page < 0x300; page += 256) fill(page);
