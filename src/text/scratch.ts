/**
 * Working memory that is kept from one document to the next: the same array when `need` fits, otherwise a new one of the next power of
 * two. An array that is both large (over a million items) and sixteen times too large is let go, so that one huge page does not hold its
 * memory for the rest of the run. Contents are undefined.
 */
export const reserve = (array: Int32Array<ArrayBuffer>, need: number): Int32Array<ArrayBuffer> => {
  if (need <= array.length && (array.length <= LARGE || need > array.length / 16)) return array;
  return new Int32Array(capacity(need));
};
const LARGE = 1 << 20;

/** Like `reserve`, but the first `used` items stay. */
export const extend = (array: Int32Array<ArrayBuffer>, need: number, used: number): Int32Array<ArrayBuffer> => {
  if (need <= array.length) return array;
  const grown = new Int32Array(capacity(need));
  grown.set(array.subarray(0, used));
  return grown;
};

/** The power of two that holds `need` items, at least 1024. */
export const capacity = (need: number): number => {
  let size = 1024;
  while (size < need) size *= 2;
  return size;
};
