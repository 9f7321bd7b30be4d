import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type ClickHouseStore } from '../../src/sinks/clickhouse.js';
import { storeContract } from '../contracts/store.js';

const root = mkdtempSync(join(tmpdir(), 'thresher-embedded-'));
const folder = join(root, 'store');
const settings = { database: 'thresher', version: '1.2.3' };
const owner = () => JSON.parse(readFileSync(join(folder, 'owner.json'), 'utf8')) as { pid: number; url: string; token: string; version: string };

// Held open over the whole file: a process has one embedded store.
let kept: ClickHouseStore;
beforeAll(async () => { kept = await openStore({ ...settings, store: folder }); });
afterAll(async () => {
  await kept.close();
  rmSync(root, { recursive: true, force: true });
});

storeContract('embedded', async () => ({
  host: '127.0.0.1',
  port: Number(new URL(owner().url).port),
  open: (more) => openStore({ ...settings, store: folder, ...more }),
  through: async (port, more) => {
    // An owner.json of another live process that points at the proxy: this is how an attached process sees a store.
    const beside = mkdtempSync(join(root, 'proxied-'));
    writeFileSync(join(beside, 'owner.json'), JSON.stringify({ ...owner(), pid: process.ppid, url: `http://127.0.0.1:${port}` }));
    return openStore({ ...settings, store: beside, ...more });
  },
}));

describe('the owner', () => {
  const ask = async (path: string, init: RequestInit = {}, token = owner().token) => {
    const response = await fetch(`${owner().url}${path}`, { ...init, headers: { Authorization: `Bearer ${token}`, ...init.headers } });
    return { status: response.status, code: response.headers.get('x-clickhouse-exception-code'), body: await response.text() };
  };
  const query = (sql: string, more = '') => `/?query=${encodeURIComponent(sql)}${more}`;

  it('writes owner.json for nobody but the user', () => {
    expect(owner()).toEqual({ pid: process.pid, url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/), token: expect.stringMatching(/^[\w-]{32}$/), version: '1.2.3' });
    expect(statSync(join(folder, 'owner.json')).mode & 0o777).toBe(0o600);
  });

  it('answers pings from everybody and queries only with the token', async () => {
    expect(await ask('/ping', {}, '')).toEqual({ status: 200, code: null, body: 'Ok.\n' });
    const refused = { status: 401, code: '516', body: 'Code: 516. DB::Exception: The token of owner.json is required. (AUTHENTICATION_FAILED)\n' };
    expect(await ask(query('SELECT 1'), {}, 'wrong')).toEqual(refused);
    expect(await ask(query('SELECT 1'), { headers: { Authorization: '' } })).toEqual(refused);
    expect(await ask(query('SELECT 1'))).toEqual({ status: 200, code: null, body: '1\n' });
  });

  it('takes queries from the URL, the body, or both, in any format', async () => {
    expect((await ask('/', { method: 'POST', body: 'SELECT 1 AS a, NULL AS b FORMAT JSONEachRow' })).body).toBe('{"a":1,"b":null}\n');
    expect((await ask(query('SELECT 1 +'), { method: 'POST', body: '41' })).body).toBe('42\n');
    expect((await ask(query('SELECT 1 AS a', '&default_format=CSVWithNames'))).body).toBe('"a"\n1\n');
    expect((await ask(query('SELECT 1 AS a'), { headers: { 'X-ClickHouse-Format': 'TSVWithNames' } })).body).toBe('a\n1\n');
    expect((await ask(query('SELECT {a:String}, {b:Array(UInt8)}', "&param_a=it's&param_b=[1,2]"))).body).toBe("it\\'s\t[1,2]\n");
    expect((await ask(query('SELECT number FROM numbers(3) FORMAT Parquet'))).body).toMatch(/^PAR1.*PAR1$/s);
    expect((await ask(query('SELECT currentDatabase()', '&database=thresher'))).body).toBe('thresher\n');
    expect((await ask('/', { method: 'POST', body: 'SHOW TABLES FROM system LIKE \'one\'' })).body).toBe('one\n');
  });

  it('tells errors as ClickHouse does', async () => {
    expect(await ask(query('SELEC'))).toMatchObject({ status: 400, code: '62', body: expect.stringMatching(/^Code: 62\. DB::Exception: .*\(SYNTAX_ERROR\)/s) });
    expect(await ask(query('SELECT * FROM nowhere'))).toMatchObject({ status: 404, code: '60' });
    expect(await ask(query('SELECT 1', '&database=nowhere'))).toMatchObject({ status: 404, code: '81' });
    expect(await ask(query('SELECT 1', '&no_such_setting=1'))).toMatchObject({ code: '115' });
    expect(await ask(query('SELECT 1 FORMAT Nowhere'))).toMatchObject({ code: '73' });
    expect(await ask(query('CREATE TABLE thresher.by_get (a Int8) ENGINE = Memory'))).toMatchObject({ status: 400, code: '164' });
    expect(await ask('/elsewhere')).toMatchObject({ status: 404 });
    expect(await ask('/', { method: 'PUT', body: 'x' })).toMatchObject({ status: 405 });
  });

  it('lets no setting reach the next request', async () => {
    const post = (sql: string, more = '', body?: string) => ask(query(sql, `&database=thresher${more}`), { method: 'POST', ...(body ? { body } : {}) });
    await post('CREATE TABLE leak (n UInt64) ENGINE = MergeTree ORDER BY n SETTINGS non_replicated_deduplication_window = 100');
    await post('INSERT INTO leak FORMAT TSV', '&insert_deduplication_token=A', '1\n');
    await post('INSERT INTO leak FORMAT TSV', '', '2\n');
    await post('INSERT INTO leak FORMAT TSV', '&insert_deduplication_token=A', '3\n');
    await post('INSERT INTO leak SETTINGS insert_deduplication_token = \'A\' FORMAT TSV', '', '4\n');
    await post('SET max_threads = 1');
    await post('INSERT INTO leak FORMAT TSV', '', '5\n');
    expect((await post('SELECT n FROM leak ORDER BY n')).body).toBe('1\n2\n5\n');
    expect((await post("SELECT getSetting('max_threads')", '&max_threads=1')).body).toBe('1\n');
    expect((await post("SELECT getSetting('max_threads'), getSetting('readonly'), getSetting('max_memory_usage')")).body).toBe('2\t0\t1073741824\n');
  });

  it('takes data from the body, after the statement or by itself, plain or gzip', async () => {
    const post = (path: string, body: string | Uint8Array, headers: Record<string, string> = {}) => ask(path, { method: 'POST', body: body as never, headers });
    await post('/', 'CREATE TABLE thresher.data (s String, n UInt8) ENGINE = MergeTree ORDER BY n');
    expect(await post('/', 'INSERT INTO thresher.data FORMAT CSV\n"a;b",1\n"format",2\n')).toMatchObject({ status: 200 });
    expect(await post(query('INSERT INTO thresher.data (n, s) VALUES'), "(3, 'it''s; \u{1F600}')")).toMatchObject({ status: 200 });
    expect(await post('/', "INSERT INTO thresher.data (n) VALUES (4), (5)")).toMatchObject({ status: 200 });
    expect(await post(query('INSERT INTO thresher.data FORMAT RowBinary'), Uint8Array.from([2, 0, 255, 6]))).toMatchObject({ status: 200 });
    expect(await post(query('INSERT INTO thresher.data FORMAT TSV'), gzipSync('gz\t7\n'), { 'Content-Encoding': 'gzip' })).toMatchObject({ status: 200 });
    expect(await post('/', 'INSERT INTO thresher.data SELECT toString(number), number FROM numbers(8, 1)')).toMatchObject({ status: 200 });
    expect(await post(query('INSERT INTO thresher.data FORMAT TSV'), 'broken\tx\n')).toMatchObject({ status: 400, code: '27' });
    expect((await ask(query('SELECT hex(s), n FROM thresher.data ORDER BY n'))).body).toBe(
      `613B62\t1\n666F726D6174\t2\n${Buffer.from("it's; \u{1F600}").toString('hex').toUpperCase()}\t3\n\t4\n\t5\n00FF\t6\n677A\t7\n38\t8\n`);
    expect(readdirSync(join(folder, 'spool'))).toEqual([]);
  });

  it('answers short queries while long ones run', async () => {
    const long = ask(query('SELECT max(sipHash64(number)) FROM numbers(20000000)'));
    let done = false;
    void long.then(() => { done = true; });
    expect((await ask(query('SELECT 1'))).body).toBe('1\n');
    expect(done).toBe(false);
    expect((await long).status).toBe(200);
  });

  it('ends a stream whose reader is gone', async () => {
    const gone = new AbortController();
    const response = await fetch(`${owner().url}${query('SELECT number FROM numbers(1000000000) FORMAT RowBinary')}`, { method: 'POST', headers: { Authorization: `Bearer ${owner().token}` }, signal: gone.signal });
    await response.body!.getReader().read();
    gone.abort();
    expect((await ask(query('SELECT 1'))).body).toBe('1\n');
  });

  it('ends the queries of those who have gone, before their turn and while they run, and serves others meanwhile', async () => {
    const forever = 'SELECT count() FROM numbers(1000000000000) WHERE sipHash64(number) = 1', gone = new AbortController(), running = 'system.processes WHERE query LIKE \'SELECT count() FROM numbers(1000000000000)%\'';
    // The third waits for one of two places.
    const asked = [0, 1, 2].map(() => ask('/', { method: 'POST', body: forever, signal: gone.signal }).catch((error: Error) => error.name));
    const place = ask(query('SELECT 1'));
    setTimeout(() => gone.abort(), 300);
    expect(await Promise.all(asked)).toEqual(['AbortError', 'AbortError', 'AbortError']);
    expect((await place).body).toBe('1\n');
    for (;;) if ((await ask(query(`SELECT count() FROM ${running}`))).body === '0\n') break;
  });

  it('goes on while a subquery in a condition runs: it is run while the query is planned', async () => {
    const began = performance.now(), long = ask(query('SELECT 1 WHERE (SELECT count() FROM numbers(1000000000000) WHERE sipHash64(number) = 1) = 0', '&max_execution_time=2'));
    expect((await ask('/ping')).body).toBe('Ok.\n');
    expect(performance.now() - began).toBeLessThan(1500);
    expect(await long).toMatchObject({ status: 408, code: '159' });
  });
});

describe('opening', () => {
  const fault = async (store: string) => openStore({ ...settings, store }).then(() => 'opened', (error: { name: string; code: number; message: string }) => `${error.name} ${error.code} ${error.message}`);

  it('shares the engine within a process and holds one folder only', async () => {
    const twin = await openStore({ ...settings, store: join(folder, '..', 'store') });
    await twin.close();
    expect(await kept.rows('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(await fault(join(root, 'second'))).toBe(`Fault 2 store ${join(root, 'second')}: this process already holds ${folder}, and an embedded store is one per process`);
  });

  it('refuses folders that are no store', async () => {
    const foreign = mkdtempSync(join(root, 'foreign-'));
    writeFileSync(join(foreign, 'thesis.txt'), 'mine');
    expect(await fault(foreign)).toBe(`Fault 2 store: got ${foreign}, which holds other files (thesis.txt), allowed an empty folder or a thresher store`);
    expect(readdirSync(foreign)).toEqual(['thesis.txt']);
    expect(await fault(join(foreign, 'thesis.txt'))).toMatch(/^Fault 2 store .*thesis\.txt: cannot be made or written \((EACCES|ENOTDIR)\)/);
    expect(await fault(join(root, 'what?'))).toMatch(/^Fault 2 store: got .*allowed a path without/);
  });

  it('says where a server is not', async () => {
    expect(await openStore({ ...settings, store: 'http://127.0.0.1:9', patience: 0 }).then(() => '', (error: Error) => error.message)).toBe('query (1 tries): the store does not answer (ECONNREFUSED)');
  });

  it('calls the failpoint when the insert is with the engine and not answered', async () => {
    const points: string[] = [];
    const store = await openStore({ ...settings, store: folder, failpoint: (name) => points.push(name), onInsert: (table) => points.push(`${table} done`) });
    await store.command('CREATE TABLE points (n UInt64) ENGINE = MergeTree ORDER BY n SETTINGS non_replicated_deduplication_window = 100');
    await store.insert('points', 1, { n: { kind: 'constant', value: 1 } }, { topic: 't', partition: 0, from: 0n, to: 1n, version: 1 });
    await store.close();
    expect(points).toEqual(['points.sent', 'points done']);
  });

  it('takes owner.json away when the last user closes, and can be opened again', async () => {
    await kept.close();
    expect(existsSync(join(folder, 'owner.json'))).toBe(false);
    kept = await openStore({ ...settings, store: folder });
    expect(await kept.rows('SELECT count() AS n FROM points')).toEqual([{ n: '1' }]);
  });
});
