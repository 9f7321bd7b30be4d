import { onTestFinished } from 'vitest';
import type { Assignment, ChunkControl, ChunkHandler, Committed, ConsumerOptions, Log, LogChunk, LogConsumer, LogMessage, OutMessage } from '../../src/model/log.js';

/** A message as a log may hold it although no producer of ours writes it. */
export interface RawMessage {
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: Readonly<Record<string, Uint8Array | readonly Uint8Array[]>>;
  readonly timestamp: number | null;
}

/** A log under test: connections to it, and what has to be done to it from outside. */
export interface LogUnderTest {
  /** A connection of its own, as another process has one. `name` is the member's name towards `evict`. */
  readonly open: (name: string) => Promise<Log>;
  /** Appends to a partition, each message stored by itself. */
  readonly append: (topic: string, partition: number, messages: readonly RawMessage[]) => Promise<void>;
  /** Leaves some offsets without a message at the end of a partition: an aborted transaction. */
  readonly gap: (topic: string, partition: number) => Promise<void>;
  /** The partition begins at `offset` now. */
  readonly trim: (topic: string, partition: number, offset: bigint) => Promise<void>;
  readonly addPartitions: (topic: string, total: number) => Promise<void>;
  /** The group puts a member out although its process goes on. */
  readonly evict: (group: string, name: string, consumer: LogConsumer) => Promise<void>;
  /** Ends the process of a member that holds a chunk, without a word to the group. */
  readonly doomed: (topic: string, group: string) => Promise<{ readonly owned: () => readonly number[]; readonly kill: () => Promise<void> }>;
  readonly close: () => Promise<void>;
}

/** A member of the scene's group and what happened to it. */
export interface Member {
  readonly name: string;
  readonly log: Log;
  readonly consumer: LogConsumer;
  readonly assignments: readonly Assignment[];
  readonly chunks: readonly LogChunk[];
  /** How its `run` ended; undefined while it runs. */
  readonly ended: () => { readonly error: unknown } | undefined;
  readonly run: Promise<{ readonly error: unknown }>;
}

/** A promise that the test opens. Those left shut are opened when the test is over. */
export interface Gate { readonly open: () => void; readonly opened: Promise<void> }

export const bytes = (text: string): Buffer => Buffer.from(text);
export const out = (partition: number, text: string): OutMessage => ({ partition, key: null, value: bytes(text), headers: {} });
export const raw = (text: string | null, rest: Partial<RawMessage> = {}): RawMessage => ({ key: null, value: text === null ? null : bytes(text), headers: {}, timestamp: 0, ...rest });
export const text = ({ value }: LogMessage): string => Buffer.from(value ?? []).toString();
export const texts = (chunks: readonly LogChunk[], partition = 0): string[] => chunks.filter((chunk) => chunk.partition === partition).flatMap(({ messages }) => messages.map(text));

/** In ascending order. */
export const sorted = <T extends number | string>(list: readonly T[]): T[] => [...list].sort((a, b) => (a < b ? -1 : Number(a > b)));
export const inOrder = <V>(map: ReadonlyMap<number, V>): Map<number, V> => new Map([...map].sort(([a], [b]) => a - b));

/** Asks until the answer is true. */
export const until = async (what: string, look: () => boolean | Promise<boolean>, ms = 20_000): Promise<void> => {
  for (const end = performance.now() + ms; ;) {
    if (await look()) return;
    if (performance.now() > end) throw new Error(`not within ${ms} ms: ${what}`);
    await new Promise((resolve) => { setTimeout(resolve, 10); });
  }
};

export const commitAll: ChunkHandler = async ({ next }, { commit }) => { await commit(next, ''); };

let scenes = 0;
const stamp = `${process.pid}-${Date.now().toString(36)}`;

export interface Scene {
  readonly topic: string;
  readonly group: string;
  /** A connection that belongs to no member. */
  readonly log: Log;
  /** What happened in order: `a assigned 1`, `a enters 0`, `a ending 0`, `a leaves 0`, `a ended`. */
  readonly journal: readonly string[];
  /** Partitions that two handlers held at once. */
  readonly overlaps: readonly string[];
  readonly gate: () => Gate;
  /** A consumer that does not run. */
  readonly idle: (name: string, options?: Partial<ConsumerOptions>) => Promise<LogConsumer>;
  /** A member that runs. The default handler commits what it was given. */
  readonly join: (name: string, handler?: ChunkHandler, options?: Partial<ConsumerOptions>) => Promise<Member>;
  readonly send: (...messages: readonly OutMessage[]) => Promise<void>;
  readonly committed: () => Promise<Map<number, Committed>>;
}

/** A topic and a group of its own for one test; members are drained and connections closed when it is over. */
export const scene = async (under: LogUnderTest, partitions: number, maxMessageBytes = 1_000_000): Promise<Scene> => {
  const topic = `topic-${stamp}-${++scenes}`, group = `group-${stamp}-${scenes}`, journal: string[] = [], overlaps: string[] = [];
  const held = new Map<number, string>(), gates: (() => void)[] = [], logs: Log[] = [], consumers: LogConsumer[] = [];
  const open = async (name: string): Promise<Log> => {
    const log = await under.open(name);
    logs.push(log);
    return log;
  };
  onTestFinished(async () => {
    for (const release of gates) release();
    await Promise.all(consumers.map((consumer) => consumer.drain()));
    await Promise.all(logs.map((log) => log.close()));
  });
  const log = await open('scene'), producer = await log.producer();
  await log.createTopic(topic, { partitions, maxMessageBytes });
  const options = (given: Partial<ConsumerOptions> = {}): ConsumerOptions => ({ topic, group, partitionBytes: 1 << 20, fetchBytes: 4 << 20, sessionMs: 6000, ...given });
  const consumerOf = async (from: Log, given?: Partial<ConsumerOptions>): Promise<LogConsumer> => {
    const consumer = await from.consumer(options(given));
    consumers.push(consumer);
    return consumer;
  };
  const observer = await consumerOf(log);

  return {
    topic, group, log, journal, overlaps,
    gate: () => {
      let release = (): void => {};
      const opened = new Promise<void>((resolve) => { release = resolve; });
      gates.push(release);
      return { open: release, opened };
    },
    idle: async (name, given) => consumerOf(await open(name), given),
    join: async (name, handler = commitAll, given) => {
      const from = await open(name), consumer = await consumerOf(from, given), assignments: Assignment[] = [], chunks: LogChunk[] = [];
      let ended: { readonly error: unknown } | undefined;
      const watched = async (chunk: LogChunk, control: ChunkControl): Promise<void> => {
        const other = held.get(chunk.partition);
        if (other !== undefined) overlaps.push(`${chunk.partition}: ${other} and ${name}`);
        held.set(chunk.partition, name);
        chunks.push(chunk);
        journal.push(`${name} enters ${chunk.partition}`);
        const ending = (): void => { journal.push(`${name} ending ${chunk.partition}`); };
        control.ending.addEventListener('abort', ending, { once: true });
        try { await handler(chunk, control); } finally {
          control.ending.removeEventListener('abort', ending);
          journal.push(`${name} leaves ${chunk.partition}`);
          held.delete(chunk.partition);
        }
      };
      const running = consumer.run(watched, (assignment) => {
        assignments.push(assignment);
        journal.push(`${name} assigned ${assignment.epoch}`);
      });
      const run = running.then(() => undefined, (error: unknown) => error).then((error) => {
        journal.push(`${name} ended`);
        return (ended = { error });
      });
      return { name, log: from, consumer, assignments, chunks, ended: () => ended, run };
    },
    send: (...messages) => producer.send(topic, messages),
    committed: observer.committed,
  };
};

/** Partitions that a member owns now. */
export const owned = (member: Member): readonly number[] => member.assignments.at(-1)?.partitions ?? [];

/** The messages of a member, as soon as it has so many. */
export const received = async ({ name, chunks }: Pick<Member, 'name' | 'chunks'>, count: number): Promise<LogMessage[]> => {
  const all = (): LogMessage[] => chunks.flatMap(({ messages }) => messages);
  await until(`${count} messages at ${name}`, () => all().length >= count);
  return all();
};

/** Resolves when every partition has exactly one owner among these members, each of which owns some. */
export const shared = async (partitions: number, ...members: readonly Member[]): Promise<void> => {
  const all = Array.from({ length: partitions }, (_, i) => i).join();
  await until(`${partitions} partitions shared by ${members.map(({ name }) => name).join()}`, () =>
    members.every((member) => owned(member).length > 0) && sorted(members.flatMap(owned)).join() === all);
};
