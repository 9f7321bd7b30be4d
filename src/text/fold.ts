import { LOWER_MASK, PUNCTUATION, SPECIAL, isCased, isCaseIgnorable, table } from './code-points.js';
import { isLater } from './later-unicode.js';

const SIGMA = 0x3a3, FINAL_SIGMA = 0x3c2, DOTTED_I = 0x130;
const HANGUL = 0xac00, HANGUL_END = 0xd7a4;

/**
 * Python's `str.lower()` of [start, end) with the code points of `skip` (table flags, 0 = none) left out: full mapping, final sigma by
 * Unicode's rule (a cased letter before it and none after, case-ignorable ones passed over).
 * @param out at least twice as long as the range beyond `at` (U+0130 becomes two)
 * @returns the new end in `out`
 */
export const lowerInto = (cps: Int32Array, start: number, end: number, skip: number, out: Int32Array, at: number): number => {
  for (let i = start; i < end; i++) {
    const cp = cps[i]!, p = table[cp]!;
    if ((p & skip) !== 0) continue;
    if ((p & SPECIAL) === 0) out[at++] = p & LOWER_MASK;
    else if (cp === DOTTED_I) { out[at++] = 0x69; out[at++] = 0x307; }
    else out[at++] = isFinalSigma(cps, start, end, i, skip) ? FINAL_SIGMA : table[SIGMA]! & LOWER_MASK;
  }
  return at;
};

const isFinalSigma = (cps: Int32Array, start: number, end: number, at: number, skip: number): boolean => {
  const passed = (i: number): boolean => (table[cps[i]!]! & skip) !== 0 || isCaseIgnorable(cps[i]!);
  let before = at - 1, after = at + 1;
  while (before >= start && passed(before)) before--;
  if (before < start || !isCased(cps[before]!)) return false;
  while (after < end && passed(after)) after++;
  return after >= end || !isCased(cps[after]!);
};

const decompositions = new Map<number, Int32Array>();

/** The NFD of one lower-case code point that has one: at most 4 code points, cached. */
export const decomposition = (codePoint: number): Int32Array => {
  let found = decompositions.get(codePoint);
  if (!found) {
    found = Int32Array.from(String.fromCodePoint(codePoint).normalize('NFD'), (char) => char.codePointAt(0)!);
    decompositions.set(codePoint, found);
  }
  return found;
};

/** Hangul syllables decompose by arithmetic: leading consonant, vowel and, unless it is the 0th, trailing consonant. */
export const isHangul = (codePoint: number): boolean => codePoint >= HANGUL && codePoint < HANGUL_END;

/**
 * Normalization N of RedPajama-V2 for one run of non-space code points: ASCII punctuation deleted, lower-cased, NFD. The general way
 * through the engine's own `normalize`, for runs with a sigma, a dotted I or marks that may have to be reordered. Code points that
 * Unicode 14 lacks are starters there: they split the run and pass as they are.
 * @param out at least four times as long as the range beyond `at`
 * @returns the new end in `out`
 */
export const normaliseRun = (cps: Int32Array, start: number, end: number, out: Int32Array, at: number): number => {
  const lower = new Int32Array(2 * (end - start)), length = lowerInto(cps, start, end, PUNCTUATION, lower, 0);
  const segment: string[] = [];
  const flush = (): void => {
    for (const char of segment.join('').normalize('NFD')) out[at++] = char.codePointAt(0)!;
    segment.length = 0;
  };
  for (let i = 0; i < length; i++) {
    const cp = lower[i]!;
    if (isLater(cp)) { flush(); out[at++] = cp; }
    else segment.push(String.fromCodePoint(cp));
  }
  flush();
  return at;
};

