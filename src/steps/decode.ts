import type { Step } from '../model/batch.js';
import { bytesAt, count, valueAt } from '../model/columns.js';
import type { RejectionReason } from '../model/rejection.js';
import { charsetLabel } from '../formats/charset.js';
import { recordName, type CrawlRecord } from '../formats/crawl-record.js';
import { mediaType } from '../formats/fields.js';
import { jsonRecord } from '../formats/json-record.js';
import { decodeMessage, type RejectedMessage } from '../formats/message.js';
import { EMPTY_TEXT, httpPage, isHtml, pageText, tooLong } from '../formats/page.js';
import { payloadCap } from '../formats/read.js';
import { sha1 } from '../formats/sha1.js';
import { repairedUtf8, TextSink, type Written } from '../formats/text-sink.js';
import { replacementsIn } from '../formats/utf8.js';
import { Rows, saidInColumns, type Said } from './rows.js';

export interface DecodeOptions {
  /** Longest text that is kept, bytes of UTF-8; a longer one is rejected as `too_large`. */
  readonly maxTextBytes: number;
}

/**
 * Records -> documents: payloads become texts (UTF-8 after repair), columns become `DOCUMENT_COLUMNS`, and every record that is no document
 * becomes a rejection. Neither changes a position: row k of the result is the record at `first + position[k]`.
 */
export const decode = ({ maxTextBytes }: DecodeOptions): Step => (batch) => {
  const rows = new Rows(), sink = new TextSink(batch.payloads.bytes.length), limit = payloadCap(maxTextBytes);

  /** Settles the text that was just written: rejected when empty or too long, otherwise a row. */
  const settle = (i: number, said: Said, written: Written, repaired = 0): void => {
    if (written.chars > 0 && written.bytes <= maxTextBytes) { rows.add(i, said, repaired === 0 ? written : { ...written, repaired: written.repaired + repaired }); return; }
    sink.takeBack();
    if (written.chars === 0) rows.reject(i, said, 'empty', EMPTY_TEXT); else tooLarge(i, said, written.bytes);
  };
  const tooLarge = (i: number, said: Said, trueBytes: number): void => rows.reject(i, { ...said, trueBytes }, 'too_large', tooLong(trueBytes, maxTextBytes));

  /** @param body codings undone; `said.charset` is what is said about it */
  const page = (i: number, said: Said, type: string, body: Uint8Array): void => {
    const text = pageText(body, type, said.charset, maxTextBytes);
    if (text.kind === 'text') settle(i, { ...said, charset: text.charset }, sink.addString(text.text, text.repaired)); else tooLarge(i, said, text.bytes);
  };

  const forms: Readonly<Record<string, (i: number, said: Said, payload: Buffer) => void>> = {
    text: (i, said, payload) => settle(i, { ...said, charset: 'utf-8', digest: sha1(payload) }, sink.addUtf8(payload)),
    http: (i, said, payload) => {
      const opened = httpPage(payload, limit);
      if (opened.kind === 'rejected') { rows.reject(i, said, opened.reason, opened.detail); return; }
      const { body, charset, digest } = opened;
      page(i, { ...said, charset, digest, raw: body, trueBytes: body.length }, said.mediaType, body);
    },
    json: (i, said, payload) => {
      const { text: line, repaired } = repairedUtf8(payload);
      const { recordId, url, crawlTime, meta, text, reason, detail } = jsonRecord(line);
      const known: Said = { ...said, recordId: recordId || said.recordId, url, crawlTime, meta, charset: 'utf-8' };
      if (text === null) { rows.reject(i, known, reason as RejectionReason, detail); return; }
      const written = sink.addString(text, repaired === 0 ? 0 : Math.min(repaired, replacementsIn(text)));
      settle(i, { ...known, digest: sha1(sink.last) }, written);
    },
  };

  const message = (i: number, value: Buffer, fault: Fault | null): void => {
    const read = decodeMessage(value);
    if (read.kind === 'rejected') { rows.reject(i, saidOfRejected(read, value), fault?.reason ?? read.reason, fault?.detail ?? read.detail); return; }
    const { record } = read, said = saidInMessage(record), known = fault ?? faultOf(record);
    if (known) rows.reject(i, { ...said, raw: record.rawHead.length > 0 || record.reason !== '' ? record.rawHead : value }, known.reason, known.detail);
    else if (isPlain(record)) settle(i, { ...said, charset: 'utf-8' }, sink.addUtf8(asBuffer(record.payload)), record.textRepaired);
    else page(i, { ...said, charset: record.charset || charsetLabel(record.mediaType) }, mediaType(record.mediaType), record.payload);
  };

  for (let i = 0; i < count(batch.payloads); i++) {
    const text = (column: string) => valueAt(batch.columns[column]!, i) as string;
    const payload = asBuffer(bytesAt(batch.payloads, i)), form = text('form'), reason = text('reason') as RejectionReason | '';
    const fault = reason === '' ? null : { reason, detail: text('detail') };
    if (form === 'message') message(i, payload, fault);
    else if (fault) rows.reject(i, saidInColumns(batch, i), fault.reason, fault.detail);
    else if (forms[form]) forms[form](i, saidInColumns(batch, i), payload);
    else throw new TypeError(`a record of form '${form}' cannot be decoded`);
  }
  return { ...batch, payloads: sink.packed(), columns: rows.columns(), rejections: [...batch.rejections, ...rows.rejections] };
};

/** Why a record is no document, known before it is looked into. */
interface Fault { readonly reason: RejectionReason; readonly detail: string }

const faultOf = ({ reason, detail, oversize, payloadBytes }: CrawlRecord): Fault | null => {
  if (reason !== '') return { reason, detail };
  return oversize ? { reason: 'too_large', detail: `The payload is ${payloadBytes} bytes long, more than its writer puts into a message.` } : null;
};

const UTF8 = /^utf-?8$/i;

/** Is the payload text as it is, as WET and JSONL have it, and no body of a response? A text of type HTML is told from a page by its charset alone. */
const isPlain = ({ status, charset, mediaType: type }: CrawlRecord): boolean => status === null && (UTF8.test(charset) || (charset === '' && !isHtml(mediaType(type))));

const saidInMessage = (record: CrawlRecord): Said => {
  const { recordId, url, snapshot, crawlTime, mediaType: type, charset, digest, meta, file, fileOffset, ordinal, payload, payloadBytes } = record;
  return {
    recordId: recordName(recordId, file, ordinal), url, snapshot, crawlTime, mediaType: type, charset, digest: digest || sha1(payload), meta, file, fileOffset, ordinal,
    raw: payload, trueBytes: payloadBytes,
  };
};

const saidOfRejected = ({ recordId, url, snapshot, file, fileOffset, ordinal, payloadBytes }: RejectedMessage, value: Uint8Array): Said =>
  ({ recordId, url, snapshot, crawlTime: null, mediaType: '', charset: '', digest: '', meta: '{}', file, fileOffset, ordinal, raw: value, trueBytes: payloadBytes ?? value.length });

const asBuffer = ({ buffer, byteOffset, length }: Uint8Array): Buffer => Buffer.from(buffer, byteOffset, length);
