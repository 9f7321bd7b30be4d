import { RepeatedGrams } from './repeated-grams.js';
import { reserve } from './scratch.js';
import type { Analysis, Shared } from './shared.js';
import { SplitWords } from './split-words.js';

/** Largest n. */
export const MOST = 10;

/**
 * What Dolma and NeMo Curator ask about the n-grams of Python's `split()` words, n = 2 .. 10; every array is indexed by n and holds code
 * points of words, without spaces. "Letters" of an n-gram are the code points of its n words.
 *
 * Example, "aa b aa b c" with n = 2 (pairs aab, baa, aab, bc): top = 2 x "aa b" at word 0, `letters[2]` = 3 + 3 + 3 + 2 = 11,
 * `repeated[2]` = 3 + 3 = 6, `again[2]` = "aa b" of the second copy = 3 letters and 1 space.
 */
export class SplitNGrams implements Analysis {
  /** Letters before word i, i <= words. */
  before = new Int32Array(1024);
  /** Most frequent n-gram, the first seen of ties: count (0 = fewer than n words, 1 = no n-gram is repeated) and the first word of its first copy. */
  readonly topCount = new Int32Array(MOST + 1);
  readonly topAt = new Int32Array(MOST + 1);
  /** Sum over all positions of the letters of the n-gram there. */
  readonly letters = new Float64Array(MOST + 1);
  /** The same over the positions whose n-gram occurs more than once. */
  readonly repeated = new Float64Array(MOST + 1);
  /** Letters and spaces of the words that lie in a later copy of an n-gram, each word once; a space before each word but the first of a copy. */
  readonly again = new Float64Array(MOST + 1);
  private readonly grams = new RepeatedGrams();

  read(shared: Shared): void {
    const { count, ids, starts, ends, distinct } = shared.of(SplitWords), { grams } = this;
    this.before = reserve(this.before, count + 1);
    const { before } = this;
    before[0] = 0;
    for (let i = 0; i < count; i++) before[i + 1] = before[i]! + ends[i]! - starts[i]!;
    this.repeated.fill(0);
    this.again.fill(0);
    grams.start(ids, count, distinct.counts);
    let more = grams.alive > 1;
    for (let n = 2, letters = before[count]!; n <= MOST; n++) {
      // One word more at the end of each n-gram but the last, which has none behind it.
      letters += before[count]! - before[Math.min(n - 1, count)]! - (before[count]! - before[Math.max(count - n + 1, 0)]!);
      this.letters[n] = n > count ? 0 : letters;
      more &&= grams.next();
      this.topCount[n] = n > count ? 0 : more ? grams.best : 1;
      this.topAt[n] = more ? grams.bestAt : 0;
      if (more) this.sum(n);
    }
  }

  private sum(n: number): void {
    const { before, grams: { live, alive, gram, first } } = this;
    let repeated = 0, again = 0, last = -n;
    for (let k = 0; k < alive; k++) {
      const at = live[k]!;
      repeated += before[at + n]! - before[at]!;
      if (first[gram[at]!] === at) continue;
      const overlap = Math.max(n - (at - last), 0);
      again += before[at + n]! - before[at + overlap]! + Math.min(n - overlap, n - 1);
      last = at;
    }
    this.repeated[n] = repeated;
    this.again[n] = again;
  }
}
