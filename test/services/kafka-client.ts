import { Kafka, logLevel } from 'kafkajs';
import { setTimeout as pause } from 'node:timers/promises';

/** A kafkajs client that logs nothing. */
export const clientOf = ({ brokers }: { readonly brokers: string }): Kafka =>
  new Kafka({ clientId: 'thresher-test', brokers: brokers.split(','), logLevel: logLevel.NOTHING });

/** One group id for each of the four partitions of the offsets topic: Java's hash of a letter is its code. */
const GROUPS = ['a', 'b', 'c', 'd'];

/**
 * Waits until the coordinators of groups have read their logs, which takes them up to a second after the broker has said that it has started. Until
 * then nobody can join a group, and kafkajs needs seconds for its next try.
 */
export const groupsReady = async (brokers: string): Promise<void> => {
  const admin = new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING, retry: { initialRetryTime: 50, retries: 1 } }).admin();
  try {
    await admin.connect();
    for (const end = Date.now() + 60_000; ; await pause(20)) {
      // Rejects while any of them is loading or the offsets topic is being made.
      if (await admin.describeGroups(GROUPS).then(() => true, () => false)) return;
      if (Date.now() > end) throw new Error(`${brokers}: group coordinators are not ready after a minute`);
    }
  } finally {
    await admin.disconnect();
  }
};
