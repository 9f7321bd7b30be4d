import { describe, expect, it } from 'vitest';
import { Fault } from '../../src/model/fault.js';
import { MessageTooLarge, type Assignment, type ChunkHandler, type LogChunk, type LogConsumer } from '../../src/model/log.js';
import { memoryLog, type MemoryLog, type MemoryLogOptions, type Unplaced } from '../../src/sources/memory.js';
import { logContract, type LogUnderTest } from '../contracts/log.js';
import { bytes, commitAll, out, text, until } from '../contracts/log-scene.js';

const warnings: string[] = [];
process.on('warning', ({ name, message }) => { warnings.push(`${name}: ${message}`); });

const prepare = async (): Promise<LogUnderTest> => {
  const log = memoryLog();
  return {
    open: async () => log,
    append: async (topic, partition, messages) => {
      for (const { headers, ...message } of messages) {
        log.append(topic, partition, { ...message, headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value instanceof Uint8Array ? value : value[0]!])) });
      }
    },
    gap: async (topic, partition) => { for (let i = 0; i < 2; i++) log.append(topic, partition, null); },
    trim: async (topic, partition, offset) => log.trim(topic, partition, offset),
    addPartitions: async (topic, total) => log.addPartitions(topic, total),
    evict: async (_, __, consumer) => log.evict(consumer),
    doomed: async (topic, group) => {
      const consumer = await log.consumer({ topic, group, partitionBytes: 1 << 20, fetchBytes: 1 << 20, sessionMs: 6000 }), owned = new Set<number>();
      void consumer.run(({ partition }) => { owned.add(partition); return new Promise(() => {}); }, () => {});
      return { owned: () => [...owned], kill: async () => log.kill(consumer) };
    },
    close: () => log.close(),
  };
};

logContract('memory', prepare);

const message = (value: string | number): Unplaced => ({ key: null, value: typeof value === 'string' ? bytes(value) : new Uint8Array(value), headers: {}, timestamp: null });
const turn = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });
const LIMITS = { topic: 't', group: 'g', partitionBytes: 1 << 20, fetchBytes: 1 << 20, sessionMs: 1 };
const topic = async (partitions: number, options: MemoryLogOptions = {}, maxMessageBytes = 10_000): Promise<MemoryLog> => {
  const log = memoryLog(options);
  await log.createTopic('t', { partitions, maxMessageBytes });
  return log;
};
interface Running { readonly consumer: LogConsumer; readonly chunks: LogChunk[]; readonly assignments: Assignment[]; readonly run: Promise<unknown> }
const start = async (log: MemoryLog, handler: ChunkHandler = commitAll, limits = {}): Promise<Running> => {
  const consumer = await log.consumer({ ...LIMITS, ...limits }), chunks: LogChunk[] = [], assignments: Assignment[] = [];
  const run = consumer.run((chunk, control) => { chunks.push(chunk); return handler(chunk, control); }, (assignment) => { assignments.push(assignment); }).then(() => 'ended', (error: unknown) => error);
  return { consumer, chunks, assignments, run };
};

describe('the log in memory', () => {
  it('deals partitions in turn, in the order of joining, the same way each time', async () => {
    const script = async () => {
      const log = await topic(5), journal: unknown[] = [], dealt = new Map<string, Assignment[]>();
      for (let i = 0; i < 20; i++) log.append('t', i % 5, message(`${i}`));
      const join = async (name: string): Promise<LogConsumer> => {
        const consumer = await log.consumer({ ...LIMITS, partitionBytes: 180 });
        void consumer.run(async (chunk, { commit }) => { journal.push([name, chunk.partition, chunk.messages.map(text)]); await commit(chunk.next, ''); }, (assignment) => {
          journal.push([name, assignment]);
          dealt.set(name, [...dealt.get(name) ?? [], assignment]);
        });
        return consumer;
      };
      const consumers = [await join('a'), await join('b'), await join('c')];
      await turn();
      await consumers[1]!.drain();
      await turn();
      log.addPartitions('t', 6);
      await turn();
      await Promise.all(consumers.map((consumer) => consumer.drain()));
      return { journal, dealt };
    };
    const { journal, dealt } = await script();
    expect((await script()).journal).toEqual(journal);
    expect([...dealt].map(([name, all]) => [name, all.map(({ partitions, kept }) => [partitions, kept])])).toEqual([
      ['a', [[[0, 1, 2, 3, 4], []], [[0, 3], [0, 3]], [[0, 2, 4], [0]], [[0, 2, 4], [0, 2, 4]]]],
      ['b', [[[1, 4], []]]],
      ['c', [[[2], []], [[1, 3], []], [[1, 3, 5], [1, 3]]]],
    ]);
  });

  it('holds no more bytes with all handlers together than a fetch may bring', async () => {
    const log = await topic(4);
    for (let i = 0; i < 40; i++) log.append('t', i % 4, message(i === 13 ? 5000 : 919));   // 1,000 bytes as stored
    let held = 0, most = 0;
    const { chunks, consumer } = await start(log, async ({ messages, next }, { commit }) => {
      const mine = messages.reduce((sum, { value }) => sum + value!.length + 81, 0);
      held += mine;
      if (mine < 5000) most = Math.max(most, held); else expect(held).toBe(mine);
      await turn();
      await commit(next, '');
      held -= mine;
    }, { partitionBytes: 2000, fetchBytes: 3000 });
    await until('the end', async () => [...(await consumer.committed()).values()].filter(({ offset }) => offset === 10n).length === 4);
    expect([most, chunks.flatMap(({ messages }) => messages).length]).toEqual([3000, 40]);
    await consumer.drain();
  });

  it('puts out a member whose handlers outlast the time of a rebalance', async () => {
    let timeout = (): void => {}, release = (): void => {};
    const log = await topic(2, { rebalanceTimeout: () => new Promise((resolve) => { timeout = resolve; }) }), told: string[] = [];
    log.append('t', 0, message('x'));
    const a = await start(log, async ({ epoch }, { commit }) => {
      if (epoch > 1) return;
      await new Promise<void>((resolve) => { release = resolve; });
      told.push(await commit(1n, 'late'));
    });
    await turn();
    const b = await start(log);
    await turn();
    expect([a.assignments.length, b.assignments.length]).toEqual([1, 0]);
    timeout();
    await turn();
    expect(b.assignments).toEqual([{ epoch: 1, partitions: [0, 1], kept: [] }]);
    release();
    await turn();
    expect(told).toEqual(['fenced']);
    expect([a.assignments.at(-1), b.assignments.at(-1)]).toEqual([{ epoch: 2, partitions: [1], kept: [] }, { epoch: 2, partitions: [0], kept: [0] }]);
    expect(await b.consumer.committed()).toEqual(new Map([[0, { offset: 1n, metadata: '' }]]));
    await Promise.all([a.consumer.drain(), b.consumer.drain()]);
  });

  it('forgets a member that was killed: nothing is told to it, nothing ends in it', async () => {
    const log = await topic(1), told: string[] = [];
    log.append('t', 0, message('x'));
    let release = (): void => {}, ending: AbortSignal | undefined, settled = false;
    const a = await start(log, async (_, control) => {
      ({ ending } = control);
      await new Promise<void>((resolve) => { release = resolve; });
      told.push(await control.commit(1n, 'dead'));
    });
    void a.run.then(() => { settled = true; });
    await turn();
    log.kill(a.consumer);
    const b = await start(log, async () => {});
    await turn();
    expect(b.chunks.map(({ messages }) => messages.map(text))).toEqual([['x']]);
    release();
    await turn();
    expect([told, ending!.aborted, settled, await b.consumer.committed()]).toEqual([['fenced'], false, false, new Map()]);
    await Promise.all([a.consumer.drain(), b.consumer.drain()]);
    expect(settled).toBe(false);
  });

  it('takes a member in again that is put out while it waits for the others', async () => {
    const log = await topic(2);
    let release = (): void => {};
    log.append('t', 0, message('x'));
    const a = await start(log, () => new Promise<void>((resolve) => { release = resolve; }));
    await turn();
    const b = await start(log);
    await turn();
    log.evict(b.consumer);
    await turn();
    expect(b.assignments).toEqual([]);
    release();
    await turn();
    expect([a.assignments.at(-1)!.partitions, b.assignments]).toEqual([[0], [{ epoch: 1, partitions: [1], kept: [] }]]);
    const drained = a.consumer.drain();
    release();
    await Promise.all([drained, b.consumer.drain()]);
  });

  it('drains a member that waits for the others at once', async () => {
    const log = await topic(2);
    let release = (): void => {};
    log.append('t', 0, message('x'));
    const a = await start(log, () => new Promise<void>((resolve) => { release = resolve; })), b = await start(log);
    await turn();
    await b.consumer.drain();
    expect([await b.run, b.assignments]).toEqual(['ended', []]);
    const drained = a.consumer.drain();
    release();
    await drained;
  });

  it('reads over what compaction dropped, at the end of the log too', async () => {
    const log = await topic(1);
    for (let i = 0; i < 6; i++) log.append('t', 0, message(`${i}`));
    log.drop('t', 0, [0n, 2n, 3n, 5n]);
    const { chunks, consumer } = await start(log, commitAll, { partitionBytes: 1 });
    await turn();
    expect(chunks.map(({ messages, next }) => [messages.map(({ offset }) => offset), next])).toEqual([[[1n], 2n], [[4n], 6n]]);
    log.append('t', 0, message('6'));
    await turn();
    expect(chunks.at(-1)!.messages[0]!.offset).toBe(6n);
    await consumer.drain();
  });

  it('begins at what is left when the log is cut under a reader', async () => {
    const log = await topic(1);
    let release = (): void => {};
    for (let i = 0; i < 6; i++) log.append('t', 0, message(`${i}`));
    const { chunks, consumer } = await start(log, ({ next }) => (next === 1n ? new Promise<void>((resolve) => { release = resolve; }) : Promise.resolve()), { partitionBytes: 1 });
    await turn();
    log.trim('t', 0, 4n);
    release();
    await turn();
    expect([chunks.map(({ messages }) => messages[0]!.offset), await consumer.ends()]).toEqual([[0n, 4n, 5n], new Map([[0, { low: 4n, high: 6n }]])]);
    log.trim('t', 0, 99n);
    expect(await consumer.ends()).toEqual(new Map([[0, { low: 6n, high: 6n }]]));
    await consumer.drain();
  });

  it('fails sends by script, with and without the messages', async () => {
    const log = await topic(1), producer = await log.producer(), reader = await log.consumer(LIMITS);
    const high = async (): Promise<bigint> => (await reader.ends()).get(0)!.high;
    log.failSends(2, 'before');
    await expect(producer.send('t', [out(0, 'x')])).rejects.toBeInstanceOf(Fault);
    await expect(producer.send('t', [out(0, 'x')])).rejects.toBeInstanceOf(Fault);
    expect(await high()).toBe(0n);
    log.failSends(1, 'answer');
    await expect(producer.send('t', [out(0, 'x')])).rejects.toBeInstanceOf(Fault);
    expect(await high()).toBe(1n);
    await producer.send('t', [out(0, 'x')]);
    expect(await high()).toBe(2n);
    await producer.close();
    await expect(producer.send('t', [out(0, 'x')])).rejects.toBeInstanceOf(Fault);
  });

  it('measures what one call sends to a partition as one batch, and appends all of a call or nothing', async () => {
    const log = await topic(2, {}, 1000), producer = await log.producer(), reader = await log.consumer(LIMITS), of = (partition: number, length: number) => ({ partition, key: null, value: new Uint8Array(length), headers: {} });
    await producer.send('t', [of(0, 919), of(1, 919)]);
    await expect(producer.send('t', [of(0, 1), of(1, 920)])).rejects.toBeInstanceOf(MessageTooLarge);
    await expect(producer.send('t', [of(0, 450), of(0, 450)])).rejects.toBeInstanceOf(MessageTooLarge);
    await expect(producer.send('t', [of(0, 1), of(2, 1)])).rejects.toThrow('topic t: no partition 2, it has 2');
    expect([...(await reader.ends()).values()].map(({ high }) => high)).toEqual([1n, 1n]);
  });

  it('ends the run with the fault of a partition that can be read no more', async () => {
    const log = await topic(2), fault = new Fault('the disk is gone');
    log.append('t', 0, message('x'));
    const { run, consumer } = await start(log);
    await turn();
    log.breakReading('t', 1, fault);
    log.append('t', 1, message('y'));
    expect(await run).toBe(fault);
    await consumer.drain();
  });

  it('waits for the given delay before a fetch, and drops what came too late for its assignment', async () => {
    const waiting: (() => void)[] = [], log = await topic(2, { fetching: () => new Promise((resolve) => { waiting.push(resolve); }) });
    log.append('t', 1, message('x'));
    const { chunks, consumer, run } = await start(log);
    await turn();
    expect([chunks.length, waiting.length]).toEqual([0, 1]);
    waiting[0]!();
    await turn();
    expect(chunks).toHaveLength(1);
    log.append('t', 0, message('y'));
    await turn();
    const drained = consumer.drain();
    waiting[1]!();
    await drained;
    expect([await run, chunks.length]).toEqual(['ended', 1]);
  });

  it('keeps its bytes whatever is done to the buffers that went in or came out', async () => {
    const log = await topic(1, { now: () => 1_700_000_000_123 }), producer = await log.producer(), value = bytes('value'), header = bytes('header');
    await producer.send('t', [{ partition: 0, key: value, value, headers: { header } }]);
    value.fill(0);
    header.fill(0);
    const spoil: ChunkHandler = async ({ messages }) => { for (const { key, value: got, headers } of messages) for (const part of [key, got, headers['header']]) structuredClone(part!.buffer, { transfer: [part!.buffer as ArrayBuffer] }); };
    const first = await start(log, spoil);
    await turn();
    await first.consumer.drain();
    const second = await start(log);
    await turn();
    expect(second.chunks.flatMap(({ messages }) => messages).map(({ key, value: got, headers, timestamp }) => [key, got, headers['header']].map((part) => Buffer.from(part!).toString()).concat(String(timestamp)))).toEqual([['value', 'value', 'header', '1700000000123']]);
    await second.consumer.drain();
  });

  it('says so when a topic does not exist, or a consumer runs twice or is not its own', async () => {
    const log = await topic(1), { consumer } = await start(log);
    await expect(log.consumer({ ...LIMITS, topic: 'u' })).rejects.toThrow('topic u: not in this log');
    await expect(consumer.run(commitAll, () => {})).rejects.toThrow('a consumer runs once');
    expect(() => log.kill({ ...consumer })).toThrow('not a consumer of a log in memory');
    await consumer.drain();
  });

  it('makes Node warn of nothing', () => { expect(warnings).toEqual([]); });
});
