import { PERMUTATIONS, permutations } from './permutations.js';

/*
 * The minima of 128 hash functions over a set of 32-bit hashes, without whole numbers of 64 bits.
 *
 * x = h a + b mod 2^64 in two words: the low one is `imul`, the high one needs the upper half of h times the low word of a, put together from products of
 * 16 bits. 2^61 = 1 mod 2^61 - 1, so x mod 2^61 - 1 is the low 61 bits of x plus the top three, of which the low word is `low + (high >>> 29)`. Where that
 * sum comes to 2^61 - 1 or more, 2^61 - 1 would have to be taken away; with these 128 functions it never does: the smallest h whose low 61 bits are
 * among the last eight values is 1.4e15 (found exactly, by the Euclidean algorithm for `least h with l <= a h mod m <= r`), and h is below 2^32.
 *
 * Cost: about 4 ns a hash and function; `minhash.wat` does the same in 0.26 ns.
 */

const lowA = new Int32Array(PERMUTATIONS), highA = new Int32Array(PERMUTATIONS), lowB = new Int32Array(PERMUTATIONS), highB = new Int32Array(PERMUTATIONS);
permutations().forEach((value, i) => {
  const low = Number(value & 0xffffffffn), high = Number(value >> 32n), k = i % PERMUTATIONS;
  if (i < PERMUTATIONS) { lowA[k] = low; highA[k] = high; } else { lowB[k] = low; highB[k] = high; }
});

/** a and b of every function, in halves of 32 bits. */
export const FUNCTIONS = { lowA, highA, lowB, highB } as const;

/** Smallest value of each function over `hashes[0, count)`, unsigned, to `out`; 2^32 - 1 over none. */
export const minima = (hashes: Int32Array, count: number, out: Uint32Array): void => {
  for (let k = 0; k < PERMUTATIONS; k++) {
    const al = lowA[k]!, ah = highA[k]!, a0 = al & 0xffff, a1 = al >>> 16, bl = lowB[k]!, bh = highB[k]!, blTurned = bl ^ SIGN;
    // Words are signed; with the sign bit turned over they compare as unsigned ones.
    let least = 0x7fffffff;
    for (let i = 0; i < count; i++) {
      const h = hashes[i]!, h0 = h & 0xffff, h1 = h >>> 16;
      const middle = (Math.imul(h0, a1) + (Math.imul(h0, a0) >>> 16)) | 0, other = (Math.imul(h1, a0) + (middle & 0xffff)) | 0;
      const low = (Math.imul(h, al) + bl) | 0, carry = (low ^ SIGN) < blTurned ? 1 : 0;
      const high = (Math.imul(h1, a1) + (middle >>> 16) + (other >>> 16) + Math.imul(h, ah) + bh + carry) | 0;
      const value = ((low + (high >>> 29)) | 0) ^ SIGN;
      if (value < least) least = value;
    }
    out[k] = least ^ SIGN;
  }
};
const SIGN = 1 << 31;
