import { CodePointCounts } from '../../text/code-point-counts.js';
import { PUNCTUATION, table } from '../../text/code-points.js';
import { MarkedRuns } from '../../text/marked-runs.js';
import { reserve } from '../../text/scratch.js';
import type { Shared } from '../../text/shared.js';
import { SplitWords } from '../../text/split-words.js';
import { type BadWords, badWordsOf, begins, mayBegin, mayBeginAt } from './bad-words.js';
import { isLetter } from './letters.js';
import { mayBeIpsum } from './lorem-ipsum.js';

/** What data-prep-kit counts in a text, word by word. */
export interface Counts {
  words: number;
  /** Code points in words. */
  letters: number;
  /** Words with a # or three dots in a row; with a letter. */
  symbolic: number;
  alphabetic: number;
  /** Matches of `\b[^.!?]+[.!?]*`. */
  sentences: number;
  /** Ideographic full stops. */
  kutens: number;
  opening: number;
  closing: number;
  /** Place of the first hiragana or katakana of a Japanese text, -1 = none. */
  firstKana: number;
  /** A word may begin with "ipsum". */
  hasIpsum: boolean;
  /** NaN when the language has no list. */
  badWord: number;
}

const HASH = 0x23, DOT = 0x2e, OPENING = 0x7b, CLOSING = 0x7d, KUTEN = 0x3002, SMALL_I = 0x69, DOTLESS_I = 0x131;

/** Counts in the text; what depends on a word alone is found out once for each distinct one. */
export const scan = (shared: Shared, counts: Counts): void => {
  const { cps, length, lang } = shared, runs = shared.of(SplitWords), { of } = shared.of(CodePointCounts), list = badWordsOf(lang), isJapanese = lang === 'ja';
  const { letterKinds, distinct: { distinct, counts: copies, starts, ends } } = runs;
  let symbolic = 0, alphabetic = 0, hasIpsum = false;
  for (let run = 0; run < distinct; run++) {
    const start = starts[run]!, end = ends[run]!, first = cps[start]!;
    let symbol = 0, letter = letterKinds[run] === 0 ? 0 : 1, dots = 0;
    if (letter === 0) for (let i = start; i < end; i++) {
      const cp = cps[i]!;
      if (cp < 0x80) { if (((cp | 0x20) - 0x61) >>> 0 < 26) letter = 1; }
      else if (letter === 0 && isLetter(cp)) letter = 1;
      dots = cp === DOT ? dots + 1 : 0;
      if (cp === HASH || dots === 3) symbol = 1;
    }
    symbolic += symbol * copies[run]!;
    alphabetic += letter * copies[run]!;
    const mayBe = (first | 0x20) === SMALL_I || (table[first]! & PUNCTUATION) !== 0 || first === DOTLESS_I || isJapanese;
    if (mayBe && !hasIpsum) hasIpsum = mayBeIpsum(cps, end, start, lang);
  }
  counts.words = runs.count;
  counts.letters = runs.letters;
  counts.symbolic = symbolic;
  counts.alphabetic = alphabetic;
  counts.sentences = shared.of(MarkedRuns).sentences(runs.ids, 0, runs.count);
  counts.kutens = of[KUTEN]!;
  counts.opening = of[OPENING]!;
  counts.closing = of[CLOSING]!;
  counts.firstKana = isJapanese ? cps.subarray(0, length).findIndex((cp) => (cp >= 0x3041 && cp <= 0x3093) || (cp >= 0x30a1 && cp <= 0x30f3)) : -1;
  counts.hasIpsum = hasIpsum;
  counts.badWord = list === null ? NaN : hasBadWord(list, cps, length, runs) ? 1 : 0;
};

let suspects = new Int32Array(1024);

/** An entry may go on behind a run, so every copy is looked at of a run in which one may begin. */
const hasBadWord = (list: BadWords, cps: Int32Array, length: number, { count, starts, ends, ids, letterKinds, distinct: runs }: SplitWords): boolean => {
  suspects = reserve(suspects, runs.distinct);
  let any = 0;
  for (let run = 0; run < runs.distinct; run++) {
    const ask = letterKinds[run] === 0 ? mayBegin : mayBeginAt;
    any |= suspects[run] = ask(list, cps, runs.starts[run]!, runs.ends[run]!) ? 1 : 0;
  }
  for (let k = 0; k < count && any !== 0; k++) if (suspects[ids[k]!] !== 0 && begins(list, cps, length, starts[k]!, ends[k]!)) return true;
  return false;
};
