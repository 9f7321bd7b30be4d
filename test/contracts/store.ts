import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashColumn, listColumn, numberColumn, pack, textColumn, type Columns } from '../../src/model/columns.js';
import type { Range } from '../../src/model/ports.js';
import type { ClickHouseStore, StoreSettings } from '../../src/sinks/clickhouse.js';
import { flakyProxy } from './flaky-proxy.js';

/** A store under test. */
export interface StoreUnderTest {
  /** The address of its HTTP interface. */
  readonly host: string;
  readonly port: number;
  /** Opens it as users do. */
  readonly open: (settings?: Partial<StoreSettings>) => Promise<ClickHouseStore>;
  /** Opens it through another port of 127.0.0.1. */
  readonly through: (port: number, settings?: Partial<StoreSettings>) => Promise<ClickHouseStore>;
}

const range = (from: number, to: number, version = 1): Range => ({ topic: "it's", partition: 3, from: BigInt(from), to: BigInt(to), version });

const places = (from: number, to: number): Columns => ({
  src_topic: { kind: 'constant', value: "it's" }, src_partition: { kind: 'constant', value: 3 },
  src_offset: hashColumn(Array.from({ length: to - from }, (_, i) => BigInt(from + i))),
});

const collect = async (stream: AsyncIterable<Uint8Array>): Promise<string> => {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString();
};

const SETTINGS = 'SETTINGS non_replicated_deduplication_window = 1000';

/** What every store must do, embedded or server. */
export const storeContract = (name: string, prepare: () => Promise<StoreUnderTest>): void => {
  describe(`store contract: ${name}`, () => {
    let under: StoreUnderTest, store: ClickHouseStore;
    beforeAll(async () => {
      under = await prepare();
      store = await under.open();
      for (const table of ['pages', 'exact', 'flaky', 'large']) await store.command(`DROP TABLE IF EXISTS ${table}`);
      const place = 'src_topic LowCardinality(String), src_partition UInt32, src_offset UInt64';
      await store.command(`CREATE TABLE pages (v Nullable(Float64), missing UInt8 DEFAULT 7, ${place}) ENGINE = MergeTree ORDER BY src_offset ${SETTINGS}`);
      await store.command(`CREATE TABLE flaky (t String, ${place}) ENGINE = MergeTree ORDER BY src_offset ${SETTINGS}`);
      await store.command(`CREATE TABLE large (t String, ${place}) ENGINE = MergeTree ORDER BY src_offset ${SETTINGS}`);
      await store.command(`CREATE TABLE exact (i UInt32, h UInt64, nh Nullable(UInt64), f Nullable(Float64), c Nullable(UInt32), s String, l LowCardinality(String),
        ns Nullable(String), d DateTime64(3, 'UTC'), nd Nullable(DateTime64(3, 'UTC')), fine DateTime64(6, 'UTC'), b FixedString(4), big UInt64,
        m Map(LowCardinality(String), LowCardinality(String)), u Map(String, UInt64), one LowCardinality(String), plain String,
        fa Array(Float64), ia Array(UInt32), sa Array(String)) ENGINE = MergeTree ORDER BY i ${SETTINGS}`);
    });
    afterAll(async () => { await store?.close(); });

    it('inserts a range once per token, whatever the repeat carries', async () => {
      const insert = (v: number, to: Range) => store.insert('pages', 2, { v: numberColumn([v, null]), ...places(Number(to.from), Number(to.to)) }, to);
      await insert(1, range(0, 2));
      await insert(2, range(0, 2));
      await insert(3, range(2, 4));
      await insert(4, range(0, 2, 2));
      expect(await store.rows('SELECT v, missing, src_topic, src_partition, src_offset FROM pages ORDER BY src_offset, v')).toEqual([
        { v: 1, missing: 7, src_topic: "it's", src_partition: 3, src_offset: '0' }, { v: 4, missing: 7, src_topic: "it's", src_partition: 3, src_offset: '0' },
        { v: null, missing: 7, src_topic: "it's", src_partition: 3, src_offset: '1' }, { v: null, missing: 7, src_topic: "it's", src_partition: 3, src_offset: '1' },
        { v: 3, missing: 7, src_topic: "it's", src_partition: 3, src_offset: '2' }, { v: null, missing: 7, src_topic: "it's", src_partition: 3, src_offset: '3' },
      ]);
    });

    it('says whether a range is present', async () => {
      expect(await Promise.all([range(0, 2), range(2, 4), range(3, 9), range(4, 9)].map((one) => store.present('pages', one)))).toEqual([true, true, true, false]);
      expect(await store.present('pages', { ...range(0, 2), topic: 'its' })).toBe(false);
      expect(await store.present('pages', { ...range(0, 2), partition: 4 })).toBe(false);
    });

    it('keeps every value as it was', async () => {
      const columns: Columns = {
        i: numberColumn([0, 1, 2]), h: hashColumn([0n, 2n ** 53n + 1n, 2n ** 64n - 1n]), nh: hashColumn([null, 0n, 2n ** 64n - 1n]),
        f: numberColumn([0.1, null, Number.NaN]), c: numberColumn([0, null, 4294967295]), s: textColumn(['', 'a\0b', '\u{1F600}\uFFFD\n']), l: textColumn(['x', '', 'x']),
        ns: textColumn([null, '', 'z']), d: numberColumn([0, 1700000000123, -1]), nd: numberColumn([0, null, 1700000000123]), fine: { kind: 'constant', value: 1700000000123456n },
        b: { kind: 'bytes', width: 4, values: Uint8Array.from([0, 1, 2, 3, 65, 66, 67, 68, 255, 254, 0, 0]) }, big: numberColumn([0, 2 ** 32, Number.MAX_SAFE_INTEGER]),
        m: { kind: 'map', keys: ['c4', 'gopher'], values: [textColumn(['', 'x', '']), textColumn(['y', '', '\u{1F600}'])] },
        u: { kind: 'map', keys: ['request'], values: [textColumn(['0', '7', '18446744073709551615'])] }, one: { kind: 'constant', value: 'same' }, plain: { kind: 'constant', value: '\u{1F600}' },
        fa: listColumn<number>([[], [0.1, 1e300], [0]], numberColumn), ia: listColumn<number>([[4294967295], null, [0, 1, 2]], numberColumn), sa: listColumn<string>([['', '\u{1F600}'], [], null], textColumn),
      };
      await store.insert('exact', 3, columns, range(0, 3));
      const rest = { fine: '2023-11-14 22:13:20.123456', one: 'same', plain: '\u{1F600}' };
      expect(await store.rows('SELECT * EXCEPT b, hex(b) AS b FROM exact ORDER BY i')).toEqual([
        { i: 0, h: '0', nh: null, f: 0.1, c: 0, s: '', l: 'x', ns: null, d: '1970-01-01 00:00:00.000', nd: '1970-01-01 00:00:00.000', b: '00010203', big: '0', m: { c4: '', gopher: 'y' }, u: { request: '0' }, fa: [], ia: [4294967295], sa: ['', '\u{1F600}'], ...rest },
        { i: 1, h: '9007199254740993', nh: '0', f: null, c: null, s: 'a\0b', l: '', ns: '', d: '2023-11-14 22:13:20.123', nd: null, b: '41424344', big: '4294967296', m: { c4: 'x', gopher: '' }, u: { request: '7' }, fa: [0.1, 1e300], ia: [], sa: [], ...rest },
        { i: 2, h: '18446744073709551615', nh: '18446744073709551615', f: null, c: 4294967295, s: '\u{1F600}\uFFFD\n', l: 'x', ns: 'z', d: '1969-12-31 23:59:59.999', nd: '2023-11-14 22:13:20.123', b: 'FFFE0000',
          big: '9007199254740991', m: { c4: '', gopher: '\u{1F600}' }, u: { request: '18446744073709551615' }, fa: [0], ia: [0, 1, 2], sa: [], ...rest },
      ]);
      expect(await store.rows('SELECT f <= 0.1 AS at, f < 0.1 AS below FROM exact WHERE i = 0')).toEqual([{ at: 1, below: 0 }]);
    });

    it('takes parameters literally', async () => {
      const awkward = "it's \\ {x:String}\t\n'; DROP TABLE pages --\u{1F600}";
      expect(await store.rows('SELECT {a:String} AS a, {n:UInt64} AS n, {l:Array(String)} AS l', { a: awkward, n: 2n ** 64n - 1n, l: ["'", '\\'] })).toEqual([
        { a: awkward, n: '18446744073709551615', l: ["'", '\\'] },
      ]);
    });

    it('names what is wrong, with exit code 1 and the words of the engine', async () => {
      const fails = async (work: Promise<unknown>) => work.then(() => 'no error', (error: { name: string; code: number; message: string }) => `${error.name} ${error.code} ${error.message}`);
      expect(await fails(store.rows('SELEC 1'))).toMatch(/^Fault 1 query: Syntax error.*SELEC 1.*Expected one of.*\(code 62, SYNTAX_ERROR\)$/s);
      expect(await fails(store.command('DROP TABLE nowhere'))).toMatch(/^Fault 1 statement: .*nowhere.*code 60, UNKNOWN_TABLE/s);
      expect(await fails(collect(store.stream('SELECT throwIf(number = 3) FROM numbers(9)', 'TSV')))).toMatch(/^Fault 1 query: .*code 395/s);
      expect(await fails(store.insert('pages', 1, { v: numberColumn([1]), other: numberColumn([1]), more: numberColumn([1]) }, range(50, 51)))).toBe(
        'Fault 1 table pages: has no column other, more; run `thresher migrate` or drop the column');
      expect(await fails(store.insert('nowhere', 1, { v: numberColumn([1]) }, range(50, 51)))).toBe('Fault 1 table nowhere: not in this store; run `thresher migrate`');
    });

    it('sees a column that was added after the first insert', async () => {
      await store.command('ALTER TABLE pages ADD COLUMN IF NOT EXISTS late Nullable(UInt32)');
      await store.insert('pages', 1, { late: numberColumn([5]), ...places(60, 61) }, range(60, 61));
      expect(await store.rows('SELECT late FROM pages WHERE src_offset >= 3 ORDER BY src_offset')).toEqual([{ late: null }, { late: 5 }]);
    });

    it('refuses everything but reading in read-only queries', async () => {
      const refused = ['DROP TABLE pages', 'INSERT INTO pages (v) VALUES (1)', 'TRUNCATE TABLE pages', 'CREATE TABLE x (a Int8) ENGINE = Memory', 'SET readonly = 0', 'SELECT 1 SETTINGS readonly = 0', 'SELECT 1 SETTINGS max_threads = 1',
        "SELECT * FROM file('/etc/passwd', 'LineAsString', 'x String')", "SELECT * FROM url('http://127.0.0.1:9/', 'LineAsString', 'x String')", "SELECT * FROM remote('127.0.0.1:9', system.one)",
        "SELECT * FROM s3('http://127.0.0.1:9/bucket/x', 'CSV', 'a String')", "SELECT * FROM executable('cat', 'TSV', 'a String', (SELECT 1))", "SELECT 1 INTO /**/ OUTFILE '/tmp/thresher-outfile'"];
      const answers = await Promise.all(refused.map((sql) => collect(store.readOnly.stream(sql, 'TSV')).then(() => `allowed: ${sql}`, (error: { code: number }) => error.code)));
      expect(answers).toEqual(refused.map(() => 1));
      expect(await store.readOnly.rows('SELECT count() AS n FROM pages')).toEqual([{ n: '7' }]);
    });

    it('gives results in the format that was asked for, that of the SQL first', async () => {
      expect(await collect(store.readOnly.stream('SELECT number AS n FROM numbers(3)', 'TSVWithNames'))).toBe('n\n0\n1\n2\n');
      expect(await collect(store.readOnly.stream('SELECT number AS n FROM numbers(1) FORMAT CSVWithNames; -- so', 'TSV'))).toBe('"n"\n0\n');
      expect(await collect(store.readOnly.stream('SELECT 1 AS n WHERE 0', 'TSVWithNames'))).toBe('n\n');
      expect(await collect(store.stream('SELECT number FROM numbers(200000)', 'TSV'))).toBe(Array.from({ length: 200_000 }, (_, i) => `${i}\n`).join(''));
    });

    it('writes one part for 50,000 rows and 60 MB', async () => {
      const text = pack(Array.from({ length: 50_000 }, (_, i) => Buffer.alloc(1200, String(i))));
      await store.insert('large', 50_000, { t: { kind: 'text', values: text }, ...places(0, 50_000) }, range(0, 50_000));
      expect(await store.rows('SELECT count() AS rows, uniqExact(_part) AS parts, sum(length(t)) AS bytes FROM large')).toEqual([{ rows: '50000', parts: '1', bytes: '60000000' }]);
    });

    it('gives exactly one copy when connections break in the body and before the answer', async () => {
      const proxy = await flakyProxy(under.host, under.port);
      const retries: number[] = [];
      const broken = await under.through(proxy.port, { backoffMs: 1, onInsert: (_table, _rows, _seconds, tries) => retries.push(tries) });
      try {
        const text = pack(Array.from({ length: 1000 }, (_, i) => Buffer.alloc(5000, String(i))));
        const insert = (from: number) => broken.insert('flaky', 1000, { t: { kind: 'text', values: text }, ...places(from, from + 1000) }, range(from, from + 1000));
        await insert(0);
        proxy.breakInsert('body', 2, 2_000_000);
        await insert(1000);
        proxy.breakInsert('answer', 2);
        await insert(2000);
        expect(proxy.broken()).toBe(4);
        expect(retries).toEqual([0, 2, 2]);
        expect(await store.rows('SELECT count() AS rows, uniqExact(src_offset) AS offsets FROM flaky')).toEqual([{ rows: '3000', offsets: '3000' }]);
      } finally {
        await broken.close();
        await proxy.close();
      }
    });
  });
};
