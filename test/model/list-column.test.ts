import { describe, expect, test } from 'vitest';
import { buffersOf, joinColumn, listColumn, numberColumn, sliceColumn, textColumn, valueAt, type Column, type ListColumn } from '../../src/model/columns.js';
import { seeded } from '../signals/generate.js';

type List = readonly (string | number)[] | null;
const KINDS: readonly [string, (next: () => number) => string | number, (lists: readonly List[]) => ListColumn][] = [
  ['numbers', (next) => next(), (lists) => listColumn(lists as readonly (readonly number[] | null)[], numberColumn)],
  ['strings', (next) => ['', 'a', 'é', '\u{1F600}'][Math.floor(next() * 4)]!, (lists) => listColumn(lists as readonly (readonly string[] | null)[], textColumn)],
];
const rows = (column: Column, count: number): unknown[] => Array.from({ length: count }, (_, i) => valueAt(column, i));

describe.each(KINDS)('lists of %s', (_, item, column) => {
  const next = seeded(3);
  const lists = (count: number, nulls: boolean): List[] => Array.from({ length: count }, () => (nulls && next() < 0.3 ? null : Array.from({ length: Math.floor(next() * 4) }, () => item(next))));

  test('hold what they were made of, whole, cut into parts and put together again', () => {
    for (let round = 0; round < 200; round++) {
      const given = lists(Math.floor(next() * 12), round % 2 === 1), whole = column(given), cuts = [0, ...[next(), next()].map((at) => Math.floor(at * (given.length + 1))).sort((a, b) => a - b), given.length];
      expect(rows(whole, given.length)).toEqual(given);
      const parts = cuts.slice(1).map((to, i) => sliceColumn(whole, cuts[i]!, to));
      parts.forEach((part, i) => expect(rows(part, cuts[i + 1]! - cuts[i]!)).toEqual(given.slice(cuts[i], cuts[i + 1])));
      expect(rows(joinColumn(parts), given.length)).toEqual(given);
    }
  });

  test('every buffer is there to be transferred, each once; a slice shares none with the whole', () => {
    const whole = column([[item(next)], null, [item(next), item(next)]]), part = sliceColumn(whole, 1, 3), buffers = buffersOf({ whole, part, again: whole });
    const { items, ends, nulls } = whole;
    for (const array of [ends, nulls!, ...(items.kind === 'number' ? [items.values, items.nulls] : [items.values.bytes, items.values.ends])]) expect(buffers).toContain(array.buffer);
    expect([buffers.length, new Set(buffers).size]).toEqual([8, 8]);
  });

  test('a join with a part that has no nulls', () => {
    const joined = joinColumn([column([[]]), column([null, [item(next)]]), column([])]) as ListColumn;
    expect([...joined.nulls!]).toEqual([0, 1, 0]);
    expect([...joined.ends]).toEqual([0, 0, 1]);
  });
});
