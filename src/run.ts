import { randomUUID } from 'node:crypto';
import { lastValueFrom, tap } from 'rxjs';
import { backfill } from '../topologies/backfill.js';
import { claim } from './claim.js';
import type { Config } from './config.js';
import type { Logger } from 'pino';
import { restoreFrom, Window } from './dedup/window.js';
import { openFailpoint } from './failpoint.js';
import { kitSettings } from './kit.js';
import type { Cpu, Store } from './model/ports.js';
import type { Preset } from './model/rule.js';
import { usage } from './model/fault.js';
import { once } from './operators/once.js';
import { compiledModule } from './package.js';
import { showProgress } from './progress.js';
import { Tally, type RunReport } from './report.js';
import { checkPresets, leaves } from './select/check.js';
import { ruleColumns } from './select/columns.js';
import { presetsNamed } from './select/presets.js';
import { serveHealth } from './serve/health.js';
import { openMetrics, type Metrics } from './serve/metrics.js';
import { chooseFamilies } from './signals/index.js';
import { openLedger } from './sinks/ledger.js';
import { configs, fingerprints } from './sinks/restore.js';
import { openFiles, type FilesPartition } from './sources/files.js';
import { expandInputs } from './sources/inputs.js';
import { prepareStore, scoreColumns } from './store.js';
import { steps } from './thread-steps.js';
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
const STEPS = compiledModule('src/thread-steps.js');

const openCpu = async (config: Config, timed: Timed, log: Logger): Promise<Cpu> =>
  config.workers === 0 ? inline(await steps(kitSettings(config)), timed)
  : openPool({ threads: config.workers, module: STEPS, settings: kitSettings(config), timed, note: (sentence) => log.warn(sentence) });

/**
 * The presets to judge by: of the default ones those whose signals are measured, of chosen ones all.
 * @throws Fault (usage) when a chosen preset is unknown, or names a signal that these settings do not measure
 */
const checkedPresets = (config: Config): Preset[] => {
  const presets = presetsNamed(config.presets), columns = ruleColumns(chooseFamilies(config.signals).flatMap(({ signals }) => signals), scoreColumns(config));
  if (config.origins['presets'] === 'default') return presets.filter(({ rules }) => leaves(rules).every(({ signal }) => columns.has(signal)));
  checkPresets(presets, columns);
  return presets;
};

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

/** Load and probe length of the window's tables, as Prometheus sees them. */
const windowFigures = (window: Window | null) =>
  Object.fromEntries(Object.entries(window?.figures().layers ?? {}).map(([layer, { load, meanProbe }]) => [layer, { load, probe: meanProbe }]));

/**
 * Crawl files -> the store: topology `backfill` over one partition of files.
 * @throws Fault: usage (inputs, settings, models), trouble (store)
 */
export const runBackfill = async ({ config, version, quiet, log, stop }: RunContext, options: BackfillOptions): Promise<RunReport> => {
  const started = performance.now(), run = randomUUID(), inputs = await expandInputs(options.inputs), presets = checkedPresets(config), failpoint = openFailpoint(process.env['THRESHER_FAILPOINT']);
  let files: FilesPartition | null = null, window: Window | null = null;
  const metrics = openMetrics(version, { inflight: () => files?.credit ?? { bytes: 0, batches: 0 }, window: () => windowFigures(window) });
  const seconds: Record<string, number> = {}, tally = new Tally(), waits = new Waits((wait, waited) => metrics.waitSeconds.inc({ for: wait }, waited));
  const timed: Timed = (step, taken) => { metrics.stepSeconds.inc({ step }, taken); seconds[step] = (seconds[step] ?? 0) + taken; };
  const threads = openCpu(config, timed, log), closing: (() => unknown)[] = [() => threads.then((cpu) => cpu.close(), () => {})];
  try {
    const { store, dedupConfig } = await prepareStore(config, version, {
      failpoint, onInsert: (table, _rows, taken, retries) => { metrics.insertSeconds.observe({ table }, taken); metrics.insertRetries.inc(retries); } });
    closing.push(() => store.close());
    closing.unshift(claim(config.store));
    if (config.origins['http.port'] !== 'default') {
      const health = await serveHealth({ ...config.http, version, registry: metrics.registry, notReady: () => (window ? [] : ['window']) });
      closing.unshift(health.close);
      log.info(`health and metrics on http://${config.http.host}:${health.port}`);
    }
    const partition = files = await openFiles(inputs, openLedger(store, { id: run, version }), { ...config, ...options, inflightBatches: config.workers + 1, note: (sentence) => log.info(sentence) });
    const cpu = await threads, restored = window = await restoreWindow(store, partition, config, dedupConfig);
    stop.addEventListener('abort', () => partition.stop());
    if (stop.aborted) partition.stop();
    closing.unshift(showProgress({ quiet, log, counts: () => tally.total, read: partition.progress, waits }));
    const dataflow = backfill({ partition, cpu: waits.watch(cpu), window: restored, presets, store: once(store, partition.open), run: { id: run, version, dedupConfig },
      passed: (point) => { failpoint(point); waits.passed(point); } });
    await lastValueFrom(dataflow(partition.batches).pipe(tap((batch) => count(metrics, tally.add(batch)))), { defaultValue: null });
    options.measured?.({ bytes: tally.bytes, steps: seconds, waits: waits.seconds });
    const [stored] = await store.rows<{ rows: string; rejections: string }>('SELECT (SELECT count() FROM samples) AS rows, (SELECT count() FROM rejections) AS rejections');
    return tally.report(run, (performance.now() - started) / 1000, partition.outcomes, { rows: Number(stored!.rows), rejections: Number(stored!.rejections) });
  } finally {
    for (const close of closing) await close();
  }
};
