// files -> topic, with a log in memory: every record once, in order, in its domain's partition; killed, stopped, limited and resumed.
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import kafkajs from 'kafkajs';
import pino from 'pino';
import { afterAll, describe, expect, it } from 'vitest';
import { resolveConfig, type Flags } from '../../src/config.js';
import { Fault } from '../../src/model/fault.js';
import type { Log, LogProducer, OutMessage } from '../../src/model/log.js';
import { runIngest, type IngestOptions } from '../../src/run-ingest.js';
import { memoryLog } from '../../src/sources/memory.js';
import { openRegistry } from '../../src/sources/registry.js';
import type { SentFile } from '../../src/sources/sent-files.js';
import { pagesOf, seeded, writeCrawl } from '../crawl.js';
import { registryDouble } from '../services/registry-double.js';
import { arrived, nameOf, names, namesOf, repeats, type Arrived } from './arrived.js';

const folder = mkdtempSync(join(tmpdir(), 'thresher-ingest-')), crawl = join(folder, 'crawl'), SEED = 11, COUNT = 400, TOPIC = 'crawl.records';
const [wet, jsonl] = writeCrawl(crawl, SEED, COUNT) as [string, string], pages = pagesOf(SEED, COUNT), HALF = COUNT / 2, ROWS = 17;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let runs = 0;
const fresh = (): string => join(folder, `progress-${runs++}`);

/** One run with sends of 17 messages; what it said is kept. */
const run = async (log: Log, progress: string, options: Partial<IngestOptions> = {}, { flags = {}, stop = new AbortController().signal }: { flags?: Flags; stop?: AbortSignal } = {}) => {
  const said: string[] = [], config = resolveConfig({ brokers: 'a:1', 'batch-rows': ROWS, ...flags }, {});
  const report = await runIngest({ config, version: 'test', quiet: true, log: pino({ base: null }, { write: (line: string) => { said.push((JSON.parse(line) as { msg: string }).msg); } }), stop },
    { inputs: [crawl], log, progress, ...options });
  return { report, said };
};

const arrivedAt = (log: Log): Promise<Arrived[]> => arrived(log, TOPIC);
const EVERY = [...namesOf(wet, HALF), ...namesOf(jsonl, HALF)].sort();

/** The log, but with something to do before and after each send, counted from 1. */
const around = (log: Log, before: (send: number, messages: readonly OutMessage[]) => void, after: (send: number) => void = () => {}): Log => {
  let sends = 0;
  const watched = (producer: LogProducer): LogProducer => ({ ...producer, send: async (topic, messages) => { before(++sends, messages); await producer.send(topic, messages); after(sends); } });
  return { ...log, producer: async () => watched(await log.producer()) };
};
const dies = (at: number) => (send: number): void => { if (send === at) throw new Fault('the process is gone'); };

describe('an unbroken run', () => {
  it('sends every record of every file once, in order, to the partition of its domain', async () => {
    const log = memoryLog(), { report, said } = await run(log, fresh()), messages = await arrivedAt(log);
    expect(names(messages)).toEqual(EVERY);
    const partitioner = kafkajs.Partitioners.DefaultPartitioner() as (args: object) => number, partitionMetadata = [0, 1, 2, 3].map((partitionId) => ({ partitionId, leader: 1 }));
    const nth = (name: string): number => (name.includes('.wet') ? 0 : HALF) + Number(name.slice(-4));
    for (const message of messages) {
      const { key, partition, type, record } = message, page = pages[nth(nameOf(message))]!, bad = record.reason !== '';
      const domain = bad && record.url === null ? record.recordId : `${/site\d/.exec(page.url)![0]}.example`;
      expect([key, type, partition]).toEqual([domain, 'application/json', partitioner({ topic: TOPIC, partitionMetadata, message: { key: Buffer.from(key) } })]);
      expect(Buffer.from(record.payload).toString()).toBe(bad || (record.file === wet && record.ordinal % 29 === 28) ? '' : page.text);
      expect(record.snapshot).toBe(record.file === wet ? 'CC-MAIN-2026-40' : '');
    }
    // `a` was named before `b`: in each partition the records of both files stand as they stand in the files.
    for (const partition of [0, 1, 2, 3]) {
      const order = messages.filter((message) => message.partition === partition).map((message) => nth(nameOf(message)));
      expect(order).toEqual([...order].sort((a, b) => a - b));
      expect(order.length).toBeGreaterThan(0);
    }
    const reasons = messages.map(({ record }) => record.reason).filter(Boolean).sort();
    expect([...new Set(reasons)]).toEqual(['malformed_json', 'not_an_object']);
    const nothing = { rejections: {}, lost_bytes: 0 };
    expect(report).toEqual({
      run: expect.any(String) as string, seconds: expect.any(Number) as number, records: COUNT, rows: COUNT, rejections: {}, skipped: { warcinfo: 1, metadata: 1 }, duplicates: { replay: 0, exact: 0, url: 0, near: 0 },
      files: [{ file: wet, state: 'stored', records: HALF, rows: HALF, skipped: { warcinfo: 1, metadata: 1 }, ...nothing }, { file: jsonl, state: 'stored', records: HALF, rows: HALF, skipped: {}, ...nothing }].sort((a, b) => (a.file < b.file ? -1 : 1)),
    });
    expect(said).toEqual([`made topic ${TOPIC}: 4 partitions, max.message.bytes 16777216`]);
  });

  it('sends in requests of at most the given number of messages', async () => {
    const sizes: number[] = [];
    await run(around(memoryLog(), (_, messages) => { sizes.push(messages.length); }), fresh());
    expect([Math.max(...sizes), sizes.length]).toEqual([ROWS, 2 * Math.ceil(HALF / ROWS)]);
  });

  it('sends Avro in the frame of a registry when there is one', async () => {
    const log = memoryLog(), double = await registryDouble(), registry = await openRegistry({ url: double.url, topic: TOPIC });
    try {
      await run(log, fresh(), {}, { flags: { registry: double.url } });
      const framed = await arrived(log, TOPIC, async ({ value, headers }) => {
        const found = await registry.deserialize(value!, headers);
        if (found.kind !== 'record') throw new Error(found.detail);
        return found.record;
      });
      const plain = memoryLog();
      await run(plain, fresh());
      const inJson = await arrivedAt(plain);
      expect(new Set(framed.map(({ type }) => type))).toEqual(new Set(['avro/binary']));
      const comparable = ({ partition, offset, key, record }: Arrived) => ({ partition, offset, key, record: { ...record, payload: Buffer.from(record.payload).toString(), rawHead: Buffer.from(record.rawHead).toString('hex') } });
      expect(framed.map(comparable)).toEqual(inJson.map(comparable));
    } finally {
      await registry.close();
      await double.close();
    }
  });

  it('takes the snapshot that is given', async () => {
    const log = memoryLog();
    await run(log, fresh(), { snapshot: 'S' });
    expect(new Set((await arrivedAt(log)).map(({ record }) => record.snapshot))).toEqual(new Set(['S']));
  });
});

describe('progress', () => {
  it('does not send again what is sent, unless it is asked to', async () => {
    const log = memoryLog(), progress = fresh();
    await run(log, progress);
    const { report } = await run(log, progress);
    expect([report.records, report.files.map(({ state, records }) => [state, records])]).toEqual([0, [['already stored', 0], ['already stored', 0]]]);
    expect((await run(log, progress, { again: true })).report.records).toBe(COUNT);
    expect(names(await arrivedAt(log))).toEqual([...EVERY, ...EVERY].sort());
    expect((await run(log, progress)).report.records).toBe(0);
  });

  it.each([1, 2, 7, 12, 13, 24])('loses nothing and repeats nothing when send %i never leaves', async (at) => {
    const log = memoryLog(), progress = fresh();
    await expect(run(around(log, dies(at)), progress)).rejects.toThrow('the process is gone');
    expect((await arrivedAt(log)).length).toBeLessThan(COUNT);
    await run(log, progress);
    expect(names(await arrivedAt(log))).toEqual(EVERY);
  });

  it.each([1, 2, 7, 12, 13, 24])('loses nothing and repeats one send at most when the answer to send %i is lost', async (at) => {
    const log = memoryLog(), progress = fresh();
    await expect(run(around(log, () => {}, dies(at)), progress)).rejects.toThrow('the process is gone');
    await run(log, progress);
    const messages = await arrivedAt(log), again = repeats(messages);
    expect([...new Set(names(messages))]).toEqual(EVERY);
    expect(again.length).toBe(at === 12 || at === 24 ? HALF % ROWS : ROWS);
    expect(again.map((name) => Number(name.slice(-4)))).toEqual(again.map((_, i) => ((at - 1) % 12) * ROWS + i));
  });

  it('is one file per input and topic, whole at any time', async () => {
    const log = memoryLog(), progress = fresh();
    await expect(run(around(log, dies(3)), progress)).rejects.toThrow('gone');
    await run(memoryLog(), progress, {}, { flags: { topic: 'another' } });
    expect(readdirSync(progress).map((name) => /^[0-9a-f]{16}-[0-9a-f]{16}\.json$/.test(name))).toEqual([true, true, true]);
    await run(log, progress);
    expect(names(await arrivedAt(log))).toEqual(EVERY);
  });

  it('goes on where a limit ended a run, and counts what is skipped once', async () => {
    const log = memoryLog(), progress = fresh(), limits = [0, 1, 30, 168, 1, 5, undefined];
    const reports = [];
    for (const limit of limits) reports.push((await run(log, progress, { limit })).report);
    expect(names(await arrivedAt(log))).toEqual(EVERY);
    expect(reports.map(({ records }) => records)).toEqual([0, 1, 30, 168, 1, 5, 195]);
    expect(reports.flatMap(({ skipped }) => Object.keys(skipped)).sort()).toEqual(['metadata', 'warcinfo']);
    expect(reports.map(({ files }) => files.map(({ state }) => state).join())).toEqual(['', 'unfinished', 'unfinished', 'unfinished', 'stored', 'already stored,unfinished', 'already stored,stored']);
    const kept = readdirSync(progress).map((name) => JSON.parse(readFileSync(join(progress, name), 'utf8')) as SentFile).sort((a, b) => (a.file < b.file ? -1 : 1));
    const common = { fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/) as string, brokers: ['a:1'], topic: TOPIC, next: HALF, done: true, lost_bytes: 0 };
    expect(kept).toEqual([{ file: wet, ...common, skipped: { warcinfo: 1, metadata: 1 } }, { file: jsonl, ...common, skipped: {} }]);
  });

  it('ends what is in flight when it is stopped, and goes on later', async () => {
    const log = memoryLog(), progress = fresh(), stop = new AbortController();
    const { report } = await run(around(log, (send) => { if (send === 4) stop.abort(); }), progress, {}, { stop: stop.signal });
    expect([report.records < HALF, report.records >= 4 * ROWS, report.records % ROWS, report.files.map(({ state }) => state)]).toEqual([true, true, 0, ['unfinished']]);
    expect((await arrivedAt(log)).length).toBe(report.records);
    await run(log, progress);
    expect(names(await arrivedAt(log))).toEqual(EVERY);
  });

  it('of a topic that is gone does not count, whoever made it anew', async () => {
    const progress = fresh(), anew = memoryLog(), prepared = memoryLog();
    await run(memoryLog(), progress);
    expect((await run(anew, progress)).report.records).toBe(COUNT);
    await prepared.createTopic(TOPIC, { partitions: 2, maxMessageBytes: 1e6 });
    const { report, said } = await run(prepared, progress);
    expect([report.records, said]).toEqual([COUNT, [`topic ${TOPIC} ends after 0 messages and ${COUNT} were sent to it: it was made anew since, so every file is sent from its start`]]);
  });

  it('is refused when it is something else', async () => {
    const log = memoryLog(), progress = fresh();
    await run(log, progress);
    const [name] = readdirSync(progress) as [string];
    appendFileSync(join(progress, name), '{');
    await expect(run(log, progress)).rejects.toThrow(`--progress: got '${join(progress, name)}', which is no progress of an ingest`);
    await expect(run(log, join(progress, name))).rejects.toThrow('(EEXIST), allowed a folder that can be written');
  });
});

describe('a topic', () => {
  it('is made with the given number of partitions; one that is there must have as many', async () => {
    const log = memoryLog(), progress = fresh();
    await run(log, progress, { partitions: 3 });
    expect(await log.topic(TOPIC)).toEqual({ partitions: 3, maxMessageBytes: 16_777_216 });
    expect(new Set((await arrivedAt(log)).map(({ partition }) => partition))).toEqual(new Set([0, 1, 2]));
    await run(log, progress, { partitions: 3 });
    await expect(run(log, progress, { partitions: 5 })).rejects.toThrow(`--partitions: got 5, allowed 3, which topic ${TOPIC} has (or another --topic)`);
  });

  it('with small messages gets what is too large without its payload, and the user hears of it', async () => {
    const log = memoryLog(), path = join(folder, 'long.jsonl'), texts = Array.from({ length: 90 }, (_, i) => `${i} `.repeat(30 * (i % 3 === 0 ? 60 + i : i % 40))), random = seeded(3);
    writeFileSync(path, texts.map((text, i) => `${JSON.stringify({ id: i, url: `https://s${Math.floor(random() * 9)}.example/`, text: text || '-' })}\n`).join(''));
    await log.createTopic(TOPIC, { partitions: 4, maxMessageBytes: 5000 });
    const { report, said } = await run(log, fresh(), { inputs: [path] }), messages = await arrivedAt(log), large = messages.filter(({ record }) => record.oversize);
    expect([messages.map(({ record }) => record.ordinal).sort((a, b) => a - b), report.records]).toEqual([texts.map((_, i) => i), 90]);
    for (const { record, key } of large) {
      const text = texts[record.ordinal]!;
      expect([record.payload.length, record.payloadBytes, record.reason, Buffer.from(record.rawHead).toString(), key.endsWith('.example')]).toEqual([0, text.length, 'too_large', text.slice(0, 1024), true]);
    }
    expect(large.map(({ record }) => record.ordinal).sort((a, b) => a - b)).toEqual([...texts.keys()].filter((i) => i % 3 === 0 && i > 9));
    for (const partition of [0, 1, 2, 3]) {
      const order = messages.filter((message) => message.partition === partition).map(({ record }) => record.ordinal);
      expect(order).toEqual([...order].sort((a, b) => a - b));
    }
    expect(said).toEqual([
      `topic ${TOPIC} refuses a message above its max.message.bytes (5000): its record travels without its payload, as oversize, and so does every further one; raise max.message.bytes to keep them`,
      `${large.length} records went to topic ${TOPIC} without their payload, above its max.message.bytes (5000)`,
    ]);
  });

  it('too small for any record ends the run in one sentence', async () => {
    const log = memoryLog();
    await log.createTopic(TOPIC, { partitions: 1, maxMessageBytes: 100 });
    await expect(run(log, fresh())).rejects.toThrow(new Fault(`topic ${TOPIC}: max.message.bytes (100) is too small even for a record without its payload; raise it`));
  });
});

describe('inputs', () => {
  it('that are not read are reported, the same file twice is sent once, and one that is missing ends the run', async () => {
    const log = memoryLog(), packed = join(folder, 'x.bz2'), empty = join(folder, 'empty.jsonl');
    writeFileSync(packed, 'BZh9');
    writeFileSync(empty, '\n');
    const { report } = await run(log, fresh(), { inputs: [packed, empty, jsonl, `${crawl}//b.jsonl`] });
    expect(report.files.map(({ state, records, skipped, lost_bytes }) => [state, records, skipped, lost_bytes])).toEqual([
      ['unsupported', 0, {}, 4], ['stored', 0, { 'blank line': 1 }, 0], ['stored', HALF, {}, 0], ['already stored', 0, {}, 0]]);
    await expect(run(log, fresh(), { inputs: [join(folder, 'missing')] })).rejects.toMatchObject({ code: 2 });
  });
});
