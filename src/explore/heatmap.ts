import { literal } from '../select/compile.js';
import type { Selection } from '../select/recipe.js';
import { resolveSelection } from '../select/resolve.js';
import { documents, keptSql } from '../select/sql.js';
import type { Heatmap } from './answers.js';
import { documentCount, largest } from './largest.js';
import type { Asked, Reads } from './reads.js';
import { within } from './signal.js';
import { watermark } from './watermark.js';

/** How many languages (12) and domains (24) have a row and a column of their own, each 1 to 200. */
export interface HeatmapAsked extends Asked { readonly langs?: number | undefined; readonly domains?: number | undefined }

const named = (column: string, names: readonly string[]): string => (names.length === 0 ? "''" : `if(${column} IN (${names.map(literal).join(', ')}), toString(${column}), '')`);

/** One row a cell that has pages. */
export const heatmapSql = (selection: Selection, database: string, langs: readonly string[], domains: readonly string[]): string => [
  'SELECT language, site, count() AS documents, countIf(kept) AS kept_documents',
  `FROM (SELECT ${named('lang', langs)} AS language, ${named('domain', domains)} AS site, ${keptSql(selection)} AS kept FROM ${documents(database)})`,
  'GROUP BY language, site ORDER BY language, site',
].join('\n');

/**
 * Languages x domains, the largest of each in order; `''` comes last and is all others, pages without a domain with them.
 * @throws Fault (usage): a number out of range
 */
export const heatmap = async (store: Reads, { database, selection, langs = 12, domains = 24 }: HeatmapAsked): Promise<Heatmap> => {
  within('langs', langs, 1, 200);
  within('domains', domains, 1, 200);
  const as_of = await watermark(store, database), resolved = await resolveSelection(store, selection, database), n = await documentCount(store, database);
  const named = async (by: 'lang' | 'domain', count: number): Promise<string[]> => (await largest(store, database, by, count + 1, n)).filter((name) => name !== '').slice(0, count);
  const rows = await named('lang', langs), columns = await named('domain', domains), sql = heatmapSql(resolved, database, rows, columns);
  const cells = (await store.rows<{ language: string; site: string; documents: string; kept_documents: string }>(sql))
    .map(({ language, site, documents: pages, kept_documents }) => ({ lang: language, domain: site, documents: Number(pages), kept: Number(kept_documents) }));
  const others = (list: readonly string[], of: 'lang' | 'domain'): string[] => [...list, ...(cells.some((cell) => cell[of] === '') ? [''] : [])];
  return { as_of, exact: true, n: cells.reduce((sum, cell) => sum + cell.documents, 0), langs: others(rows, 'lang'), domains: others(columns, 'domain'), cells, sql };
};
