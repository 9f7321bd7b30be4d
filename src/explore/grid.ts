// One grid of bins for every signal: intervals [lower, upper) whose edges are Float64 numbers with few significant bits.
//
// A Float64 is sign, exponent and mantissa, and its 63 bits behind the sign, read as a whole number, grow with its size. With the sign applied to that
// number (s = bits for x >= 0, -bits for x < 0; both zeros are 0) s grows with x over the whole line. The key of a value is s divided by 2^(52 - m), rounded
// down: the top m bits of the mantissa stay, so every octave [2^e, 2^(e+1)) is cut into 2^m bins of equal width, whatever the signal's scale. An edge
// is the number whose key it is and whose other bits are 0, hence exact; and x >= edge is the same as key(x) >= key(edge), on the negative side too, because
// rounding is downwards in s and not towards zero.
//
// Why not bins per signal: their range would have to be known before the first page, and counts of two times could not be added up. Quantile sketches add up
// but answer no `documents below 50` exactly. This grid does for every edge on it, and the edges that are shown (edges.ts) are on it.
//
// Example, m = 2: 5.3 = 1.325 * 2^2 -> octave [4, 8) in quarters, bin [5, 6); -5.3 -> bin [-6, -5).
// Cost: shift, subtraction and a hash of 4 bytes a value. m = 5 (bins 1.6 to 3.1 % wide) for the kept levels, m = 12 (0.012 to 0.024 %) for cuts and percentiles.

const view = new DataView(new ArrayBuffer(8));

/** Bits of the mantissa that the kept levels know. */
export const LEVEL_BITS = 5;
/** Bits of the mantissa for cuts, edges and the search for percentiles. */
export const FINE_BITS = 12;

/** SQL for the key (Int32, NULL where it is) of a Float64 expression that is named once. @param bits of the mantissa, 0 to 20 */
export const keySql = (value: string, bits: number): string =>
  `toInt32(bitShiftRight(if(reinterpretAsInt64(${value}) < 0, -9223372036854775807 - 1 - reinterpretAsInt64(${value}), reinterpretAsInt64(${value})), ${52 - bits}))`;

/** The key of a value that is no NaN. */
export const keyOf = (value: number, bits: number): number => {
  view.setFloat64(0, value);
  const high = view.getInt32(0), low = view.getUint32(4), drop = 20 - bits;
  if (high >= 0) return high >> drop;
  const magnitude = high & 0x7fffffff, key = magnitude >> drop;
  return -(key + ((magnitude & ((1 << drop) - 1)) !== 0 || low !== 0 ? 1 : 0)) + 0;
};

/** Lower edge of a bin: the smallest number with this key. */
export const edgeOf = (key: number, bits: number): number => {
  view.setInt32(0, Math.abs(key) << (20 - bits));
  view.setUint32(4, 0);
  const size = view.getFloat64(0);
  return key < 0 ? -size : size;
};

/** Greatest edge that is not above the value. */
export const edgeBelow = (value: number, bits: number): number => edgeOf(keyOf(value, bits), bits);
/** Smallest edge that is not below the value. */
export const edgeAbove = (value: number, bits: number): number => { const below = edgeBelow(value, bits); return below === value ? value : edgeOf(keyOf(value, bits) + 1, bits); };
