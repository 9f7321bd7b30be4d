import { recordColumns, type Found, type RawRecord } from '../formats/read.js';
import type { Batch } from '../model/batch.js';
import { addSkips, type Skips } from '../model/skips.js';

/** Consecutive records of one file. */
export interface Piece {
  /** Ordinal of the first one. */
  readonly first: number;
  readonly records: readonly RawRecord[];
  /** What was passed over before these records and, in the last piece, behind them. */
  readonly skipped: Skips;
  /** Records in the whole file, known with its last piece. */
  readonly total: number | null;
}

export interface PieceOptions {
  /** Ordinal of the first record that is wanted; earlier ones, and what was skipped before them, are read over. */
  readonly from: number;
  /** Exact size of the first piece, 0 = no matter: a range that an earlier process declared. */
  readonly declared: number;
  readonly rows: number;
  readonly bytes: number;
  /** Records that may still be read; counts down. */
  readonly budget: { left: number };
  readonly stop: AbortSignal;
  readonly lost: (bytes: number) => void;
}

/**
 * A piece of `file` as a batch of the log `files`.
 * @param origin log position of the file's record 0
 */
export const batchOf = ({ first, records, skipped }: Piece, file: string, snapshot: string, origin = 0n): Batch => ({
  topic: 'files', partition: 0, first: origin + BigInt(first), next: origin + BigInt(first + records.length), ...recordColumns(records, file, snapshot, first), rejections: [], skipped,
});

/**
 * Cuts what a reader finds into pieces of at most `rows` records and `bytes` bytes. A piece goes out only when the next record,
 * or the end of the file, has been seen, so that what is skipped behind the last record belongs to the last piece wherever the
 * cuts fall. The last piece may be empty. When stopped or out of budget there is no last piece.
 */
export async function* pieces(found: AsyncIterable<readonly Found[]>, { from, declared, rows, bytes, budget, stop, lost }: PieceOptions): AsyncGenerator<Piece> {
  let first = from, records: RawRecord[] = [], size = 0, ordinal = 0, skipped: Skips = {}, before: Record<string, number> = {};
  for await (const burst of found) for (const item of burst) {
    if (stop.aborted) return;
    if (item.kind === 'lost') { lost(item.bytes); continue; }
    if (item.kind === 'skipped') { before[item.why] = (before[item.why] ?? 0) + 1; continue; }
    if (ordinal++ < from) { before = {}; continue; }
    const length = item.record.payload.length;
    const full = declared && first === from ? records.length === declared : records.length === rows || size + length > bytes;
    if (records.length > 0 && (full || budget.left === 0)) {
      yield { first, records, skipped, total: null };
      first += records.length;
      records = []; size = 0; skipped = {};
    }
    if (budget.left === 0) return;
    budget.left--;
    records.push(item.record);
    size += length;
    skipped = addSkips(skipped, before);
    before = {};
  }
  yield { first, records, skipped: addSkips(skipped, before), total: ordinal };
}
