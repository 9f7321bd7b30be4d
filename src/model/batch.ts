import type { Columns, Packed } from './columns.js';
import type { Rejection } from './rejection.js';

/**
 * Consecutive positions [first, next) of one log partition.
 *
 * As a source makes it, item i of `payloads` and row i of every column is the record at `first + i`, and the columns are
 * those of `RECORD_COLUMNS`. Positions behind the last record may be empty: a log can lack offsets, and a batch ends where they do.
 * After `decode` the items are documents: `payloads` holds their texts (UTF-8), column `position` says which record each one is, and
 * whatever is no document is in `rejections`. Later steps only add columns.
 */
export interface Batch {
  readonly topic: string;
  readonly partition: number;
  readonly first: bigint;
  readonly next: bigint;
  readonly payloads: Packed;
  readonly columns: Columns;
  readonly rejections: readonly Rejection[];
  /** What was passed over on the way to these records, by kind (`warcinfo`, `request`, `status 404` ...). */
  readonly skipped: Readonly<Record<string, number>>;
}

/**
 * The columns of a batch before `decode`, one row a record:
 * `form` text: `text` (WET: payload is text), `http` (WARC response: payload is the HTTP message), `json` (payload is one JSON line),
 *   `message` (payload is a JSON value of `schemas/crawl-record.avsc`; what the record says of itself stands in there, and of the other columns
 *   only `reason` and `detail` count), `fault` (no payload could be had: `reason`, `detail` say why, payload is the first KiB) ·
 * `record_id` text, '' when the record has none · `url` text or null · `media_type` text, '' unknown · `crawl_time` number, ms since 1970, or null ·
 * `snapshot`, `file` text · `file_offset` number: byte offset of the record's gzip member, zstd frame or, in plain files, of the record ·
 * `ordinal` number: 0-based among the records of the file · `true_bytes` number: length of the payload as it was, even when cut ·
 * `reason` text, '' unless `form` is `fault`, the payload was cut (`too_large`) or the record cannot be computed (`worker_crash`, `timeout`) · `detail` text.
 */
export const RECORD_COLUMNS = [
  'form', 'record_id', 'url', 'media_type', 'crawl_time', 'snapshot', 'file', 'file_offset', 'ordinal', 'true_bytes', 'reason', 'detail',
] as const;

/**
 * The columns that `decode` leaves, one row a document: `position` number: record position relative to `first` ·
 * `id` hash · `record_id`, `snapshot`, `host`, `domain`, `file`, `digest`, `media_type`, `charset`, `meta` text · `url` text or null ·
 * `crawl_time` number or null · `file_offset`, `ordinal`, `text_bytes`, `text_chars`, `text_repaired` number.
 */
export const DOCUMENT_COLUMNS = [
  'position', 'id', 'record_id', 'snapshot', 'url', 'host', 'domain', 'crawl_time', 'file', 'file_offset', 'ordinal', 'digest',
  'media_type', 'charset', 'text_bytes', 'text_chars', 'text_repaired', 'meta',
] as const;

/**
 * Columns with this before their names are lists with one item a line of the document, and belong into the table `lines`: `starts` and `ends` (code points;
 * the line is [start, end), its line feed included) and one per signal of lines.
 */
export const LINES = 'lines.';

/** Plain work on a batch: no I/O, no clock, no memory of earlier batches. Runs in a worker thread or inline, the same function. */
export type Step = (batch: Batch) => Batch | Promise<Batch>;
