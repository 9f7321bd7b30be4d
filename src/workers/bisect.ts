import type { Batch } from '../model/batch.js';
import { bytesAt, count, valueAt, type Columns } from '../model/columns.js';
import type { Rejection, RejectionReason } from '../model/rejection.js';
import { joinBatches, sliceBatch } from './parts.js';

/** The work on a batch failed because of what is in it, not because of a service. */
export class Crash extends Error {
  readonly reason: Extract<RejectionReason, 'worker_crash' | 'timeout'>;
  constructor(reason: 'worker_crash' | 'timeout', cause: unknown) {
    super(cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause), { cause });
    this.name = 'Crash';
    this.reason = reason;
  }
}

const DETAILS = { worker_crash: 'the computation failed on this record', timeout: 'the computation took longer than the time budget of a record' } as const;

/** A record that cannot be computed -> its rejection, from its columns alone. */
const reject = (batch: Batch, reason: 'worker_crash' | 'timeout'): Rejection => {
  const text = (name: string): string => String(valueAt(batch.columns[name]!, 0) ?? ''), number = (name: string): number => Number(valueAt(batch.columns[name]!, 0) ?? 0);
  const url = valueAt(batch.columns['url']!, 0);
  return {
    position: 0, reason, detail: DETAILS[reason], trueBytes: number('true_bytes'), rawHead: bytesAt(batch.payloads, 0).slice(0, 1024), recordId: text('record_id'),
    url: url === null ? null : String(url), snapshot: text('snapshot'), file: text('file'), fileOffset: number('file_offset'), ordinal: number('ordinal'),
  };
};

/**
 * Computes a batch; when that crashes or takes too long, computes its halves, down to the records that are at fault, which become
 * rejections. The neighbours of a faulty record come out as if it had never been there.
 *
 * A record at fault goes through once more with the reason in its columns: the step that knows its form rejects it without looking at
 * its text, and says whose it is. Where not even that comes back, its columns have to do.
 */
export const bisect = (run: (batch: Batch) => Promise<Batch>) => async (batch: Batch): Promise<Batch> => {
  const condemn = async (part: Batch, reason: Crash['reason']): Promise<Batch> => {
    const known: Columns = { ...part.columns, reason: { kind: 'constant', value: reason }, detail: { kind: 'constant', value: DETAILS[reason] } };
    try {
      return await run({ ...part, columns: known });
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      const nothing = await run({ ...sliceBatch(part, 0, 0), next: part.first });
      return { ...nothing, next: part.next, rejections: [reject(part, reason)], skipped: part.skipped };
    }
  };
  const halve = async (part: Batch): Promise<Batch> => {
    try {
      return await run(part);
    } catch (error) {
      const records = count(part.payloads);
      if (!(error instanceof Crash) || records === 0) throw error;
      if (records === 1) return condemn(part, error.reason);
      const half = records >> 1;
      return joinBatches([await halve(sliceBatch(part, 0, half)), await halve(sliceBatch(part, half, records))]);
    }
  };
  return halve(batch);
};
