// `thresher ingest` against a broker: what arrives, and what a kill, a SIGTERM and a broker that is not there do.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, watch, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Log } from '../../src/model/log.js';
import type { IngestReport } from '../../src/report.js';
import { openKafka } from '../../src/sources/kafka.js';
import { seeded, writeCrawl } from '../crawl.js';
import { needsKafka } from '../services/kafka.js';
import { answer, thresher } from '../thresher.js';
import { arrived, names, namesOf, repeats } from './arrived.js';

const broker = await needsKafka('ingest to Kafka');
const folder = mkdtempSync(join(tmpdir(), 'thresher-ingest-kafka-')), crawl = join(folder, 'crawl'), COUNT = 300, ROWS = 17, LAST = (COUNT / 2) % ROWS;
let log: Log, every: string[], topics = 0;

beforeAll(async () => {
  every = writeCrawl(crawl, 5, COUNT).flatMap((file) => namesOf(file, COUNT / 2)).sort();
  if (broker) log = await openKafka({ brokers: broker.brokers.split(',') });
});
afterAll(async () => {
  await log?.close();
  await broker?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Arguments of a run into a topic of its own. */
const args = (): { topic: string; run: string[] } => {
  const topic = `ingest-${process.pid}-${topics++}`;
  return { topic, run: ['ingest', crawl, '--brokers', broker!.brokers, '--topic', topic, '--batch-rows', String(ROWS), '--progress', join(folder, topic)] };
};

describe.skipIf(broker === null)('ingest to Kafka', () => {
  it('makes the topic, sends every record once, and nothing more the next time', async () => {
    const { topic, run } = args(), first = await answer<IngestReport>([...run, '--partitions', '3']), second = await answer<IngestReport>(run);
    expect(await log.topic(topic)).toEqual({ partitions: 3, maxMessageBytes: 16_777_216 });
    expect([first.records, first.rows, second.records, second.files.map(({ state }) => state)]).toEqual([COUNT, COUNT, 0, ['already stored', 'already stored']]);
    const messages = await arrived(log, topic);
    expect(names(messages)).toEqual(every);
    for (const partition of [0, 1, 2]) {
      // The WET file is read first: capital letters come before small ones.
      const order = messages.filter((message) => message.partition === partition).map(({ record: { file, ordinal } }) => (file.endsWith('.jsonl') ? COUNT : 0) + ordinal);
      expect([order.length > 0, order]).toEqual([true, [...order].sort((a, b) => a - b)]);
    }
    const refused = await thresher([...run, '--partitions', '4']);
    expect([refused.code, refused.stderr]).toEqual([2, `--partitions: got 4, allowed 3, which topic ${topic} has (or another --topic)\n`]);
  });

  it.each([['computed', 4, 0], ['sent', 1, ROWS], ['sent', 9, LAST], ['sent', 12, ROWS], ['sent', 18, LAST], ['committed', 5, 0]])('killed with -9 at %s:%i, loses nothing and repeats %i records', async (point, nth, again) => {
    const { topic, run } = args(), killed = await thresher([...run, '--quiet'], { THRESHER_FAILPOINT: `${point}:${nth}` });
    expect([killed.signal, killed.stderr]).toEqual(['SIGKILL', '']);
    await answer(run);
    const messages = await arrived(log, topic);
    expect([...new Set(names(messages))]).toEqual(every);
    expect(repeats(messages).length).toBe(again);
  });

  it('sends what the topic refuses without its payload, and what fits once it is packed as it is', async () => {
    const { topic, run } = args(), path = join(folder, 'long.jsonl'), random = seeded(8);
    const noise = (): string => Buffer.from(Array.from({ length: 4500 }, () => Math.floor(random() * 256))).toString('base64');
    const texts = Array.from({ length: 40 }, (_, i) => (i % 4 === 1 ? noise() : i % 4 === 2 ? 'chaff '.repeat(1000) : 'grain'));
    writeFileSync(path, texts.map((text, i) => `${JSON.stringify({ url: `https://s${i % 9}.example/`, text })}\n`).join(''));
    await log.createTopic(topic, { partitions: 2, maxMessageBytes: 4000 });
    const { code, stderr } = await thresher(run.map((word) => (word === crawl ? path : word)));
    const messages = (await arrived(log, topic)).map(({ record }) => record).sort((a, b) => a.ordinal - b.ordinal);
    expect(messages.map(({ ordinal, payload, oversize, payloadBytes }) => [ordinal, Buffer.from(payload).toString(), oversize, payloadBytes]))
      .toEqual(texts.map((text, i) => [i, i % 4 === 1 ? '' : text, i % 4 === 1, text.length]));
    expect([code, stderr.split('\n').map((line) => /refuses a message above its max\.message\.bytes \(4000\)|10 records went to topic/.exec(line)?.[0] ?? line)])
      .toEqual([0, ['refuses a message above its max.message.bytes (4000)', '10 records went to topic', '']]);
  });

  it('ends with 0 on SIGTERM, in good order, and goes on later', async () => {
    const { topic, run } = args(), large = join(folder, 'large'), expected = writeCrawl(large, 6, 6000).flatMap((file) => namesOf(file, 3000)).sort();
    const given = run.map((word) => (word === crawl ? large : word)), progress = join(folder, topic);
    mkdirSync(progress);
    const child = spawn(process.execPath, [resolve('dist/cli.js'), ...given, '--json', '--quiet'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const watcher = watch(progress, () => { child.kill('SIGTERM'); watcher.close(); });   // the first send has been acknowledged
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (piece: string) => { stdout += piece; });
    const [code] = await once(child, 'close') as [number | null];
    const { records, files } = JSON.parse(stdout) as IngestReport;
    expect([code, records > 0, records < 3000, records % ROWS, files.map(({ state }) => state)]).toEqual([0, true, true, 0, ['unfinished']]);
    expect((await arrived(log, topic)).length).toBe(records);
    await answer(given);
    expect(names(await arrived(log, topic))).toEqual(expected);
  });
});

it('names brokers that do not answer, and ends with 1', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  const started = performance.now(), { code, stdout, stderr } = await thresher(['ingest', join(crawl, 'b.jsonl'), '--brokers', `127.0.0.1:${port}`, '--progress', join(folder, 'none'), '--quiet']);
  expect([code, stdout, stderr.split('\n').length, stderr.includes(`Kafka at 127.0.0.1:${port}: `)]).toEqual([1, '', 2, true]);
  expect(performance.now() - started).toBeLessThan(20_000);
});

it('needs brokers', async () => {
  const { code, stderr } = await thresher(['ingest', crawl, '--limit', 'x', '--quiet']);
  expect([code, stderr]).toEqual([2, "--limit: got 'x', allowed a whole number from 0\n--brokers: got nothing, allowed host:port[,host:port]\n"]);
});
