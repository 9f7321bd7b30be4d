import { randomUUID } from 'node:crypto';
import { lastValueFrom, tap } from 'rxjs';
import { ingest } from '../topologies/ingest.js';
import { closeAll, type RunContext } from './dataflow.js';
import { openFailpoint } from './failpoint.js';
import { encodeMessage } from './formats/message.js';
import { usage } from './model/fault.js';
import type { Log } from './model/log.js';
import { openHealth } from './open-health.js';
import { shareOf, showProgress } from './progress.js';
import { Tally, type IngestReport } from './report.js';
import { openMetrics } from './serve/metrics.js';
import { openEncoder } from './sources/encoder.js';
import { expandInputs } from './sources/inputs.js';
import { openOutbox, type Lot, type Outbox } from './sources/outbox.js';
import { openOutlet, REQUEST_MESSAGES } from './sources/outlet.js';
import { openRegistry } from './sources/registry.js';
import { openSentFiles, type SentFiles } from './sources/sent-files.js';

export interface IngestOptions {
  /** Files, folders, globs. */
  readonly inputs: readonly string[];
  readonly snapshot?: string | undefined;
  readonly again?: boolean | undefined;
  readonly limit?: number | undefined;
  /** Of the topic: when it has to be made, 4 unless given; one that is there must have as many. */
  readonly partitions?: number | undefined;
  /** Folder that says how far each file is. */
  readonly progress: string;
  /** Kafka at `config.brokers` unless given. */
  readonly log?: Log | undefined;
}

const DEFAULT_PARTITIONS = 4, MAX_MESSAGE_BYTES = 16 * 2 ** 20;

/** The topic as it is, made when it is missing; progress of a topic that is gone does not count. */
const prepareTopic = async (log: Log, topic: string, partitions: number | undefined, sent: SentFiles, note: (sentence: string) => void) => {
  const found = await log.topic(topic);
  if (found && partitions !== undefined && found.partitions !== partitions) throw usage(`--partitions: got ${partitions}, allowed ${found.partitions}, which topic ${topic} has (or another --topic)`);
  if (found) {
    // What is known first: another process may be sending.
    const known = await sent.records(), consumer = await log.consumer({ topic, group: 'thresher-ingest', partitionBytes: 1, fetchBytes: 1, sessionMs: 10_000 });
    const appended = [...(await consumer.ends()).values()].reduce((sum, { high }) => sum + high, 0n);
    await consumer.drain();
    if (appended < BigInt(known)) {
      note(`topic ${topic} ends after ${appended} messages and ${known} were sent to it: it was made anew since, so every file is sent from its start`);
      await sent.forget();
    }
    return found;
  }
  await sent.forget();
  await log.createTopic(topic, { partitions: partitions ?? DEFAULT_PARTITIONS, maxMessageBytes: MAX_MESSAGE_BYTES });
  const made = (await log.topic(topic))!;
  note(`made topic ${topic}: ${made.partitions} partitions, max.message.bytes ${made.maxMessageBytes}`);
  return made;
};

/**
 * Crawl files -> topic of crawl records: at least once, and each record once unless the run is killed.
 * @throws Fault: usage (brokers, inputs, partitions, progress folder), trouble (brokers, registry)
 */
export const runIngest = async (context: RunContext, options: IngestOptions): Promise<IngestReport> => {
  const { config, version, quiet, log, stop } = context, started = performance.now(), { brokers, topic, registry: url } = config, note = (sentence: string): void => log.info(sentence);
  const inputs = await expandInputs(options.inputs), sent = await openSentFiles(options.progress, { brokers, topic }), failpoint = openFailpoint(process.env['THRESHER_FAILPOINT']);
  const tally = new Tally(), closing: (() => unknown)[] = [];
  let outbox: Outbox | null = null;
  try {
    const kafka = options.log ?? (await (await import('./sources/kafka.js')).openKafka({ brokers, note }));
    if (!options.log) closing.unshift(() => kafka.close());
    const registry = url === null ? null : await openRegistry({ url, topic, note });
    if (registry) closing.unshift(registry.close);
    const { partitions, maxMessageBytes } = await prepareTopic(kafka, topic, options.partitions, sent, note);
    const producer = await kafka.producer();
    closing.unshift(producer.close);
    const metrics = openMetrics(version, { inflight: () => outbox?.credit ?? { bytes: 0, batches: 0 }, windows: () => [], lag: () => [] });
    closing.unshift(await openHealth(context, metrics.registry, () => []));
    const encoder = openEncoder<Lot>({ partitions, maxTextBytes: config.maxTextBytes, ...(registry ? { contentType: 'avro/binary', encode: registry.serialize } : { contentType: 'application/json', encode: encodeMessage }) });
    const outlet = openOutlet(producer, { topic, maxMessageBytes, requestBytes: config.batchBytes, note: (sentence) => log.warn(sentence) });
    const source = outbox = await openOutbox(inputs, sent, { ...options, rows: Math.min(config.batchRows, REQUEST_MESSAGES), bytes: config.batchBytes, inflightBytes: config.inflightBytes, maxTextBytes: config.maxTextBytes });
    stop.addEventListener('abort', source.stop);
    if (stop.aborted) source.stop();
    closing.unshift(showProgress({ quiet, log, counts: () => tally.total, place: (seconds) => shareOf(source.progress(), seconds) }));
    const dataflow = ingest({ encoder, outlet, progress: source, passed: failpoint });
    await lastValueFrom(dataflow(source.lots).pipe(tap(({ outcome, messages: { length: rows }, skipped }) => {
      tally.count(outcome.seq, { records: rows, rows, rejections: {}, skipped });
      metrics.records.inc({ topic }, rows);
    })), { defaultValue: null });
    if (outlet.oversize() > 1) log.warn(`${outlet.oversize()} records went to topic ${topic} without their payload, above its max.message.bytes (${maxMessageBytes})`);
    return tally.sums(randomUUID(), (performance.now() - started) / 1000, source.outcomes);
  } finally {
    await closeAll(closing);
  }
};
