import { literal } from '../select/compile.js';
import type { Selection } from '../select/recipe.js';
import { partSql } from '../select/sql.js';
import type { Scope } from './scope.js';

/** Positions [from, to) of one partition of the log. */
export interface Span {
  readonly topic: string;
  readonly partition: number;
  /** Decimal, since they have 64 bits. */
  readonly from: string;
  readonly to: string;
}

/** A file of an export: the kept pages at these positions, so many of them. */
export interface Shard {
  readonly spans: readonly Span[];
  readonly rows: number;
}

/** How an export's files are written. */
export type ExportFormat = 'parquet' | 'jsonl.gz';
export const EXPORT_FORMATS: readonly ExportFormat[] = ['parquet', 'jsonl.gz'];

/** `part-00000.parquet` */
export const shardName = (index: number, format: ExportFormat): string => `part-${String(index).padStart(5, '0')}.${format}`;

/** What every row has beside id, url, text and the chosen columns; recipes keep or leave pages and say nothing else yet. */
export const FIXED: readonly (readonly [name: string, sql: string])[] = [['keep', 'true'], ['weight', 'toFloat64(1)'], ['repeat', 'toUInt32(1)'], ['phase', 'toUInt32(0)']];
/** Fields that an export has in any case. */
export const FIELDS: readonly string[] = ['id', 'url', 'text', ...FIXED.map(([name]) => name)];

const insideSql = (spans: readonly Span[]) => (prefix: string): string => `(${spans
  .map(({ topic, partition, from, to }) => `(${prefix}src_topic = ${literal(topic)} AND ${prefix}src_partition = ${partition} AND ${prefix}src_offset >= ${from} AND ${prefix}src_offset < ${to})`)
  .join(' OR ')})`;

/** The query whose answer is a shard. */
export const shardSql = (selection: Selection, { database }: Scope, { spans }: Shard, columns: readonly string[], format: ExportFormat): string =>
  partSql(selection, database, { columns, idsAsText: format !== 'parquet', fixed: FIXED.map(([name, sql]) => `${sql} AS ${name}`) }, insideSql(spans));

/**
 * One thread and one row group a file, so that the same rows are the same bytes: where a row group ends would depend on the blocks that happen to come.
 * Snappy is what every Parquet reader has built in. The plan bounds the bytes of a shard, hence the memory that a row group takes.
 */
const PARQUET_SETTINGS = {
  max_threads: '1', output_format_parquet_compression_method: 'snappy', output_format_parquet_parallel_encoding: '0',
  output_format_parquet_row_group_size: '1000000000', output_format_parquet_row_group_size_bytes: '1099511627776',
} as const;

/** The engine's name for a format, and the settings beside the query. */
export const engineFormat = (format: ExportFormat): { readonly name: string; readonly settings: Readonly<Record<string, string>> } =>
  (format === 'parquet' ? { name: 'Parquet', settings: PARQUET_SETTINGS } : { name: 'JSONEachRow', settings: { max_threads: '1' } });
