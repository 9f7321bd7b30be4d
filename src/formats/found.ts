import { numberColumn, pack, textColumn, type Columns, type Packed } from '../model/columns.js';
import type { RejectionReason } from '../model/rejection.js';
import { headOf } from './piece.js';

/** One record of a file, as `RECORD_COLUMNS` describes it. `payload` may be a view into a larger buffer. */
export interface RawRecord {
  readonly form: 'text' | 'http' | 'json' | 'fault';
  readonly recordId: string;
  readonly url: string | null;
  readonly mediaType: string;
  readonly crawlTime: number | null;
  readonly fileOffset: number;
  readonly payload: Uint8Array;
  readonly trueBytes: number;
  readonly reason: RejectionReason | '';
  readonly detail: string;
}

/** What reading a file turns up, in file order. `lost` counts bytes that belong to no record and to nothing that was skipped. */
export type Found =
  | { readonly kind: 'record'; readonly record: RawRecord }
  | { readonly kind: 'skipped'; readonly why: string }
  | { readonly kind: 'lost'; readonly bytes: number };

/** A record of which only its loss can be told. */
export const faultRecord = (
  reason: RejectionReason,
  detail: string,
  at: { readonly fileOffset: number; readonly trueBytes: number; readonly head: Uint8Array; readonly recordId?: string; readonly url?: string | null },
): Found => ({
  kind: 'record',
  record: {
    form: 'fault', recordId: at.recordId ?? '', url: at.url ?? null, mediaType: '', crawlTime: null,
    fileOffset: at.fileOffset, payload: headOf(at.head), trueBytes: at.trueBytes, reason, detail,
  },
});

/** Consecutive records of one file -> payloads and columns of a batch (`RECORD_COLUMNS`). `firstOrdinal` is the ordinal of the first. */
export const recordColumns = (
  records: readonly RawRecord[], file: string, snapshot: string, firstOrdinal: number,
): { readonly payloads: Packed; readonly columns: Columns } => {
  const text = (value: (record: RawRecord) => string | null) => textColumn(records.map(value));
  const number = (value: (record: RawRecord, i: number) => number | null) => numberColumn(records.map(value));
  return {
    payloads: pack(records.map((record) => record.payload)),
    columns: {
      form: text((record) => record.form),
      record_id: text((record) => record.recordId),
      url: text((record) => record.url),
      media_type: text((record) => record.mediaType),
      crawl_time: number((record) => record.crawlTime),
      snapshot: text(() => snapshot),
      file: text(() => file),
      file_offset: number((record) => record.fileOffset),
      ordinal: number((_, i) => firstOrdinal + i),
      true_bytes: number((record) => record.trueBytes),
      reason: text((record) => record.reason),
      detail: text((record) => record.detail),
    },
  };
};
