import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageServer } from '../../src/serve/page-server.js';
import { LIMITS } from '../../src/serve/request.js';
import { openStore, type ClickHouseStore } from '../../src/sinks/clickhouse.js';
import { migrate } from '../../src/sinks/schema.js';
import { asks, IMPORT_MAP, seed, served, type Answered } from './serving.js';

const folder = mkdtempSync(join(tmpdir(), 'thresher-served-'));
let store: ClickHouseStore, server: PageServer;
beforeAll(async () => {
  store = await openStore({ store: folder, database: 'thresher', version: '1.2.3' });
  await migrate(store, { bands: 2 });
  await seed(store);
  server = await served(store);
});
afterAll(async () => {
  await server?.close(0);
  await store?.close();
  rmSync(folder, { recursive: true, force: true });
});

type More = Parameters<typeof asks>[2];
const open = (path: string, more?: More): Promise<Answered> => asks(server.url, path, more);
const as = (more: More = {}): NonNullable<More> => ({ ...more, headers: { authorization: `Bearer ${server.token}`, ...more.headers } });
const api = (path: string, more?: More): Promise<Answered> => open(`/api/v1/${path}`, as(more));
/** As the page does it. */
const write = (method: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answered> =>
  api(path, { method, body: typeof body === 'string' ? body : JSON.stringify(body), headers: { origin: server.url, 'content-type': 'application/json', ...headers } });
const json = ({ body }: Answered): Record<string, unknown> => JSON.parse(body) as Record<string, unknown>;
const statuses = async (...asked: Promise<Answered>[]): Promise<number[]> => (await Promise.all(asked)).map(({ status }) => status);
const recipe = (name: string, value: number): object => ({ name, rules: { all: [{ signal: 'tokens_est', op: '>=', value }] } });

describe('who may ask', () => {
  it('gives page, files and health to everybody, and nothing else', async () => {
    expect(await statuses(open('/'), open('/app/serve/page/main.js'), open('/app/style.css'), open('/vendor/uplot.css'), open('/livez'), open('/readyz'), open('/health'), open('/metrics'), open('/version'))).toEqual(Array(9).fill(200));
    const closed = ['/?query=SELECT%201', '/?query=', '/ping', '/api/v1/summary', '/api/v1/events', '/api/v1/', '/api/v1/nothing', '/nothing', '/owner.json', '/index.html', '/metrics/x', '//', '/%00'];
    expect((await Promise.all(closed.map((path) => open(path)))).map(({ status }, i) => `${closed[i]} ${status}`)).toEqual(closed.map((path) => `${path} 401`));
    expect(await statuses(...['POST', 'PUT', 'DELETE'].map((method) => open('/', { method, body: 'SELECT 1', headers: { 'content-length': '8' } })), open('/api/v1/recipes/x', { method: 'PUT', body: '{}' }), open('/api/v1/summary', { method: 'OPTIONS' }))).toEqual(Array(5).fill(401));
  });

  it('takes its own token, whole, and in the ways of ClickHouse clients', async () => {
    const path = '/api/v1/recipes', { token } = server, basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;
    expect(token).toMatch(/^[\w-]{32}$/);
    const good = [{ authorization: `Bearer ${token}` }, { authorization: `bearer ${token}` }, { authorization: basic(`default:${token}`) }, { authorization: basic(`:${token}`) }, { 'x-clickhouse-key': token, 'x-clickhouse-user': 'x' }];
    expect(await statuses(...good.map((headers) => open(path, { headers: headers as unknown as Record<string, string> })))).toEqual(good.map(() => 200));
    const bad = [`Bearer ${token.slice(1)}`, `Bearer ${token}x`, 'Bearer ', 'Bearer', token, basic(token), basic(`${token}:x`), basic(''), `Bearer ${'x'.repeat(32)}`, `Bearer  ${token}`];
    expect((await Promise.all(bad.map((authorization) => open(path, { headers: { authorization } })))).map(({ status }, i) => `${bad[i]} ${status}`)).toEqual(bad.map((authorization) => `${authorization} 401`));
    expect(await statuses(open(`${path}?token=${token}`), open(path, { headers: { cookie: `token=${token}` } }))).toEqual([401, 401]);
  });

  it('knows a foreign Host, whatever is asked for', async () => {
    const { port } = server, own = [`127.0.0.1:${port}`, `localhost:${port}`, 'LOCALHOST', `[::1]:${port}`, 'localhost:9999'];
    const foreign = ['evil.example', `evil.example:${port}`, `127.0.0.1.evil.example:${port}`, `localhost.evil.example:${port}`, `127.0.0.1@evil.example:${port}`, 'user@localhost', '10.0.0.1', '0.0.0.0', hostname() === 'localhost' ? 'x' : hostname(), 'localhost:x', 'localhost:80:80', '[::1'];
    expect(await statuses(...own.map((host) => open('/', { headers: { host } })))).toEqual(own.map(() => 200));
    const answers = await Promise.all(foreign.flatMap((host) => ['/', '/livez', '/api/v1/summary'].map(async (path) => `${host} ${path} ${(await open(path, as({ headers: { host } }))).status}`)));
    expect(answers.filter((line) => !line.endsWith(' 421') && !line.endsWith(' 400'))).toEqual([]);
  });

  it('writes for the page alone', async () => {
    const put = (headers: Record<string, string>) => open('/api/v1/recipes/origin', as({ method: 'PUT', body: JSON.stringify(recipe('origin', 1)), headers: { 'if-match': '"0"', ...headers } }));
    for (const origin of [undefined, 'null', 'http://evil.example', server.url.replace('http', 'https'), `http://127.0.0.1:${server.port + 1}`, `${server.url}/`, `${server.url}.evil.example`, `http://localhost:${server.port}`]) {
      const { status } = await put(origin === undefined ? {} : { origin });
      expect([origin, status]).toEqual([origin, 403]);
    }
    expect(await statuses(put({ origin: server.url, 'sec-fetch-site': 'cross-site' }), put({ origin: server.url, 'sec-fetch-site': 'same-site' }))).toEqual([403, 403]);
    expect(await statuses(open('/?query=SELECT%201', as({ headers: { origin: 'http://evil.example' } })), open('/', as({ method: 'POST', body: 'SELECT 1', headers: { 'sec-fetch-site': 'cross-site' } })))).toEqual([403, 403]);
    expect((await put({ origin: server.url })).status).toBe(201);
    expect((await open('/api/v1/recipes/origin', as())).status).toBe(200);
  });

  it('says the same to browsers on every answer', async () => {
    const hash = createHash('sha256').update(IMPORT_MAP).digest('base64');
    const csp = `default-src 'none'; script-src 'self' 'sha256-${hash}'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
    const answers = await Promise.all([open('/'), open('/app/x.js'), open('/livez'), open('/api/v1/summary'), api('summary'), api('nothing'), open('/?query=SELECT%201', as()), open('/?query=SELEC', as()), open('/', { headers: { host: 'evil' } })]);
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 200, 401, 200, 404, 200, 400, 421]);
    for (const { headers } of answers) {
      expect(headers).toMatchObject({ 'content-security-policy': csp, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin' });
      expect(headers['access-control-allow-origin']).toBeUndefined();
    }
    expect(answers.slice(3).map(({ headers }) => headers['cache-control'])).toEqual(Array(6).fill('no-store'));
  });
});

describe('files', () => {
  it('come compressed for those who take it, and once for those who have them', async () => {
    const plain = await open('/app/serve/page/main.js'), packed = await open('/app/serve/page/main.js', { headers: { 'accept-encoding': 'br, gzip' } });
    expect(plain.headers).toMatchObject({ 'content-type': 'text/javascript; charset=utf-8', vary: 'accept-encoding', 'cache-control': 'no-cache' });
    expect([packed.headers['content-encoding'], gunzipSync(packed.bytes).equals(plain.bytes), packed.bytes.length < plain.bytes.length]).toEqual(['gzip', true, true]);
    expect((await open('/app/serve/page/main.js', { headers: { 'accept-encoding': 'gzip;q=0' } })).headers['content-encoding']).toBeUndefined();
    const again = await open('/app/serve/page/main.js', { headers: { 'if-none-match': `"x", ${plain.headers.etag!}` } });
    expect([again.status, again.body, again.headers.etag]).toEqual([304, '', plain.headers.etag]);
    const head = await open('/', { method: 'HEAD' });
    expect([head.status, head.headers['content-type'], head.body, (await open('/')).body.length]).toEqual([200, 'text/html; charset=utf-8', '', Number(head.headers['content-length'])]);
    expect(await statuses(open('/favicon.ico'), open('/app/select/presets/c4.js'), open('/app/style.css', { method: 'POST' }))).toEqual([204, 200, 405]);
  });

  it('are those of the page alone', async () => {
    const paths = ['/app/sinks/link.js', '/app/serve/health.js', '/app/select/presets/c4.js.map', '/app/serve/page/../health.js', '/app/serve/page/..%2fhealth.js', '/app/select/%2e%2e/sinks/link.js', '/app/select/..\\sinks\\link.js', '/app//sinks/link.js',
      '/app/serve/page/main.js%00.js', '/app/serve/page/', '/app/', '/app/../../package.json', '/app/index.html', '/app/..css', '/app/../page/style.css', '/vendor/../package.json', '/vendor/constructor', '/vendor/', '/app/serve/page/main.ts', '/app/serve/page/absent.js', '/app/select/presets'];
    const answers = await Promise.all(paths.map(async (path) => { const { status, body } = await open(path); return `${path} ${status} ${body.includes('secret')}`; }));
    expect(answers.filter((line) => !/ (401|404) false$/.test(line))).toEqual([]);
  });
});

describe('what cannot be read', () => {
  it('is told what was wrong', async () => {
    const error = async (asked: Promise<Answered>): Promise<[number, string]> => { const answer = await asked; expect(answer.headers['content-type']).toBe('application/json'); return [answer.status, json(answer)['error'] as string]; };
    expect(await error(api('nothing'))).toEqual([404, 'There is no such path in /api/v1']);
    for (const path of ['', 'summary/', 'summary/x', 'recipes/', 'recipes/x/y', 'recipes/x/rollback/z', 'constructor', '__proto__', 'exports', 'recipes/%E0%A4%A']) expect([path, (await api(path)).status]).toEqual([path, path === 'exports' ? 405 : 404]);
    expect(await error(api('summary', { method: 'DELETE', headers: { origin: server.url } }))).toEqual([405, 'DELETE is not allowed here, but GET']);
    expect((await api('recipes/x', { method: 'DELETE', headers: { origin: server.url } })).headers['allow']).toBe('GET, PUT');
    expect(await error(api('summary?recipes=gopher'))).toEqual([400, 'parameter recipes: unknown, allowed recipe']);
    expect(await error(api('heatmap?langs=0&domains=1e3'))).toEqual([400, "langs: got '0', allowed a whole number from 1 to 200\ndomains: got '1e3', allowed a whole number from 1 to 200"]);
    expect(await error(api('samples?signal=tokens_est&side=both&cut=NaN'))).toEqual([400, "side: got 'both', allowed kept, dropped\ncut: got 'NaN', allowed a number"]);
    expect(await error(api('summary?recipe=a&recipe=b'))).toEqual([400, 'recipe: got 2 values, allowed one']);
    expect(await error(api('histogram'))).toEqual([400, 'signal: got nothing, which is needed here']);
    expect((await error(api('snapshots?signal=nonesuch')))[0]).toBe(400);
    expect(await error(api('summary?recipe=nonesuch'))).toEqual([400, "recipe: got 'nonesuch', allowed a saved recipe (`thresher recipes list`), a version of one (name@3) or a preset"]);
    expect((await error(api(`summary?recipe=${encodeURIComponent('{oops')}`)))[0]).toBe(400);
    const draft = encodeURIComponent(JSON.stringify({ name: 'x y', rules: { all: [{ signal: 'nonesuch', op: '>', value: null }] }, more: 1 }));
    const refused = await api(`summary?recipe=${draft}`);
    expect([refused.status, (json(refused)['faults'] as string[]).length]).toEqual([422, (json(refused)['error'] as string).split('\n').length]);
    expect((json(refused)['faults'] as string[]).length).toBeGreaterThanOrEqual(3);
    expect(await error(api(`summary?recipe=${encodeURIComponent(JSON.stringify({ name: 'x', rules: { all: [] }, where: '1 +' }))}`))).toEqual([400, expect.stringContaining('SYNTAX_ERROR')]);
    // The longest draft, nearly every character of it escaped; then one that is too long, and one that no head holds.
    const long = encodeURIComponent(JSON.stringify({ name: 'x', rules: { all: [] }, where: `lang != '${'%'.repeat(59_900)}'` }));
    expect([long.length > 170_000, (await api(`summary?recipe=${long}`)).status]).toEqual([true, 200]);
    expect(await error(api(`summary?recipe=${'x'.repeat(70_000)}`))).toEqual([400, expect.stringContaining('allowed up to 60000 characters')]);
    expect((await api(`summary?recipe=${'x'.repeat(200_000)}`)).status).toBe(431);
    expect(await error(api(`summary?recipe=${encodeURIComponent(JSON.stringify({ name: 'x', rules: { all: [] }, where: "throwIf(text_bytes > 0, 'no') = 0" }))}`))).toEqual([400, expect.stringContaining('no')]);
  });

  it('is told so when it comes in a body', async () => {
    const match = { 'if-match': '0' }, put = (body: unknown, name = 'bodies', headers: Record<string, string> = match) => write('PUT', `recipes/${name}`, body, headers);
    expect(await statuses(put(recipe('bodies', 1), 'bodies', {}), put('{oops'), put(''), put('caf\xe9'), put(`"${'x'.repeat(1 << 20)}"`), put([]), put('null'), put(recipe('other', 1)), put(recipe('bodies@3', 1), 'bodies@3'), put({ rules: { all: [{ signal: 'nonesuch', op: '>=', value: 1 }] } }),
      put('{"rules":{"all":[{"signal":"tokens_est","op":">=","value":1e999}]}}'), put({ rules: { all: [] }, where: "1 = file('/etc/hostname')" }), put({ rules: { all: [] }, where: 'nonsense(' }), put(recipe('bodies', 1), 'bodies', { 'if-match': '*' }), put(recipe('bodies', 1), 'bodies', { 'if-match': '"7"' }),
      put(recipe('bodies', 1), 'bodies?x=1'), put(recipe('bodies', 1), 'bodies', { ...match, 'content-encoding': 'gzip' })))
      .toEqual([428, 400, 400, 400, 413, 422, 422, 422, 422, 422, 422, 422, 422, 412, 412, 400, 415]);
    expect(json(await put({ rules: { all: [{ signal: 'nonesuch', op: '>=', value: 1 }, { signal: 'tokens_est', op: '!', value: 1 }] } }))['faults']).toHaveLength(2);
    expect(json(await api('recipes'))['recipes']).not.toContainEqual(expect.objectContaining({ name: 'bodies' }));
    expect(await statuses(write('POST', 'selections', {}), write('POST', 'selections', { name: 'x', recipe: 'nonesuch' }), write('POST', 'selections', { nme: 'x' }), write('POST', 'selections', { name: 7 }), write('POST', 'exports', { format: 'csv' }), write('POST', 'exports', { folder: '/etc' }),
      write('POST', 'exports', { selection: 'nonesuch' }), write('POST', 'recipes/nonesuch/rollback', { to: 1 }, { 'if-match': '0' }), write('POST', 'recipes/nonesuch/rollback', {}, { 'if-match': '0' }), write('POST', 'recipes/nonesuch/rollback', { to: 1 }))).toEqual([422, 422, 422, 422, 422, 422, 422, 422, 422, 428]);
    // Nothing is begun that cannot come to an end.
    expect(await statuses(write('POST', 'exports', { columns: ['nonesuch'] }), write('POST', 'exports', { recipe: JSON.stringify({ name: 'x', rules: { all: [] }, where: 'nonesuch = 1' }) }),
      write('POST', 'exports', { recipe: JSON.stringify({ name: 'x', rules: { all: [] }, where: '1=1) OR (1=1' }) }))).toEqual([422, 422, 422]);
  });

  it('reads the whole of a body that is too large before it answers, so that the answer arrives', async () => {
    const answer = await write('PUT', 'recipes/large', `"${'x'.repeat(8 << 20)}"`, { 'if-match': '0' });
    expect([answer.status, json(answer)['error']]).toEqual([413, 'body: got more than 1048576 bytes, allowed up to that']);
  });
});

describe('questions', () => {
  it('are answered from the store, and anew when the store has changed', async () => {
    expect(json(await api('summary'))).toMatchObject({ as_of: { 't/0': '4' }, exact: true, n: 3, count: { documents: 3, tokens: 70, of: { documents: 3, tokens: 70 } } });
    const draft = encodeURIComponent(JSON.stringify(recipe('mine', 20)));
    expect(json(await api(`summary?recipe=${draft}`))).toMatchObject({ name: 'mine', count: { documents: 2, tokens: 60 }, languages: [{ lang: 'en', all: { documents: 2 }, kept: { documents: 1 } }, { lang: 'de', kept: { documents: 1 } }] });
    expect(json(await api(`waterfall?recipe=${draft}`))).toMatchObject({ documents: 3, conditions: [{ signal: 'tokens_est', first: 1, only: 1, left: { documents: 2, tokens: 60 } }] });
    await store.command("INSERT INTO samples (id, snapshot, lang, tokens_est, src_topic, src_partition, src_offset) SELECT 9, 's', 'en', 5, 't', 0, 9");
    expect(json(await api('summary'))).toMatchObject({ n: 4 });
    await store.command('DELETE FROM samples WHERE id = 9');
    expect(json(await api('summary'))).toMatchObject({ n: 3 });
    expect(json(await api('catalogue'))).toMatchObject({ version: '1.2.3', database: 'thresher', store: 'a store' });
    expect(json(await api('compare?a=&b='))).toMatchObject({ parts: { both: { documents: 3 } } });
  });
});

describe('saving', () => {
  it('keeps every version, refuses what is made from an old one, and goes back', async () => {
    const put = (value: number, version: number | string) => write('PUT', 'recipes/strict?author=Ann%C3%A9&reason=too%20short', recipe('strict', value), { 'if-match': `"${version}"` });
    const first = await put(10, 0);
    expect([first.status, first.headers.etag]).toEqual([201, '"1"']);
    expect(json(first)).toMatchObject({ name: 'strict', version: 1, parent: 0, action: 'save', author: 'Ann\u00e9', reason: 'too short', recipe: recipe('strict', 10) });
    const stale = await put(11, 0);
    expect([stale.status, (json(stale)['current'] as { version: number }).version]).toEqual([412, 1]);
    const two = await Promise.all([put(20, 1), put(30, 1)]);
    expect(new Set(two.map(({ status }) => status))).toEqual(new Set([200, 412]));
    const back = await write('POST', 'recipes/strict/rollback', { to: 1, reason: 'lost the poems' }, { 'if-match': '2' });
    expect([back.status, json(back)]).toEqual([200, expect.objectContaining({ version: 3, parent: 1, action: 'rollback', reason: 'lost the poems', recipe: recipe('strict', 10) })]);
    expect((await write('POST', 'recipes/strict/rollback', { to: 2 }, { 'if-match': '2' })).status).toBe(412);
    const history = await api('recipes/strict');
    expect([history.headers.etag, (json(history)['versions'] as { version: number }[]).map(({ version }) => version)]).toEqual(['"3"', [3, 2, 1]]);
    expect(json(await api('recipes'))['recipes']).toContainEqual(expect.objectContaining({ name: 'strict', version: 3 }));
    expect(json(await api('summary?recipe=strict@1'))).toMatchObject({ name: 'strict@1', count: { documents: 3 } });
    expect((await api('recipes/nonesuch')).status).toBe(404);
  });

  it('gives a data card: of the store, of a draft', async () => {
    const whole = json(await api('card')), of = json(await api(`card?recipe=${encodeURIComponent(JSON.stringify(recipe('mine', 20)))}`));
    expect([whole, of]).toEqual([
      { as_of: { 't/0': '4' }, exact: true, n: 3, name: 'thresher', markdown: expect.stringMatching(/^# .*thresher[\s\S]*## Composition[\s\S]*```sql/) as string },
      { as_of: { 't/0': '4' }, exact: true, n: 2, name: 'mine', markdown: expect.stringMatching(/^# .*mine[\s\S]*## Selection/) as string },
    ]);
    expect([(await api('card?recipe=nonesuch')).status, (await api('card?recipe=%7B%22name%22%3A1%7D')).status, (await api('card?x=1')).status]).toEqual([400, 422, 400]);
  });

  it('keeps selections', async () => {
    const made = await write('POST', 'selections', { name: 'all of it', recipe: recipe('mine', 20), author: 'Ann', seed: 7 });
    expect([made.status, json(made)]).toEqual([201, expect.objectContaining({ name: 'all of it', author: 'Ann', kept: { documents: 2, tokens: 60, bytes: 240 }, random: expect.objectContaining({ documents: 2, seed: 7 }) })]);
    expect(json(await api('selections'))).toMatchObject({ as_of: { 't/0': '4' }, n: 1, selections: [{ id: json(made)['id'], recipe_version: null }] });
    expect((await api('exports/nonesuch')).status).toBe(404);
  });
});

/** What a stream of events has said so far; `until` waits for a word. */
const listening = (path = '/api/v1/events') => {
  const { hostname: host, port } = new URL(server.url), socket = createConnection(Number(port), host);
  let heard = '', look = (): void => {};
  socket.setEncoding('utf8').on('data', (text: string) => { heard += text; look(); });
  socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${server.token}\r\n\r\n`);
  return { socket, heard: () => heard, until: (word: string | RegExp) => new Promise<string>((resolve) => { look = () => { if (heard.search(word) >= 0) resolve(heard); }; look(); }) };
};

describe('events', () => {
  it('say how far the store is, at once, when it has moved, and when a recipe was saved', async () => {
    const stream = listening();
    expect(await stream.until('"documents":3')).toMatch(/HTTP\/1\.1 200 OK[\s\S]*content-type: text\/event-stream[\s\S]*event: progress\ndata: \{"as_of":\{"t\/0":"4"\}/i);
    await store.command("INSERT INTO samples (id, snapshot, lang, tokens_est, src_topic, src_partition, src_offset) SELECT 10, 's', 'en', 5, 't', 0, 10");
    await stream.until('"documents":4');
    expect(stream.heard()).not.toContain('event: recipe');
    await write('PUT', 'recipes/events', recipe('events', 1), { 'if-match': '0' });
    expect(await stream.until('event: recipe')).toMatch(/event: recipe\ndata: \{"as_of".*"recipe":\d+\}/);
    stream.socket.destroy();
    await store.command('DELETE FROM samples WHERE id = 10');
  });

  it('are bounded in number', async () => {
    const many = Array.from({ length: 32 }, () => listening());
    await Promise.all(many.map((one) => one.until('event: progress')));
    const refused = await api('events');
    expect([refused.status, json(refused)['error']]).toEqual([503, 'events: got more than 32 streams at a time; close a tab']);
    for (const one of many) one.socket.destroy();
    await new Promise((resolve) => { const timer = setInterval(() => { void open('/metrics').then(({ body }) => { if (body.includes('thresher_event_streams 0')) { clearInterval(timer); resolve(null); } }); }, 20); });
  });
});

describe('a store that is busy', () => {
  it('is waited for, and says so where it cannot be', async () => {
    // Never says what it has in it, as when questions of others hold every place.
    const busy: ClickHouseStore = { ...store, until: (limits) => {
      const reads = store.until(limits), held = (sql: string): boolean => sql.includes('system.parts');
      return { ...reads, rows: <T>(sql: string) => (held(sql) ? new Promise<T[]>((_, reject) => { limits.signal.addEventListener('abort', () => reject(new Error('The user aborted a request.'))); }) : reads.rows<T>(sql)) };
    } };
    const slow = await served(busy), headers = { authorization: `Bearer ${slow.token}` };
    const [answer, events] = await Promise.all([asks(slow.url, '/api/v1/summary', { headers }), asks(slow.url, '/api/v1/events', { headers })]);
    expect([answer.status, json(answer)['n'], events.status, json(events)]).toEqual([200, 3, 503, { error: 'The store is busy with other questions; ask again in a moment' }]);
    await slow.close(0);
  }, 20_000);
});

describe('limits', () => {
  it('keep a reader that does not read from holding up the SQL of others', async () => {
    const socket = createConnection(server.port, '127.0.0.1').on('error', () => {});
    socket.write(`GET /?query=${encodeURIComponent("SELECT number, repeat('x', 1000) FROM numbers(40000)")} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${server.token}\r\n\r\n`);
    // Its answer has begun, 40 MB of it are to come, and nobody takes them.
    await new Promise((resolve) => { socket.once('readable', resolve); });
    const began = performance.now();
    expect((await open('/?query=SELECT%201', as())).body).toBe('1\n');
    expect(performance.now() - began).toBeLessThan(10_000);
    socket.destroy();
  }, 70_000);

  it('are below a minute', () => expect(Math.max(...Object.values(LIMITS))).toBeLessThan(58));

  it('cut slow heads, slow bodies and slow queries, and give the place of a query back', async () => {
    const quick = await served(store, { limits: { head: 1, body: 2, engine: 30, answer: 1 } });
    const raw = (text: string): Promise<string> => new Promise((resolve) => {
      const socket = createConnection(quick.port, '127.0.0.1');
      let heard = '';
      socket.setEncoding('utf8').on('data', (piece: string) => { heard += piece; }).on('close', () => resolve(heard)).on('error', () => {});
      socket.write(text);
    });
    const head = `Host: localhost\r\nAuthorization: Bearer ${quick.token}\r\nOrigin: http://localhost\r\n`, began = performance.now();
    const [slowHead, silent, slowBody, slowSql] = await Promise.all([
      raw(`GET /livez HTTP/1.1\r\n${head}`), raw(''),
      raw(`PUT /api/v1/recipes/slow HTTP/1.1\r\n${head}If-Match: 0\r\nContent-Length: 100\r\n\r\n{`), raw(`POST / HTTP/1.1\r\n${head}Content-Length: 100\r\n\r\nSELECT`)]);
    expect([slowHead, silent, slowBody, slowSql].map((heard) => heard.split(' ', 2)[1] ?? '')).toEqual(['408', '408', expect.stringMatching(/^(408|)$/), expect.stringMatching(/^408$/)]);
    expect(performance.now() - began).toBeLessThan(10_000);
    const forever = 'SELECT count() FROM numbers(1000000000000) WHERE sipHash64(number) = 1', bearer = { authorization: `Bearer ${quick.token}` };
    const cut = await asks(quick.url, '/', { method: 'POST', body: forever, headers: bearer });
    expect([cut.status, cut.headers['x-clickhouse-exception-code']]).toEqual([408, '159']);
    const draft = encodeURIComponent(JSON.stringify({ name: 'x', rules: { all: [] }, where: `(${forever}) = 0` }));
    expect((await asks(quick.url, `/api/v1/summary?recipe=${draft}`, { headers: bearer })).status).toBe(504);
    // Both would hold a place of the engine until their end; killed, they do not.
    await new Promise((resolve) => { const timer = setInterval(() => { void store.rows<{ n: string }>("SELECT count() AS n FROM system.processes WHERE query LIKE '%1000000000000%' AND query NOT LIKE '%system.processes%'").then(([row]) => { if (row!.n === '0') { clearInterval(timer); resolve(null); } }); }, 50); });
    expect(performance.now() - began).toBeLessThan(25_000);
    await quick.close(0);
  });

  it('say so in the engine too, and cannot be set aside', async () => {
    const quick = await served(store, { limits: { head: 10, body: 10, engine: 1, answer: 20 } });
    const sql = 'SELECT count() FROM numbers(1000000000000) WHERE sipHash64(number) = 1', headers = { authorization: `Bearer ${quick.token}` };
    for (const path of ['/', '/?max_execution_time=0', '/?max_execution_time=1000', '/?max_execution_time=100&max_execution_time=0']) {
      const { status, headers: said, body } = await asks(quick.url, path, { method: 'POST', body: sql, headers });
      expect([path, status, said['x-clickhouse-exception-code'], body]).toEqual([path, 408, '159', expect.stringContaining('maximum: 1000 ms')]);
    }
    expect((await asks(quick.url, '/', { method: 'POST', body: `${sql} SETTINGS max_execution_time = 0`, headers })).body).toContain('READONLY');
    await quick.close(0);
  });
});
