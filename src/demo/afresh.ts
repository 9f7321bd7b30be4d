import { usage } from '../model/fault.js';
import type { Store } from '../model/ports.js';
import { isCrawlFile } from './crawl.js';

/**
 * Drops the database of an earlier demo, so that the next one begins empty. A database that holds anything else is left as it is.
 * @param store bound to another database
 * @throws Fault (usage) when the database holds pages that no demo put there
 */
export const startAfresh = async (store: Store, database: string): Promise<void> => {
  const tables = await store.rows<{ name: string }>('SELECT name FROM system.tables WHERE database = {database:String} ORDER BY name', { database });
  if (tables.length > 0) {
    const holds = (table: string): boolean => tables.some(({ name }) => name === table);
    const files = holds('ingest_files') ? await store.rows<{ file: string }>(`SELECT DISTINCT file FROM ${database}.ingest_files`) : [];
    const streams = holds('samples') ? await store.rows<{ topic: string }>(`SELECT DISTINCT src_topic AS topic FROM ${database}.samples WHERE src_topic != 'files'`) : [];
    const foreign = [...files.map(({ file }) => file).filter((file) => !isCrawlFile(file)), ...streams.map(({ topic }) => `topic ${topic}`),
      ...(holds('ingest_files') ? [] : tables.map(({ name }) => `table ${name}`))];
    if (foreign.length > 0) throw usage(`store: got database ${database} with ${foreign[0]} in it, allowed an empty one or one of an earlier demo (give the demo a --store of its own)`);
  }
  await store.command(`DROP DATABASE IF EXISTS ${database} SYNC`);
};
