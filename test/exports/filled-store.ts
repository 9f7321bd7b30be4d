import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type ClickHouseStore } from '../../src/sinks/clickhouse.js';
import { migrate } from '../../src/sinks/schema.js';
import { writeCrawl } from '../crawl.js';
import { answer } from '../thresher.js';

/** A small store that `backfill` filled, held by this process. */
export interface FilledStore {
  /** For whatever a test writes; the store lies in it as `store`. */
  readonly folder: string;
  readonly path: string;
  readonly store: ClickHouseStore;
  /** More pages come in. */
  readonly more: (seed: number, count: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Fills a store with generated pages. */
export const fillStore = async (seed: number, count: number): Promise<FilledStore> => {
  const folder = mkdtempSync(join(tmpdir(), 'thresher-exports-')), path = join(folder, 'store');
  const backfill = (from: number, pages: number): Promise<unknown> => answer(['backfill', ...writeCrawl(join(folder, `crawl-${from}`), from, pages), '--store', path, '--workers', '0', '--batch-rows', '150']);
  await backfill(seed, count);
  const store = await openStore({ store: path, database: 'thresher', version: 'test' });
  await migrate(store, { bands: 14 });
  return {
    folder, path, store,
    more: async (from, pages) => { await backfill(from, pages); },
    close: async () => { await store.close(); rmSync(folder, { recursive: true, force: true }); },
  };
};
