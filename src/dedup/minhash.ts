/**
 * Shingles -> MinHash signature -> LSH bands.
 *
 * The smallest value of a random hash function over a set is the same for two sets with probability J, their Jaccard similarity (Broder 1997),
 * so K functions estimate J with standard error sqrt(J(1-J)/K). Locality-sensitive hashing cuts the K = b*r values into b bands of r
 * and calls two texts candidates when one band agrees in full: probability 1-(1-J^r)^b (Indyk and Motwani 1998; Leskovec et al., Mining
 * of Massive Datasets, chapter 3). 14 x 8, FineWeb's setting, finds 92 % of the pairs at J = 0.8, 56 % at 0.7, 5 % at 0.5.
 *
 * Hash functions: a*s + b mod 2^32 with odd a, and the signed minimum. The textbook family mod 2^61-1 is no better here, because shingles are
 * well mixed before (measured: RMSE 0.035 at J = 0.8, K = 128, as theory says), and 32-bit lanes are what SIMD has: four at a time.
 * Not taken: one shared permutation with shifts ("linear" C-MinHash) is faster still, but its values depend on each other and
 * recall at J = 0.8 falls from 0.92 to 0.72 on short texts.
 *
 * Layout of the table: blocks of 16 functions, 16 a then 16 b; function k is the same whatever K is, so that settings share their first values.
 * A band's hash is 64 bits over its r values and its number, so that one table can hold all bands; it is never 0, since 0 means "no bands".
 * Two kernels compute the signature, bit for bit the same: WebAssembly SIMD (`minhash.wat`, 16 functions a pass, about 7 us for 800 shingles)
 * and the plain loop below, about ten times slower, for runtimes without SIMD.
 *
 * Example, K = 2: shingles {1, 2}, functions 3s+1 and 5s-20: values {4, 7} and {-15, -10}, signature (4, -15).
 */
import { loadWasm } from '../text/wasm.js';
import { MINHASH_WASM } from './minhash-wasm.js';
import { mix32 } from './shingles.js';

/** A signature is computed for whole blocks of functions. */
export const BLOCK = 16;
export const MINHASH_SEED = 1;

/** Write shingles to `shingles`, call `sign(count)`, read `signature`: one signed 32-bit minimum per function, 2^31-1 each for an empty set. */
export interface Kernel {
  readonly shingles: Int32Array;
  readonly signature: Int32Array;
  readonly sign: (count: number) => void;
}

/** The table of hash functions: per block 16 odd multipliers, then 16 addends; drawn by counter from `MINHASH_SEED`. */
export const hashFunctions = (values: number): Int32Array => {
  const table = new Int32Array(2 * values);
  const draw = (i: number): number => mix32(mix32(Math.imul(i + 1, 0x9e3779b9)) ^ Math.imul(MINHASH_SEED, 0x85ebca6b));
  for (let k = 0; k < values; k++) {
    const at = 2 * (k - (k % BLOCK)) + (k % BLOCK);
    table[at] = draw(2 * k) | 1;
    table[at + BLOCK] = draw(2 * k + 1);
  }
  return table;
};

/** The plain kernel: four functions a pass. `values` is a multiple of `BLOCK`, `capacity` the most shingles of one text. */
export const plainKernel = (values: number, capacity: number): Kernel => {
  const table = hashFunctions(values), signature = new Int32Array(values), shingles = new Int32Array(capacity);
  const sign = (count: number): void => {
    for (let k = 0; k < values; k += 4) {
      const at = 2 * (k - (k % BLOCK)) + (k % BLOCK);
      const a0 = table[at]!, a1 = table[at + 1]!, a2 = table[at + 2]!, a3 = table[at + 3]!;
      const b0 = table[at + BLOCK]!, b1 = table[at + BLOCK + 1]!, b2 = table[at + BLOCK + 2]!, b3 = table[at + BLOCK + 3]!;
      let m0 = 0x7fffffff, m1 = m0, m2 = m0, m3 = m0;
      for (let i = 0; i < count; i++) {
        const s = shingles[i]!;
        const h0 = (Math.imul(a0, s) + b0) | 0, h1 = (Math.imul(a1, s) + b1) | 0, h2 = (Math.imul(a2, s) + b2) | 0, h3 = (Math.imul(a3, s) + b3) | 0;
        if (h0 < m0) m0 = h0;
        if (h1 < m1) m1 = h1;
        if (h2 < m2) m2 = h2;
        if (h3 < m3) m3 = h3;
      }
      signature[k] = m0; signature[k + 1] = m1; signature[k + 2] = m2; signature[k + 3] = m3;
    }
  };
  return { shingles, signature, sign };
};

type Signature = (table: number, out: number, blocks: number, from: number, to: number) => void;

/** The WebAssembly kernel, or null where the runtime has no SIMD. Memory: table, signature, shingles; it never grows. */
export const wasmKernel = (values: number, capacity: number): Kernel | null => {
  const out = 8 * values, from = 12 * values, loaded = loadWasm<{ readonly signature: Signature }>(MINHASH_WASM, from + 4 * capacity);
  if (!loaded) return null;
  const { memory, exports: { signature } } = loaded;
  new Int32Array(memory, 0, 2 * values).set(hashFunctions(values));
  return {
    shingles: new Int32Array(memory, from, capacity),
    signature: new Int32Array(memory, out, values),
    sign: (count) => signature(0, out, values / BLOCK, from, from + 4 * count),
  };
};

/** 64-bit hashes of `bands` bands of `rows` values, as (low, high) 32-bit words at out[2 * at ...]. Never 0. */
export const hashBands = (signature: Int32Array, bands: number, rows: number, out: Uint32Array, at: number): void => {
  for (let band = 0, k = 0; band < bands; band++) {
    let low = Math.imul(band + 1, 0x9e3779b9), high = Math.imul(band + 1, 0xc2b2ae3d);
    for (let row = 0; row < rows; row++, k++) {
      const value = signature[k]!;
      low = Math.imul((low << 13) | (low >>> 19), 5) + Math.imul(value, 0xcc9e2d51) | 0;
      high = Math.imul((high << 17) | (high >>> 15), 9) ^ Math.imul(value ^ (value >>> 16), 0x1b873593);
    }
    low = mix32(low ^ rows);
    high = mix32(high ^ low);
    out[2 * (at + band)] = (low | high) === 0 ? 1 : low;
    out[2 * (at + band) + 1] = high;
  }
};
