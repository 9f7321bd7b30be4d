/** Why a record is no document: the closed list. */
export const REJECTION_REASONS = [
  'corrupt_gzip', 'truncated', 'malformed_warc', 'malformed_json', 'not_an_object', 'no_text', 'empty', 'too_large',
  'tombstone', 'unknown_magic', 'unknown_schema', 'schema_mismatch', 'worker_crash', 'timeout',
] as const;
export type RejectionReason = (typeof REJECTION_REASONS)[number];

/** A record that is no document. It keeps its position in the log and becomes one row of `rejections`. */
export interface Rejection {
  /** Position in the log relative to `Batch.first`. */
  readonly position: number;
  readonly reason: RejectionReason;
  /** One deterministic sentence: same bytes, same words. Never page text. */
  readonly detail: string;
  /** Length of the payload (or text) in bytes, even when it was too large to keep. */
  readonly trueBytes: number;
  /** The first bytes as they came, at most 1 KiB. */
  readonly rawHead: Uint8Array<ArrayBuffer>;
  readonly recordId: string;
  readonly url: string | null;
  readonly snapshot: string;
  readonly file: string;
  readonly fileOffset: number;
  readonly ordinal: number;
}
