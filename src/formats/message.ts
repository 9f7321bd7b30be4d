import { isAscii, isUtf8 } from 'node:buffer';
import { REJECTION_REASONS, type RejectionReason } from '../model/rejection.js';
import type { CrawlRecord } from './crawl-record.js';
import { headOf } from './piece.js';
import { repairedUtf8 } from './text-sink.js';
import { loneSurrogates, replacementsIn } from './utf8.js';

/** A message value, read: the record, or why it is none and what it says of itself all the same. `payloadBytes` null: it does not say. */
export type Message = { readonly kind: 'record'; readonly record: CrawlRecord } | RejectedMessage;

export interface RejectedMessage {
  readonly kind: 'rejected';
  readonly reason: RejectionReason;
  readonly detail: string;
  readonly recordId: string;
  readonly url: string | null;
  readonly snapshot: string;
  readonly file: string;
  readonly fileOffset: number;
  readonly ordinal: number;
  readonly payloadBytes: number | null;
}

/**
 * A record as the value of a message, content type `application/json`: the fields of `schemas/crawl-record.avsc` in their order, those at their
 * default left out. `payload` is base64, or it is `payload_text`: where it is valid UTF-8 and quoting it as JSON is not what makes it longer.
 */
export const encodeMessage = (record: CrawlRecord): Uint8Array => {
  const { crawlTime, mediaType, charset, status, payload, oversize, digest, meta, reason, detail, rawHead, textRepaired } = record;
  let json = `{"record_id":${JSON.stringify(record.recordId)},"url":${JSON.stringify(record.url)},"snapshot":${JSON.stringify(record.snapshot)}`;
  if (crawlTime !== null) json += `,"crawl_time":${crawlTime}`;
  if (mediaType !== '') json += `,"media_type":${JSON.stringify(mediaType)}`;
  if (charset !== '') json += `,"charset":${JSON.stringify(charset)}`;
  if (status !== null) json += `,"status":${status}`;
  json += `,${payloadOf(asBuffer(payload))},"payload_bytes":${record.payloadBytes}`;
  if (oversize) json += ',"oversize":true';
  json += `,"file":${JSON.stringify(record.file)},"file_offset":${record.fileOffset},"ordinal":${record.ordinal}`;
  if (digest !== '') json += `,"digest":${JSON.stringify(digest)}`;
  if (meta !== '{}') json += `,"meta":${JSON.stringify(meta)}`;
  if (reason !== '') json += `,"reason":${JSON.stringify(reason)}`;
  if (detail !== '') json += `,"detail":${JSON.stringify(detail)}`;
  if (rawHead.length > 0) json += `,"raw_head":"${asBuffer(rawHead).toString('base64')}"`;
  if (textRepaired !== 0) json += `,"text_repaired":${textRepaired}`;
  return Buffer.from(`${json}}`);
};

const payloadOf = (payload: Buffer): string => {
  if (isUtf8(payload)) {
    const text = payload.toString(), quoted = JSON.stringify(text);
    if (quoted.length - text.length <= payload.length / 3 + 4) return `"payload_text":${quoted}`;
  }
  return `"payload":"${payload.toString('base64')}"`;
};

/**
 * The value of a message -> its record. Fields that the schema does not have are passed over: a newer writer may add some. What is no JSON is
 * `malformed_json`, what is no object `not_an_object`; a field that is missing or of a wrong type, and a payload that stands there twice or not
 * at all, is `schema_mismatch`, and `detail` names the first such field. Malformed UTF-8 and lone surrogates of `payload_text` become U+FFFD
 * and count as repaired, as they do on a line of JSON. A crawl time that the store cannot hold is no crawl time.
 */
export const decodeMessage = (value: Uint8Array): Message => {
  const bytes = asBuffer(value);
  let fields: unknown, repaired = 0;
  try {
    const read = isAscii(bytes) ? { text: bytes.toString('latin1'), repaired: 0 } : repairedUtf8(bytes);
    repaired = read.repaired;
    fields = JSON.parse(read.text);
  } catch {
    return rejected({}, 'malformed_json', 'The message is not valid JSON.');
  }
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return rejected({}, 'not_an_object', `The message is ${typeOf(fields)}, not an object.`);
  return recordOf(fields as Fields, repaired);
};

type Fields = Readonly<Record<string, unknown>>;

const recordOf = (fields: Fields, repaired: number): Message => {
  for (const [name, { takes, expected, required }] of CHECKS) {
    const value = fields[name];
    if (value === undefined ? required : !takes(value)) return rejected(fields, 'schema_mismatch', value === undefined ? `Field ${name} is missing.` : `Field ${name} is ${typeOf(value)}, not ${expected}.`);
  }
  const { payload_text: text, payload: base64, crawl_time: crawlTime, raw_head: head } = fields as { payload_text?: string; payload?: string; crawl_time?: number | null; raw_head?: string };
  if (text === undefined && base64 === undefined) return rejected(fields, 'schema_mismatch', 'Field payload is missing, and so is payload_text.');
  if (text !== undefined && base64 !== undefined) return rejected(fields, 'schema_mismatch', 'Fields payload and payload_text are both there, one is allowed.');
  const payload = text === undefined ? bytesOf(base64!) : Buffer.from(text), rawHead = head === undefined ? NOTHING : bytesOf(head);
  if (!payload || !rawHead) return rejected(fields, 'schema_mismatch', `Field ${payload ? 'raw_head' : 'payload'} is not valid base64.`);
  const { status = null, media_type: mediaType = '', charset = '', oversize = false, digest = '', meta = '{}', reason = '', detail = '', text_repaired: before = 0 } = fields as Optional;
  return {
    kind: 'record',
    record: {
      recordId: fields['record_id'] as string, url: fields['url'] as string | null, snapshot: fields['snapshot'] as string,
      crawlTime: crawlTime === undefined || crawlTime === null || crawlTime < 0 || crawlTime > LAST_TIME ? null : crawlTime,
      mediaType, charset, status, payload, payloadBytes: fields['payload_bytes'] as number, oversize,
      file: fields['file'] as string, fileOffset: fields['file_offset'] as number, ordinal: fields['ordinal'] as number,
      digest, meta, reason, detail, rawHead: headOf(rawHead), textRepaired: before + (text === undefined ? 0 : repairs(text, repaired)),
    },
  };
};

interface Optional {
  readonly status?: number | null; readonly media_type?: string; readonly charset?: string; readonly oversize?: boolean; readonly digest?: string; readonly meta?: string;
  readonly reason?: RejectionReason | ''; readonly detail?: string; readonly text_repaired?: number;
}

/** @param repaired U+FFFD that the whole message got */
const repairs = (text: string, repaired: number): number =>
  (repaired === 0 ? 0 : Math.min(repaired, replacementsIn(text))) + ((text as string & { isWellFormed(): boolean }).isWellFormed() ? 0 : loneSurrogates(text));

const NOTHING = new Uint8Array(0);
/** End of what the store's DateTime64(3) holds. */
const LAST_TIME = Date.UTC(2299, 11, 31);

/** What a field takes; only names, types and ranges ever appear in a sentence about it. */
interface Check {
  readonly takes: (value: unknown) => boolean;
  readonly expected: string;
  readonly required: boolean;
}
const isText = (value: unknown): boolean => typeof value === 'string';
const isWhole = (max: number) => (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= max;
const isObject = (value: unknown): boolean => {
  if (value === '{}') return true;
  try {
    return typeof value === 'string' && value.trimStart().startsWith('{') && JSON.parse(value) !== null;
  } catch {
    return false;
  }
};
const whole = (max: number, required = false): Check => ({ takes: isWhole(max), expected: `a whole number from 0 to ${max}`, required });
const text = (required = false): Check => ({ takes: isText, expected: 'a string', required });
const orNull = ({ takes, expected, required }: Check): Check => ({ takes: (value) => value === null || takes(value), expected: `${expected} or null`, required });
const UINT32 = 2 ** 32 - 1, REASONS = new Set<unknown>(['', ...REJECTION_REASONS]);

const CHECKS: readonly (readonly [string, Check])[] = [
  ['record_id', text(true)], ['url', orNull(text(true))], ['snapshot', text(true)],
  ['crawl_time', orNull({ takes: Number.isInteger, expected: 'a whole number', required: false })],
  ['media_type', text()], ['charset', text()], ['status', orNull(whole(2 ** 31 - 1))],
  ['payload', { ...text(), expected: 'a string of base64' }], ['payload_text', text()], ['payload_bytes', whole(Number.MAX_SAFE_INTEGER, true)],
  ['oversize', { takes: (value) => typeof value === 'boolean', expected: 'true or false', required: false }],
  ['file', text(true)], ['file_offset', whole(Number.MAX_SAFE_INTEGER, true)], ['ordinal', whole(UINT32, true)], ['digest', text()],
  ['meta', { takes: isObject, expected: 'a string that holds a JSON object', required: false }],
  ['reason', { takes: (value) => REASONS.has(value), expected: 'one of the known reasons', required: false }],
  ['detail', text()], ['raw_head', { ...text(), expected: 'a string of base64' }], ['text_repaired', whole(UINT32)],
];
const CHECK = Object.fromEntries(CHECKS);

/** Strict: the base64 of what it stands for is the string itself. */
const bytesOf = (base64: string): Buffer | null => {
  const bytes = Buffer.from(base64, 'base64');
  return bytes.toString('base64') === base64 ? bytes : null;
};

const rejected = (fields: Fields, reason: RejectionReason, detail: string): RejectedMessage => {
  const said = <T>(name: string, otherwise: T): T => (CHECK[name]!.takes(fields[name]) ? (fields[name] as T) : otherwise);
  return {
    kind: 'rejected', reason, detail, recordId: said('record_id', ''), url: said('url', null), snapshot: said('snapshot', ''),
    file: said('file', ''), fileOffset: said('file_offset', 0), ordinal: said('ordinal', 0), payloadBytes: said<number | null>('payload_bytes', null),
  };
};

const typeOf = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
};

const asBuffer = ({ buffer, byteOffset, length }: Uint8Array): Buffer => Buffer.from(buffer, byteOffset, length);
