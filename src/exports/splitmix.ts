/*
 * SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014; constants as in S. Vigna's splitmix64.c):
 *
 *   state += 0x9e3779b97f4a7c15; z = state; z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9; z = (z ^ z >> 27) * 0x94d049bb133111eb; output z ^ z >> 31
 *
 * in halves of 32 bits, since a BigInt costs ten times as much: (ah, al) * (bh, bl) mod 2^64 has the low half of al * bl and, above it, the high half of that
 * plus al * bh + ah * bl. Seed 0 gives e220a8397b1dcdaf, 6e789e6aa1b965f4.
 */

/** High 32 bits of a product of two numbers of 32 bits. */
const high = (a: number, b: number): number => {
  const a0 = a & 0xffff, a1 = a >>> 16, b0 = b & 0xffff, b1 = b >>> 16, middle = a1 * b0 + ((a0 * b0) >>> 16);
  return (a1 * b1 + Math.floor(middle / 65536) + ((((middle & 0xffff) + a0 * b1) / 65536) >>> 0)) >>> 0;
};

/** @returns the first 53 bits of one output for a state that was increased already */
const output = (hi: number, lo: number): number => {
  let h = hi, l = lo;
  const mix = (shift: number, mh: number, ml: number): void => {
    const xl = (l ^ ((l >>> shift) | (h << (32 - shift)))) >>> 0, xh = (h ^ (h >>> shift)) >>> 0;
    h = (high(xl, ml) + Math.imul(xl, mh) + Math.imul(xh, ml)) >>> 0;
    l = Math.imul(xl, ml) >>> 0;
  };
  mix(30, 0xbf58476d, 0x1ce4e5b9);
  mix(27, 0x94d049bb, 0x133111eb);
  l = (l ^ ((l >>> 31) | (h << 1))) >>> 0;
  h = (h ^ (h >>> 31)) >>> 0;
  return h * 0x200000 + (l >>> 11);
};

/** The first two outputs of SplitMix64 seeded with a 64-bit number, each as its first 53 bits. */
export const splitMix = (seed: bigint, out: Float64Array): void => {
  const hi = Number(seed >> 32n), lo = Number(seed & 0xffffffffn);
  const l1 = lo + 0x7f4a7c15, h1 = (hi + 0x9e3779b9 + (l1 > 0xffffffff ? 1 : 0)) >>> 0;
  const l2 = (l1 >>> 0) + 0x7f4a7c15, h2 = (h1 + 0x9e3779b9 + (l2 > 0xffffffff ? 1 : 0)) >>> 0;
  out[0] = output(h1, l1 >>> 0);
  out[1] = output(h2, l2 >>> 0);
};
