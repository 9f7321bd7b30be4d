import { DECOMPOSES, LOWER_MASK, MARK, PUNCTUATION, SPACE, SPECIAL, table } from './code-points.js';
import { decomposition, isHangul, normaliseRun } from './fold.js';
import { capacity, extend, reserve } from './scratch.js';

/*
 * The normalized words of a text, as numbers.
 *
 * RedPajama-V2 (together.computer, core/document.py) normalises a text N = delete ASCII punctuation, lower, collapse white space, NFD, and
 * splits it on spaces. Nothing of N crosses white space, so it is done word by word, in one pass over the code points: every word is
 * written behind the distinct words seen so far, hashed on the way, looked up, and kept only when it is new. A text of w words with d
 * distinct ones costs w numbers and d spellings, no string and no Map.
 *
 *   spelling   t h e c a t s a t       the distinct words one after the other, code points
 *   starts     0     3     6           of id 0, 1, 2
 *   ids        0 1 2 0 1               "The cat sat. The cat!"
 *   slots      [hash, id + 1] pairs, open addressing with linear probing, at most half full
 *
 * Ids are given in order of first appearance, which is the order of Python's Counter: ties and sums follow it. Words with a sigma, a
 * dotted I or two marks in a row take the slow way (`normaliseRun`). About 6 ns a code point.
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
  private hashes = new Int32Array(1024);
  private slots = new Int32Array(4096);
  private mask = 2047;
  private top = 0;

  /**
   * Takes the words of `cps[0, end)`; what was here before is gone.
   * @param beyondAscii union of the table entries of the code points beyond ASCII
   */
  read(cps: Int32Array, end: number, beyondAscii: number): this {
    this.ids = reserve(this.ids, (end >> 1) + 1);
    this.spelling = reserve(this.spelling, (beyondAscii & (DECOMPOSES | SPECIAL | MARK)) === 0 ? end + 1 : 4 * end + 4);
    this.slots = reserve(this.slots, 4096);
    this.mask = 2047;
    this.slots.fill(0, 0, 4096);
    this.count = this.distinct = this.letters = this.top = 0;
    const { spelling } = this, entries = table;
    let top = 0, hash = 0, from = 0, slow = false, afterMark = false;
    for (let i = 0; i <= end; i++) {
      const cp = i < end ? cps[i]! : 0x20, p = entries[cp]!;
      if ((p & (SPACE | PUNCTUATION | DECOMPOSES | MARK | SPECIAL)) === 0) {
        const lower = p & LOWER_MASK;
        spelling[top++] = lower;
        hash = Math.imul(hash ^ lower, 0x01000193);
        afterMark = false;
      } else if ((p & SPACE) !== 0) {
        if (slow) {
          top = normaliseRun(cps, from, i, spelling, this.top);
          hash = 0;
          for (let k = this.top; k < top; k++) hash = Math.imul(hash ^ spelling[k]!, 0x01000193);
          slow = false;
        }
        if (top > this.top) this.add(hash, top);
        top = this.top;
        hash = 0;
        from = i + 1;
        afterMark = false;
      } else if ((p & PUNCTUATION) === 0) {
        if ((p & SPECIAL) !== 0 || (afterMark && (p & MARK) !== 0)) slow = true;
        const lower = p & LOWER_MASK;
        if ((p & DECOMPOSES) === 0) { spelling[top++] = lower; hash = Math.imul(hash ^ lower, 0x01000193); }
        else if (isHangul(lower)) {
          const index = lower - 0xac00, tail = index % 28;
          const lead = 0x1100 + Math.trunc(index / 588), vowel = 0x1161 + Math.trunc((index % 588) / 28);
          spelling[top++] = lead;
          spelling[top++] = vowel;
          hash = Math.imul(Math.imul(hash ^ lead, 0x01000193) ^ vowel, 0x01000193);
          if (tail !== 0) { spelling[top++] = 0x11a7 + tail; hash = Math.imul(hash ^ (0x11a7 + tail), 0x01000193); }
        } else {
          for (const part of decomposition(lower)) { spelling[top++] = part; hash = Math.imul(hash ^ part, 0x01000193); }
        }
        afterMark = true;
      }
    }
    return this;
  }

  /** The word whose spelling is [this.top, end) of `spelling`. */
  private add(rawHash: number, end: number): void {
    const { spelling, slots, mask, top } = this, length = end - top;
    let hash = Math.imul(rawHash ^ (rawHash >>> 15), 0x2c1b3c6d);
    hash ^= hash >>> 13;
    this.letters += length;
    let slot = hash & mask;
    for (;;) {
      const id = slots[2 * slot + 1]! - 1;
      if (id < 0) break;
      if (slots[2 * slot] === hash && this.lengths[id] === length) {
        const start = this.starts[id]!;
        let k = 0;
        while (k < length && spelling[start + k] === spelling[top + k]) k++;
        if (k === length) {
          this.counts[id]!++;
          this.ids[this.count++] = id;
          return;
        }
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
    this.counts[id] = 1;
    this.ids[this.count++] = id;
    this.top = end;
    if (2 * this.distinct > mask) this.rehash();
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
