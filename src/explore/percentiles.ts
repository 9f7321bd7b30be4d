import { literal } from '../select/compile.js';
import { documents } from '../select/sql.js';
import { FINE_BITS, keySql } from './grid.js';
import type { Reads } from './reads.js';
import { binOfRank, total, type Shape } from './shape.js';
import { value } from './signal.js';

/** Arrays of the engine end here: of a bin with more values than that, all different from the next, the smallest stands for all. */
const LONGEST = 16_000_000;

/** Ranks (from 0) of the percentiles 0 ... 100 among n values. */
const ranks = (n: number): number[] => Array.from({ length: 101 }, (_, p) => (p === 100 ? n - 1 : p === 50 && n % 2 === 0 ? n / 2 - 1 : Math.min(Math.floor((p / 100) * n), n - 1)));

/**
 * Exact values at 0, 1 ... 100 % of the documents that have one: value number floor(p * n) of n in ascending order, of two middle ones the lower; [] when none has.
 *
 * The shape says in which bin of the fine grid each one is. Most bins of interest hold one value; of the others only their own values are read and sorted,
 * about a hundredth of a percent of all (`quantilesExact` with 101 levels takes fifty times as long).
 * @param only the condition that the shape was made under
 */
export const percentilesOf = async (store: Reads, shape: Shape, database: string, signal: string, only: string): Promise<number[]> => {
  const n = total(shape.documents);
  if (n === 0) return [];
  const places = ranks(n).map((rank) => { const { bin, before } = binOfRank(shape.documents, rank); return { bin, rank: rank - before }; });
  const open = [...new Set(places.map(({ bin }) => bin))].filter((bin) => shape.least[bin] !== shape.most[bin] && shape.documents[bin]! <= LONGEST), sorted = new Map<number, number[]>();
  if (open.length > 0) {
    const wanted = open.map((bin) => `[${places.filter((place) => place.bin === bin).map(({ rank }) => rank + 1).join(', ')}]`), keys = open.map((bin) => literal(shape.keys[bin]!));
    const rows = await store.rows<{ place: number; found: number[] }>([
      `SELECT indexOf([${keys.join(', ')}], key) AS place, arrayMap(rank -> sorted[rank], [${wanted.join(', ')}][place]) AS found`,
      `FROM (SELECT key, arraySort(groupArray(v)) AS sorted FROM (SELECT v, ${keySql('v', FINE_BITS)} AS key`,
      `    FROM (SELECT ${value(signal)} AS v FROM ${documents(database)} WHERE isNotNull(v)${only === '' ? '' : ` AND ${only}`}))`,
      `  WHERE key IN (${keys.join(', ')}) GROUP BY key)`,
    ].join('\n'));
    for (const { place, found } of rows) sorted.set(open[Number(place) - 1]!, found);
  }
  const taken = new Map<number, number>();
  return places.map(({ bin }) => {
    const found = sorted.get(bin), i = taken.get(bin) ?? 0;
    taken.set(bin, i + 1);
    return found?.[i] ?? shape.least[bin]!;
  });
};
