/**
 * A Kafka broker for a test file. Where it comes from: `KAFKA_BROKERS` (a server of yours, taken as it is), else a container where Docker answers, else
 * Apache Kafka itself from Maven Central on Java 17 or newer (kafka-jars.ts). With none of these one SKIP line, or a failure under `THRESHER_REQUIRE=kafka`.
 *
 *     const broker = await needsKafka('ingest');
 *     afterAll(() => broker?.stop());
 *     describe.skipIf(broker === null)('ingest', () => {
 *       test('…', async () => {
 *         const topic = await freshTopic(broker!, { partitions: 4 });
 */
import { randomUUID } from 'node:crypto';
import { skipped } from '../needs.js';
import { clientOf } from './kafka-client.js';
import { kafkaInDocker } from './kafka-docker.js';
import { kafkaFromJars } from './kafka-jars.js';
import { Missing } from './missing.js';

export { clientOf } from './kafka-client.js';

/** Any broker: it answers, and tests may make topics and groups with names of their own. Nothing is said about its settings. */
export interface Broker {
  /** Comma-separated `host:port`, as `--brokers` and `KAFKA_BROKERS` take it. */
  readonly brokers: string;
  /** `4.4.0`; of a container its image; null where it is not ours. */
  readonly version: string | null;
  /** Ends the broker and removes its data, where it is ours. Safe to repeat. Belongs into `afterAll`. */
  readonly stop: () => Promise<void>;
}

/** A broker that this test file started: one node, empty, no topics but those that are made, settings in `server.properties` beside this file. */
export interface OwnBroker extends Broker {
  readonly version: string;
  /** SIGKILL; resolves when the process is gone. */
  readonly kill: () => Promise<void>;
  /** Starts it again on the same data and port, after a SIGTERM and a clean shutdown if it still runs; resolves when it takes clients and groups again. */
  readonly restart: () => Promise<void>;
}

/** Broker settings beside those of `server.properties`, over which they win: `{ 'message.max.bytes': 2_000_000 }`. */
export type BrokerSettings = Readonly<Record<string, string | number | boolean>>;

/**
 * A broker for a suite that only talks to it. Called at the top of a test file, outside of every hook: a first start fetches 45 MB.
 * @returns null after the SKIP line
 */
export const needsKafka = async (suite: string): Promise<Broker | null> => {
  const outside = process.env['KAFKA_BROKERS'];
  if (outside) return { brokers: outside, version: null, stop: async () => {} };
  return await kafkaInDocker() ?? fromJars(suite, {}, ', or setting KAFKA_BROKERS');
};

/**
 * A broker for a suite that kills or restarts it or needs settings of its own: always from the jars, whatever `KAFKA_BROKERS` says.
 * @returns null after the SKIP line
 */
export const needsOwnKafka = (suite: string, settings: BrokerSettings = {}): Promise<OwnBroker | null> => fromJars(suite, settings, '');

const fromJars = async (suite: string, settings: BrokerSettings, otherwise: string): Promise<OwnBroker | null> => {
  try {
    return await kafkaFromJars(settings);
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    skipped(suite, 'kafka', error.what, `${error.how}${otherwise}`);
    return null;
  }
};

/**
 * Makes a topic that nobody else uses; it is there, with leaders, when this resolves.
 * @param config topic settings: `{ 'compression.type': 'zstd', 'max.message.bytes': '1000' }`
 * @returns its name: `name` and eight random hex digits
 */
export const freshTopic = async (
  broker: Pick<Broker, 'brokers'>, { name = 'test', partitions = 1, config = {} }: { readonly name?: string; readonly partitions?: number; readonly config?: Readonly<Record<string, string>> } = {},
): Promise<string> => {
  const topic = `${name}.${randomUUID().slice(0, 8)}`, admin = clientOf(broker).admin();
  await admin.connect();
  try {
    await admin.createTopics({
      waitForLeaders: true, topics: [{ topic, numPartitions: partitions, replicationFactor: 1, configEntries: Object.entries(config).map(([key, value]) => ({ name: key, value })) }],
    });
  } finally {
    await admin.disconnect();
  }
  return topic;
};
