import { identifier, literal } from '../select/compile.js';
import { documents } from '../select/sql.js';
import { BATCH_HASH, type LevelRange, type LevelStep } from './level-steps.js';
import { keySql, LEVEL_BITS } from './grid.js';
import { value } from './signal.js';

/** A result of any size is one block, hence one part: there as a whole or not at all. One thread: others are asking. */
const ONE_BLOCK = 'async_insert = 0, max_threads = 1, min_insert_block_size_rows = 1000000000, min_insert_block_size_bytes = 17179869184, max_insert_threads = 1';
/** Signals whose bins are taken in one pass: a pass reads the columns of a page once and turns it into as many rows. */
const TOGETHER = 32;

const within = ({ topic, partition, from, to }: LevelRange): string => `(src_topic = ${literal(topic)} AND src_partition = ${partition} AND src_offset >= ${from} AND src_offset < ${to})`;
const insert = (table: string, token: string, database: string): string => `INSERT INTO ${identifier(database)}.${table} SETTINGS insert_deduplication_token = ${literal(`${table}:${token}`)}, ${ONE_BLOCK}`;

/** The `slice`-th of `slices` (a power of two) equal parts of all ids. */
const sliceOf = (slice: number, slices: number): string => {
  const size = (1n << 64n) / BigInt(slices), first = size * BigInt(slice);
  return slices === 1 ? '' : ` AND id >= ${first} AND id <= ${first + size - 1n}`;
};

/** Counts the pages of a slice of a step, for these signals. */
export const countSql = ({ step, ranges, slices }: LevelStep, slice: number, signals: readonly string[], database: string): string => {
  const from = `FROM ${documents(database)} WHERE (${ranges.map(within).join(' OR ')})${sliceOf(slice, slices)}`, sums = 'count() AS documents, sum(tokens_est) AS tokens, sum(text_bytes) AS bytes', groups: string[][] = [];
  for (let i = 0; i < signals.length; i += TOGETHER) groups.push(signals.slice(i, i + TOGETHER));
  return [
    insert('signal_bins', `${step}:${slice}`, database),
    `SELECT toUInt64(${step}) AS step, toUInt32(${slice}) AS slice, '' AS signal, snapshot, lang, toInt32(0) AS bin, ${sums} ${from} GROUP BY snapshot, lang`,
    ...groups.map((names) => [
      `UNION ALL SELECT toUInt64(${step}) AS step, toUInt32(${slice}) AS slice, [${names.map(literal).join(', ')}][place] AS signal, snapshot, lang, assumeNotNull(one) AS bin, ${sums}`,
      `FROM (SELECT snapshot, lang, tokens_est, text_bytes, [${names.map((name) => keySql(value(name), LEVEL_BITS)).join(', ')}] AS bins ${from})`,
      'ARRAY JOIN bins AS one, arrayEnumerate(bins) AS place WHERE isNotNull(one) GROUP BY place, snapshot, lang, one',
    ].join('\n')),
  ].join('\n');
};

/** Adds up the steps that this one takes the place of. */
export const addSql = ({ step, parts }: LevelStep, database: string): string => [
  insert('signal_bins', `${step}:0`, database),
  `SELECT toUInt64(${step}), toUInt32(0), signal, snapshot, lang, bin, sum(documents), sum(tokens), sum(bytes) FROM ${identifier(database)}.signal_bins`,
  `WHERE step IN (${parts.join(', ')}) GROUP BY signal, snapshot, lang, bin`,
].join('\n');

/** Writes that a step is begun (a row a range), that a slice of it is counted, or that it is whole (a row). */
export const stepSql = ({ step, epoch, tier, parts, ranges, slices }: LevelStep, state: 'begun' | 'counted' | 'whole', database: string, slice = 0): string => {
  const row = ({ topic, partition, from, to, batches, fingerprint, rows }: LevelRange): string => [
    `SELECT toUInt64(${step}) AS step, '${state}' AS state, toUInt32(${slice}) AS slice, toUInt32(${slices}) AS slices, toUInt32(${epoch}) AS epoch, toUInt8(${tier}) AS tier, CAST([${parts.join(', ')}] AS Array(UInt64)) AS parts,`,
    `${literal(topic)} AS src_topic, toUInt32(${partition}) AS src_partition, toUInt64(${from}) AS src_from, toUInt64(${to}) AS src_to, toUInt64(${batches}) AS batches, toUInt64(${fingerprint}) AS fingerprint, toUInt64(${rows}) AS rows, now64(3) AS changed`,
  ].join(' ');
  const none: LevelRange = { topic: '', partition: 0, from: 0n, to: 0n, batches: 0n, fingerprint: 0n, rows: 0 };
  return `${insert('level_steps', `${state}:${step}:${slice}`, database)}\n${(state === 'begun' && ranges.length > 0 ? ranges : [none]).map(row).join('\nUNION ALL ')}`;
};

/** Whole batches behind what is counted: a range a partition. */
export const nextSql = (counted: readonly LevelRange[], database: string): string => {
  const done = counted.map(({ topic, partition, to }) => `(src_topic = ${literal(topic)} AND src_partition = ${partition} AND src_to <= ${to})`).join(' OR ');
  return [
    `SELECT src_topic, src_partition, min(src_from) AS from, max(src_to) AS to, count() AS batches, groupBitXor(${BATCH_HASH}) AS fingerprint, sum(rows) AS records`,
    `FROM ${identifier(database)}.ingest_batches${done === '' ? '' : ` WHERE NOT (${done})`} GROUP BY src_topic, src_partition ORDER BY src_topic, src_partition`,
  ].join('\n');
};

/** The whole batches that are in what is counted, now: a row a partition. */
export const stillSql = (counted: readonly LevelRange[], database: string): string => [
  `SELECT src_topic, src_partition, count() AS batches, groupBitXor(${BATCH_HASH}) AS fingerprint FROM ${identifier(database)}.ingest_batches`,
  `WHERE ${counted.map(({ topic, partition, to }) => `(src_topic = ${literal(topic)} AND src_partition = ${partition} AND src_to <= ${to})`).join(' OR ')}`,
  'GROUP BY src_topic, src_partition',
].join('\n');
