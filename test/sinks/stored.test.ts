import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hashColumn, type Column } from '../../src/model/columns.js';
import { openStore, type ClickHouseStore } from '../../src/sinks/clickhouse.js';
import { migrate } from '../../src/sinks/schema.js';
import { storedOf } from '../../src/sinks/stored.js';

const root = mkdtempSync(join(tmpdir(), 'thresher-stored-'));
let store: ClickHouseStore, topics = 0;
beforeAll(async () => {
  store = await openStore({ store: join(root, 'store'), database: 'thresher', version: '0.0.0' });
  await migrate(store, { bands: 2 });
});
afterAll(async () => {
  await store.close();
  rmSync(root, { recursive: true, force: true });
});

const constant = (value: string | number | bigint): Column => ({ kind: 'constant', value });
const rangeOf = (topic: string, partition: number, from: number, to: number) => ({ topic, partition, from: BigInt(from), to: BigInt(to), version: 1 });
/** Rows at these positions of the range [from, to). */
const rows = (table: string, topic: string, partition: number, [from, to]: readonly [number, number], positions: readonly number[]) =>
  store.insert(table, positions.length, { src_topic: constant(topic), src_partition: constant(partition), src_offset: hashColumn(positions.map(BigInt)) }, rangeOf(topic, partition, from, to));
const batch = (table: 'ingest_batches' | 'stats' | 'ingest_intents', topic: string, partition: number, from: number, to: number) =>
  store.insert(table, 1, { src_topic: constant(topic), src_partition: constant(partition), src_from: constant(BigInt(from)), src_to: constant(BigInt(to)) }, rangeOf(topic, partition, from, to));
const fresh = (): string => `it's topic ${topics++}`;

it('knows nothing of a partition without rows', async () => {
  expect(await storedOf(store, fresh(), 0)).toEqual({ next: 0n, beyond: 0n });
});

it('ends behind the last whole batch, in whatever order batches were written, and although its last positions brought no row', async () => {
  const topic = fresh();
  await rows('samples', topic, 3, [10, 20], [10, 14]);
  await rows('rejections', topic, 3, [10, 20], [12]);
  await batch('ingest_batches', topic, 3, 10, 20);
  await rows('samples', topic, 3, [0, 10], [0, 9]);
  await batch('ingest_batches', topic, 3, 0, 10);
  expect(await storedOf(store, topic, 3)).toEqual({ next: 20n, beyond: 20n });
});

it.each(['samples', 'texts', 'lines', 'fingerprints', 'rejections'])('sees a batch that was begun by its rows in %s, the first of a partition or a later one', async (table) => {
  const topic = fresh();
  await rows(table, topic, 0, [0, 10], [0, 6]);
  expect(await storedOf(store, topic, 0)).toEqual({ next: 0n, beyond: 7n });
  await batch('ingest_batches', topic, 0, 0, 10);
  expect(await storedOf(store, topic, 0)).toEqual({ next: 10n, beyond: 10n });
  await rows(table, topic, 0, [10, 30], [10, 11, 25]);
  expect(await storedOf(store, topic, 0)).toEqual({ next: 10n, beyond: 26n });
});

it('takes the table that got furthest', async () => {
  const topic = fresh();
  await batch('ingest_batches', topic, 0, 0, 5);
  await rows('samples', topic, 0, [5, 12], [5, 7]);
  await rows('texts', topic, 0, [5, 12], [5, 7]);
  await rows('rejections', topic, 0, [5, 12], [6, 11]);
  expect(await storedOf(store, topic, 0)).toEqual({ next: 5n, beyond: 12n });
});

it('sees a batch that is its first position only', async () => {
  const topic = fresh();
  await rows('rejections', topic, 0, [0, 1], [0]);
  expect(await storedOf(store, topic, 0)).toEqual({ next: 0n, beyond: 1n });
});

it('takes neither sums nor intentions for whole batches', async () => {
  const topic = fresh();
  await rows('samples', topic, 0, [0, 10], [0, 8]);
  await batch('stats', topic, 0, 0, 10);
  await batch('ingest_intents', topic, 0, 0, 10);
  expect(await storedOf(store, topic, 0)).toEqual({ next: 0n, beyond: 9n });
});

it('keeps topics and partitions apart', async () => {
  const topic = fresh(), other = fresh();
  await batch('ingest_batches', topic, 0, 0, 10);
  await batch('ingest_batches', topic, 1, 0, 20);
  await batch('ingest_batches', other, 0, 0, 30);
  await rows('samples', topic, 1, [20, 40], [39]);
  await rows('samples', other, 0, [30, 50], [49]);
  expect(await Promise.all([storedOf(store, topic, 0), storedOf(store, topic, 1), storedOf(store, topic, 2), storedOf(store, other, 0), storedOf(store, `${topic}0`, 0)])).toEqual([
    { next: 10n, beyond: 10n }, { next: 20n, beyond: 40n }, { next: 0n, beyond: 0n }, { next: 30n, beyond: 50n }, { next: 0n, beyond: 0n }]);
});

it('is exact beyond 2^53', async () => {
  const topic = fresh(), from = 2n ** 60n + 1n, range = { topic, partition: 4_294_967_295, from, to: from + 2n, version: 1 }, place = { src_topic: constant(topic), src_partition: constant(4_294_967_295) };
  await store.insert('ingest_batches', 1, { ...place, src_from: constant(from - 1n), src_to: constant(from) }, { ...range, from: from - 1n, to: from });
  await store.insert('texts', 1, { ...place, src_offset: hashColumn([from + 1n]) }, range);
  expect(await storedOf(store, topic, 4_294_967_295)).toEqual({ next: from, beyond: from + 2n });
});
