import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { createGunzip } from 'node:zlib';
import { HttpError } from './http-error.js';
import { readStatement } from './statement.js';

/** A request of ClickHouse's HTTP interface, taken apart. */
export interface Request {
  /** The SQL, from `query=`, the body, or both. */
  readonly statement: string;
  /** Data of an INSERT that stood in the body after its statement; null = they are the body itself, or there are none. */
  readonly data: Uint8Array | null;
  /** Has the body been read? Otherwise it is the data of the INSERT in `statement`. */
  readonly bodyRead: boolean;
  readonly gzip: boolean;
  readonly database: string;
  readonly queryId: string;
  readonly format: string;
  readonly waitForEnd: boolean;
  readonly readOnly: boolean;
  readonly settings: readonly (readonly [string, string])[];
  readonly params: readonly (readonly [string, string])[];
}

/** URL parameters that are no settings. */
const RESERVED = new Set(['query', 'database', 'query_id', 'default_format', 'wait_end_of_query', 'buffer_size', 'readonly', 'session_id', 'session_timeout', 'session_check', 'role', 'user', 'password',
  'quota_key', 'stacktrace', 'compress', 'decompress', 'close_session', 'client_protocol_version']);
/** A statement in a body that is no INSERT's data must fit here. */
const MOST = 64 << 20;

const readBody = async (incoming: AsyncIterable<unknown>): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    length += (chunk as Buffer).length;
    if (length > MOST) throw new HttpError(307, 'TOO_MANY_BYTES', `The statement is longer than ${MOST} bytes`, 413);
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
};

const isSet = (value: string | null): boolean => value !== null && value !== '0' && value !== '' && value !== 'false';

/**
 * Reads what was asked for. The body stays unread when it is the data of an INSERT that stands in the URL.
 * @throws HttpError for what this interface does not do: sessions, native compression, other encodings
 */
export const readRequest = async (incoming: IncomingMessage): Promise<Request> => {
  const url = new URL(incoming.url ?? '/', 'http://owner'), query = url.searchParams;
  if (url.pathname !== '/') throw new HttpError(1, 'UNSUPPORTED_METHOD', `There is no handle ${url.pathname}; use / or /ping`, 404);
  if (incoming.method !== 'GET' && incoming.method !== 'POST') throw new HttpError(1, 'UNSUPPORTED_METHOD', 'Use GET or POST', 405);
  for (const name of ['compress', 'decompress', 'session_id']) {
    if (isSet(query.get(name))) throw new HttpError(48, 'NOT_IMPLEMENTED', `The embedded store does not do ${name}`);
  }
  const encoding = incoming.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity' && encoding !== 'gzip') throw new HttpError(48, 'NOT_IMPLEMENTED', `Content-Encoding got ${encoding}, allowed gzip or none`);
  const named = [...query].filter(([name]) => !RESERVED.has(name));
  const bad = named.find(([name]) => !/^[A-Za-z_]\w*$/.test(name));
  if (bad) throw new HttpError(115, 'UNKNOWN_SETTING', `'${bad[0]}' is no name of a setting`);

  const format = query.get('default_format') || String(incoming.headers['x-clickhouse-format'] ?? '') || 'TabSeparated';
  if (!/^\w+$/.test(format)) throw new HttpError(73, 'UNKNOWN_FORMAT', `'${format}' is no name of a format`);

  let statement = query.get('query') ?? '', data: Uint8Array | null = null, bodyRead = false;
  if (!readStatement(statement).insert) {
    bodyRead = true;
    const body = await readBody(encoding === 'gzip' ? incoming.pipe(createGunzip()) : incoming), text = body.toString('utf8');
    const insert = statement.trim() === '' ? readStatement(text).insert : null;
    if (insert && insert.data < text.length) {
      data = body.subarray(Buffer.byteLength(text.slice(0, insert.data)));
      statement = text.slice(0, insert.data);
    } else statement = statement && text ? `${statement}\n${text}` : statement || text;
  }
  if (statement.trim() === '') throw new HttpError(62, 'SYNTAX_ERROR', 'Empty query');
  return {
    statement, data, bodyRead, gzip: encoding === 'gzip', database: query.get('database') ?? String(incoming.headers['x-clickhouse-database'] ?? ''),
    queryId: query.get('query_id') || randomUUID(), format,
    waitForEnd: isSet(query.get('wait_end_of_query')), readOnly: incoming.method === 'GET' || isSet(query.get('readonly')),
    settings: named.filter(([name]) => !name.startsWith('param_')), params: named.filter(([name]) => name.startsWith('param_')),
  };
};

/** What a fresh connection is told before the statement; '' = nothing. `mark`: by which its query can be found. `readonly` comes last: after it nothing can be set. */
export const setup = ({ database, settings, params, readOnly }: Request, mark: string | null): string => {
  const quote = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
  const assignments = [...settings, ...params, ...(mark === null ? [] : [['log_comment', mark] as const])].map(([name, value]) => `${name} = ${quote(value)}`);
  return [
    ...(database ? [`USE \`${database.replace(/[\\`]/g, '\\$&')}\``] : []),
    ...(assignments.length ? [`SET ${assignments.join(', ')}`] : []),
    ...(readOnly ? ['SET readonly = 1'] : []),
  ].join('; ');
};
