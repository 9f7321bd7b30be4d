import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashColumn, numberColumn, textColumn } from '../../src/model/columns.js';
import type { Fingerprint, Range } from '../../src/model/ports.js';
import { openStore, type ClickHouseStore } from '../../src/sinks/clickhouse.js';
import { configs, fingerprints } from '../../src/sinks/restore.js';
import { checkSchema, ensureColumns, knownMigrations, migrate } from '../../src/sinks/schema.js';

/** Every migration, in order. */
const NAMES = ['001-store', '002-lines', '003-segmentation', '004-recipes', '005-levels'], LEVELS = ['signal_bins', 'level_steps'];
const root = mkdtempSync(join(tmpdir(), 'thresher-schema-'));
let store: ClickHouseStore, made = 0;
beforeEach(async () => { store = await openStore({ store: join(root, 'store'), database: `thresher_${made++}`, version: '0.0.0' }); });
afterEach(() => store.close());
afterAll(() => rmSync(root, { recursive: true, force: true }));

const fails = (work: Promise<unknown>) => work.then(() => 'no error', (error: { name: string; code: number; message: string }) => `${error.name} ${error.code} ${error.message}`);
const columnsOf = async (table: string) => (await store.rows<{ name: string }>('SELECT name FROM system.columns WHERE database = currentDatabase() AND table = {table:String} ORDER BY position', { table })).map(({ name }) => name);

describe('migrate', () => {
  it('says what is missing, makes every table once, and records it', async () => {
    expect(await migrate(store, { bands: 14, dryRun: true })).toEqual({ from: 0, to: NAMES.length, applied: NAMES });
    expect(await store.rows('SHOW TABLES')).toEqual([]);
    expect(await migrate(store, { bands: 14 })).toEqual({ from: 0, to: NAMES.length, applied: NAMES });
    expect(await migrate(store, { bands: 20 })).toEqual({ from: NAMES.length, to: NAMES.length, applied: [] });
    expect((await store.rows<{ name: string }>('SHOW TABLES')).map(({ name }) => name)).toEqual(
      ['documents', 'fingerprints', 'ingest_batches', 'ingest_files', 'ingest_intents', 'level_steps', 'lines', 'recipes', 'rejections', 'samples', 'schema_migrations', 'selections', 'signal_bins', 'stats', 'texts']);
    expect(await store.rows("SELECT type FROM system.columns WHERE database = currentDatabase() AND table = 'fingerprints' AND name = 'bands'")).toEqual([{ type: 'FixedString(112)' }]);
    expect(await store.rows('SELECT version, name, length(checksum) AS checksum, applied > now() - 60 AS fresh FROM schema_migrations ORDER BY version')).toEqual(
      NAMES.map((name, i) => ({ version: i + 1, name, checksum: '64', fresh: 1 })));
  });

  it('gives every table the settings that make inserts repeatable', async () => {
    await migrate(store, { bands: 14 });
    const tables = await store.rows<{ name: string; engine_full: string; partition_key: string }>("SELECT name, engine_full, partition_key FROM system.tables WHERE database = currentDatabase() AND engine != 'View'");
    expect(tables.length).toBe(14);
    for (const { name, engine_full, partition_key } of tables) {
      // The levels, which `serve` keeps, have few columns.
      expect(engine_full).toMatch(LEVELS.includes(name) ? /^MergeTree .*non_replicated_deduplication_window = 100000/ : /^MergeTree ORDER BY .*non_replicated_deduplication_window = 100000, min_bytes_for_wide_part = 268435456/);
      expect([name, partition_key]).toEqual([name, name === 'signal_bins' ? 'step' : '']);
    }
  });

  it('can be repeated after a kill in its middle, and by two processes at once', async () => {
    const [first] = knownMigrations();
    await store.command(first!.sql.split(';')[0]!);
    await Promise.all([migrate(store, { bands: 14 }), migrate(store, { bands: 14 })]);
    expect(await store.rows('SELECT count() AS n FROM schema_migrations')).toEqual([{ n: String(NAMES.length) }]);
  });

  it('refuses a store that is newer, and a migration that has changed', async () => {
    const known = knownMigrations();
    const newest = NAMES.length + 1, more = `00${newest}-more`, last = { version: newest, name: more, checksum: 'abc', sql: 'CREATE TABLE IF NOT EXISTS more (a Int8) ENGINE = MergeTree ORDER BY a' };
    expect(await migrate(store, { bands: 14, known: [...known, last] })).toEqual({ from: 0, to: newest, applied: [...NAMES, more] });
    expect(await fails(checkSchema(store))).toBe(`Fault 2 store: got schema version ${newest}, allowed up to ${NAMES.length} (a newer thresher wrote it; update this one)`);
    expect(await checkSchema(store, [...known, last])).toBe(newest);
    expect(await fails(checkSchema(store, [...known, { ...last, checksum: 'abd' }]))).toBe(
      `Fault 2 migration ${more}: got a file that differs from the one this store was made with, allowed the same file (add a new number instead)`);
  });
});

describe('ensureColumns', () => {
  const wanted = [{ name: 'rps_doc_word_count', type: 'Nullable(UInt32)' }, { name: 'toxicity_model', type: 'LowCardinality(String)' }, { name: 'toxicity_score', type: 'Nullable(Float64)' }];

  it('adds columns at their place, in the table and in the view, and old rows are NULL there', async () => {
    await migrate(store, { bands: 14 });
    await store.command('INSERT INTO samples (id) VALUES (1)');
    expect(await ensureColumns(store, 'samples', wanted.slice(0, 1))).toEqual(['rps_doc_word_count']);
    expect(await ensureColumns(store, 'samples', wanted)).toEqual(['toxicity_model', 'toxicity_score']);
    expect(await ensureColumns(store, 'samples', wanted)).toEqual([]);
    const names = await columnsOf('samples');
    expect(names.slice(names.indexOf('meta'), names.indexOf('stream_dup_kind') + 1)).toEqual(['meta', 'rps_doc_word_count', 'toxicity_model', 'toxicity_score', 'stream_dup_kind']);
    expect(await columnsOf('documents')).toEqual(names);
    expect(await store.rows('SELECT rps_doc_word_count AS n, toxicity_score AS t, toxicity_model AS m FROM documents')).toEqual([{ n: null, t: null, m: '' }]);
  });

  it('refuses a column that has another type', async () => {
    await migrate(store, { bands: 14 });
    await ensureColumns(store, 'samples', wanted);
    expect(await fails(ensureColumns(store, 'samples', [{ name: 'toxicity_score', type: 'Nullable(UInt32)' }, { name: 'lang', type: 'String' }]))).toBe(
      'Fault 2 column samples.toxicity_score: got Nullable(Float64) in the store, allowed Nullable(UInt32)\ncolumn samples.lang: got LowCardinality(String) in the store, allowed String');
  });
});

it('shows every page but replays in documents', async () => {
  await migrate(store, { bands: 14 });
  await store.command("INSERT INTO samples (id, stream_dup_kind) VALUES (1, ''), (2, 'replay'), (3, 'near'), (4, 'exact'), (5, 'url')");
  expect((await store.rows<{ id: string }>('SELECT id FROM documents ORDER BY id')).map(({ id }) => id)).toEqual(['1', '3', '4', '5']);
});

describe('restore', () => {
  const kinds = ['', 'replay', 'exact', 'url', 'near'] as const;
  const row = (offset: number): Fingerprint => ({
    position: offset, id: 2n ** 64n - 1n - BigInt(offset), content: BigInt(offset * 3), url: BigInt(offset % 2), bands: Uint8Array.from({ length: 16 }, (_, k) => (offset + k) % 256),
    kind: kinds[offset % 5]!, dupOf: BigInt(offset % 5 ? offset - 1 : 0), urlOf: BigInt(offset % 3), entered: BigInt(offset % 4),
  });
  const write = async (from: number, to: number, config: bigint, partition = 0) => {
    const rows = Array.from({ length: to - from }, (_, i) => row(from + i));
    const range: Range = { topic: 'files', partition, from: BigInt(from), to: BigInt(to), version: 1 };
    await store.insert('fingerprints', rows.length, {
      src_topic: { kind: 'constant', value: 'files' }, src_partition: { kind: 'constant', value: partition }, src_offset: numberColumn(rows.map(({ position }) => position)),
      id: hashColumn(rows.map(({ id }) => id)), content: hashColumn(rows.map(({ content }) => content)), url: hashColumn(rows.map(({ url }) => url)),
      bands: { kind: 'bytes', width: 16, values: Uint8Array.from(rows.flatMap(({ bands }) => [...bands])) }, stream_dup_kind: textColumn(rows.map(({ kind }) => kind)),
      stream_dup_of: hashColumn(rows.map(({ dupOf }) => dupOf)), stream_url_of: hashColumn(rows.map(({ urlOf }) => urlOf)), stream_entered: hashColumn(rows.map(({ entered }) => entered)),
      config: { kind: 'constant', value: config },
    }, range);
  };

  it('gives the rows of a range in log order, whole, without what is excluded', async () => {
    await migrate(store, { bands: 2 });
    await write(20_000, 40_000, 7n);
    await write(0, 20_000, 7n);
    await write(0, 100, 9n, 1);
    const range = { topic: 'files', partition: 0, from: 10n, to: 39_990n, exclude: [{ from: 15_000n, to: 25_000n }] };
    const found: Fingerprint[] = [];
    for await (const rows of fingerprints(store, range, (offset) => Number(offset))) found.push(...rows);
    expect(found).toEqual(Array.from({ length: 39_980 }, (_, i) => 10 + i).filter((offset) => offset < 15_000 || offset >= 25_000).map(row));
    expect(await configs(store, range)).toEqual([7n]);
    expect(await configs(store, { topic: 'files', partition: 1, from: 0n, to: 100n })).toEqual([9n]);
    expect(await configs(store, { topic: 'other', partition: 0, from: 0n, to: 100n })).toEqual([]);
  });

  it('gives nothing for an empty range', async () => {
    await migrate(store, { bands: 2 });
    for await (const rows of fingerprints(store, { topic: 'files', partition: 0, from: 0n, to: 5n }, Number)) expect(rows).toBe('no rows');
  });
});
