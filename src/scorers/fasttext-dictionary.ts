import type { FastTextFile } from './fasttext-format.js';

/** fastText's FNV-1a: bytes are sign-extended before the xor, unlike in the published algorithm. */
export const fnv = (bytes: Uint8Array, from: number, to: number): number => {
  let hash = 0x811c9dc5 | 0;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ (bytes[i]! << 24 >> 24), 16777619);
  return hash;
};

/** The seven bytes that end a word: NUL, tab, line feed, vertical tab, form feed, carriage return, space. Nothing else, no Unicode space. */
export const isSeparator = (byte: number): boolean => byte === 32 || (byte >= 9 && byte <= 13) || byte === 0;

const EOS = Uint8Array.from(Buffer.from('</s>'));
const LABEL = Buffer.from('__label__');
const startsWith = (bytes: Uint8Array, from: number, to: number, prefix: Uint8Array): boolean => {
  if (to - from < prefix.length) return false;
  for (let i = 0; i < prefix.length; i++) if (bytes[from + i] !== prefix[i]) return false;
  return true;
};

/**
 * Which rows of the input matrix a text is: words, their character n-grams, word n-grams. See the essay in `fasttext.ts`.
 * Not safe for two texts at once: `rows` is scratch, valid until the next call.
 */
export class Dictionary {
  /** Row numbers of the last text: the first `count` are valid. */
  rows = new Int32Array(4096);
  readonly #file: FastTextFile;
  readonly #table: Int32Array;
  readonly #mask: number;
  readonly #hashes: Int32Array;
  /** Bucket id -> row - nwords + 1 of a pruned model, 0 = dropped. */
  readonly #kept: Int32Array | null;
  /** One bit a bucket, set where `#kept` has a row: 250 KB that stay in the cache answer for most of its 8 MB. */
  readonly #keptBits: Uint32Array;
  readonly #eosId: number;
  readonly #eosHash: number;
  #count = 0;
  #wordHashes = new Int32Array(1024);
  #word = new Uint8Array(256);

  constructor(file: FastTextFile) {
    this.#file = file;
    let slots = 16;
    while (slots < file.words.length * 2) slots *= 2;
    this.#mask = slots - 1;
    this.#table = new Int32Array(slots).fill(-1);
    this.#hashes = Int32Array.from(file.words, (word) => fnv(word, 0, word.length));
    file.words.forEach((_, id) => {
      let slot = this.#hashes[id]! & this.#mask;
      while (this.#table[slot]! >= 0) slot = (slot + 1) & this.#mask;
      this.#table[slot] = id;
    });
    this.#kept = file.prune === null ? null : new Int32Array(file.prune.length === 0 ? 0 : file.bucket);
    this.#keptBits = new Uint32Array(this.#kept === null ? 0 : (file.bucket >>> 5) + 1);
    for (let i = 0; i < (file.prune?.length ?? 0); i += 2) {
      const id = file.prune![i]!;
      this.#kept![id] = file.prune![i + 1]! + 1;
      this.#keptBits[id >>> 5] = this.#keptBits[id >>> 5]! | (1 << (id & 31));
    }
    this.#eosHash = fnv(EOS, 0, EOS.length);
    this.#eosId = this.find(EOS, 0, EOS.length, this.#eosHash);
  }

  /** Id of the word bytes[from, to) with this hash, or -1. */
  find(bytes: Uint8Array, from: number, to: number, hash: number): number {
    for (let slot = hash & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const id = this.#table[slot]!;
      if (id < 0) return -1;
      if (this.#hashes[id] !== hash) continue;
      const word = this.#file.words[id]!;
      if (word.length === to - from && startsWith(bytes, from, to, word)) return id;
    }
  }

  /**
   * Rows of one line of text, as the reference's `getLine` after a line feed has been added; a line feed inside counts as a space.
   * @returns how many of `rows` are valid
   */
  line(text: Uint8Array): number {
    this.#count = 0;
    let words = 0, at = 0, ended = false;
    while (!ended) {
      while (at < text.length && isSeparator(text[at]!)) at++;
      const from = at;
      while (at < text.length && !isSeparator(text[at]!)) at++;
      if (at === from) break;
      const hash = fnv(text, from, at), id = this.find(text, from, at, hash);
      ended = at - from === EOS.length && startsWith(text, from, at, EOS);                 // the reference stops at a literal </s>
      if (id < 0 && startsWith(text, from, at, LABEL)) continue;
      if (words + 1 >= this.#wordHashes.length) this.#wordHashes = grown(this.#wordHashes);
      this.#wordHashes[words++] = hash;
      if (id >= 0) this.#push(id);
      if (!ended) this.subwords(text, from, at);
    }
    if (!ended) {
      this.#wordHashes[words++] = this.#eosHash;
      if (this.#eosId >= 0) this.#push(this.#eosId);
    }
    if (this.#file.wordNgrams > 1) this.#wordNgrams(words);
    return this.#count;
  }

  /** Adds the rows of the character n-grams of `<word>`. Starts afresh when `reset`. Returns how many rows are valid. */
  subwords(bytes: Uint8Array, from: number, to: number, reset = false): number {
    if (reset) this.#count = 0;
    const { minn, maxn, bucket } = this.#file;
    if (maxn <= 0 || (this.#kept !== null && this.#kept.length === 0)) return this.#count;
    const length = to - from + 2;
    if (this.#word.length < length) this.#word = new Uint8Array(length * 2);
    const word = this.#word;
    word[0] = 60;                                                                          // <
    for (let i = from, j = 1; i < to; i++) word[j++] = bytes[i]!;
    word[length - 1] = 62;                                                                 // >
    for (let i = 0; i < length; i++) {
      if ((word[i]! & 0xc0) === 0x80) continue;
      let hash = 0x811c9dc5 | 0;
      for (let j = i, n = 1; j < length && n <= maxn; n++) {
        do hash = Math.imul(hash ^ (word[j++]! << 24 >> 24), 16777619); while (j < length && (word[j]! & 0xc0) === 0x80);
        if (n >= minn && !(n === 1 && (i === 0 || j === length))) this.#pushBucket((hash >>> 0) % bucket);
      }
    }
    return this.#count;
  }

  /** h = h * 116049371 + next, modulo 2^64, with word hashes sign-extended from 32 bits: kept as two 32-bit halves. */
  #wordNgrams(words: number): void {
    const { wordNgrams, bucket } = this.#file, hashes = this.#wordHashes;
    const shift = 4294967296 % bucket;
    for (let i = 0; i < words; i++) {
      let low = hashes[i]! >>> 0, high = hashes[i]! >> 31;
      for (let j = i + 1; j < words && j < i + wordNgrams; j++) {
        const a = (low & 0xffff) * 116049371, b = (low >>> 16) * 116049371 + Math.floor(a / 65536);
        const sum = (b % 65536) * 65536 + (a % 65536) + (hashes[j]! >>> 0);
        high = Math.imul(high, 116049371) + Math.floor(b / 65536) + (hashes[j]! >> 31) + (sum > 0xffffffff ? 1 : 0) | 0;
        low = sum >>> 0;
        this.#pushBucket(((high >>> 0) % bucket * shift + low) % bucket);
      }
    }
  }

  #pushBucket(id: number): void {
    if (this.#kept === null) return this.#push(this.#file.words.length + id);
    if ((this.#keptBits[id >>> 5]! >>> (id & 31)) & 1) this.#push(this.#file.words.length + this.#kept[id]! - 1);
  }

  #push(row: number): void {
    if (this.#count === this.rows.length) this.rows = grown(this.rows);
    this.rows[this.#count++] = row;
  }
}

const grown = (array: Int32Array): Int32Array<ArrayBuffer> => {
  const twice = new Int32Array(array.length * 2);
  twice.set(array);
  return twice;
};
