import { expect, it } from 'vitest';
import type { LogMessage } from '../../src/model/log.js';
import { cut, type CutOptions } from '../../src/sources/cuts.js';
import { seeded } from '../crawl.js';

const message = (offset: number, bytes = 1, key: Uint8Array | null = null): LogMessage => ({ offset: BigInt(offset), key, value: new Uint8Array(bytes), headers: {}, timestamp: null });
const upTo = (from: number, to: number): LogMessage[] => Array.from({ length: to - from }, (_, i) => message(from + i));
const cuts = (messages: readonly LogMessage[], next: number, options: Partial<CutOptions> = {}): string[] =>
  cut(messages, { rows: 1000, bytes: 1000, open: null, next: BigInt(next), ...options }).map(({ messages: of, next: behind }) => `${of.map(({ offset }) => offset).join(' ')} | ${behind}`);

it('cuts after so many messages; the last batch ends where the next chunk begins', () => {
  expect(cuts(upTo(0, 7), 7, { rows: 3 })).toEqual(['0 1 2 | 3', '3 4 5 | 6', '6 | 7']);
  expect(cuts(upTo(0, 6), 9, { rows: 3 })).toEqual(['0 1 2 | 3', '3 4 5 | 9']);
  expect(cuts([], 4)).toEqual([]);
});

it('cuts before the message that is too much, key and value counted; one that is larger by itself is a batch', () => {
  expect(cuts([message(0, 40), message(1, 40), message(2, 21), message(3, 500), message(4, 0)], 5, { bytes: 100 })).toEqual(['0 1 | 2', '2 | 3', '3 | 4', '4 | 5']);
  expect(cuts([message(0, 50), message(1, 25, new Uint8Array(25)), message(2, 0, new Uint8Array(1))], 3, { bytes: 100 })).toEqual(['0 1 | 2', '2 | 3']);
  expect(cuts([message(0, 100), { ...message(1), value: null }, message(2, 0)], 3, { bytes: 100 })).toEqual(['0 1 2 | 3']);
});

it('cuts where offsets are missing, and the batch before the gap ends behind it', () => {
  expect(cuts([...upTo(2, 4), ...upTo(7, 9), message(10)], 12)).toEqual(['2 3 | 7', '7 8 | 10', '10 | 12']);
});

it('makes one batch of what was declared, whatever its size, and nothing else is in it', () => {
  const open = { from: 2n, to: 6n };
  expect(cuts(upTo(2, 9), 9, { rows: 3, bytes: 2, open })).toEqual(['2 3 4 5 | 6', '6 7 | 8', '8 | 9']);
  expect(cuts(upTo(0, 8), 8, { open })).toEqual(['0 1 | 2', '2 3 4 5 | 6', '6 7 | 8']);
  expect(cuts(upTo(2, 6), 6, { rows: 2, open })).toEqual(['2 3 4 5 | 6']);
});

it('lets the last part of what was declared end where its messages do', () => {
  expect(cuts(upTo(2, 5), 5, { open: { from: 2n, to: 6n } })).toEqual(['2 3 4 | 5']);
  expect(cuts([...upTo(2, 4), message(5)], 6, { open: { from: 2n, to: 8n } })).toEqual(['2 3 | 5', '5 | 6']);
});

it('ends what was declared where it was declared to end, also where offsets behind that end, or its own last ones, are missing', () => {
  const open = { from: 2n, to: 6n };
  expect(cuts([...upTo(2, 6), message(9)], 10, { open })).toEqual(['2 3 4 5 | 6', '9 | 10']);
  expect(cuts(upTo(2, 5), 8, { open })).toEqual(['2 3 4 | 6']);
  expect(cuts([...upTo(2, 4), ...upTo(7, 9)], 9, { open })).toEqual(['2 3 | 6', '7 8 | 9']);
  expect(cuts([...upTo(4, 6), message(6)], 7, { open })).toEqual(['4 5 | 6', '6 | 7']);
});

it('for 2,000 generated chunks: nothing is lost, no batch has a gap inside or is too large, and what was declared stands alone', () => {
  const random = seeded(5), below = (n: number): number => Math.floor(random() * n);
  for (let round = 0; round < 2000; round++) {
    const messages: LogMessage[] = [];
    let at = below(5);
    for (let i = below(30); i > 0; i--) { messages.push(message(at, below(50), random() < 0.2 ? new Uint8Array(below(20)) : null)); at += random() < 0.1 ? 2 + below(4) : 1; }
    const rows = 1 + below(8), bytes = 1 + below(150), from = below(20), open = random() < 0.5 ? { from: BigInt(from), to: BigInt(from + 1 + below(10)) } : null;
    const next = BigInt(at + below(3)), found = cut(messages, { rows, bytes, open, next });
    expect(found.flatMap((one) => one.messages)).toEqual(messages);
    for (const [i, one] of found.entries()) {
      const offsets = one.messages.map(({ offset }) => offset), first = offsets[0]!, last = offsets.at(-1)!, declared = open !== null && first >= open.from && first < open.to;
      expect(offsets).toEqual(offsets.map((_, k) => first + BigInt(k)));
      const behind = found[i + 1]?.messages[0]!.offset ?? next, size = one.messages.reduce((sum, { key, value }) => sum + (key?.length ?? 0) + value!.length, 0);
      expect(one.next).toBe(declared && behind > open.to ? open.to : behind);
      if (declared) expect(last < open.to).toBe(true);
      else expect([offsets.length <= rows, offsets.length === 1 || size <= bytes, open === null || last < open.from || first >= open.to]).toEqual([true, true, true]);
    }
    // Fewer batches would not do: each one ends for a reason.
    for (const [i, one] of found.slice(0, -1).entries()) {
      const upcoming = found[i + 1]!.messages[0]!, last = one.messages.at(-1)!.offset, first = one.messages[0]!.offset, declared = open !== null && first >= open.from && first < open.to;
      const size = [...one.messages, upcoming].reduce((sum, { key, value }) => sum + (key?.length ?? 0) + value!.length, 0);
      expect(upcoming.offset !== last + 1n || (declared ? upcoming.offset === open.to : one.messages.length === rows || size > bytes || upcoming.offset === open?.from)).toBe(true);
    }
  }
});
