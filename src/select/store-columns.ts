import type { Store } from '../model/ports.js';
import { ruleColumns, type RuleColumns } from './columns.js';

/** What the pages of a store were measured with. */
export interface StoreColumns {
  /** What rules may name: columns that every document has, signals, scores. */
  readonly rules: RuleColumns;
  /** Columns of the scorers' outputs. */
  readonly scores: readonly string[];
}

/** Signals and scores are the nullable numbers of `documents`; a scorer's are those that begin with the name in its `<scorer>_model`. */
export const storeColumns = async (store: Pick<Store, 'rows'>): Promise<StoreColumns> => {
  const found = await store.rows<{ name: string; type: string }>(
    "SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = 'documents' ORDER BY position");
  const measured = found.filter(({ type }) => type === 'Nullable(Float64)' || type === 'Nullable(UInt32)').map(({ name }) => name);
  const scorers = found.filter(({ name }) => name.endsWith('_model')).map(({ name }) => name.slice(0, -'model'.length));
  return { rules: ruleColumns([], measured), scores: measured.filter((name) => scorers.some((scorer) => name.startsWith(scorer))) };
};
