/**
 * thresher as a library: fill a store from crawl files, open it, and select from it by rules that are data.
 * Signals and the dedup window stand alone under `thresher/signals` and `thresher/dedup`, sources for tests under `thresher/testing`.
 */
export { resolveConfig, type Config } from './config.js';
export { runBackfill, type BackfillOptions } from './run-backfill.js';
export { runCurate, type CurateOptions } from './run-curate.js';
export { runIngest, type IngestOptions } from './run-ingest.js';
export type { RunContext } from './dataflow.js';
export type { IngestReport, RunReport } from './report.js';
export { openStore, type ClickHouseStore, type StoreSettings } from './sinks/clickhouse.js';
export { migrate } from './sinks/schema.js';
export { chooseFamilies, families, signals } from './signals/index.js';
export { PRESETS, presetsNamed } from './select/presets.js';
export { failedSql, toPredicate, toSql } from './select/compile.js';
export { cutsSql, resolved, type Cut, type CutRow } from './select/cuts.js';
export { readRecipe, selectionOf, type Recipe, type Selection } from './select/recipe.js';
export { countOf, countSql, selectSql, type Count } from './select/sql.js';
export { Fault, EXIT } from './model/fault.js';
export type { Batch, Step } from './model/batch.js';
export type { Column, Columns, Packed } from './model/columns.js';
export type { Cpu, DedupWindow, Language, Partition, Scorer, Sketcher, Store } from './model/ports.js';
export type { Rejection, RejectionReason } from './model/rejection.js';
export type { AnyRule, Operator, Preset, QuantileRule, Row, Rule, Rules, Verdict } from './model/rule.js';
export type { Signal, SignalFamily, SignalType, UserDocument, UserModule } from './model/signal.js';
