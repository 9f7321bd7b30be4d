import { reserve } from './scratch.js';

/*
 * How often each n-gram of a sequence occurs, as far as repetition ratios need it: the number of distinct ones, the counts of
 * those that occur more than once, and the sum of the k highest counts. The sequence is the code points of a text, or the numbers of its words.
 *
 * For ten code points or five words at least three of four n-grams of an ordinary text are new, so meeting a new one has to be cheap. One pass with a rolling
 * hash; an n-gram is known by the place where it was first met:
 *
 *   slots    first place + 1, by the upper bits of the hash, open addressing, at least four slots a place
 *   hashes   of the n-gram at each place
 *   firsts   where the n-gram at each place was first met
 *   copies   of the n-gram first met at a place: how often it came again
 *
 * Equal hashes are compared item by item, so the counts are exact. Behind a copy there is often the next one: when the item that comes in is
 * the one that came in behind the original, the two are equal, and neither table nor comparison is needed. The highest counts come from a histogram, not from
 * sorting.
 *
 * Example, n = 3, "abcabcabd": 7 n-grams, abc 2, bca 2, cab 2, abd 1: 4 distinct, 3 repeated with 6 occurrences, the 2 highest counts together 4.
 *
 * Cost: about 8 ns an n-gram where most are new, 6 ns where all are copies.
 */
export class GramCounts {
  /** Number of n-grams, and of distinct ones. */
  total = 0;
  distinct = 0;
  /** Distinct n-grams that occur more than once, and all places at which one of them stands. */
  repeated = 0;
  occurrences = 0;
  private slots = new Int32Array(1024);
  private hashes = new Int32Array(1024);
  private firsts = new Int32Array(1024);
  private copies = new Int32Array(1024);
  /** Where the repeated ones were first met. */
  private repeats = new Int32Array(1024);
  private histogram = new Int32Array(1024);

  /** Counts the n-grams that begin at the first `total` places of `items`, which holds at least `total` + n - 1 of them; none when `total` <= 0. */
  read(items: Int32Array, total: number, n: number): this {
    this.total = Math.max(0, total);
    this.repeated = this.occurrences = 0;
    if (total > 0) this.count(items, total, n);
    this.distinct = this.total - this.occurrences + this.repeated;
    return this;
  }

  /** The sum of the `wanted` highest counts, `wanted` <= `distinct`. */
  top(wanted: number): number {
    const { repeated, repeats, copies } = this;
    // What is wanted beyond the repeated ones occurs once each.
    if (wanted >= repeated) return this.occurrences + wanted - repeated;
    let most = 0;
    for (let k = 0; k < repeated; k++) most = Math.max(most, copies[repeats[k]!]!);
    const histogram = this.histogram = reserve(this.histogram, most + 1);
    histogram.fill(0, 0, most + 1);
    for (let k = 0; k < repeated; k++) histogram[copies[repeats[k]!]!]!++;
    let sum = 0;
    for (let again = most; wanted > 0; again--) {
      const taken = Math.min(wanted, histogram[again]!);
      sum += taken * (again + 1);
      wanted -= taken;
    }
    return sum;
  }

  private count(items: Int32Array, total: number, n: number): void {
    let bits = 6;
    while (1 << bits < 4 * total) bits++;
    this.slots = reserve(this.slots, 1 << bits);
    for (const name of ['hashes', 'firsts', 'copies', 'repeats'] as const) this[name] = reserve(this[name], total);
    const { slots, hashes, firsts, copies, repeats } = this, mask = (1 << bits) - 1, shift = 32 - bits;
    slots.fill(0, 0, mask + 1);
    // Horner's scheme: the new item comes in, the one n places back goes out.
    let sum = 0, leaving = 1, again = 0, repeated = 0, before = -1;
    for (let i = 0; i < n; i++) { sum = (Math.imul(sum, BASE) + items[i]!) | 0; leaving = Math.imul(leaving, BASE); }
    for (let at = 0; at < total; at++) {
      const hash = hashes[at] = Math.imul(sum, 0x9e3779b1);
      sum = (Math.imul(sum, BASE) + ((items[at + n]! - Math.imul(leaving, items[at]!)) | 0)) | 0;
      let first: number;
      // `before`: where the n-gram one place back was first met, -1 when it was new.
      if (before >= 0 && items[before + n] === items[at + n - 1]) first = firsts[before + 1]!;
      else {
        let slot = hash >>> shift;
        for (;;) {
          first = slots[slot]! - 1;
          if (first < 0) { slots[slot] = at + 1; break; }
          if (hashes[first] === hash && isEqual(items, first, at, n)) break;
          slot = (slot + 1) & mask;
        }
      }
      before = first;
      if (first < 0) { firsts[at] = at; copies[at] = 0; continue; }
      firsts[at] = first;
      if (copies[first]!++ === 0) repeats[repeated++] = first;
      again++;
    }
    this.repeated = repeated;
    this.occurrences = again + repeated;
  }
}

const BASE = 0x01000193;

const isEqual = (items: Int32Array, one: number, other: number, n: number): boolean => {
  for (let i = 0; i < n; i++) if (items[one + i] !== items[other + i]) return false;
  return true;
};
