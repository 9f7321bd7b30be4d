import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Api, type ApiParts } from './api.js';
import { MOST_BODY } from './body.js';
import { Events } from './events.js';
import { healthPaths, listen } from './health.js';
import { openPageMetrics } from './page-metrics.js';
import { Places } from './places.js';
import { Refusal } from './refusal.js';
import { refusalOf } from './refused.js';
import { bounded, LIMITS, type Limits } from './request.js';
import { sendRefusal } from './respond.js';
import { needOrigin, needToken, ownOrigin, reachable, securityHeaders } from './security.js';
import { StaticFiles, type StaticPlaces } from './static-files.js';
import { StoreWatch } from './store-watch.js';

/*
 * The server of the page: one process, one port. The path of a request, each step of which may end it:
 *
 *   Host -> open paths (page, files, health) -> token -> origin -> ClickHouse's interface (`/?query=`, `POST /`, `/ping`) or /api/v1
 *
 * Nobody can hold it up: heads and bodies have to arrive within half a minute, answers are cut after less than a minute, and questions of which the asker has gone give their
 * place back. SQL of others has places of its own, so that it cannot keep the page from being answered.
 */

export interface PageServerOptions extends Omit<ApiParts, 'watch' | 'events' | 'places' | 'limits'> {
  readonly host: string;
  /** 0 = any free one. */
  readonly port: number;
  /** May SQL through the token write? */
  readonly write: boolean;
  readonly files: StaticPlaces;
  /** Why an error of the proxied store is answered as it is. @returns false when it is none of its */
  readonly sendStoreError: (response: ServerResponse, error: unknown) => boolean;
  /** A query that took too long, as ClickHouse says it. */
  readonly queryTimeout: (seconds: number) => Error;
  /** Told of our own defects. */
  readonly failed: (error: unknown) => void;
  /** LIMITS unless given. */
  readonly limits?: Limits;
  /** How often the store is looked at, ms. */
  readonly lookMs?: number;
}

export interface PageServer {
  readonly url: string;
  readonly token: string;
  readonly port: number;
  /** Takes no new requests, ends the streams, waits for what is being answered (at most `patience` ms). */
  readonly close: (patience: number) => Promise<void>;
}

/** Node looks for requests that are late this often, ms; a connection on which nothing moves is closed after so many. */
const CHECK_MS = 2000, IDLE_MS = 58_000;
/** A draft of the greatest length fits into a URL, every character of it escaped. */
const HEAD_BYTES = 192 << 10, MOST_CONNECTIONS = 512;
const EMBEDDED_PLACES = 2, SERVER_PLACES = 8;

const isQuery = (method: string, path: string, query: URLSearchParams): boolean => path === '/ping' || (path === '/' && (query.has('query') || (method !== 'GET' && method !== 'HEAD')));

/** @throws Fault (usage) when the port is not to be had */
export const openPageServer = async (options: PageServerOptions): Promise<PageServer> => {
  const { store, database, version, host, write, failed, limits = LIMITS } = options, token = randomBytes(24).toString('base64url');
  const files = new StaticFiles(options.files), headers = Object.entries(securityHeaders(files.importMap));
  const watch = new StoreWatch(store, database, options.lookMs), events = new Events(watch), places = new Places(store.embedded ? EMBEDDED_PLACES : SERVER_PLACES), sql = new Places(store.embedded ? 1 : SERVER_PLACES, 100);
  const api = new Api({ ...options, limits, watch, events, places });
  const metrics = openPageMetrics(version, { streams: () => events.size, waiting: () => places.waiting + sql.waiting, recipe: () => watch.recipe });
  const health = healthPaths({ version, registry: metrics.registry, notReady: async () => (watch.there || await watch.check() ? [] : ['store']) });

  const passOn = (incoming: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    response.setHeader('cache-control', 'no-store');
    if (path === '/ping') { response.writeHead(200, { 'content-type': 'text/plain' }).end('Ok.\n'); return Promise.resolve(); }
    return bounded(response, limits, async (signal) => {
      const leave = await sql.take(signal);
      try { await store.forward(incoming, response, { write, seconds: limits.engine, most: MOST_BODY, signal, answered: leave }); } finally { leave(); }
    }, options.queryTimeout);
  };

  /** @returns the route, for the metrics */
  const route = async (incoming: IncomingMessage, response: ServerResponse): Promise<string> => {
    const method = incoming.method!, target = incoming.url ?? '/';
    if (!target.startsWith('/')) throw new Refusal(400, 'The target of a request is a path here');
    const { pathname: path, searchParams: query } = new URL(`http://serve${target}`), own = ownOrigin(incoming, host), sends = isQuery(method, path, query);
    const answer = health.get(path);
    if (answer !== undefined || (StaticFiles.owns(path) && !sends)) {
      if (method !== 'GET' && method !== 'HEAD') throw new Refusal(405, `${method} is not allowed here, but GET`);
      await (answer === undefined ? files.answer(path, incoming, response) : answer(response));
      return answer === undefined ? 'page' : path;
    }
    needToken(incoming, token);
    if (sends) {
      needOrigin(incoming, own, false);
      await passOn(incoming, response, path);
      return 'sql';
    }
    const rest = /^\/api\/v1\/(.*)$/.exec(path)?.[1];
    if (rest === undefined) throw new Refusal(404, 'There is nothing at this path');
    if (method !== 'GET' && method !== 'HEAD') needOrigin(incoming, own, true);
    await api.answer(rest, incoming, response, query);
    return `api/${rest.split('/')[0]!}`;
  };

  const refuse = async (incoming: IncomingMessage, response: ServerResponse, error: unknown): Promise<void> => {
    if (response.destroyed) return;
    incoming.resume();
    if (options.sendStoreError(response, error)) return;
    const refusal = error instanceof Refusal ? error : refusalOf(error, await watch.check());
    if (refusal === null) failed(error);
    sendRefusal(response, refusal ?? new Refusal(500, 'thresher failed in a way that it should not; its log says more'));
  };

  const running = new Set<Promise<void>>();
  const server = createServer({ maxHeaderSize: HEAD_BYTES, headersTimeout: limits.head * 1000, requestTimeout: limits.body * 1000, connectionsCheckingInterval: Math.min(CHECK_MS, limits.head * 100), keepAliveTimeout: 10_000 }, (incoming, response) => {
    const begun = performance.now();
    for (const [name, value] of headers) response.setHeader(name, value);
    const work = route(incoming, response).catch(async (error: unknown) => { await refuse(incoming, response, error); return 'refused'; }).then((name) => {
      metrics.requests.inc({ route: name, status: String(response.statusCode) });
      metrics.seconds.observe({ route: name }, (performance.now() - begun) / 1000);
    }).finally(() => running.delete(work));
    running.add(work);
  });
  server.maxConnections = MOST_CONNECTIONS;
  server.timeout = IDLE_MS;
  try {
    await listen(server, host, options.port);
  } catch (error) {
    watch.close();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${reachable(host)}:${port}`, token, port,
    close: async (patience) => {
      watch.close();
      const closed = new Promise<void>((resolve) => { server.close(() => resolve()); });
      events.close();
      let timer: NodeJS.Timeout | undefined;
      await Promise.race([Promise.allSettled(running), new Promise((resolve) => { timer = setTimeout(resolve, patience); })]);
      clearTimeout(timer);
      server.closeAllConnections();
      await closed;
    },
  };
};
