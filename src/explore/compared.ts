import type { AnyRule } from '../model/rule.js';
import { compareSql, comparisonOf } from '../select/compare.js';
import type { Selection } from '../select/recipe.js';
import { resolveSelection } from '../select/resolve.js';
import type { Compared } from './answers.js';
import type { Reads } from './reads.js';
import { watermark } from './watermark.js';

/** A recipe under its name. */
interface Named { readonly name: string; readonly selection: Selection<AnyRule> }

/** Two recipes over the same pages: what both keep, only one, neither. */
export const compared = async (store: Reads, { database, a, b }: { readonly database: string; readonly a: Named; readonly b: Named }): Promise<Compared> => {
  const as_of = await watermark(store, database), [first, second] = await Promise.all([a, b].map(({ selection }) => resolveSelection(store, selection, database)));
  const sql = compareSql(first!, second!, database), parts = comparisonOf((await store.rows<Record<string, string>>(sql))[0]!);
  const n = Object.values(parts).reduce((sum, { documents }) => sum + documents, 0);
  return { as_of, exact: true, n, a: a.name, b: b.name, parts, sql };
};
