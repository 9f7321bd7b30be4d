import { usage } from '../model/fault.js';
import { literal } from '../select/compile.js';
import { resolveSelection } from '../select/resolve.js';
import { storeColumns } from '../select/store-columns.js';
import type { Documents } from './answers.js';
import { pageRowsSql, pagesOf } from './page-rows.js';
import type { Asked, Reads } from './reads.js';
import { needSignals } from './signal.js';
import { watermark } from './watermark.js';

/** Either `ids` (decimal, 1 to 200; pages come in their order, those that are not there are missing) or `url` (exactly as stored; the first 50 pages with it by snapshot and id). */
export interface DocumentsAsked extends Asked { readonly ids?: readonly string[] | undefined; readonly url?: string | null; readonly signal?: string | null }

const MOST_IDS = 200, MOST_PAGES = 50;
const isId = (id: string): boolean => /^\d{1,20}$/.test(id) && BigInt(id) < 1n << 64n;

/** What there is about these pages. @throws Fault (usage): neither or both given, too many ids, an id that is none, no such signal */
export const documentsOf = async (store: Reads, { database, selection, ids, url = null, signal = null }: DocumentsAsked): Promise<Documents> => {
  if ((ids === undefined) === (url === null)) throw usage('documents: got neither or both of ids and url, allowed one of them');
  if (ids && (ids.length === 0 || ids.length > MOST_IDS)) throw usage(`ids: got ${ids.length}, allowed 1 to ${MOST_IDS}`);
  const wrong = ids?.find((id) => !isId(id));
  if (wrong !== undefined) throw usage(`ids: got '${wrong.slice(0, 40)}', allowed whole numbers below 2^64`);
  if (signal !== null) await needSignals(store, [signal]);
  const as_of = await watermark(store, database), resolved = await resolveSelection(store, selection, database), columns = { signal, scores: (await storeColumns(store)).scores };
  const where = ids ? `id IN (${ids.map((id) => BigInt(id)).join(', ')})` : `url = ${literal(url!)}`, order = `ORDER BY snapshot, id, src_topic, src_partition, src_offset LIMIT ${ids ? '1 BY id' : MOST_PAGES}`;
  const found = await pagesOf(store, pageRowsSql(resolved, database, columns, where, order), resolved, database, columns);
  const wanted = ids?.map((id) => String(BigInt(id)));
  return { as_of, exact: true, n: found.length, pages: wanted ? [...new Set(wanted)].flatMap((id) => found.find((page) => page.id === id) ?? []) : found };
};
