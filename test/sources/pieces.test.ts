import { describe, expect, it } from 'vitest';
import type { Found, RawRecord } from '../../src/formats/read.js';
import { pieces, type Piece } from '../../src/sources/pieces.js';

const record = (name: string, bytes = 1): Found => ({ kind: 'record', record: { recordId: name, payload: new Uint8Array(bytes) } as unknown as RawRecord });
const skip = (why: string): Found => ({ kind: 'skipped', why });
async function* stream(items: readonly Found[]): AsyncGenerator<readonly Found[]> { yield items.slice(0, 2); yield items.slice(2); }

const cut = async (items: readonly Found[], options: Partial<Parameters<typeof pieces>[1]> = {}) => {
  const found: { first: number; names: string; skipped: object; total: number | null }[] = [];
  const all: Parameters<typeof pieces>[1] = { from: 0, declared: 0, rows: 2, bytes: 100, budget: { left: Infinity }, stop: new AbortController().signal, lost: () => {}, ...options };
  for await (const { first, records, skipped, total } of pieces(stream(items), all) as AsyncGenerator<Piece>) {
    found.push({ first, names: records.map(({ recordId }) => recordId).join(''), skipped, total });
  }
  return found;
};

const FILE = [skip('warcinfo'), record('a'), skip('request'), record('b'), record('c'), skip('metadata')];

describe('pieces', () => {
  it('cuts by rows; what is skipped travels with the record behind it, the rest with the last piece', async () => {
    expect(await cut(FILE)).toEqual([
      { first: 0, names: 'ab', skipped: { warcinfo: 1, request: 1 }, total: null },
      { first: 2, names: 'c', skipped: { metadata: 1 }, total: 3 },
    ]);
  });
  it('keeps the sum of what is skipped wherever a run ended and the next one goes on', async () => {
    for (const from of [0, 1, 2, 3]) {
      const before = (await cut(FILE, { rows: 1 })).filter(({ first, total }) => first < from && total === null), after = await cut(FILE, { from });
      expect([...before, ...after].flatMap(({ skipped }) => Object.keys(skipped)).sort()).toEqual(['metadata', 'request', 'warcinfo']);
    }
  });
  it('cuts by bytes; a record above the limit goes alone', async () => {
    const found = await cut([record('a', 60), record('b', 60), record('c', 500), record('d', 10)], { rows: 10 });
    expect(found.map(({ names }) => names)).toEqual(['a', 'b', 'c', 'd']);
  });
  it('cuts the first piece exactly where an earlier process declared it', async () => {
    const found = await cut([record('a', 60), record('b', 60), record('c', 60), record('d', 1), record('e', 1)], { from: 1, declared: 3, rows: 1 });
    expect(found.map(({ first, names }) => [first, names])).toEqual([[1, 'bcd'], [4, 'e']]);
  });
  it('says the number of records when nothing is left to give', async () => {
    expect(await cut(FILE, { from: 3 })).toEqual([{ first: 3, names: '', skipped: { metadata: 1 }, total: 3 }]);
    expect(await cut([skip('dns')])).toEqual([{ first: 0, names: '', skipped: { dns: 1 }, total: 0 }]);
  });
  it('ends without a last piece when the budget is spent before the end, with one when the file ends there', async () => {
    expect((await cut(FILE, { budget: { left: 2 } })).map(({ names, total }) => [names, total])).toEqual([['ab', null]]);
    expect((await cut(FILE, { budget: { left: 3 } })).map(({ names, total }) => [names, total])).toEqual([['ab', null], ['c', 3]]);
  });
});
