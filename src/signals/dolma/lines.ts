import type { FeedLines } from '../../text/feed-lines.js';
import type { SplitWords } from '../../text/split-words.js';

/** Counts over `split("\n")` lines. */
export interface LineFacts {
  /** Begin with `*` or `-`, end with U+2026; not stripped. */
  bullets: number;
  ellipses: number;
  /** Lines that occur more than once, all copies, and their code points. */
  copies: number;
  copiedLetters: number;
  emptyLines: number;
  /** Stripped lines that end with none of `.` `?` `!` `"`. */
  unmarked: number;
  /** Lines of fewer than three words. */
  short: number;
}

const MIN_WORDS = 3;

/** Fills `facts`. */
export const readLines = (cps: Int32Array, words: SplitWords, lines: FeedLines, facts: LineFacts): void => {
  const { count, starts, ends, firstWord, distinct } = lines;
  facts.bullets = facts.ellipses = facts.copies = facts.copiedLetters = facts.emptyLines = facts.unmarked = facts.short = 0;
  for (let i = 0; i < count; i++) {
    const start = starts[i]!, end = ends[i]!, found = firstWord[i + 1]! - firstWord[i]!;
    if (found < MIN_WORDS) facts.short++;
    if (found === 0 || !isEndMark(cps[words.ends[firstWord[i + 1]! - 1]! - 1]!)) facts.unmarked++;
    if (start === end) { facts.emptyLines++; continue; }
    if (cps[start] === 0x2a || cps[start] === 0x2d) facts.bullets++;
    if (cps[end - 1] === 0x2026) facts.ellipses++;
  }
  for (let id = 0; id < distinct.distinct; id++) {
    const copies = distinct.counts[id]!;
    if (copies === 1) continue;
    facts.copies += copies;
    facts.copiedLetters += copies * (distinct.ends[id]! - distinct.starts[id]!);
  }
};

const isEndMark = (cp: number): boolean => cp === 0x2e || cp === 0x3f || cp === 0x21 || cp === 0x22;
