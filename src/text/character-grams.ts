import { reserve } from './scratch.js';

/*
 * How often each n-gram of code points occurs in a text, as far as repetition ratios need it: the number of distinct ones, the counts of
 * those that occur more than once, and the sum of the k highest counts.
 *
 * For n of ten or more three of four n-grams of an ordinary text are new, so meeting a new one has to be cheap. One pass with a rolling hash; an n-gram is
 * known by the place where it was first met:
 *
 *   slots    first place + 1, by the upper bits of the hash, open addressing, at least four slots a place
 *   hashes   of the n-gram at each place
 *   copies   of the n-gram first met at a place: how often it came again
 *
 * Equal hashes are compared code point by code point, so the counts are exact. The highest ones come from a histogram, not from sorting.
 *
 * Example, n = 3, "abcabcabd": 7 n-grams, abc 2, bca 2, cab 2, abd 1: 4 distinct, 3 repeated with 6 occurrences, the 2 highest counts together 4.
 *
 * Cost: about 8 ns a code point; a text that is all alike compares each n-gram with the first copy.
 */
export class CharacterGrams {
  /** Number of n-grams, and of distinct ones. */
  total = 0;
  distinct = 0;
  /** Distinct n-grams that occur more than once, and all places at which one of them stands. */
  repeated = 0;
  occurrences = 0;
  private slots = new Int32Array(1024);
  private hashes = new Int32Array(1024);
  private copies = new Int32Array(1024);
  /** Where the repeated ones were first met. */
  private firsts = new Int32Array(1024);
  private histogram = new Int32Array(1024);

  /** Counts the n-grams that begin at the first `total` places of `cps`, which holds at least `total` + n - 1 code points; none when `total` <= 0. */
  read(cps: Int32Array, total: number, n: number): this {
    this.total = Math.max(0, total);
    this.repeated = this.occurrences = 0;
    if (total > 0) this.count(cps, total, n);
    this.distinct = this.total - this.occurrences + this.repeated;
    return this;
  }

  /** The sum of the `wanted` highest counts, `wanted` <= `distinct`. */
  top(wanted: number): number {
    const { repeated, firsts, copies } = this;
    // What is wanted beyond the repeated ones occurs once each.
    if (wanted >= repeated) return this.occurrences + wanted - repeated;
    let most = 0;
    for (let k = 0; k < repeated; k++) most = Math.max(most, copies[firsts[k]!]!);
    const histogram = this.histogram = reserve(this.histogram, most + 1);
    histogram.fill(0, 0, most + 1);
    for (let k = 0; k < repeated; k++) histogram[copies[firsts[k]!]!]!++;
    let sum = 0;
    for (let again = most; wanted > 0; again--) {
      const taken = Math.min(wanted, histogram[again]!);
      sum += taken * (again + 1);
      wanted -= taken;
    }
    return sum;
  }

  private count(cps: Int32Array, total: number, n: number): void {
    let bits = 6;
    while (1 << bits < 4 * total) bits++;
    this.slots = reserve(this.slots, 1 << bits);
    this.hashes = reserve(this.hashes, total);
    this.copies = reserve(this.copies, total);
    this.firsts = reserve(this.firsts, total);
    const { slots, hashes, copies, firsts } = this, mask = (1 << bits) - 1, shift = 32 - bits;
    slots.fill(0, 0, mask + 1);
    // Horner's scheme: the new code point comes in, the one n places back goes out.
    let sum = 0, leaving = 1, again = 0, repeated = 0;
    for (let i = 0; i < n; i++) { sum = (Math.imul(sum, BASE) + cps[i]!) | 0; leaving = Math.imul(leaving, BASE); }
    for (let at = 0; at < total; at++) {
      const hash = hashes[at] = Math.imul(sum, 0x9e3779b1);
      sum = (Math.imul(sum, BASE) + ((cps[at + n]! - Math.imul(leaving, cps[at]!)) | 0)) | 0;
      let slot = hash >>> shift;
      for (;;) {
        const first = slots[slot]! - 1;
        if (first < 0) { slots[slot] = at + 1; copies[at] = 0; break; }
        if (hashes[first] === hash && isEqual(cps, first, at, n)) {
          if (copies[first]!++ === 0) firsts[repeated++] = first;
          again++;
          break;
        }
        slot = (slot + 1) & mask;
      }
    }
    this.repeated = repeated;
    this.occurrences = again + repeated;
  }
}

const BASE = 0x01000193;

const isEqual = (cps: Int32Array, one: number, other: number, n: number): boolean => {
  for (let i = 0; i < n; i++) if (cps[one + i] !== cps[other + i]) return false;
  return true;
};
