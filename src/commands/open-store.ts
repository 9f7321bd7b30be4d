import { existsSync, readdirSync } from 'node:fs';
import { describeConfig, type Config } from '../config.js';
import { usage } from '../model/fault.js';
import { openStore, type ClickHouseStore } from '../sinks/clickhouse.js';
import { checkSchema, knownMigrations } from '../sinks/schema.js';
import type { Context } from './verb.js';

/** Is there a store? A server is asked when it is opened; a folder that is missing or empty is none. */
export const storeExists = (store: string): boolean => /^https?:\/\//.test(store) || (existsSync(store) && readdirSync(store).length > 0);

/** The store as it may be shown: without the password of its URL. */
export const storeName = (config: Config): string => String(describeConfig(config).find(({ key }) => key === 'store')!.value);

/**
 * The store of the settings for a verb that reads: none is made where there is none.
 * @throws Fault (usage): no store there, one of a newer thresher, or one whose tables are missing or older
 */
export const openForReading = async (context: Pick<Context, 'config' | 'version'>): Promise<ClickHouseStore> => {
  const { store: where, database } = context.config;
  if (!storeExists(where)) throw usage(`store ${where}: there is none; \`thresher backfill\` makes one`);
  const store = await openStore({ store: where, database, version: context.version, mustExist: true });
  try {
    const version = await checkSchema(store), newest = knownMigrations().at(-1)?.version ?? 0;
    if (version < newest) {
      throw usage(`store ${storeName(context.config)}: got schema version ${version} in database ${database}, allowed ${newest}; \`thresher migrate\` brings it there`);
    }
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
};
