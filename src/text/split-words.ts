import { SPACE, table } from './code-points.js';
import { Interner, step } from './interner.js';
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

  /** All code points of the white space together, or-ed. */
  blanks = 0;

  read({ cps, length }: Shared): void {
    this.scan(cps, length);
  }

  /** Takes the words of `cps[0, length)`. */
  scan(cps: Int32Array, length: number): this {
    this.starts = reserve(this.starts, (length >> 1) + 1);
    this.ends = reserve(this.ends, (length >> 1) + 1);
    this.ids = reserve(this.ids, (length >> 1) + 1);
    this.distinct.clear();
    const { starts, ends, ids, distinct } = this, entries = table;
    let count = 0, letters = 0, blanks = 0;
    for (let i = 0; ; i++) {
      for (; i < length && (entries[cps[i]!]! & SPACE) !== 0; i++) blanks |= cps[i]!;
      if (i >= length) break;
      const start = i;
      let hash = 0;
      for (; i < length; i++) {
        const cp = cps[i]!;
        if ((entries[cp]! & SPACE) !== 0) { blanks |= cp; break; }
        hash = step(hash, cp);
      }
      starts[count] = start;
      ends[count] = i;
      ids[count++] = distinct.hashed(cps, start, i, hash);
      letters += i - start;
    }
    this.count = count;
    this.letters = letters;
    this.blanks = blanks;
    return this;
  }
}
