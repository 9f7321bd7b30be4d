import { Fault } from '../model/fault.js';
import { MessageTooLarge, type Log, type LogConsumer, type LogProducer, type OutMessage } from '../model/log.js';
import { MemoryConsumer } from './memory-consumer.js';
import { MemoryGroup } from './memory-group.js';
import { BATCH_BYTES, MemoryPartition, recordBytes, type Unplaced } from './memory-partition.js';

export type { Unplaced } from './memory-partition.js';

/** Time and trouble come from outside, so that the same script gives the same run. */
export interface MemoryLogOptions {
  /** Timestamp of messages that producers send, ms since 1970. Default: they have none. */
  readonly now?: () => number;
  /** Awaited before each fetch that would bring something. Default: no delay. */
  readonly fetching?: (topic: string, partition: number) => Promise<void>;
  /** How long a rebalance waits for running handlers: when this resolves, members that still run one lose their membership. Default: for ever. */
  readonly rebalanceTimeout?: (group: string) => Promise<void>;
}

/** A log as arrays in this process, for tests of whatever reads or writes one, and the faults that a real log has. */
export interface MemoryLog extends Log {
  /** Appends to a partition past every producer: null leaves an offset without a message, as the end of a transaction does. Returns the offset. */
  readonly append: (topic: string, partition: number, message: Unplaced | null) => bigint;
  /** Gives a topic more partitions; its groups rebalance. */
  readonly addPartitions: (topic: string, total: number) => void;
  /** Retention: a partition now begins at `offset`. */
  readonly trim: (topic: string, partition: number, offset: bigint) => void;
  /** Compaction: these messages are gone, the others keep their offsets. */
  readonly drop: (topic: string, partition: number, offsets: readonly bigint[]) => void;
  /** The process of a member dies without a word: its handlers are never looked at again, its `run` never settles, its commits are fenced. */
  readonly kill: (consumer: LogConsumer) => void;
  /** A member loses its membership while its process goes on: `ending` is aborted, commits are fenced, it joins again when its handlers have returned. */
  readonly evict: (consumer: LogConsumer) => void;
  /** The next `times` sends fail; `answer`: the messages were appended and only the answer is lost. */
  readonly failSends: (times: number, where: 'before' | 'answer') => void;
  /** Reading a partition fails from now on. */
  readonly breakReading: (topic: string, partition: number, fault: Fault) => void;
}

interface Topic { readonly partitions: MemoryPartition[]; readonly maxMessageBytes: number; readonly groups: Map<string, MemoryGroup> }

const missing = (topic: string): Fault => new Fault(`topic ${topic}: not in this log`);
const utf8 = new TextEncoder();
const unplaced = ({ key, value, headers }: OutMessage, timestamp: number | null): Unplaced => ({
  key, value, timestamp, headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, typeof text === 'string' ? utf8.encode(text) : text])),
});

/**
 * Makes an empty log in memory. Everything happens in microtasks, in an order that the calls alone decide; nothing is timed and nothing is drawn.
 * Groups behave as Kafka's do as far as `Log` shows it, with two simplifications: a group is a group on one topic, and each message is stored
 * by itself, so that chunks end at any message. What one call sends to a partition is measured as one uncompressed batch, though, as Kafka
 * measures it; of a call with a batch above the topic's limit nothing is appended. `close` closes nothing: what was made with the log stays usable.
 */
export const memoryLog = (options: MemoryLogOptions = {}): MemoryLog => {
  const topics = new Map<string, Topic>();
  let failing = 0, failsAt: 'before' | 'answer' = 'before';
  const found = (name: string): Topic => {
    const topic = topics.get(name);
    if (topic === undefined) throw missing(name);
    return topic;
  };
  const partitionOf = (name: string, partition: number): MemoryPartition => {
    const { partitions } = found(name), log = partitions[partition];
    if (log === undefined) throw new Fault(`topic ${name}: no partition ${partition}, it has ${partitions.length}`);
    return log;
  };
  const memberOf = (consumer: LogConsumer): MemoryConsumer => {
    if (!(consumer instanceof MemoryConsumer)) throw new Error('not a consumer of a log in memory');
    return consumer;
  };
  const send = (name: string, messages: readonly OutMessage[]): void => {
    const topic = found(name), fails = failing > 0;
    if (fails) failing--;
    const lost = new Fault(`topic ${name}: the log did not answer`);
    if (fails && failsAt === 'before') throw lost;
    const placed = messages.map((message) => ({ log: partitionOf(name, message.partition), message: unplaced(message, options.now?.() ?? null) }));
    const batches = new Map<MemoryPartition, number>();
    for (const { log, message } of placed) batches.set(log, (batches.get(log) ?? BATCH_BYTES) + recordBytes(message));
    const largest = Math.max(0, ...batches.values());
    if (largest > topic.maxMessageBytes) throw new MessageTooLarge(new Error(`a batch of ${largest} bytes, allowed ${topic.maxMessageBytes}`));
    for (const { log, message } of placed) log.append(message);
    if (fails) throw lost;
  };
  const groupOf = (name: string, { partitions, groups }: Topic): MemoryGroup => {
    const group = groups.get(name) ?? new MemoryGroup(() => partitions.length, () => options.rebalanceTimeout?.(name) ?? new Promise<void>(() => {}));
    groups.set(name, group);
    return group;
  };

  return {
    topic: async (name) => {
      const topic = topics.get(name);
      return topic === undefined ? null : { partitions: topic.partitions.length, maxMessageBytes: topic.maxMessageBytes };
    },
    createTopic: async (name, { partitions, maxMessageBytes }) => {
      if (!topics.has(name)) topics.set(name, { partitions: Array.from({ length: partitions }, () => new MemoryPartition()), maxMessageBytes, groups: new Map() });
    },
    producer: async (): Promise<LogProducer> => {
      let open = true;
      return {
        send: async (topic, messages) => {
          if (!open) throw new Fault('the producer is closed');
          send(topic, messages);
        },
        close: async () => { open = false; },
      };
    },
    consumer: async (settings) => {
      const topic = found(settings.topic), fetching = options.fetching ?? (async () => {});
      return new MemoryConsumer(settings, topic.partitions, groupOf(settings.group, topic), (partition) => fetching(settings.topic, partition));
    },
    close: async () => {},
    append: (topic, partition, message) => partitionOf(topic, partition).append(message),
    addPartitions: (name, total) => {
      const { partitions, groups } = found(name);
      while (partitions.length < total) partitions.push(new MemoryPartition());
      for (const group of groups.values()) group.rebalance();
    },
    trim: (topic, partition, offset) => partitionOf(topic, partition).trim(offset),
    drop: (topic, partition, offsets) => partitionOf(topic, partition).drop(offsets),
    kill: (consumer) => memberOf(consumer).die(),
    evict: (consumer) => memberOf(consumer).lose(),
    failSends: (times, where) => { failing = times; failsAt = where; },
    breakReading: (topic, partition, fault) => partitionOf(topic, partition).break(fault),
  };
};
