import { NOT_UPPER, SPACE, UPPER, WORD, table } from '../text/code-points.js';
import type { Shared } from '../text/shared.js';

/**
 * What RedPajama-V2 counts on the raw text, in one pass.
 *
 * Raw words are the matches of `\w+|[^\w\s]+` (NLTK's WordPunctTokenizer up to 3.8): runs of one class, so a combining mark is a word of its
 * own. Sentences are the matches of `\b[^.!?]+[.!?]*`: a match starts at the first word character of a stretch without `.` `!` `?` and
 * takes the rest of the stretch, so there are as many as stretches that hold a word character. Lines end at `\n` alone.
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
 * Counts the text into `out`. Word ends are found without branches, which no processor would foresee: `ends` is all ones where a raw word
 * ended before this code point, else 0. About 3 ns a code point.
 */
export const scanRaw = ({ cps, length, lineFeeds, lineFeedCount }: Shared, out: RawCounts): RawCounts => {
  const entries = table;
  let curly = 0, symbols = 0, words = 0, alphabetic = 0, upper = 0, sentences = 0;
  // Of the raw word so far: its class (1 word characters, 2 others, 0 none), has it a letter a-z A-Z, union of its table entries.
  let kind = 0, letter = 0, seen = 0;
  let wordSeen = 0, dots = 0;
  for (let i = 0; i <= length; i++) {
    const cp = i < length ? cps[i]! : 0x20, p = entries[cp]!;
    const isWord = (p >>> WORD_BIT) & 1, now = isWord | ((~(p >>> SPACE_BIT) & 1 & ~isWord) << 1);
    const ends = -(now === kind ? 0 : kind === 0 ? 0 : 1);
    words -= ends;
    alphabetic += letter & ends;
    upper += (seen >>> UPPER_BIT) & ~(seen >>> NOT_UPPER_BIT) & 1 & ends;
    const stays = now === kind ? -1 : 0, small = (cp | 0x20) - 0x61;
    letter = (letter & stays) | (small >>> 0 < 26 ? 1 : 0);
    seen = (seen & stays) | p;
    kind = now;
    wordSeen |= isWord;
    if (now === 2) {
      if (cp === 0x2e) {
        if (++dots === 3) { symbols++; dots = 0; }
        sentences += wordSeen;
        wordSeen = 0;
        continue;
      }
      if (cp === 0x21 || cp === 0x3f) { sentences += wordSeen; wordSeen = 0; }
      else if (cp === 0x23 || cp === 0x2026) symbols++;
      else if (cp === 0x7b || cp === 0x7d) curly++;
    }
    dots = 0;
  }
  out.curly = curly;
  out.symbols = symbols;
  out.words = words;
  out.alphabetic = alphabetic;
  out.upper = upper;
  out.sentences = sentences + wordSeen;
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

const WORD_BIT = 31 - Math.clz32(WORD), SPACE_BIT = 31 - Math.clz32(SPACE), UPPER_BIT = 31 - Math.clz32(UPPER), NOT_UPPER_BIT = 31 - Math.clz32(NOT_UPPER);

const endsWithEllipsis = (cps: Int32Array, start: number, end: number): boolean =>
  end > start && (cps[end - 1] === 0x2026 || (end - start >= 3 && cps[end - 1] === 0x2e && cps[end - 2] === 0x2e && cps[end - 3] === 0x2e));
