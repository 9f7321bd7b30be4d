// Recipes that are saved while pages stream: over a log in memory and over files, into a real embedded store, all in this process.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { resolveConfig, type Flags } from '../../src/config.js';
import { encodeMessage } from '../../src/formats/message.js';
import type { LogConsumer } from '../../src/model/log.js';
import type { Rule } from '../../src/model/rule.js';
import { announceRecipe } from '../../src/recipes/control.js';
import { recipeHistory } from '../../src/recipes/history.js';
import { rollbackRecipe } from '../../src/recipes/rollback.js';
import { saveRecipe } from '../../src/recipes/save.js';
import { runBackfill } from '../../src/run-backfill.js';
import { runCurate } from '../../src/run-curate.js';
import { ruleColumns } from '../../src/select/columns.js';
import { leaves } from '../../src/select/leaves.js';
import { openStore, type ClickHouseStore } from '../../src/sinks/clickhouse.js';
import { memoryLog, type MemoryLog } from '../../src/sources/memory.js';
import { until } from '../contracts/log-scene.js';
import { pagesOf } from '../crawl.js';

const root = mkdtempSync(join(tmpdir(), 'thresher-stream-recipes-')), folder = join(root, 'store'), TOPIC = 'crawl.records', PARTITIONS = 2;
const ends: (() => Promise<unknown>)[] = [], by = { author: 'ann', reason: 'a test' };
let engine: ClickHouseStore, runs = 0;
beforeAll(async () => { engine = await openStore({ store: folder, database: 'thresher', version: '0.0.0' }); });
afterEach(async () => { for (const end of ends.splice(0).reverse()) await end(); });
afterAll(async () => {
  await engine.close();
  rmSync(root, { recursive: true, force: true });
});

const pages = pagesOf(33, 400), KEY = Buffer.from('site.example');
const message = (i: number): Uint8Array => {
  const { id, url, text } = pages[i]!, payload = Buffer.from(text);
  return encodeMessage({ recordId: `${id}-${i}`, url, snapshot: 'CC-MAIN-2026-40', crawlTime: 1_790_000_000_000 + i, mediaType: 'text/plain', charset: 'utf-8', status: null, payload, payloadBytes: payload.length, oversize: false,
    file: 'a.wet', fileOffset: i, ordinal: i, digest: '', meta: '{}', reason: '', detail: '', rawHead: new Uint8Array(0), textRepaired: 0 });
};
const filled = async (): Promise<{ log: MemoryLog; append: (to: number) => void }> => {
  const log = memoryLog();
  await log.createTopic(TOPIC, { partitions: PARTITIONS, maxMessageBytes: 1e6 });
  let at = 0;
  return { log, append: (to) => { for (; at < to; at++) log.append(TOPIC, at % PARTITIONS, { key: KEY, value: message(at), headers: {}, timestamp: null }); } };
};

const running = <T>(database: string, flags: Flags, run: (context: Parameters<typeof runCurate>[0]) => Promise<T>) => {
  const stop = new AbortController(), said: string[] = [], logger = pino({ base: null }, { write: (line: string) => { said.push((JSON.parse(line) as { msg: string }).msg); } });
  const config = { ...resolveConfig({ store: folder, database, workers: 0, 'batch-rows': 7, 'dedup-window': 40, signals: 'gopher', lang: 'en', ...flags }, {}), scorers: [] };
  const report = run({ config, version: 'test', quiet: true, log: logger, stop: stop.signal });
  ends.push(() => { stop.abort(); return report.catch(() => {}); });
  return { report, said, stop: () => stop.abort() };
};
const member = (log: MemoryLog, database: string, flags: Flags = {}) => running(database, flags, (context) => runCurate(context, { untilCaughtUp: false, log }));

/** A database of its own, and the store as another process sees it, once it is there. */
const scene = () => {
  const database = `run${runs++}`;
  return {
    database,
    store: async (): Promise<ClickHouseStore> => {
      const store = await openStore({ store: folder, database, version: '0.0.0' });
      ends.push(() => store.close());
      await until('the tables are there, with their columns', async () => store.rows('SELECT gopher_stop_word_count FROM documents LIMIT 1').then(() => true, () => false));
      return store;
    },
  };
};
const stored = async (store: ClickHouseStore): Promise<number> => Number((await store.rows<{ n: string }>('SELECT sum(records) AS n FROM ingest_batches'))[0]!.n);
const least = (name: string, value: number) => ({ name, rules: { all: [{ signal: 'gopher_stop_word_count', op: '>=', value }] } });

interface Judged { place: string; position: string; number: number; failed: Record<string, string>; words: number | null }
const judged = (store: ClickHouseStore): Promise<Judged[]> => store.rows<Judged>(
  "SELECT concat(src_topic, '/', toString(src_partition)) AS place, src_offset AS position, stream_recipe AS number, stream_failed AS failed, gopher_stop_word_count AS words FROM samples ORDER BY place, src_offset");

/** Each row says what the recipes of its number say of it, from the stated position on and not before. */
const isTrue = async (store: ClickHouseStore, name: string): Promise<void> => {
  const versions = await recipeHistory(store, name), rows = await judged(store);
  const wrong = rows.filter(({ place, position, number, failed, words }) => {
    const version = versions.find((one) => one.number <= number), rule = version && leaves(version.recipe.rules)[0] as Rule | undefined;
    const expected = rule && (words !== null && words >= Number(rule.value) ? '' : 'gopher_stop_word_count');
    const stated = versions.filter((one) => one.from_offset[place] !== undefined && BigInt(position) >= BigInt(one.from_offset[place])), latest = stated[0]?.number ?? 0;
    return failed[name] !== expected || (number < latest) || versions.some((one) => one.number <= number && !stated.includes(one));
  });
  expect(wrong).toEqual([]);
  for (const place of new Set(rows.map((row) => row.place))) {
    const numbers = rows.filter((row) => row.place === place).map(({ number }) => number);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  }
};

describe('run curate', () => {
  it.each([['by the control topic', true], ['by the store alone', false]])('hears of a saved recipe within a second, %s, and judges by it from the stated positions on', async (_, announces) => {
    const { log, append } = await filled(), { database, store: opened } = scene(), one = member(log, database), store = await opened();
    append(60);
    await until('60 stored', async () => await stored(store) === 60);
    let next = 60;
    for (const value of [3, 1]) {
      const saved = await saveRecipe(store, { recipe: least('mine', value), expected: null, ...by });
      if (announces) await announceRecipe(log, saved);
      // One page after the other, as from a crawl that goes on.
      await until(`rows carry number ${saved.number}`, async () => {
        append(next += 2);
        return (await store.rows<{ n: string }>('SELECT count() AS n FROM samples WHERE stream_recipe = {number:UInt32}', { number: saved.number }))[0]!.n !== '0';
      });
    }
    await rollbackRecipe(store, { name: 'mine', to: 1, expected: 2, ...by });
    await until('rows carry the rollback', async () => { append(next += 2); return (await judged(store)).some(({ number }) => number === 3); });
    one.stop();
    await one.report;
    const versions = await recipeHistory(store, 'mine'), took = await Promise.all(versions.map(async ({ number, changed }) =>
      Number((await store.rows<{ at: string }>('SELECT toUnixTimestamp64Milli(min(run_time)) AS at FROM samples WHERE stream_recipe = {number:UInt32}', { number }))[0]!.at) - Date.parse(changed)));
    // A batch that was judged already is written first, which takes long where much else runs: the quickest of the three counts.
    expect([Math.min(...took) < 1000, Math.max(...took) < 10_000]).toEqual([true, true]);
    expect(versions.map(({ version, from_offset: from }) => [version, Object.keys(from)])).toEqual([[3, expect.any(Array)], [2, expect.any(Array)], [1, ['crawl.records/0', 'crawl.records/1']]]);
    await isTrue(store, 'mine');
  });

  it('numbers never fall along a partition while members come, go, lose their partitions and recipes are saved', async () => {
    const { log, append } = await filled(), { database, store: opened } = scene(), consumers: LogConsumer[] = [];
    const seen: MemoryLog = { ...log, consumer: async (options) => { const consumer = await log.consumer(options); if (options.topic === TOPIC) consumers.push(consumer); return consumer; } };
    const first = member(seen, database), store = await opened();
    append(40);
    await until('40 stored', async () => await stored(store) === 40);
    let second = member(seen, database, { 'batch-rows': 3 });
    for (let round = 1; round <= 6; round++) {
      await saveRecipe(store, { recipe: least('mine', round), expected: round - 1, ...by });
      append(40 + 40 * round);
      if (round % 3 === 1) log.evict(consumers[0]!);
      if (round % 3 === 2) { second.stop(); await second.report; second = member(seen, database, { 'batch-rows': 5 }); }
      await until(`${40 + 40 * round} stored`, async () => await stored(store) === 40 + 40 * round);
    }
    for (const one of [first, second]) { one.stop(); await one.report; }
    expect([first.said, second.said].flat().filter((line) => line.includes('recipe'))).toEqual([]);
    expect(new Set((await judged(store)).map(({ number }) => number)).size).toBeGreaterThan(3);
    await isTrue(store, 'mine');
  });

  it('a recipe may name every column that rules may name; one that needs what is not measured is left out and said once', async () => {
    const { log, append } = await filled(), { database, store: opened } = scene(), one = member(log, database), store = await opened();
    await store.command('ALTER TABLE samples ADD COLUMN other_signal Nullable(Float64)');
    const [view] = await store.rows<{ as_select: string }>("SELECT as_select FROM system.tables WHERE database = currentDatabase() AND name = 'documents'");
    await store.command(`CREATE OR REPLACE VIEW documents AS ${view!.as_select}`);
    const all = [...ruleColumns([], ['gopher_stop_word_count'])].map(([signal, type]) => (type === 'number' ? { signal, op: '>=', value: -1 } : { signal, op: 'in', value: ['x'] }));
    await saveRecipe(store, { recipe: { name: 'every', rules: { any: all } }, expected: 0, ...by });
    await saveRecipe(store, { recipe: { name: 'foreign', rules: { all: [{ signal: 'other_signal', op: '>', value: 0 }] } }, expected: 0, ...by });
    await until('it says so', () => one.said.some((line) => line.includes('foreign')));
    append(30);
    await until('30 stored', async () => await stored(store) === 30);
    one.stop();
    await one.report;
    expect(new Set((await judged(store)).map(({ number, failed }) => JSON.stringify([number, failed])))).toEqual(new Set(['[2,{"every":""}]']));
    expect(one.said.filter((line) => line.includes('recipe'))).toEqual([expect.stringMatching(/^recipe foreign, version 1, is not judged by in this run: rules\.all\[0\]\.signal: got unknown signal 'other_signal', /)]);
  });
});

describe('backfill', () => {
  it('begins with what is saved, and takes up a change while it runs', async () => {
    const { database, store: opened } = scene(), file = (name: string, from: number, to: number): string => {
      const path = join(root, name);
      writeFileSync(path, pages.slice(from, to).map((page, i) => `${JSON.stringify({ ...page, id: `${page.id}-${from + i}` })}\n`).join(''));
      return path;
    };
    const run = (input: string) => running(database, { 'batch-rows': 3 }, (context) => runBackfill(context, { inputs: [input] }));
    await run(file('a.jsonl', 0, 50)).report;
    const store = await opened();
    await saveRecipe(store, { recipe: least('mine', 2), expected: 0, ...by });
    const second = run(file('b.jsonl', 50, 260));
    await until('it has begun', async () => await stored(store) > 60);
    await saveRecipe(store, { recipe: least('mine', 4), expected: 1, ...by });
    await second.report;
    const [newest, first] = await recipeHistory(store, 'mine'), before = await stored(store);
    expect([before, first!.from_offset, Object.keys(newest!.from_offset)]).toEqual([260, { 'files/0': String(2n << 32n) }, ['files/0']]);
    await isTrue(store, 'mine');
  });
});
