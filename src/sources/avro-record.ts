import type { CrawlRecord } from '../formats/crawl-record.js';
import { asBuffer } from './avro-frame.js';

/** A record as `schemas/crawl-record.avsc` names its fields and as avsc takes and gives them. */
export interface AvroRecord {
  readonly record_id: string;
  readonly url: string | null;
  readonly snapshot: string;
  readonly crawl_time: number | null;
  readonly media_type: string;
  readonly charset: string;
  readonly status: number | null;
  readonly payload: Buffer;
  readonly payload_bytes: number;
  readonly oversize: boolean;
  readonly file: string;
  readonly file_offset: number;
  readonly ordinal: number;
  readonly digest: string;
  readonly meta: string;
  readonly reason: string;
  readonly detail: string;
  readonly raw_head: Buffer;
  readonly text_repaired: number;
}

export const toAvro = (record: CrawlRecord): AvroRecord => ({
  record_id: record.recordId, url: record.url, snapshot: record.snapshot, crawl_time: record.crawlTime, media_type: record.mediaType, charset: record.charset,
  status: record.status, payload: asBuffer(record.payload), payload_bytes: record.payloadBytes, oversize: record.oversize, file: record.file,
  file_offset: record.fileOffset, ordinal: record.ordinal, digest: record.digest, meta: record.meta, reason: record.reason, detail: record.detail,
  raw_head: asBuffer(record.rawHead), text_repaired: record.textRepaired,
});

/** @returns types are the schema's; that numbers are in range, `meta` is JSON and `reason` one of ours is for `decodeMessage` to say, as with records in JSON */
export const fromAvro = (record: AvroRecord): CrawlRecord => ({
  recordId: record.record_id, url: record.url, snapshot: record.snapshot, crawlTime: record.crawl_time, mediaType: record.media_type, charset: record.charset,
  status: record.status, payload: own(record.payload), payloadBytes: record.payload_bytes, oversize: record.oversize, file: record.file,
  fileOffset: record.file_offset, ordinal: record.ordinal, digest: record.digest, meta: record.meta, reason: record.reason as CrawlRecord['reason'], detail: record.detail,
  rawHead: own(record.raw_head), textRepaired: record.text_repaired,
});

/** avsc cuts short byte strings out of one common buffer: a record that is kept, or moved to another thread, would take its neighbours along. */
const own = (bytes: Buffer): Uint8Array => (bytes.byteLength === bytes.buffer.byteLength ? new Uint8Array(bytes.buffer) : new Uint8Array(bytes));
