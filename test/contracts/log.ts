import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Fault } from '../../src/model/fault.js';
import { MessageTooLarge, type ChunkHandler, type LogChunk } from '../../src/model/log.js';
import { random } from '../dedup/random.js';
import { bytes, commitAll, inOrder, out, owned, raw, received, scene, shared, sorted, text, texts, until, type LogUnderTest } from './log-scene.js';

export type { LogUnderTest, RawMessage } from './log-scene.js';

/** Bytes that no codec makes smaller. */
const noise = (length: number, seed: number): Buffer => {
  const { below } = random(seed);
  return Buffer.from(Array.from({ length }, () => below(256)));
};
const numbered = (partition: number, from: number, to: number) => Array.from({ length: to - from }, (_, i) => out(partition, `${partition}:${from + i}`));
const names = (partition: number, from: number, to: number) => Array.from({ length: to - from }, (_, i) => `${partition}:${from + i}`);
const valueBytes = ({ messages }: LogChunk): number => messages.reduce((sum, { value }) => sum + value!.length, 0);
const commitNothing: ChunkHandler = async () => {};
/** Enough calls to the log for a rebalance that should not happen to show itself. */
const CALLS = 40;

/** What every log must do, Kafka or in memory. */
export const logContract = (name: string, prepare: () => Promise<LogUnderTest>): void => {
  describe(`log contract: ${name}`, () => {
    let under: LogUnderTest;
    beforeAll(async () => { under = await prepare(); });
    afterAll(async () => { await under?.close(); });

    describe('topics and producers', () => {
      it('shows a topic that is there, and leaves one that is there as it is', async () => {
        const { log, topic } = await scene(under, 3, 50_000);
        expect(await log.topic(`${topic}-missing`)).toBeNull();
        expect(await log.topic(topic)).toEqual({ partitions: 3, maxMessageBytes: 50_000 });
        await log.createTopic(topic, { partitions: 5, maxMessageBytes: 90_000 });
        expect(await log.topic(topic)).toEqual({ partitions: 3, maxMessageBytes: 50_000 });
      });

      it('answers questions about several topics at once', async () => {
        const { log, topic, send } = await scene(under, 2), consumer = await log.consumer({ topic, group: `${topic}-asks`, partitionBytes: 1e6, fetchBytes: 1e6, sessionMs: 6000 }), other = `${topic}-other`;
        await send(out(0, 'one'));
        await log.createTopic(other, { partitions: 1, maxMessageBytes: 50_000 });
        for (let round = 0; round < 10; round++) {
          const asks = (): Promise<unknown>[] => [consumer.ends(), log.topic(other), consumer.ends(), log.topic(topic)];
          const answer = [new Map([[0, { low: 0n, high: 1n }], [1, { low: 0n, high: 0n }]]), { partitions: 1, maxMessageBytes: 50_000 }, new Map([[0, { low: 0n, high: 1n }], [1, { low: 0n, high: 0n }]]), { partitions: 2, maxMessageBytes: 1_000_000 }];
          expect(await Promise.all([...asks(), ...asks()])).toEqual([...answer, ...answer]);
        }
      });

      it('makes a compacted topic, which takes messages with keys', async () => {
        const { log, topic, idle } = await scene(under, 1), name = `${topic}-compacted`, producer = await log.producer();
        await log.createTopic(name, { partitions: 1, maxMessageBytes: 50_000, compacted: true });
        expect(await log.topic(name)).toEqual({ partitions: 1, maxMessageBytes: 50_000 });
        for (const value of ['old', 'new']) await producer.send(name, [{ ...out(0, value), key: bytes('key') }]);
        expect(await (await idle('idle', { topic: name })).ends()).toEqual(new Map([[0, { low: 0n, high: 2n }]]));
      });

      it('appends to every partition in the order of sending, and shows the ends', async () => {
        const { send, join, idle, topic, log } = await scene(under, 3);
        const reader = await idle('idle');
        expect(await reader.ends()).toEqual(new Map([0, 1, 2].map((partition) => [partition, { low: 0n, high: 0n }])));
        await send();
        for (let from = 0; from < 30; from += 10) await send(...[2, 0, 1].flatMap((partition) => numbered(partition, from, from + 10)));
        const second = await log.producer();
        await second.send(topic, numbered(1, 30, 31));
        await second.close();
        const member = await join('a');
        await received(member, 91);
        expect([0, 1, 2].map((partition) => texts(member.chunks, partition))).toEqual([names(0, 0, 30), names(1, 0, 31), names(2, 0, 30)]);
        expect(await reader.ends()).toEqual(new Map([[0, { low: 0n, high: 30n }], [1, { low: 0n, high: 31n }], [2, { low: 0n, high: 30n }]]));
      });

      it('keeps key, value and headers byte for byte, text headers as UTF-8', async () => {
        const { send, join } = await scene(under, 1), binary = Uint8Array.from([0, 255, 128, 10]);
        await send({ partition: 0, key: binary, value: binary, headers: { binary, text: 'é\u{1F600}', none: '' } }, { partition: 0, key: null, value: null, headers: {} });
        const [first, second] = await received(await join('a'), 2);
        expect([first!.key, first!.value].map((part) => [...part!])).toEqual([[...binary], [...binary]]);
        expect(Object.entries(first!.headers).map(([header, value]) => [header, [...value]])).toEqual([['binary', [...binary]], ['text', [...bytes('é\u{1F600}')]], ['none', []]]);
        expect([second!.key, second!.value, second!.headers]).toEqual([null, null, {}]);
      });

      it('refuses a message above the limit of the topic, and goes on', async () => {
        const { send, join, log, topic } = await scene(under, 1, 20_000);
        const producer = await log.producer();
        await expect(producer.send(topic, [{ partition: 0, key: null, value: noise(20_001, 1), headers: {} }])).rejects.toBeInstanceOf(MessageTooLarge);
        await producer.send(topic, [out(0, 'small')]);
        await send(out(0, 'other'));
        expect((await received(await join('a'), 2)).map(text)).toEqual(['small', 'other']);
      });

      it('takes as much in one call as fills a batch of every partition', async () => {
        const { send, join } = await scene(under, 3, 20_000), values = Array.from({ length: 9 }, (_, i) => noise(2000, i));
        await send(...[0, 1, 2].flatMap((partition) => values.map((value) => ({ partition, key: null, value, headers: {} }))));
        const seen = await received(await join('a'), 27);
        for (let i = 0; i < 9; i++) expect(seen.filter(({ offset, value }) => offset === BigInt(i) && Buffer.from(value!).equals(values[i]!))).toHaveLength(3);
      });

      it('appends to a partition that was made after it had sent to the topic', async () => {
        const { send, topic, join } = await scene(under, 1);
        await send(out(0, 'before'));
        await under.addPartitions(topic, 3);
        await send(out(2, 'new'), out(0, 'old'), out(1, 'new'));
        const member = await join('a');
        await received(member, 4);
        expect([0, 1, 2].map((partition) => texts(member.chunks, partition))).toEqual([['before', 'old'], ['new'], ['new']]);
      });

      it('says so when a partition does not exist', async () => {
        const { send } = await scene(under, 1);
        await expect(send(out(0, 'here'), out(7, 'nowhere'))).rejects.toBeInstanceOf(Fault);
      });

      it('says so when a topic does not exist', async () => {
        const { log, topic } = await scene(under, 1), producer = await log.producer();
        await expect(producer.send(`${topic}-missing`, [out(0, 'nowhere')])).rejects.toBeInstanceOf(Fault);
      });
    });

    describe('chunks', () => {
      it('hands out one partition in order and one chunk at a time, several partitions at the same time', async () => {
        const partitions = Array.from({ length: 12 }, (_, i) => i), { topic, join, gate, overlaps, journal } = await scene(under, 12), all = gate(), inside = new Set<number>();
        await Promise.all(partitions.map((partition) => under.append(topic, partition, Array.from({ length: 20 }, (_, i) => raw(null, { value: noise(1000, i) })))));
        const member = await join('a', async (chunk, { commit }) => {
          inside.add(chunk.partition);
          if (inside.size === 12) all.open();
          await all.opened;
          await commit(chunk.next, '');
        }, { partitionBytes: 5000 });
        await received(member, 240);
        for (const partition of partitions) expect(member.chunks.filter((chunk) => chunk.partition === partition).flatMap(({ messages }) => messages.map(({ offset }) => offset))).toEqual(Array.from({ length: 20 }, (_, i) => BigInt(i)));
        expect(overlaps).toEqual([]);
        expect(new Set(journal.slice(0, 13))).toEqual(new Set(['a assigned 1', ...partitions.map((partition) => `a enters ${partition}`)]));
      });

      it.each([['partition', { partitionBytes: 5000, fetchBytes: 1 << 20 }], ['fetch', { partitionBytes: 1 << 20, fetchBytes: 5000 }]])('bounds a chunk by the bytes of a %s; a larger message comes alone', async (_, limits) => {
        const { topic, join, committed } = await scene(under, 1), sizes = [1000, 1000, 1000, 1000, 1000, 1000, 9000, 1000, 1000];
        await under.append(topic, 0, sizes.map((size, i) => raw(null, { value: noise(size, i) })));
        const { chunks } = await join('a', commitAll, limits);
        await until('the end', async () => (await committed()).get(0)?.offset === 9n);
        expect(chunks.map(valueBytes).filter((size) => size > 5000)).toEqual([9000]);
        expect(chunks.flatMap(({ messages }) => messages.map(({ value }) => value!.length))).toEqual(sizes);
        expect(chunks.map(({ messages }) => messages[0]!.offset)).toEqual([0n, ...chunks.slice(0, -1).map(({ next }) => next)]);
        for (const { epoch, messages, next, high } of chunks) expect({ epoch, next, high }).toEqual({ epoch: 1, next: messages.at(-1)!.offset + 1n, high: 9n });
      });

      it('waits at the end of the log and goes on when something is appended', async () => {
        const { send, join, committed } = await scene(under, 2), { chunks } = await join('a');
        for (let i = 0; i < 3; i++) {
          await send(out(i % 2, `m${i}`));
          await until(`message ${i}`, () => chunks.length === i + 1);
        }
        await until('commits', async () => [...(await committed()).values()].reduce((sum, { offset }) => sum + offset, 0n) === 3n);
        expect(chunks.map(({ partition, messages, high }) => [partition, messages.map(text), high])).toEqual([[0, ['m0'], 1n], [1, ['m1'], 1n], [0, ['m2'], 2n]]);
      });

      it('takes whatever a log may hold', async () => {
        const { topic, join } = await scene(under, 1, 4_000_000), large = noise(2_000_000, 5), one = Uint8Array.from([1]), two = Uint8Array.from([0, 255]);
        await under.append(topic, 0, [
          raw(null), raw(''), raw('v', { key: new Uint8Array(0) }), raw('v', { key: two, headers: { '': two, binary: Uint8Array.from([0, 128, 255]), empty: new Uint8Array(0) } }),
          raw('repeated', { headers: { h: [one, two] } }), raw('no time', { timestamp: null }), raw('time', { timestamp: 1_700_000_000_123 }), raw(null, { value: large }),
        ]);
        const seen = await received(await join('a'), 8);
        expect(seen.map(({ offset, key, value }) => [offset, key && [...key], value && value.length])).toEqual([
          [0n, null, null], [1n, null, 0], [2n, [], 1], [3n, [0, 255], 1], [4n, null, 8], [5n, null, 7], [6n, null, 4], [7n, null, 2_000_000],
        ]);
        expect(Object.fromEntries(Object.entries(seen[3]!.headers).map(([header, value]) => [header, [...value]]))).toEqual({ '': [0, 255], binary: [0, 128, 255], empty: [] });
        expect([[1], [0, 255]]).toContainEqual([...seen[4]!.headers['h']!]);
        expect([seen[5]!.timestamp, seen[6]!.timestamp]).toEqual([null, 1_700_000_000_123]);
        expect(Buffer.from(seen[7]!.value!).equals(large)).toBe(true);
      });

      it('passes over offsets without messages, also where there is nothing else', async () => {
        const { topic, group, join, committed, idle, send } = await scene(under, 1), reader = await idle('idle');
        await under.append(topic, 0, [raw('a0'), raw('a1')]);
        await under.gap(topic, 0);
        await under.append(topic, 0, [raw('b0')]);
        await under.gap(topic, 0);
        const high = (await reader.ends()).get(0)!.high, first = await join('first');
        await until('commit behind the last gap', async () => (await committed()).get(0)?.offset === high);
        const [a0, a1, b0] = first.chunks.flatMap(({ messages }) => messages);
        expect([a0, a1, b0].map((message) => text(message!))).toEqual(['a0', 'a1', 'b0']);
        expect([a0!.offset, a1!.offset, b0!.offset > 2n]).toEqual([0n, 1n, true]);
        expect(first.chunks.at(-1)!.next).toBe(high);
        await first.consumer.drain();

        const second = await join('second', async (_, { commit }) => { await commit(2n, 'within the gap'); });
        await send(out(0, 'c0'));
        await received(second, 1);
        await second.consumer.drain();
        const third = await join('third');
        await received(third, 2);
        await third.consumer.drain();
        const small = await join('small', commitNothing, { partitionBytes: 1, group: `${group}-small` });
        await received(small, 4);
        expect([second, third, small].map(({ chunks }) => texts(chunks))).toEqual([['c0'], ['b0', 'c0'], ['a0', 'a1', 'b0', 'c0']]);
      });

      it('tells how far it has read, also where no chunk tells', async () => {
        const { topic, join, idle } = await scene(under, 1), reader = await idle('idle');
        await under.append(topic, 0, [raw('a0')]);
        const member = await join('a');
        await received(member, 1);
        await until('behind the message', () => member.consumer.read().get(0) === 1n);
        await under.gap(topic, 0);
        const { high } = (await reader.ends()).get(0)!;
        await until('behind the gap', () => member.consumer.read().get(0) === high);
        expect([high > 1n, member.chunks.length]).toEqual([true, 1]);
        await member.consumer.drain();
      });

      it('begins at what is left when the log was cut behind the committed position', async () => {
        const { topic, join, idle } = await scene(under, 1);
        await under.append(topic, 0, Array.from({ length: 8 }, (_, i) => raw(`m${i}`)));
        const first = await join('first', async (_, { commit }) => { await commit(2n, 'to 4'); });
        await until('a commit', () => first.chunks.length > 0);
        await first.consumer.drain();
        await under.trim(topic, 0, 5n);
        const reader = await idle('idle');
        expect(await reader.committed()).toEqual(new Map([[0, { offset: 2n, metadata: 'to 4' }]]));
        expect(await reader.ends()).toEqual(new Map([[0, { low: 5n, high: 8n }]]));
        const second = await join('second');
        await received(second, 3);
        expect([texts(second.chunks), second.chunks[0]!.messages[0]!.offset]).toEqual([['m5', 'm6', 'm7'], 5n]);
      });
    });

    describe('positions', () => {
      it('are read back by others with their metadata, and kept over restarts', async () => {
        const { send, join, idle, committed } = await scene(under, 3), told: string[] = [];
        await send(...numbered(0, 0, 5), ...numbered(2, 0, 5));
        const other = await idle('other', { group: `other-${Math.trunc(performance.now())}-${name}` });
        expect([await committed(), await other.committed()]).toEqual([new Map(), new Map()]);
        const longest = 'é'.repeat(2048), member = await join('a', async ({ partition, next }, { commit }) => {
          if (partition === 2) told.push(await commit(next, ''));
          else for (const [offset, metadata] of [[4n, 'far'], [0n, 'again'], [0n, '{"v":1,"to":"3","n":0}'], [3n, longest]] as const) told.push(await commit(offset, metadata));
        });
        await until('commits', () => told.length >= 5);
        const expected = new Map([[0, { offset: 3n, metadata: longest }], [2, { offset: 5n, metadata: '' }]]);
        expect(told).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
        expect(inOrder(await committed())).toEqual(expected);
        await member.consumer.drain();
        expect(await other.committed()).toEqual(new Map());
        const restarted = await idle('restarted');
        expect(inOrder(await restarted.committed())).toEqual(expected);
      });

      it('refuse metadata that is too long', async () => {
        const { send, join, committed } = await scene(under, 1), told: unknown[] = [];
        await send(...numbered(0, 0, 2));
        await join('a', async (_, { commit }) => {
          told.push(await commit(1n, 'before'));
          told.push(await commit(2n, 'x'.repeat(4097)).catch((error: unknown) => error instanceof Error && 'refused'));
        });
        await until('an answer', () => told.length >= 2);
        expect([told, await committed()]).toEqual([['ok', 'refused'], new Map([[0, { offset: 1n, metadata: 'before' }]])]);
      });

      it('decide where reading goes on: everything that is not committed comes again, nothing else', async () => {
        const { send, join } = await scene(under, 2);
        await send(...numbered(0, 0, 10), ...numbered(1, 0, 10));
        const first = await join('first', commitNothing);
        await received(first, 20);
        await first.consumer.drain();
        const second = await join('second', async ({ partition }, { commit }) => { if (partition === 1) await commit(4n, ''); });
        await received(second, 20);
        await second.consumer.drain();
        const third = await join('third');
        await received(third, 16);
        expect([first, second, third].map(({ chunks }) => [texts(chunks, 0), texts(chunks, 1)])).toEqual([
          [names(0, 0, 10), names(1, 0, 10)], [names(0, 0, 10), names(1, 0, 10)], [names(0, 0, 10), names(1, 4, 10)],
        ]);
      });

      it('are fenced once the handler has returned', async () => {
        const { send, join, committed } = await scene(under, 1);
        let late: (() => Promise<string>) | undefined;
        await send(...numbered(0, 0, 3));
        await join('a', async (_, { commit }) => {
          await commit(1n, 'inside');
          late = () => commit(2n, 'outside');
        });
        await until('the handler', () => late !== undefined);
        await until('its end', async () => await late!() === 'fenced');
        expect([await late!(), (await committed()).get(0)]).toEqual(['fenced', { offset: 1n, metadata: 'inside' }]);
      });
    });

    describe('groups', () => {
      it('share the partitions, each with one owner, as members come and go', async () => {
        const { send, join, overlaps, committed } = await scene(under, 6);
        const feed = (from: number) => send(...[0, 1, 2, 3, 4, 5].flatMap((partition) => numbered(partition, from, from + 5)));
        const caughtUp = (to: bigint) => until(`commits at ${to}`, async () => { const found = [...(await committed()).values()]; return found.length === 6 && found.every(({ offset }) => offset === to); });
        await feed(0);
        const a = await join('a');
        await shared(6, a);
        await caughtUp(5n);
        const b = await join('b');
        await shared(6, a, b);
        await feed(5);
        await caughtUp(10n);
        const c = await join('c');
        await shared(6, a, b, c);
        await feed(10);
        await caughtUp(15n);
        await b.consumer.drain();
        await shared(6, a, c);
        await feed(15);
        await caughtUp(20n);
        expect(overlaps).toEqual([]);
        for (const { assignments, chunks } of [a, b, c]) {
          expect(assignments.map(({ epoch }) => epoch)).toEqual(assignments.map((_, i) => i + 1));
          assignments.forEach(({ partitions, kept }, i) => {
            const before = assignments[i - 1]?.partitions ?? [];
            expect(sorted(kept)).toEqual(sorted(partitions.filter((partition) => before.includes(partition))));
          });
          for (const { epoch, partition } of chunks) expect(assignments[epoch - 1]!.partitions).toContain(partition);
        }
        const received = [0, 1, 2, 3, 4, 5].map((partition) => sorted([a, b, c].flatMap(({ chunks }) => texts(chunks, partition))));
        expect(received).toEqual([0, 1, 2, 3, 4, 5].map((partition) => sorted(names(partition, 0, 20))));
      });

      it('a partition that came back is not kept, one that never left is', async () => {
        const { join } = await scene(under, 4), a = await join('a');
        await shared(4, a);
        const b = await join('b');
        await shared(4, a, b);
        const stayed = sorted(owned(a));
        await b.consumer.drain();
        await shared(4, a);
        expect(sorted(a.assignments.at(-1)!.kept)).toEqual(stayed);
        expect(stayed).toHaveLength(2);
        expect([a.assignments[0]!.kept, b.assignments[0]!.kept]).toEqual([[], []]);
      });

      it('begin no epoch while a handler runs, and take its commits until then', async () => {
        const { send, join, gate, journal, committed } = await scene(under, 2), gates = [gate(), gate()], told: string[] = [];
        await send(...numbered(0, 0, 3), ...numbered(1, 0, 3));
        const a = await join('a', async ({ partition, epoch }, { commit, ending }) => {
          if (epoch > 1) return;
          await gates[partition]!.opened;
          if (partition === 1) for (let i = 0; i < CALLS; i++) told.push(await commit(BigInt(1 + i % 3), `${i} ${ending.aborted}`));
        });
        await until('both handlers', () => a.chunks.length === 2);
        const b = await join('b', commitNothing);
        await until('both told', () => journal.includes('a ending 0') && journal.includes('a ending 1'));
        gates[0]!.open();
        await until('one returned', () => journal.includes('a leaves 0'));
        gates[1]!.open();
        await shared(2, a, b);
        expect(told).toEqual(Array.from({ length: CALLS }, () => 'ok'));
        expect(await committed()).toEqual(new Map([[1, { offset: BigInt(1 + (CALLS - 1) % 3), metadata: `${CALLS - 1} true` }]]));
        const order = ['a leaves 1', 'a assigned 2', 'b assigned 1'].map((event) => journal.indexOf(event));
        expect([order[0]! >= 0, order[1]! > order[0]!, order[2]! > order[0]!], journal.join('\n')).toEqual([true, true, true]);
      });

      it('fence whoever lost its membership while it held a chunk, and take it in again afterwards', async () => {
        const { send, join, gate, journal, committed, group } = await scene(under, 2), hold = gate(), told: string[] = [];
        await send(...numbered(0, 0, 4), ...numbered(1, 0, 4));
        const a = await join('a', async ({ epoch, partition, next }, { commit, ending }) => {
          if (epoch > 1) { await commit(next, 'later'); return; }
          if (partition === 0) told.push(await commit(1n, 'held'));
          await hold.opened;
          if (partition === 0) for (let i = 0; i < 3; i++) told.push(await commit(4n, 'lost'));
          await until('ending', () => ending.aborted);
        });
        await until('both handlers and the first commit', () => a.chunks.length === 2 && told.length === 1);
        await under.evict(group, 'a', a.consumer);
        hold.open();
        await until('a new epoch', () => a.assignments.length === 2);
        expect(told).toEqual(['ok', 'fenced', 'fenced', 'fenced']);
        expect(a.assignments[1]!.kept).toEqual([]);
        expect(sorted(a.assignments[1]!.partitions)).toEqual([0, 1]);
        expect(journal.indexOf('a assigned 2')).toBeGreaterThan(Math.max(journal.indexOf('a leaves 0'), journal.indexOf('a leaves 1')));
        await until('everything again', async () => [...(await committed()).values()].filter(({ metadata, offset }) => metadata === 'later' && offset === 4n).length === 2);
        const again = a.chunks.filter(({ epoch }) => epoch === 2);
        expect([texts(again, 0), texts(again, 1)]).toEqual([names(0, 1, 4), names(1, 0, 4)]);
      });

      it('give the partitions of a lost member to others, and change nothing by what it still does', async () => {
        const { send, join, gate, committed, group } = await scene(under, 2), hold = gate(), told: string[] = [];
        await send(...numbered(0, 0, 4), ...numbered(1, 0, 4));
        const a = await join('a', async ({ epoch, partition }, { commit }) => {
          if (epoch > 1) return;
          await hold.opened;
          told.push(await commit(partition === 0 ? 1n : 2n, 'zombie'));
        });
        await until('both handlers', () => a.chunks.length === 2);
        await under.evict(group, 'a', a.consumer);
        const b = await join('b', async ({ next }, { commit }) => { await commit(next, 'b'); });
        await until('the other owns both', async () => [...(await committed()).values()].filter(({ metadata }) => metadata === 'b').length === 2);
        hold.open();
        await until('late commits', () => told.length === 2);
        expect(told).toEqual(['fenced', 'fenced']);
        await shared(2, a, b);
        expect(a.assignments.at(-1)!.kept).toEqual([]);
        expect(inOrder(await committed())).toEqual(new Map([0, 1].map((partition) => [partition, { offset: 4n, metadata: 'b' }])));
      });

      it('take an idle member in again that lost its membership', async () => {
        const { send, join, group } = await scene(under, 1), a = await join('a');
        await shared(1, a);
        await under.evict(group, 'a', a.consumer);
        await until('a new epoch', () => a.assignments.length === 2);
        await send(...numbered(0, 0, 2));
        await received(a, 2);
        expect([a.assignments, a.chunks.map(({ epoch }) => epoch)]).toEqual([[{ epoch: 1, partitions: [0], kept: [] }, { epoch: 2, partitions: [0], kept: [] }], [2]]);
      });

      it('keep a member without partitions, for the day when the owner goes', async () => {
        const { send, join, group, committed } = await scene(under, 1), members = [await join('a'), await join('b')];
        await until('one of two owns the partition', () => members.every(({ assignments }) => assignments.length > 0) && members.flatMap(owned).join() === '0');
        const owner = members.find((member) => owned(member).length === 1)!, other = members.find((member) => member !== owner)!;
        expect(owned(other)).toEqual([]);
        await owner.consumer.drain();
        await shared(1, other);
        await send(...numbered(0, 0, 2));
        expect((await received(other, 2)).map(text)).toEqual(names(0, 0, 2));
        await until(`a commit of ${group}`, async () => (await committed()).get(0)?.offset === 2n);
      });

      it('take over from a process that was killed, from its last commit', async () => {
        const { send, join, topic, group } = await scene(under, 2);
        await send(...numbered(0, 0, 4), ...numbered(1, 0, 4));
        const doomed = await under.doomed(topic, group);
        await until('the doomed holds both', () => doomed.owned().length === 2);
        const a = await join('a');
        await doomed.kill();
        await received(a, 8);
        expect([texts(a.chunks, 0), texts(a.chunks, 1), sorted(owned(a))]).toEqual([names(0, 0, 4), names(1, 0, 4), [0, 1]]);
        expect(a.ended()).toBeUndefined();
      });
    });

    describe('the end of a consumer', () => {
      it('a drain waits for running handlers, leaves the group, and can be repeated', async () => {
        const { send, join, gate, journal, committed } = await scene(under, 2), hold = gate(), told: string[] = [];
        await send(...numbered(0, 0, 3), ...numbered(1, 0, 3));
        // A session of half a minute: who takes over sooner was told.
        const a = await join('a', async ({ partition, next }, { commit }) => {
          await hold.opened;
          told.push(await commit(next, `a ${partition}`));
        }, { sessionMs: 30_000 });
        await until('both handlers', () => a.chunks.length === 2);
        let drained = 0;
        const drains = [a.consumer.drain(), a.consumer.drain()].map((drain) => drain.then(() => { drained++; }));
        await until('both told', () => journal.includes('a ending 0') && journal.includes('a ending 1'));
        await send(...numbered(0, 3, 5));
        for (let i = 0; i < CALLS; i++) await committed();
        expect([drained, a.ended()]).toEqual([0, undefined]);
        hold.open();
        await Promise.all([...drains, a.run]);
        expect([told, a.ended(), a.chunks.length]).toEqual([['ok', 'ok'], { error: undefined }, 2]);
        await a.consumer.drain();
        const b = await join('b', commitAll, { sessionMs: 30_000 });
        await until('the other goes on', () => texts(b.chunks, 0).length === 2, 10_000);
        expect([texts(b.chunks, 0), texts(b.chunks, 1)]).toEqual([names(0, 3, 5), []]);
      });

      it('a drain of a member that waits for others, or that never ran, is no trouble', async () => {
        const { send, join, gate, idle, journal } = await scene(under, 2), hold = gate();
        await (await idle('idle')).drain();
        await send(...numbered(0, 0, 2));
        const a = await join('a', async ({ epoch }) => { if (epoch === 1) await hold.opened; });
        await until('a handler', () => a.chunks.length === 1);
        const b = await join('b', commitAll, { sessionMs: 30_000 });
        await until('a waiting member', () => journal.includes('a ending 0'));
        const drained = b.consumer.drain();   // Kafka answers a join only when the others have joined
        hold.open();
        await drained;
        expect([(await b.run).error, b.chunks]).toEqual([undefined, []]);
        await send(...numbered(0, 2, 3), ...numbered(1, 0, 1));
        await until('both partitions with the first', () => texts(a.chunks, 0).includes('0:2') && texts(a.chunks, 1).length === 1, 10_000);
      });

      it('what a handler throws while it is drained is told too', async () => {
        const { send, join } = await scene(under, 1), thrown = new Error('thrown at the end');
        await send(...numbered(0, 0, 2));
        const a = await join('a', async (_, { ending }) => {
          await until('ending', () => ending.aborted);
          throw thrown;
        });
        await until('a handler', () => a.chunks.length === 1);
        await a.consumer.drain();
        expect((await a.run).error).toBe(thrown);
      });

      it('what a handler throws ends the run after the others have ended, and the group is left', async () => {
        const { send, join, gate, journal, idle, committed } = await scene(under, 3), hold = gate(), thrown = new TypeError('thrown by the handler');
        await send(...[0, 1, 2].flatMap((partition) => numbered(partition, 0, 3)));
        const a = await join('a', async ({ partition, next }, { commit }) => {
          if (partition === 1) {
            await until('all handlers', () => a.chunks.length === 3);
            throw thrown;
          }
          await hold.opened;
          await commit(next, 'a');
        }, { sessionMs: 30_000 });
        await until('the others told', () => journal.includes('a ending 0') && journal.includes('a ending 2'));
        const reader = await idle('idle');
        for (let i = 0; i < CALLS; i++) await reader.committed();
        expect(a.ended()).toBeUndefined();
        hold.open();
        expect((await a.run).error).toBe(thrown);
        expect(a.chunks).toHaveLength(3);
        await a.consumer.drain();
        const b = await join('b', commitAll, { sessionMs: 30_000 });
        await until('the other goes on', () => texts(b.chunks, 1).length === 3, 10_000);
        expect([texts(b.chunks, 0), texts(b.chunks, 1), texts(b.chunks, 2)]).toEqual([[], names(1, 0, 3), []]);
        await until('commits', async () => (await committed()).get(1)?.offset === 3n);
      });
    });
  });
};
