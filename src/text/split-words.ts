import { SPACE, table } from './code-points.js';
import { Interner } from './interner.js';
import { reserve } from './scratch.js';
import type { Analysis, Shared } from './shared.js';

/** The words of Python's `text.split()`: what stands between white space, as it is written. Ask for it by `shared.of(SplitWords)`. */
export class SplitWords implements Analysis {
  /** Number of words. */
  count = 0;
  /** Code points in all words together. */
  letters = 0;
  /** Word i is `cps[starts[i], ends[i])` and has the number `ids[i]`. */
  starts = new Int32Array(1024);
  ends = new Int32Array(1024);
  ids = new Int32Array(1024);
  /** Of each number: its count and its first place. */
  readonly distinct = new Interner();

  read({ cps, length }: Shared): void {
    this.starts = reserve(this.starts, (length >> 1) + 1);
    this.ends = reserve(this.ends, (length >> 1) + 1);
    this.ids = reserve(this.ids, (length >> 1) + 1);
    this.distinct.clear();
    const { starts, ends, ids, distinct } = this, entries = table;
    let count = 0, letters = 0;
    for (let i = 0; i < length;) {
      while (i < length && (entries[cps[i]!]! & SPACE) !== 0) i++;
      if (i === length) break;
      const start = i;
      while (i < length && (entries[cps[i]!]! & SPACE) === 0) i++;
      starts[count] = start;
      ends[count] = i;
      ids[count++] = distinct.id(cps, start, i);
      letters += i - start;
    }
    this.count = count;
    this.letters = letters;
  }
}
