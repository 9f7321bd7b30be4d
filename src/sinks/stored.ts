import type { Store } from '../model/ports.js';

/**
 * Where the store's own rows of a partition end: `next` behind its last whole batch, `beyond` behind the last row at or after that (a batch that was begun
 * and is not whole), `next` again when there is none.
 */
export const storedOf = async (store: Store, topic: string, partition: number): Promise<{ next: bigint; beyond: bigint }> => {
  const at = { topic, partition }, inside = 'src_topic = {topic:String} AND src_partition = {partition:UInt32}';
  const [whole] = await store.rows<{ next: string }>(`SELECT max(src_to) AS next FROM ingest_batches WHERE ${inside}`, at), next = BigInt(whole?.next ?? 0);
  const rows = ['samples', 'texts', 'lines', 'fingerprints', 'rejections'].map((table) => `SELECT max(src_offset) + 1 AS beyond FROM ${table} WHERE ${inside} AND src_offset >= {next:UInt64} HAVING count() > 0`);
  const [begun] = await store.rows<{ beyond: string }>(`SELECT max(beyond) AS beyond FROM (${rows.join(' UNION ALL ')})`, { ...at, next }), beyond = BigInt(begun?.beyond ?? 0);
  return { next, beyond: beyond > next ? beyond : next };
};

/** When the newest batch of a partition was stored, ms since 1970; 0 = never. */
export const storedAt = async (store: Store, topic: string, partition: number): Promise<number> => {
  const [newest] = await store.rows<{ at: string }>('SELECT toUnixTimestamp64Milli(max(run_time)) AS at FROM ingest_batches WHERE src_topic = {topic:String} AND src_partition = {partition:UInt32}', { topic, partition });
  return Number(newest?.at ?? 0);
};
