import { request as httpRequest, type ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { gunzipSync } from 'node:zlib';
import { HttpError } from './http-error.js';
import type { Link } from './link.js';
import { checkReadOnly, isFreeSetting, MOST_SPOOLED } from './read-only.js';
import { readStatement } from './statement.js';

/*
 * Requests of ClickHouse's HTTP interface passed on to the store with the store's own credentials, for a process that lets others in by a token of its own.
 *
 * Nothing is passed on that was not understood. A read-only request is read whole, its statement and settings are checked as the embedded owner checks them
 * (on a server there is no owner in between), and it is built anew with `readonly = 1` and a bound on its time. A writing one keeps its body, which streams.
 * Names, passwords and roles in the URL never reach the store: they would speak for somebody else than this process.
 */

export interface Passage {
  /** May statements of a POST write? */
  readonly write: boolean;
  /** The engine ends a statement after so many seconds. */
  readonly seconds: number;
  /** Most bytes of a read-only request's body. */
  readonly most: number;
  /** Ends the request, whatever it is at. Its reason, when that is an HttpError, is the answer. */
  readonly signal: AbortSignal;
  /** Told when the engine is done with the statement, if that is before its answer is out: readers may be slow. */
  readonly answered?: () => void;
}

/** What the interface reads from the URL beside settings; passed on as it is. */
const OWN = ['database', 'query_id', 'default_format', 'wait_end_of_query', 'buffer_size'];
/** Speaks for somebody, or of nothing that concerns the store. */
const DROPPED = new Set(['query', 'user', 'password', 'role', 'quota_key', 'stacktrace', 'client_protocol_version', 'max_execution_time', 'readonly']);
/** What cannot be looked through. */
const OPAQUE = ['compress', 'decompress', 'session_id'];
const HEADERS_BACK = /^(content-type|content-encoding|content-length|x-clickhouse-.*)$/;

const isSet = (value: string | null): boolean => value !== null && value !== '0' && value !== '' && value !== 'false';

const readBody = async (incoming: IncomingMessage, most: number): Promise<string> => {
  const tooLarge = (): HttpError => new HttpError(307, 'TOO_MANY_BYTES', `The statement is longer than ${most} bytes`, 413);
  const parts: Buffer[] = [];
  let length = 0;
  // Left unread, not cut: the sender is to see the answer.
  for await (const part of incoming.iterator({ destroyOnReturn: false })) {
    length += (part as Buffer).length;
    if (length > most) throw tooLarge();
    parts.push(part as Buffer);
  }
  const encoding = incoming.headers['content-encoding'] ?? 'identity', whole = Buffer.concat(parts);
  if (encoding === 'identity') return whole.toString('utf8');
  if (encoding !== 'gzip') throw new HttpError(48, 'NOT_IMPLEMENTED', `Content-Encoding got ${encoding}, allowed gzip or none`);
  try {
    return gunzipSync(whole, { maxOutputLength: most }).toString('utf8');
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge() : new HttpError(271, 'CANNOT_DECOMPRESS', 'The body is no gzip', 400);
  }
};

/** The stricter of both bounds on the time. */
const secondsOf = (query: URLSearchParams, most: number): string => {
  const given = Number(query.get('max_execution_time'));
  return String(given > 0 && given < most ? given : most);
};

/** What goes upstream: parameters of the URL, and the body when it has been read. */
interface Outgoing { readonly query: URLSearchParams; readonly body: string | null }

const readOnly = async (incoming: IncomingMessage, query: URLSearchParams, { seconds, most }: Passage, embedded: boolean): Promise<Outgoing> => {
  const opaque = OPAQUE.find((name) => isSet(query.get(name))) ?? (/^multipart\//i.test(incoming.headers['content-type'] ?? '') ? 'multipart' : undefined);
  if (opaque) throw new HttpError(48, 'NOT_IMPLEMENTED', `A read-only request got ${opaque}, which is not allowed here`);
  const body = await readBody(incoming, most), statement = [query.get('query') ?? '', body].filter(Boolean).join('\n');
  if (statement.trim() === '') throw new HttpError(62, 'SYNTAX_ERROR', 'Empty query');
  const passed = new URLSearchParams(), params: Record<string, string> = {};
  for (const [name, value] of query) {
    if (name.startsWith('param_')) params[name.slice('param_'.length)] = value;
    else if (DROPPED.has(name) || OPAQUE.includes(name)) continue;
    else if (!OWN.includes(name) && !isFreeSetting(name)) throw new HttpError(164, 'READONLY', `Cannot modify '${name}' setting in readonly mode`);
    passed.set(name, value);
  }
  checkReadOnly(readStatement(statement), params);
  passed.set('readonly', '1');
  passed.set('max_execution_time', secondsOf(query, seconds));
  if (embedded) passed.set('max_result_bytes', String(MOST_SPOOLED));
  else passed.set('cancel_http_readonly_queries_on_client_close', '1');
  return { query: passed, body: statement };
};

const writing = (query: URLSearchParams, { seconds }: Passage, embedded: boolean): Outgoing => {
  const passed = new URLSearchParams();
  for (const [name, value] of query) if (name === 'query' || name === 'readonly' || !DROPPED.has(name)) passed.set(name, value);
  passed.set('max_execution_time', secondsOf(query, seconds));
  // Through a file: a stream would be planned on the owner's main thread (http-face.ts).
  if (embedded) passed.set('wait_end_of_query', '1');
  return { query: passed, body: null };
};

const sentBy = (link: Link, { query, body }: Outgoing, { headers }: IncomingMessage): ClientRequest => {
  const { url, authorization, agent } = link.address(), given: Record<string, string> = { authorization };
  for (const name of body === null ? ['content-type', 'content-encoding', 'content-length', 'accept-encoding'] : ['accept-encoding']) if (headers[name] !== undefined) given[name] = String(headers[name]);
  return (url.startsWith('https:') ? httpsRequest : httpRequest)(`${url}/?${query.toString()}`, { method: 'POST', agent, headers: given });
};

const answerTo = (upstream: ClientRequest, signal: AbortSignal): Promise<IncomingMessage> => new Promise((resolve, reject) => {
  const cut = (): void => { upstream.destroy(signal.reason instanceof HttpError ? signal.reason : new HttpError(394, 'QUERY_WAS_CANCELLED', 'The request was given up')); };
  signal.addEventListener('abort', cut, { once: true });
  upstream.once('close', () => signal.removeEventListener('abort', cut));
  upstream.on('response', resolve).on('error', reject);
  if (signal.aborted) cut();
});

const away = (): HttpError => new HttpError(210, 'NETWORK_ERROR', 'The store does not answer', 503);

/**
 * Passes a request on and its answer back; resolves when the answer is out or its reader gone.
 * @param database when the request names none
 * @throws HttpError, before the answer has begun; later the answer is cut off
 */
export const forward = async (link: Link, database: string, incoming: IncomingMessage, response: ServerResponse, passage: Passage): Promise<void> => {
  const { method, headers } = incoming, { signal } = passage;
  if (method !== 'GET' && method !== 'POST') throw new HttpError(1, 'UNSUPPORTED_METHOD', 'Use GET or POST', 405);
  const { searchParams: query } = new URL(incoming.url ?? '/', 'http://serve');
  const bad = [...query.keys()].find((name) => !/^[A-Za-z_]\w*$/.test(name));
  if (bad !== undefined) throw new HttpError(115, 'UNKNOWN_SETTING', `'${bad}' is no name of a setting`);
  if (!query.has('database')) query.set('database', String(headers['x-clickhouse-database'] ?? database));
  if (!query.has('default_format') && headers['x-clickhouse-format']) query.set('default_format', String(headers['x-clickhouse-format']));
  const outgoing = method === 'POST' && passage.write ? writing(query, passage, link.embedded) : await readOnly(incoming, query, passage, link.embedded);

  const ask = async (): Promise<IncomingMessage> => {
    const upstream = sentBy(link, outgoing, incoming), answer = answerTo(upstream, signal);
    if (outgoing.body !== null) upstream.end(outgoing.body);
    else pipeline(incoming, upstream).catch((error: unknown) => { upstream.destroy(error as Error); });
    return answer;
  };
  const asked = async (): Promise<IncomingMessage> => {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof HttpError) throw error;
      throw away();
    }
  };
  let answer = await asked().catch(async (error: HttpError) => {
    if (error.status !== 503 || outgoing.body === null || !link.embedded) throw error;
    await Promise.race([link.again().catch(() => {}), new Promise((resolve) => { setTimeout(resolve, AGAIN_MS).unref(); })]);
    return asked();
  });
  if (answer.headers['x-clickhouse-exception-code'] === '516' && outgoing.body !== null && link.embedded) {
    answer.resume();
    await link.again().catch(() => {});
    answer = await asked();
  }
  if (answer.headers['x-clickhouse-exception-code'] === '516') { answer.resume(); throw away(); }
  const back = Object.fromEntries(Object.entries(answer.headers).filter(([name]) => HEADERS_BACK.test(name)));
  // Whatever the store calls it, it is data.
  if (/html|script|svg|xml/i.test(String(back['content-type'] ?? ''))) back['content-type'] = 'text/plain; charset=UTF-8';
  // An embedded engine writes its answer to a file before it says anything.
  if (link.embedded) passage.answered?.();
  response.writeHead(answer.statusCode ?? 502, back);
  await pipeline(answer, response).catch(() => { response.destroy(); });
};

/** An embedded store whose owner is gone is taken over within this time, or the request fails. */
const AGAIN_MS = 5000;
