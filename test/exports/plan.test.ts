import { describe, expect, test } from 'vitest';
import { Cutter } from '../../src/exports/plan.js';
import type { Shard } from '../../src/exports/shard.js';

const cut = (rows: number, bytes: number, pages: readonly (readonly [topic: string, partition: number, offset: number, bytes: number])[]): readonly Shard[] => {
  const cutter = new Cutter(rows, bytes);
  for (const [topic, partition, offset, size] of pages) cutter.add(topic, partition, BigInt(offset), size);
  cutter.end();
  return cutter.shards;
};
const span = (topic: string, partition: number, from: number, to: number) => ({ topic, partition, from: String(from), to: String(to) });

describe('cutting an export into files', () => {
  test('by rows, across partitions and topics: the example of the essay', () => {
    expect(cut(2, 1e9, [['files', 0, 3, 1], ['files', 0, 4, 1], ['files', 0, 9, 1], ['t', 1, 0, 1], ['t', 1, 7, 1]])).toEqual([
      { rows: 2, spans: [span('files', 0, 3, 5)] }, { rows: 2, spans: [span('files', 0, 9, 10), span('t', 1, 0, 1)] }, { rows: 1, spans: [span('t', 1, 7, 8)] }]);
  });

  test('by bytes: never more than allowed, but a page that alone is larger has a file of its own', () => {
    expect(cut(100, 10, [['t', 0, 0, 4], ['t', 0, 1, 6], ['t', 0, 2, 1], ['t', 0, 3, 50], ['t', 0, 4, 1]]).map(({ rows, spans }) => [rows, spans[0]!.from])).toEqual([[2, '0'], [1, '2'], [1, '3'], [1, '4']]);
  });

  test('two partitions of one topic are two spans; offsets beyond 2^53 stay exact; nothing is no file', () => {
    expect(cut(5, 1e9, [['t', 0, 5, 1], ['t', 1, 2, 1], ['t', 1, 3, 1]])[0]!.spans).toEqual([span('t', 0, 5, 6), span('t', 1, 2, 4)]);
    const cutter = new Cutter(5, 10);
    cutter.add('files', 0, (1n << 60n) + 1n, 1);
    cutter.end();
    expect([cutter.shards[0]!.spans, cut(5, 10, [])]).toEqual([[{ topic: 'files', partition: 0, from: '1152921504606846977', to: '1152921504606846978' }], []]);
  });
});
