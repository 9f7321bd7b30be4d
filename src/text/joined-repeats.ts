import { reserve } from './scratch.js';

/*
 * datatrove's `find_all_duplicate` (gopher_repetition_filter.py): code points of repeated word n-grams, n = 5 .. 10. From left to right: an n-gram that was met
 * before counts and is stepped over, any other is remembered and the next begins one word on. Words are joined without separator, so `to day` equals
 * `today`: what is compared is a stretch of letters, whatever words it is made of.
 *
 *   words        a b c a b c a      n = 2: ab bc ca ab! (step over) ca! -> 4 letters
 *
 * Equal n-grams begin with the same letters, so only those positions are looked at that share their first twelve letters with another one (two sets of bits
 * over a hash say which may), one in five in most texts, and of these, once the n-gram has 24 letters, only those that share 24. What is left has a hash of
 * its n-gram, which grows by a word from n to n + 1, and is compared letter by letter.
 *
 *   stream   letters of all words, one after the other       before[i]   letters before word i
 *   live     positions that are looked at, ascending         hashes[k]   of the n-gram at live[k]       shared[k]   1: shares 24 letters
 *
 * About 30 ns a word; six times that for a text that repeats itself everywhere.
 */
const FEWEST = 5, MOST = 10, PREFIX = 12, LONG_PREFIX = 24;

/** Word i is `cps[starts[i], ends[i])`, i < count. */
export interface WordRanges {
  readonly count: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

export class JoinedRepeats {
  /** Code points of repeated n-grams, index n (5 .. 10). */
  readonly letters = new Float64Array(MOST + 1);
  private stream = new Int32Array(1024);
  private before = new Int32Array(1024);
  private bits = new Int32Array(1024);
  private live = new Int32Array(1024);
  private hashes = new Int32Array(1024);
  private shared = new Int32Array(1024);
  private slots = new Int32Array(1024);
  private alive = 0;

  read(cps: Int32Array, words: WordRanges): this {
    this.letters.fill(0);
    if (words.count <= FEWEST) return this;
    this.join(cps, words);
    this.candidates(words.count);
    this.narrow(words.count);
    for (let n = FEWEST; n <= MOST && this.alive > 1; n++) this.letters[n] = this.greedy(n, words.count);
    return this;
  }

  private join(cps: Int32Array, { count, starts, ends }: WordRanges): void {
    this.before = reserve(this.before, count + 1);
    this.stream = reserve(this.stream, ends[count - 1]! - starts[0]!);
    const { before, stream } = this;
    let to = 0;
    for (let i = 0; i < count; i++) {
      before[i] = to;
      for (let at = starts[i]!, end = ends[i]!; at < end; at++) stream[to++] = cps[at]!;
    }
    before[count] = to;
  }

  /** Writes to `live` the positions that may begin equal n-grams: the first letters may be those of another one, or the first words have fewer. */
  private candidates(count: number): void {
    const last = count - FEWEST + 1, { words, shift } = this.clear(last);
    this.hashes = reserve(this.hashes, last);
    this.live = reserve(this.live, last);
    const { hashes, live, bits, before, stream } = this, end = before[count]! - PREFIX;
    for (let i = 0; i < last && before[i]! <= end; i++) mark(bits, words, shift, hashes[i] = hashOf(stream, before[i]!, PREFIX));
    let alive = 0;
    for (let i = 0; i < last; i++) {
      live[alive] = i;
      alive += before[i + FEWEST]! - before[i]! < PREFIX || isTwice(bits, words, shift, hashes[i]!) ? 1 : 0;
    }
    this.alive = alive;
  }

  /** Writes to `shared` which of them may share more letters; those with fewer up to the end of the text count as such. */
  private narrow(count: number): void {
    const { alive } = this, { words, shift } = this.clear(alive);
    this.shared = reserve(this.shared, alive);
    const { hashes, shared, live, bits, before, stream } = this, end = before[count]! - LONG_PREFIX;
    for (let k = 0; k < alive && before[live[k]!]! <= end; k++) mark(bits, words, shift, hashes[k] = hashOf(stream, before[live[k]!]!, LONG_PREFIX));
    for (let k = 0; k < alive; k++) shared[k] = before[live[k]!]! > end || isTwice(bits, words, shift, hashes[k]!) ? 1 : 0;
  }

  /** Two empty sets of bits for `count` hashes. */
  private clear(count: number): { words: number; shift: number } {
    let size = 1024;
    while (size < 16 * count) size *= 2;
    const words = size >>> 5;
    this.bits = reserve(this.bits, 2 * words);
    this.bits.fill(0, 0, 2 * words);
    return { words, shift: 32 - Math.log2(size) };
  }

  /** Letters of the n-grams that were met before; to be called for n = 5, 6, ... in turn, as positions are dropped. */
  private greedy(n: number, count: number): number {
    let size = 1024;
    while (size < 2 * this.alive) size *= 2;
    this.slots = reserve(this.slots, size);
    this.slots.fill(0, 0, size);
    const { alive, live, hashes, shared, slots, before, stream } = this, mask = size - 1;
    let letters = 0, free = 0, kept = 0;
    for (let k = 0; k < alive; k++) {
      const at = live[k]!;
      if (at + n > count) break;
      if (shared[k] === 0 && before[at + n]! - before[at]! >= LONG_PREFIX) continue;
      let hash = n === FEWEST ? 0 : hashes[k]!;
      for (let i = before[n === FEWEST ? at : at + n - 1]!, end = before[at + n]!; i < end; i++) hash = Math.imul(hash ^ stream[i]!, 0x01000193);
      live[kept] = at;
      shared[kept] = shared[k]!;
      hashes[kept++] = hash;
      if (at < free) continue;
      let slot = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
      slot = (slot ^ (slot >>> 13)) & mask;
      let met = slots[slot]! - 1;
      while (met >= 0 && !(hashes[met] === hash && this.equals(live[met]!, at, n))) { slot = (slot + 1) & mask; met = slots[slot]! - 1; }
      if (met < 0) slots[slot] = kept;
      else { letters += before[at + n]! - before[at]!; free = at + n; }
    }
    this.alive = kept;
    return letters;
  }

  /** Are the n words at two positions the same letters? */
  private equals(left: number, right: number, n: number): boolean {
    const { before, stream } = this, end = before[left + n]!;
    let i = before[left]!, k = before[right]!;
    if (before[right + n]! - k !== end - i) return false;
    while (i < end && stream[i] === stream[k]) { i++; k++; }
    return i === end;
  }
}

/** Of a multiple of three letters; three lanes, so that one multiplication need not wait for another. */
const hashOf = (stream: Int32Array, from: number, size: number): number => {
  let a = 0, b = 0, c = 0;
  for (let k = from; k < from + size; k += 3) {
    a = Math.imul(a ^ stream[k]!, 0x01000193);
    b = Math.imul(b ^ stream[k + 1]!, 0x01000193);
    c = Math.imul(c ^ stream[k + 2]!, 0x01000193);
  }
  const mixed = a ^ Math.imul(b, 0x9e3779b1) ^ Math.imul(c, 0x85ebca6b);
  return Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
};

/** Adds a hash to the first set of bits, or to the second when it is there. */
const mark = (bits: Int32Array, words: number, shift: number, hash: number): void => {
  const bit = hash >>> shift, at = bit >>> 5, one = 1 << bit;
  bits[words + at]! |= bits[at]! & one;
  bits[at]! |= one;
};

const isTwice = (bits: Int32Array, words: number, shift: number, hash: number): boolean => {
  const bit = hash >>> shift;
  return ((bits[words + (bit >>> 5)]! >>> bit) & 1) !== 0;
};
