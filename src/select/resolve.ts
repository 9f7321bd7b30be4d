import type { AnyRule } from '../model/rule.js';
import type { Store } from '../model/ports.js';
import { cutsSql, resolved, type CutRow } from './cuts.js';
import type { Selection } from './recipe.js';

/** A selection with every cut a number, and where the numbers come from. One query when a cut is a quantile, none otherwise. */
export const withCuts = async (store: Pick<Store, 'rows'>, asked: Selection<AnyRule>, database: string): Promise<ReturnType<typeof resolved>> => {
  const query = cutsSql(asked, database);
  return resolved(asked, query === null ? [] : await store.rows<CutRow>(query));
};

/** A selection with every cut a number. */
export const resolveSelection = async (store: Pick<Store, 'rows'>, asked: Selection<AnyRule>, database: string): Promise<Selection> =>
  (await withCuts(store, asked, database)).selection;
