import { Histogram, type Counter, type Gauge, type Registry } from 'prom-client';
import { openRegistry } from './registry.js';

/** Every metric of a running dataflow, prefix `thresher_`. */
export interface Metrics {
  readonly registry: Registry;
  readonly records: Counter<'topic'>;
  readonly rows: Counter;
  readonly rejections: Counter<'reason'>;
  readonly duplicates: Counter<'kind'>;
  readonly inflightBytes: Gauge;
  readonly inflightBatches: Gauge;
  readonly stepSeconds: Counter<'step'>;
  readonly waitSeconds: Counter<'for'>;
  readonly insertSeconds: Histogram<'table'>;
  readonly insertRetries: Counter;
}

/** What is asked at each scrape. */
export interface Observed {
  readonly inflight: () => { readonly bytes: number; readonly batches: number };
  /** Load and mean probe length of the tables of each partition's dedup window, by layer. */
  readonly windows: () => readonly { readonly partition: number; readonly layers: Readonly<Record<string, { readonly load: number; readonly probe: number }>> }[];
  /** Records between what is stored and the end of each partition. */
  readonly lag: () => readonly { readonly topic: string; readonly partition: number; readonly records: number }[];
  /** Newest number of the saved recipes that pages are judged by; absent where none are judged. */
  readonly recipe?: (() => number) | undefined;
}

export const openMetrics = (version: string, { inflight, windows, lag, recipe }: Observed): Metrics => {
  const { registry, counter, gauge } = openRegistry(version);
  gauge('window_load', 'Share of the slots of a dedup table that is taken', ['layer', 'partition'], (g) => {
    g.reset();
    for (const { partition, layers } of windows()) for (const [layer, { load }] of Object.entries(layers)) g.set({ layer, partition: String(partition) }, load);
  });
  gauge('window_probe_length', 'Mean slots looked at in a lookup, largest of the layers', [], (g) => g.set(Math.max(0, ...windows().flatMap(({ layers }) => Object.values(layers).map(({ probe }) => probe)))));
  gauge('consumer_lag', 'Records between what is stored and the end of the partition', ['topic', 'partition'], (g) => {
    g.reset();
    for (const { topic, partition, records } of lag()) g.set({ topic, partition: String(partition) }, records);
  });
  if (recipe) gauge('recipe_version', 'Newest number of the saved recipes that pages are judged by', [], (g) => g.set(recipe()));
  return {
    registry,
    records: counter('records_total', 'Records read', ['topic']),
    rows: counter('rows_total', 'Rows stored'),
    rejections: counter('rejections_total', 'Records rejected', ['reason']),
    duplicates: counter('duplicates_total', 'Rows marked as duplicates', ['kind']),
    inflightBytes: gauge('inflight_bytes', 'Bytes read and not yet stored', [], (g) => g.set(inflight().bytes)),
    inflightBatches: gauge('inflight_batches', 'Batches read and not yet stored', [], (g) => g.set(inflight().batches)),
    stepSeconds: counter('step_seconds', 'Seconds of computation', ['step']),
    waitSeconds: counter('wait_seconds', 'Seconds in which the dataflow waited', ['for']),
    insertSeconds: new Histogram({ name: 'thresher_insert_seconds', help: 'Seconds of an insert', labelNames: ['table'], buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30], registers: [registry] }),
    insertRetries: counter('insert_retries_total', 'Inserts tried again'),
  };
};
