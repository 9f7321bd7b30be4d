import { identifier } from '../select/compile.js';
import type { Selection } from '../select/recipe.js';
import { resolveSelection } from '../select/resolve.js';
import { documents, keptSql, whereSql } from '../select/sql.js';
import type { Amount, Summary } from './answers.js';
import type { Asked, Reads } from './reads.js';
import { watermark } from './watermark.js';

const SUMS = 'count() AS documents, sum(tokens_est) AS tokens, sum(text_bytes) AS bytes';
const KEPT_SUMS = 'countIf(kept) AS kept_documents, sumIf(tokens_est, kept) AS kept_tokens, sumIf(text_bytes, kept) AS kept_bytes';

/** One row with `documents`, `tokens`, `bytes` of the kept pages: the query that a page shows and that anybody can repeat. */
export const totalsSql = (selection: Selection, database: string): string =>
  [`SELECT ${SUMS}`, `FROM ${documents(database)}`, whereSql(selection)].filter(Boolean).join('\n');

/** The same by language and snapshot, with all pages beside the kept ones: one scan for everything that a summary says. */
export const summarySql = (selection: Selection, database: string): string => [
  `SELECT toString(${identifier('lang')}) AS language, toString(${identifier('snapshot')}) AS crawl, ${SUMS}, ${KEPT_SUMS}`,
  `FROM (SELECT lang, snapshot, tokens_est, text_bytes, ${keptSql(selection)} AS kept FROM ${documents(database)})`,
  'GROUP BY lang, snapshot',
].join('\n');

type SummaryRow = Readonly<Record<'language' | 'crawl' | 'documents' | 'tokens' | 'bytes' | 'kept_documents' | 'kept_tokens' | 'kept_bytes', string>>;
interface Both { readonly all: Amount; readonly kept: Amount }

const sum = (rows: readonly SummaryRow[]): Both => {
  const total = (name: keyof SummaryRow): number => rows.reduce((so, row) => so + Number(row[name]), 0);
  return {
    all: { documents: total('documents'), tokens: total('tokens'), bytes: total('bytes') },
    kept: { documents: total('kept_documents'), tokens: total('kept_tokens'), bytes: total('kept_bytes') },
  };
};

const grouped = (rows: readonly SummaryRow[], by: 'language' | 'crawl'): (readonly [string, Both])[] => {
  const groups = new Map<string, SummaryRow[]>();
  for (const row of rows) { const group = groups.get(row[by]); if (group) group.push(row); else groups.set(row[by], [row]); }
  return [...groups].map(([name, group]) => [name, sum(group)] as const);
};

/** How much is kept, in all, by language (most documents first) and by snapshot (in their order). */
export const summary = async (store: Reads, { database, name, selection }: Asked): Promise<Summary> => {
  const as_of = await watermark(store, database), resolved = await resolveSelection(store, selection, database);
  const rows = await store.rows<SummaryRow>(summarySql(resolved, database)), { all, kept } = sum(rows);
  return {
    as_of, exact: true, n: all.documents, name, count: { ...kept, of: all }, sql: totalsSql(resolved, database),
    languages: grouped(rows, 'language').map(([lang, both]) => ({ lang, ...both })).sort((a, b) => b.all.documents - a.all.documents || (a.lang < b.lang ? -1 : 1)),
    snapshots: grouped(rows, 'crawl').map(([snapshot, both]) => ({ snapshot, ...both })).sort((a, b) => (a.snapshot < b.snapshot ? -1 : 1)),
  };
};
