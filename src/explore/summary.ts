import { identifier } from '../select/compile.js';
import type { Selection } from '../select/recipe.js';
import { resolveSelection } from '../select/resolve.js';
import { documents, keptSql, whereSql } from '../select/sql.js';
import type { Amount, Summary } from './answers.js';
import type { Contenders } from './contenders.js';
import { NONE, type KnownContenders } from './held-contenders.js';
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
/** Pages of one language in one snapshot, all and kept. */
interface Part { readonly language: string; readonly crawl: string; readonly all: Amount; readonly kept: Amount }
interface Both { readonly all: Amount; readonly kept: Amount }

const scanned = async (store: Reads, selection: Selection, database: string): Promise<Part[]> =>
  (await store.rows<SummaryRow>(summarySql(selection, database))).map((row) => ({
    language: row.language, crawl: row.crawl, all: { documents: Number(row.documents), tokens: Number(row.tokens), bytes: Number(row.bytes) },
    kept: { documents: Number(row.kept_documents), tokens: Number(row.kept_tokens), bytes: Number(row.kept_bytes) },
  }));

const held = (contenders: Contenders, selection: Selection): Part[] => {
  const kept = contenders.amounts(contenders.keptBy(selection));
  return contenders.groups.map(({ lang, snapshot, all }, group) => ({ language: lang, crawl: snapshot, all, kept: kept[group]! }));
};

const add = (a: Amount, b: Amount): Amount => ({ documents: a.documents + b.documents, tokens: a.tokens + b.tokens, bytes: a.bytes + b.bytes });
const NOTHING: Amount = { documents: 0, tokens: 0, bytes: 0 };
const sum = (parts: readonly Part[]): Both => ({ all: parts.reduce((so, { all }) => add(so, all), NOTHING), kept: parts.reduce((so, { kept }) => add(so, kept), NOTHING) });

const grouped = (parts: readonly Part[], by: 'language' | 'crawl'): (readonly [string, Both])[] => {
  const groups = new Map<string, Part[]>();
  for (const part of parts) { const group = groups.get(part[by]); if (group) group.push(part); else groups.set(part[by], [part]); }
  return [...groups].map(([name, group]) => [name, sum(group)] as const);
};

/** How much is kept, in all, by language (most documents first) and by snapshot (in their order). */
export const summary = async (store: Reads, { database, name, selection }: Asked, known: KnownContenders = NONE): Promise<Summary> => {
  const before = await watermark(store, database), resolved = await resolveSelection(store, selection, database), contenders = known.find(database, resolved);
  const parts = contenders === null ? await scanned(store, resolved, database) : held(contenders, resolved), { all, kept } = sum(parts);
  return {
    as_of: contenders?.as_of ?? before, exact: true, n: all.documents, name, count: { ...kept, of: all }, sql: totalsSql(resolved, database),
    languages: grouped(parts, 'language').map(([lang, both]) => ({ lang, ...both })).sort((a, b) => b.all.documents - a.all.documents || (a.lang < b.lang ? -1 : 1)),
    snapshots: grouped(parts, 'crawl').map(([snapshot, both]) => ({ snapshot, ...both })).sort((a, b) => (a.snapshot < b.snapshot ? -1 : 1)),
  };
};
