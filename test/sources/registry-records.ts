import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import avro from 'avsc';
import type { CrawlRecord } from '../../src/formats/crawl-record.js';

export const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

export const PLAIN: CrawlRecord = {
  recordId: 'urn:uuid:1', url: 'http://a.example/', snapshot: 'CC-MAIN-2024-51', crawlTime: 1_580_702_706_000, mediaType: 'text/html', charset: 'utf-8', status: 200,
  payload: utf8('<p>Grüße 𝄞'), payloadBytes: 15, oversize: false, file: 'a.warc.gz', fileOffset: 2 ** 40 + 1, ordinal: 4_294_967_295, digest: 'sha1:AAAA', meta: '{"lang":"de"}',
  reason: '', detail: '', rawHead: bytes(), textRepaired: 0,
};

/** Every shape that a record has. */
export const RECORDS: Readonly<Record<string, CrawlRecord>> = {
  'a page': PLAIN,
  'nothing known of it': { ...PLAIN, recordId: '', url: null, snapshot: '', crawlTime: null, mediaType: '', charset: '', status: null, file: '', fileOffset: 0, ordinal: 0, digest: '', meta: '{}' },
  'not UTF-8': { ...PLAIN, payload: Uint8Array.from({ length: 256 }, (_, i) => i), payloadBytes: 256, charset: 'koi8-r' },
  'empty': { ...PLAIN, payload: bytes(), payloadBytes: 0 },
  'oversize': { ...PLAIN, payload: bytes(), payloadBytes: 2 ** 40, oversize: true, reason: 'too_large', detail: 'It is long.', rawHead: new Uint8Array(1024).fill(0xff) },
  'a fault': { ...PLAIN, payload: bytes(), payloadBytes: 70_000, reason: 'corrupt_gzip', detail: 'The check sum is wrong.', rawHead: bytes(0x1f, 0x8b, 0, 255) },
  'repaired': { ...PLAIN, status: null, textRepaired: 4_294_967_295 },
  'larger than a socket buffer': { ...PLAIN, payload: new Uint8Array(70_000).fill(0xe4), payloadBytes: 70_000 },
};

export interface Field { readonly name: string; readonly type: avro.Schema; readonly default?: unknown }
export interface RecordSchema { readonly type: 'record'; readonly name: string; readonly namespace?: string; readonly fields: readonly Field[] }

export const SCHEMA = JSON.parse(readFileSync(new URL('../../schemas/crawl-record.avsc', import.meta.url), 'utf8')) as RecordSchema;

/** Our schema with other fields. */
export const schemaWith = (fields: (ours: readonly Field[]) => readonly Field[]): RecordSchema => ({ ...SCHEMA, fields: fields(SCHEMA.fields) });

/** `PLAIN` by the names of the schema. */
export const PLAIN_FIELDS: Readonly<Record<string, unknown>> = {
  record_id: 'urn:uuid:1', url: 'http://a.example/', snapshot: 'CC-MAIN-2024-51', crawl_time: 1_580_702_706_000, media_type: 'text/html', charset: 'utf-8', status: 200,
  payload: Buffer.from('<p>Grüße 𝄞'), payload_bytes: 15, oversize: false, file: 'a.warc.gz', file_offset: 2 ** 40 + 1, ordinal: 4_294_967_295, digest: 'sha1:AAAA', meta: '{"lang":"de"}',
  reason: '', detail: '', raw_head: Buffer.alloc(0), text_repaired: 0,
};

/** A value as another producer writes it. */
export const avroOf = (schema: object, value: unknown): Buffer => avro.Type.forSchema(schema as avro.Schema).toBuffer(value);

export const framed = (mark: Uint8Array, avroBytes: Uint8Array): Uint8Array => new Uint8Array(Buffer.concat([mark, avroBytes]));
export const idMark = (id: number): Buffer => { const mark = Buffer.alloc(5); mark.writeInt32BE(id, 1); return mark; };
export const guidMark = (guid: string): Buffer => Buffer.from(`01${guid.replaceAll('-', '')}`, 'hex');
