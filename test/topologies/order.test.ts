// Order of effects without Kafka, store or threads. The obvious pipe (each operator its own concatMap, one behind the other) fails this:
// `intend` of batch n+1 overtakes the writes of batch n.
import { lastValueFrom, Observable } from 'rxjs';
import { describe, expect, it } from 'vitest';
import type { Batch } from '../../src/model/batch.js';
import { hashColumn, numberColumn, pack, textColumn } from '../../src/model/columns.js';
import type { Cpu, Partition, Store } from '../../src/model/ports.js';
import { Credit } from '../../src/sources/credit.js';
import { curate as backfill } from '../../topologies/curate.js';

const TABLES = ['samples', 'texts', 'fingerprints', 'stats', 'ingest_batches'];

const computed = (first: number): Batch => ({
  topic: 't', partition: 0, first: BigInt(first), next: BigInt(first + 2), payloads: pack([new Uint8Array(3), new Uint8Array(3)]), rejections: [], skipped: {},
  columns: {
    position: numberColumn([0, 1]), id: hashColumn([BigInt(first) + 1n, BigInt(first) + 2n]), content_hash: hashColumn([BigInt(first) + 100n, BigInt(first) + 101n]), url_hash: hashColumn([0n, 0n]),
    bands: { kind: 'bytes', width: 16, values: new Uint8Array(32) }, near_skipped: numberColumn([1, 1]), snapshot: textColumn(['s', 's']), lang: textColumn(['en', 'en']),
    tokens_est: numberColumn([1, 1]), text_bytes: numberColumn([3, 3]),
  },
});

const pause = (turns: number): Promise<void> => new Promise((resolve) => { const wait = (left: number): void => { if (left === 0) resolve(); else setImmediate(wait, left - 1); }; wait(turns); });

/** Every effect takes a few turns of the event loop, so that batches have every chance to overtake each other. */
const recorder = () => {
  const log: string[] = [];
  const slow = async (line: string, turns: number): Promise<void> => { log.push(`${line} ...`); await pause(turns); log.push(line); };
  const store = { insert: (table: string, _rows: number, _columns: unknown, range: { from: bigint }) => slow(`${table} ${range.from}`, 3) } as unknown as Store;
  return { log, slow, store };
};

const partitionOf = (batches: readonly Batch[], depth: number, slow: (line: string, turns: number) => Promise<void>) => {
  const credit = new Credit(depth, 1e9), releases: (() => void)[] = [];
  let most = 0;
  const partition: Partition & { open: null } = {
    topic: 't', partition: 0, dense: Number, open: null,
    batches: new Observable((subscriber) => {
      void (async () => {
        for (const batch of batches) { releases.push((await credit.take(1))!); most = Math.max(most, credit.batches); subscriber.next(batch); }
        subscriber.complete();
      })();
    }),
    intend: ({ first }) => slow(`intend ${first}`, 2),
    commit: async ({ first }) => { await slow(`commit ${first}`, 2); releases.shift()!(); },
  };
  return { partition, most: () => most };
};

/** Later batches are computed sooner. */
const cpu: Cpu = { run: async (batch) => { await pause(Math.max(1, 40 - Number(batch.first))); return batch; }, close: () => Promise.resolve() };
const window = { mark: ({ positions: { length } }: { positions: { length: number } }) => ({ kind: new Uint8Array(length), of: new BigUint64Array(length), urlOf: new BigUint64Array(length), entered: new BigUint64Array(length), bandHits: new Uint8Array(length) }) };
const run = { id: 'r', version: 'v', dedupConfig: 1n };

describe('backfill', () => {
  it('finishes all effects of a batch before the next one begins, in log order, with bounded read-ahead', async () => {
    const { log, slow, store } = recorder(), batches = Array.from({ length: 12 }, (_, i) => computed(2 * i)), { partition, most } = partitionOf(batches, 3, slow);
    await lastValueFrom(backfill({ partition, cpu, window, recipes: () => ({ number: 0, presets: [] }), store, run, passed: () => {} })(partition.batches));
    expect(log).toEqual(batches.flatMap(({ first }) => ['intend', ...TABLES, 'commit'].flatMap((effect) => [`${effect} ${first} ...`, `${effect} ${first}`])));
    expect(most()).toBe(3);
  });

  it('shows a failed computation only after the batch before it has committed', async () => {
    const { log, slow, store } = recorder(), batches = [computed(0), computed(2), computed(4)], { partition } = partitionOf(batches, 3, slow);
    const failing: Cpu = { ...cpu, run: (batch) => (batch.first === 2n ? Promise.reject(new Error('broken')) : cpu.run(batch)) };
    await expect(lastValueFrom(backfill({ partition, cpu: failing, window, recipes: () => ({ number: 0, presets: [] }), store, run, passed: () => {} })(partition.batches))).rejects.toThrow('broken');
    expect(log.at(-1)).toBe('commit 0');
  });
});
