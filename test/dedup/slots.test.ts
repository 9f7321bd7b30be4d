import { describe, expect, test } from 'vitest';
import { Slots } from '../../src/dedup/slots.js';
import { random } from './random.js';

test('keeps the smallest number of a key, like a Map, through growth and clearing', () => {
  const { below, u32, chance } = random(3), slots = new Slots(20_000);
  for (let round = 0; round < 3; round++) {
    const map = new Map<string, number>(), keys: [number, number][] = [];
    for (let n = 0; n < 30_000; n++) {
      const key: [number, number] = keys.length > 0 && (keys.length >= 20_000 || chance(0.3)) ? keys[below(keys.length)]! : [u32(), u32()];
      const value = 1 + below(1e6), name = key.join();
      if (!map.has(name)) keys.push(key);
      slots.put(key[0], key[1], value);
      map.set(name, Math.min(value, map.get(name) ?? Infinity));
    }
    expect(keys.every(([low, high]) => slots.get(low, high) === map.get(`${low},${high}`))).toBe(true);
    expect(slots.figures().entries).toBe(map.size);
    for (let n = 0; n < 10_000; n++) expect(slots.get(u32(), u32())).toBe(0);
    slots.clear();
    expect([slots.figures().entries, slots.get(keys[0]![0], keys[0]![1])]).toEqual([0, 0]);
  }
});

test('any order of the same puts, repeated or not, gives the same contents', () => {
  const { below, u32 } = random(4);
  const puts = Array.from({ length: 3000 }, () => [u32(), u32(), 1 + below(5000)] as const);
  const filled = (order: typeof puts) => { const slots = new Slots(3000); for (const [low, high, value] of order) slots.put(low, high, value); return slots.contents(); };
  const shuffled = [...puts, ...puts.slice(0, 1000)].sort(() => below(3) - 1);
  expect(filled(shuffled)).toEqual(filled(puts));
});

describe('probe lengths stay short at full capacity for keys with structure', () => {
  const CAPACITY = 200_000;
  test.each<[string, (i: number) => readonly [number, number]]>([
    ['counting low half', (i) => [i, 0]],
    ['counting high half', (i) => [0, i]],
    ['low bits all zero', (i) => [i * 4096, i >>> 20]],
    ['both halves count', (i) => [i, i]],
    ['both halves count in strides', (i) => [i * 1024, i * 65536]],
    ['high half only in its top bits', (i) => [i & 0xff, (i >>> 8) << 16]],
    ['bit-reversed counter', (i) => [Math.imul(i, 0x80000001), Math.imul(i, 0x01010101)]],
  ])('%s', (_, key) => {
    const slots = new Slots(CAPACITY);
    for (let i = 0; i < CAPACITY; i++) slots.put(...key(i), i + 1);
    const { entries, load, meanProbe, longestProbe, bytes } = slots.figures();
    expect(entries).toBe(CAPACITY);
    expect(load).toBeCloseTo(0.7, 3);
    expect(meanProbe).toBeLessThan(4);
    expect(longestProbe).toBeLessThan(400);
    expect(bytes / CAPACITY).toBeLessThan(11.5);
  });
});

test('a small share of the capacity takes a small share of the memory', () => {
  const slots = new Slots(14_000_000), { u32 } = random(9);
  for (let i = 0; i < 42_000; i++) slots.put(u32(), u32(), i + 1);
  expect(slots.figures().bytes).toBeLessThan(4e6);
});

test('more keys than the capacity allows end in an error, not in an endless loop', () => {
  const slots = new Slots(10);
  expect(() => { for (let i = 0; i < 1000; i++) slots.put(i, i, 1); }).toThrow(RangeError);
  expect(slots.get(5000, 5000)).toBe(0);
});
