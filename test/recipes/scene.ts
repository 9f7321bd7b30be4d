import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openStore, type ClickHouseStore } from '../../src/sinks/clickhouse.js';
import { ensureColumns, migrate } from '../../src/sinks/schema.js';

export interface Row { readonly topic?: string; readonly partition?: number; readonly offset: number; readonly recipe: number; readonly lang?: string; readonly words?: number | null; readonly tokens?: number }

/** A folder for embedded stores of one test file, gone when it is over. */
export const storeScene = () => {
  const root = mkdtempSync(join(tmpdir(), 'thresher-recipes-')), opened: ClickHouseStore[] = [];
  let made = 0;
  afterAll(async () => {
    for (const store of opened.reverse()) await store.close();
    rmSync(root, { recursive: true, force: true });
  });
  const connect = async (database: string): Promise<ClickHouseStore> => {
    const store = await openStore({ store: join(root, 'store'), database, version: '0.0.0', backoffMs: 20 });
    opened.push(store);
    return store;
  };
  return {
    connect,
    /** An empty store whose pages have the signals `words` and `ratio`. */
    fresh: async (): Promise<{ store: ClickHouseStore; database: string }> => {
      const database = `recipes_${made++}`, store = await connect(database);
      await migrate(store, { bands: 14 });
      await ensureColumns(store, 'samples', [{ name: 'words', type: 'Nullable(UInt32)' }, { name: 'ratio', type: 'Nullable(Float64)' }]);
      return { store, database };
    },
    fill: (store: ClickHouseStore, rows: readonly Row[]): Promise<void> => store.command(
      `INSERT INTO samples (src_topic, src_partition, src_offset, stream_recipe, lang, words, tokens_est) VALUES ${rows.map(({ topic = 't', partition = 0, offset, recipe, lang = 'en', words = null, tokens = 1 }) =>
        `('${topic}', ${partition}, ${offset}, ${recipe}, '${lang}', ${words ?? 'NULL'}, ${tokens})`).join(', ')}`),
  };
};
