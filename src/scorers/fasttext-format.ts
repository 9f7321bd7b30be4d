import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { usage } from '../model/fault.js';

/** Loss of a supervised model, by the number in the file. */
export type Loss = 'hs' | 'ns' | 'softmax' | 'ova';
const LOSSES: Readonly<Record<number, Loss>> = { 1: 'hs', 2: 'ns', 3: 'softmax', 4: 'ova' };
const MAGIC = 793712314, SUPERVISED = 3;

/** `rows` x `dim` float32, row-major. `norms`: a factor per row that the reference applies after the dot product, or null. */
export interface Matrix {
  readonly rows: number;
  readonly dim: number;
  readonly data: Float32Array;
  readonly norms: Float32Array | null;
}

/** What a fastText file holds, decoded. Word i of `words` has row i; subword and word n-gram rows follow. */
export interface FastTextFile {
  readonly dim: number;
  readonly loss: Loss;
  readonly wordNgrams: number;
  readonly bucket: number;
  readonly minn: number;
  readonly maxn: number;
  readonly words: readonly Uint8Array[];
  readonly labels: readonly string[];
  /** How often each label occurred in training: the Huffman tree of `hs` is built from it. */
  readonly labelCounts: readonly number[];
  /** Bucket id and its row after pruning, alternating; null = not pruned, every bucket has its own row. */
  readonly prune: Int32Array | null;
  readonly input: Matrix;
  readonly output: Matrix;
}

/** Reads forward through a file: small items from a window, matrices straight into their array (files may exceed 2 GiB). */
class Reader {
  readonly #fd: number;
  readonly #size: number;
  readonly #path: string;
  #window = Buffer.alloc(0);
  #at = 0;
  #offset = 0;
  constructor(path: string) {
    this.#path = path;
    try { this.#fd = openSync(path, 'r'); } catch { throw usage(`model ${path}: cannot be opened, give the path of a fastText .bin or .ftz file`); }
    this.#size = fstatSync(this.#fd).size;
  }
  close(): void { closeSync(this.#fd); }
  broken(why: string): Error { return usage(`model ${this.#path}: ${why}; expected a supervised fastText model (.bin or .ftz)`); }
  #need(bytes: number): void {
    if (this.#window.length - this.#at >= bytes) return;
    const rest = this.#window.subarray(this.#at);
    const next = Buffer.alloc(Math.max(bytes, 1 << 20));
    rest.copy(next);
    const got = readSync(this.#fd, next, rest.length, next.length - rest.length, this.#offset);
    this.#offset += got;
    this.#window = next.subarray(0, rest.length + got);
    this.#at = 0;
    if (this.#window.length < bytes) throw this.broken(`ends after ${this.#size} bytes in the middle of its data`);
  }
  #take(bytes: number): number { this.#need(bytes); this.#at += bytes; return this.#at - bytes; }
  int8(): number { const at = this.#take(1); return this.#window.readInt8(at); }
  int32(): number { const at = this.#take(4); return this.#window.readInt32LE(at); }
  /** As a number: counts and sizes are below 2^53. */
  int64(): number { const at = this.#take(8); return Number(this.#window.readBigInt64LE(at)); }
  skip(bytes: number): void { this.#take(bytes); }
  /** Bytes up to the next NUL, which is consumed. */
  cstring(): Uint8Array {
    for (let length = 1; ; length++) {
      this.#need(length);
      if (this.#window[this.#at + length - 1] === 0) return Uint8Array.from(this.#window.subarray(this.#take(length), this.#at - 1));
    }
  }
  bytes(length: number): Uint8Array {
    if (!(length >= 0 && length <= this.#size)) throw this.broken(`states a part of ${length} bytes in a file of ${this.#size}`);
    const out = new Uint8Array(length);
    const buffered = Math.min(length, this.#window.length - this.#at);
    out.set(this.#window.subarray(this.#at, this.#at + buffered));
    this.#at += buffered;
    for (let done = buffered; done < length;) {
      const got = readSync(this.#fd, out, done, Math.min(length - done, 1 << 30), this.#offset);
      if (got === 0) throw this.broken(`ends after ${this.#size} bytes in the middle of its data`);
      this.#offset += got;
      done += got;
    }
    return out;
  }
  floats(length: number): Float32Array { return new Float32Array(this.bytes(4 * length).buffer); }
}

const dense = (file: Reader): Matrix => {
  const rows = file.int64(), dim = file.int64();
  return { rows, dim, data: file.floats(rows * dim), norms: null };
};

/** Product quantizer: one of 256 centroids for each group of `dsub` dimensions. */
const codebook = (file: Reader) => {
  const dim = file.int32(), groups = file.int32(), dsub = file.int32(), last = file.int32();
  return { dim, groups, dsub, last, centroids: file.floats(dim * 256) };
};

const quantized = (file: Reader): Matrix => {
  const withNorms = file.int8() !== 0, rows = file.int64(), dim = file.int64();
  const codes = file.bytes(file.int32());
  const { groups, dsub, last, centroids, dim: coded } = codebook(file);
  if (coded !== dim || codes.length !== rows * groups) throw file.broken(`has a quantized matrix of ${rows} x ${dim} with ${codes.length} codes`);
  const data = new Float32Array(rows * dim);
  for (let row = 0; row < rows; row++) {
    for (let group = 0; group < groups; group++) {
      const width = group === groups - 1 ? last : dsub, from = group * 256 * dsub + codes[row * groups + group]! * width;
      for (let n = 0; n < width; n++) data[row * dim + group * dsub + n] = centroids[from + n]!;
    }
  }
  if (!withNorms) return { rows, dim, data, norms: null };
  const normCodes = file.bytes(rows), norms = codebook(file).centroids;
  return { rows, dim, data, norms: Float32Array.from(normCodes, (code) => norms[code]!) };
};

/** Input rows are only ever added up, so their factor can be multiplied in once: the reference rounds the same product to float32. */
const scaled = (matrix: Matrix): Matrix => {
  const { data, dim, norms } = matrix;
  if (norms !== null) for (let i = 0; i < data.length; i++) data[i] = norms[Math.floor(i / dim)]! * data[i]!;
  return { ...matrix, norms: null };
};

/**
 * Reads a supervised fastText model, format version 11 or 12, dense (.bin) or quantized (.ftz).
 * Order in the file: magic, version · 12 int32 settings, 1 double · dictionary: 3 int32, 2 int64, entries (NUL-terminated bytes,
 * int64 count, int8 type), prune pairs · byte "input is quantized", matrix · byte "output is quantized", matrix.
 * @throws Fault (usage) naming the path when the file is missing, cut, no fastText model or not a supervised one
 */
export const readFastTextFile = (path: string): FastTextFile => {
  const file = new Reader(path);
  try {
    if (file.int32() !== MAGIC) throw file.broken('does not start with the fastText signature');
    const version = file.int32();
    if (version !== 11 && version !== 12) throw file.broken(`has format version ${version}, allowed 11, 12`);
    const dim = file.int32();
    file.skip(4 * 4);                                              // window, epoch, minCount, neg
    const wordNgrams = file.int32(), lossId = file.int32(), kind = file.int32();
    const bucket = file.int32(), minn = file.int32(), maxn = version === 11 ? (file.int32(), 0) : file.int32();
    file.skip(4 + 8);                                              // lrUpdateRate, t
    const loss = LOSSES[lossId];
    if (kind !== SUPERVISED || loss === undefined) throw file.broken(`is of kind ${kind} with loss ${lossId}`);
    const size = file.int32();
    file.skip(2 * 4 + 8);                                          // words, labels (recounted below), tokens
    const pruned = file.int64();
    const words: Uint8Array[] = [], labels: string[] = [], labelCounts: number[] = [];
    for (let i = 0; i < size; i++) {
      const entry = file.cstring(), occurrences = file.int64();
      if (file.int8() === 0) words.push(entry);
      else { labels.push(Buffer.from(entry).toString()); labelCounts.push(occurrences); }
    }
    const prune = pruned < 0 ? null : new Int32Array(file.bytes(8 * pruned).buffer);
    const input = scaled(file.int8() !== 0 ? quantized(file) : dense(file));
    const output = file.int8() !== 0 ? quantized(file) : dense(file);
    if (input.dim !== dim || output.dim !== dim || output.rows < labels.length - (loss === 'hs' ? 1 : 0)) {
      throw file.broken(`states ${dim} dimensions and ${labels.length} labels, but holds ${input.rows} x ${input.dim} and ${output.rows} x ${output.dim}`);
    }
    const hashed = prune === null ? (maxn > 0 || wordNgrams > 1 ? bucket : 0) : prune.length / 2;
    if (words.length + hashed > input.rows || prune?.some((entry, i) => entry < 0 || entry >= (i % 2 === 0 ? bucket : hashed))) {
      throw file.broken(`states ${words.length} words and ${hashed} n-gram rows, but holds ${input.rows} rows`);
    }
    return { dim, loss, wordNgrams, bucket, minn, maxn, words, labels, labelCounts, prune, input, output };
  } catch (error) {
    throw error instanceof RangeError ? file.broken('states sizes that cannot be') : error;
  } finally {
    file.close();
  }
};
