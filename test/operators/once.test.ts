import { expect, it } from 'vitest';
import type { Range, Store } from '../../src/model/ports.js';
import { once } from '../../src/operators/once.js';

const range = (from: bigint, to: bigint): Range => ({ topic: 'files', partition: 0, from, to, version: 1 });

/** A store whose tables `there` hold the open range already; the tokens of the server are not asked. */
const storeWith = (there: readonly string[]) => {
  const inserted: string[] = [];
  const store = {
    insert: (table: string, _rows: number, _columns: unknown, { from }: Range) => { inserted.push(`${table} ${from}`); return Promise.resolve(); },
    present: (table: string) => Promise.resolve(there.includes(table)),
  } as unknown as Store;
  return { store, inserted };
};

it('inserts of the open range only what is not there, and everything of other ranges unasked', async () => {
  const { store, inserted } = storeWith(['samples', 'texts']), careful = once(store, { from: 10n, to: 20n });
  for (const table of ['samples', 'texts', 'fingerprints']) await careful.insert(table, 1, {}, range(10n, 20n));
  for (const table of ['samples', 'texts']) await careful.insert(table, 1, {}, range(20n, 30n));
  await careful.insert('samples', 1, {}, range(10n, 15n));
  await careful.insert('samples', 1, {}, range(15n, 21n));
  expect(inserted).toEqual(['fingerprints 10', 'samples 20', 'texts 20', 'samples 15']);
});

it('asks nothing when no range is open', () => {
  const { store } = storeWith([]);
  expect(once(store, null)).toBe(store);
});
