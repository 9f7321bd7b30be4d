import { identifier, literal } from '../select/compile.js';
import type { Selection } from '../select/recipe.js';
import { resolveSelection } from '../select/resolve.js';
import { documents, keptSql } from '../select/sql.js';
import type { Density } from './answers.js';
import { chooseEdges } from './edges.js';
import { floatColumns } from './float-columns.js';
import { edgeBelow, FINE_BITS, keyOf, keySql } from './grid.js';
import type { Asked, Reads } from './reads.js';
import { total } from './shape.js';
import { needSignals, value, within } from './signal.js';
import { watermark } from './watermark.js';

/** `bins`: about how many in each direction, 1 to 128, 48 unless given. */
export interface DensityAsked extends Asked { readonly x: string; readonly y: string; readonly bins?: number | undefined }

/** One row a cell that has pages, under the lower edges of its bins, to be read. */
export const densitySql = (selection: Selection, database: string, x: Density['x'], y: Density['y']): string => {
  const bin = ({ signal, edges }: Density['x']): string => (edges.length === 0 ? value(signal) : `roundDown(${value(signal)}, [${edges.slice(0, -1).map((edge) => `toFloat64(${literal(edge)})`).join(', ')}])`);
  return [
    'SELECT x, y, count() AS documents, countIf(kept) AS kept_documents',
    `FROM (SELECT ${bin(x)} AS x, ${bin(y)} AS y, ${keptSql(selection)} AS kept FROM ${documents(database)})`,
    'WHERE x IS NOT NULL AND y IS NOT NULL GROUP BY x, y ORDER BY x, y',
  ].join('\n');
};

/** The coarsest grid that the inner edges are on: few keys, so few pairs of keys. (What lies beyond the outer edges does not matter, no value does.) */
const bitsOf = ({ edges }: Density['x']): number => {
  for (let bits = 0; bits < FINE_BITS; bits++) if (edges.slice(1, -1).every((edge) => edgeBelow(edge, bits) === edge)) return bits;
  return FINE_BITS;
};

/** The same by whole numbers: pairs of keys are counted, then binned by search among the keys of the edges. */
const cellsSql = (selection: Selection, database: string, x: Density['x'], y: Density['y']): string => {
  const bits = [bitsOf(x), bitsOf(y)] as const;
  const place = (key: string, { edges }: Density['x'], m: number): string => { const keys = `[${edges.slice(0, -1).map((edge) => keyOf(edge, m)).join(', ')}]`; return `toFloat64(indexOf(${keys}, roundDown(assumeNotNull(${key}), ${keys})) - 1)`; };
  return [
    `SELECT ${place('kx', x, bits[0])}, ${place('ky', y, bits[1])}, toFloat64(pages), toFloat64(kept_pages)`,
    'FROM (SELECT kx, ky, count() AS pages, countIf(kept) AS kept_pages',
    `  FROM (SELECT ${keySql('vx', bits[0])} AS kx, ${keySql('vy', bits[1])} AS ky, kept`,
    `    FROM (SELECT ${value(x.signal)} AS vx, ${value(y.signal)} AS vy, ${keptSql(selection)} AS kept FROM ${documents(database)}))`,
    '  WHERE isNotNull(kx) AND isNotNull(ky) GROUP BY kx, ky)',
  ].join('\n');
};

const axis = async (store: Reads, database: string, signal: string, bins: number): Promise<Density['x']> => {
  const [keys, counts, least, most] = await floatColumns(store, [
    'SELECT toFloat64(key) AS bin, toFloat64(count()), min(v), max(v)',
    `FROM (SELECT assumeNotNull(${value(signal)}) AS v, ${keySql('v', FINE_BITS)} AS key FROM ${documents(database)} WHERE ${identifier(signal)} IS NOT NULL)`, 'GROUP BY key ORDER BY bin',
  ].join('\n'), 4) as [Float64Array, Float64Array, Float64Array, Float64Array];
  return { signal, edges: chooseEdges({ keys, documents: counts, bits: FINE_BITS, min: least[0]!, max: most.at(-1)!, whole: least.every(Number.isInteger) && most.every(Number.isInteger) }, bins) };
};

/** Pages that have both values, by both. @throws Fault (usage): no such number column, bins out of range */
export const density = async (store: Reads, { database, selection, x, y, bins = 48 }: DensityAsked): Promise<Density> => {
  within('bins', bins, 1, 128);
  await needSignals(store, [x, y]);
  const as_of = await watermark(store, database), resolved = await resolveSelection(store, selection, database);
  const across = await axis(store, database, x, bins), up = x === y ? across : await axis(store, database, y, bins), columns = Math.max(across.edges.length - 1, 0), rows = Math.max(up.edges.length - 1, 0);
  const all = Array<number>(columns * rows).fill(0), kept = Array<number>(columns * rows).fill(0);
  if (all.length > 0) {
    const [i, j, pages, keptPages] = await floatColumns(store, cellsSql(resolved, database, across, up), 4) as [Float64Array, Float64Array, Float64Array, Float64Array];
    pages.forEach((count, row) => { const cell = i[row]! * rows + j[row]!; all[cell]! += count; kept[cell]! += keptPages[row]!; });
  }
  return { as_of, exact: true, n: total(Float64Array.from(all)), x: across, y: up, all, kept, sql: densitySql(resolved, database, across, up) };
};
