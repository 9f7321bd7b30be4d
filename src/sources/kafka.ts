// The one file that knows kafkajs. Its last release (2.2.4) is from 2023; what is done here beside plain calls answers defects of it that were read
// in its source or measured against real brokers:
// - commits are fenced by the group only while `eachBatch` runs (afterwards kafkajs commits under whatever generation it has then), hence `ChunkControl`;
// - it never sends heartbeats by itself while a batch is worked on, hence the timer; CPU work happens in threads so that the timer can fire;
// - an error in `eachBatch` restarts the consumer for ever, hence errors are kept and the consumer is stopped;
// - an admin asked about one topic forgets those of a question that is under way (and fails on them), hence one question after the other;
// - messages for a partition that its metadata lacks are dropped and `send` resolves, hence the check of the answer;
// - its request queue arms timers in the past for ever (3 % of a core when idle, a warning on Node 24), hence the guard on its prototype;
// - it unrefs the socket of a broker that is gone again and again, each time with a listener more, hence the socket factory;
// - its retries depend on NODE_ENV, hence explicit ones; a rebalance costs one `maxWaitTimeInMs` a step, hence 300 ms.
import { setMaxListeners } from 'node:events';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import kafkajs, { type Admin, type EachBatchPayload, type Kafka, type KafkaMessage, type Producer } from 'kafkajs';
import { EXIT, Fault } from '../model/fault.js';
import { MessageTooLarge, type Assignment, type ChunkControl, type ChunkHandler, type Committed, type ConsumerOptions, type Log, type LogConsumer, type LogMessage, type LogProducer, type OutMessage } from '../model/log.js';
import { codecs } from './codecs.js';
import { isFencing, isPassing, isTooLarge, origin } from './kafka-errors.js';

export interface KafkaOptions {
  /** host:port of some brokers. */
  readonly brokers: readonly string[];
  readonly clientId?: string;
  /** What a user should hear about, in a sentence. */
  readonly note?: (sentence: string) => void;
  /** How long brokers that do not answer are waited for once a connection has been had, ms: 900,000 unless given. */
  readonly patienceMs?: number;
  /** How long a handler may still take once its partition has to be given up, ms: 30,000 unless given. */
  readonly abandonMs?: number;
}

const RETRY = { initialRetryTime: 200, maxRetryTime: 5000, retries: 5 };
/** How often a partition that brokers do not show yet is asked for again. */
const UNKNOWN_TRIES = 8;
const FETCH_WAIT_MS = 300, REBALANCE_MS = 60_000, DRAIN_MS = 20_000;
/** While it drains, a commit may take so long, and so may each connection's end. */
const LAST_MS = 8000, CLOSE_MS = 2000;
/** Fast levels lose little on text. */
const GZIP_LEVEL = 3;

const compress = promisify(gzip), unpack = promisify<Buffer, Buffer>(gunzip);
const { CompressionCodecs, CompressionTypes } = kafkajs;
CompressionCodecs[CompressionTypes.GZIP] = () => ({ compress: (encoder: { buffer: Buffer }) => compress(encoder.buffer, { level: GZIP_LEVEL }), decompress: unpack });
CompressionCodecs[CompressionTypes.Snappy] = codecs.snappy;
CompressionCodecs[CompressionTypes.LZ4] = codecs.lz4;
CompressionCodecs[CompressionTypes.ZSTD] = codecs.zstd;

interface RequestQueue { pending: readonly unknown[]; throttledUntil: number; scheduleCheckPendingRequests: () => void }
const { prototype: queue } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as { prototype: RequestQueue };
const schedule = queue.scheduleCheckPendingRequests;
queue.scheduleCheckPendingRequests = function (this: RequestQueue) { if (this.pending.length > 0 || this.throttledUntil > Date.now()) schedule.call(this); };

/**
 * Kafka as a `Log`. Connects at once.
 * @throws Fault (trouble) when none of the brokers answers, within about ten seconds
 */
export const openKafka = async ({ brokers, clientId = 'thresher', note = () => {}, patienceMs = 900_000, abandonMs = 30_000 }: KafkaOptions): Promise<Log> => {
  const kafka = new kafkajs.Kafka({
    brokers: [...brokers], clientId, retry: RETRY, connectionTimeout: 3000, requestTimeout: 30_000, logLevel: kafkajs.logLevel.NOTHING,
    socketFactory: ({ host, port, onConnect }) => connect({ host, port }, onConnect).setKeepAlive(true, 60_000).setMaxListeners(0),
  });
  const where = `Kafka at ${brokers.join(', ')}`;
  const asFault = (error: unknown): Error => {
    if (error instanceof Fault) return error;
    const { message, type } = origin(error);
    return new Fault(`${where}: ${(message ?? String(error)).split('\n')[0]}${type && !message?.includes(type) ? ` (${type})` : ''}`, EXIT.trouble, { cause: error });
  };
  let before: Promise<unknown> = Promise.resolve();
  /** One question after the other. */
  const asked = <T>(work: () => Promise<T>): Promise<T> => {
    const answer = before.then(work).catch((error: unknown) => { throw asFault(error); });
    before = answer.catch(() => {});
    return answer;
  };
  /** Tries until it works, the error is of no passing kind, or patience is at an end. */
  const persist = async <T>(work: () => Promise<T>, ended: () => boolean = () => false): Promise<T> => {
    const end = Date.now() + patienceMs;
    for (let tried = 0; ; tried++) {
      try { return await work(); } catch (error) {
        if (isFencing(error) || isTooLarge(error) || !isPassing(error) || Date.now() > end || ended()) throw error;
        if (tried === 0) note(`${where} does not answer (${origin(error).message?.split('\n')[0]}); trying again`);
        await sleep(Math.random() * Math.min(5000, 200 * 2 ** tried));
      }
    }
  };

  const admin = kafka.admin({ retry: { ...RETRY, retries: 3 } });
  await asked(() => admin.connect());
  const closing: (() => Promise<void>)[] = [() => admin.disconnect()];
  const positions = async (topic: string) => new Map((await admin.fetchTopicOffsets(topic)).map(({ partition, low, high }) => [partition, { low: BigInt(low), high: BigInt(high) }]));

  return {
    topic: (name) => asked(async () => {
      if (!(await admin.listTopics()).includes(name)) return null;
      const { topics } = await admin.fetchTopicMetadata({ topics: [name] });
      const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name, configNames: ['max.message.bytes'] }] });
      return { partitions: topics[0]!.partitions.length, maxMessageBytes: Number(resources[0]?.configEntries[0]?.configValue ?? 1_048_588) };
    }),
    createTopic: (name, { partitions, maxMessageBytes, compacted = false }) => asked(async () => {
      const { brokers: nodes } = await admin.describeCluster();
      const configEntries = [{ name: 'max.message.bytes', value: String(maxMessageBytes) }, ...(compacted ? [{ name: 'cleanup.policy', value: 'compact' }] : [])];
      await admin.createTopics({ waitForLeaders: true, topics: [{ topic: name, numPartitions: partitions, replicationFactor: Math.min(3, nodes.length), configEntries }] });
    }),
    producer: async () => {
      const producer = await openProducer(kafka, { asFault, persist });
      closing.unshift(producer.close);
      return producer;
    },
    consumer: async (options) => {
      const consumer = openConsumer(kafka, admin, options, { asFault, asked, persist, positions, note, where, patienceMs, abandonMs });
      closing.unshift(consumer.drain);
      return consumer;
    },
    close: async () => { for (const close of closing.splice(0)) await Promise.race([close(), sleep(CLOSE_MS, null, { ref: false })]).catch(() => {}); },
  };
};

type Persist = <T>(work: () => Promise<T>, ended?: () => boolean) => Promise<T>;
interface Trouble { readonly asFault: (error: unknown) => Error; readonly persist: Persist }

const buffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const openProducer = async (kafka: Kafka, { asFault, persist }: Trouble): Promise<LogProducer> => {
  const open = async (): Promise<Producer> => {
    const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false, createPartitioner: kafkajs.Partitioners.DefaultPartitioner, retry: RETRY });
    await producer.connect();
    return producer;
  };
  let producer = await open().catch((error: unknown) => { throw asFault(error); });
  const append = async (topic: string, messages: readonly OutMessage[]): Promise<void> => {
    let left = messages;
    for (let tried = 0; left.length > 0; tried++) {
      const sent = await producer.send({
        topic, acks: -1, compression: CompressionTypes.GZIP,
        messages: left.map(({ partition, key, value, headers }) => ({
          partition, key: key && buffer(key), value: value && buffer(value), headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, typeof text === 'string' ? text : buffer(text)])),
        })),
      });
      const answered = new Set(sent.map(({ partition }) => partition));
      left = left.filter(({ partition }) => !answered.has(partition));
      if (left.length === 0) return;
      if (tried === UNKNOWN_TRIES) throw new Fault(`topic ${topic}: has no partition ${left[0]!.partition}`);
      // Its metadata does not know these partitions yet. A new producer asks anew.
      await producer.disconnect();
      await sleep(100 * tried);
      producer = await open();
    }
  };
  return {
    send: async (topic, messages) => {
      try {
        await persist(async () => {
          try { await append(topic, messages); } catch (error) {
            // An idempotent producer whose sequence is in doubt cannot go on; what is sent twice is a replay, which is allowed.
            await producer.disconnect().catch(() => {});
            producer = await open();
            throw error;
          }
        });
      } catch (error) { throw isTooLarge(error) ? new MessageTooLarge(error) : asFault(error); }
    },
    close: () => producer.disconnect(),
  };
};

interface ConsumerParts extends Trouble {
  readonly asked: <T>(work: () => Promise<T>) => Promise<T>;
  readonly positions: (topic: string) => Promise<Map<number, { low: bigint; high: bigint }>>;
  readonly note: (sentence: string) => void;
  readonly where: string;
  readonly patienceMs: number;
  readonly abandonMs: number;
}

/** One assignment of this consumer. */
interface Epoch { readonly number: number; readonly memberId: string; readonly partitions: readonly number[]; readonly ending: AbortController; /** Why the group has to be joined again. */ lost: unknown }

const logMessage = ({ offset, key, value, headers = {}, timestamp }: KafkaMessage): LogMessage => ({
  offset: BigInt(offset), key, value, timestamp: timestamp === '-1' ? null : Number(timestamp),
  headers: Object.fromEntries(Object.entries(headers).flatMap(([name, given]) => {
    const first = Array.isArray(given) ? given[0] : given;
    return first === undefined ? [] : [[name, typeof first === 'string' ? Buffer.from(first) : first]];
  })),
});

const openConsumer = (kafka: Kafka, admin: Admin, { topic, group, partitionBytes, fetchBytes, sessionMs }: ConsumerOptions, { asFault, asked, persist, positions, note, where, patienceMs, abandonMs }: ConsumerParts): LogConsumer => {
  const beatMs = Math.max(250, Math.min(3000, Math.floor(sessionMs / 4)));
  /** Rejects when the drain has taken too long for another commit. */
  let late = (): void => {};
  const last = new Promise<never>((_, reject) => { late = () => reject(Object.assign(new Error('the drain is over'), { retriable: true })); });
  last.catch(() => {});
  let draining: Promise<void> | null = null, failure: Error | null = null, outage: number | null = null, started: Promise<void> = Promise.resolve(), ended = (): void => {};
  let epoch: Epoch = { number: 0, memberId: '', partitions: [], ending: new AbortController(), lost: null };
  const read = new Map<number, bigint>();
  const restartOnFailure = (error: Error): Promise<boolean> => {
    outage ??= Date.now();
    if (Date.now() - outage > patienceMs) failure ??= asFault(error);
    else if (!draining) note(`${where} does not answer (${origin(error).message?.split('\n')[0]}); trying again`);
    return Promise.resolve(!draining && !failure);
  };
  const consumer = kafka.consumer({
    groupId: group, sessionTimeout: sessionMs, heartbeatInterval: beatMs, rebalanceTimeout: Math.max(REBALANCE_MS, sessionMs), maxBytesPerPartition: partitionBytes, maxBytes: fetchBytes,
    minBytes: 1, maxWaitTimeInMs: FETCH_WAIT_MS, allowAutoTopicCreation: false, readUncommitted: false, metadataMaxAge: 60_000, retry: { ...RETRY, restartOnFailure },
  });
  const patiently = <T>(work: () => Promise<T>): Promise<T> => persist(() => asked(work), () => draining !== null);
  const lose = (one: Epoch, error: unknown): void => { one.lost ??= error; one.ending.abort(); };

  const drain = (): Promise<void> => {
    draining ??= (async () => {
      epoch.ending.abort();
      setTimeout(late, LAST_MS).unref();
      await Promise.race([started.catch(() => {}).then(() => consumer.stop()).then(() => consumer.disconnect()), sleep(DRAIN_MS, null, { ref: false })]).catch(() => {});
      ended();
    })();
    return draining;
  };
  const fail = (error: Error): void => { failure ??= error; void drain(); };

  /** Hands one fetch of one partition on; while it is worked on the membership is kept alive and its commits are fenced. */
  const hand = async ({ batch, heartbeat, commitOffsetsIfNecessary }: EachBatchPayload, handler: ChunkHandler): Promise<void> => {
    const mine = epoch, { partition } = batch;
    if (draining) return;
    let open = true;
    const control: ChunkControl = {
      ending: mine.ending.signal,
      commit: async (offset, metadata) => {
        try {
          await Promise.race([persist(async () => {
            if (!open) throw Object.assign(new Error('the handler has returned'), { type: 'ILLEGAL_GENERATION' });
            await commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset: String(offset), metadata } as { partition: number; offset: string }] }] });
          }, () => !open || draining !== null), last]);
          return 'ok';
        } catch (error) {
          if (draining && isPassing(error)) return 'fenced';
          if (!isFencing(error)) throw asFault(error);
          if (open) lose(mine, error);
          return 'fenced';
        }
      },
    };
    const beat = setInterval(() => { heartbeat().catch((error: unknown) => { if (isFencing(error)) lose(mine, error); }); }, beatMs);
    let abandon = (): void => {};
    const abandoned = new Promise<void>((resolve) => { abandon = () => { setTimeout(resolve, abandonMs).unref(); }; });
    if (mine.ending.signal.aborted) abandon(); else mine.ending.signal.addEventListener('abort', abandon, { once: true });
    try {
      await Promise.race([handler({ partition, epoch: mine.number, messages: batch.messages.map(logMessage), next: BigInt(batch.lastOffset()) + 1n, high: BigInt(batch.highWatermark) }, control), abandoned]);
    } catch (error) {
      fail(error as Error);
    } finally {
      open = false;
      mine.ending.signal.removeEventListener('abort', abandon);
      clearInterval(beat);
    }
    if (mine.lost) throw mine.lost;
  };

  return {
    run: async (handler, assigned) => {
      const over = new Promise<void>((resolve) => { ended = resolve; });
      consumer.on(consumer.events.GROUP_JOIN, ({ payload: { memberId, memberAssignment } }) => {
        const partitions = (memberAssignment[topic] ?? []) as number[], kept = memberId === epoch.memberId ? partitions.filter((one) => epoch.partitions.includes(one)) : [];
        epoch.ending.abort();
        read.clear();
        epoch = { number: epoch.number + 1, memberId, partitions, ending: new AbortController(), lost: null };
        outage = null;
        setMaxListeners(0, epoch.ending.signal);
        if (draining) epoch.ending.abort();
        else assigned({ epoch: epoch.number, partitions, kept } satisfies Assignment);
      });
      consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload: { partition, lastOffset } }) => { read.set(partition, BigInt(lastOffset) + 1n); });
      consumer.on(consumer.events.REBALANCING, () => epoch.ending.abort());
      consumer.on(consumer.events.CRASH, ({ payload: { error, restart } }) => {
        lose(epoch, error);
        epoch = { ...epoch, memberId: '' };
        if (!restart && !draining) fail(failure ?? asFault(error));
      });
      const found = await asked(() => positions(topic));
      await asked(async () => {
        await consumer.connect();
        await consumer.subscribe({ topic, fromBeginning: true });
      });
      if (draining) return;
      started = consumer.run({ autoCommit: false, partitionsConsumedConcurrently: Math.max(1, found.size), eachBatch: (payload) => hand(payload, handler) });
      await started;
      await over;
      if (failure) throw failure;
    },
    committed: () => patiently(async () => {
      const [found] = await admin.fetchOffsets({ groupId: group, topics: [topic] });
      return new Map((found?.partitions ?? []).filter(({ offset }) => BigInt(offset) >= 0n).map(({ partition, offset, metadata }): [number, Committed] => [partition, { offset: BigInt(offset), metadata: metadata ?? '' }]));
    }),
    ends: () => patiently(() => positions(topic)),
    since: (time) => patiently(async () => new Map((await admin.fetchTopicOffsetsByTimestamp(topic, time)).map(({ partition, offset }) => [partition, BigInt(offset)]))),
    read: () => read,
    drain,
  };
};
