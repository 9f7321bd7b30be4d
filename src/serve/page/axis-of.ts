import { edgesOf, type Axis } from './axis.js';
import type { Spread } from './sample.js';

const LONG_TAIL = 6, FEW = 40;

/**
 * The line that suits the values of a signal: straight, or logarithmic when its upper hundredth takes up most of a straight one.
 * @param isLog what the reader wants; null = as suits
 */
export const axisOf = ({ min, max, p01, p25, p99, isWhole }: Spread, isLog: boolean | null): Axis => {
  const hasTail = max - min > LONG_TAIL * (p99 - p01) && max > min, isWide = isWhole && min >= 0 && max > 1000;
  const knee = isWhole ? 1 : Math.max(max * 1e-4, p25 > 0 ? p25 / 2 : 0, Number.MIN_VALUE);
  if (isWhole && max - min < FEW && isLog !== true) return { lo: min, hi: max + 1, knee: 0 };   // a bin for each number
  return { lo: min, hi: max > min ? max : min + 1, knee: isLog ?? (hasTail || isWide) ? knee : 0 };
};

/** Borders of at most `most` bins along that line; of a signal with few whole numbers one bin for each. */
export const edgesFor = (spread: Spread, isLog: boolean | null, most: number): Float64Array => {
  const axis = axisOf(spread, isLog);
  return edgesOf(axis, spread.isWhole && axis.knee === 0 ? Math.max(1, Math.min(most, axis.hi - axis.lo)) : most);
};
