import { from, lastValueFrom, toArray } from 'rxjs';
import { expect, test } from 'vitest';
import type { Batch } from '../../src/model/batch.js';
import { hashColumn, numberColumn, pack, textColumn, valueAt } from '../../src/model/columns.js';
import { Window } from '../../src/dedup/window.js';
import { dedup } from '../../src/operators/dedup.js';

interface Doc { readonly position: number; readonly id: bigint; readonly content: bigint; readonly url?: bigint; readonly bands?: readonly [bigint, bigint] }

const batch = (first: bigint, records: number, docs: readonly Doc[]): Batch => ({
  topic: 'files', partition: 0, first, next: first + BigInt(records), payloads: pack(docs.map(() => new Uint8Array(1))), rejections: [], skipped: {},
  columns: {
    position: numberColumn(docs.map(({ position }) => position)), id: hashColumn(docs.map(({ id }) => id)), host: textColumn(docs.map(() => 'h')),
    content_hash: hashColumn(docs.map(({ content }) => content)), url_hash: hashColumn(docs.map(({ url }) => url ?? 0n)),
    bands: { kind: 'bytes', width: 16, values: new Uint8Array(BigUint64Array.from(docs.flatMap(({ bands }) => bands ?? [0n, 0n])).buffer) },
    near_skipped: numberColumn(docs.map(({ bands }) => (bands ? 0 : 1))),
  },
});
const ADDED = ['stream_dup_kind', 'stream_dup_of', 'stream_band_hits', 'stream_near_skipped', 'stream_url_of', 'stream_entered'];
const rows = (batches: readonly Batch[]) => batches.flatMap(({ columns, payloads }) =>
  Array.from(payloads.ends, (_, i) => ADDED.map((name) => valueAt(columns[name]!, i))));
const through = (window: Window, dense: (offset: bigint) => number, ...batches: Batch[]) => lastValueFrom(from(batches).pipe(dedup(window, dense), toArray()));

test('each document is marked by what came before it, in this batch and in earlier ones', async () => {
  const marked = await through(new Window(100, 2), Number,
    batch(0n, 4, [{ position: 0, id: 1n, content: 10n, url: 5n, bands: [7n, 8n] }, { position: 1, id: 2n, content: 10n }, { position: 3, id: 3n, content: 11n, bands: [7n, 9n] }]),
    batch(4n, 3, [{ position: 0, id: 1n, content: 10n, url: 5n, bands: [7n, 8n] }, { position: 2, id: 4n, content: 12n, url: 5n, bands: [1n, 2n] }]));
  expect(rows(marked)).toEqual([
    ['', null, 0, 0, 0n, 3n],
    ['exact', 1n, 0, 1, 0n, 0n],
    ['near', 1n, 1, 0, 0n, 0n],
    ['replay', 1n, 2, 0, 1n, 3n],
    ['url', 1n, 0, 0, 1n, 3n],
  ]);
  expect(Object.keys(marked[0]!.columns)).toEqual([
    'position', 'id', 'host', 'content_hash', 'url_hash', 'bands',
    'stream_dup_kind', 'stream_dup_of', 'stream_band_hits', 'stream_near_skipped', 'stream_url_of', 'stream_entered',
  ]);
});

test('distance is counted in gapless positions, not in log offsets', async () => {
  const two = (dense: (offset: bigint) => number) => through(new Window(10, 2), dense,
    batch(0n, 1, [{ position: 0, id: 1n, content: 10n }]), batch(1n << 32n, 1, [{ position: 0, id: 2n, content: 10n }]));
  expect(rows(await two((offset) => Number(offset >> 32n) * 5)).map(([kind]) => kind)).toEqual(['', 'exact']);
  expect(rows(await two(Number)).map(([kind]) => kind)).toEqual(['', '']);
});

test('an empty batch passes; a batch that was not sketched is an error', async () => {
  expect(rows(await through(new Window(10, 2), Number, batch(0n, 2, [])))).toEqual([]);
  const { columns, ...rest } = batch(0n, 1, [{ position: 0, id: 1n, content: 1n }]);
  const { bands: _bands, ...others } = columns;
  await expect(through(new Window(10, 2), Number, { ...rest, columns: others })).rejects.toThrow('dedup needs the bytes column bands, got none');
});
