import { connect } from 'node:net';
import { ConfigResourceTypes } from 'kafkajs';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { clientOf, freshTopic, needsOwnKafka, type OwnBroker } from './kafka.js';

const broker = await needsOwnKafka('test broker', { 'message.max.bytes': 1_000_000 });
afterAll(() => broker?.stop());

/** Does anybody listen there? */
const listens = ({ brokers }: OwnBroker): Promise<boolean> => new Promise((resolve) => {
  const socket = connect({ host: '127.0.0.1', port: Number(brokers.split(':')[1]) }, () => { socket.destroy(); resolve(true); }).once('error', () => resolve(false));
});

const topicsOf = async (of: OwnBroker): Promise<string[]> => {
  const admin = clientOf(of).admin();
  await admin.connect();
  return admin.listTopics().finally(() => admin.disconnect());
};

/** Messages in all partitions of a topic. */
const count = async (of: OwnBroker, topic: string): Promise<number> => {
  const admin = clientOf(of).admin();
  await admin.connect();
  const offsets = await admin.fetchTopicOffsets(topic).finally(() => admin.disconnect());
  return offsets.reduce((sum, { low, high }) => sum + Number(high) - Number(low), 0);
};

const send = async (to: OwnBroker, topic: string, ...values: readonly string[]): Promise<void> => {
  const producer = clientOf(to).producer();
  await producer.connect();
  await producer.send({ topic, messages: values.map((value) => ({ value })) }).finally(() => producer.disconnect());
};

describe.skipIf(broker === null)('a broker of the test file', () => {
  test('has the settings of the file and over them those of the suite', async () => {
    const admin = clientOf(broker!).admin();
    await admin.connect();
    const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: [{ type: ConfigResourceTypes.BROKER, name: '1' }] }).finally(() => admin.disconnect());
    const value = (name: string): string | undefined => resources[0]!.configEntries.find(({ configName }) => configName === name)?.configValue;
    expect(['message.max.bytes', 'group.min.session.timeout.ms', 'auto.create.topics.enable'].map(value)).toEqual(['1000000', '1000', 'false']);
  });

  test('keeps its port and its messages over SIGKILL and over a clean restart, and can be joined at once', async () => {
    const topic = await freshTopic(broker!, { partitions: 2 });
    await send(broker!, topic, 'a', 'b', 'c');
    await broker!.kill();
    expect(await listens(broker!)).toBe(false);
    await broker!.restart();
    expect(await count(broker!, topic)).toBe(3);
    await send(broker!, topic, 'd');
    await broker!.restart();
    expect(await count(broker!, topic)).toBe(4);

    const consumer = clientOf(broker!).consumer({ groupId: topic, sessionTimeout: 1000, heartbeatInterval: 200, maxWaitTimeInMs: 100 });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    const crashes: Error[] = [], values: string[] = [];
    consumer.on(consumer.events.CRASH, ({ payload }) => crashes.push(payload.error));
    await new Promise<void>((done) => { void consumer.run({ eachMessage: async ({ message }) => { if (values.push(String(message.value)) === 4) done(); } }); });
    await consumer.disconnect();
    expect(crashes).toEqual([]);
    expect(values.sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  test('a second one takes another port, and is gone when it is stopped; stopping twice is no fault', async () => {
    const second = (await needsOwnKafka('second test broker'))!;
    expect(second.brokers).not.toBe(broker!.brokers);
    const topic = await freshTopic(second, { name: 'own' });
    expect(topic).toMatch(/^own\.[0-9a-f]{8}$/);
    expect(await topicsOf(second)).toContain(topic);
    expect(await topicsOf(broker!)).not.toContain(topic);
    await Promise.all([second.stop(), second.stop()]);
    expect([await listens(second), await listens(broker!)]).toEqual([false, true]);
  });
});

describe('where there is no Java', () => {
  afterEach(() => { vi.unstubAllEnvs(); vi.restoreAllMocks(); });

  const without = async (required: string): Promise<{ lines: string[]; broker: unknown }> => {
    vi.resetModules();
    for (const [name, value] of [['PATH', '/nowhere'], ['KAFKA_BROKERS', ''], ['THRESHER_REQUIRE', required]] as const) vi.stubEnv(name, value);
    const lines: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((line) => { lines.push(String(line)); return true; });
    const { needsKafka } = await import('./kafka.js');
    return { broker: await needsKafka('some suite'), lines };
  };

  test('one SKIP line', async () => {
    expect(await without('browser')).toEqual({
      broker: null,
      lines: ['SKIP some suite: missing Java 17 or newer; get it by installing Java 17 or newer and Maven (Debian: apt-get install openjdk-17-jre-headless maven), or setting KAFKA_BROKERS\n'],
    });
  });

  test('a failure where Kafka is required', () => expect(without('browser,kafka')).rejects.toThrow('THRESHER_REQUIRE=kafka makes this a failure'));
});
