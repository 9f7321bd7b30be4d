import { Dictionary, fnv } from './fasttext-dictionary.js';
import type { FastTextFile } from './fasttext-format.js';

/** Words kept, and the longest word in bytes that is kept. */
const SLOTS = 8192, LONGEST = 32;

/** Adds up the rows of words, remembering the sums of recent ones (see the essay in `language.ts`). */
export class WordSums {
  /** Sum of all rows since `reset`, `dim` values. */
  readonly total: Float64Array;
  /** How many rows are in it. */
  count = 0;
  readonly #dim: number;
  readonly #data: Float32Array;
  readonly #dictionary: Dictionary;
  /** Per slot: the word's hash, length, bytes; how many rows it has, and their sum. Slot `SLOTS` is scratch for words that are too long. */
  readonly #hashes = new Int32Array(SLOTS);
  readonly #lengths = new Uint8Array(SLOTS);
  readonly #bytes = new Uint8Array(SLOTS * LONGEST);
  readonly #rows = new Int32Array(SLOTS + 1);
  readonly #sums: Float64Array;

  constructor(file: FastTextFile) {
    this.#dim = file.dim;
    this.#data = file.input.data;
    this.#dictionary = new Dictionary(file);
    this.#sums = new Float64Array((SLOTS + 1) * file.dim);
    this.total = new Float64Array(file.dim);
  }

  reset(): void { this.count = 0; this.total.fill(0); }

  /** Adds the word text[from, to), from < to. */
  add(text: Uint8Array, from: number, to: number): void {
    const hash = fnv(text, from, to), length = to - from;
    let slot = SLOTS;
    if (length <= LONGEST) {
      slot = hash & (SLOTS - 1);
      if (!this.#holds(slot, hash, text, from, length)) {
        this.#hashes[slot] = hash;
        this.#lengths[slot] = length;
        this.#bytes.set(text.subarray(from, to), slot * LONGEST);
        this.#fill(slot, hash, text, from, to);
      }
    } else {
      this.#fill(slot, hash, text, from, to);
    }
    this.count += this.#rows[slot]!;
    const dim = this.#dim, sums = this.#sums, total = this.total;
    for (let d = 0, at = slot * dim; d < dim; d++, at++) total[d] = total[d]! + sums[at]!;
  }

  #holds(slot: number, hash: number, text: Uint8Array, from: number, length: number): boolean {
    if (this.#hashes[slot] !== hash || this.#lengths[slot] !== length) return false;
    for (let i = 0, at = slot * LONGEST; i < length; i++) if (this.#bytes[at + i] !== text[from + i]) return false;
    return true;
  }

  #fill(slot: number, hash: number, text: Uint8Array, from: number, to: number): void {
    const dim = this.#dim, sums = this.#sums, data = this.#data, at = slot * dim;
    const id = this.#dictionary.find(text, from, to, hash), count = this.#dictionary.subwords(text, from, to, true), rows = this.#dictionary.rows;
    for (let d = 0; d < dim; d++) sums[at + d] = id < 0 ? 0 : data[id * dim + d]!;
    for (let i = 0; i < count; i++) for (let d = 0, row = rows[i]! * dim; d < dim; d++) sums[at + d] = sums[at + d]! + data[row + d]!;
    this.#rows[slot] = id < 0 ? count : count + 1;
  }
}
