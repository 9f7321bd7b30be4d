// A store that is a server, and one that goes away and comes back. The server is the face of an embedded store behind a proxy that wants a password, as a server does.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageServer } from '../../src/serve/page-server.js';
import { openStore, type ClickHouseStore } from '../../src/sinks/clickhouse.js';
import { migrate } from '../../src/sinks/schema.js';
import { asks, seed, served, type Answered } from './serving.js';

const folder = mkdtempSync(join(tmpdir(), 'thresher-away-')), WAY = { how: 'through' as 'through' | 'silent' | 'cut' };
let owned: ClickHouseStore, store: ClickHouseStore, server: PageServer, proxy: Server, seen: string[] = [];

beforeAll(async () => {
  owned = await openStore({ store: folder, database: 'thresher', version: '1.2.3' });
  await migrate(owned, { bands: 2 });
  await seed(owned);
  const { url, token } = JSON.parse(readFileSync(join(folder, 'owner.json'), 'utf8')) as { url: string; token: string };
  proxy = createServer((incoming, response) => {
    if (WAY.how === 'cut') { incoming.socket.destroy(); return; }
    if (WAY.how === 'silent') return;
    seen.push(incoming.url!);
    if (incoming.url !== '/ping' && incoming.headers.authorization !== `Basic ${Buffer.from('me:secret').toString('base64')}`) { response.writeHead(401).end(); return; }
    // A server knows this setting, the embedded engine has no use for it.
    const path = incoming.url!.replace('&cancel_http_readonly_queries_on_client_close=1', '');
    incoming.pipe(request(`${url}${path}`, { method: incoming.method, headers: { ...incoming.headers, authorization: `Bearer ${token}` } }, (answer) => { response.writeHead(answer.statusCode!, answer.headers); answer.pipe(response); }).on('error', () => response.destroy()));
  });
  await new Promise<void>((resolve) => { proxy.listen(0, '127.0.0.1', resolve); });
  store = await openStore({ store: `http://me:secret@127.0.0.1:${(proxy.address() as { port: number }).port}`, database: 'thresher', version: '1.2.3', patience: 1 });
  server = await served(store, { limits: { head: 10, body: 10, engine: 5, answer: 3 } });
});
afterAll(async () => {
  await server?.close(0);
  await store?.close();
  proxy.closeAllConnections();
  proxy.close();
  await owned?.close();
  rmSync(folder, { recursive: true, force: true });
});

const as = (path: string, body?: string): Promise<Answered> => asks(server.url, path, { headers: { authorization: `Bearer ${server.token}` }, ...(body === undefined ? {} : { method: 'POST', body }) });
const until = async (path: string, wanted: number): Promise<Answered> => {
  for (;;) {
    const answer = await as(path);
    if (answer.status === wanted) return answer;
  }
};

describe('a server', () => {
  it('is asked with its own password and read-only, and only what was looked at', async () => {
    seen = [];
    expect((await as('/', 'SELECT count() FROM documents')).body).toBe('3\n');
    const [asked] = seen.filter((url) => url.startsWith('/?')), query = new URL(`http://x${asked!}`).searchParams;
    expect(Object.fromEntries(query)).toMatchObject({ readonly: '1', max_execution_time: '5', cancel_http_readonly_queries_on_client_close: '1', database: 'thresher' });
    seen = [];
    const hostile = ['INSERT INTO samples SELECT 1', "SELECT file('/etc/passwd')", "SELECT * FROM url('http://x')", 'SELECT * FROM (SELECT 1 SETTINGS readonly = 0)', 'SYSTEM SHUTDOWN'];
    expect((await Promise.all(hostile.map((sql) => as('/', sql)))).map(({ status, headers }) => [status, headers['x-clickhouse-exception-code']])).toEqual(hostile.map(() => [400, '164']));
    expect(seen.filter((url) => url !== '/ping')).toEqual([]);
    await expect(store.readOnly.rows("SELECT file('/etc/passwd')")).rejects.toThrow('query: Function file reaches outside of the store, which a read-only query may not (code 164, READONLY)');
    expect(JSON.parse((await as('/api/v1/summary')).body)).toMatchObject({ n: 3 });
  });
});

describe.each(['cut', 'silent'] as const)('a store that is away (%s)', (how) => {
  it('is told in a sentence, soon, and found again by itself', async () => {
    await until('/readyz', 200);
    WAY.how = how;
    const began = performance.now();
    expect((await until('/readyz', 503)).body).toBe('{"not_ready":["store"]}\n');
    const refused = await as('/api/v1/summary');
    expect([refused.status, JSON.parse(refused.body)]).toEqual([503, { error: 'The store does not answer; it is asked again by itself' }]);
    expect((await as('/api/v1/events')).status).toBe(503);
    const sql = await as('/', 'SELECT 1');
    expect([sql.status, sql.headers['x-clickhouse-exception-code']]).toEqual(how === 'cut' ? [503, '210'] : [408, '159']);
    expect((await asks(server.url, '/livez')).status).toBe(200);
    expect((await asks(server.url, '/')).status).toBe(200);
    expect(performance.now() - began).toBeLessThan(40_000);
    WAY.how = 'through';
    expect((await until('/readyz', 200)).body).toBe('{"not_ready":[]}\n');
    expect(JSON.parse((await until('/api/v1/summary', 200)).body)).toMatchObject({ n: 3 });
  });
});
