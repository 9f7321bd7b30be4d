import { edgeBelow, edgeOf, FINE_BITS } from './grid.js';
import { binOfRank, total } from './shape.js';

/** More ranks than points are looked at, since many may fall on one value. */
const TRIES = 16;

/** Evenly from one number to another, each moved down to the grid; equal ones once. */
const evenly = (low: number, high: number, points: number): number[] =>
  [...new Set(Array.from({ length: points }, (_, i) => (i === points - 1 ? high : edgeBelow(low + ((high - low) * i) / (points - 1), FINE_BITS))))];

/**
 * Cut points, ascending, all different: spread evenly over the pages (every hundredth of them between two), from one that all values reach to the bin of the greatest.
 * A signal with fewer bins than that gets points evenly between its smallest and greatest value instead, and where those are too close together, from 0 on (to 1 when
 * all are 0). All are edges of the fine grid, so counts by them are exact. [] when there is no value.
 * @param keys bins of the fine grid that have pages, ascending
 */
export const thresholds = (keys: Float64Array, documents: Float64Array, points: number): number[] => {
  const n = total(documents);
  if (n === 0) return [];
  if (points === 1) return [edgeOf(keys[binOfRank(documents, Math.floor(n / 2)).bin]!, FINE_BITS)];
  const found: number[] = [], ranks = points * TRIES;
  for (let i = 0, bin = 0, before = 0; i <= ranks; i++) {
    const rank = i === ranks ? n - 1 : Math.floor((i / ranks) * n);
    while (bin < keys.length - 1 && before + documents[bin]! <= rank) before += documents[bin++]!;
    if (found.at(-1) !== keys[bin]) found.push(keys[bin]!);
  }
  if (found.length >= points) return Array.from({ length: points }, (_, i) => edgeOf(found[Math.round((i * (found.length - 1)) / (points - 1))]!, FINE_BITS));
  const first = edgeOf(keys[0]!, FINE_BITS), last = edgeOf(keys.at(-1)!, FINE_BITS), between = evenly(first, last, points);
  return between.length === points ? between : evenly(Math.min(first, 0), first === 0 && last === 0 ? 1 : Math.max(last, 0), points);
};
