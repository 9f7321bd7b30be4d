import { reserve } from '../../text/scratch.js';

/*
 * How repetitive a text is, by its n-grams of code points (ROOTS: bigscience-workshop/data-preparation@9d05884, filtering.py).
 *
 *   D distinct n-grams, R of them occur more than once; k = min(floor(sqrt(D)), R); the k highest counts together / number of n-grams
 *
 * n is 10, so nearly every n-gram of an ordinary text is new, and a table of all of them would be mostly that. Two passes keep it small:
 *
 *   1  a rolling hash of every n-gram, and one byte a slot that says "none", "one" or "more" (at least eight slots an n-gram)
 *   2  only n-grams whose slot says "more" are looked up by content and counted, about a quarter of them; every other one occurs once
 *
 * The slots can only let an n-gram through that occurs once, so the result is exact. The highest counts are taken from a histogram, not sorted.
 *
 * Example, n = 3, "abcabcabd": 7 n-grams, abc 2, bca 2, cab 2, abd 1, so D = 4, R = 3, k = 2, and (2 + 2) / 7.
 *
 * Cost: about 6 ns a code point for prose, and 8 to 16 bytes of slots a code point.
 */
export class CharacterRepetition {
  private hashes = new Int32Array(1024);
  private marks = new Uint8Array(4096);
  private slots = new Int32Array(1024);
  private places = new Int32Array(1024);
  private starts = new Int32Array(1024);
  private counts = new Int32Array(1024);
  private histogram = new Int32Array(1024);
  /** The slot of an n-gram is the upper bits of its hash. */
  private shift = 20;

  /** The ratio of `cps[0, length)`, in [0, 1]; 0 when the text is shorter than n. */
  read(cps: Int32Array, length: number, n: number): number {
    const total = length - n + 1;
    if (total <= 0) return 0;
    this.mark(cps, total, n);
    const candidates = this.collect(total);
    if (candidates === 0) return 0;
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
    return this.share(total, grams);
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

  private share(total: number, grams: number): number {
    const { counts } = this;
    let repeated = 0, occurrences = 0, most = 0;
    for (let gram = 0; gram < grams; gram++) {
      const count = counts[gram]!;
      if (count < 2) continue;
      repeated++;
      occurrences += count;
      if (count > most) most = count;
    }
    let wanted = Math.min(Math.floor(Math.sqrt(total - occurrences + repeated)), repeated);
    if (wanted === repeated) return occurrences / total;
    const histogram = this.histogram = reserve(this.histogram, most + 1);
    histogram.fill(0, 0, most + 1);
    for (let gram = 0; gram < grams; gram++) histogram[counts[gram]!]!++;
    let sum = 0;
    for (let count = most; wanted > 0; count--) {
      const taken = Math.min(wanted, histogram[count]!);
      sum += taken * count;
      wanted -= taken;
    }
    return sum / total;
  }
}

/** Marks of a slot; NONE is 0. Only MORE is odd. */
const ONE = 2, MORE = 1;
const BASE = 0x01000193;

const isEqual = (cps: Int32Array, one: number, other: number, n: number): boolean => {
  for (let i = 0; i < n; i++) if (cps[one + i] !== cps[other + i]) return false;
  return true;
};
