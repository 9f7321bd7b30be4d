import type { Selection } from './recipe.js';
import { documents, keptSql } from './sql.js';

/** Pages and their estimated tokens. */
export interface Amount { readonly documents: number; readonly tokens: number }

/** Two selections over the same pages: the four amounts add up to all of them. */
export interface Comparison { readonly both: Amount; readonly onlyA: Amount; readonly onlyB: Amount; readonly neither: Amount }

const PARTS = { both: 'kept_a AND kept_b', onlyA: 'kept_a AND NOT kept_b', onlyB: 'NOT kept_a AND kept_b', neither: 'NOT kept_a AND NOT kept_b' } as const;

/** One row for `comparisonOf`, from one scan, so that the four parts belong to the same moment. */
export const compareSql = (a: Selection, b: Selection, database: string): string => [
  `SELECT ${Object.entries(PARTS).map(([part, holds]) => `countIf(${holds}) AS ${part}_documents, sumIf(tokens_est, ${holds}) AS ${part}_tokens`).join(',\n  ')}`,
  `FROM (SELECT tokens_est, ${keptSql(a)} AS kept_a, ${keptSql(b)} AS kept_b FROM ${documents(database)})`,
].join('\n');

/** The row of `compareSql` (64-bit integers as strings) as numbers. */
export const comparisonOf = (row: Readonly<Record<string, string | number>>): Comparison => {
  const amount = (part: keyof typeof PARTS): Amount => ({ documents: Number(row[`${part}_documents`]), tokens: Number(row[`${part}_tokens`]) });
  return { both: amount('both'), onlyA: amount('onlyA'), onlyB: amount('onlyB'), neither: amount('neither') };
};
