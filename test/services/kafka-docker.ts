import { command } from './java.js';
import { groupsReady } from './kafka-client.js';
import type { Broker } from './kafka.js';

const IMAGE = 'confluentinc/cp-kafka:8.0.0';

/** A broker in a container, with the settings of `server.properties` that tests lean on; null where no Docker daemon answers or the image cannot be had. */
export const kafkaInDocker = async (): Promise<Broker | null> => {
  if (!(await command('docker', ['info', '--format', '{{.ServerVersion}}'], 3)).ok) return null;
  const since = performance.now();
  try {
    const { KafkaContainer } = await import('@testcontainers/kafka');
    const container = await new KafkaContainer(IMAGE).withKraft().withEnvironment({
      KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false', KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS: '1000', KAFKA_MESSAGE_MAX_BYTES: '16777216', KAFKA_REPLICA_FETCH_MAX_BYTES: '16777216',
    }).start();
    const brokers = `${container.getHost()}:${container.getMappedPort(9093)}`;
    await groupsReady(brokers);
    process.stdout.write(`kafka ${IMAGE} on ${brokers}, up after ${((performance.now() - since) / 1000).toFixed(1)} s\n`);
    let stopped: Promise<unknown> | null = null;
    return { brokers, version: IMAGE, stop: async () => { await (stopped ??= container.stop()); } };
  } catch (error) {
    process.stderr.write(`kafka in Docker: ${error instanceof Error ? error.message : String(error)}\n`);
    return null;
  }
};
