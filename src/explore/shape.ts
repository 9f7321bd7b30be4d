import type { Selection } from '../select/recipe.js';
import { documents, keptSql } from '../select/sql.js';
import { floatColumns } from './float-columns.js';
import { FINE_BITS, keySql } from './grid.js';
import type { Reads } from './reads.js';
import { value } from './signal.js';

/** How a signal is spread over the fine grid: one entry a bin that has pages, ascending. */
export interface Shape {
  readonly keys: Float64Array;
  /** Smallest and greatest value in the bin. */
  readonly least: Float64Array;
  readonly most: Float64Array;
  readonly documents: Float64Array;
  /** Six weights a bin, in the order of `WEIGHTS`; of pages without a value in `nulls`. */
  readonly weights: readonly Float64Array[];
  readonly nulls: readonly number[];
}
export const WEIGHTS = ['count()', 'sum(tokens_est)', 'sum(text_bytes)', 'countIf(kept)', 'sumIf(tokens_est, kept)', 'sumIf(text_bytes, kept)'] as const;

/**
 * One scan: pages, tokens and bytes of every bin of the fine grid, all and kept, and of the pages without a value. Sums are exact below 2^53.
 * @param only further condition; '' = none
 */
export const shapeSql = (selection: Selection, database: string, signal: string, only: string): string => [
  `SELECT ifNull(toFloat64(key), nan) AS bin, ifNull(min(v), nan) AS least, ifNull(max(v), nan) AS most, ${WEIGHTS.map((weight, i) => `toFloat64(${weight}) AS w${i}`).join(', ')}`,
  `FROM (SELECT v, ${keySql('v', FINE_BITS)} AS key, tokens_est, text_bytes, kept`,
  `  FROM (SELECT ${value(signal)} AS v, tokens_est, text_bytes, ${keptSql(selection)} AS kept FROM ${documents(database)}${only === '' ? '' : ` WHERE ${only}`}))`,
  'GROUP BY key ORDER BY key NULLS LAST',
].join('\n');

export const shapeOf = async (store: Pick<Reads, 'stream'>, sql: string): Promise<Shape> => {
  const [keys, least, most, ...weights] = await floatColumns(store, sql, 3 + WEIGHTS.length) as [Float64Array, Float64Array, Float64Array, ...Float64Array[]];
  const bins = keys.length > 0 && Number.isNaN(keys[keys.length - 1]!) ? keys.length - 1 : keys.length, cut = (column: Float64Array): Float64Array => column.subarray(0, bins);
  return {
    keys: cut(keys), least: cut(least), most: cut(most), documents: cut(weights[0]!), weights: weights.map(cut), nulls: weights.map((weight) => (bins < keys.length ? weight[bins]! : 0)),
  };
};

/** Index of the bin that holds the value of a rank (counted from 0), and how many values are before that bin. */
export const binOfRank = (documents: Float64Array, rank: number): { readonly bin: number; readonly before: number } => {
  let before = 0, bin = 0;
  while (bin < documents.length - 1 && before + documents[bin]! <= rank) before += documents[bin++]!;
  return { bin, before };
};

export const total = (column: Float64Array): number => { let sum = 0; for (const one of column) sum += one; return sum; };
