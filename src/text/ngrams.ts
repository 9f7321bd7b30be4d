import { reserve } from './scratch.js';

/*
 * How much of a text its repeated word n-grams cover, n = 2 .. 10, as RedPajama-V2 counts it (core/quality_signals/repetitions.py).
 *
 *   top n (2, 3, 4)   the most frequent n-gram, the first seen among equals: letters of it times its count; nothing when it occurs once
 *   dupe n (5 .. 10)  the letters of all words that lie in an n-gram occurring more than once, the first copy included, each word once
 *
 * An n-gram can occur twice only if both (n-1)-grams inside it do. So the sizes are done in turn, and size n looks only at the positions
 * whose two (n-1)-grams were both repeated; the pair of their numbers names the n-gram, whatever n is. Most texts have few positions left
 * at size 3 and none at size 7; a text that repeats itself everywhere costs one table look-up a word and size.
 *
 * Example, "a b a b c" = 0 1 0 1 2: words seen twice are 0 and 1; size 2 looks at positions 0 1 2 (pairs 01 10 01; position 3 holds 2,
 * which occurs once) and keeps 0 and 2; size 3 finds no two neighbours among the kept positions and ends.
 *
 *   live   positions whose n-gram is repeated, ascending        gram   number of the n-gram at a position (only where live)
 *   slots  gram number + 1, open addressing over (left, right)  left, right, counts, first   of each gram number
 *
 * Numbers are given in order of first appearance, so the first gram with the highest count is the one that Python's Counter finds.
 */
export class NGrams {
  /** Letters of the top n-gram times its count, index n (2, 3, 4); 0 when no n-gram is repeated. */
  readonly top = new Float64Array(5);
  /** Letters of words covered by repeated n-grams, index n (5 .. 10). */
  readonly covered = new Float64Array(11);
  private gram = new Int32Array(1024);
  private live = new Int32Array(1024);
  private slots = new Int32Array(1024);
  private left = new Int32Array(1024);
  private right = new Int32Array(1024);
  private counts = new Int32Array(1024);
  private first = new Int32Array(1024);

  /**
   * Measures a text given as word numbers.
   * @param ids word i is `ids[i]`, i < count; numbers in order of first appearance
   * @param counts how often each number occurs
   * @param lengths code points of each number's word
   */
  read(ids: Int32Array, count: number, counts: Int32Array, lengths: Int32Array): this {
    this.top.fill(0);
    this.covered.fill(0);
    this.gram = reserve(this.gram, count);
    this.live = reserve(this.live, count);
    const { gram, live } = this;
    let alive = 0;
    for (let i = 0; i < count; i++) {
      if (counts[ids[i]!]! > 1) { gram[i] = ids[i]!; live[alive++] = i; }
    }
    for (let n = 2; n <= 10 && alive > 1; n++) {
      alive = this.join(alive, n <= 4);
      if (alive === 0) break;
      if (n <= 4) this.top[n] = this.best * this.lettersOf(ids, lengths, this.bestAt, n);
      else this.covered[n] = this.lettersCovered(ids, lengths, alive, n);
    }
    return this;
  }

  /** Count and first position of the most frequent gram of the last `join`. */
  private best = 0;
  private bestAt = 0;

  /** From the repeated (n-1)-grams to the repeated n-grams: rewrites `gram` and `live`, returns how many positions are left. */
  private join(alive: number, wantsBest: boolean): number {
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
    if (wantsBest) {
      this.best = 0;
      for (let g = 0; g < grams; g++) if (counts[g]! > this.best) { this.best = counts[g]!; this.bestAt = first[g]!; }
    }
    let kept = 0;
    for (let k = 0; k < candidates; k++) {
      const at = live[k]!;
      if (counts[gram[at]!]! > 1) live[kept++] = at;
    }
    return kept;
  }

  private empty(size: number): Int32Array<ArrayBuffer> {
    this.slots = reserve(this.slots, size);
    this.slots.fill(0, 0, size);
    return this.slots;
  }

  private lettersOf(ids: Int32Array, lengths: Int32Array, at: number, n: number): number {
    let letters = 0;
    for (let i = at; i < at + n; i++) letters += lengths[ids[i]!]!;
    return letters;
  }

  private lettersCovered(ids: Int32Array, lengths: Int32Array, alive: number, n: number): number {
    const { live } = this;
    let letters = 0, reach = 0;
    for (let k = 0; k < alive; k++) {
      const at = live[k]!;
      for (let i = Math.max(at, reach); i < at + n; i++) letters += lengths[ids[i]!]!;
      reach = at + n;
    }
    return letters;
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
