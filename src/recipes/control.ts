import { randomUUID } from 'node:crypto';
import type { SavedRecipe } from '../explore/answers.js';
import type { Log, LogConsumer } from '../model/log.js';
import { atMost } from './at-most.js';

/**
 * The topic on which saved recipes are announced, one for all topics of crawl records of a cluster: key = name of the recipe, value = JSON `{number, name, version, recipe}`,
 * one partition, compacted. The store stays the source of truth: a message only says that it is time to look.
 */
export const CONTROL_TOPIC = 'crawl.control';

const MESSAGE_BYTES = 2 ** 20, SESSION_MS = 45_000, CLOSE_MS = 2000;

const prepared = async (log: Log): Promise<void> => {
  if ((await log.topic(CONTROL_TOPIC)) === null) await log.createTopic(CONTROL_TOPIC, { partitions: 1, maxMessageBytes: MESSAGE_BYTES, compacted: true });
};

/**
 * Says on the control topic that a recipe was saved; the topic is made when it is missing.
 * @throws Fault (trouble), MessageTooLarge: nobody was told, and those who run will find it in the store within a second all the same
 */
export const announceRecipe = async (log: Log, { number, name, version, recipe }: SavedRecipe): Promise<void> => {
  await prepared(log);
  const producer = await log.producer(), utf8 = new TextEncoder();
  try {
    await producer.send(CONTROL_TOPIC, [{ partition: 0, key: utf8.encode(name), value: utf8.encode(JSON.stringify({ number, name, version, recipe })), headers: { 'content-type': 'application/json' } }]);
  } finally {
    await producer.close();
  }
};

/**
 * Calls `heard` whenever something stands on the control topic that this process has not read yet. Needs no answer from the log to begin with, and where the topic
 * cannot be read, that is said once and all there is to it.
 */
export const followControl = (log: Log, { heard, note }: { readonly heard: () => void; readonly note: (sentence: string) => void }): { readonly close: () => Promise<void> } => {
  let closed = false, consumer: LogConsumer | null = null;
  const running = (async () => {
    await prepared(log);
    if (closed) return;
    // A group of its own: every process reads every message, and leaves nothing behind, as it commits nothing.
    consumer = await log.consumer({ topic: CONTROL_TOPIC, group: `thresher-control-${randomUUID()}`, partitionBytes: MESSAGE_BYTES, fetchBytes: MESSAGE_BYTES, sessionMs: SESSION_MS });
    if (closed) return;
    await consumer.run(async () => { heard(); }, () => {});
  })().catch((error: unknown) => {
    if (!closed) note(`topic ${CONTROL_TOPIC} cannot be read (${(error as Error).message.split('\n')[0]}); saved recipes are looked for in the store alone`);
  });
  return {
    close: async () => {
      closed = true;
      await atMost(CLOSE_MS, (consumer?.drain() ?? Promise.resolve()).then(() => running));
    },
  };
};
