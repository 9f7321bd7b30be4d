import { reserve } from './scratch.js';

/*
 * How often each n-gram of code points occurs in a text, as far as repetition ratios need it: the number of distinct ones, the counts of
 * those that occur more than once, and the sum of the k highest counts.
 *
 * For n of ten or more nearly every n-gram of an ordinary text is new, and a table of all of them would be mostly that. Two passes keep it small:
 *
 *   1  a rolling hash of every n-gram, and one byte a slot that says "none", "one" or "more" (at least eight slots an n-gram)
 *   2  only n-grams whose slot says "more" are looked up by content and counted; every other one occurs once
 *
 * The slots can only let an n-gram through that occurs once, so the counts are exact. The highest ones come from a histogram, not from sorting.
 *
 * Example, n = 3, "abcabcabd": 7 n-grams, abc 2, bca 2, cab 2, abd 1: 4 distinct, 3 repeated with 6 occurrences, the 2 highest counts together 4.
 *
 * Cost: about 9 ns a code point; a text that is all alike compares each n-gram with the first copy.
 */
export class CharacterGrams {
  /** Number of n-grams, and of distinct ones. */
  total = 0;
  distinct = 0;
  /** Distinct n-grams that occur more than once, and all places at which one of them stands. */
  repeated = 0;
  occurrences = 0;
  private grams = 0;
  private hashes = new Int32Array(1024);
  private marks = new Uint8Array(4096);
  private slots = new Int32Array(1024);
  private places = new Int32Array(1024);
  private starts = new Int32Array(1024);
  private counts = new Int32Array(1024);
  private histogram = new Int32Array(1024);
  /** The slot of an n-gram is the upper bits of its hash. */
  private shift = 20;

  /** Counts the n-grams that begin at the first `total` places of `cps`, which holds at least `total` + n - 1 code points; none when `total` <= 0. */
  read(cps: Int32Array, total: number, n: number): this {
    this.total = Math.max(0, total);
    this.distinct = this.repeated = this.occurrences = this.grams = 0;
    if (total <= 0) return this;
    this.mark(cps, total, n);
    this.count(cps, this.collect(total), n);
    for (let gram = 0; gram < this.grams; gram++) {
      const count = this.counts[gram]!;
      if (count > 1) { this.repeated++; this.occurrences += count; }
    }
    this.distinct = total - this.occurrences + this.repeated;
    return this;
  }

  /** The sum of the `wanted` highest counts, `wanted` <= `distinct`. */
  top(wanted: number): number {
    // What is wanted beyond the repeated ones occurs once each.
    if (wanted >= this.repeated) return this.occurrences + wanted - this.repeated;
    const { counts, grams } = this;
    let most = 0;
    for (let gram = 0; gram < grams; gram++) if (counts[gram]! > most) most = counts[gram]!;
    const histogram = this.histogram = reserve(this.histogram, most + 1);
    histogram.fill(0, 0, most + 1);
    for (let gram = 0; gram < grams; gram++) histogram[counts[gram]!]!++;
    let sum = 0;
    for (let count = most; wanted > 0; count--) {
      const taken = Math.min(wanted, histogram[count]!);
      sum += taken * count;
      wanted -= taken;
    }
    return sum;
  }

  /** Hashes every n-gram and marks its slot. */
  private mark(cps: Int32Array, total: number, n: number): void {
    let bits = 12;
    while (1 << bits < 8 * total && bits < 30) bits++;
    const size = 1 << bits;
    if (size > this.marks.length || this.marks.length > 16 * Math.max(size, 1 << 20)) this.marks = new Uint8Array(size);
    else this.marks.fill(0, 0, size);
    this.hashes = reserve(this.hashes, total);
    const { hashes, marks } = this, shift = this.shift = 32 - bits;
    // Horner's scheme: the new code point comes in, the one n places back goes out.
    let sum = 0, leaving = 1;
    for (let i = 0; i < n; i++) { sum = (Math.imul(sum, BASE) + cps[i]!) | 0; leaving = Math.imul(leaving, BASE); }
    for (let at = 0; at < total; at++) {
      const hash = Math.imul(sum, 0x9e3779b1), slot = hash >>> shift;
      hashes[at] = hash;
      // NONE -> ONE -> MORE -> MORE
      marks[slot] = ONE - ((marks[slot]! + 1) >> 1);
      sum = (Math.imul(sum, BASE) + ((cps[at + n]! - Math.imul(leaving, cps[at]!)) | 0)) | 0;
    }
  }

  /** The places of the n-grams that share a slot; returns how many. Written always, kept by a sum: no branch. */
  private collect(total: number): number {
    this.places = reserve(this.places, total);
    const { hashes, marks, places, shift } = this;
    let count = 0;
    for (let at = 0; at < total; at++) {
      places[count] = at;
      count += marks[hashes[at]! >>> shift]! & MORE;
    }
    return count;
  }

  /** Counts the n-grams at the first `candidates` items of `places` by content. */
  private count(cps: Int32Array, candidates: number, n: number): void {
    this.starts = reserve(this.starts, candidates);
    this.counts = reserve(this.counts, candidates);
    let bits = 6;
    while (1 << bits < 2 * candidates) bits++;
    this.slots = reserve(this.slots, 1 << bits);
    const { hashes, slots, starts, counts, places } = this, mask = (1 << bits) - 1;
    slots.fill(0, 0, mask + 1);
    let grams = 0;
    for (let k = 0; k < candidates; k++) {
      const at = places[k]!, hash = hashes[at]!;
      let slot = (hash ^ (hash >>> 15)) & mask, gram: number;
      for (;;) {
        gram = slots[slot]! - 1;
        if (gram < 0 || (hashes[starts[gram]!] === hash && isEqual(cps, starts[gram]!, at, n))) break;
        slot = (slot + 1) & mask;
      }
      if (gram >= 0) { counts[gram]!++; continue; }
      slots[slot] = grams + 1;
      starts[grams] = at;
      counts[grams++] = 1;
    }
    this.grams = grams;
  }
}

/** Marks of a slot; NONE is 0. Only MORE is odd. */
const ONE = 2, MORE = 1;
const BASE = 0x01000193;

const isEqual = (cps: Int32Array, one: number, other: number, n: number): boolean => {
  for (let i = 0; i < n; i++) if (cps[one + i] !== cps[other + i]) return false;
  return true;
};
