import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { resolveConfig } from '../src/config.js';
import { runIngest } from '../src/run-ingest.js';
import { openKafka } from '../src/sources/kafka.js';
import { freshTopic, needsKafka } from '../test/services/kafka.js';
import { runPath, sharesOf, type PathRow, type PathRun } from './path.js';

/** One second of a run with a slow store; `rss` in bytes. */
export interface Moment { readonly lag: number; readonly rss: number }
/** What `curate-run` prints. */
export interface CurateRun extends PathRun { readonly assignments: number; readonly moments: readonly Moment[] }
/** A line of the table; the slow store's has `lag` and `rss` after a third of the time and at its end, and how often partitions were assigned. */
export interface KafkaRow extends Partial<PathRow> {
  readonly case: string; readonly docs: number; readonly bytes: number; readonly seconds: number; readonly docs_per_s: number; readonly mb_per_s: number;
  readonly slow?: { readonly lag: readonly [number, number]; readonly rss: readonly [number, number]; readonly assignments: number };
}

const PARTITIONS = 4, SLOW_SECONDS = 60;
const RUN = fileURLToPath(new URL('./curate-run.js', import.meta.url));

const curate = (args: readonly string[]): Promise<CurateRun> =>
  new Promise((done, failed) => {
    const child = spawn(process.execPath, [RUN, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (piece: string) => { out += piece; });
    child.on('error', failed).on('close', (code) => (code === 0 ? done(JSON.parse(out) as CurateRun) : failed(new Error(`curate-run ended with ${code}`))));
  });

/** Reads a whole topic and commits, and does nothing else; timed from the assignment on. */
const consume = async (brokers: readonly string[], topic: string): Promise<{ docs: number; bytes: number; seconds: number }> => {
  const log = await openKafka({ brokers }), consumer = await log.consumer({ topic, group: `bench-${Date.now()}`, partitionBytes: 8 * 2 ** 20, fetchBytes: 32 * 2 ** 20, sessionMs: 30_000 });
  const ends = await consumer.ends(), all = [...ends.values()].reduce((sum, { high }) => sum + Number(high), 0);
  let docs = 0, bytes = 0, begun = 0;
  await consumer.run(async ({ messages, next }, { commit }) => {
    docs += messages.length;
    for (const { value } of messages) bytes += value?.length ?? 0;
    await commit(next, '');
    if (docs >= all) void consumer.drain();
  }, () => { begun ||= performance.now(); });
  const seconds = (performance.now() - begun) / 1000;
  await log.close();
  return { docs, bytes, seconds };
};

/**
 * The text path through a real broker beside the file route: the same documents, default settings, start-up included in both; producing and consuming alone;
 * and what happens while every insert takes ten times as long.
 * @param folder that of the crawl data: `webtext` and `quality` below it are read
 */
export const benchKafka = async (folder: string, workers: readonly number[]): Promise<KafkaRow[]> => {
  const broker = await needsKafka('bench');
  if (!broker) return [];
  const inputs = ['webtext', 'quality'].flatMap((part) => readdirSync(join(folder, part)).filter((name) => name.endsWith('.jsonl.gz')).sort().map((name) => resolve(folder, part, name)));
  const scratch = mkdtempSync(join(tmpdir(), 'thresher-bench-')), rows: KafkaRow[] = [];
  const row = (name: string, docs: number, bytes: number, seconds: number): KafkaRow => ({ case: name, docs, bytes, seconds, docs_per_s: docs / seconds, mb_per_s: bytes / seconds / 1e6 });
  const whole = (name: string, { report, figures, cpuSeconds, peakRss }: PathRun): KafkaRow =>
    ({ ...row(name, report.rows, figures.bytes, report.seconds), cpu_seconds: cpuSeconds, peak_rss: peakRss, share: sharesOf(figures) });
  try {
    const topic = await freshTopic(broker, { name: 'bench', partitions: PARTITIONS, config: { 'max.message.bytes': String(16 * 2 ** 20) } }), brokers = broker.brokers.split(',');
    const ingest = (again: boolean) => runIngest({ config: resolveConfig({ brokers: broker.brokers, topic }, {}), version: 'bench', quiet: true, log: pino({ level: 'silent' }), stop: new AbortController().signal }, { inputs, again, progress: join(scratch, 'sent') });
    const sent = await ingest(false), read = await consume(brokers, topic);
    rows.push(row('produce', sent.rows, read.bytes, sent.seconds), row('consume', read.docs, read.bytes, read.seconds));
    for (const threads of workers) {
      rows.push(whole(`files, workers ${threads}`, await runPath({ workers: String(threads), store: join(scratch, `files-${threads}`) }, inputs)));
      rows.push(whole(`kafka, workers ${threads}`, await curate([broker.brokers, topic, `bench-${threads}`, join(scratch, `kafka-${threads}`), String(threads), '0'])));
    }
    // More than a slow store can take in its time.
    for (let more = 0; more < 3; more++) await ingest(true);
    const threads = workers.at(-1)!, slow = await curate([broker.brokers, topic, 'bench-slow', join(scratch, 'slow'), String(threads), String(SLOW_SECONDS)]), [first, last] = [slow.moments[Math.floor(slow.moments.length / 3)]!, slow.moments.at(-1)!];
    rows.push({ ...whole(`slow store, workers ${threads}`, slow), slow: { lag: [first.lag, last.lag], rss: [first.rss, last.rss], assignments: slow.assignments } });
    return rows;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    await broker.stop();
  }
};
