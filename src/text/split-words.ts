import { DIGIT, LOWER_MASK, PUNCTUATION, SPACE, UPPER, WORD, table } from './code-points.js';
import { Interner, step } from './interner.js';
import { reserve } from './scratch.js';
import type { Analysis, Shared } from './shared.js';

/** What a word of ASCII letters has; most words of most texts are such, and of them much is known without looking at them again. */
export const CAPITALS = 1, SMALL = 2;

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
  /** Of each number: CAPITALS, SMALL or both for ASCII letters and nothing else, 0 for any other word. */
  letterKinds = new Int32Array(1024);

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
    this.letterKinds = reserve(this.letterKinds, (length >> 1) + 1);
    const { starts, ends, ids, distinct, letterKinds } = this, entries = table;
    let count = 0, letters = 0, blanks = 0;
    for (let i = 0; ; i++) {
      for (; i < length && (entries[cps[i]!]! & SPACE) !== 0; i++) blanks |= cps[i]!;
      if (i >= length) break;
      const start = i;
      let hash = 0, seen = 0;
      for (; i < length; i++) {
        const cp = cps[i]!, p = entries[cp]!;
        if ((p & SPACE) !== 0) { blanks |= cp; break; }
        hash = step(hash, cp);
        seen |= (p ^ WORD) | cp;
      }
      starts[count] = start;
      ends[count] = i;
      const id = ids[count++] = distinct.hashed(cps, start, i, hash);
      letterKinds[id] = (seen & OTHERS) === 0 ? (seen >>> UPPER_BIT) & (CAPITALS | SMALL) : 0;
      letters += i - start;
    }
    this.count = count;
    this.letters = letters;
    this.blanks = blanks;
    return this;
  }
}

/** What a word of ASCII letters never has: something that is no word character, a digit, `_`, a bit that no ASCII character has. */
const OTHERS = WORD | DIGIT | PUNCTUATION | (LOWER_MASK & ~0x7f), UPPER_BIT = 31 - Math.clz32(UPPER);
