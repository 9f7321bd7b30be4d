import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageServer } from '../../src/serve/page-server.js';
import { openStore, type ClickHouseStore } from '../../src/sinks/clickhouse.js';
import { migrate } from '../../src/sinks/schema.js';
import { asks, seed, served, type Answered } from './serving.js';

const root = mkdtempSync(join(tmpdir(), 'thresher-sql-')), folder = join(root, 'store');
let store: ClickHouseStore, reading: PageServer, writing: PageServer;
beforeAll(async () => {
  store = await openStore({ store: folder, database: 'thresher', version: '1.2.3' });
  await migrate(store, { bands: 2 });
  await seed(store);
  await store.command('CREATE TABLE mine (n UInt8) ENGINE = MergeTree ORDER BY n');
  [reading, writing] = await Promise.all([served(store), served(store, { write: true })]);
});
afterAll(async () => {
  await Promise.all([reading?.close(0), writing?.close(0)]);
  await store?.close();
  rmSync(root, { recursive: true, force: true });
});

const post = (server: PageServer, body: string | Uint8Array, path = '/', headers: Record<string, string> = {}): Promise<Answered> => asks(server.url, path, { method: 'POST', body, headers: { authorization: `Bearer ${server.token}`, ...headers } });
const get = (server: PageServer, query: string, more = ''): Promise<Answered> => asks(server.url, `/?query=${encodeURIComponent(query)}${more}`, { headers: { authorization: `Bearer ${server.token}` } });
const count = async (): Promise<string> => (await store.rows<{ n: string }>('SELECT count() AS n FROM mine'))[0]!.n;
const clientOf = ({ url, token }: PageServer, auth: object = { access_token: token }) => createClient({ url, ...auth, log: { level: ClickHouseLogLevel.OFF } } as Parameters<typeof createClient>[0]);

describe('a stock client', () => {
  it('reads with the token, as bearer or as password', async () => {
    for (const auth of [{ access_token: reading.token }, { username: 'default', password: reading.token }]) {
      const client = clientOf(reading, auth);
      expect(await client.ping()).toMatchObject({ success: true });
      expect(await (await client.query({ query: 'SELECT lang, count() AS n FROM documents GROUP BY lang ORDER BY n DESC', format: 'JSONEachRow' })).json()).toEqual([{ lang: 'en', n: 2 }, { lang: 'de', n: 1 }]);
      expect(await (await client.query({ query: 'SELECT {a:String} AS a, {b:Array(UInt8)} AS b', query_params: { a: "it's", b: [1, 2] }, format: 'JSON' })).json()).toMatchObject({ data: [{ a: "it's", b: [1, 2] }] });
      await expect(client.query({ query: 'SELECT * FROM nowhere' })).rejects.toMatchObject({ code: '60' });
      await expect(client.insert({ table: 'mine', values: [{ n: 1 }], format: 'JSONEachRow' })).rejects.toMatchObject({ code: '164' });
      await expect(client.command({ query: 'DROP TABLE mine' })).rejects.toMatchObject({ code: '164' });
      await client.close();
    }
    const wrong = clientOf(reading, { username: 'default', password: 'wrong' });
    await expect(wrong.query({ query: 'SELECT 1' })).rejects.toThrow('The token is not that of this process');
    await wrong.close();
    expect(await count()).toBe('0');
  });

  it('writes where it was allowed to', async () => {
    const client = clientOf(writing);
    await client.insert({ table: 'mine', values: [{ n: 1 }, { n: 2 }], format: 'JSONEachRow' });
    await client.command({ query: 'INSERT INTO mine VALUES (3)' });
    expect(await count()).toBe('3');
    await client.command({ query: 'TRUNCATE TABLE mine' });
    await client.close();
    expect((await post(writing, gzipSync('7\n8\n'), '/?query=INSERT%20INTO%20mine%20FORMAT%20TSV', { 'content-encoding': 'gzip' })).status).toBe(200);
    expect((await get(writing, 'INSERT INTO mine VALUES (9)')).headers['x-clickhouse-exception-code']).toBe('164');
    expect(await count()).toBe('2');
    await store.command('TRUNCATE TABLE mine');
  });
});

describe('read-only SQL', () => {
  it('is answered as ClickHouse answers', async () => {
    expect((await get(reading, 'SELECT 1 AS a', '&default_format=CSVWithNames')).body).toBe('"a"\n1\n');
    expect((await post(reading, '+ 41', '/?query=SELECT%201')).body).toBe('42\n');
    expect((await post(reading, gzipSync('SELECT 7'), '/', { 'content-encoding': 'gzip' })).body).toBe('7\n');
    expect((await get(reading, 'SELECT currentDatabase()')).body).toBe('thresher\n');
    expect((await get(reading, 'SELECT currentDatabase()', '&database=system')).body).toBe('system\n');
    expect((await get(reading, 'SELECT sum(number), count() FROM numbers(3000000) FORMAT JSONEachRow')).body).toBe('{"sum(number)":4499998500000,"count()":3000000}\n');
    expect((await get(reading, 'SELECT number FROM numbers(2000000)')).body.length).toBe(14_888_890);
    const refused = await get(reading, 'SELEC 1');
    expect([refused.status, refused.headers['x-clickhouse-exception-code'], refused.body]).toEqual([400, '62', expect.stringMatching(/^Code: 62\. DB::Exception: .*\(SYNTAX_ERROR\)/s)]);
    // Told of the statement as it was sent, not with where its answer goes in here.
    const told = await Promise.all(['SELECT 1 +', 'SELECT (1', 'SELECT * FROM (SELECT 1 FORMAT TSV', "SELECT 1 WHERE 'x", 'SELECT 1 LIMIT 1 2'].map(async (sql) => (await post(reading, sql)).body));
    expect(told.filter((body) => /spool|COMPRESSION|EXPLAIN/.test(body) || !body.startsWith('Code: 62.'))).toEqual([]);
    expect(told[0]).toContain('failed at position 11 (end of query) (line 1, col 11)');
    expect((await post(reading, 'x'.repeat((1 << 20) + 1))).status).toBe(413);
    expect((await post(reading, gzipSync(`SELECT '${'x'.repeat(2 << 20)}'`), '/', { 'content-encoding': 'gzip' })).status).toBe(413);
    expect((await asks(reading.url, '/', { method: 'PUT', body: 'SELECT 1', headers: { authorization: `Bearer ${reading.token}` } })).status).toBe(405);
  });

  it('ends when its answer would fill the disk', async () => {
    const { headers, body } = await post(reading, 'SELECT number FROM numbers(1000000000000) FORMAT RowBinary');
    expect([headers['x-clickhouse-exception-code'], body]).toEqual(['396', expect.stringContaining('1.00 GiB')]);
  });

  it('changes nothing and reaches nothing outside', async () => {
    const name = hostname(), out = join(root, 'out');
    const hostile: readonly (readonly [sql: string, path?: string, headers?: Record<string, string>])[] = [
      ['INSERT INTO mine VALUES (1)'], ['1', '/?query=INSERT%20INTO%20mine%20FORMAT%20TSV'], ['DROP TABLE mine'], ['DELETE FROM mine WHERE 1'], ['CREATE TABLE x (a Int8) ENGINE = Memory'], ['SET readonly = 0'], ['WITH 1 AS x INSERT INTO mine SELECT x'],
      ['SELECT 1 SETTINGS readonly = 0'], ['SELECT * FROM (SELECT 1 SETTINGS readonly = 0)'], ['INSERT INTO mine VALUES (1)', '/?readonly=0'], ['INSERT INTO mine VALUES (1)', '/?readonly=0&readonly=0'], ['SELECT 1; INSERT INTO mine VALUES (1)'], ['KILL QUERY WHERE 1'],
      ["SELECT file('/etc/hostname')"], ["SELECT * APPLY file FROM (SELECT '/etc/hostname')"], ["SELECT arrayMap(file, ['/etc/hostname'])"], ["SELECT arrayMap({f:Identifier}, ['/etc/hostname'])", '/?param_f=file'],
      ["SELECT * FROM file('/etc/hostname', 'LineAsString')"], ["SELECT * FROM `/etc/hostname`"], ["DESCRIBE TABLE file('/etc/hostname')"], ["SELECT * FROM url('http://127.0.0.1:1/', 'TSV', 'a String')"], ["SELECT * FROM remote('127.0.0.1', system.one)"],
      ["SELECT * FROM s3('http://127.0.0.1:1/a/b')"], ["SELECT * FROM executable('ls', 'TSV', 'a String')"], ["SELECT * FROM eval('SELECT file(''/etc/hostname'')')", '/?allow_experimental_eval_table_function=1'],
      ["SELECT * FROM (SELECT * FROM eval('SELECT file(''/etc/hostname'')') SETTINGS allow_experimental_eval_table_function = 1)"], ['SELECT 1 FORMAT Template', '/?format_template_resultset=/etc/hostname'], ['SELECT 1 AS a FORMAT Protobuf', `/?output_format_schema=${out}`],
      ['SELECT 1', "/?additional_result_filter=file('/etc/hostname')%20%3D%20''"], ['SELECT 1', '/?dialect=prql'], ['SELECT 1', '/?max_memory_usage=0'], ['SELECT 1', '/?max_result_bytes=0'], [`SELECT 1 INTO OUTFILE '${out}'`], [`SELECT 1 FORMAT TSV INTO OUTFILE '${out}'`],
      [`INSERT INTO FUNCTION file('${out}', 'TSV', 'a Int8') SELECT 1`], ['SELECT 1', '/?session_id=x'], ['SELECT 1', '/?decompress=1'], ['SELECT 1', '/', { 'content-type': 'multipart/form-data; boundary=x' }], ['x', '/', { 'content-encoding': 'br' }], ['x', '/', { 'content-encoding': 'gzip' }],
      ['SELECT 1', '/?x%20y=1'], ['SELECT 1 --', '/?query='.concat(encodeURIComponent('DROP TABLE mine --'))],
    ];
    const answers = await Promise.all(hostile.map(async ([sql, path = '/', headers = {}]) => {
      const { status, headers: { 'x-clickhouse-exception-code': code }, body } = await post(reading, sql, path, headers);
      return { ask: `${path} ${sql}`, refused: status >= 400 && code !== undefined && code !== '0', leaks: body.includes(name) };
    }));
    expect(answers.filter(({ refused, leaks }) => !refused || leaks)).toEqual([]);
    expect([await count(), existsSync(out)]).toEqual(['0', false]);
  });

  it('speaks for nobody else', async () => {
    expect((await get(reading, 'SELECT currentUser()', '&user=admin&password=x&role=y')).body).toBe('default\n');
  });
});
