import type { Selection } from '../select/recipe.js';
import { resolveSelection } from '../select/resolve.js';
import { documents, keptSql } from '../select/sql.js';
import type { Snapshots } from './answers.js';
import type { Asked, Reads } from './reads.js';
import { needSignals, value } from './signal.js';
import { watermark } from './watermark.js';

/** One row a snapshot, in their order. Percentiles are values that occur: number floor(p * n) of n in ascending order, of two middle ones the lower. */
export const snapshotsSql = (selection: Selection, database: string, signal: string): string => [
  'SELECT crawl, count() AS documents, sum(tokens_est) AS tokens, sum(text_bytes) AS bytes,',
  '  countIf(kept) AS kept_documents, sumIf(tokens_est, kept) AS kept_tokens, sumIf(text_bytes, kept) AS kept_bytes,',
  '  countIf(v IS NULL) AS nulls, quantilesExactLow(0.1, 0.25, 0.5, 0.75, 0.9)(v) AS percentiles',
  `FROM (SELECT toString(snapshot) AS crawl, tokens_est, text_bytes, ${value(signal)} AS v, ${keptSql(selection)} AS kept FROM ${documents(database)})`,
  'GROUP BY crawl ORDER BY crawl',
].join('\n');

type SnapshotRow = Readonly<Record<'crawl' | 'documents' | 'tokens' | 'bytes' | 'kept_documents' | 'kept_tokens' | 'kept_bytes' | 'nulls', string>> & { readonly percentiles: readonly number[] };

/** How a signal drifts over the snapshots. @throws Fault (usage): no such number column */
export const snapshots = async (store: Reads, { database, selection, signal }: Asked & { readonly signal: string }): Promise<Snapshots> => {
  await needSignals(store, [signal]);
  const as_of = await watermark(store, database), sql = snapshotsSql(await resolveSelection(store, selection, database), database, signal);
  const list = (await store.rows<SnapshotRow>(sql)).map((row) => ({
    snapshot: row.crawl,
    all: { documents: Number(row.documents), tokens: Number(row.tokens), bytes: Number(row.bytes) },
    kept: { documents: Number(row.kept_documents), tokens: Number(row.kept_tokens), bytes: Number(row.kept_bytes) },
    nulls: Number(row.nulls),
    percentiles: row.nulls === row.documents ? [] : row.percentiles,
  }));
  return { as_of, exact: true, n: list.reduce((sum, { all }) => sum + all.documents, 0), signal, snapshots: list, sql };
};
