import { randomUUID } from 'node:crypto';
import { finalize, from, lastValueFrom, mergeAll, mergeMap, tap, type Observable } from 'rxjs';
import type { Logger } from 'pino';
import type { Config } from './config.js';
import { restoreFrom, Window } from './dedup/window.js';
import { openFailpoint } from './failpoint.js';
import { numberSignals, openFamilies } from './families.js';
import { judgedPresets } from './judged-presets.js';
import { kitSettings } from './kit.js';
import type { Batch } from './model/batch.js';
import { usage } from './model/fault.js';
import type { Cpu, Store } from './model/ports.js';
import type { RunStamp } from './operators/blocks.js';
import type { Pass } from './operators/pass.js';
import { openHealth } from './open-health.js';
import { compiledModule } from './package.js';
import { followRecipes, type FollowedRecipes } from './recipes/follow.js';
import type { Tally } from './report.js';
import { ruleColumns } from './select/columns.js';
import { openMetrics, type Metrics, type Observed } from './serve/metrics.js';
import { configs, fingerprints, type RestoreRange } from './sinks/restore.js';
import { prepareStore, scoreColumns } from './store.js';
import { steps } from './thread-steps.js';
import { Waits, type Wait } from './waits.js';
import { inline, type Timed } from './workers/inline.js';
import { openPool } from './workers/pool.js';

/** What a run needs beside its options. */
export interface RunContext {
  readonly config: Config;
  readonly version: string;
  readonly quiet: boolean;
  readonly log: Logger;
  readonly stop: AbortSignal;
}

/** Seconds of computation per step and seconds waited; bytes of text stored. For benchmarks. */
export interface Figures { readonly bytes: number; readonly steps: Readonly<Record<string, number>>; readonly waits: Readonly<Record<Wait, number>> }

/** What dataflows into the store are made of, whatever their source: opened once per process, closed in the order of `closing`. */
export interface Dataflow {
  readonly store: Store;
  readonly cpu: Cpu;
  /** Presets and saved recipes, followed. Refreshed by whoever takes a partition, before its first batch. */
  readonly recipes: FollowedRecipes;
  readonly run: RunStamp;
  readonly metrics: Metrics;
  readonly failpoint: Pass;
  /** Seconds of computation so far, by step. */
  readonly seconds: Readonly<Record<string, number>>;
  /** Seconds since the oldest insert began that has not ended; 0 = none is under way. */
  readonly stuck: () => number;
  readonly closing: (() => unknown)[];
}

/** Compiled module that worker threads build their steps from. */
const STEPS = compiledModule('src/thread-steps.js');
/** The store counts as away when an insert takes longer, seconds. */
const AWAY_S = 30;

const openCpu = async (config: Config, timed: Timed, log: Logger): Promise<Cpu> =>
  config.workers === 0 ? inline(await steps(kitSettings(config), (sentence) => log.warn(sentence)), timed)
  : openPool({ threads: config.workers, module: STEPS, settings: kitSettings(config), timed, note: (sentence) => log.warn(sentence) });

export interface DataflowOptions {
  readonly observed: Observed;
  /** Why the source is not ready; empty = it is. */
  readonly notReady: () => readonly string[];
}

/** @throws Fault: usage (settings, models, presets), trouble (store) */
export const openDataflow = async (context: RunContext, { observed, notReady }: DataflowOptions): Promise<Dataflow> => {
  const { config, version, log } = context;
  const columns = ruleColumns(numberSignals(await openFamilies(config)), scoreColumns(config)), presets = judgedPresets(config, columns), failpoint = openFailpoint(process.env['THRESHER_FAILPOINT']);
  let recipes: FollowedRecipes | null = null;
  const metrics = openMetrics(version, { ...observed, recipe: () => recipes?.current().number ?? 0 });
  const seconds: Record<string, number> = {}, timed: Timed = (step, taken) => { metrics.stepSeconds.inc({ step }, taken); seconds[step] = (seconds[step] ?? 0) + taken; };
  const threads = openCpu(config, timed, log), closing: (() => unknown)[] = [() => threads.then((cpu) => cpu.close(), () => {})];
  const inserts = new Set<{ readonly begun: number }>(), stuck = (): number => Math.max(0, ...[...inserts].map(({ begun }) => (performance.now() - begun) / 1000));
  let prepared = false;
  try {
    closing.unshift(await openHealth(context, metrics.registry, () => [...(!prepared || stuck() > AWAY_S ? ['store'] : []), ...notReady()]));
    const { store, dedupConfig } = await prepareStore(config, version, {
      failpoint, onInsert: (table, _rows, taken, retries) => { metrics.insertSeconds.observe({ table }, taken); metrics.insertRetries.inc(retries); } });
    const followed = recipes = await followRecipes(store, { presets, columns, ask: store.readOnly, note: (sentence) => log.warn(sentence) }).catch(async (error: unknown) => { await store.close(); throw error; });
    closing.push(() => followed.close(), () => store.close());
    prepared = true;
    const watched: Store = { ...store, insert: async (...given) => { const one = { begun: performance.now() }; inserts.add(one); try { await store.insert(...given); } finally { inserts.delete(one); } } };
    return { store: watched, cpu: await threads, recipes: followed, run: { id: randomUUID(), version, dedupConfig }, metrics, failpoint, seconds, stuck, closing };
  } catch (error) {
    await closeAll(closing);
    throw error;
  }
};

export const closeAll = async (closing: readonly (() => unknown)[]): Promise<void> => { for (const close of closing) await close(); };

/**
 * The window as the log before `range.to` left it: rows of its last two generations.
 * @throws Fault (usage) when they were sketched with other settings
 */
export const restoreWindow = async (store: Store, range: RestoreRange, { dedup }: Config, sketches: bigint, dense: (offset: bigint) => number): Promise<Window> => {
  const window = new Window(dedup.window, dedup.bands), others = (await configs(store, range)).filter((found) => found !== sketches);
  if (others.length) throw usage(`dedup: got ${dedup.bands} bands x ${dedup.rows} rows, allowed the settings that this store was filled with (or a store of its own)`);
  for await (const rows of fingerprints(store, range, dense)) window.fill(rows);
  return window;
};

/** First position whose row a window needs that goes on at gapless position `next`. */
export const windowStart = (next: number, { dedup }: Config): number => restoreFrom(next, dedup.window);

/** Load and probe length of a window's tables, as Prometheus sees them. */
export const windowFigures = (window: Window) => Object.fromEntries(Object.entries(window.figures().layers).map(([layer, { load, meanProbe }]) => [layer, { load, probe: meanProbe }]));

/** A batch is whole: what Prometheus and the report see of it. @param unit number of the file, or of the partition */
export const counted = ({ metrics }: Dataflow, tally: Tally, batch: Batch, unit: number): void => {
  const { records, rows, rejections, duplicates } = tally.add(batch, unit);
  metrics.records.inc({ topic: batch.topic }, records);
  metrics.rows.inc(rows);
  for (const [reason, n] of Object.entries(rejections)) metrics.rejections.inc({ reason }, n);
  for (const [kind, n] of Object.entries(duplicates)) metrics.duplicates.inc({ kind }, n);
};

/** Where the time of one partition goes, added to the metrics and to `sums`. */
export const openWaits = ({ metrics }: Dataflow, sums: Record<Wait, number>): Waits =>
  new Waits((wait, waited) => { metrics.waitSeconds.inc({ for: wait }, waited); sums[wait] += waited; });

/** Rows and rejections in the whole store. */
export const storeTotals = async (store: Store): Promise<{ rows: number; rejections: number }> => {
  const [stored] = await store.rows<{ rows: string; rejections: string }>('SELECT (SELECT count() FROM samples) AS rows, (SELECT count() FROM rejections) AS rejections');
  return { rows: Number(stored!.rows), rejections: Number(stored!.rejections) };
};

/**
 * The one place where dataflows are subscribed to: each partition's runs until its source completes; the first error ends all.
 * @param flow partition -> its dataflow, once its window is there
 */
export const drive = <P>(partitions: Observable<P>, flow: (partition: P) => Promise<Observable<Batch>>, whole: (batch: Batch) => void, ended: (partition: P) => void = () => {}): Promise<unknown> =>
  lastValueFrom(partitions.pipe(mergeMap((partition) => from(flow(partition)).pipe(mergeAll(), finalize(() => ended(partition)))), tap(whole)), { defaultValue: null });
