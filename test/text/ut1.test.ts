import { describe, expect, test } from 'vitest';
import { HashedStrings } from '../../src/text/hashed-strings.js';
import { compileUt1, Ut1, type Ut1List } from '../../src/text/ut1.js';
import { seeded } from '../signals/generate.js';

describe('hashed strings', () => {
  const encoder = new TextEncoder(), put = (table: HashedStrings, text: string, change: (value: number) => number): void => {
    const bytes = encoder.encode(`..${text}.`);
    table.update(bytes, 2, bytes.length - 1, change);
  };

  test('equal a Map of strings, whatever their number; another thread\'s table is the same', () => {
    const next = seeded(11), table = new HashedStrings(), plain = new Map<string, number>();
    const word = (): string => `${Math.floor(next() * 40_000)}.${['com', 'de', 'рф', ''][Math.floor(next() * 4)]!}`;
    const wrong: string[] = [], check = (text: string, found: number, expected: number): void => { if (found !== expected) wrong.push(`${text}: ${found}, not ${expected}`); };
    for (let i = 0; i < 200_000; i++) {
      const text = word(), value = 1 + Math.floor(next() * 65_535);
      put(table, text, (before) => { check(text, before, plain.get(text) ?? 0); return value; });
      plain.set(text, value);
    }
    const other = new HashedStrings(structuredClone(table.data));
    expect([table.size, other.size]).toEqual([plain.size, plain.size]);
    for (const [text, value] of plain) { check(text, table.find(text), value); check(text, other.find(text), value); }
    for (let i = 0; i < 100_000; i++) check(`${i}.org`, table.find(`${i}.org`), 0);
    expect(wrong).toEqual([]);
  });

  test('no two of a million like strings have the same hash', () => {
    const table = new HashedStrings(), n = 1_000_000;
    for (let i = 0; i < n; i++) put(table, `www${i}.example${i % 7}.com`, (before) => { if (before !== 0) throw new Error(`www${i} is known`); return 1; });
    expect(table.size).toBe(n);
    // 10 bytes a slot, at most three quarters full.
    expect(table.data.lanes.byteLength + table.data.values.byteLength).toBeLessThan(27 * n);
  });
});

const list = (category: string, kind: Ut1List['kind'], text: string): Ut1List => ({ category, kind, read: () => Buffer.from(text) });

describe('UT1 lists', () => {
  const ut1 = new Ut1(compileUt1([
    list('gambling', 'hosts', 'one.com\ntwo.com\r\n\n  \n three.com \nfour.com'), list('adult', 'hosts', 'two.com\none.com\n'), list('publicite', 'hosts', 'two.com\ntwo.com\n'),
    list('adult', 'urls', 'one.com/page\n'), list('empty', 'hosts', ''),
  ]));
  const categories = (combination: number): string[] => ut1.combinations[combination]!.map((number) => ut1.categories[number]!);

  test('give the categories of whole hosts and of URLs', () => {
    expect(ut1.categories).toEqual(['adult', 'empty', 'gambling', 'publicite']);
    expect(['one.com', 'two.com', 'three.com', 'four.com', 'www.one.com', 'One.com', 'com', '', 'one.com/page'].map((host) => categories(ut1.hostCombination(host)))).toEqual([
      ['adult', 'gambling'], ['adult', 'gambling', 'publicite'], ['gambling'], ['gambling'], [], [], [], [], []]);
    expect(['one.com/page', 'one.com', 'one.com/page/'].map((url) => categories(ut1.urlCombination(url)))).toEqual([['adult'], [], []]);
  });

  test('cross into another thread as shared memory', () => {
    const data = compileUt1([list('adult', 'hosts', 'one.com')]), copy = structuredClone(data);
    expect(copy.hosts.lanes.buffer).toBeInstanceOf(SharedArrayBuffer);
    data.hosts.values.fill(0);
    expect(new Ut1(copy).hostCombination('one.com')).toBe(0);
  });
});
