import { WORD, table } from './code-points.js';
import { reserve } from './scratch.js';
import type { Analysis, Shared } from './shared.js';
import { SplitWords } from './split-words.js';

/** Of a run: a word character stands before its first `.` `!` `?` (in all of it when it has none), behind its last one; it has one. */
export const BEFORE = 1, BEHIND = 2, MARKED = 4;
const BETWEEN_BITS = 3;

/**
 * Sentences as RedPajama-V2 and others after it count them: matches of `\b[^.!?]+[.!?]*`. A match begins at the first word character of a stretch without
 * `.` `!` `?` and takes the rest of it, so there are as many as stretches that hold a word character. What the marks make of each distinct run between white
 * space is found out once; then a stretch is followed from run to run, wherever a text is cut at white space: `shared.of(MarkedRuns)`.
 *
 * Example, `a.b c! "`: run `a.b` has a word character before and behind its mark, `c!` only before: stretches a, b c and ", two sentences.
 */
export class MarkedRuns implements Analysis {
  /** Of each distinct run (`SplitWords`): BEFORE, BEHIND, MARKED and, above them, the stretches between two of its marks that hold a word character. */
  marks = new Int32Array(1024);
  /** Of each distinct run: its word characters. */
  letters = new Int32Array(1024);

  read(shared: Shared): void {
    const { letterKinds, distinct: { distinct, starts, ends } } = shared.of(SplitWords), { cps } = shared, entries = table;
    this.marks = reserve(this.marks, distinct);
    this.letters = reserve(this.letters, distinct);
    const { marks, letters } = this;
    for (let run = 0; run < distinct; run++) {
      const start = starts[run]!, end = ends[run]!;
      if (letterKinds[run] !== 0) { marks[run] = BEFORE | BEHIND; letters[run] = end - start; continue; }
      let isOpen = 0, before = 0, marked = 0, between = 0, size = 0;
      for (let i = start; i < end; i++) {
        const cp = cps[i]!;
        if ((entries[cp]! & WORD) !== 0) { size++; isOpen = 1; }
        else if (isMark(cp)) {
          if (marked === 0) before = isOpen; else between += isOpen;
          marked = MARKED;
          isOpen = 0;
        }
      }
      if (marked === 0) before = isOpen;
      marks[run] = before * BEFORE | isOpen * BEHIND | marked | between << BETWEEN_BITS;
      letters[run] = size;
    }
  }

  /** Sentences of the runs `ids[first]` to before `ids[last]`. */
  sentences(ids: Int32Array, first: number, last: number): number {
    const { marks } = this;
    let sentences = 0, isOpen = 0;
    for (let k = first; k < last; k++) {
      const run = marks[ids[k]!]!;
      isOpen |= run & BEFORE;
      if ((run & MARKED) === 0) continue;
      sentences += isOpen + (run >> BETWEEN_BITS);
      isOpen = (run & BEHIND) === 0 ? 0 : 1;
    }
    return sentences + isOpen;
  }
}

/** `.` `!` `?` */
export const isMark = (cp: number): boolean => cp === 0x2e || cp === 0x21 || cp === 0x3f;
