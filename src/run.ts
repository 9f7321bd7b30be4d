import { randomUUID } from 'node:crypto';
import { lastValueFrom, tap } from 'rxjs';
import { backfill } from '../topologies/backfill.js';
import { claim } from './claim.js';
import type { Config } from './config.js';
import type { Logger } from 'pino';
import { restoreFrom, Window } from './dedup/window.js';
import { openFailpoint } from './failpoint.js';
import { kitSettings, steps } from './kit.js';
import type { Cpu, Store } from './model/ports.js';
import { usage } from './model/fault.js';
import { once } from './operators/once.js';
import { showProgress } from './progress.js';
import { Tally, type RunReport } from './report.js';
import { presetsNamed } from './select/presets.js';
import { serveHealth } from './serve/health.js';
import { openMetrics, type Metrics } from './serve/metrics.js';
import { openLedger } from './sinks/ledger.js';
import { configs, fingerprints } from './sinks/restore.js';
import { openFiles, type FilesPartition } from './sources/files.js';
import { expandInputs } from './sources/inputs.js';
import { prepareStore } from './store.js';
import { Waits, type Wait } from './waits.js';
import { inline, type Timed } from './workers/inline.js';
import { openPool } from './workers/pool.js';

export interface BackfillOptions {
  /** Files, folders, globs. */
  readonly inputs: readonly string[];
  readonly snapshot?: string | undefined;
  readonly again?: boolean | undefined;
  readonly limit?: number | undefined;
  /** Called at the end with the bytes of text stored, the seconds of computation per step and the seconds waited, for benchmarks. */
  readonly measured?: (figures: Figures) => void;
}
export interface Figures { readonly bytes: number; readonly steps: Readonly<Record<string, number>>; readonly waits: Readonly<Record<Wait, number>> }

/** What a run needs beside its options. */
export interface RunContext {
  readonly config: Config;
  readonly version: string;
  readonly quiet: boolean;
  readonly log: Logger;
  readonly stop: AbortSignal;
}

/** Compiled module that worker threads build their steps from. */
const STEPS = new URL(import.meta.url.endsWith('.ts') ? '../dist/src/kit.js' : './kit.js', import.meta.url).href;

const openCpu = async (config: Config, timed: Timed, log: Logger): Promise<Cpu> =>
  config.workers === 0 ? inline(await steps(kitSettings(config)), timed)
  : openPool({ threads: config.workers, module: STEPS, settings: kitSettings(config), timed, note: (sentence) => log.warn(sentence) });

/** Log positions of a whole file. */
const fileRange = (seq: number) => ({ from: BigInt(seq) << 32n, to: BigInt(seq + 1) << 32n });

/** The window as the log before the partition's next position left it: rows of its last two generations, replaced files left out. */
const restoreWindow = async (store: Store, partition: FilesPartition, config: Config, sketches: bigint): Promise<Window> => {
  const window = new Window(config.dedup.window, config.dedup.bands), from = partition.offsetAt(restoreFrom(partition.position, config.dedup.window));
  const range = { topic: partition.topic, partition: partition.partition, from, to: partition.next, exclude: partition.ignored.map(fileRange) };
  const others = (await configs(store, range)).filter((found) => found !== sketches);
  if (others.length) throw usage(`dedup: got ${config.dedup.bands} bands x ${config.dedup.rows} rows, allowed the settings that this store was filled with (or a store of its own)`);
  for await (const rows of fingerprints(store, range, partition.dense)) window.fill(rows);
  return window;
};

/** What Prometheus sees of a committed batch. */
const count = (metrics: Metrics, tally: ReturnType<Tally['add']>): void => {
  metrics.records.inc({ topic: 'files' }, tally.records);
  metrics.rows.inc(tally.rows);
  for (const [reason, n] of Object.entries(tally.rejections)) metrics.rejections.inc({ reason }, n);
  for (const [kind, n] of Object.entries(tally.duplicates)) metrics.duplicates.inc({ kind }, n);
};

/**
 * Crawl files -> the store: topology `backfill` over one partition of files.
 * @throws Fault: usage (inputs, settings, models), trouble (store)
 */
export const runBackfill = async ({ config, version, quiet, log, stop }: RunContext, options: BackfillOptions): Promise<RunReport> => {
  const started = performance.now(), run = randomUUID(), inputs = await expandInputs(options.inputs), presets = presetsNamed(config.presets);
  const failpoint = openFailpoint(process.env['THRESHER_FAILPOINT']);
  const credit = { bytes: 0, batches: 0 }, metrics = openMetrics(version, () => partition?.credit ?? credit);
  let partition: FilesPartition | null = null;
  const { store, dedupConfig } = await prepareStore(config, version, {
    failpoint, onInsert: (table, _rows, seconds, retries) => { metrics.insertSeconds.observe({ table }, seconds); metrics.insertRetries.inc(retries); } });
  const closing: (() => unknown)[] = [() => store.close()];
  try {
    closing.unshift(claim(config.store));
    if (config.origins['http.port'] !== 'default') {
      const health = await serveHealth({ ...config.http, version, registry: metrics.registry, notReady: () => (partition ? [] : ['store']) });
      closing.unshift(health.close);
      log.info(`health and metrics on http://${config.http.host}:${health.port}`);
    }
    const stepSeconds: Record<string, number> = {};
    const waits = new Waits((wait, seconds) => metrics.waitSeconds.inc({ for: wait }, seconds)), tally = new Tally();
    const cpu = await openCpu(config, (step, seconds) => { metrics.stepSeconds.inc({ step }, seconds); stepSeconds[step] = (stepSeconds[step] ?? 0) + seconds; }, log);
    closing.unshift(() => cpu.close());
    const files = partition = await openFiles(inputs, openLedger(store, { id: run, version }), {
      ...config, ...options, inflightBatches: config.workers + 2, note: (sentence) => log.info(sentence) });
    const window = await restoreWindow(store, files, config, dedupConfig);
    stop.addEventListener('abort', () => files.stop());
    if (stop.aborted) files.stop();
    const done = showProgress({ quiet, log, counts: () => tally.total, read: files.progress, waits });
    const parts = { partition: files, cpu: waits.watch(cpu), window, presets, store: once(store, files.open), run: { id: run, version, dedupConfig },
      passed: (point: string) => { failpoint(point); waits.passed(point); } };
    await lastValueFrom(backfill(parts)(files.batches).pipe(tap((batch) => count(metrics, tally.add(batch)))), { defaultValue: null });
    done();
    options.measured?.({ bytes: tally.bytes, steps: stepSeconds, waits: waits.seconds });
    const [stored] = await store.rows<{ rows: string; rejections: string }>('SELECT (SELECT count() FROM samples) AS rows, (SELECT count() FROM rejections) AS rejections');
    return tally.report(run, (performance.now() - started) / 1000, files.outcomes, { rows: Number(stored!.rows), rejections: Number(stored!.rejections) });
  } finally {
    for (const close of closing) await close();
  }
};
