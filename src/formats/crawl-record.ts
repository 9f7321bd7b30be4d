import type { RejectionReason } from '../model/rejection.js';
import { placeOf } from '../text/url.js';
import type { RawRecord } from './found.js';
import { jsonRecord } from './json-record.js';
import { EMPTY_TEXT, httpPage, pageText, tooLong } from './page.js';
import { headOf } from './piece.js';
import { payloadCap } from './read.js';
import { sha1 } from './sha1.js';
import { repairedUtf8, TextSink } from './text-sink.js';
import { replacementsIn } from './utf8.js';

/**
 * One record of a crawl as it travels through a log: what `schemas/crawl-record.avsc` describes, field by field.
 *
 * What is known to be no page travels, too, so that the records of a file and its messages add up: `payload` is empty then, `reason` and `detail`
 * say why, `rawHead` is the first KiB as it came, `payloadBytes` the true length.
 */
export interface CrawlRecord {
  readonly recordId: string;
  /** As it came, also when it is none. */
  readonly url: string | null;
  readonly snapshot: string;
  /** ms since 1970. */
  readonly crawlTime: number | null;
  readonly mediaType: string;
  /** What is said about the bytes of `payload`, '' = nothing. Text of WET and JSONL is `utf-8`. */
  readonly charset: string;
  /** HTTP status; null: `payload` is text, not the body of a response. */
  readonly status: number | null;
  /** WET: the text as it came · JSONL: the text in UTF-8 · WARC: the body, transfer and content coding undone. */
  readonly payload: Uint8Array;
  /** Length of `payload` in bytes; of one that did not travel, its true length. */
  readonly payloadBytes: number;
  /** Longer than what is kept: `payload` did not travel. */
  readonly oversize: boolean;
  readonly file: string;
  readonly fileOffset: number;
  readonly ordinal: number;
  /** `sha1:` and base32, of the payload before codings were undone; '' = not taken. */
  readonly digest: string;
  /** A JSON object. */
  readonly meta: string;
  readonly reason: RejectionReason | '';
  readonly detail: string;
  readonly rawHead: Uint8Array;
  /** Repairs that `payload` has seen. */
  readonly textRepaired: number;
}

/** Where a record stands, and how long its text may be. */
export interface RecordPlace {
  readonly file: string;
  readonly snapshot: string;
  /** 0-based among the records of the file. */
  readonly ordinal: number;
  readonly maxTextBytes: number;
}

/** A record without an id is called after its file, without the folder that lies in, and its place there; '' when nothing is known of it. */
export const recordName = (recordId: string, file: string, ordinal: number): string => recordId || (file === '' ? '' : `${file.split(/[\\/]/).pop()}#${ordinal}`);

/**
 * A record of a file -> the record that travels. `decode` makes of it the same document, or the same rejection, as of the record itself; but a
 * body longer than `maxTextBytes` does not travel and is `too_large`, however short the text that it holds.
 */
export const crawlRecord = (record: RawRecord, place: RecordPlace): CrawlRecord => {
  const { payload, reason, detail } = record, { file, snapshot, ordinal } = place;
  const known: CrawlRecord = {
    recordId: recordName(record.recordId, file, ordinal), url: record.url, snapshot, crawlTime: record.crawlTime, mediaType: record.mediaType, charset: '', status: null,
    payload: NOTHING, payloadBytes: record.trueBytes, oversize: false, file, fileOffset: record.fileOffset, ordinal, digest: '', meta: '{}',
    reason: '', detail: '', rawHead: NOTHING, textRepaired: 0,
  };
  if (reason !== '') return refused(known, reason, detail, payload);
  switch (record.form) {
    case 'text': return fromText(known, payload, place);
    case 'http': return fromHttp(known, payload, place);
    case 'json': return fromJson(known, payload, place);
    case 'fault': throw new TypeError('a record of form fault has no reason');
  }
};

/** Key of its message: the registrable domain (lower case, punycode, private suffixes on), so that the pages of a site meet in one partition; the record id without one. */
export const messageKey = ({ url, recordId }: CrawlRecord): string => (url === null ? null : placeOf(url)?.domain) ?? recordId;

const NOTHING = new Uint8Array(0);

const refused = (record: CrawlRecord, reason: RejectionReason, detail: string, head: Uint8Array, bytes = record.payloadBytes): CrawlRecord =>
  ({ ...record, payload: NOTHING, payloadBytes: bytes, oversize: reason === 'too_large', reason, detail, rawHead: headOf(head) });

/** @param bytes length of the text after repair */
const refusedText = (record: CrawlRecord, bytes: number, maxTextBytes: number, head: Uint8Array): CrawlRecord => refused(record, 'too_large', tooLong(bytes, maxTextBytes), head, bytes);

/** Repair never makes a text shorter, so one that is too long now stays so. */
const fromText = (known: CrawlRecord, payload: Uint8Array, { maxTextBytes }: RecordPlace): CrawlRecord => {
  const record = { ...known, charset: 'utf-8', digest: sha1(payload) };
  if (payload.length > maxTextBytes) return refusedText(record, new TextSink(payload.length).addUtf8(asBuffer(payload)).bytes, maxTextBytes, payload);
  return { ...record, payload, payloadBytes: payload.length };
};

const fromJson = (known: CrawlRecord, payload: Uint8Array, { file, ordinal, maxTextBytes }: RecordPlace): CrawlRecord => {
  const { text: line, repaired } = repairedUtf8(asBuffer(payload));
  const { recordId, url, crawlTime, meta, text, reason, detail } = jsonRecord(line);
  const record = { ...known, recordId: recordName(recordId, file, ordinal), url, crawlTime, meta, charset: 'utf-8' };
  if (text === null) return refused(record, reason as RejectionReason, detail, payload);
  if (text === '') return refused(record, 'empty', EMPTY_TEXT, payload);
  const sink = new TextSink(text.length), written = sink.addString(text, repaired === 0 ? 0 : Math.min(repaired, replacementsIn(text)));
  if (written.bytes > maxTextBytes) return refusedText(record, written.bytes, maxTextBytes, payload);
  return { ...record, payload: sink.last, payloadBytes: written.bytes, digest: sha1(sink.last), textRepaired: written.repaired };
};

const fromHttp = (known: CrawlRecord, payload: Uint8Array, { maxTextBytes }: RecordPlace): CrawlRecord => {
  const page = httpPage(payload, payloadCap(maxTextBytes));
  if (page.kind === 'rejected') return refused(known, page.reason, page.detail, payload);
  const { status, charset, body, digest } = page, record = { ...known, status, charset, digest };
  if (body.length <= maxTextBytes) return { ...record, payload: body, payloadBytes: body.length };
  const text = pageText(body, known.mediaType, charset, maxTextBytes);
  const bytes = text.kind === 'text' ? new TextSink(text.text.length).addString(text.text).bytes : text.bytes;
  if (bytes > maxTextBytes) return refusedText(record, bytes, maxTextBytes, body);
  return refused(record, 'too_large', `The body is ${body.length} bytes long, more than the ${maxTextBytes} that a message carries.`, body, body.length);
};

const asBuffer = ({ buffer, byteOffset, length }: Uint8Array): Buffer => Buffer.from(buffer, byteOffset, length);
