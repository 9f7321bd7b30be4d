import { setTimeout as sleep } from 'node:timers/promises';
import { Observable, type Subscriber } from 'rxjs';
import type { Batch } from '../model/batch.js';
import { Revoked, type Assignment, type ChunkControl, type LogChunk, type LogMessage } from '../model/log.js';
import type { Intent, Partition } from '../model/ports.js';
import { Credit } from './credit.js';
import { cut } from './cuts.js';
import { messageBatch } from './messages.js';
import type { Registry } from './registry.js';

/** Where an assignment goes on. */
export interface Start {
  readonly next: bigint;
  /** Declared by an earlier owner and not whole; begins at `next`. */
  readonly open: Intent | null;
  /** How often that range has been begun before. */
  readonly attempts: number;
}

export interface LaneOptions {
  readonly batchRows: number;
  readonly batchBytes: number;
  /** What all partitions of the process may hold together. */
  readonly shared: Credit;
  /** Partitions that may give their chunk back while a batch of it is still computed. */
  readonly early: Credit;
  readonly registry: Registry | null;
  readonly note: (sentence: string) => void;
}

/** One partition of a topic under one assignment. */
export interface TopicPartition extends Partition, Start {
  readonly epoch: number;
  /** All partitions of the assignment. */
  readonly siblings: readonly number[];
  /** This process owned it before without a gap: what its window holds still counts. */
  readonly kept: boolean;
  /** How often the range of a batch has been begun, this time included. */
  readonly attempt: (batch: Batch) => number;
  /** The message at a position of a batch that is not yet committed. */
  readonly message: (batch: Batch, position: number) => LogMessage;
  /** To be called when the dataflow of the partition has ended, in whatever way. */
  readonly finished: () => void;
}

/** A batch between its reading and its commit; `mine` gives back the room of its partition, `shared` what it holds of that of the process. */
interface Flying { readonly messages: readonly LogMessage[]; readonly mine: () => void; shared: () => void }

/** Batches of one partition between their reading and their commit. */
const READ_AHEAD = 2;
/** Small batches at the end of a partition are begun at most once in so many ms: every batch is up to six inserts. */
const PACE_MS = 1000;

/**
 * What happens to one partition from its assignment to its end: chunks become batches, a batch is declared (`intend`) and done (`commit`) by commits
 * of the group's position, one OffsetCommit each, made only while a chunk is held and therefore fenced.
 * A chunk is given back once all of its batches are whole; when a batch's worth is known to follow, once all but one are (positions that hold no message
 * bring no chunk, and markers of transactions at the end of a log are few), so that the next chunk is fetched while
 * that one is computed: it is declared when the next chunk is held.
 */
export class Lane implements TopicPartition {
  readonly topic: string;
  readonly partition: number;
  readonly epoch: number;
  readonly siblings: readonly number[];
  readonly kept: boolean;
  readonly next: bigint;
  readonly open: Intent | null;
  readonly attempts: number;
  readonly batches: Observable<Batch>;
  readonly dense = Number;
  /** Behind the last batch that is whole. */
  position: bigint;
  /** End of the partition as it was last seen. */
  high = 0n;
  readonly #options: LaneOptions;
  readonly #credit = new Credit(READ_AHEAD, Infinity);
  readonly #flying = new Map<bigint, Flying>();
  readonly #over = new AbortController();
  #subscriber: Subscriber<Batch> | null = null;
  #expected: bigint;
  #held: readonly LogMessage[] = [];
  #control: ChunkControl | null = null;
  #declared: bigint | null = null;
  /** Where this lane has brought the group; -1 = nowhere yet. */
  #stands = -1n;
  /** A commit is under way: the chunk cannot be given back. */
  #committing = false;
  #begun = -Infinity;
  #waiting: (() => void)[] = [];

  constructor(topic: string, partition: number, { epoch, partitions, kept }: Assignment, { next, open, attempts }: Start, options: LaneOptions) {
    this.topic = topic;
    this.partition = partition;
    this.epoch = epoch;
    this.siblings = partitions;
    this.kept = kept.includes(partition);
    this.next = this.position = this.#expected = next;
    this.open = open;
    this.attempts = attempts;
    this.#options = options;
    this.batches = new Observable((subscriber) => {
      this.#subscriber = subscriber;
      if (this.#over.signal.aborted) subscriber.complete();
      this.#changed();
    });
  }

  attempt = ({ first }: Batch): number => (this.open && first >= this.open.from && first < this.open.to ? this.attempts + 1 : 1);

  message = (batch: Batch, position: number): LogMessage => this.#flying.get(batch.first)!.messages[position]!;

  intend = async (batch: Batch): Promise<void> => {
    while (this.#alive && !this.#control) await this.#until(() => this.#control !== null || !this.#alive);
    if (!this.#alive) throw new Revoked(this.topic, this.partition);
    this.#declared = batch.first;
    if (await this.#commit(batch.first, JSON.stringify({ v: 1, to: String(batch.next), n: this.attempt(batch) }))) return;
    this.#declared = null;
    this.end();
    throw new Revoked(this.topic, this.partition);
  };

  /** A batch that is whole after its chunk was given back is committed by the next one's intention. */
  commit = async (batch: Batch): Promise<void> => {
    if (this.#control && !(await this.#commit(batch.next, ''))) this.end();
    this.position = batch.next;
    this.#declared = null;
    this.#land(batch.first);
    this.#changed();
  };

  /** Chunk -> batches; returns when it may be given back. */
  async take(chunk: LogChunk, control: ChunkControl): Promise<void> {
    const { ending } = control, { batchRows, batchBytes, shared, registry, note } = this.#options, end = (): void => this.end();
    if (ending.aborted) this.end();
    ending.addEventListener('abort', end, { once: true });
    try {
      this.#control = control;
      this.#changed();
      if (chunk.high > this.high) this.high = chunk.high;
      const fresh = chunk.messages.filter(({ offset }) => offset >= this.next), first = fresh[0]?.offset;
      if (first !== undefined && first > this.#expected && this.#expected > 0n) note(`${this.topic}/${this.partition}: positions ${this.#expected} to ${first} are not in the log (transactions, compaction or retention)`);
      this.#expected = chunk.next;
      await this.#until(() => this.#subscriber !== null || !this.#alive);
      if (fresh.length < batchRows / 4 && chunk.next >= chunk.high) await sleep(Math.max(0, this.#begun + PACE_MS - performance.now()), null, { signal: this.#over.signal }).catch(() => {});
      this.#begun = performance.now();
      const cuts = cut([...this.#held, ...fresh], { rows: batchRows, bytes: batchBytes, open: this.open, next: chunk.next });
      this.#held = [];
      for (const { messages, next } of cuts) {
        if (this.open && messages[0]!.offset < this.open.to && next < this.open.to && messages === cuts.at(-1)!.messages) { this.#held = messages; break; }
        const bytes = messages.reduce((sum, { value }) => sum + (value?.length ?? 0), 0);
        const mine = await this.#credit.take(bytes, this.#over.signal), room = mine && (await shared.take(bytes, this.#over.signal));
        if (!mine || !room || !this.#alive) { mine?.(); room?.(); break; }   // the end may have come after the room
        this.#flying.set(messages[0]!.offset, { messages, mine, shared: room });
        const batch = await messageBatch(messages, { topic: this.topic, partition: this.partition, next }, registry);
        if (!this.#alive) break;
        this.#subscriber!.next(batch);
      }
      const more = chunk.high - chunk.next >= BigInt(batchRows);
      let early: (() => void) | null = null;
      await this.#until(() => {
        if (!this.#alive) return this.#declared === null;
        if (this.#flying.size !== 1 || !more || this.#committing) return this.#flying.size === 0;
        early = this.#options.early.tryTake(0);
        if (early) this.#control = null;   // at once: an intention that comes between this and the return would be refused
        return early !== null;
      });
      if (early) this.#keep(early);
      else await this.#pass(chunk.next);
    } finally {
      ending.removeEventListener('abort', end);
      this.#control = null;
    }
  }

  finished = (): void => {
    this.#declared = null;
    for (const first of [...this.#flying.keys()]) this.#land(first);
    this.end();
    this.#changed();
  };

  /**
   * The batch that stays behind when its chunk is given back holds none of the shared room: another partition may be waiting for that, and no chunk would
   * come before that one has given its own back.
   */
  #keep(early: () => void): void {
    const [left] = this.#flying.values();
    if (!left) return early();   // it has landed since
    const { shared } = left;
    left.shared = early;
    shared();
  }

  /** What is stored already and positions without a message become no batch: the group is moved behind them, else it would never stand at the end. */
  async #pass(next: bigint): Promise<void> {
    if (!this.#alive || this.#flying.size > 0 || this.#held.length > 0 || this.#stands >= next || (this.open && this.position < this.open.to)) return;
    if (!(await this.#commit(next, ''))) return this.end();
    if (next > this.position) this.position = next;
  }

  async #commit(offset: bigint, metadata: string): Promise<boolean> {
    this.#committing = true;
    try {
      const done = (await this.#control!.commit(offset, metadata)) === 'ok';
      if (done) this.#stands = offset;
      return done;
    } finally {
      this.#committing = false;
      this.#changed();
    }
  }

  #land(first: bigint): void {
    const { mine, shared } = this.#flying.get(first)!;
    this.#flying.delete(first);
    mine();
    shared();
  }

  /** Nothing further is declared: what is declared ends, the rest is dropped and will be read again by whoever owns the partition then. */
  end(): void {
    if (!this.#alive) return;
    this.#over.abort();
    for (const first of [...this.#flying.keys()]) if (first !== this.#declared) this.#land(first);
    this.#subscriber?.complete();
    this.#changed();
  }

  /** Has it not ended yet? */
  get alive(): boolean { return this.#alive; }

  /** Everything that was handed to it is whole. */
  get idle(): boolean { return this.#flying.size === 0 && this.#held.length === 0; }

  get #alive(): boolean { return !this.#over.signal.aborted; }

  #changed(): void { for (const look of this.#waiting.splice(0)) look(); }

  async #until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => { this.#waiting.push(resolve); });
  }
}
