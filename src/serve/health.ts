import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';
import { usage } from '../model/fault.js';

export interface HealthOptions {
  readonly host: string;
  /** 0 = any free one. */
  readonly port: number;
  readonly version: string;
  readonly registry: Registry;
  /** Why the process is not ready; empty = ready. */
  readonly notReady: () => readonly string[];
}

/**
 * `/livez`, `/readyz` (= `/health`; 200 or 503 with `{"not_ready": [...]}`), `/metrics`, `/version`.
 * @returns the port taken, and a way to end
 * @throws Fault (usage) when the port is not to be had
 */
export const serveHealth = async ({ host, port, version, registry, notReady }: HealthOptions): Promise<{ port: number; close: () => void }> => {
  const server: Server = createServer((request, response) => {
    const answer = (status: number, type: string, body: string): void => { response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body); };
    const path = (request.url ?? '/').split('?')[0];
    if (path === '/livez') answer(200, 'text/plain', 'Ok.\n');
    else if (path === '/readyz' || path === '/health') {
      const reasons = notReady();
      answer(reasons.length ? 503 : 200, 'application/json', `${JSON.stringify({ not_ready: reasons })}\n`);
    } else if (path === '/version') answer(200, 'application/json', `${JSON.stringify({ version })}\n`);
    else if (path === '/metrics') registry.metrics().then((text) => answer(200, registry.contentType, text), (error: unknown) => answer(500, 'text/plain', String(error)));
    else answer(404, 'text/plain', 'there are /livez, /readyz, /metrics and /version\n');
  });
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw usage(`http: got ${host}:${port}, which cannot be listened on (${(error as NodeJS.ErrnoException).code}), allowed a free port; 0 takes any`);
  }
  server.unref();
  return { port: (server.address() as AddressInfo).port, close: () => { server.close(); server.closeAllConnections(); } };
};
