import { reserve } from '../../text/scratch.js';
import type { Words } from '../../text/tokens.js';
import { loadWasm } from '../../text/wasm.js';
import { MINHASH_WASM } from './minhash-wasm.js';
import { PERMUTATIONS } from './permutations.js';
import { sha1Word } from './sha1-word.js';
import { FUNCTIONS, minima } from './signature.js';
import { writeWords } from './word-bytes.js';

/*
 * Words -> 13-grams -> SHA-1 -> minima of 128 functions.
 *
 * Nothing of SHA-1 can be passed from one 13-gram to the next, so every word is hashed thirteen times, two blocks of 64 bytes for a usual 13-gram. What
 * helps is that neighbours have about the same length: four of them go through SHA-1 in the four lanes of a vector, and so do four functions through
 * the minima. Two kernels, bit for bit the same: WebAssembly SIMD (`minhash.wat`; 120 ns a usual 13-gram for SHA-1, 34 ns for its 128 functions) and the
 * plain one (800 ns, 640 ns) for runtimes without SIMD, and for words so long that 13 of them do not fit into the memory of the other.
 *
 * The text goes through that memory in pieces, which overlap by 12 words:
 *
 *   0 tables of masks, 256 schedule | table of functions | minima | hashes | starts of words | ends | bytes of words | as much again, which masks hide
 */

/** Signature of a text of at least 13 words: the minimum of each function over its 13-grams, unsigned. */
export type Kernel = (words: Words, out: Uint32Array) => void;

/** Words of a shingle. */
export const GRAM = 13;

/** The plain kernel. */
export const plainKernel = (): Kernel => {
  let bytes = new Uint8Array(1024), starts = new Int32Array(1024), ends = new Int32Array(1024), hashes = new Int32Array(1024);
  return (words, out) => {
    const { count, letters } = words, need = 4 * letters + count;
    if (need > bytes.length || (bytes.length > LARGE && need < bytes.length / 16)) bytes = new Uint8Array(Math.max(1024, need + (need >> 1)));
    starts = reserve(starts, count);
    ends = reserve(ends, count);
    hashes = reserve(hashes, count);
    writeWords(words, 0, { bytes, starts, ends }, 0, bytes.length);
    const shingles = count - GRAM + 1;
    for (let i = 0; i < shingles; i++) hashes[i] = sha1Word(bytes, starts[i]!, ends[i + GRAM - 1]!);
    minima(hashes, shingles, out);
  };
};
const LARGE = 1 << 22;

interface Exports {
  readonly sha1: (starts: number, ends: number, out: number, rounds: number) => void;
  readonly minima: (table: number, least: number, passes: number, from: number, to: number) => void;
}
const LANES = 4, FUNCTIONS_A_PASS = 8, SIGN = 1 << 31;

/**
 * The WebAssembly kernel, or null where the runtime has no SIMD.
 * @param pieceWords most words of a piece, a multiple of 4 and at least 16
 * @param pieceBytes bytes of its words
 */
export const wasmKernel = (pieceWords = 8192, pieceBytes = 1 << 16): Kernel | null => {
  const table = 2048, least = table + 16 * PERMUTATIONS, hashed = least + 4 * PERMUTATIONS, starting = hashed + 4 * pieceWords, ending = starting + 4 * pieceWords, from = ending + 4 * pieceWords;
  const loaded = loadWasm<Exports>(MINHASH_WASM, from + 2 * pieceBytes + 256);
  if (!loaded) return null;
  const { memory, exports: { sha1, minima } } = loaded, plain = plainKernel();
  const bytes = new Uint8Array(memory), starts = new Int32Array(memory, starting, pieceWords), ends = new Int32Array(memory, ending, pieceWords), minimum = new Int32Array(memory, least, PERMUTATIONS);
  // The words of a pass lie together: low words of a, high ones, low words of b, high ones.
  const functions = new Int32Array(memory, table, 4 * PERMUTATIONS), { lowA, highA, lowB, highB } = FUNCTIONS;
  [lowA, highA, lowB.map((word) => word ^ SIGN), highB].forEach((words, part) => words.forEach((word, k) => { functions[FUNCTIONS_A_PASS * (4 * Math.floor(k / FUNCTIONS_A_PASS) + part) + (k % FUNCTIONS_A_PASS)] = word; }));
  return (words, out) => {
    minimum.fill(~SIGN);
    for (let first = 0; first + GRAM <= words.count;) {
      // The last places of `ends` are kept free for lanes without a shingle.
      const written = writeWords(words, first, { bytes, starts: starts.subarray(0, pieceWords - LANES), ends }, from, from + pieceBytes), shingles = written - GRAM + 1;
      if (shingles < 1) return plain(words, out);
      for (let lane = 0; lane < LANES - 1; lane++) ends[written + lane] = starts[shingles + lane]!;
      sha1(starting, ending + 4 * (GRAM - 1), hashed, Math.ceil(shingles / LANES));
      minima(table, least, PERMUTATIONS / FUNCTIONS_A_PASS, hashed, hashed + 4 * shingles);
      first += shingles;
    }
    for (let k = 0; k < PERMUTATIONS; k++) out[k] = minimum[k]! ^ SIGN;
  };
};
