/**
 * Values of a signal along a line. With `knee` > 0 the line is logarithmic away from zero and straight near it (asinh), so that zero and
 * negative values have a place too; 0 is a straight line. With `edges` every bin between two of them is equally wide instead.
 */
export interface Axis { readonly lo: number; readonly hi: number; readonly knee: number; readonly edges?: readonly number[] }

const binAt = (edges: ArrayLike<number>, value: number): number => {
  let low = 0, high = edges.length - 2;
  while (low < high) { const middle = (low + high + 1) >> 1; if (edges[middle]! <= value) low = middle; else high = middle - 1; }
  return low;
};
const bend = ({ knee, edges }: Axis, value: number): number => {
  if (edges === undefined) return knee > 0 ? Math.asinh(value / knee) : value;
  const bin = binAt(edges, value);
  return bin + (value - edges[bin]!) / (edges[bin + 1]! - edges[bin]!);
};
const unbend = ({ knee, edges }: Axis, bent: number): number => {
  if (edges === undefined) return knee > 0 ? knee * Math.sinh(bent) : bent;
  const bin = Math.min(edges.length - 2, Math.floor(bent));
  return edges[bin]! + (bent - bin) * (edges[bin + 1]! - edges[bin]!);
};

/** Value -> 0 ... 1, values outside at the ends. */
export const toUnit = (axis: Axis, value: number): number => {
  const lo = bend(axis, axis.lo), hi = bend(axis, axis.hi);
  return hi > lo ? Math.min(1, Math.max(0, (bend(axis, value) - lo) / (hi - lo))) : 0;
};

/** 0 ... 1 -> value. */
export const fromUnit = (axis: Axis, unit: number): number => {
  if (unit <= 0) return axis.lo;
  if (unit >= 1) return axis.hi;
  const lo = bend(axis, axis.lo), hi = bend(axis, axis.hi);
  return unbend(axis, lo + unit * (hi - lo));
};

/** The value at a place as few digits as the pixels of the line can tell apart; whole where the signal counts. */
export const pick = (axis: Axis, unit: number, pixels: number, isWhole: boolean): number => {
  const value = fromUnit(axis, unit), step = Math.abs(fromUnit(axis, Math.min(1, unit + 1 / pixels)) - fromUnit(axis, Math.max(0, unit - 1 / pixels))) / 2;
  if (isWhole) return Math.round(value);
  if (!(step > 0)) return value;
  const digits = Math.ceil(-Math.log10(step));
  return digits > 15 ? value : digits >= 0 ? Number(value.toFixed(digits)) : Math.round(value / 10 ** -digits) * 10 ** -digits;
};

/** Borders of `bins` bins of equal width along the line. */
export const edgesOf = (axis: Axis, bins: number): Float64Array => Float64Array.from({ length: bins + 1 }, (_, i) => fromUnit(axis, i / bins));

/** Round numbers in a range, the roundest first: 0, powers of ten, their fives and twos, then equal steps. */
const roundNumbers = ({ lo, hi }: Axis, wanted: number): number[] => {
  const found = new Set<number>(lo <= 0 && hi >= 0 ? [0] : []), size = Math.max(Math.abs(lo), Math.abs(hi)), top = Math.ceil(Math.log10(size || 1));
  for (const digit of [1, 5, 2]) for (let power = top; power > top - 8; power--) for (const sign of [1, -1]) found.add(Number((sign * digit * 10 ** power).toPrecision(1)));
  const step = 10 ** Math.floor(Math.log10((hi - lo) / wanted || 1));
  for (const times of [5, 2, 1]) for (let i = Math.ceil(lo / step / times), n = 0; i * step * times <= hi && n < 100; i++, n++) found.add(Number((i * step * times).toPrecision(12)));
  return [...found].filter((number) => number >= lo && number <= hi);
};

/** Round numbers along the line, far enough from each other that about `wanted` fit. */
export const ticks = (axis: Axis, wanted: number): number[] => {
  if (!(axis.hi > axis.lo)) return [axis.lo];
  if (axis.knee === 0 && axis.edges === undefined) {
    const rough = (axis.hi - axis.lo) / wanted, power = 10 ** Math.floor(Math.log10(rough)), step = power * ([1, 2, 5].find((digit) => digit * power >= rough) ?? 10), first = Math.ceil(axis.lo / step);
    return Array.from({ length: Math.floor(axis.hi / step) - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
  }
  const chosen: number[] = [], places: number[] = [];
  for (const number of roundNumbers(axis, wanted)) {
    const place = toUnit(axis, number);
    if (places.some((other) => Math.abs(other - place) < 0.75 / wanted)) continue;
    chosen.push(number);
    places.push(place);
  }
  return chosen.sort((a, b) => a - b);
};
