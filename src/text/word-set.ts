import { LOWER_MASK, table } from './code-points.js';

/** A fixed set of words that ranges of code points are looked up in, as they are or lower-cased letter by letter. About 1 ns a code point. */
export class WordSet {
  private readonly words: readonly (readonly number[])[];
  private readonly slots: Int32Array;
  private readonly longest: number;
  private readonly fold: boolean;

  /** @param fold lower-case what is looked up (the words are lower case). U+0130 becomes U+0307, which no word may hold. */
  constructor(words: readonly string[], fold: boolean) {
    this.words = words.map((word) => Array.from(word, (char) => char.codePointAt(0)!));
    this.longest = Math.max(...this.words.map(({ length }) => length));
    this.fold = fold;
    let size = 64;
    while (size < 4 * words.length) size *= 2;
    this.slots = new Int32Array(size);
    this.words.forEach((word, k) => {
      let slot = word.reduce(step, word.length) & (size - 1);
      while (this.slots[slot] !== 0) slot = (slot + 1) & (size - 1);
      this.slots[slot] = k + 1;
    });
  }

  has(cps: Int32Array, start: number, end: number): boolean {
    const { slots, words, longest, fold } = this, mask = slots.length - 1;
    if (end - start > longest) return false;
    let hash = end - start;
    for (let i = start; i < end; i++) hash = step(hash, fold ? table[cps[i]!]! & LOWER_MASK : cps[i]!);
    for (let slot = hash & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const word = words[slots[slot]! - 1]!;
      if (word.length !== end - start) continue;
      let k = 0;
      while (k < word.length && word[k] === (fold ? table[cps[start + k]!]! & LOWER_MASK : cps[start + k])) k++;
      if (k === word.length) return true;
    }
    return false;
  }
}

const step = (hash: number, cp: number): number => {
  const mixed = Math.imul(hash ^ cp, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
};
