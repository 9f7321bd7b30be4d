import { describe, expect, it, onTestFinished } from 'vitest';
import type { Batch } from '../../src/model/batch.js';
import { Fault } from '../../src/model/fault.js';
import type { Committed, LogConsumer } from '../../src/model/log.js';
import { Credit } from '../../src/sources/credit.js';
import type { TopicPartition } from '../../src/sources/lane.js';
import { memoryLog, type MemoryLog, type MemoryLogOptions } from '../../src/sources/memory.js';
import { declaredIn, openTopic, startOf, type Stored } from '../../src/sources/topic.js';
import { until } from '../contracts/log-scene.js';

describe('what a commit declares', () => {
  const at = (metadata: string, offset = 10n): Committed => ({ offset, metadata });
  it.each<[string, string, ReturnType<typeof declaredIn>]>([
    ['as contract 8.1 has it', '{"v":1,"to":"20","n":3}', { intent: { from: 10n, to: 20n }, attempts: 3 }],
    ['without a count', '{"v":1,"to":"20"}', { intent: { from: 10n, to: 20n }, attempts: 1 }],
    ['with a count that is none', '{"v":1,"to":"20","n":"2"}', { intent: { from: 10n, to: 20n }, attempts: 1 }],
    ['with a count of nothing', '{"v":1,"to":"20","n":0}', { intent: { from: 10n, to: 20n }, attempts: 1 }],
    ['beyond 2^53', '{"v":1,"to":"9007199254740993","n":1}', { intent: { from: 10n, to: 9007199254740993n }, attempts: 1 }],
    ['nothing', '', null], ['an empty range', '{"v":1,"to":"10","n":1}', null], ['a range backwards', '{"v":1,"to":"9","n":1}', null],
    ['an end that is a number', '{"v":1,"to":20,"n":1}', null], ['an end with a sign', '{"v":1,"to":"+20","n":1}', null], ['an end beyond 64 bits', '{"v":1,"to":"20000000000000000000","n":1}', null],
    ['an end that is empty', '{"v":1,"to":"","n":1}', null], ['another version', '{"v":2,"to":"20","n":1}', null], ['no version', '{"to":"20","n":1}', null],
    ['words of another program', 'consumer-7', null], ['JSON of another program', '{"host":"a"}', null], ['a number', '20', null], ['null', 'null', null], ['a list', '[1]', null], ['half a JSON', '{"v":1,"to":"20"', null],
  ])('%s', (_, metadata, declared) => { expect(declaredIn(at(metadata))).toEqual(declared); });
});

describe('where a partition goes on', () => {
  const none = (next: bigint) => ({ next, open: null, attempts: 0 }), redo = (from: bigint, to: bigint, attempts: number) => ({ next: from, open: { from, to }, attempts });
  const whole = (next: bigint): Stored => ({ next, beyond: next }), half = (next: bigint, beyond: bigint): Stored => ({ next, beyond });
  const plain = (offset: bigint): Committed => ({ offset, metadata: '' }), intent = (offset: bigint, to: bigint, n = 2): Committed => ({ offset, metadata: JSON.stringify({ v: 1, to: String(to), n }) });
  it.each<[string, Committed | undefined, Stored, bigint, ReturnType<typeof startOf>]>([
    ['no commit, nothing stored: at the beginning', undefined, whole(0n), 0n, none(0n)],
    ['no commit, nothing stored, a log that begins later', undefined, whole(0n), 7n, none(7n)],
    ['a commit without metadata', plain(10n), whole(10n), 0n, none(10n)],
    ['a commit with the words of another program', { offset: 10n, metadata: 'consumer-7' }, whole(10n), 0n, none(10n)],
    ['a commit that declares nothing, and a store that is behind: the group is believed', plain(10n), whole(4n), 0n, none(10n)],
    ['declared, nothing of it stored', intent(10n, 20n), whole(10n), 0n, redo(10n, 20n, 2)],
    ['declared, some of it stored', intent(10n, 20n), half(10n, 14n), 0n, redo(10n, 20n, 2)],
    ['declared, all rows stored but the last', intent(10n, 20n), half(10n, 20n), 0n, redo(10n, 20n, 2)],
    ['declared and whole', intent(10n, 20n), whole(20n), 0n, none(20n)],
    ['declared, whole, and the store is further', intent(10n, 20n), whole(30n), 0n, none(30n)],
    ['declared, and the store has never heard of the partition', intent(10n, 20n, 1), whole(0n), 0n, redo(10n, 20n, 1)],
    ['the store is ahead of the group', plain(10n), whole(30n), 0n, none(30n)],
    ['the store is ahead of the group, with a batch half written', plain(10n), half(30n, 34n), 0n, redo(30n, 34n, 1)],
    ['the group is ahead of the store, by more than was half written', plain(40n), half(30n, 34n), 0n, none(40n)],
    ['lost offsets', undefined, whole(30n), 0n, none(30n)],
    ['lost offsets and a batch half written', undefined, half(30n, 34n), 0n, redo(30n, 34n, 1)],
    ['lost offsets, a batch half written as the first', undefined, half(0n, 4n), 0n, redo(0n, 4n, 1)],
    ['retention: the log begins behind the group', plain(10n), whole(10n), 50n, none(10n)],
    ['retention and lost offsets: the log begins behind the store', undefined, whole(30n), 50n, none(50n)],
    ['retention within what was declared', intent(10n, 20n), half(10n, 20n), 15n, redo(10n, 20n, 2)],
  ])('%s', (_, committed, stored, low, start) => { expect(startOf(committed, stored, low)).toEqual(start); });
});

interface SceneOptions extends MemoryLogOptions {
  readonly partitions?: number;
  readonly messages?: number;
  readonly stored?: (partition: number) => Stored | Promise<Stored>;
  readonly storedAt?: number;
  readonly timestamp?: number | null;
}

const TOPIC = 'crawl', GROUP = 'curators', NOTHING: Stored = { next: 0n, beyond: 0n };

/** A topic with some messages `0`, `1`, ... in each partition, and members that end with the test. */
const scene = async ({ partitions = 1, messages = 5, stored = () => NOTHING, storedAt = 0, timestamp = null, ...options }: SceneOptions = {}) => {
  const log = memoryLog(options);
  await log.createTopic(TOPIC, { partitions, maxMessageBytes: 1e6 });
  const append = (from: number, to: number): void => { for (let partition = 0; partition < partitions; partition++) for (let i = from; i < to; i++) log.append(TOPIC, partition, { key: null, value: Buffer.from(String(i)), headers: {}, timestamp }); };
  append(0, messages);
  const consumer = (partitionBytes = 1e6): Promise<LogConsumer> => log.consumer({ topic: TOPIC, group: GROUP, partitionBytes, fetchBytes: 1e6, sessionMs: 1000 });
  const join = async (batchRows = 2, partitionBytes?: number) => {
    const member = await consumer(partitionBytes), notes: string[] = [], lanes: TopicPartition[] = [], batches: string[] = [];
    const topic = openTopic(member, {
      topic: TOPIC, group: GROUP, batchRows, batchBytes: 1e6, shared: new Credit(9, 1e6), early: new Credit(1, Infinity), registry: null, note: (sentence) => notes.push(sentence), stored: async (partition) => stored(partition), storedAt: async () => storedAt,
    });
    onTestFinished(() => topic.stop());
    let ended: unknown;
    /** Takes what comes, and makes it whole unless told otherwise. */
    const run = (work: (partition: TopicPartition, batch: Batch) => Promise<void> = async (partition, batch) => { await partition.intend(batch); await partition.commit(batch); }) => {
      topic.partitions.subscribe({
        next: (partition) => {
          lanes.push(partition);
          let turn: Promise<unknown> = Promise.resolve();
          partition.batches.subscribe({ next: (batch) => {
            batches.push(`${batch.partition}:${batch.first}-${batch.next}`);
            turn = turn.then(() => work(partition, batch)).catch(() => {});
          }, complete: () => { void turn.then(() => partition.finished()); } });
        },
        error: (error: unknown) => { ended = error; }, complete: () => { ended = 'completed'; },
      });
    };
    return { member, topic, notes, lanes, batches, run, ended: () => ended };
  };
  const observer = await consumer();
  return { log, join, append, committed: () => observer.committed() };
};
/** The state of a group, made by a member that comes before all others. */
const committedAt = async (log: MemoryLog, positions: Readonly<Record<number, Committed>>): Promise<void> => {
  const member = await log.consumer({ topic: TOPIC, group: GROUP, partitionBytes: 1e6, fetchBytes: 1e6, sessionMs: 1000 });
  const left = new Set(Object.keys(positions).map(Number));
  await member.run(async ({ partition }, { commit }) => { if (left.delete(partition)) await commit(positions[partition]!.offset, positions[partition]!.metadata); if (left.size === 0) void member.drain(); }, () => {});
};
const whole = async (ended: () => boolean | Promise<boolean>): Promise<void> => until('the end', ended, 5000);

describe('a topic', () => {
  it('is one lane per partition, read to its end, and completes when stopped', async () => {
    const { join, committed } = await scene({ partitions: 2 }), { topic, lanes, batches, run, ended, notes } = await join();
    expect([topic.joined(), [...topic.lag()]]).toEqual([false, []]);
    run();
    await whole(async () => [...(await committed()).values()].filter(({ offset }) => offset === 5n).length === 2);
    expect([...batches].sort()).toEqual(['0:0-2', '0:2-4', '0:4-5', '1:0-2', '1:2-4', '1:4-5']);
    expect([topic.joined(), topic.lag(), notes]).toEqual([true, new Map([[0, 0], [1, 0]]), []]);
    expect(lanes.map(({ partition, epoch, siblings, kept, next, open, attempts }) => [partition, epoch, siblings, kept, next, open, attempts])).toEqual([[0, 1, [0, 1], false, 0n, null, 0], [1, 1, [0, 1], false, 0n, null, 0]]);
    expect(await committed()).toEqual(new Map([[0, { offset: 5n, metadata: '' }], [1, { offset: 5n, metadata: '' }]]));
    await topic.stop();
    expect(ended()).toBe('completed');
  });

  it('knows its lag, also of what it has not fetched yet', async () => {
    const { join, append } = await scene(), { topic, run, batches } = await join();
    run(() => new Promise(() => {}));
    await whole(() => batches.length === 2);
    expect([...topic.lag()]).toEqual([[0, 5]]);
    append(5, 8);
    await topic.look();
    expect([...topic.lag()]).toEqual([[0, 8]]);
  });

  it('has reached an end when the group or this process stands there; an empty partition counts as reached', async () => {
    const { log, join } = await scene({ partitions: 3, stored: (partition) => (partition === 2 ? { next: 5n, beyond: 5n } : NOTHING) });
    await committedAt(log, { 0: { offset: 4n, metadata: '' }, 1: { offset: 5n, metadata: '' } });
    const { topic, run, lanes } = await join(), reached = (...ends: bigint[]) => topic.reached(new Map(ends.map((high, partition) => [partition, { low: 0n, high }])));
    run(() => new Promise(() => {}));
    await whole(() => lanes.length === 3);
    expect(await Promise.all([reached(5n, 5n, 5n), reached(4n, 5n, 5n), reached(4n, 6n, 5n), reached(4n, 5n, 6n), reached(4n)])).toEqual([false, true, false, false, true]);
    expect(await topic.reached(new Map([[0, { low: 0n, high: 4n }], [7, { low: 3n, high: 3n }]]))).toBe(true);
  });

  it('has reached the end of a log that ends in offsets without a message, once what was before them is whole', async () => {
    const { log, join, committed } = await scene(), { topic, run } = await join(), reached = () => topic.reached(new Map([[0, { low: 0n, high: 6n }]]));
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => { release = resolve; });
    run(async (partition, batch) => { await partition.intend(batch); if (batch.next === 5n) await gate; await partition.commit(batch); });
    await whole(async () => (await committed()).get(0)?.offset === 4n);
    log.append(TOPIC, 0, null);
    expect(await reached()).toBe(false);
    release();
    await whole(reached);
    expect(await committed()).toEqual(new Map([[0, { offset: 5n, metadata: '' }]]));
  });

  it('has not reached an end that is read while a batch before it is not whole', async () => {
    let fetches = 0;
    // A chunk of two messages; the others are gone when the next one is fetched.
    const { log, join, append, committed } = await scene({ messages: 5, fetching: async () => { if (++fetches === 2) log.drop(TOPIC, 0, [2n, 3n, 4n]); } });
    const { topic, member, run, batches } = await join(3, 170), reached = () => topic.reached(new Map([[0, { low: 0n, high: 5n }]]));
    run();
    await whole(() => member.read().get(0) === 5n);
    expect([batches, await reached()]).toEqual([['0:0-2'], false]);
    append(5, 6);
    await whole(async () => (await committed()).get(0)?.offset === 6n);
    expect(await reached()).toBe(true);
  });

  it('goes on where the store stands, and brings the group there when nothing is left to do', async () => {
    const { log, join, committed } = await scene({ stored: () => ({ next: 5n, beyond: 5n }) });
    await committedAt(log, { 0: { offset: 3n, metadata: '{"v":1,"to":"5","n":1}' } });
    const { run, batches } = await join();
    run();
    await whole(async () => (await committed()).get(0)!.offset === 5n);
    expect([batches, await committed()]).toEqual([[], new Map([[0, { offset: 5n, metadata: '' }]])]);
  });

  it('brings the group behind offsets without a message at the end of a range that was declared before they were there', async () => {
    const { log, join, committed } = await scene({ messages: 3 });
    await committedAt(log, { 0: { offset: 1n, metadata: '{"v":1,"to":"3","n":1}' } });
    log.append(TOPIC, 0, null);
    const { run, batches } = await join();
    run();
    await whole(async () => (await committed()).get(0)!.offset === 4n);
    expect(batches).toEqual(['0:1-3']);
  });

  it('redoes what was declared first, in the same bounds, and counts the attempt', async () => {
    const { log, join, committed } = await scene({ messages: 9, stored: () => ({ next: 2n, beyond: 4n }) });
    await committedAt(log, { 0: { offset: 2n, metadata: '{"v":1,"to":"7","n":4}' } });
    const { run, batches } = await join(), seen: string[] = [];
    run(async (partition, batch) => {
      await partition.intend(batch);
      seen.push(`${(await committed()).get(0)!.metadata} ${partition.attempt(batch)}`);
      await partition.commit(batch);
    });
    await whole(async () => (await committed()).get(0)!.offset === 9n);
    expect([batches, seen]).toEqual([['0:2-7', '0:7-9'], ['{"v":1,"to":"7","n":5} 5', '{"v":1,"to":"9","n":1} 1']]);
  });

  it('refuses a topic that was made anew under the same name, in the words of a user', async () => {
    const fault = async (options: SceneOptions, positions: Readonly<Record<number, Committed>> = {}) => {
      const { log, join } = await scene(options);
      if (Object.keys(positions).length) await committedAt(log, positions);
      const { run, ended } = await join();
      run();
      await whole(() => ended() !== undefined);
      return ended() as Fault;
    };
    const words = (least: number) => `topic crawl: got 5 as the end of partition 0, allowed at least ${least}, where group curators and the store stand; a topic that was made anew needs a name of its own (its positions are in the store already)`;
    for (const [options, positions, least] of [
      [{ stored: () => ({ next: 6n, beyond: 6n }) }, {}, 6], [{ stored: () => ({ next: 4n, beyond: 7n }) }, {}, 7],
      [{}, { 0: { offset: 8n, metadata: '' } }, 8], [{}, { 0: { offset: 4n, metadata: '{"v":1,"to":"9","n":1}' } }, 9],
    ] as const) {
      const error = await fault(options, positions);
      expect([error.name, error.code, error.message]).toEqual(['Fault', 2, words(least)]);
    }
  });

  it('refuses one that has grown beyond the old one, by the age of its messages', async () => {
    const after = async (options: SceneOptions, positions: Readonly<Record<number, Committed>> = {}) => {
      const { log, join } = await scene({ stored: () => ({ next: 3n, beyond: 3n }), storedAt: 1_000_000, ...options });
      if (Object.keys(positions).length) await committedAt(log, positions);
      const { run, ended, lanes } = await join();
      run();
      await whole(() => ended() !== undefined || lanes.length === 1);
      return (ended() as Fault | undefined)?.message ?? lanes[0]!.next;
    };
    expect(await after({ timestamp: 1_100_000 })).toBe('topic crawl: got a message at position 0 of partition 0 that is newer than the row stored for it; '
      + 'a topic that was made anew needs a name of its own (its positions are in the store already)');
    // Clocks differ by less than a minute; no time stands in the message; the group knows its topic.
    expect([await after({ timestamp: 1_050_000 }), await after({}), await after({ timestamp: 1_100_000 }, { 0: { offset: 3n, metadata: '' } })]).toEqual([3n, 3n, 3n]);
  });

  it('says what retention took before it was stored, and what the group has done elsewhere', async () => {
    const said = async (options: SceneOptions, committed: Committed | null, low = 0n) => {
      const { log, join } = await scene({ messages: 9, ...options });
      if (committed) await committedAt(log, { 0: committed });
      log.trim(TOPIC, 0, low);
      const { run, lanes, notes } = await join();
      run(() => new Promise(() => {}));
      await whole(() => lanes.length === 1);
      return [lanes[0]!.next, notes] as const;
    };
    const at = (next: bigint, beyond = next) => ({ stored: () => ({ next, beyond }) }), plain = (offset: bigint) => ({ offset, metadata: '' });
    expect(await said({}, null)).toEqual([0n, []]);
    expect(await said(at(4n), plain(4n))).toEqual([4n, []]);
    expect(await said(at(3n), plain(3n), 5n)).toEqual([5n, ['crawl/0: positions 3 to 5 were deleted from the log before they were stored (retention)']]);
    expect(await said({}, null, 5n)).toEqual([5n, []]);
    expect(await said(at(0n), plain(4n))).toEqual([4n, ['crawl/0: group curators stands at 4, but this store holds nothing of it; another --group reads from the beginning']]);
    expect(await said(at(6n), plain(4n))).toEqual([6n, ['crawl/0: the store holds everything below 6; going on there']]);
    expect(await said(at(6n), null)).toEqual([6n, ['crawl/0: the store holds everything below 6; going on there']]);
    expect(await said(at(6n), { offset: 4n, metadata: '{"v":1,"to":"6","n":1}' })).toEqual([6n, []]);
    expect(await said(at(4n, 6n), plain(4n))).toEqual([4n, []]);
  });

  it('fails when the store cannot say where it stands, or the log cannot be read', async () => {
    const trouble = new Fault('store: does not answer'), { join } = await scene({ stored: () => Promise.reject(trouble) }), first = await join();
    first.run();
    await whole(() => first.ended() !== undefined);
    expect(first.ended()).toBe(trouble);
    const { log, join: again } = await scene(), second = await again(), broken = new Fault('brokers: no answer');
    second.run(() => new Promise(() => {}));
    await whole(() => second.batches.length > 0);
    log.breakReading(TOPIC, 0, broken);
    await second.topic.stop();
    expect(second.ended()).toBe('completed');
    const third = await again();
    third.run();
    await whole(() => third.ended() !== undefined);
    expect(third.ended()).toBe(broken);
  });
});

describe('a new assignment', () => {
  it('ends the lanes before it: what was not declared is dropped and comes again under the new one', async () => {
    const { log, join, committed } = await scene({ partitions: 2 }), a = await join(), refused: string[] = [];
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => { release = resolve; });
    a.run(async (partition, batch) => {
      if (partition.epoch === 1) await gate;
      await partition.intend(batch).catch((error: Error) => { refused.push(`${error.name} ${batch.partition}:${batch.first}`); throw error; });
      await partition.commit(batch);
    });
    await whole(() => a.batches.length === 4);
    log.addPartitions(TOPIC, 3);
    await whole(() => a.lanes.length === 5);
    expect(a.lanes.map(({ partition, epoch, siblings, kept }) => [partition, epoch, siblings.length, kept])).toEqual([[0, 1, 2, false], [1, 1, 2, false], [0, 2, 3, true], [1, 2, 3, true], [2, 2, 3, false]]);
    await whole(async () => [...(await committed()).values()].filter(({ offset }) => offset === 5n).length === 2);
    expect(refused).toEqual([]);
    release();
    await whole(() => refused.length === 4);
    expect([...refused].sort()).toEqual(['Revoked 0:0', 'Revoked 0:2', 'Revoked 1:0', 'Revoked 1:2']);
    // Two batches of each partition were read ahead under the first assignment, all three under the second.
    expect([...a.batches].sort()).toEqual(['0:0-2', '0:0-2', '0:2-4', '0:2-4', '0:4-5', '1:0-2', '1:0-2', '1:2-4', '1:2-4', '1:4-5']);
  });

  it('shares the partitions with a member that joins, and takes them back when it leaves', async () => {
    const { join, committed, append } = await scene({ partitions: 2 }), a = await join(), b = await join();
    a.run();
    await whole(async () => [...(await committed()).values()].filter(({ offset }) => offset === 5n).length === 2);
    b.run();
    await whole(() => b.lanes.length === 1 && a.lanes.length === 3);
    append(5, 9);
    await whole(async () => [...(await committed()).values()].filter(({ offset }) => offset === 9n).length === 2);
    const of = (member: typeof a) => [member.lanes.at(-1)!.partition, member.lanes.at(-1)!.kept, member.batches.slice(-2)];
    expect([of(a), of(b)]).toEqual([[0, true, ['0:5-7', '0:7-9']], [1, false, ['1:5-7', '1:7-9']]]);
    await b.topic.stop();
    await whole(() => a.lanes.length === 5);
    expect(a.lanes.slice(-2).map(({ partition, next, kept }) => [partition, next, kept])).toEqual([[0, 9n, true], [1, 9n, false]]);
  });
});
