import type { FileState, Ledger, Store } from '../model/ports.js';

/** First position of a file's records in the log; that of the next file is where they end. */
const start = (seq: number): bigint => BigInt(seq) << 32n;

/** Tables whose rows carry their own position, and those whose rows carry a range. */
const BY_OFFSET = ['samples', 'texts', 'lines', 'fingerprints', 'rejections'];
const BY_RANGE = ['stats', 'ingest_batches', 'ingest_intents'];

interface FileRow {
  seq: number; fingerprint: string; file: string; bytes: string; state: FileState['state']; records: string; lost_bytes: string; replaces: number;
}

/**
 * The file route's log position in the store: `ingest_files` (one row a state change, the newest counts), `ingest_intents`
 * (ranges declared before their first effect) and `ingest_batches` (ranges that are whole).
 * @param run identifies the process in the rows it writes
 */
export const openLedger = (store: Store, run: { readonly id: string; readonly version: string }): Ledger => ({
  files: async () => (await store.rows<FileRow>(`
    SELECT file_seq AS seq, argMax(fingerprint, changed) AS fingerprint, argMax(file, changed) AS file, argMax(bytes, changed) AS bytes,
      argMax(state, changed) AS state, argMax(records, changed) AS records, argMax(lost_bytes, changed) AS lost_bytes,
      argMax(replaces, changed) AS replaces
    FROM ingest_files GROUP BY file_seq ORDER BY file_seq`)).map((row) => ({
    seq: row.seq, fingerprint: BigInt(row.fingerprint), file: row.file, bytes: Number(row.bytes), state: row.state, records: Number(row.records),
    lostBytes: Number(row.lost_bytes), replaces: row.replaces,
  })),

  put: (file) => store.command(`
    INSERT INTO ingest_files (file_seq, fingerprint, file, bytes, state, records, lost_bytes, replaces, changed, run_id, run_version)
    SELECT {seq:UInt32}, {fingerprint:UInt64}, {file:String}, {bytes:UInt64}, {state:String}, {records:UInt64}, {lost:UInt64}, {replaces:UInt32},
      now64(6), {run:String}, {version:String}`,
  { seq: file.seq, fingerprint: file.fingerprint, file: file.file, bytes: file.bytes, state: file.state, records: file.records, lost: file.lostBytes,
    replaces: file.replaces, run: run.id, version: run.version }),

  progress: async (seq) => {
    const [row] = await store.rows<{ next: string; batches: string }>(
      `SELECT max(src_to) AS next, count() AS batches FROM ingest_batches
       WHERE src_topic = 'files' AND src_partition = 0 AND src_from >= {from:UInt64} AND src_from < {to:UInt64}`, { from: start(seq), to: start(seq + 1) });
    return row && Number(row.batches) > 0 ? { next: BigInt(row.next), batches: Number(row.batches) } : { next: start(seq), batches: 0 };
  },

  open: async (seq) => {
    const [row] = await store.rows<{ src_from: string; src_to: string; whole: string }>(
      `SELECT src_from, src_to, (src_from, src_to) IN (
         SELECT src_from, src_to FROM ingest_batches WHERE src_topic = 'files' AND src_partition = 0 AND src_from >= {from:UInt64} AND src_from < {to:UInt64}) AS whole
       FROM ingest_intents WHERE src_topic = 'files' AND src_partition = 0 AND src_from >= {from:UInt64} AND src_from < {to:UInt64}
       ORDER BY src_from DESC, run_time DESC LIMIT 1`, { from: start(seq), to: start(seq + 1) });
    return row && !Number(row.whole) ? { from: BigInt(row.src_from), to: BigInt(row.src_to) } : null;
  },

  intend: ({ from, to }) => store.command(`
    INSERT INTO ingest_intents (src_topic, src_partition, src_from, src_to, token_version, run_id, run_time)
    SELECT 'files', 0, {from:UInt64}, {to:UInt64}, 1, {run:String}, now64(3)`, { from, to, run: run.id }),

  remove: async (seq, from = start(seq)) => {
    for (const table of BY_OFFSET) await erase(store, table, 'src_offset', from, start(seq + 1));
    for (const table of BY_RANGE) await erase(store, table, 'src_from', from, start(seq + 1));
  },
});

const erase = (store: Store, table: string, column: string, from: bigint, to: bigint): Promise<void> =>
  store.command(`DELETE FROM ${table} WHERE src_topic = 'files' AND src_partition = 0 AND ${column} >= {from:UInt64} AND ${column} < {to:UInt64}`, { from, to });
