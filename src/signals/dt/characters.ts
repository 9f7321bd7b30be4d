import { NOT_UPPER, UPPER, entry } from '../../text/code-points.js';
import { isLater } from '../../text/later-unicode.js';
import { parseRanges } from '../../text/ranges.js';
import { TERMINAL_MARKS } from '../terminal-marks.js';

/*
 * What datatrove asks of single characters, as Python 3.11 (Unicode 14) answers. One byte a code point, filled in pages of 256 when one of their code points
 * is first asked for; 0 = not yet.
 */
const KNOWN = 1;
/** `str.isalpha`: category L. */
export const ALPHA = 2;
/** `str.isdigit`: decimal digits and 128 others (superscripts, circled digits ...). */
export const DIGIT = 4;
/** One of the 129 of `PUNCTUATION`, 63 control characters among them. */
export const PUNCTUATION = 8;
/** One of the 281 of `PUNCTUATION_SET`: these and the terminal marks of all scripts. */
export const SYMBOL = 16;
/** Title-case letter, category Lt. */
export const TITLE = 32;
/** `str.isupper`. */
export const CAPITAL = 64;
/** Lower-case or title-case letter. */
export const NO_CAPITAL = 128;

/** huggingface/datatrove@a649de7 src/datatrove/utils/text.py (Apache-2.0). */
const PUNCTUATIONS = `0-8 b-1f 21-2f 3a-40 5b-60 7b-9f ab b4 bb 2013-2014 2019 201c-201e 2026 2236 2501 25ba 3001-3002 3008-300d 3010-3011 ff01 ff05 ff08-ff09 ff0c
  ff0e ff11 ff1a-ff1b ff1f ff5e`;
/** Numeric_Type=Digit. */
const OTHER_DIGITS = `b2-b3 b9 1369-1371 19da 2070 2074-2079 2080-2089 2460-2468 2474-247c 2488-2490 24ea 24f5-24fd 24ff 2776-277e 2780-2788 278a-2792 10a40-10a43
  10e60-10e68 11052-1105a 1f100-1f10a`;
const expand = (ranges: string): Set<number> => new Set(parseRanges(ranges).flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i)));
const punctuations = expand(PUNCTUATIONS), otherDigits = expand(OTHER_DIGITS);

/** The flags of each code point that `character` was asked for. */
export const characters = new Uint8Array(0x110000);

/** The flags of a code point. */
export const character = (codePoint: number): number => characters[codePoint]! || fill(codePoint);

const fill = (codePoint: number): number => {
  for (let from = codePoint & ~0xff, k = from; k < from + 256; k++) characters[k] = compute(k);
  return characters[codePoint]!;
};

const compute = (codePoint: number): number => {
  const marks = (punctuations.has(codePoint) ? PUNCTUATION | SYMBOL : 0) | (TERMINAL_MARKS.has(codePoint) ? SYMBOL : 0);
  if (isLater(codePoint) || (codePoint >= 0xd800 && codePoint < 0xe000)) return KNOWN | marks;
  const char = String.fromCodePoint(codePoint);
  return KNOWN | marks
    | (/^\p{L}$/u.test(char) ? ALPHA : 0)
    | (/^\p{Nd}$/u.test(char) || otherDigits.has(codePoint) ? DIGIT : 0)
    | (/^\p{Lt}$/u.test(char) ? TITLE : 0)
    | ((entry(codePoint) & UPPER) !== 0 ? CAPITAL : 0)
    | ((entry(codePoint) & NOT_UPPER) !== 0 ? NO_CAPITAL : 0);
};
