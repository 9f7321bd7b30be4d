import { Fault } from '../model/fault.js';
import type { Assignment, ChunkHandler, Committed, ConsumerOptions, LogConsumer } from '../model/log.js';
import { Seat, type MemoryGroup, type Share } from './memory-group.js';
import type { Fetched, MemoryPartition } from './memory-partition.js';

/** Kafka's default for `offset.metadata.max.bytes`. */
const METADATA_BYTES = 4096;
const never = new Promise<never>(() => {});

/** One assignment while it lasts. `running`: one of each handler. `waiting`: readers that look again when bytes come free. */
interface Epoch {
  readonly number: number;
  readonly seat: Seat;
  readonly share: Share;
  readonly running: Set<AbortController>;
  readonly waiting: Set<() => void>;
  held: number;
  failure: { readonly error: unknown } | null;
}

/** A member of a group in memory; `lose` and `die` are its faults. */
export class MemoryConsumer implements LogConsumer {
  readonly #options: ConsumerOptions;
  readonly #partitions: readonly MemoryPartition[];
  readonly #group: MemoryGroup;
  readonly #fetching: (partition: number) => Promise<void>;
  #seat = new Seat();
  #epoch = 0;
  #running: Promise<void> | null = null;
  #draining = false;
  readonly #read = new Map<number, bigint>();
  #dead = false;

  /** @param fetching awaited before each fetch that would bring something */
  constructor(options: ConsumerOptions, partitions: readonly MemoryPartition[], group: MemoryGroup, fetching: (partition: number) => Promise<void>) {
    this.#options = options;
    this.#partitions = partitions;
    this.#group = group;
    this.#fetching = fetching;
  }

  readonly run = (handler: ChunkHandler, assigned: (assignment: Assignment) => void): Promise<void> => {
    if (this.#running !== null) return Promise.reject(new Error('a consumer runs once'));
    return (this.#running = this.#run(handler, assigned));
  };

  readonly committed = async (): Promise<Map<number, Committed>> => new Map(this.#group.positions);

  readonly ends = async (): Promise<Map<number, { readonly low: bigint; readonly high: bigint }>> =>
    new Map(this.#partitions.map(({ low, high }, partition) => [partition, { low, high }]));

  readonly since = async (time: number): Promise<Map<number, bigint>> => new Map(this.#partitions.map((log, partition) => [partition, log.since(time)]));

  readonly read = (): ReadonlyMap<number, bigint> => this.#read;

  readonly drain = async (): Promise<void> => {
    this.#draining = true;
    this.#seat.share?.ending.abort();
    if (this.#seat.waiting !== null) this.#group.leave(this.#seat);
    if (!this.#dead) await this.#running?.catch(() => {});   // whoever called run is told
  };

  /** The group gives the member up while its process goes on: handlers are told, their commits are fenced, and when they have returned it joins anew. */
  lose(): void {
    this.#seat.share?.ending.abort();
    this.#group.leave(this.#seat);
  }

  /** The process dies and the group notices: nothing is told to anybody in it, `run` never settles. */
  die(): void {
    this.#dead = true;
    this.#group.leave(this.#seat);
  }

  async #run(handler: ChunkHandler, assigned: (assignment: Assignment) => void): Promise<void> {
    try {
      while (!this.#draining) {
        if (this.#seat.over) this.#seat = new Seat();
        const share = await this.#group.join(this.#seat);
        if (this.#dead) await never;
        if (share === null || this.#draining) continue;
        await this.#own({ number: ++this.#epoch, seat: this.#seat, share, running: new Set(), waiting: new Set(), held: 0, failure: null }, handler, assigned);
      }
    } finally {
      this.#group.leave(this.#seat);
    }
  }

  /** Reads what was assigned until it has to be given up and every handler has returned. */
  async #own(epoch: Epoch, handler: ChunkHandler, assigned: (assignment: Assignment) => void): Promise<void> {
    const { partitions, kept, ending } = epoch.share;
    this.#read.clear();
    const given = new Promise<void>((resolve) => {
      if (ending.signal.aborted) resolve();
      else ending.signal.addEventListener('abort', () => {
        resolve();
        for (const handler of epoch.running) handler.abort();
        for (const wake of [...epoch.waiting]) wake();
      }, { once: true });
    });
    assigned({ epoch: epoch.number, partitions, kept });
    await Promise.all([given, ...partitions.map(async (partition) => {
      try {
        await this.#consume(epoch, partition, handler);
      } catch (error) {
        epoch.failure ??= { error };
        ending.abort();
      }
    })]);
    if (this.#dead) await never;
    if (epoch.failure !== null) throw epoch.failure.error;
  }

  /** One partition of an epoch, chunk after chunk. */
  async #consume(epoch: Epoch, partition: number, handler: ChunkHandler): Promise<void> {
    const log = this.#partitions[partition]!, { signal } = epoch.share.ending;
    let position = log.start(this.#group.positions.get(partition)?.offset ?? log.low), wake = (): void => {};
    const look = (): void => wake();
    log.readers.add(look);
    epoch.waiting.add(look);
    try {
      while (!signal.aborted) {
        if (position < log.high) {
          await this.#fetching(partition);
          if (this.#dead) await never;
          if (signal.aborted) return;
        }
        position = log.start(position);
        const fetched = this.#fetch(epoch, log, position);
        if (fetched === null) {
          await new Promise<void>((resolve) => { wake = resolve; });
          continue;
        }
        position = fetched.next;
        if (fetched.messages.length > 0) await this.#hand(epoch, partition, fetched, log.high, handler);
        this.#read.set(partition, position);
      }
    } finally {
      log.readers.delete(look);
      epoch.waiting.delete(look);
    }
  }

  /** What a fetch brings now; null while there is nothing, or no room beside what the handlers hold. */
  #fetch(epoch: Epoch, log: MemoryPartition, position: bigint): Fetched | null {
    const room = this.#options.fetchBytes - epoch.held, fetched = log.read(position, Math.min(this.#options.partitionBytes, room));
    return fetched !== null && epoch.held > 0 && fetched.bytes > room ? null : fetched;
  }

  async #hand(epoch: Epoch, partition: number, { messages, next, bytes }: Fetched, high: bigint, handler: ChunkHandler): Promise<void> {
    const mine = new AbortController();
    let held = true;
    const commit = async (offset: bigint, metadata: string): Promise<'ok' | 'fenced'> => {
      if (Buffer.byteLength(metadata) > METADATA_BYTES) throw new Fault(`commit metadata: got ${Buffer.byteLength(metadata)} bytes, allowed ${METADATA_BYTES}`);
      return held ? this.#group.commit(epoch.seat, epoch.share, partition, { offset, metadata }) : 'fenced';
    };
    epoch.held += bytes;
    epoch.running.add(mine);
    try {
      await handler({ partition, epoch: epoch.number, messages, next, high }, { ending: mine.signal, commit });
    } finally {
      held = false;
      epoch.running.delete(mine);
      if (this.#dead) await never;
      epoch.held -= bytes;
      for (const wake of [...epoch.waiting]) wake();
    }
  }
}
