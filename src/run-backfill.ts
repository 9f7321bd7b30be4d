import { of } from 'rxjs';
import { backfill } from '../topologies/backfill.js';
import { claim } from './claim.js';
import { closeAll, counted, drive, openDataflow, openWaits, restoreWindow, storeTotals, windowFigures, windowStart, type Figures, type RunContext } from './dataflow.js';
import type { Window } from './dedup/window.js';
import { shareOf, showProgress } from './progress.js';
import { Tally, type RunReport } from './report.js';
import { openLedger } from './sinks/ledger.js';
import { openFiles, type FilesPartition } from './sources/files.js';
import { expandInputs } from './sources/inputs.js';

export interface BackfillOptions {
  /** Files, folders, globs. */
  readonly inputs: readonly string[];
  readonly snapshot?: string | undefined;
  readonly again?: boolean | undefined;
  readonly limit?: number | undefined;
  /** Called at the end, for benchmarks. */
  readonly measured?: (figures: Figures) => void;
}

/** Log positions of a whole file. */
const fileRange = (seq: number) => ({ from: BigInt(seq) << 32n, to: BigInt(seq + 1) << 32n });

/**
 * Crawl files -> the store: topology `backfill` over one partition of files.
 * @throws Fault: usage (inputs, settings, models), trouble (store)
 */
export const runBackfill = async (context: RunContext, options: BackfillOptions): Promise<RunReport> => {
  const { config, quiet, log, stop } = context, started = performance.now(), inputs = await expandInputs(options.inputs);
  let files: FilesPartition | null = null, window: Window | null = null;
  const dataflow = await openDataflow(context, {
    observed: { inflight: () => files?.credit ?? { bytes: 0, batches: 0 }, windows: () => (window ? [{ partition: 0, layers: windowFigures(window) }] : []), lag: () => [] },
    notReady: () => (window ? [] : ['window']),
  });
  const { store, cpu, recipes, run, failpoint, closing } = dataflow;
  try {
    closing.unshift(claim(config.store));
    await recipes.refresh();   // whoever wrote before has ended only now
    const partition = files = await openFiles(inputs, openLedger(store, run), { ...config, ...options, inflightBatches: config.workers + 1, note: (sentence) => log.info(sentence) });
    const range = { topic: partition.topic, partition: partition.partition, from: partition.offsetAt(windowStart(partition.position, config)), to: partition.next, exclude: partition.ignored.map(fileRange) };
    const restored = window = await restoreWindow(store, range, config, run.dedupConfig, partition.dense);
    stop.addEventListener('abort', () => partition.stop());
    if (stop.aborted) partition.stop();
    const tally = new Tally(), waited = { source: 0, cpu: 0, store: 0 }, waits = openWaits(dataflow, waited);
    closing.unshift(showProgress({ quiet, log, counts: () => tally.total, place: (seconds) => shareOf(partition.progress(), seconds), waited }));
    const parts = { partition, cpu: waits.watch(cpu), window: restored, recipes: recipes.current, store, run, passed: (point: string) => { failpoint(point); waits.passed(point); } };
    await drive(of(partition), () => Promise.resolve(backfill(parts)(partition.batches)), (batch) => counted(dataflow, tally, batch, Number(batch.first >> 32n)));
    options.measured?.({ bytes: tally.bytes, steps: dataflow.seconds, waits: waited });
    return tally.report(run.id, (performance.now() - started) / 1000, partition.outcomes, await storeTotals(store));
  } finally {
    await closeAll(closing);
  }
};
