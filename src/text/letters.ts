import { isLater } from './later-unicode.js';

/*
 * Which code points are letters, marks and numbers, for the two Unicode databases that Python programs use side by side: `str.isalpha` of Python 3.11 goes by
 * Unicode 14, the `regex` package by its own, which is as new as the package (2026.5.9: Unicode 17, as in Node 20.20;
 * 2026.11.19: Unicode 18, which differs in code points that 17 leaves unassigned). Checked over all 0x110000 code points against both.
 *
 * One byte a code point, in pages of 256 that are filled when one of their code points is first asked for; 0 = not yet.
 */
const KNOWN = 1;
/** `str.isalpha` of one code point: category L. */
export const LETTER = 2;
/** `[[:alpha:]]` of `regex`: property Alphabetic, so vowel signs and circled letters too. */
export const ALPHABETIC = 4;
/** `\w` of `regex` (UTS 18): Alphabetic, marks, decimal digits, connectors, joiners. */
export const TOKEN = 8;
/** `\s` of `regex`: property White_Space; unlike Python's own `\s` without U+001C-001F. */
export const BLANK = 16;
/** Category P, N and Nd in Unicode 14, as in the Oniguruma of `tokenizers` 0.19 and in Python 3.11. */
export const PUNCTUATION_MARK = 32;
export const NUMBER = 64;
export const DECIMAL = 128;

const classes = new Uint8Array(0x110000);

/** The flags of a code point. */
export const letterClass = (codePoint: number): number => {
  const known = classes[codePoint]!;
  return known !== 0 ? known : fill(codePoint);
};

const fill = (codePoint: number): number => {
  for (let from = codePoint & ~0xff, k = from; k < from + 256; k++) classes[k] = compute(k);
  return classes[codePoint]!;
};

const compute = (codePoint: number): number => {
  if (codePoint >= 0xd800 && codePoint < 0xe000) return KNOWN;
  const char = String.fromCodePoint(codePoint), isKnown = !isLater(codePoint);
  return KNOWN
    | (isKnown && /^\p{L}$/u.test(char) ? LETTER : 0)
    | (/^\p{Alphabetic}$/u.test(char) ? ALPHABETIC : 0)
    | (/^[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]$/u.test(char) ? TOKEN : 0)
    | (/^\p{White_Space}$/u.test(char) ? BLANK : 0)
    | (isKnown && /^\p{P}$/u.test(char) ? PUNCTUATION_MARK : 0)
    | (isKnown && /^\p{N}$/u.test(char) ? NUMBER : 0)
    | (isKnown && /^\p{Nd}$/u.test(char) ? DECIMAL : 0);
};
