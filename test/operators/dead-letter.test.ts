import { lastValueFrom, of } from 'rxjs';
import { describe, expect, it } from 'vitest';
import type { Batch } from '../../src/model/batch.js';
import { pack } from '../../src/model/columns.js';
import type { LogMessage, OutMessage } from '../../src/model/log.js';
import type { Intent, Range, Store } from '../../src/model/ports.js';
import type { Rejection } from '../../src/model/rejection.js';
import { bury, deadLetter } from '../../src/operators/dead-letter.js';

const rejection = (position: number, more: Partial<Rejection> = {}): Rejection => ({
  position, reason: 'no_text', detail: 'The record has no field text.', trueBytes: 9, rawHead: new Uint8Array(3), recordId: 'r', url: 'https://a.example/', snapshot: 's', file: 'f', fileOffset: 1, ordinal: 2, ...more,
});
const message = (offset: bigint, more: Partial<LogMessage> = {}): LogMessage => ({ offset, key: Uint8Array.from([1, 0, 255]), value: Uint8Array.from([123, 0, 254]), headers: { 'content-type': Buffer.from('application/json'), trace: Uint8Array.from([0, 200]) }, timestamp: 5, ...more });
const batchOf = (first: bigint, next: bigint, ...rejections: Rejection[]): Batch => ({ topic: 'crawl.records', partition: 4, first, next, payloads: pack([]), columns: {}, rejections, skipped: {} });

describe('a dead letter', () => {
  it('is the message as it came, with what was wrong and where it stood in headers of its own', () => {
    const came = message(70n);
    expect(deadLetter(rejection(20), came, batchOf(50n, 80n), 3)).toEqual({
      partition: 4, key: Uint8Array.from([1, 0, 255]), value: Uint8Array.from([123, 0, 254]),
      headers: {
        'content-type': Buffer.from('application/json'), trace: Uint8Array.from([0, 200]),
        '__streams.errors.exception': 'no_text', '__streams.errors.message': 'The record has no field text.', '__streams.errors.topic': 'crawl.records', '__streams.errors.partition': '4', '__streams.errors.offset': '70',
        'x-thresher-reason': 'no_text', 'x-thresher-attempt': '3',
      },
    } satisfies OutMessage);
    expect(came).toEqual(message(70n));
  });
  it('of a tombstone without a key has neither, and headers of an earlier burial give way', () => {
    const { key, value, headers } = deadLetter(rejection(0, { reason: 'tombstone', detail: 'The message has no value.' }), message(2n ** 53n + 1n, { key: null, value: null, headers: { 'x-thresher-reason': Buffer.from('empty'), '__streams.errors.offset': Buffer.from('1') } }), batchOf(0n, 1n), 1);
    expect([key, value, headers['x-thresher-reason'], headers['__streams.errors.offset'], Object.keys(headers).length]).toEqual([null, null, 'tombstone', '9007199254740993', 7]);
  });
});

describe('bury', () => {
  /** Buries the rejections of a batch; the store holds rows of rejections in these ranges. */
  const buried = async (batch: Batch, open: Intent | null, stored: readonly Intent[] = []) => {
    const sent: OutMessage[][] = [], asked: string[] = [];
    const store = {
      present: async (table: string, { topic, partition, from, to, version }: Range) => {
        asked.push(`${table} ${topic}/${partition} ${from}-${to} v${version}`);
        return stored.some((one) => one.from < to && one.to > from);
      },
    } as unknown as Store;
    const letters = { message: (of: Batch, position: number) => message(of.first + BigInt(position)), attempt: () => 2, send: async (some: readonly OutMessage[]) => { sent.push([...some]); } };
    expect(await lastValueFrom(of(batch).pipe(bury(letters, store, open)))).toBe(batch);
    return { asked, sent: sent.map((some) => some.map(({ headers }) => `${headers['__streams.errors.offset'] as string} ${headers['x-thresher-attempt'] as string}`)) };
  };

  it('sends the messages behind all rejections of a batch in one call', async () => {
    expect(await buried(batchOf(10n, 20n, rejection(1), rejection(9)), null)).toEqual({ asked: [], sent: [['11 2', '19 2']] });
  });
  it('sends and asks nothing for a batch without rejections', async () => {
    expect(await buried(batchOf(10n, 20n), { from: 10n, to: 20n })).toEqual({ asked: [], sent: [] });
  });
  it('sends those of the open range again only when their rows are not stored', async () => {
    const open = { from: 10n, to: 20n }, batch = batchOf(10n, 20n, rejection(1)), asked = ['rejections crawl.records/4 10-20 v1'];
    expect(await buried(batch, open)).toEqual({ asked, sent: [['11 2']] });
    expect(await buried(batch, open, [open])).toEqual({ asked, sent: [] });
  });
  it('asks for a part of the open range by its own positions, and not at all behind or before it', async () => {
    const open = { from: 10n, to: 20n }, stored = [{ from: 10n, to: 15n }];
    expect(await buried(batchOf(15n, 20n, rejection(0)), open, stored)).toEqual({ asked: ['rejections crawl.records/4 15-20 v1'], sent: [['15 2']] });
    expect(await buried(batchOf(20n, 30n, rejection(0)), open, [{ from: 20n, to: 30n }])).toEqual({ asked: [], sent: [['20 2']] });
    expect(await buried(batchOf(5n, 10n, rejection(0)), open, [{ from: 5n, to: 10n }])).toEqual({ asked: [], sent: [['5 2']] });
    expect(await buried(batchOf(15n, 21n, rejection(0)), open, [{ from: 15n, to: 21n }])).toEqual({ asked: [], sent: [['15 2']] });
  });
  it('passes a batch on only when its letters have arrived, and not when they have not', async () => {
    let arrived = (): void => {};
    const order: string[] = [], letters = { message: () => message(0n), attempt: () => 1, send: () => new Promise<void>((resolve) => { arrived = () => { order.push('arrived'); resolve(); }; }) };
    const passed = lastValueFrom(of(batchOf(0n, 1n, rejection(0))).pipe(bury(letters, {} as Store, null))).then(() => { order.push('passed'); });
    await Promise.resolve();
    arrived();
    await passed;
    expect(order).toEqual(['arrived', 'passed']);
    const lost = { ...letters, send: () => Promise.reject(new Error('brokers are gone')) };
    await expect(lastValueFrom(of(batchOf(0n, 1n, rejection(0))).pipe(bury(lost, {} as Store, null)))).rejects.toThrow('brokers are gone');
  });
});
