import { describe, expect, it } from 'vitest';
import { MessageTooLarge, type LogProducer, type OutMessage } from '../../src/model/log.js';
import type { Outgoing } from '../../src/sources/encoder.js';
import { openOutlet, requests } from '../../src/sources/outlet.js';
import { seeded } from '../crawl.js';

const message = (name: number, bytes: number, partition = 0): Outgoing => {
  const small = { partition, key: Buffer.from(String(name)), headers: { 'content-type': 'x' } };
  return { ...small, value: new Uint8Array(bytes), oversize: async () => ({ ...small, value: new Uint8Array(0) }) };
};
const nameOf = ({ key }: OutMessage): number => Number(Buffer.from(key!).toString());
const cut = (messages: readonly Outgoing[], maxMessageBytes: number, requestBytes = 1e9): number[][] => [...requests(messages, { maxMessageBytes, requestBytes })].map((request) => request.map(nameOf));

/** A producer that takes batches up to a limit per partition; `before` may refuse more. */
const producer = (limit: number, before: (messages: readonly OutMessage[]) => void = () => {}) => {
  const taken: { name: number; bytes: number }[] = [];
  const log: LogProducer = {
    send: async (_, messages) => {
      before(messages);
      const bytes = new Map<number, number>();
      for (const { partition, value } of messages) bytes.set(partition, (bytes.get(partition) ?? 0) + value!.length);
      if (Math.max(...bytes.values()) > limit) throw new MessageTooLarge(null);
      taken.push(...messages.map((one) => ({ name: nameOf(one), bytes: one.value!.length })));
    },
    close: async () => {},
  };
  return { log, taken };
};
const outlet = (log: LogProducer, maxMessageBytes: number, said: string[] = []) => openOutlet(log, { topic: 't', maxMessageBytes, requestBytes: 1e9, note: (sentence) => said.push(sentence) });

describe('requests', () => {
  it('keep the order, and hold no batch above the limit of a partition, no sum above that of a request, and 500 messages at most', () => {
    const random = seeded(1);
    for (let round = 0; round < 200; round++) {
      const limit = 500 + Math.floor(random() * 3000), sum = 1000 + Math.floor(random() * 9000);
      const messages = Array.from({ length: Math.floor(random() * 60) }, (_, i) => message(i, Math.floor(random() * random() * 4000), Math.floor(random() * 4)));
      const made = [...requests(messages, { maxMessageBytes: limit, requestBytes: sum })];
      expect(made.flat()).toEqual(messages);
      for (const request of made.filter(({ length }) => length > 1)) {
        for (const partition of [0, 1, 2, 3]) expect(request.reduce((bytes, one) => bytes + (one.partition === partition ? one.value!.length : 0), 0)).toBeLessThan(limit);
        expect(request.reduce((bytes, one) => bytes + one.value!.length, 0)).toBeLessThan(sum);
      }
    }
    expect(cut(Array.from({ length: 1001 }, (_, i) => message(i, 1)), 1e9).map(({ length }) => length)).toEqual([500, 500, 1]);
  });
  it('bound the batch of each partition by itself, and the request as a whole', () => {
    const messages = [message(1, 400, 0), message(2, 400, 1), message(3, 400, 0), message(4, 400, 1)];
    expect([cut(messages, 1000), cut(messages, 1e6), cut(messages, 1e6, 1000)]).toEqual([[[1, 2], [3, 4]], [[1, 2, 3, 4]], [[1, 2], [3, 4]]]);
  });
  it('let a message that is too large go alone, also beside those of other partitions', () => {
    expect(cut([message(1, 1), message(2, 999, 1), message(3, 1), message(4, 1)], 1000)).toEqual([[1], [2], [3, 4]]);
  });
  it('are none without messages', () => expect(cut([], 1000)).toEqual([]));
});

describe('outlet', () => {
  it('sends a large message as it is when the topic takes it, as compression may make it small', async () => {
    const { log, taken } = producer(1e9), out = outlet(log, 1000);
    await out.send({ messages: [message(1, 5000)] });
    expect([taken, out.oversize()]).toEqual([[{ name: 1, bytes: 5000 }], 0]);
  });
  it('sends what is refused without its payload, in its place, and says so once', async () => {
    const { log, taken } = producer(1000), said: string[] = [], out = outlet(log, 1000, said);
    await out.send({ messages: [message(1, 10), message(2, 5000), message(3, 10), message(4, 5000)] });
    expect([taken.map(({ name, bytes }) => [name, bytes]), out.oversize(), said.length]).toEqual([[[1, 10], [2, 0], [3, 10], [4, 0]], 2, 1]);
  });
  it('sends one by one what is refused together: the limit was lowered meanwhile', async () => {
    const { log, taken } = producer(100), out = outlet(log, 1000);
    await out.send({ messages: [message(1, 60), message(2, 60), message(3, 150), message(4, 1)] });
    expect([taken.map(({ name, bytes }) => [name, bytes]), out.oversize()]).toEqual([[[1, 60], [2, 60], [3, 0], [4, 1]], 1]);
  });
  it('passes every other trouble on', async () => {
    const { log, taken } = producer(1e9, () => { throw new Error('gone'); });
    await expect(outlet(log, 1000).send({ messages: [message(1, 1)] })).rejects.toThrow('gone');
    await expect(outlet(log, 1000).send({ messages: [message(1, 1), message(2, 1)] })).rejects.toThrow('gone');
    expect(taken).toEqual([]);
  });
});
