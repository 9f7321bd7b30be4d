import { LINES, type Batch } from '../model/batch.js';
import { count, numberColumn, pack, textAt, textColumn, type Column, type Columns, type HashColumn, type MapColumn, type NumberColumn, type TextColumn } from '../model/columns.js';

/** Who writes: the same in every row of a run. */
export interface RunStamp {
  readonly id: string;
  readonly version: string;
  /** Hash of the dedup settings that the fingerprints depend on. */
  readonly dedupConfig: bigint;
}

export type Table = 'samples' | 'texts' | 'lines' | 'fingerprints' | 'rejections' | 'stats' | 'ingest_batches';
/** Rows for one table, by column name. */
export interface Block { readonly rows: number; readonly columns: Columns }

const constant = (value: string | number | bigint | null): Column => ({ kind: 'constant', value });

const stamp = ({ id, version }: RunStamp): Columns => ({ run_id: constant(id), run_time: constant(Date.now()), run_version: constant(version) });

const place = (batch: Batch): Columns => ({ src_topic: constant(batch.topic), src_partition: constant(batch.partition) });

const range = (batch: Batch): Columns => ({ ...place(batch), src_from: constant(batch.first), src_to: constant(batch.next) });

const offsets = (batch: Batch, positions: ArrayLike<number>): Columns => {
  const values = new BigUint64Array(positions.length);
  for (let i = 0; i < positions.length; i++) values[i] = batch.first + BigInt(positions[i]!);
  return { ...place(batch), src_offset: { kind: 'hash', values } };
};

const positionsOf = (batch: Batch): Float64Array => (batch.columns['position'] as NumberColumn).values;

const counts = (values: Readonly<Record<string, number>>): MapColumn => {
  const keys = Object.keys(values).sort();
  return { kind: 'map', keys, values: keys.map((key) => textColumn([String(values[key])])) };
};

/** One builder a table: what of a finished batch it keeps. `run_time` is the only thing that is not a function of the batch. */
export const blocks: Readonly<Record<Table, (batch: Batch, run: RunStamp) => Block>> = {
  samples: (batch, run) => {
    const { position: _1, bands: _2, stream_url_of: _3, stream_entered: _4, ...rest } = batch.columns;
    const kept = Object.fromEntries(Object.entries(rest).filter(([name]) => !name.startsWith(LINES)));
    return { rows: count(batch.payloads), columns: { ...kept, ...offsets(batch, positionsOf(batch)), ...stamp(run) } };
  },

  texts: (batch) => ({
    rows: count(batch.payloads),
    columns: { id: batch.columns['id']!, text: { kind: 'text', values: batch.payloads }, ...offsets(batch, positionsOf(batch)) },
  }),

  // Empty unless a family of lines is measured; then one row a document, as every text has a line.
  lines: (batch) => {
    const lists = Object.entries(batch.columns).filter(([name]) => name.startsWith(LINES)).map(([name, column]) => [name.slice(LINES.length), column] as const);
    return { rows: lists.length === 0 ? 0 : count(batch.payloads), columns: { id: batch.columns['id']!, ...Object.fromEntries(lists), ...offsets(batch, positionsOf(batch)) } };
  },

  fingerprints: (batch, run) => {
    const { id, content_hash, url_hash, bands, stream_dup_kind, stream_dup_of, stream_url_of, stream_entered } = batch.columns;
    return {
      rows: count(batch.payloads),
      columns: {
        id: id!, content: content_hash!, url: url_hash!, bands: bands!, stream_dup_kind: stream_dup_kind!,
        stream_dup_of: { kind: 'hash', values: (stream_dup_of as HashColumn).values }, stream_url_of: stream_url_of!, stream_entered: stream_entered!,
        config: constant(run.dedupConfig), ...offsets(batch, positionsOf(batch)),
      },
    };
  },

  rejections: (batch, run) => {
    const rejected = batch.rejections;
    return {
      rows: rejected.length,
      columns: {
        reason: textColumn(rejected.map(({ reason }) => reason)), detail: textColumn(rejected.map(({ detail }) => detail)),
        true_bytes: numberColumn(rejected.map(({ trueBytes }) => trueBytes)), raw_head: { kind: 'text', values: pack(rejected.map(({ rawHead }) => rawHead)) },
        record_id: textColumn(rejected.map(({ recordId }) => recordId)), url: textColumn(rejected.map(({ url }) => url)),
        snapshot: textColumn(rejected.map(({ snapshot }) => snapshot)), file: textColumn(rejected.map(({ file }) => file)),
        file_offset: numberColumn(rejected.map(({ fileOffset }) => fileOffset)), ordinal: numberColumn(rejected.map(({ ordinal }) => ordinal)),
        ...offsets(batch, rejected.map(({ position }) => position)), ...stamp(run),
      },
    };
  },

  stats: (batch) => {
    const sums = sumByLanguage(batch);
    const column = (field: keyof Sums) => numberColumn(sums.map((sum) => sum[field]));
    return {
      rows: sums.length,
      columns: {
        ...range(batch), snapshot: textColumn(sums.map(({ snapshot }) => snapshot)), lang: textColumn(sums.map(({ lang }) => lang)),
        documents: column('documents'), tokens: column('tokens'), bytes: column('bytes'), replay: column('replay'), exact: column('exact'), url: column('url'), near: column('near'),
      },
    };
  },

  ingest_batches: (batch, run) => ({
    rows: 1,
    columns: {
      ...range(batch), records: constant(count(batch.payloads) + batch.rejections.length), rows: constant(count(batch.payloads)), rejections: constant(batch.rejections.length),
      skipped: counts(batch.skipped), bytes: constant(batch.payloads.bytes.length), token_version: constant(1), ...stamp(run),
    },
  }),
};

interface Sums { documents: number; tokens: number; bytes: number; replay: number; exact: number; url: number; near: number }

/** Sums per snapshot and language, ordered by both. */
const sumByLanguage = (batch: Batch): (Sums & { snapshot: string; lang: string })[] => {
  const { snapshot, lang, tokens_est, text_bytes, stream_dup_kind } = batch.columns;
  const words = (column: Column): ((i: number) => string) => (column.kind === 'constant' ? () => String(column.value) : (i) => textAt((column as TextColumn).values, i));
  const [snapshotAt, langAt, kindAt] = [words(snapshot!), words(lang!), words(stream_dup_kind!)];
  const sums = new Map<string, Sums & { snapshot: string; lang: string }>();
  for (let i = 0; i < count(batch.payloads); i++) {
    const key = { snapshot: snapshotAt(i), lang: langAt(i) }, name = `${key.snapshot}\0${key.lang}`;
    const sum = sums.get(name) ?? { ...key, documents: 0, tokens: 0, bytes: 0, replay: 0, exact: 0, url: 0, near: 0 };
    sums.set(name, sum);
    sum.documents++;
    sum.tokens += (tokens_est as NumberColumn).values[i]!;
    sum.bytes += (text_bytes as NumberColumn).values[i]!;
    const kind = kindAt(i);
    if (kind !== '') sum[kind as 'replay' | 'exact' | 'url' | 'near']++;
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
};
