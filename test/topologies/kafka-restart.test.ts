// Topic -> store, kill -9 at every failpoint, run again with other batches and workers: the same rows as an unbroken run.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IngestReport, RunReport } from '../../src/report.js';
import { gate } from '../../src/sinks/gate.js';
import { writeCrawl } from '../crawl.js';
import { freshTopic, needsKafka } from '../services/kafka.js';
import { answer, digestOf } from '../thresher.js';
import { curateWith, reportOf, type Route } from './members.js';

const TABLES = ['samples', 'texts', 'fingerprints', 'rejections', 'stats', 'ingest_batches'];
const POINTS = ['computed', 'intended', ...TABLES, 'committed', ...TABLES.map((table) => `${table}.sent`)];
const RECORDS = 600, PARTITIONS = 4;
/** Windows of 40 documents: the duplicates lie in older generations, on both sides of every kill. */
const SETTINGS = ['--dedup-window', '40', '--quiet'];

const broker = await needsKafka('restart of curate');
const folder = broker === null ? '' : mkdtempSync(join(tmpdir(), 'thresher-kafka-restart-'));
afterAll(async () => {
  await broker?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(broker === null)('topic to store', () => {
  const { caughtUp } = curateWith(broker), pair = gate(2);
  let topic: string, unbroken: string[], report: RunReport;
  const route = (name: string): Route => ({ topic, group: `${topic}-${name}`, store: join(folder, name) });

  beforeAll(async () => {
    topic = await freshTopic(broker!, { name: 'restart', partitions: PARTITIONS });
    const crawl = join(folder, 'crawl');
    writeCrawl(crawl, 7, RECORDS, 29);
    await answer<IngestReport>(['ingest', crawl, '--brokers', broker!.brokers, '--topic', topic, '--progress', join(folder, 'progress')]);
    report = reportOf(await caughtUp(route('unbroken'), [...SETTINGS, '--workers', '1', '--batch-rows', '17']));
    unbroken = await digestOf(route('unbroken').store);
  }, 120_000);

  it('unbroken holds duplicates of every kind and rejections from every partition, and its totals add up', () => {
    expect(Object.entries(report.duplicates).filter(([, n]) => n < 3)).toEqual([]);
    expect(report.rejections).toEqual({ empty: 10, malformed_json: 13, not_an_object: 9 });
    expect(report.files.map(({ file, state, records, lost_bytes: lost }) => [file, state, records > 80, lost]))
      .toEqual(Array.from({ length: PARTITIONS }, (_, i) => [`${topic}/${i}`, 'stored', true, 0]));
    for (const { records, rows, rejections } of [report, ...report.files]) expect(records).toBe(rows + Object.values(rejections).reduce((sum, n) => sum + n, 0));
    expect([report.records, report.store.rows + report.store.rejections]).toEqual([RECORDS, RECORDS]);
  });

  it.each([['0', '5'], ['2', '1000']])('gives the same rows with %s workers and batches of %s', async (workers, rows) => {
    const to = route(`w${workers}-${rows}`);
    expect(reportOf(await caughtUp(to, [...SETTINGS, '--workers', workers, '--batch-rows', rows])).records).toBe(RECORDS);
    expect(await digestOf(to.store)).toEqual(unbroken);
  });

  it.concurrent.each(POINTS)('kill -9 at %s leaves no hole and no double', (point) => pair(async () => {
    const to = route(point), killed = await caughtUp(to, [...SETTINGS, '--workers', '1', '--batch-rows', '17'], `${point}:7`);
    expect([killed.signal, killed.stderr]).toEqual(['SIGKILL', '']);
    reportOf(await caughtUp(to, [...SETTINGS, '--workers', '0', '--batch-rows', '29']));
    expect(await digestOf(to.store)).toEqual(unbroken);
  }), 180_000);

  it.concurrent('survives kills while it repairs earlier ones', () => pair(async () => {
    const to = route('many');
    const kills = { 'texts:3': 17, 'samples:1': 5, 'fingerprints.sent:1': 29, 'ingest_batches:2': 17, 'intended:1': 400, 'rejections.sent:1': 11, 'computed:1': 2, 'stats:5': 17 };
    for (const [point, rows] of Object.entries(kills)) {
      const { signal, stderr } = await caughtUp(to, [...SETTINGS, '--workers', '0', '--batch-rows', String(rows)], point);
      expect([point, signal, stderr]).toEqual([point, 'SIGKILL', '']);
    }
    reportOf(await caughtUp(to, [...SETTINGS, '--batch-rows', '40']));
    expect(await digestOf(to.store)).toEqual(unbroken);
  }), 180_000);
});
