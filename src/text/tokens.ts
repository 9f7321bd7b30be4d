import { DECOMPOSES, LOWER_MASK, MARK, PUNCTUATION, SPECIAL, table } from './code-points.js';
import { decomposition, isHangul, normaliseRun } from './fold.js';
import { mixed, step } from './interner.js';
import { capacity, extend, reserve } from './scratch.js';
import { SMALL, type SplitWords } from './split-words.js';

/*
 * The normalized words of a text, as numbers.
 *
 * RedPajama-V2 (together.computer, core/document.py) normalises a text N = delete ASCII punctuation, lower, collapse white space, NFD, and
 * splits it on spaces. Nothing of N crosses white space, so it is done once for each distinct run of the text between white space: its word is
 * written behind the distinct words seen so far, hashed on the way, looked up, and kept only when it is new. A text of w words with d
 * distinct ones costs w numbers and d spellings, no string and no Map.
 *
 *   spelling   t h e c a t s a t       the distinct words one after the other, code points
 *   starts     0     3     6           of id 0, 1, 2
 *   ids        0 1 2 0 1               "The cat sat. The cat!"
 *   slots      [hash, id + 1] pairs, open addressing with linear probing, at most half full
 *
 * Ids are given in order of first appearance, which is the order of Python's Counter: ties and sums follow it. Words with a sigma, a
 * dotted I or two marks in a row take the slow way (`normaliseRun`); a run of small ASCII letters is its own word. About 4 ns a code point beside `SplitWords`.
 */
export class Words {
  /** Number of words, and of distinct ones. */
  count = 0;
  distinct = 0;
  /** Code points in all words together. */
  letters = 0;
  /** Word i is `ids[i]`. */
  ids = new Int32Array(1024);
  /** Of each id: how often, and where its spelling lies. */
  counts = new Int32Array(1024);
  starts = new Int32Array(1024);
  lengths = new Int32Array(1024);
  spelling = new Int32Array(1024);
  /** Of each distinct run between white space: the number of its word, -1 = none. */
  private numbers = new Int32Array(1024);
  private hashes = new Int32Array(1024);
  private slots = new Int32Array(4096);
  private mask = 2047;
  private top = 0;

  /**
   * Takes the words of a text; what was here before is gone.
   * @param runs its runs between white space, places in `cps`
   * @param beyondAscii union of the table entries of the code points beyond ASCII
   */
  read(cps: Int32Array, runs: SplitWords, beyondAscii: number): this {
    const { letterKinds, distinct: { distinct, starts, ends, counts, hashes } } = runs;
    this.ids = reserve(this.ids, runs.count);
    this.numbers = reserve(this.numbers, distinct);
    this.spelling = reserve(this.spelling, (beyondAscii & (DECOMPOSES | SPECIAL | MARK)) === 0 ? runs.letters : 4 * runs.letters);
    this.slots = reserve(this.slots, 4096);
    this.mask = 2047;
    this.slots.fill(0, 0, 4096);
    this.distinct = this.letters = this.top = 0;
    const { ids, numbers, spelling } = this, { ids: runIds, count: all } = runs;
    for (let run = 0; run < distinct; run++) {
      if (letterKinds[run] !== SMALL) { numbers[run] = this.normalised(cps, starts[run]!, ends[run]!, counts[run]!); continue; }
      // It is its own normal form, and its hash is known.
      let top = this.top;
      for (let i = starts[run]!, end = ends[run]!; i < end; i++) spelling[top++] = cps[i]!;
      numbers[run] = this.add(hashes[run]!, top, counts[run]!);
    }
    let count = 0;
    for (let i = 0; i < all; i++) {
      const id = ids[count] = numbers[runIds[i]!]!;
      count += id < 0 ? 0 : 1;
    }
    this.count = count;
    return this;
  }

  /** The number of the normal form of a run, -1 when it is empty. */
  private normalised(cps: Int32Array, start: number, end: number, copies: number): number {
    const { spelling } = this, entries = table;
    let top = this.top, hash = 0, slow = false, afterMark = false;
    for (let i = start; i < end; i++) {
      const p = entries[cps[i]!]!;
      if ((p & (PUNCTUATION | DECOMPOSES | MARK | SPECIAL)) === 0) {
        const lower = p & LOWER_MASK;
        spelling[top++] = lower;
        hash = step(hash, lower);
        afterMark = false;
      } else if ((p & PUNCTUATION) === 0) {
        if ((p & SPECIAL) !== 0 || (afterMark && (p & MARK) !== 0)) slow = true;
        const lower = p & LOWER_MASK;
        if ((p & DECOMPOSES) === 0) { spelling[top++] = lower; hash = step(hash, lower); }
        else if (isHangul(lower)) {
          const index = lower - 0xac00, tail = index % 28;
          const lead = 0x1100 + Math.trunc(index / 588), vowel = 0x1161 + Math.trunc((index % 588) / 28);
          spelling[top++] = lead;
          spelling[top++] = vowel;
          hash = step(step(hash, lead), vowel);
          if (tail !== 0) { spelling[top++] = 0x11a7 + tail; hash = step(hash, 0x11a7 + tail); }
        } else {
          for (const part of decomposition(lower)) { spelling[top++] = part; hash = step(hash, part); }
        }
        afterMark = true;
      }
    }
    if (slow) {
      top = normaliseRun(cps, start, end, spelling, this.top);
      hash = 0;
      for (let k = this.top; k < top; k++) hash = step(hash, spelling[k]!);
    }
    return top > this.top ? this.add(mixed(hash), top, copies) : -1;
  }

  /** The number of the word whose spelling is [this.top, end) of `spelling`, `copies` times. */
  private add(hash: number, end: number, copies: number): number {
    const { spelling, slots, mask, top } = this, length = end - top;
    this.letters += copies * length;
    let slot = hash & mask;
    for (;;) {
      const id = slots[2 * slot + 1]! - 1;
      if (id < 0) break;
      if (slots[2 * slot] === hash && this.lengths[id] === length) {
        const start = this.starts[id]!;
        let k = 0;
        while (k < length && spelling[start + k] === spelling[top + k]) k++;
        if (k === length) { this.counts[id]! += copies; return id; }
      }
      slot = (slot + 1) & mask;
    }
    const id = this.distinct++;
    if (id >= this.counts.length) this.growIds(id);
    slots[2 * slot] = hash;
    slots[2 * slot + 1] = id + 1;
    this.hashes[id] = hash;
    this.starts[id] = top;
    this.lengths[id] = length;
    this.counts[id] = copies;
    this.top = end;
    if (2 * this.distinct > mask) this.rehash();
    return id;
  }

  private growIds(used: number): void {
    this.counts = extend(this.counts, 2 * used, used);
    this.starts = extend(this.starts, 2 * used, used);
    this.lengths = extend(this.lengths, 2 * used, used);
    this.hashes = extend(this.hashes, 2 * used, used);
  }

  private rehash(): void {
    const mask = this.mask = 2 * this.mask + 1, size = 2 * (mask + 1);
    if (this.slots.length < size) this.slots = new Int32Array(capacity(size));
    else this.slots.fill(0, 0, size);
    const { slots, hashes } = this;
    for (let id = 0; id < this.distinct; id++) {
      let slot = hashes[id]! & mask;
      while (slots[2 * slot + 1] !== 0) slot = (slot + 1) & mask;
      slots[2 * slot] = hashes[id]!;
      slots[2 * slot + 1] = id + 1;
    }
  }
}
