import { SPACE, table } from '../../text/code-points.js';

/*
 * The cursed substrings of Zyda that are regular expressions. Their dots stand for any code point but a line feed, so the two "ellipsis" ones
 * are any text with a space at every fourth or fifth place. Each function answers for one place; matches are counted without overlap.
 */
const SP = 0x20, LF = 0x0a, COMMA = 0x2c, DOT = 0x2e, BAR = 0x7c;

/** Where a match of ` ... ... ` and so on (nine groups of `width` code points, a space before each) that starts at `at` ends; -1 = none. */
export const dottedEnd = (cps: Int32Array, length: number, at: number, width: number): number => {
  const end = at + 9 * (width + 1);
  if (end > length) return -1;
  for (let i = at; i < end; i++) if ((i - at) % (width + 1) === 0 ? cps[i] !== SP : cps[i] === LF) return -1;
  return end;
};

/** Where a match of ` [^ ]` nine times over, spaced-out letters, that starts at `at` ends; -1 = none. */
export const spacedEnd = (cps: Int32Array, length: number, at: number): number => {
  const end = at + 18;
  if (end > length) return -1;
  for (let i = at; i < end; i += 2) if (cps[i] !== SP || cps[i + 1] === SP) return -1;
  return end;
};

/** Where a match of `, ..,,? ..,,? ..,,? ..,,?` that starts at `at`, a comma, ends; -1 = none. */
export const commasEnd = (cps: Int32Array, length: number, at: number): number => {
  let i = at + 1;
  for (let group = 0; group < 4; group++) {
    if (i + 3 >= length || cps[i] !== SP || cps[i + 1] === LF || cps[i + 2] === LF || cps[i + 3] !== COMMA) return -1;
    i += 4;
    if (i < length && cps[i] === COMMA) i++;
  }
  return i;
};

/** How many of `\|\s*$`, ` nr\.$`, ` \u0433\.\s*$`, ` \u043a\u0433\.\s*$` match; `$` is the end, or before a last line feed. */
export const countAtEnd = (cps: Int32Array, length: number): number => {
  let end = length;
  while (end > 0 && (table[cps[end - 1]!]! & SPACE) !== 0) end--;
  if (end === 0) return 0;
  if (cps[end - 1] === BAR) return 1;
  if (cps[end - 1] !== DOT) return 0;
  const at = (letters: readonly number[]): number => end - 1 - letters.length;
  const isBefore = (...letters: number[]): boolean => at(letters) >= 0 && letters.every((letter, i) => cps[at(letters) + i] === letter);
  const isLast = end === length || (end === length - 1 && cps[end] === LF);
  if (isBefore(SP, 0x433) || isBefore(SP, 0x43a, 0x433)) return 1;
  return isLast && isBefore(SP, 0x6e, 0x72) ? 1 : 0;
};
