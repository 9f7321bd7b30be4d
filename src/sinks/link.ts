import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Agent as HttpAgent, type ClientRequest } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { ClickHouseLogLevel, createClient, type ClickHouseClient } from '@clickhouse/client';
import { usage } from '../model/fault.js';
import type { Attachment } from './embedded.js';

/** ClickHouse's HTTP interface of a store. The agent is not the client's: that one ends idle sockets of its own by timers, whoever uses them by then. */
export interface Address { readonly url: string; readonly authorization: string; readonly agent: HttpAgent }

/** The way to a store, whatever it is: a client that may be replaced when an embedded store's owner is gone. */
export interface Link {
  readonly client: () => Promise<ClickHouseClient>;
  /** True when trouble means that the owner may be gone, so that `again` can help. */
  readonly embedded: boolean;
  /** Finds the store anew; the same client for everybody who asks at once. Rejects with a Fault when there is none in 30 s. */
  readonly again: () => Promise<void>;
  /** Where ClickHouse's HTTP interface is now, and what opens it: for requests that are passed on as they are. */
  readonly address: () => Address;
  /** Calls `then` once the statement with this query id has been sent and its answer not read. */
  readonly whenSent: (queryId: string, then: () => void) => void;
  readonly close: () => Promise<void>;
}

/** Six hours: a query may be long, and a dead peer on loopback is noticed at once anyway. */
const EMBEDDED_TIMEOUT_MS = 6 * 3600 * 1000;
/** Beyond the insert timeout of ClickHouse's own Kafka sink (240 s). */
const SERVER_TIMEOUT_MS = 300 * 1000;

const client = (url: string, database: string, auth: { username: string; password: string } | { access_token: string }, agent: HttpAgent, timeout: number): ClickHouseClient =>
  createClient({
    url, database, ...auth, http_agent: agent, request_timeout: timeout, application: 'thresher', log: { level: ClickHouseLogLevel.OFF },
    clickhouse_settings: { output_format_json_quote_64bit_integers: 1 },
  });

/** Calls back when the kernel has every byte of the request with this query id. */
const whenFlushed = (queryId: string, then: () => void): void => {
  const onStart = (message: unknown): void => {
    const { request } = message as { request: ClientRequest };
    if (new URL(request.path, 'http://store').searchParams.get('query_id') !== queryId) return;
    unsubscribe(REQUEST_START, onStart);
    request.once('finish', then);
  };
  subscribe(REQUEST_START, onStart);
};
const REQUEST_START = 'http.client.request.start';

/** A ClickHouse server by URL; user and password stand in it. */
export const serverLink = (store: string, database: string): Link => {
  const url = new URL(store);
  const auth = { username: decodeURIComponent(url.username) || 'default', password: decodeURIComponent(url.password) };
  if (url.pathname !== '/' || url.search) throw usage(`store: got ${url.origin}${url.pathname}, allowed http(s)://user:password@host:8123 (the database is a setting of its own)`);
  const newAgent = (): HttpAgent => (url.protocol === 'https:' ? new HttpsAgent({ keepAlive: true, maxSockets: 10 }) : new HttpAgent({ keepAlive: true, maxSockets: 10 })), agent = newAgent(), passing = newAgent();
  const only = client(url.origin, database, auth, agent, SERVER_TIMEOUT_MS);
  return {
    client: async () => only, embedded: false, again: async () => {},
    address: () => ({ url: url.origin, authorization: `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}`, agent: passing }),
    whenSent: whenFlushed,
    close: async () => { await only.close(); agent.destroy(); passing.destroy(); },
  };
};

/** An embedded store: this process holds it, or another one that is found through owner.json. */
export const embeddedLink = (first: Attachment, find: () => Promise<Attachment>, database: string): Link => {
  const connect = (to: Attachment) => {
    const agent = new HttpAgent({ keepAlive: true, maxSockets: 10 }), passing = new HttpAgent({ keepAlive: true, maxSockets: 10 });
    return { to, agent, passing, client: client(to.url, database, { access_token: to.token }, agent, EMBEDDED_TIMEOUT_MS) };
  };
  const disconnect = async ({ to, agent, passing, client: old }: ReturnType<typeof connect>): Promise<void> => {
    await old.close();
    agent.destroy();
    passing.destroy();
    await to.release();
  };
  let now = connect(first), finding: Promise<void> | null = null, closed = false;
  return {
    client: async () => { await finding; return now.client; },
    embedded: true,
    address: () => ({ url: now.to.url, authorization: `Bearer ${now.to.token}`, agent: now.passing }),
    again: () => (finding ??= (async () => {
      // In the owner itself the engine is here: the trouble was one connection's, not the store's.
      if (now.to.owner || closed) return;
      const old = now;
      now = connect(await find());
      await disconnect(old);
    })().finally(() => { finding = null; })),
    // The owner is killed together with its engine, so there the statement must have reached the engine and not only the socket.
    whenSent: (queryId, then) => (now.to.owner ? now.to.watch(queryId, then) : whenFlushed(queryId, then)),
    close: async () => { closed = true; await finding?.catch(() => {}); await disconnect(now); },
  };
};
