// Which rows a sample consists of, in a name that anybody can work with again.
//
// A page belongs to a sample of shift s when the top s bits of its id are 0. Ids are hashes, so that is every 2^s-th page, whatever it is, the same ones at every
// look, and a larger shift takes a part of what a smaller one takes. The table is sorted by snapshot, language, id: the sample is the beginning of each group, and
// is read without the rest (low bits would do for the statistics, but cost a scan of everything).
//
// A sample belongs to a watermark too: rows of later batches are not in it, so that a column which is asked for a minute later has the same rows. Batches may also
// go (a file that is replaced) or be filled in before the watermark (a file that was interrupted); a fingerprint of the whole batches below it tells that.
//
// Example: {"shift":3,"to":{"files/0":"4294968000"},"batches":"12 8234234234","of":400000} in base64url.

import { usage } from '../model/fault.js';
import { identifier, literal } from '../select/compile.js';
import { documents } from '../select/sql.js';
import type { Frame } from './answers.js';
import type { Reads } from './reads.js';
import { watermark } from './watermark.js';

export interface Generation { readonly shift: number; readonly to: Frame['as_of']; /** Of the whole batches below `to`: how many, and a hash of them. */ readonly batches: string; /** Documents that the sample stands for. */ readonly of: number }

/** Most rows of a sample. */
export const MOST_ROWS = 2 ** 17;

const place = (name: string): { topic: string; partition: number } => { const slash = name.lastIndexOf('/'); return { topic: name.slice(0, slash), partition: Number(name.slice(slash + 1)) }; };
const below = (column: string, to: Frame['as_of'], op: string): string =>
  `(${Object.entries(to).map(([name, offset]) => { const { topic, partition } = place(name); return `(src_topic = ${literal(topic)} AND src_partition = ${partition} AND ${column} ${op} ${offset})`; }).join(' OR ') || '0'})`;

/** Pages of the sample, as a condition on `documents`. */
export const inSample = ({ shift, to }: Pick<Generation, 'shift' | 'to'>): string => `${shift === 0 ? '' : `id < ${1n << BigInt(64 - shift)} AND `}${below('src_offset', to, '<')}`;

const batchesBelow = async (store: Pick<Reads, 'rows'>, database: string, to: Frame['as_of']): Promise<string> => (await store.rows<{ batches: string }>(
  `SELECT concat(toString(count()), ' ', toString(groupBitXor(cityHash64(src_topic, src_partition, src_from, src_to, rows)))) AS batches FROM ${identifier(database)}.ingest_batches WHERE ${below('src_to', to, '<=')}`))[0]!.batches;

const count = async (store: Pick<Reads, 'rows'>, database: string, where: string): Promise<number> => Number((await store.rows<{ n: string }>(`SELECT count() AS n FROM ${documents(database)} WHERE ${where}`))[0]!.n);

/**
 * The newest generation: the smallest shift whose sample is small enough. What it stands for is everything but the rows of batches under way, which the index of
 * positions finds without a scan.
 */
export const newest = async (store: Reads, database: string): Promise<Generation> => {
  const to = await watermark(store, database), batches = await batchesBelow(store, database, to), all = await count(store, database, '1');
  for (let shift = Math.max(0, Math.floor(Math.log2(all / MOST_ROWS))); ; shift++) {
    const n = await count(store, database, inSample({ shift, to }));
    if (n <= MOST_ROWS) return { shift, to, batches, of: shift === 0 ? n : all - await count(store, database, below('src_offset', to, '>=')) };
  }
};

export const nameOf = (generation: Generation): string => Buffer.from(JSON.stringify(generation)).toString('base64url');

/** @throws Fault (usage) when it is none that `nameOf` made */
export const generationNamed = (name: string): Generation => {
  try {
    const { shift, to, batches, of } = JSON.parse(Buffer.from(name, 'base64url').toString()) as Generation;
    if (Number.isInteger(shift) && shift >= 0 && shift < 64 && typeof batches === 'string' && Number.isSafeInteger(of) && Object.entries(to).every(([partition, offset]) => /\/\d{1,9}$/.test(partition) && /^\d{1,20}$/.test(offset))) return { shift, to, batches, of };
  } catch { /* said below */ }
  throw usage(`as: got '${name.slice(0, 40)}', allowed the generation of an earlier answer`);
};

/** Are the rows of this generation still the ones that it was made of? */
export const stands = async (store: Reads, database: string, { to, batches }: Generation): Promise<boolean> => await batchesBelow(store, database, to) === batches;
