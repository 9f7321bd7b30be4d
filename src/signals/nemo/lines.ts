import { LOWER_MASK, table } from '../../text/code-points.js';
import type { FeedLines } from '../../text/feed-lines.js';
import type { SplitWords } from '../../text/split-words.js';

/** Counts over non-blank `split("\n")` lines. */
export interface LineFacts {
  lines: number;
  letters: number;
  distinct: number;
  distinctLetters: number;
  /** Stripped, they end with none of `.` `?` `!` `"` `'`; with an ellipsis mark; begin with a bullet. */
  unmarked: number;
  ellipses: number;
  bullets: number;
}

const END_MARKS = new Set(Array.from('.?!"\'', (char) => char.charCodeAt(0)));
const BULLETS = new Set([0x2022, 0x2023, 0x2043, 0x204c, 0x204d, 0x2219, 0x25cb, 0x25cf, 0x25d8, 0x25e6, 0x29be, 0x29bf]);
const ELLIPSES = ['...', '[...]', '\u2026', '(...)', '[\u2026]', '-\u00bb', 'read more..', 'read more'].map((mark) => Array.from(mark, (char) => char.charCodeAt(0)));
const LAST_OF_ELLIPSIS = new Set(ELLIPSES.map((mark) => mark.at(-1)!));

/** Fills `facts`. */
export const readLines = (cps: Int32Array, words: SplitWords, lines: FeedLines, facts: LineFacts): void => {
  const { count, starts, ends, ids, firstWord, distinct } = lines;
  facts.lines = facts.letters = facts.distinct = facts.distinctLetters = facts.unmarked = facts.ellipses = facts.bullets = 0;
  for (let i = 0; i < count; i++) {
    const first = firstWord[i]!, past = firstWord[i + 1]!;
    if (first === past) continue;
    const start = words.starts[first]!, end = words.ends[past - 1]!, last = cps[end - 1]!;
    facts.lines++;
    facts.letters += ends[i]! - starts[i]!;
    if (distinct.starts[ids[i]!] === starts[i]) { facts.distinct++; facts.distinctLetters += ends[i]! - starts[i]!; }
    if (!END_MARKS.has(last)) facts.unmarked++;
    if (LAST_OF_ELLIPSIS.has(table[last]! & LOWER_MASK) && endsWithEllipsis(cps, start, end)) facts.ellipses++;
    if (BULLETS.has(cps[start]!)) facts.bullets++;
  }
};

const endsWithEllipsis = (cps: Int32Array, start: number, end: number): boolean => ELLIPSES.some((mark) => {
  const from = end - mark.length;
  if (from < start) return false;
  for (let k = 0; k < mark.length; k++) if ((table[cps[from + k]!]! & LOWER_MASK) !== mark[k]) return false;
  return true;
});
