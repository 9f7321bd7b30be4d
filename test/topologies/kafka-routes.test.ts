// The same crawl by every route: files to store; files to topic to store with one process or three; values as JSON or as Avro under a registry.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IngestReport, RunReport } from '../../src/report.js';
import { writeCrawl } from '../crawl.js';
import { freshTopic, needsKafka } from '../services/kafka.js';
import { registryDouble, type RegistryDouble } from '../services/registry-double.js';
import { answer, CONTENT_DIGEST, digestOf, type Started } from '../thresher.js';
import { curateWith, reportOf, until, type Route } from './members.js';

const RECORDS = 500, PARTITIONS = 4, SETTINGS = ['--dedup-window', '40', '--batch-rows', '23', '--workers', '1', '--quiet'];

const broker = await needsKafka('routes to the store');
const folder = broker === null ? '' : mkdtempSync(join(tmpdir(), 'thresher-kafka-routes-')), crawl = join(folder, 'crawl');
let registry: RegistryDouble | undefined;
afterAll(async () => {
  await broker?.stop();
  await registry?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(broker === null)('routes to the store', () => {
  const { caughtUp, member, membersOf, lagOf } = curateWith(broker);
  let fromFiles: string[];
  const storeOf = (name: string): string => join(folder, name);
  const route = (topic: string, name: string): Route => ({ topic, group: `${topic}-${name}`, store: storeOf(name) });

  /** Sends the crawl, or goes on where it stopped at its limit. @returns messages sent */
  const send = async (topic: string, more: readonly string[] = []): Promise<number> =>
    (await answer<IngestReport>(['ingest', crawl, '--brokers', broker!.brokers, '--topic', topic, '--progress', join(folder, `${topic}-progress`), ...more])).rows;
  beforeAll(async () => {
    writeCrawl(crawl, 11, RECORDS, 29);
    await answer<RunReport>(['backfill', crawl, '--store', storeOf('files'), '--dedup-window', '40', '--workers', '1']);
    fromFiles = await digestOf(storeOf('files'), CONTENT_DIGEST);
  });

  it('end in the same content and, with one process or three that come one after the other, in the same rows', async () => {
    const topic = await freshTopic(broker!, { name: 'three', partitions: PARTITIONS }), three = route(topic, 'three'), members: Started[] = [];
    // The first member is at work on half of it when the second comes; the other half is sent when all three have their share.
    expect(await send(topic, ['--limit', String(RECORDS / 2)])).toBe(RECORDS / 2);
    for (const rows of ['3', '5', '23']) {
      members.push(member(three, ['--dedup-window', '40', '--batch-rows', rows, '--workers', '0', '--quiet']));
      await until(`${members.length} members`, 60, async () => (await membersOf(three)) === members.length);
    }
    expect(await send(topic)).toBe(RECORDS / 2);
    await until('everything stored', 60, async () => (await lagOf(three)) === 0);
    for (const { kill } of members) kill('SIGTERM');
    const reports = (await Promise.all(members.map(({ ended }) => ended))).map((one) => reportOf(one));
    expect([reports.every(({ records }) => records > 0), reports.reduce((sum, { records }) => sum + records, 0)]).toEqual([true, RECORDS]);

    const one = route(topic, 'one'), alone = reportOf(await caughtUp(one, SETTINGS));
    expect([alone.records, alone.files.length, alone.store.rows + alone.store.rejections]).toEqual([RECORDS, PARTITIONS, RECORDS]);
    expect(await digestOf(three.store)).toEqual(await digestOf(one.store));
    expect(await digestOf(one.store, CONTENT_DIGEST)).toEqual(fromFiles);
  }, 180_000);

  it('do not depend on the number of partitions, nor on how values are written', async () => {
    const single = await freshTopic(broker!, { name: 'single' }), framed = await freshTopic(broker!, { name: 'framed', partitions: PARTITIONS });
    expect(await send(single)).toBe(RECORDS);
    reportOf(await caughtUp(route(single, 'single'), SETTINGS));
    expect(await digestOf(storeOf('single'), CONTENT_DIGEST)).toEqual(fromFiles);

    registry = await registryDouble();
    expect(await send(framed, ['--registry', registry.url])).toBe(RECORDS);
    expect(registry.versions(`${framed}-value`).length).toBe(1);
    reportOf(await caughtUp(route(framed, 'framed'), [...SETTINGS, '--registry', registry.url]));
    expect(await digestOf(storeOf('framed'), CONTENT_DIGEST)).toEqual(fromFiles);
  }, 120_000);
});
