import { concatMap, type MonoTypeOperatorFunction } from 'rxjs';
import type { Batch } from '../model/batch.js';
import type { Partition, Store } from '../model/ports.js';
import { blocks, type RunStamp, type Table } from './blocks.js';
import type { Operator } from './order.js';
import type { Pass } from './pass.js';

/** An operator that does something with each batch and passes it on. */
export const effect = <T = Batch>(act: (batch: T) => Promise<void>): MonoTypeOperatorFunction<T> =>
  concatMap(async (batch) => {
    await act(batch);
    return batch;
  });

/** Range -> declared as being written: the fence, before the first effect. */
export const intend = (partition: Partition): Operator => effect((batch) => partition.intend(batch));

const insert = (tables: readonly Table[], store: Store, run: RunStamp, passed: Pass): Operator =>
  effect(async (batch) => {
    const range = { topic: batch.topic, partition: batch.partition, from: batch.first, to: batch.next, version: 1 };
    for (const table of tables) {
      const { rows, columns } = blocks[table](batch, run);
      if (rows > 0) await store.insert(table, rows, columns, range);
      passed(table);
    }
  });

/** Columns -> samples, texts, lines (when lines are measured), fingerprints, rejections: one block and one token each. */
export const write = (store: Store, run: RunStamp, passed: Pass): Operator => insert(['samples', 'texts', 'lines', 'fingerprints', 'rejections'], store, run, passed);

/** Batch -> its sums in `stats`, then its row in `ingest_batches`: the batch is whole. */
export const tally = (store: Store, run: RunStamp, passed: Pass): Operator => insert(['stats', 'ingest_batches'], store, run, passed);

/** Messages -> their topic: done when every replica in sync has them. */
export const send = <T>(outlet: { readonly send: (messages: T) => Promise<void> }): MonoTypeOperatorFunction<T> => effect((messages) => outlet.send(messages));

/** Range -> done; gives the source its credit back. */
export const commit = <T>(source: { readonly commit: (batch: T) => Promise<void> }): MonoTypeOperatorFunction<T> => effect((batch) => source.commit(batch));
