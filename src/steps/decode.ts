import type { Batch, Step } from '../model/batch.js';
import { bytesAt, count, hashColumn, numberColumn, textColumn, valueAt, type Columns } from '../model/columns.js';
import type { Rejection, RejectionReason } from '../model/rejection.js';
import { jsonRecord } from '../formats/json-record.js';
import { pageText, tooLong } from '../formats/page.js';
import { headOf } from '../formats/piece.js';
import { payloadCap } from '../formats/read.js';
import { sha1 } from '../formats/sha1.js';
import { repairedUtf8, TextSink, type Written } from '../formats/text-sink.js';
import { replacementsIn } from '../formats/utf8.js';
import { xxh64 } from '../text/hash.js';
import { placeOf } from '../text/url.js';

export interface DecodeOptions {
  /** Longest text that is kept, bytes of UTF-8; a longer one is rejected as `too_large`. */
  readonly maxTextBytes: number;
}

/**
 * Records -> documents: payloads become texts (UTF-8 after repair), columns become `DOCUMENT_COLUMNS`, and every record that is no document
 * becomes a rejection. Neither changes a position: row k of the result is the record at `first + position[k]`.
 */
export const decode = ({ maxTextBytes }: DecodeOptions): Step => (batch) => {
  const rows = new Rows(batch);
  const sink = new TextSink(batch.payloads.bytes.length);
  const limit = payloadCap(maxTextBytes);

  /** Settles the text that was just written: rejected when empty or too long, otherwise a row. */
  const settle = (i: number, written: Written, said: Said): void => {
    const reason = written.chars === 0 ? 'empty' : written.bytes > maxTextBytes ? 'too_large' : '';
    if (reason === '') { rows.add(i, written, said); return; }
    sink.takeBack();
    rows.reject(i, reason, reason === 'empty' ? 'The text is empty.' : tooLong(written.bytes, maxTextBytes), reason === 'empty' ? null : written.bytes, said);
  };

  const forms: Readonly<Record<string, (i: number, payload: Buffer) => void>> = {
    text: (i, payload) => settle(i, sink.addUtf8(payload), { ...rows.said(i), charset: 'utf-8', digest: sha1(payload) }),
    http: (i, payload) => {
      const page = pageText(payload, rows.text('media_type', i), maxTextBytes, limit);
      if (page.kind === 'rejected') rows.reject(i, page.reason, page.detail, page.bytes, rows.said(i));
      else settle(i, sink.addString(page.text, page.repaired), { ...rows.said(i), charset: page.charset, digest: page.digest });
    },
    json: (i, payload) => {
      const { text: line, repaired } = repairedUtf8(payload);
      const record = jsonRecord(line);
      const said: Said = { ...rows.said(i), url: record.url, crawlTime: record.crawlTime, meta: record.meta, charset: 'utf-8' };
      if (record.recordId !== '') said.recordId = record.recordId;
      if (record.text === null) { rows.reject(i, record.reason as RejectionReason, record.detail, null, said); return; }
      const written = sink.addString(record.text, repaired === 0 ? 0 : Math.min(repaired, replacementsIn(record.text)));
      settle(i, written, { ...said, digest: sha1(sink.last) });
    },
    fault: (i) => rows.reject(i, rows.text('reason', i) as RejectionReason, rows.text('detail', i), null, rows.said(i)),
  };

  for (let i = 0; i < count(batch.payloads); i++) {
    const form = rows.text('reason', i) === '' ? rows.text('form', i) : 'fault';
    const handle = forms[form];
    if (!handle) throw new TypeError(`a record of form '${form}' cannot be decoded`);
    const { buffer, byteOffset, length } = bytesAt(batch.payloads, i);
    handle(i, Buffer.from(buffer, byteOffset, length));
  }
  return { ...batch, payloads: sink.packed(), columns: rows.columns(), rejections: [...batch.rejections, ...rows.rejections] };
};

/** What a record says of itself, whether it becomes a document or not. */
interface Said {
  recordId: string;
  url: string | null;
  crawlTime: number | null;
  charset: string;
  digest: string;
  meta: string;
}

/** Reads the columns of the records and gathers those of the documents. */
class Rows {
  readonly rejections: Rejection[] = [];
  readonly #batch: Batch;
  readonly #position: number[] = [];
  readonly #said: Said[] = [];
  readonly #place: { host: string; domain: string }[] = [];
  readonly #written: Written[] = [];

  constructor(batch: Batch) {
    this.#batch = batch;
  }

  text(column: string, i: number): string {
    return valueAt(this.#batch.columns[column]!, i) as string;
  }

  number(column: string, i: number): number {
    return valueAt(this.#batch.columns[column]!, i) as number;
  }

  /** A record without an id is called after its file, without the folder it lies in, and its place there. */
  said(i: number): Said {
    const { columns } = this.#batch;
    const recordId = this.text('record_id', i) || `${this.text('file', i).split(/[\\/]/).pop()}#${this.number('ordinal', i)}`;
    return { recordId, url: valueAt(columns['url']!, i) as string | null, crawlTime: valueAt(columns['crawl_time']!, i) as number | null, charset: '', digest: '', meta: '{}' };
  }

  add(i: number, written: Written, said: Said): void {
    const place = said.url === null ? null : placeOf(said.url);
    if (!place) said.url = null;
    this.#position.push(i);
    this.#written.push(written);
    this.#said.push(said);
    this.#place.push(place ?? NOWHERE);
  }

  /** @param trueBytes length of the text; null: that of the payload */
  reject(i: number, reason: RejectionReason, detail: string, trueBytes: number | null, said: Said): void {
    this.rejections.push({
      position: i, reason, detail, trueBytes: trueBytes ?? this.number('true_bytes', i), rawHead: headOf(bytesAt(this.#batch.payloads, i)),
      recordId: said.recordId, url: said.url !== null && placeOf(said.url) ? said.url : null,
      snapshot: this.text('snapshot', i), file: this.text('file', i), fileOffset: this.number('file_offset', i), ordinal: this.number('ordinal', i),
    });
  }

  columns(): Columns {
    const snapshots = this.#position.map((i) => this.text('snapshot', i));
    const same = (column: string) => textColumn(this.#position.map((i) => this.text(column, i)));
    const number = (column: string) => numberColumn(this.#position.map((i) => this.number(column, i)));
    const said = (value: (said: Said) => string | null) => textColumn(this.#said.map(value));
    const written = (value: (written: Written) => number) => numberColumn(this.#written.map(value));
    return {
      position: numberColumn(this.#position),
      id: hashColumn(this.#said.map(({ recordId, digest }, k) => xxh64(Buffer.from(`${snapshots[k]}\0${recordId}\0${digest}`)))),
      record_id: said(({ recordId }) => recordId),
      snapshot: textColumn(snapshots),
      url: said(({ url }) => url),
      host: textColumn(this.#place.map(({ host }) => host)),
      domain: textColumn(this.#place.map(({ domain }) => domain)),
      crawl_time: numberColumn(this.#said.map(({ crawlTime }) => crawlTime)),
      file: same('file'),
      file_offset: number('file_offset'),
      ordinal: number('ordinal'),
      digest: said(({ digest }) => digest),
      media_type: same('media_type'),
      charset: said(({ charset }) => charset),
      text_bytes: written(({ bytes }) => bytes),
      text_chars: written(({ chars }) => chars),
      text_repaired: written(({ repaired }) => repaired),
      meta: said(({ meta }) => meta),
    };
  }
}
const NOWHERE = { host: '', domain: '' };
