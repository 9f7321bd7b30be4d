import { ALPHABETIC, letterClass } from '../../text/letters.js';
import type { Shared } from '../../text/shared.js';
import type { SplitWords } from '../../text/split-words.js';
import { WordSet } from '../../text/word-set.js';

const ELLIPSES = new WordSet(['...', '[...]', '\u2026', '(...)', '[\u2026]', '-\u00bb'], false);
const COMMON = new WordSet(['the', 'be', 'to', 'of', 'and', 'that', 'have', 'with'], false);

/** What one look at each distinct word of a text finds, every word weighted with its count. */
export interface WordFacts {
  longest: number;
  symbolWords: number;
  alphaWords: number;
  commonWords: number;
  /** Code points in URLs; white space cannot be part of one. */
  urlLetters: number;
}

const HASH = 0x23, COLON = 0x3a, SLASH = 0x2f, PERCENT = 0x25;

/** Fills `facts`. */
export const readWords = ({ cps }: Shared, words: SplitWords, facts: WordFacts): void => {
  const { letterKinds, distinct: { distinct, counts, starts, ends } } = words;
  facts.longest = facts.symbolWords = facts.alphaWords = facts.commonWords = facts.urlLetters = 0;
  for (let id = 0; id < distinct; id++) {
    const start = starts[id]!, end = ends[id]!, count = counts[id]!;
    if (end - start > facts.longest) facts.longest = end - start;
    let alpha = letterKinds[id]!, hashRuns = 0, hasUrl = false;
    if (alpha === 0) for (let i = start; i < end; i++) {
      const cp = cps[i]!, kind = letterClass(cp) & ALPHABETIC;
      alpha |= kind;
      if (kind !== 0) continue;
      if (cp === HASH) { if (i === start || cps[i - 1] !== HASH) hashRuns++; }
      else if (cp === COLON) { if (i + 3 < end && cps[i + 1] === SLASH && cps[i + 2] === SLASH) hasUrl = true; }
    }
    if (alpha !== 0) facts.alphaWords += count;
    if (hashRuns / (end - start) > 0.5 || (alpha === 0 && ELLIPSES.has(cps, start, end))) facts.symbolWords += count;
    if (COMMON.has(cps, start, end)) facts.commonWords += count;
    if (hasUrl) facts.urlLetters += count * urlLetters(cps, start, end);
  }
};

const codes = (text: string): number[] => Array.from(text, (char) => char.charCodeAt(0));
const HTTP = codes('http'), HTTPS = codes('https');
const URL_CHARS = new Uint8Array(128);
for (const cp of codes('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789$-_@.&+/:=?#~!*(),')) URL_CHARS[cp] = 1;

/** Code points of a word in matches of https?://(...)+: looked for at each `:`, the only place where one can be. */
const urlLetters = (cps: Int32Array, start: number, end: number): number => {
  let letters = 0, from = start;
  for (let i = start; i + 3 < end; i++) {
    if (cps[i] !== COLON || cps[i + 1] !== SLASH || cps[i + 2] !== SLASH) continue;
    const first = endsWith(cps, from, i, HTTP) ? i - 4 : endsWith(cps, from, i, HTTPS) ? i - 5 : -1;
    if (first < 0) continue;
    let stop = i + 3;
    for (;;) {
      if (stop < end && cps[stop]! < 128 && URL_CHARS[cps[stop]!] === 1) stop++;
      else if (stop + 2 < end && cps[stop] === PERCENT && isHex(cps[stop + 1]!) && isHex(cps[stop + 2]!)) stop += 3;
      else break;
    }
    if (stop === i + 3) continue;
    letters += stop - first;
    from = stop;
    i = stop - 1;
  }
  return letters;
};

const endsWith = (cps: Int32Array, from: number, end: number, symbols: readonly number[]): boolean => {
  const start = end - symbols.length;
  if (start < from) return false;
  for (let k = 0; k < symbols.length; k++) if (cps[start + k] !== symbols[k]) return false;
  return true;
};
const isHex = (cp: number): boolean => (cp >= 0x30 && cp <= 0x39) || ((cp | 0x20) >= 0x61 && (cp | 0x20) <= 0x66);
