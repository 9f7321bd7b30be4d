// topic -> store, with a log in memory and a real embedded store, all in this process: one database of it per run.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { resolveConfig, type Flags } from '../../src/config.js';
import { Window } from '../../src/dedup/window.js';
import { encodeMessage } from '../../src/formats/message.js';
import type { ChunkControl, Log, LogChunk, LogConsumer, LogMessage } from '../../src/model/log.js';
import type { RunReport } from '../../src/report.js';
import { deadLettersOf, runCurate } from '../../src/run-curate.js';
import { openStore, type ClickHouseStore } from '../../src/sinks/clickhouse.js';
import { memoryLog, type MemoryLog } from '../../src/sources/memory.js';
import { until } from '../contracts/log-scene.js';
import { pagesOf } from '../crawl.js';
import { LOG_DIGEST } from '../thresher.js';

const root = mkdtempSync(join(tmpdir(), 'thresher-curate-')), folder = join(root, 'store'), TOPIC = 'crawl.records', PARTITIONS = 2, COUNT = 240;
/** Ends members that a failed test has left. */
const ends: (() => Promise<unknown>)[] = [];
let engine: ClickHouseStore, runs = 0;
beforeAll(async () => { engine = await openStore({ store: folder, database: 'thresher', version: '0.0.0' }); });
afterEach(async () => {
  vi.restoreAllMocks();
  for (const end of ends.splice(0)) await end();
});
afterAll(async () => {
  await engine.close();
  rmSync(root, { recursive: true, force: true });
});

/** A message of the topic, and what is to become of it: '' = a row. */
interface Made { readonly partition: number; readonly value: Uint8Array | null; readonly reason: string }

const pages = pagesOf(21, COUNT);
const made: readonly Made[] = pages.map(({ id, url, text }, i) => {
  const partition = Number(/site(\d)/.exec(url)![1]) % PARTITIONS, payload = Buffer.from(text);
  const record = { recordId: id, url, snapshot: 'CC-MAIN-2026-40', crawlTime: 1_790_000_000_000 + i, mediaType: 'text/plain', charset: 'utf-8', status: null, payload, payloadBytes: payload.length, oversize: false,
    file: 'a.wet', fileOffset: i, ordinal: i, digest: '', meta: '{}', reason: '', detail: '', rawHead: new Uint8Array(0), textRepaired: 0 } as const;
  const bad: Readonly<Record<number, readonly [string, Uint8Array | null]>> = {
    3: ['tombstone', null], 7: ['malformed_json', Buffer.from('{"record_id":')], 11: ['unknown_magic', Uint8Array.from([7, 1])], 13: ['unknown_schema', Uint8Array.from([0, 0, 0, 0, 1, 2])],
    17: ['schema_mismatch', Buffer.from('{"record_id":"x"}')], 19: ['too_large', encodeMessage({ ...record, payload: new Uint8Array(0), payloadBytes: 9_000_000, oversize: true })],
    23: ['empty', encodeMessage({ ...record, payload: new Uint8Array(0), payloadBytes: 0 })], 29: ['not_an_object', Buffer.from('[1]')],
  };
  const [reason, value] = bad[i % 60] ?? ['', encodeMessage(record)];
  return { partition, value, reason };
});
const REJECTED = made.filter(({ reason }) => reason !== ''), KEY = Buffer.from('site.example');

/** A log with messages [0, count) of the crawl. */
const logWith = async (count = COUNT): Promise<{ log: MemoryLog; append: (to: number) => void }> => {
  const log = memoryLog();
  await log.createTopic(TOPIC, { partitions: PARTITIONS, maxMessageBytes: 1e6 });
  let at = 0;
  const append = (to: number): void => { for (; at < to; at++) log.append(TOPIC, made[at]!.partition, { key: KEY, value: made[at]!.value, headers: { trace: Buffer.from([at % 256]) }, timestamp: null }); };
  append(count);
  return { log, append };
};

/** The log, but somebody looks at each commit before it is made, counted from 1. */
const watched = (log: Log, look: (commit: number, consumer: LogConsumer) => void): Log => {
  let commits = 0;
  return {
    ...log, consumer: async (options) => {
      const consumer = await log.consumer(options);
      const control = (given: ChunkControl): ChunkControl => ({ ...given, commit: (offset, metadata) => { look(++commits, consumer); return given.commit(offset, metadata); } });
      return { ...consumer, run: (handler, assigned) => consumer.run((chunk: LogChunk, given) => handler(chunk, control(given)), assigned) };
    },
  };
};

/** One member. What it says is kept; `stop` ends it as SIGTERM does. */
const member = (log: Log, database: string, { untilCaughtUp = true, flags = {} }: { untilCaughtUp?: boolean; flags?: Flags } = {}) => {
  const stop = new AbortController(), said: string[] = [];
  const config = { ...resolveConfig({ store: folder, database, workers: 0, 'batch-rows': 17, 'dedup-window': 40, signals: 'gopher', lang: 'en', ...flags }, {}), scorers: [] };
  const logger = pino({ base: null }, { write: (line: string) => { said.push((JSON.parse(line) as { msg: string }).msg); } });
  const report = runCurate({ config, version: 'test', quiet: true, log: logger, stop: stop.signal }, { untilCaughtUp, log });
  ends.push(() => { stop.abort(); return report.catch(() => {}); });
  return { report, said, stop: () => stop.abort() };
};

const ask = async <T>(database: string, sql: string): Promise<T[]> => {
  const store = await openStore({ store: folder, database, version: '0.0.0' });
  try { return await store.rows<T>(sql); } finally { await store.close(); }
};
const digest = async (database: string): Promise<string[]> => (await ask<Record<string, string>>(database, LOG_DIGEST)).map((row) => Object.values(row).join(' ')).sort();
const fresh = (): string => `run${runs++}`;
/** Positions in whole batches that are there so far. */
const stored = async (database: string): Promise<number> => Number((await ask<{ n: string }>(database, 'SELECT sum(records) AS n FROM ingest_batches'))[0]!.n);
const committed = async (log: Log) => [...await (await log.consumer({ topic: TOPIC, group: 'thresher-curate', partitionBytes: 1, fetchBytes: 1, sessionMs: 1 })).committed()].sort(([a], [b]) => a - b).map(([, { offset, metadata }]) => [Number(offset), metadata]);
const ENDS = Array.from({ length: PARTITIONS }, (_, partition) => [made.filter((one) => one.partition === partition).length, '']);

/** What the run without any trouble left: made once. */
let unbroken: string[], report: RunReport;
const baseline = fresh();
let log: MemoryLog;
beforeAll(async () => {
  ({ log } = await logWith());
  report = await member(log, baseline).report;
  unbroken = await digest(baseline);
});

const noGaps = async (database: string): Promise<void> => {
  const rows = await ask<{ src_partition: number; src_from: string; src_to: string }>(database, 'SELECT src_partition, src_from, src_to FROM ingest_batches ORDER BY src_partition, src_from');
  for (const [partition, [end]] of ENDS.entries()) {
    const mine = rows.filter((row) => row.src_partition === partition);
    expect(mine.map(({ src_from }) => src_from)).toEqual(['0', ...mine.slice(0, -1).map(({ src_to }) => src_to)]);
    expect(mine.at(-1)!.src_to).toBe(String(end));
  }
};

describe('an unbroken run', () => {
  it('ends when it has caught up, and its totals add up', async () => {
    const rejections = Object.fromEntries([...new Set(REJECTED.map(({ reason }) => reason))].sort().map((reason) => [reason, REJECTED.filter((one) => one.reason === reason).length]));
    expect([report.records, report.rows, Object.fromEntries(Object.entries(report.rejections).sort(([a], [b]) => (a < b ? -1 : 1))), report.store]).toEqual([COUNT, COUNT - REJECTED.length, rejections, { rows: COUNT - REJECTED.length, rejections: REJECTED.length }]);
    expect(Object.entries(report.duplicates).filter(([, n]) => n < 3)).toEqual([]);
    expect(report.files.map(({ file, state, records }) => [file, state, records])).toEqual(ENDS.map(([end], partition) => [`${TOPIC}/${partition}`, 'stored', end]));
    expect(await committed(log)).toEqual(ENDS);
    await noGaps(baseline);
  });

  it('sends each rejected message to the topic of dead letters, once, as it came', async () => {
    const reader = await log.consumer({ topic: deadLettersOf(TOPIC), group: 'reader', partitionBytes: 1e9, fetchBytes: 1e9, sessionMs: 1000 }), found: (LogMessage & { partition: number })[] = [];
    const running = reader.run(async ({ partition, messages }) => { found.push(...messages.map((message) => ({ partition, ...message }))); if (found.length >= REJECTED.length) void reader.drain(); }, () => {});
    await running;
    const header = ({ headers }: LogMessage, name: string): string => Buffer.from(headers[name]!).toString();
    const offsets = made.map((one, i) => made.slice(0, i).filter(({ partition }) => partition === one.partition).length), value = (bytes: Uint8Array | null) => bytes && Buffer.from(bytes).toString('base64');
    const letters = found.map((letter) => [letter.partition, header(letter, '__streams.errors.topic'), header(letter, '__streams.errors.partition'), header(letter, '__streams.errors.offset'), header(letter, 'x-thresher-reason'),
      header(letter, 'x-thresher-attempt'), letter.headers['trace']![0], value(letter.key), value(letter.value)]);
    const expected = made.flatMap(({ partition, value: bytes, reason }, i) => (reason === '' ? [] : [[partition, TOPIC, String(partition), String(offsets[i]), reason, '1', i % 256, value(KEY), value(bytes)]]));
    const byPlace = (a: readonly unknown[], b: readonly unknown[]): number => Number(a[0]) - Number(b[0]) || Number(a[3]) - Number(b[3]);
    expect([...letters].sort(byPlace)).toEqual([...expected].sort(byPlace));
    const rejected = await ask<{ reason: string; detail: string; src_partition: number; src_offset: string }>(baseline, 'SELECT reason, detail, src_partition, src_offset FROM rejections ORDER BY src_partition, src_offset');
    expect(rejected).toEqual([...found].sort((a, b) => a.partition - b.partition || Number(header(a, '__streams.errors.offset')) - Number(header(b, '__streams.errors.offset')))
      .map((letter) => ({ reason: header(letter, 'x-thresher-reason'), detail: header(letter, '__streams.errors.message'), src_partition: letter.partition, src_offset: header(letter, '__streams.errors.offset') })));
  });

  it('is done at once when there is nothing left, with the same group and with another one', async () => {
    const again = await member(log, baseline).report, other = await member(log, baseline, { flags: { group: 'others' } }).report;
    expect([again.records, other.records, await digest(baseline)]).toEqual([0, 0, unbroken]);
  });

  it('gives the same rows for any batches, and with the topic filled while it runs', async () => {
    const { log: growing, append } = await logWith(50), database = fresh(), one = member(growing, database, { untilCaughtUp: false, flags: { 'batch-rows': 7, 'inflight-bytes': 20_000 } });
    for (const count of [51, 120, COUNT]) { append(count); await until(`${count} stored`, async () => await stored(database).catch(() => 0) === count); }
    one.stop();
    expect([(await one.report).records, await digest(database), await committed(growing)]).toEqual([COUNT, unbroken, ENDS]);
    await noGaps(database);
  });
});

describe('a run that is broken', () => {
  it.each([1, 2, 5, 8, 13])('stopped at commit %i, in good order, and run again with other batches: the same rows', async (at) => {
    const { log: halted } = await logWith(), database = fresh();
    const first: ReturnType<typeof member> = member(watched(halted, (commit) => { if (commit === at) first.stop(); }), database);
    const { records } = await first.report;
    expect([records < COUNT, records]).toEqual([true, await stored(database)]);
    const second = await member(halted, database, { flags: { 'batch-rows': 23 } }).report;
    expect([records + second.records, await digest(database), await committed(halted)]).toEqual([COUNT, unbroken, ENDS]);
    await noGaps(database);
  });

  it('put out of its group at any commit, and back again: the same rows', async () => {
    const { log: shaky } = await logWith(), database = fresh(), out = new Set([1, 4, 6, 9]);
    let consumer: LogConsumer | null = null;
    const real: Log = { ...shaky, consumer: async (options) => { const made = await shaky.consumer(options); consumer ??= made; return made; } };
    const { records } = await member(watched(real, (commit) => { if (out.has(commit)) shaky.evict(consumer!); }), database).report;
    expect([records >= COUNT, await digest(database), await committed(shaky)]).toEqual([true, unbroken, ENDS]);
    await noGaps(database);
  });
});

describe('members', () => {
  it('that are put out while others go on, and come back: what they remember of the partition no longer counts', async () => {
    const { log: shaky, append } = await logWith(100), database = fresh();
    let first: LogConsumer | null = null, entered = 0, release = (): void => {};
    const gate = new Promise<void>((resolve) => { release = resolve; });
    const held: Log = {
      ...shaky, consumer: async (options) => {
        const consumer = await shaky.consumer(options);
        first ??= consumer;
        return { ...consumer, run: (handler, assigned) => consumer.run((chunk, control) => handler(chunk, { ...control, commit: async (offset, metadata) => { if (++entered > 4) await gate; return control.commit(offset, metadata); } }), assigned) };
      },
    };
    const a = member(held, database, { untilCaughtUp: false });
    await until('it hangs', () => entered > 4);
    shaky.evict(first!);
    append(180);
    const b = await member(shaky, database).report;
    expect(b.records).toBeGreaterThan(0);
    release();
    append(COUNT);
    await until('all stored', async () => await stored(database) === COUNT);
    a.stop();
    await a.report;
    expect([await digest(database), await committed(shaky)]).toEqual([unbroken, ENDS]);
    await noGaps(database);
  });

  it('come and go: the same rows, whoever wrote them', async () => {
    const { log: growing, append } = await logWith(80), database = fresh(), a = member(growing, database, { untilCaughtUp: false });
    await until('80 stored', async () => await stored(database).catch(() => 0) === 80);
    const b = member(growing, database, { untilCaughtUp: false, flags: { 'batch-rows': 5 } });
    const writers = async () => (await ask<{ n: string }>(database, 'SELECT uniqExact(run_id) AS n FROM ingest_batches'))[0]!.n;
    for (let count = 90; count <= 180 && (await writers() !== '2' || count < 130); count += 10) { append(count); await until(`${count} stored`, async () => await stored(database) === count); }
    expect(await writers()).toBe('2');
    b.stop();
    append(200);
    const left = await b.report;
    append(COUNT);
    await until('all stored', async () => await stored(database) === COUNT);
    a.stop();
    expect([left.records > 0, (await a.report).records + left.records, await digest(database), await committed(growing)]).toEqual([true, COUNT, unbroken, ENDS]);
    await noGaps(database);
  });

  it('that keep a partition through a rebalance keep its window, the others fill one from the store; both mark the same', async () => {
    const { log: growing, append } = await logWith(100), database = fresh(), covered = vi.spyOn(Window.prototype, 'covers'), filled = vi.spyOn(Window.prototype, 'fill');
    const a = member(growing, database, { untilCaughtUp: false });
    await until('100 stored', async () => await stored(database).catch(() => 0) === 100);
    expect([covered.mock.calls.length, filled.mock.calls.length]).toEqual([0, 0]);
    const guest = await growing.consumer({ topic: TOPIC, group: 'thresher-curate', partitionBytes: 1e6, fetchBytes: 1e6, sessionMs: 1000 });
    const visit = guest.run(async () => {}, () => {});
    await until('its partition is here again', () => covered.mock.calls.length === 1);
    await guest.drain();
    await visit;
    append(180);
    await until('180 stored', async () => await stored(database) === 180);
    // Partition 0 stayed here through both rebalances; partition 1 was the guest's in between.
    expect([covered.mock.results.map(({ value }) => value as boolean), new Set(filled.mock.contexts).size]).toEqual([[true, true], 1]);
    append(COUNT);
    await until('all stored', async () => await stored(database) === COUNT);
    a.stop();
    await a.report;
    expect(await digest(database)).toEqual(unbroken);
  });
});

describe('refusals', () => {
  it('more windows than fit into the memory that is allowed, with the numbers', async () => {
    const { log: any } = await logWith();
    await expect(member(any, fresh(), { flags: { 'dedup-memory': '3MiB', 'dedup-window': 20_000 } }).report).rejects.toMatchObject({
      name: 'Fault', code: 2,
      message: expect.stringMatching(/^dedup: got 2 partitions with windows that may take \d+ MiB each, allowed 3 MiB in all \(--dedup-memory\); start more processes, lower --dedup-window in a new store, or allow more$/) as string,
    });
  });
  it('a store that was filled with other sketches', async () => {
    const { log: any, append } = await logWith(100), database = fresh();
    await member(any, database).report;
    append(COUNT);
    await expect(member(any, database, { flags: { 'dedup-rows': 7 } }).report).rejects.toMatchObject({ code: 2, message: 'dedup: got 14 bands x 7 rows, allowed the settings that this store was filled with (or a store of its own)' });
  });
  it('a topic that is not there, when what is in it is all that is wanted; else it is waited for', async () => {
    const empty = memoryLog();
    await expect(member(empty, fresh()).report).rejects.toMatchObject({ code: 2, message: "topic: got 'crawl.records', which these brokers do not have, allowed a topic that `thresher ingest` made" });
    const waiting = member(empty, fresh(), { untilCaughtUp: false });
    await until('it says so', () => waiting.said.length > 0);
    waiting.stop();
    expect([(await waiting.report).records, waiting.said]).toEqual([0, ['waiting for topic crawl.records; `thresher ingest` makes it']]);
  });
  it('a topic that was made anew under the same name', async () => {
    const { log: anew } = await logWith(100);
    await expect(member(anew, baseline).report).rejects.toMatchObject({ code: 2, message: expect.stringMatching(/^topic crawl\.records: got \d+ as the end of partition \d, allowed at least \d+, /) as string });
  });
});
