import { reserve } from './scratch.js';

/*
 * The n-grams that occur more than once in a sequence of numbers, for n = 2, 3, 4, ...
 *
 * An n-gram can occur twice only if both (n-1)-grams inside it do. So the sizes are done in turn, and size n looks only at the positions
 * whose two (n-1)-grams were both repeated; the pair of their numbers names the n-gram, whatever n is. Most texts have few positions left
 * at size 3 and none at size 7; a text that repeats itself everywhere costs one table look-up a position and size (about 5 ns).
 *
 * Whether a word, or a pair of words, comes again is what no processor foresees, so all sieves are without a branch: everything is written, and what
 * stays is told by a sum. Before pairs are looked up, one byte a slot says of their hashes "none", "one" or "more"; only the last kind is numbered.
 *
 * Example, "a b a b c" = 0 1 0 1 2: numbers seen twice are 0 and 1; size 2 looks at positions 0 1 2 (pairs 01 10 01; position 3 holds 2,
 * which occurs once) and keeps 0 and 2; size 3 finds no two neighbours among the kept positions and ends.
 *
 *   marks  none, one or more for the upper bits of a hash, at least eight slots a pair
 *   slots  gram number + 1, open addressing over (left, right): the numbers of the two (n-1)-grams of each gram
 *
 * Numbers are given in order of first appearance, so the first gram with the highest count is the one that Python's Counter finds.
 */
export class RepeatedGrams {
  /** Size of the grams; 1 after `start`. */
  n = 1;
  /** The positions whose n-gram occurs more than once: the first `alive` items of `live`, ascending. */
  alive = 0;
  live = new Int32Array(1024);
  /** Number of the n-gram at a live position; of each number: its count and its first position. */
  gram = new Int32Array(1024);
  counts = new Int32Array(1024);
  first = new Int32Array(1024);
  /** Count and first position of the most frequent n-gram, the first seen of ties; 0 when none is repeated. */
  best = 0;
  bestAt = 0;
  private hashes = new Int32Array(1024);
  private marks = new Uint8Array(1024);
  private slots = new Int32Array(1024);
  private left = new Int32Array(1024);
  private right = new Int32Array(1024);

  /**
   * Takes a sequence; `next` then goes to n = 2.
   * @param ids number at each position below `count`
   * @param counts how often each number occurs
   */
  start(ids: Int32Array, count: number, counts: Int32Array): void {
    this.gram = reserve(this.gram, count);
    this.live = reserve(this.live, count);
    const { gram, live } = this;
    let alive = 0;
    for (let i = 0; i < count; i++) {
      const id = ids[i]!;
      gram[i] = id;
      live[alive] = i;
      alive += isMore(counts[id]!);
    }
    this.alive = alive;
    this.n = 1;
  }

  /** From the repeated n-grams to the repeated (n+1)-grams; false when there is none, and then there is none of any larger size. */
  next(): boolean {
    this.n++;
    const candidates = this.sieve(this.neighbours());
    this.number(candidates);
    const { gram, live, counts } = this;
    let kept = 0;
    for (let k = 0; k < candidates; k++) {
      const at = live[k]!;
      live[kept] = at;
      kept += isMore(counts[gram[at]!]!);
    }
    this.alive = kept;
    return kept > 0;
  }

  /** Leaves in `live` the positions that have a live one behind them; returns how many. */
  private neighbours(): number {
    const { live, alive } = this;
    let count = 0;
    for (let k = 0; k + 1 < alive; k++) {
      const at = live[k]!, gap = live[k + 1]! - at - 1;
      live[count] = at;
      // 0 or positive: 1 only for 0.
      count += (gap - 1) >>> 31;
    }
    return count;
  }

  /** Leaves those of the first `count` positions of `live` whose pair may occur twice, with its hash in `hashes`; returns how many. */
  private sieve(count: number): number {
    let bits = 6;
    while (1 << bits < 8 * count && bits < MOST_BITS) bits++;
    if (1 << bits > this.marks.length || this.marks.length > 16 << bits && this.marks.length > LARGE) this.marks = new Uint8Array(1 << bits);
    else this.marks.fill(0, 0, 1 << bits);
    this.hashes = reserve(this.hashes, count);
    const { live, gram, hashes, marks } = this, shift = 32 - bits;
    for (let k = 0; k < count; k++) {
      const at = live[k]!, hash = hashes[k] = mix(gram[at]!, gram[at + 1]!), slot = hash >>> shift;
      // NONE -> ONE -> MORE -> MORE
      marks[slot] = ONE - ((marks[slot]! + 1) >> 1);
    }
    let kept = 0;
    for (let k = 0; k < count; k++) {
      const hash = hashes[k]!;
      live[kept] = live[k]!;
      hashes[kept] = hash;
      kept += marks[hash >>> shift]! & MORE;
    }
    return kept;
  }

  /** Numbers the pairs at the first `count` positions of `live` and counts them. */
  private number(count: number): void {
    this.left = reserve(this.left, count);
    this.right = reserve(this.right, count);
    this.counts = reserve(this.counts, count);
    this.first = reserve(this.first, count);
    let size = 64;
    while (size < 2 * count) size *= 2;
    this.slots = reserve(this.slots, size);
    const { gram, live, hashes, slots, left, right, counts, first } = this, mask = size - 1;
    slots.fill(0, 0, size);
    let grams = 0;
    for (let k = 0; k < count; k++) {
      const at = live[k]!, l = gram[at]!, r = gram[at + 1]!;
      let slot = hashes[k]! & mask, id: number;
      for (;;) {
        id = slots[slot]! - 1;
        if (id < 0 || (left[id] === l && right[id] === r)) break;
        slot = (slot + 1) & mask;
      }
      if (id < 0) {
        id = grams++;
        slots[slot] = id + 1;
        left[id] = l;
        right[id] = r;
        counts[id] = 1;
        first[id] = at;
      } else counts[id]!++;
      // `gram[at]` was read as the right half of the position before, so it is free.
      gram[at] = id;
    }
    this.best = 0;
    for (let g = 0; g < grams; g++) if (counts[g]! > 1 && counts[g]! > this.best) { this.best = counts[g]!; this.bestAt = first[g]!; }
  }
}

/** Marks of a slot; NONE is 0. Only MORE is odd. */
const ONE = 2, MORE = 1;
/** No more slots than these: a page that says one thing a million times stays in cache. */
const MOST_BITS = 20, LARGE = 1 << 18;

/** 1 for a count above one. */
const isMore = (count: number): number => (1 - count) >>> 31;

const mix = (left: number, right: number): number => {
  const hash = Math.imul(left, 0x9e3779b1) ^ Math.imul(right + 0x7f4a7c15, 0x85ebca6b);
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
};
