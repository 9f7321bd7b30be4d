import { NOT_UPPER, SPACE, UPPER, WORD, table } from '../text/code-points.js';
import { MarkedRuns } from '../text/marked-runs.js';
import type { Shared } from '../text/shared.js';
import { CAPITALS, SplitWords } from '../text/split-words.js';

/**
 * What RedPajama-V2 counts on the raw text.
 *
 * Raw words are the matches of `\w+|[^\w\s]+` (NLTK's WordPunctTokenizer up to 3.8): runs of one class, so a combining mark is a word of its
 * own. Sentences are those of `MarkedRuns`. Lines end at `\n` alone.
 */
export interface RawCounts {
  curly: number;
  /** `#`, `...` (non-overlapping) and U+2026. */
  symbols: number;
  words: number;
  /** Raw words with an ASCII letter; raw words for which `isupper` holds. */
  alphabetic: number;
  upper: number;
  sentences: number;
  lines: number;
  /** Lines that end with `...` or U+2026, white space at their end aside. */
  ellipsisLines: number;
}

/**
 * Counts the text into `out`: each distinct run between white space is looked at once, those of ASCII letters not even that. Ends of raw words are found without
 * branches, which no processor would foresee: `ended` is 0 unless a raw word ended before this code point.
 */
export const scanRaw = (shared: Shared, out: RawCounts): RawCounts => {
  const { cps, length, lineFeeds, lineFeedCount } = shared, runs = shared.of(SplitWords), entries = table;
  const { letterKinds, distinct: { distinct, counts, starts, ends } } = runs;
  let curly = 0, symbols = 0, words = 0, alphabetic = 0, upper = 0;
  for (let run = 0; run < distinct; run++) {
    const copies = counts[run]!, kinds = letterKinds[run]!;
    if (kinds !== 0) {
      words += copies;
      alphabetic += copies;
      if (kinds === CAPITALS) upper += copies;
      continue;
    }
    // Of the raw word so far: its class (1 word characters, 2 others, 0 none), has it a letter a-z A-Z, union of its table entries.
    let kind = 0, letter = 0, seen = 0, dots = 0;
    for (let i = starts[run]!, end = ends[run]!; i <= end; i++) {
      const cp = i < end ? cps[i]! : 0x20, p = entries[cp]!;
      const isWord = (p >>> WORD_BIT) & 1, now = i === end ? 0 : 2 - isWord;
      const ended = now === kind || kind === 0 ? 0 : copies;
      words += ended;
      alphabetic += letter * ended;
      upper += ((seen >>> UPPER_BIT) & ~(seen >>> NOT_UPPER_BIT) & 1) * ended;
      const stays = now === kind ? -1 : 0, small = (cp | 0x20) - 0x61;
      letter = (letter & stays) | (small >>> 0 < 26 ? 1 : 0);
      seen = (seen & stays) | p;
      kind = now;
      dots = cp === 0x2e ? dots + 1 : 0;
      if (dots === 3) { symbols += copies; dots = 0; }
      else if (cp === 0x23 || cp === 0x2026) symbols += copies;
      else if (cp === 0x7b || cp === 0x7d) curly += copies;
    }
  }
  out.curly = curly;
  out.symbols = symbols;
  out.words = words;
  out.alphabetic = alphabetic;
  out.upper = upper;
  out.sentences = shared.of(MarkedRuns).sentences(runs.ids, 0, runs.count);
  out.lines = out.ellipsisLines = 0;
  for (let k = 0, from = 0; from < length; k++) {
    let end = k < lineFeedCount ? lineFeeds[k]! : length;
    const next = end + 1;
    while (end > from && (table[cps[end - 1]!]! & SPACE) !== 0) end--;
    out.lines++;
    if (endsWithEllipsis(cps, from, end)) out.ellipsisLines++;
    from = next;
  }
  return out;
};

const WORD_BIT = 31 - Math.clz32(WORD), UPPER_BIT = 31 - Math.clz32(UPPER), NOT_UPPER_BIT = 31 - Math.clz32(NOT_UPPER);

const endsWithEllipsis = (cps: Int32Array, start: number, end: number): boolean =>
  end > start && (cps[end - 1] === 0x2026 || (end - start >= 3 && cps[end - 1] === 0x2e && cps[end - 2] === 0x2e && cps[end - 3] === 0x2e));
