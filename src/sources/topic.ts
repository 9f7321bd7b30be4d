import { Observable, type Subscriber } from 'rxjs';
import { usage } from '../model/fault.js';
import type { Assignment, Committed, LogConsumer } from '../model/log.js';
import type { Intent } from '../model/ports.js';
import { Lane, type LaneOptions, type Start, type TopicPartition } from './lane.js';

/** What the store knows of a partition. */
export interface Stored {
  /** Behind its last whole batch; 0 = nothing. */
  readonly next: bigint;
  /** Behind the last row at or after `next`: a batch that was begun and is not whole; `next` = none. */
  readonly beyond: bigint;
}

export interface TopicOptions extends LaneOptions {
  readonly topic: string;
  readonly group: string;
  readonly stored: (partition: number) => Promise<Stored>;
  /** When the newest batch of a partition was stored, ms since 1970. */
  readonly storedAt: (partition: number) => Promise<number>;
}

/** How far the clocks of a producer and of the store may be apart, ms. */
const CLOCKS_MS = 60_000;

/** A topic as this process sees it: a partition of its own for every assignment. */
export interface Topic {
  /** One per assigned partition and assignment. Errors when the log can be read no more; completes when stopped. */
  readonly partitions: Observable<TopicPartition>;
  /** Messages between what is whole and the end, by partition assigned to this process. */
  readonly lag: () => ReadonlyMap<number, number>;
  /** Has the group given this process its share? */
  readonly joined: () => boolean;
  /** Are all positions below these ends whole, for the whole group? */
  readonly reached: (ends: ReadonlyMap<number, { readonly low: bigint; readonly high: bigint }>) => Promise<boolean>;
  /** Asks for the ends of the partitions again, for `lag`. */
  readonly look: () => Promise<void>;
  /** No further batch is begun, what is declared ends, the group is left. */
  readonly stop: () => Promise<void>;
}

interface Declared { readonly v?: unknown; readonly to?: unknown; readonly n?: unknown }

/** Commit metadata -> what was declared with it; null: nothing, or another program's words. */
export const declaredIn = ({ offset, metadata }: Committed): { readonly intent: Intent; readonly attempts: number } | null => {
  if (metadata === '') return null;
  try {
    const { v, to, n } = JSON.parse(metadata) as Declared;
    if (v !== 1 || typeof to !== 'string' || !/^\d{1,19}$/.test(to) || BigInt(to) <= offset) return null;
    return { intent: { from: offset, to: BigInt(to) }, attempts: typeof n === 'number' && n > 0 ? n : 1 };
  } catch {
    return null;
  }
};

/**
 * Where a partition goes on: behind the committed position and behind what the store holds, whichever is further. A range that was declared and is not whole
 * there comes first, exactly as it was declared.
 */
export const startOf = (committed: Committed | undefined, stored: Stored, low: bigint): Start => {
  const declared = committed && declaredIn(committed);
  if (declared && declared.intent.to > stored.next) return { next: declared.intent.from, open: declared.intent, attempts: declared.attempts };
  const next = [committed?.offset ?? low, stored.next].reduce((a, b) => (a > b ? a : b));
  return { next, open: stored.beyond > next ? { from: next, to: stored.beyond } : null, attempts: stored.beyond > next ? 1 : 0 };
};

/**
 * A consumer's assignments as partitions of the dataflow. The log's group keeps the position and what is being written (`Lane`); the store is asked where
 * its own rows end, so that a lost or fresh group doubles nothing.
 */
export const openTopic = (consumer: LogConsumer, options: TopicOptions): Topic => {
  const { topic, group, note } = options;
  const lanes = new Map<number, Promise<Lane>>();
  let epoch = 0, current: Lane[] = [];

  const start = async (partition: number): Promise<Start> => {
    const [committed, ends, stored] = await Promise.all([consumer.committed(), consumer.ends(), options.stored(partition)]);
    const mine = committed.get(partition), { low, high } = ends.get(partition) ?? { low: 0n, high: 0n }, found = startOf(mine, stored, low);
    const least = found.open?.to ?? found.next, anew = 'a topic that was made anew needs a name of its own (its positions are in the store already)';
    if (least > high) throw usage(`topic ${topic}: got ${high} as the end of partition ${partition}, allowed at least ${least}, where group ${group} and the store stand; ${anew}`);
    // A group's positions go with its topic. What was stored before this message was sent cannot be this message.
    const newer = mine || stored.next === 0n ? undefined : (await consumer.since((await options.storedAt(partition)) + CLOCKS_MS)).get(partition);
    if (newer !== undefined && newer < stored.next) throw usage(`topic ${topic}: got a message at position ${newer} of partition ${partition} that is newer than the row stored for it; ${anew}`);
    if ((mine || stored.next > 0n) && low > found.next) note(`${topic}/${partition}: positions ${found.next} to ${low} were deleted from the log before they were stored (retention)`);
    if (mine && stored.next === 0n && mine.offset > low) note(`${topic}/${partition}: group ${group} stands at ${mine.offset}, but this store holds nothing of it; another --group reads from the beginning`);
    if (stored.next > (mine?.offset ?? 0n) && !found.open && !(mine && declaredIn(mine))) note(`${topic}/${partition}: the store holds everything below ${stored.next}; going on there`);
    return found.open === null && low > found.next ? { ...found, next: low } : found;
  };

  const endLanes = (): void => { for (const lane of current) lane.end(); current = []; lanes.clear(); };

  const assign = (assignment: Assignment, subscriber: Subscriber<TopicPartition>, failed: (error: unknown) => void): void => {
    const { epoch: number, partitions } = assignment;
    endLanes();
    epoch = number;
    for (const partition of partitions) {
      const opened = start(partition).then((from) => {
        const lane = new Lane(topic, partition, assignment, from, options);
        if (epoch !== number) lane.end();
        else { current.push(lane); subscriber.next(lane); }
        return lane;
      });
      opened.catch(failed);
      lanes.set(partition, opened);
    }
  };

  return {
    partitions: new Observable((subscriber) => {
      let failure: unknown = null;
      const failed = (error: unknown): void => { failure ??= error; void consumer.drain(); };
      consumer.run(async (chunk, control) => {
        const opening = lanes.get(chunk.partition);
        if (!opening || chunk.epoch !== epoch || failure !== null) return;
        const lane = await opening.catch(() => null);
        if (lane?.epoch === chunk.epoch) await lane.take(chunk, control);
      }, (assignment) => assign(assignment, subscriber, failed)).then(
        () => { endLanes(); if (failure === null) subscriber.complete(); else subscriber.error(failure); },
        (error: unknown) => { endLanes(); subscriber.error(failure ?? error); });
    }),
    lag: () => new Map(current.map((lane) => [lane.partition, Math.max(0, Number(lane.high - lane.position))])),
    joined: () => epoch > 0 && current.length === lanes.size && current.every(({ alive }) => alive),
    reached: async (ends) => {
      const committed = await consumer.committed(), here = new Map(current.map((lane) => [lane.partition, lane])), read = consumer.read();
      return [...ends].every(([partition, { low, high }]) => {
        const lane = here.get(partition);
        return high <= low || (committed.get(partition)?.offset ?? 0n) >= high || (lane !== undefined && (lane.position >= high || (lane.idle && (read.get(partition) ?? 0n) >= high)));
      });
    },
    look: async () => {
      const ends = await consumer.ends();
      for (const lane of current) lane.high = ends.get(lane.partition)?.high ?? lane.high;
    },
    stop: () => consumer.drain(),
  };
};
