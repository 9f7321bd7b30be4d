import type { Batch } from './model/batch.js';
import { count, textAt, type Column } from './model/columns.js';
import type { DuplicateKind } from './model/ports.js';
import { addSkips, type Skips } from './model/skips.js';
import type { FileOutcome } from './sources/files.js';

type Duplicates = Record<Exclude<DuplicateKind, ''>, number>;

/** What came in, what was stored, what was rejected. */
export interface Counts {
  records: number;
  rows: number;
  rejections: Skips;
  skipped: Skips;
}

/** The run report of contract 4.1: `records = rows + sum of rejections`, per file and per run. */
export interface RunReport extends Counts {
  readonly run: string;
  readonly seconds: number;
  readonly files: readonly (Counts & { readonly file: string; readonly state: FileOutcome['state']; readonly lost_bytes: number; readonly detail?: string })[];
  readonly duplicates: Duplicates;
  readonly store: { readonly rows: number; readonly rejections: number };
}

/** The run report of `ingest`: its rows are messages that were sent, and it has no store. */
export type IngestReport = Omit<RunReport, 'store'>;

const nothing = (): Counts => ({ records: 0, rows: 0, rejections: {}, skipped: {} });

const kindsOf = (column: Column | undefined, rows: number): Duplicates => {
  const kinds: Duplicates = { replay: 0, exact: 0, url: 0, near: 0 };
  for (let i = 0; i < rows; i++) {
    const kind = column?.kind === 'text' ? textAt(column.values, i) : column?.kind === 'constant' ? String(column.value) : '';
    if (kind !== '') kinds[kind as keyof Duplicates]++;
  }
  return kinds;
};

/** Adds up committed batches. */
export class Tally {
  readonly files = new Map<number, Counts>();
  readonly duplicates: Duplicates = { replay: 0, exact: 0, url: 0, near: 0 };
  total: Counts = nothing();
  /** Bytes of text stored. */
  bytes = 0;

  /** @param unit number of the file, or of the partition · @returns what this batch adds */
  add(batch: Batch, unit: number): Counts & { duplicates: Duplicates } {
    const rows = count(batch.payloads), duplicates = kindsOf(batch.columns['stream_dup_kind'], rows);
    const rejections = batch.rejections.reduce<Record<string, number>>((sum, { reason }) => ({ ...sum, [reason]: (sum[reason] ?? 0) + 1 }), {});
    const counts: Counts = { records: rows + batch.rejections.length, rows, rejections, skipped: batch.skipped };
    this.count(unit, counts);
    this.bytes += batch.payloads.bytes.length;
    for (const kind of Object.keys(duplicates) as (keyof Duplicates)[]) this.duplicates[kind] += duplicates[kind];
    return { ...counts, duplicates };
  }

  count(unit: number, counts: Counts): void {
    this.files.set(unit, plus(this.files.get(unit) ?? nothing(), counts));
    this.total = plus(this.total, counts);
  }

  report(run: string, seconds: number, outcomes: readonly FileOutcome[], store: RunReport['store']): RunReport {
    return { ...this.sums(run, seconds, outcomes), store };
  }

  /** The report without what the store holds. */
  sums(run: string, seconds: number, outcomes: readonly FileOutcome[]): IngestReport {
    return {
      run, seconds,
      files: outcomes.map(({ file, seq, state, lostBytes, detail }) => ({ file, state, ...(this.files.get(seq) ?? nothing()), lost_bytes: lostBytes, ...(detail ? { detail } : {}) })),
      ...this.total, duplicates: this.duplicates,
    };
  }
}

const plus = (a: Counts, b: Counts): Counts =>
  ({ records: a.records + b.records, rows: a.rows + b.rows, rejections: addSkips(a.rejections, b.rejections), skipped: addSkips(a.skipped, b.skipped) });
