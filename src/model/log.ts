/** One message of a log, as it came. */
export interface LogMessage {
  readonly offset: bigint;
  readonly key: Uint8Array | null;
  /** null = tombstone. */
  readonly value: Uint8Array | null;
  readonly headers: Readonly<Record<string, Uint8Array>>;
  /** ms since 1970, null when the log has none. */
  readonly timestamp: number | null;
}

/** A message to be appended. */
export interface OutMessage {
  readonly partition: number;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: Readonly<Record<string, Uint8Array | string>>;
}

/** Messages of one partition, as one fetch brought them. */
export interface LogChunk {
  readonly partition: number;
  /** Number of the assignment under which it was read, counted per consumer from 1. */
  readonly epoch: number;
  /** Ascending. Offsets may be missing: compaction, transactions, retention. */
  readonly messages: readonly LogMessage[];
  /** Where the next chunk begins: behind the last message and behind markers of transactions that follow it. */
  readonly next: bigint;
  /** End of the partition when it was fetched. */
  readonly high: bigint;
}

/** What a handler may do while it holds a chunk. None of it is of any use once the handler has returned. */
export interface ChunkControl {
  /** Aborted when the partition has to be given up: a rebalance has begun, the membership is lost, or the consumer drains. Work that is not yet declared should be dropped, work in flight should end soon. */
  readonly ending: AbortSignal;
  /** Commits a position of this partition with a metadata string (at most 4,096 bytes). `fenced`: this process owns the partition no more and nothing was committed. */
  readonly commit: (offset: bigint, metadata: string) => Promise<'ok' | 'fenced'>;
}

export type ChunkHandler = (chunk: LogChunk, control: ChunkControl) => Promise<void>;

/** What a consumer owns from now on; whatever it owned before is over, also where the partition is the same. */
export interface Assignment {
  readonly epoch: number;
  readonly partitions: readonly number[];
  /** Partitions that it owned under the epoch before too, without a gap in which another member could have owned them. */
  readonly kept: readonly number[];
}

/** A position of a group. */
export interface Committed { readonly offset: bigint; readonly metadata: string }

/** A member of a consumer group on one topic. */
export interface LogConsumer {
  /**
   * Joins the group and hands chunks to the handler: those of one partition one after the other in log order, those of several partitions at the same
   * time. A partition is read from its committed position, or from its first message. While a handler runs the membership is kept alive and no new
   * epoch begins, so its commits are fenced by the group.
   * @returns when drained
   * @throws Fault (trouble) when the log cannot be read any more; whatever a handler throws, after the other handlers have ended
   */
  readonly run: (handler: ChunkHandler, assigned: (assignment: Assignment) => void) => Promise<void>;
  /** Positions of the whole group; partitions without one are absent. */
  readonly committed: () => Promise<Map<number, Committed>>;
  /** First and behind-the-last offset of every partition. */
  readonly ends: () => Promise<Map<number, { readonly low: bigint; readonly high: bigint }>>;
  /** Of every partition the first position whose message is not older than a time (ms since 1970, as its producer says); its end when there is none. */
  readonly since: (time: number) => Promise<Map<number, bigint>>;
  /** Behind the last position that was fetched under this assignment, by partition: behind markers of transactions and aborted messages too, of which no chunk tells when nothing else is there. */
  readonly read: () => ReadonlyMap<number, bigint>;
  /** No further chunk; resolves when the running handlers have returned and the group has been left. Safe to repeat. */
  readonly drain: () => Promise<void>;
}

/** The log refuses a message because of its size. */
export class MessageTooLarge extends Error {
  constructor(cause: unknown) {
    super('a message is larger than its topic allows', { cause });
    this.name = 'MessageTooLarge';
  }
}

export interface LogProducer {
  /**
   * Appends messages, in order within each partition; resolves when all replicas in sync have them.
   * @throws MessageTooLarge, nothing being said about the other messages · Fault (trouble)
   */
  readonly send: (topic: string, messages: readonly OutMessage[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface ConsumerOptions {
  readonly topic: string;
  readonly group: string;
  /** Most bytes, as stored, that one fetch brings of a partition and in all. A message larger than that still comes. */
  readonly partitionBytes: number;
  readonly fetchBytes: number;
  /** How long a member may be silent before its partitions go to others, ms. */
  readonly sessionMs: number;
}

/** A log of topics and partitions: Kafka, or the one in memory. */
export interface Log {
  /** null = no such topic. `maxMessageBytes`: largest batch of messages it takes. */
  readonly topic: (name: string) => Promise<{ readonly partitions: number; readonly maxMessageBytes: number } | null>;
  /** Makes a topic; one that is there already stays as it is. `compacted`: of messages with one key only the newest is sure to stay, but that for ever. */
  readonly createTopic: (name: string, settings: { readonly partitions: number; readonly maxMessageBytes: number; readonly compacted?: boolean }) => Promise<void>;
  readonly producer: () => Promise<LogProducer>;
  readonly consumer: (options: ConsumerOptions) => Promise<LogConsumer>;
  readonly close: () => Promise<void>;
}

/** The partition is not ours any more, or has to be given up: whatever is not yet declared is dropped and will be read again. */
export class Revoked extends Error {
  constructor(topic: string, partition: number) {
    super(`partition ${partition} of ${topic} has to be given up`);
    this.name = 'Revoked';
  }
}
