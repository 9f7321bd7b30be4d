import { reserve } from './scratch.js';

/*
 * datatrove's `find_all_duplicate` (gopher_repetition_filter.py): code points of repeated word n-grams, n = 5 .. 10. From left to right: an n-gram that was met
 * before counts and is stepped over, any other is remembered and the next begins one word on. Words are joined without separator, so `to day` equals
 * `today`: what is compared is a stretch of letters, whatever words it is made of.
 *
 *   words        a b c a b c a      n = 2: ab bc ca ab! (step over) ca! -> 4 letters
 *
 * Equal n-grams begin with the same letters, so only those positions are looked at that share their first twelve letters with another one (two sets of bits
 * over a hash say which may), one in five in most texts, and of these, once the n-gram has 24 letters, only those that share 24. What is left is looked up by
 * a hash and compared letter by letter. The hash of any stretch is the difference of two hashes of all letters up to a place (R. M. Karp, M. O. Rabin, IBM J.
 * Res. Dev. 31(2), 1987), so that no letter is hashed twice.
 *
 *   stream   letters of all words, one after the other       before[i]   letters before word i          prefixes[i]   hash of the letters before letter i
 *   live     positions that are looked at, ascending         hashes[k]   of the n-gram at live[k]       shared[k]     1: shares 24 letters
 *
 * About 25 ns a word; six times that for a text that repeats itself everywhere.
 */
const FEWEST = 5, MOST = 10, PREFIX = 12, LONG_PREFIX = 24;

/** Word i has the number `ids[i]`, i < count; number k is `cps[starts[k], ends[k])`. */
export interface NumberedWords {
  readonly count: number;
  readonly ids: Int32Array;
  readonly distinct: { readonly starts: Int32Array; readonly ends: Int32Array };
}

export class JoinedRepeats {
  /** Code points of repeated n-grams, index n (5 .. 10). */
  readonly letters = new Float64Array(MOST + 1);
  private stream = new Int32Array(1024);
  private prefixes = new Int32Array(1024);
  private powers = new Int32Array(0);
  private before = new Int32Array(1024);
  private bits = new Int32Array(1024);
  private live = new Int32Array(1024);
  private hashes = new Int32Array(1024);
  private shared = new Int32Array(1024);
  private slots = new Int32Array(1024);
  private alive = 0;

  read(cps: Int32Array, words: NumberedWords): this {
    this.letters.fill(0);
    if (words.count <= FEWEST) return this;
    this.join(cps, words);
    this.candidates(words.count);
    this.narrow(words.count);
    for (let n = FEWEST; n <= MOST && this.alive > 1; n++) this.letters[n] = this.greedy(n, words.count);
    return this;
  }

  private join(cps: Int32Array, { count, ids, distinct: { starts, ends } }: NumberedWords): void {
    this.before = reserve(this.before, count + 1);
    const { before } = this;
    let letters = 0;
    for (let i = 0; i < count; i++) {
      before[i] = letters;
      letters += ends[ids[i]!]! - starts[ids[i]!]!;
    }
    before[count] = letters;
    this.stream = reserve(this.stream, letters);
    this.prefixes = reserve(this.prefixes, letters + 1);
    this.powers = powersUpTo(this.powers, letters);
    const { stream, prefixes } = this;
    let to = 0, hash = prefixes[0] = 0;
    for (let i = 0; i < count; i++) {
      for (let at = starts[ids[i]!]!, end = ends[ids[i]!]!; at < end; at++) {
        hash = Math.imul(hash, BASE) + (stream[to++] = cps[at]!) | 0;
        prefixes[to] = hash;
      }
    }
  }

  /** Writes to `live` the positions that may begin equal n-grams: the first letters may be those of another one, or the first words have fewer. */
  private candidates(count: number): void {
    const last = count - FEWEST + 1, { words, shift } = this.clear(last);
    this.hashes = reserve(this.hashes, last);
    this.live = reserve(this.live, last);
    const { hashes, live, bits, before, prefixes, powers } = this, end = before[count]! - PREFIX;
    for (let i = 0; i < last && before[i]! <= end; i++) mark(bits, words, shift, hashes[i] = hashOf(prefixes, powers, before[i]!, before[i]! + PREFIX));
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
    const { hashes, shared, live, bits, before, prefixes, powers } = this, end = before[count]! - LONG_PREFIX;
    for (let k = 0; k < alive && before[live[k]!]! <= end; k++) {
      const from = before[live[k]!]!;
      mark(bits, words, shift, hashes[k] = hashOf(prefixes, powers, from, from + LONG_PREFIX));
    }
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
    const { alive, live, hashes, shared, slots, before, prefixes, powers } = this, mask = size - 1;
    let letters = 0, free = 0, kept = 0;
    for (let k = 0; k < alive; k++) {
      const at = live[k]!;
      if (at + n > count) break;
      if (shared[k] === 0 && before[at + n]! - before[at]! >= LONG_PREFIX) continue;
      const hash = hashOf(prefixes, powers, before[at]!, before[at + n]!);
      live[kept] = at;
      shared[kept] = shared[k]!;
      hashes[kept++] = hash;
      if (at < free) continue;
      let slot = (hash ^ (hash >>> 13)) & mask;
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

const BASE = 0x01000193;

/** Of the letters from `from` to before `to`: what the letters up to there add to the hash of those before, mixed. */
const hashOf = (prefixes: Int32Array, powers: Int32Array, from: number, to: number): number => {
  const hash = prefixes[to]! - Math.imul(prefixes[from]!, powers[to - from]!) | 0;
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
};

/** BASE to the power of 0, 1, ... `most`; the given ones when they are enough. */
const powersUpTo = (powers: Int32Array<ArrayBuffer>, most: number): Int32Array<ArrayBuffer> => {
  const enough = reserve(powers, most + 1);
  if (enough === powers) return powers;
  enough[0] = 1;
  for (let k = 1; k < enough.length; k++) enough[k] = Math.imul(enough[k - 1]!, BASE);
  return enough;
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
