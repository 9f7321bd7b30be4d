import type { Intent, Store } from '../model/ports.js';

/**
 * A store that asks before it inserts into a range which an earlier process declared and did not finish: a block is all or
 * nothing, so a row that is there means that the whole block is. Every other insert goes straight through. Parts of the range, which a log makes
 * that has lost messages since, are asked for by their own positions.
 */
export const once = (store: Store, open: Intent | null): Store =>
  open === null ? store : {
    ...store,
    insert: async (table, rows, columns, range) => {
      if (range.from >= open.from && range.to <= open.to && (await store.present(table, range))) return;
      await store.insert(table, rows, columns, range);
    },
  };
