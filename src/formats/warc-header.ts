import { fields } from './fields.js';

/** What a WARC record says of itself. */
export interface WarcHeader {
  readonly type: string;
  readonly recordId: string;
  readonly url: string | null;
  readonly date: string;
  readonly contentType: string;
  /** Content-Length; null = the field is missing, NaN = it is no number. */
  readonly length: number | null;
}

const unwrap = (value: string): string => (value.startsWith('<') && value.endsWith('>') ? value.slice(1, -1).trim() : value);

/** A WARC header block (version line first). Record id and target URI lose their angle brackets: wget 1.14 wrote the latter with them. */
export const warcHeader = (block: Buffer): WarcHeader => {
  const found = fields(block.toString('utf8'));
  const length = found.get('content-length');
  const url = unwrap(found.get('warc-target-uri') ?? '');
  return {
    type: (found.get('warc-type') ?? '').toLowerCase(),
    recordId: unwrap(found.get('warc-record-id') ?? ''),
    url: url === '' ? null : url,
    date: found.get('warc-date') ?? '',
    contentType: found.get('content-type') ?? '',
    length: length === undefined ? null : /^\d{1,15}$/.test(length) ? Number(length) : NaN,
  };
};

const MAGIC = Buffer.from('WARC/');

/** Does a version line begin at `at`? null: the bytes end too early to say. */
export const versionAt = (bytes: Buffer, at: number): boolean | null => {
  for (let i = 0; i < MAGIC.length; i++) {
    if (at + i >= bytes.length) return null;
    if (bytes[at + i] !== MAGIC[i]) return false;
  }
  const digit = bytes[at + MAGIC.length];
  return digit === undefined ? null : digit >= 48 && digit <= 57;
};

/** How far behind a boundary bytes are looked at. */
export const LOOKAHEAD = 64;
const BOUNDARY = /^WARC\/\d\.\d{1,2}\r?\n[A-Za-z-]{1,32}:/;

/**
 * The first place from `from` on where a record begins on a line of its own: version line, then a named field. -1: none; a place in the last
 * `LOOKAHEAD` bytes may not be seen yet.
 * @param before the byte before `bytes`
 */
export const boundary = (bytes: Buffer, from: number, before = LF): number => {
  for (let at = bytes.indexOf(MAGIC, from); at >= 0; at = bytes.indexOf(MAGIC, at + 1)) {
    if ((at === 0 ? before : bytes[at - 1]) === LF && BOUNDARY.test(bytes.toString('latin1', at, at + LOOKAHEAD))) return at;
  }
  return -1;
};
const LF = 10;
