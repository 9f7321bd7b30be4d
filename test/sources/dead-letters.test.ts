import { expect, it } from 'vitest';
import { Fault } from '../../src/model/fault.js';
import { MessageTooLarge, type LogMessage, type LogProducer, type OutMessage } from '../../src/model/log.js';
import { openDeadLetters } from '../../src/sources/dead-letters.js';
import { memoryLog } from '../../src/sources/memory.js';

const DLQ = 'crawl.dlq', like = { partitions: 3, maxMessageBytes: 1000 };
const letter = (partition: number, bytes: number, name: string): OutMessage => ({ partition, key: Buffer.from(name), value: new Uint8Array(bytes).fill(7), headers: { 'x-thresher-reason': 'no_text' } });

/** A producer that keeps the sizes of its calls, and refuses calls above so many bytes of values. */
const counting = (most = Infinity) => {
  const calls: OutMessage[][] = [];
  const producer: LogProducer = {
    send: async (topic, messages) => {
      expect(topic).toBe(DLQ);
      if (messages.reduce((sum, { value }) => sum + (value?.length ?? 0), 0) > most) throw new MessageTooLarge(new Error('too large'));
      calls.push([...messages]);
    },
    close: async () => {},
  };
  return { producer, calls };
};

/** Everything that a topic of a log in memory holds. */
const held = async (log: ReturnType<typeof memoryLog>): Promise<(LogMessage & { partition: number })[]> => {
  const consumer = await log.consumer({ topic: DLQ, group: 'reader', partitionBytes: 1e9, fetchBytes: 1e9, sessionMs: 1000 }), found: (LogMessage & { partition: number })[] = [];
  const left = new Map([...await consumer.ends()].filter(([, { high }]) => high > 0n));
  await consumer.run(async ({ partition, messages }) => { found.push(...messages.map((message) => ({ partition, ...message }))); left.delete(partition); if (left.size === 0) void consumer.drain(); }, () => {});
  return found.sort((a, b) => a.partition - b.partition || Number(a.offset - b.offset));
};

it('makes the topic with the partitions of its source and room for large letters, and leaves one that is there as it is', async () => {
  const log = memoryLog();
  await openDeadLetters(log, await log.producer(), DLQ, like);
  expect(await log.topic(DLQ)).toEqual({ partitions: 3, maxMessageBytes: 4 * 2 ** 20 });
  await openDeadLetters(log, await log.producer(), DLQ, { partitions: 9, maxMessageBytes: 2 ** 24 });
  expect(await log.topic(DLQ)).toEqual({ partitions: 3, maxMessageBytes: 4 * 2 ** 20 });
  await openDeadLetters(log, await log.producer(), 'large', { partitions: 1, maxMessageBytes: 2 ** 24 });
  expect(await log.topic('large')).toEqual({ partitions: 1, maxMessageBytes: 2 ** 24 });
});

it('brings partitions into the range of a smaller topic, in order, and sends nothing for nothing', async () => {
  const log = memoryLog();
  await log.createTopic(DLQ, { partitions: 2, maxMessageBytes: 1e6 });
  const send = await openDeadLetters(log, await log.producer(), DLQ, like);
  await send([]);
  await send([letter(0, 1, 'a'), letter(1, 2, 'b'), letter(2, 3, 'c'), letter(7, 4, 'd')]);
  expect((await held(log)).map(({ partition, key, value }) => [partition, Buffer.from(key!).toString(), value!.length])).toEqual([[0, 'a', 1], [0, 'c', 3], [1, 'b', 2], [1, 'd', 4]]);
});

it('sends at most 200 letters and about 2 MiB in a request', async () => {
  const { producer, calls } = counting(), send = await openDeadLetters(memoryLog(), producer, DLQ, like);
  await send(Array.from({ length: 450 }, (_, i) => letter(0, 10, String(i))));
  expect(calls.map(({ length }) => length)).toEqual([200, 200, 50]);
  expect(calls.flat().map(({ key }) => Buffer.from(key!).toString())).toEqual(Array.from({ length: 450 }, (_, i) => String(i)));
  calls.length = 0;
  await send(Array.from({ length: 7 }, (_, i) => letter(0, 2 ** 20, String(i))));
  expect(calls.map(({ length }) => length)).toEqual([3, 3, 1]);
});

it('sends one by one what does not fit together, and without its value, saying how long that was, what does not fit alone', async () => {
  const log = memoryLog();
  await log.createTopic(DLQ, { partitions: 1, maxMessageBytes: 1000 });
  const send = await openDeadLetters(log, await log.producer(), DLQ, like);
  await send([letter(0, 600, 'a'), letter(1, 600, 'b'), letter(0, 1000, 'large'), { ...letter(0, 0, 'tombstone'), value: null }, letter(0, 1, 'c')]);
  const reason = Buffer.from('no_text');
  expect((await held(log)).map(({ key, value, headers }) => [Buffer.from(key!).toString(), value && [...new Set(value)].concat(value.length), headers])).toEqual([
    ['a', [7, 600], { 'x-thresher-reason': reason }], ['b', [7, 600], { 'x-thresher-reason': reason }],
    ['large', null, { 'x-thresher-reason': reason, 'x-thresher-value-dropped': Buffer.from('1000') }],
    ['tombstone', null, { 'x-thresher-reason': reason }], ['c', [7, 1], { 'x-thresher-reason': reason }],
  ].map(([name, value, headers]) => [name, value, Object.fromEntries(Object.entries(headers as object).map(([header, text]: [string, Buffer]) => [header, new Uint8Array(text)]))]));
});

it('passes on whatever else goes wrong, in a request of many and alone', async () => {
  const gone = new Fault('brokers: no answer');
  const failing = (at: number): LogProducer => { let calls = 0; return { send: async () => { calls++; if (calls === at) throw gone; throw new MessageTooLarge(new Error()); }, close: async () => {} }; };
  for (const at of [1, 2, 3]) {
    const send = await openDeadLetters(memoryLog(), failing(at), DLQ, like);
    await expect(send([letter(0, 1, 'a'), letter(0, 1, 'b')])).rejects.toBe(gone);
  }
});
