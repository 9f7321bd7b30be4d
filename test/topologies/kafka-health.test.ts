// What `run curate` says of itself over HTTP, from before its topic is there until everything in it is stored.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { IngestReport, RunReport } from '../../src/report.js';
import { writeCrawl } from '../crawl.js';
import { needsKafka } from '../services/kafka.js';
import { answer, type Started } from '../thresher.js';
import { curateWith, until } from './members.js';

const RECORDS = 300, PARTITIONS = 4;
const broker = await needsKafka('health of curate');
const folder = broker === null ? '' : mkdtempSync(join(tmpdir(), 'thresher-kafka-health-'));
let one: Started | undefined;
afterAll(async () => {
  one?.kill('SIGKILL');
  await broker?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Samples of one metric: labels as they stand, value. */
const samplesOf = (text: string, name: string): Map<string, number> =>
  new Map([...text.matchAll(new RegExp(`^thresher_${name}\\{(.*)\\} (\\S+)$`, 'gm'))].map(([, labels, value]) => [labels!, Number(value)]));
const sum = (samples: ReadonlyMap<string, number>): number => [...samples.values()].reduce((a, b) => a + b, 0);

describe.skipIf(broker === null)('health of curate', () => {
  it('is alive at once, ready with its assignment, and shows how far it is', async () => {
    const topic = `health.${randomUUID().slice(0, 8)}`, crawl = join(folder, 'crawl'), { member } = curateWith(broker);
    writeCrawl(crawl, 17, RECORDS, 29);
    one = member({ topic, group: topic, store: join(folder, 'store') }, ['--port', '0', '--batch-rows', '3', '--workers', '0']);
    const base = await until('the port', 30, () => /health and metrics on (http:\/\/127\.0\.0\.1:\d+)/.exec(one!.said())?.[1]);
    const get = async (path: string): Promise<[number, string]> => { const found = await fetch(base + path); return [found.status, await found.text()]; };
    await until('that it waits', 30, () => one!.said().includes(`waiting for topic ${topic}; \`thresher ingest\` makes it`));
    const missing = '{"not_ready":["assignment"]}\n';
    expect([await get('/livez'), await get('/readyz'), await get('/health')]).toEqual([[200, 'Ok.\n'], [503, missing], [503, missing]]);

    expect((await answer<IngestReport>(['ingest', crawl, '--brokers', broker!.brokers, '--topic', topic, '--partitions', String(PARTITIONS), '--progress', join(folder, 'progress')])).rows).toBe(RECORDS);
    await until('that it is ready', 30, async () => (await get('/readyz'))[0] === 200);
    const lags: number[] = [];
    const text = await until('that nothing is left', 60, async () => {
      const [, metrics] = await get('/metrics'), lag = samplesOf(metrics, 'consumer_lag');
      lags.push(sum(lag));
      return sum(samplesOf(metrics, 'records_total')) === RECORDS && sum(lag) === 0 && metrics;
    });
    expect([Math.max(...lags) > 0, lags.at(-1)]).toEqual([true, 0]);
    const each = (labels: (partition: number) => string): string[] => Array.from({ length: PARTITIONS }, (_, partition) => labels(partition));
    expect(samplesOf(text, 'consumer_lag')).toEqual(new Map(each((partition) => `topic="${topic}",partition="${partition}"`).map((labels) => [labels, 0])));
    expect([...samplesOf(text, 'records_total')]).toEqual([[`topic="${topic}"`, RECORDS]]);
    const loads = samplesOf(text, 'window_load');
    expect([...loads.keys()].sort()).toEqual(['content', 'id', 'near', 'url'].flatMap((layer) => each((partition) => `layer="${layer}",partition="${partition}"`)));
    expect([...loads].filter(([labels, load]) => !(load >= 0 && load < 0.8) || (labels.includes('"id"') && load === 0))).toEqual([]);
    expect(await get('/readyz')).toEqual([200, '{"not_ready":[]}\n']);

    one.kill('SIGTERM');
    const { code, stdout } = await one.ended, { records, rows, rejections, duplicates } = JSON.parse(stdout) as RunReport;
    const figure = (name: string): number => Number(new RegExp(`^thresher_${name} (\\S+)$`, 'm').exec(text)?.[1]);
    expect([code, records, figure('rows_total'), figure('inflight_batches'), figure('inflight_bytes')]).toEqual([0, RECORDS, rows, 0, 0]);
    expect(Object.fromEntries([...samplesOf(text, 'rejections_total')].map(([labels, n]) => [/reason="(\w+)"/.exec(labels)![1], n]))).toEqual(rejections);
    const marked = Object.fromEntries([...samplesOf(text, 'duplicates_total')].map(([labels, n]) => [/kind="(\w+)"/.exec(labels)![1], n]));
    expect({ replay: 0, exact: 0, url: 0, near: 0, ...marked }).toEqual(duplicates);
  }, 120_000);
});
