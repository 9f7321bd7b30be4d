import { usage } from '../model/fault.js';
import type { Store } from '../model/ports.js';
import { columnsIn } from '../select/leaves.js';
import type { Selection } from '../select/recipe.js';
import { nearest } from '../text/nearest.js';
import { FIELDS } from './shard.js';

/** Columns that exports have unless others are named: what a page is, and what the rules look at. */
export const usualColumns = ({ rules }: Selection): string[] =>
  [...new Set(['record_id', 'snapshot', 'domain', 'lang', 'lang_score', 'tokens_est', ...columnsIn(rules)])].filter((name) => !FIELDS.includes(name));

/**
 * Named columns without those that every export has, each once.
 * @param what begins the sentences of a fault
 * @throws Fault (usage), one line for each that `documents` does not have
 */
export const checkColumns = async (store: Pick<Store, 'rows'>, columns: readonly string[], what = '--columns'): Promise<string[]> => {
  const found = await store.rows<{ name: string }>("SELECT name FROM system.columns WHERE database = currentDatabase() AND table = 'documents'"), known = found.map(({ name }) => name);
  const unknown = columns.filter((name) => !FIELDS.includes(name) && !known.includes(name));
  if (unknown.length > 0) {
    throw usage(...unknown.map((name) => {
      const meant = nearest(name, known);
      return `${what}: got '${name}', which this store does not have, allowed columns of documents${meant ? ` (did you mean ${meant}?)` : ''}`;
    }));
  }
  return [...new Set(columns)].filter((name) => !FIELDS.includes(name));
};
