import { bytesAt, hashColumn, numberColumn, textColumn, valueAt, type Columns } from '../model/columns.js';
import type { Batch } from '../model/batch.js';
import type { Rejection, RejectionReason } from '../model/rejection.js';
import { recordName } from '../formats/crawl-record.js';
import { headOf } from '../formats/piece.js';
import type { Written } from '../formats/text-sink.js';
import { xxh64 } from '../text/hash.js';
import { placeOf } from '../text/url.js';

/** What a record says of itself, whether it becomes a document or not. */
export interface Said {
  readonly recordId: string;
  readonly url: string | null;
  readonly snapshot: string;
  readonly crawlTime: number | null;
  readonly mediaType: string;
  readonly charset: string;
  readonly digest: string;
  readonly meta: string;
  readonly file: string;
  readonly fileOffset: number;
  readonly ordinal: number;
  /** What a rejection keeps the head of, and how long it was. */
  readonly raw: Uint8Array;
  readonly trueBytes: number;
}

/** What row `i` of a batch of records says in its columns (`RECORD_COLUMNS`). */
export const saidInColumns = ({ columns, payloads }: Batch, i: number): Said => {
  const text = (name: string) => valueAt(columns[name]!, i) as string, number = (name: string) => valueAt(columns[name]!, i) as number;
  const file = text('file'), ordinal = number('ordinal');
  return {
    recordId: recordName(text('record_id'), file, ordinal), url: valueAt(columns['url']!, i) as string | null, snapshot: text('snapshot'),
    crawlTime: valueAt(columns['crawl_time']!, i) as number | null, mediaType: text('media_type'), charset: '', digest: '', meta: '{}',
    file, fileOffset: number('file_offset'), ordinal, raw: bytesAt(payloads, i), trueBytes: number('true_bytes'),
  };
};

const NOWHERE = { host: '', domain: '' };

/** Gathers what becomes of the records of a batch: the columns of its documents, and its rejections. */
export class Rows {
  readonly rejections: Rejection[] = [];
  readonly #position: number[] = [];
  readonly #said: Said[] = [];
  readonly #place: { readonly host: string; readonly domain: string }[] = [];
  readonly #written: Written[] = [];

  /** Record `i` is a document. */
  add(i: number, said: Said, written: Written): void {
    const place = said.url === null ? null : placeOf(said.url);
    this.#position.push(i);
    this.#said.push(place || said.url === null ? said : { ...said, url: null });
    this.#place.push(place ?? NOWHERE);
    this.#written.push(written);
  }

  /** Record `i` is none. */
  reject(i: number, said: Said, reason: RejectionReason, detail: string): void {
    const { recordId, url, snapshot, file, fileOffset, ordinal, trueBytes, raw } = said;
    this.rejections.push({
      position: i, reason, detail, trueBytes, rawHead: headOf(raw), recordId, url: url !== null && placeOf(url) ? url : null, snapshot, file, fileOffset, ordinal,
    });
  }

  columns(): Columns {
    const text = (value: (said: Said) => string | null) => textColumn(this.#said.map(value));
    const number = (value: (said: Said) => number | null) => numberColumn(this.#said.map(value));
    const written = (value: (written: Written) => number) => numberColumn(this.#written.map(value));
    return {
      position: numberColumn(this.#position),
      id: hashColumn(this.#said.map(({ snapshot, recordId, digest }) => xxh64(Buffer.from(`${snapshot}\0${recordId}\0${digest}`)))),
      record_id: text(({ recordId }) => recordId),
      snapshot: text(({ snapshot }) => snapshot),
      url: text(({ url }) => url),
      host: textColumn(this.#place.map(({ host }) => host)),
      domain: textColumn(this.#place.map(({ domain }) => domain)),
      crawl_time: number(({ crawlTime }) => crawlTime),
      file: text(({ file }) => file),
      file_offset: number(({ fileOffset }) => fileOffset),
      ordinal: number(({ ordinal }) => ordinal),
      digest: text(({ digest }) => digest),
      media_type: text(({ mediaType }) => mediaType),
      charset: text(({ charset }) => charset),
      text_bytes: written(({ bytes }) => bytes),
      text_chars: written(({ chars }) => chars),
      text_repaired: written(({ repaired }) => repaired),
      meta: text(({ meta }) => meta),
    };
  }
}
