// Edges that are good to look at, chosen from the data: few significant bits, so that they are edges of the grid (counts by them are exact), and so that a few new pages
// leave them where they are.
//
// The middle is what lies between the 0.1st and the 99.9th percentile; a few far pages must not squeeze everything else into one bin. It is cut either evenly, at
// multiples of a power of two (a fraction by 1/64, a count of lines by 4), or by octaves, each in 1, 2, 4 ... 32 equal parts, when the values are spread over
// magnitudes (99.9th percentile at least 16 times the median, nothing negative). What lies outside is in one bin more on either side. Signals with whole
// numbers get no edge between two of them, so that no bin is empty for want of numbers.
//
// Example: word counts with median 300 and 99.9th percentile 20,000 -> octaves by 4: 16, 20, 24, 28, 32, 40 ... 20480, and the rest up to the longest page.

import { edgeAbove, edgeBelow, edgeOf, keyOf } from './grid.js';
import { binOfRank, total } from './shape.js';

/** How values are spread: one entry a bin of the grid of `bits`, ascending by key. */
export interface Spread { readonly keys: Float64Array; readonly documents: Float64Array; readonly bits: number; /** Smallest and greatest value, or edges around them. */ readonly min: number; readonly max: number; readonly whole: boolean }

const FAR = 16, WIDEST_OCTAVES = 40;

const evenly = (low: number, high: number, bins: number, { bits, whole }: Spread): number[] => {
  const size = Math.max(Math.abs(low), Math.abs(high)), finest = size === 0 ? 1 : 2 ** (Math.floor(Math.log2(size)) - bits);
  const width = Math.max(2 ** Math.ceil(Math.log2((high - low || 1) / bins)), finest, whole ? 1 : 0), edges: number[] = [], last = Math.ceil((whole ? high + 1 : high) / width);
  for (let i = Math.floor(low / width); i <= last; i++) edges.push(i * width);
  return edges;
};

const byOctaves = (low: number, high: number, bins: number, { bits, whole }: Spread): number[] => {
  const first = Math.floor(Math.log2(low)), octaves = Math.log2(high) - first;
  let parts = 1;
  while (parts * 2 * octaves <= bins && parts < 2 ** Math.min(bits, 5)) parts *= 2;
  const edges: number[] = [];
  for (let e = first; 2 ** e <= high; e++) {
    for (let i = 0; i < parts; i++) {
      const edge = 2 ** e * (1 + i / parts);
      edges.push(edge);
      if (edge > high) break;
    }
  }
  if (edges.at(-1)! <= high) edges.push(2 * 2 ** Math.floor(Math.log2(high)));
  return whole ? edges.filter(Number.isInteger) : edges;
};

/** Edges for about `bins` bins, ascending, on the grid, the smallest and greatest value within; [] when there is no value. */
export const chooseEdges = (spread: Spread, bins: number): number[] => {
  const { keys, documents, bits, min, max, whole } = spread, n = total(documents), holds = (edge: number): boolean => (whole ? edge <= max : edge < max);
  if (n === 0) return [];
  // Zeros alone: the numbers of their bin are too small to be cut.
  if (keys.every((key) => key === 0)) return [0, 1];
  const at = (rank: number): number => edgeOf(keys[binOfRank(documents, rank).bin]!, bits), clip = (edge: number): number => Math.min(Math.max(edge, min), max);
  const last = keys[binOfRank(documents, Math.ceil(n * 0.999) - 1).bin]!;
  // Where all but a few are 0, those few are what there is to see: the bin of 0 ends at the smallest number that there is.
  const low = clip(at(Math.floor(n * 0.001))), median = clip(at(Math.floor(n / 2))), high = last === 0 && !whole ? max : clip(edgeOf(last + (whole ? 0 : 1), bits));
  const positive = keys.findIndex((key) => key > 0), least = positive < 0 ? 0 : Math.max(edgeOf(keys[positive]!, bits), low, high / 2 ** Math.min(bins, WIDEST_OCTAVES));
  const middle = (low >= 0 && high > 0 && median * FAR <= high && least < high ? byOctaves(least, high, bins, spread) : evenly(low, high, bins, spread));
  const inside = middle.filter((edge, i) => (i === 0 || holds(middle[i - 1]!)) && (i === middle.length - 1 || middle[i + 1]! > min));
  const edges = [...(min < inside[0]! ? [edgeBelow(min, bits)] : []), ...inside, ...(max > inside.at(-1)! ? [edgeAbove(max, bits)] : [])];
  return edges.length > 1 ? edges : [...edges, edgeOf(keyOf(edges[0]!, bits) + 1, bits)];   // one value, itself an edge
};
