import { reserve } from './scratch.js';

/*
 * The n-grams that occur more than once in a sequence of numbers, for n = 2, 3, 4, ...
 *
 * An n-gram can occur twice only if both (n-1)-grams inside it do. So the sizes are done in turn, and size n looks only at the positions
 * whose two (n-1)-grams were both repeated; the pair of their numbers names the n-gram, whatever n is. Most texts have few positions left
 * at size 3 and none at size 7; a text that repeats itself everywhere costs one table look-up a position and size (about 5 ns).
 *
 * Example, "a b a b c" = 0 1 0 1 2: numbers seen twice are 0 and 1; size 2 looks at positions 0 1 2 (pairs 01 10 01; position 3 holds 2,
 * which occurs once) and keeps 0 and 2; size 3 finds no two neighbours among the kept positions and ends.
 *
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
      if (counts[id]! > 1) { gram[i] = id; live[alive++] = i; }
    }
    this.alive = alive;
    this.n = 1;
  }

  /** From the repeated n-grams to the repeated (n+1)-grams; false when there is none, and then there is none of any larger size. */
  next(): boolean {
    const alive = this.alive;
    this.n++;
    this.left = reserve(this.left, alive);
    this.right = reserve(this.right, alive);
    this.counts = reserve(this.counts, alive);
    this.first = reserve(this.first, alive);
    const { gram, live, left, right, counts, first } = this;
    let size = 1024;
    while (size < alive && size < START) size *= 2;
    let slots = this.empty(size), mask = size - 1, grams = 0, candidates = 0;
    for (let k = 0; k + 1 < alive; k++) {
      const at = live[k]!;
      if (live[k + 1] !== at + 1) continue;
      const l = gram[at]!, r = gram[at + 1]!;
      let slot = mix(l, r) & mask, id: number;
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
        if (2 * grams > size) {
          size *= 4;
          mask = size - 1;
          slots = this.empty(size);
          for (let g = 0; g < grams; g++) {
            let free = mix(left[g]!, right[g]!) & mask;
            while (slots[free] !== 0) free = (free + 1) & mask;
            slots[free] = g + 1;
          }
        }
      } else counts[id]!++;
      // `gram[at]` was read as the right half of the position before, so it is free; `live` is rewritten behind the reader.
      gram[at] = id;
      live[candidates++] = at;
    }
    this.best = 0;
    for (let g = 0; g < grams; g++) if (counts[g]! > 1 && counts[g]! > this.best) { this.best = counts[g]!; this.bestAt = first[g]!; }
    let kept = 0;
    for (let k = 0; k < candidates; k++) {
      const at = live[k]!;
      if (counts[gram[at]!]! > 1) live[kept++] = at;
    }
    this.alive = kept;
    return kept > 0;
  }

  private empty(size: number): Int32Array<ArrayBuffer> {
    this.slots = reserve(this.slots, size);
    this.slots.fill(0, 0, size);
    return this.slots;
  }
}

/** The table starts no larger than this and grows with the number of distinct grams: a page that says one thing a million times stays in cache. */
const START = 1 << 16;

const mix = (left: number, right: number): number => {
  let hash = Math.imul(left, 0x9e3779b1) ^ Math.imul(right + 0x7f4a7c15, 0x85ebca6b);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
};
