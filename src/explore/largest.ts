import { identifier } from '../select/compile.js';
import { documents } from '../select/sql.js';
import type { Reads } from './reads.js';

/** Pages by which domains are ranked: all of them in a store that is not larger. */
const LOOKED_AT = 2 ** 20;

/**
 * The languages or domains with most pages, most first, of equal ones by name. Which domains these are is seen from about a million pages (the first by id, which is
 * a hash): counting each of a million domains over all pages would take longer than everything that is asked about them.
 * @param n documents of the store
 */
export const largest = async (store: Pick<Reads, 'rows'>, database: string, by: 'lang' | 'domain', count: number, n: number): Promise<string[]> => {
  const shift = by === 'lang' ? 0 : Math.max(0, Math.ceil(Math.log2(n / LOOKED_AT))), only = shift === 0 ? '' : ` WHERE id < ${1n << BigInt(64 - shift)}`;
  const rows = await store.rows<{ name: string }>(
    `SELECT toString(${identifier(by)}) AS name, count() AS pages FROM ${documents(database)}${only} GROUP BY name ORDER BY pages DESC, name LIMIT ${count}`);
  return rows.map(({ name }) => name);
};

/** Documents of the store. */
export const documentCount = async (store: Pick<Reads, 'rows'>, database: string): Promise<number> =>
  Number((await store.rows<{ n: string }>(`SELECT count() AS n FROM ${documents(database)}`))[0]!.n);
