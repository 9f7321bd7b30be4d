import { createRequire } from 'node:module';
import { LOWER_MASK, table } from '../../text/code-points.js';
import { LETTER, TOKEN, letterClass } from '../../text/letters.js';
import { reserve } from '../../text/scratch.js';
import type { Shared } from '../../text/shared.js';
import type { SplitWords } from '../../text/split-words.js';
import { WordSet } from '../../text/word-set.js';
import { addressesIn, type Found } from './contacts.js';
import { ALONE, PIECES } from './tokens.js';

/** LDNOOBW's English list as Dolma ships it: state 5faf2ba, 403 entries, equal to naughty-words 1.2.0 (CC-BY-4.0). */
const naughty = (createRequire(import.meta.url)('naughty-words') as { readonly en: readonly string[] }).en;
/** Its entries of several words, to be found anywhere in a line. */
export const NAUGHTY_PHRASES = naughty.filter((entry) => entry.includes(' '));
const NAUGHTY_WORDS = new WordSet(naughty.filter((entry) => !entry.includes(' ')), true);
const REQUIRED = new WordSet(['the', 'be', 'to', 'of', 'and', 'that', 'have', 'with'], false);
const JAVASCRIPT = Array.from('javascript', (char) => char.charCodeAt(0));

const HASH = 1, ELLIPSIS = 2, ALPHA = 4, DOT = 8, DIGIT = 16, J = 32;

/** What one look at each distinct word of a text finds, every word weighted with its count. */
export interface WordFacts extends Found {
  medianLength: number;
  symbolWords: number;
  alphaWords: number;
  requiredWords: number;
  /** Matches of \w+|[^\w\s]+ of the `regex` package, and pieces of OLMo's pre-tokenizer, inside words. */
  tokens: number;
  pieces: number;
  naughty: boolean;
  /** Some lower-cased word is "javascript", or has it. */
  javascriptWord: boolean;
  javascript: boolean;
}

let histogram = new Int32Array(1024);
const addresses: Found = { count: 0, letters: 0 };

/** Fills `facts`; `count` and `letters` are those of the IPv4 addresses, which white space cannot be part of. */
export const readWords = ({ cps }: Shared, words: SplitWords, facts: WordFacts): void => {
  const { letterKinds, distinct: { distinct, counts, starts, ends } } = words;
  let longest = 0;
  for (let id = 0; id < distinct; id++) if (ends[id]! - starts[id]! > longest) longest = ends[id]! - starts[id]!;
  histogram = reserve(histogram, longest + 1);
  histogram.fill(0, 0, longest + 1);
  facts.symbolWords = facts.alphaWords = facts.requiredWords = facts.tokens = facts.pieces = facts.count = facts.letters = 0;
  facts.naughty = facts.javascriptWord = facts.javascript = false;
  for (let id = 0; id < distinct; id++) {
    const start = starts[id]!, end = ends[id]!, count = counts[id]!;
    histogram[end - start]! += count;
    let seen = ALPHA | J, tokens = 1, pieces = 1;
    if (letterKinds[id] === 0) {
      let tokenBefore = -1, pieceBefore = -1;
      seen = tokens = pieces = 0;
      for (let i = start; i < end; i++) {
        const cp = cps[i]!, kind = letterClass(cp), token = kind & TOKEN, piece = kind & PIECES;
        if (token !== tokenBefore) { tokens++; tokenBefore = token; }
        if (piece !== pieceBefore || (piece & ALONE) !== 0) { pieces++; pieceBefore = piece; }
        if ((kind & LETTER) !== 0) seen |= (cp | 0x20) === 0x6a ? ALPHA | J : ALPHA;
        else if (cp === 0x23) seen |= HASH;
        else if (cp === 0x2026) seen |= ELLIPSIS;
        else if (cp === 0x2e) seen |= DOT;
        else if (cp >= 0x30 && cp <= 0x39) seen |= DIGIT;
      }
    }
    facts.tokens += count * tokens;
    facts.pieces += count * pieces;
    if ((seen & (HASH | ELLIPSIS)) !== 0) facts.symbolWords += count;
    if ((seen & ALPHA) !== 0) facts.alphaWords += count;
    if (REQUIRED.has(cps, start, end)) facts.requiredWords += count;
    if (!facts.naughty && NAUGHTY_WORDS.has(cps, start, end)) facts.naughty = true;
    if ((seen & J) !== 0 && end - start >= JAVASCRIPT.length && hasJavascript(cps, start, end)) {
      facts.javascript = true;
      if (end - start === JAVASCRIPT.length) facts.javascriptWord = true;
    }
    if ((seen & (DOT | DIGIT)) === (DOT | DIGIT) && end - start >= SHORTEST_ADDRESS) {
      addressesIn(cps, start, end, addresses);
      facts.count += count * addresses.count;
      facts.letters += count * addresses.letters;
    }
  }
  facts.medianLength = median(words.count);
};
const SHORTEST_ADDRESS = '1.1.1.1'.length;

const hasJavascript = (cps: Int32Array, start: number, end: number): boolean => {
  for (let i = start; i + JAVASCRIPT.length <= end; i++) {
    let k = 0;
    while (k < JAVASCRIPT.length && (table[cps[i + k]!]! & LOWER_MASK) === JAVASCRIPT[k]) k++;
    if (k === JAVASCRIPT.length) return true;
  }
  return false;
};

/** Python's statistics.median of the word lengths in `histogram`. */
const median = (count: number): number => {
  if (count === 0) return 0;
  const nth = (n: number): number => {
    let length = 0;
    for (let below = histogram[0]!; below <= n; below += histogram[length]!) length++;
    return length;
  };
  const upper = nth(count >> 1);
  return count % 2 === 1 ? upper : (nth((count >> 1) - 1) + upper) / 2;
};
