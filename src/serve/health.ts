import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';
import { usage } from '../model/fault.js';
import { send } from './respond.js';

export interface HealthParts {
  readonly version: string;
  readonly registry: Registry;
  /** Why the process is not ready; empty = ready. */
  readonly notReady: () => readonly string[] | Promise<readonly string[]>;
}
export interface HealthOptions extends HealthParts {
  readonly host: string;
  /** 0 = any free one. */
  readonly port: number;
}

/** Answers one request for a path. */
export type PathAnswer = (response: ServerResponse) => Promise<void>;

const NO_STORE = { 'cache-control': 'no-store' };

/** `/livez`, `/readyz` (= `/health`; 200 or 503 with `{"not_ready": [...]}`), `/metrics`, `/version`: a path -> its answer. */
export const healthPaths = ({ version, registry, notReady }: HealthParts): ReadonlyMap<string, PathAnswer> => {
  const ready: PathAnswer = async (response) => {
    const reasons = await notReady();
    send(response, reasons.length ? 503 : 200, 'application/json', `${JSON.stringify({ not_ready: reasons })}\n`, NO_STORE);
  };
  return new Map<string, PathAnswer>([
    ['/livez', async (response) => send(response, 200, 'text/plain', 'Ok.\n', NO_STORE)],
    ['/readyz', ready], ['/health', ready],
    ['/metrics', async (response) => send(response, 200, registry.contentType, await registry.metrics(), NO_STORE)],
    ['/version', async (response) => send(response, 200, 'application/json', `${JSON.stringify({ version })}\n`, NO_STORE)],
  ]);
};

/**
 * Listens.
 * @returns the port taken
 * @throws Fault (usage) when the port is not to be had
 */
export const listen = async (server: Server, host: string, port: number): Promise<number> => {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw usage(`http: got ${host}:${port}, which cannot be listened on (${(error as NodeJS.ErrnoException).code}), allowed a free port; 0 takes any`);
  }
  return (server.address() as AddressInfo).port;
};

/**
 * Serves health and metrics alone, for a process that has something else to do.
 * @returns the port taken, and a way to end
 * @throws Fault (usage) when the port is not to be had
 */
export const serveHealth = async ({ host, port, ...parts }: HealthOptions): Promise<{ port: number; close: () => void }> => {
  const paths = healthPaths(parts);
  const server = createServer((request: IncomingMessage, response) => {
    const answer = paths.get((request.url ?? '/').split('?')[0]!);
    if (answer === undefined) return send(response, 404, 'text/plain', 'there are /livez, /readyz, /metrics and /version\n', NO_STORE);
    answer(response).catch((error: unknown) => send(response, 500, 'text/plain', String(error), NO_STORE));
  });
  const taken = await listen(server, host, port);
  server.unref();
  return { port: taken, close: () => { server.close(); server.closeAllConnections(); } };
};
