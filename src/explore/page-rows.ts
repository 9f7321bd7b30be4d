import { conditions, identifier, literal } from '../select/compile.js';
import { columnsIn } from '../select/leaves.js';
import type { Selection } from '../select/recipe.js';
import { documents, selectionConditions } from '../select/sql.js';
import { TEXT_CHARS, type Page } from './answers.js';
import type { Reads } from './reads.js';

/** What is said of a page beside its text. */
export interface PageColumns {
  /** Whose value is `Page.value`; null = of none. */
  readonly signal: string | null;
  /** Columns of `Page.values` beside those of the recipe. */
  readonly scores: readonly string[];
}

/** Every signal whose condition fails, each once, in the order of the rules. */
const failedSql = (selection: Selection): string => {
  const names = [...conditions(selection.rules).map(({ signal }) => signal), ...(selection.where === null ? [] : ['where'])];
  const fails = selectionConditions(selection).map((condition, i) => `if(ifNull(${condition} AND 1, 0), '', ${literal(names[i]!)})`);
  return fails.length === 0 ? "CAST([] AS Array(String))" : `arrayDistinct(arrayFilter(name -> name != '', [${fails.join(', ')}]))`;
};

const columnsOf = (selection: Selection, { scores }: PageColumns): string[] => [...new Set([...columnsIn(selection.rules), ...scores])];

/** The pages that a condition takes, with everything but their texts. */
export const pageRowsSql = (selection: Selection, database: string, columns: PageColumns, where: string, order = ''): string => [
  `SELECT toString(id) AS page, url, toString(snapshot) AS crawl, toString(lang) AS language, domain AS site, tokens_est AS tokens, text_chars AS chars,`,
  `  ${columns.signal === null ? 'NULL' : `toFloat64(${identifier(columns.signal)})`} AS value, ${failedSql(selection)} AS failed,`,
  `  toString(stream_dup_kind) AS dup_kind, toString(stream_dup_of) AS dup_of, toString(src_topic) AS topic, toString(src_partition) AS part, toString(src_offset) AS at,`,
  `  (${[...columnsOf(selection, columns).map(identifier), '0'].join(', ')}) AS found`,
  `FROM ${documents(database)}`, `WHERE ${where}`, ...(order === '' ? [] : [order]),
].join('\n');

interface PageRow {
  readonly page: string; readonly url: string | null; readonly crawl: string; readonly language: string; readonly site: string; readonly tokens: number; readonly chars: number; readonly value: number | null;
  readonly failed: readonly string[]; readonly dup_kind: string; readonly dup_of: string | null; readonly topic: string; readonly part: string; readonly at: string; readonly found: readonly (number | string | null)[];
}

/** Beginnings of texts by position: `texts` is sorted by it, so that a few pages read a few blocks. */
const textsAt = async (store: Pick<Reads, 'rows'>, database: string, rows: readonly Pick<PageRow, 'topic' | 'part' | 'at'>[]): Promise<ReadonlyMap<string, string>> => {
  if (rows.length === 0) return new Map();
  const positions = rows.map(({ topic, part, at }) => `(${literal(topic)}, ${part}, ${at})`);
  const found = await store.rows<{ topic: string; part: string; at: string; head: string }>(
    `SELECT toString(src_topic) AS topic, toString(src_partition) AS part, toString(src_offset) AS at, substringUTF8(text, 1, ${TEXT_CHARS}) AS head FROM ${identifier(database)}.texts `
    + `WHERE (src_topic, src_partition, src_offset) IN (${positions.join(', ')})`);
  return new Map(found.map(({ topic, part, at, head }) => [`${topic}/${part}/${at}`, head]));
};
const placeOf = ({ topic, part, at }: Pick<PageRow, 'topic' | 'part' | 'at'>): string => `${topic}/${part}/${at}`;

/**
 * The rows of `pageRowsSql` as pages, with the beginnings of their texts and of those they repeat. The partner of a duplicate is the first page in the store
 * with its id; null when it is not there any more.
 */
export const pagesOf = async (store: Pick<Reads, 'rows'>, sql: string, selection: Selection, database: string, columns: PageColumns): Promise<Page[]> => {
  const rows = await store.rows<PageRow>(sql), names = columnsOf(selection, columns), repeated = [...new Set(rows.flatMap(({ dup_of }) => dup_of ?? []))];
  const firsts = repeated.length === 0 ? [] : await store.rows<Pick<PageRow, 'page' | 'url' | 'topic' | 'part' | 'at'>>([
    'SELECT toString(id) AS page, url, toString(src_topic) AS topic, toString(src_partition) AS part, toString(src_offset) AS at',
    `FROM ${documents(database)} WHERE id IN (${repeated.join(', ')}) ORDER BY id, src_topic, src_partition, src_offset LIMIT 1 BY id`,
  ].join('\n'));
  const texts = await textsAt(store, database, [...rows, ...firsts]), partners = new Map(firsts.map((first) => [first.page, first]));
  return rows.map((row) => {
    const partner = row.dup_of === null ? undefined : partners.get(row.dup_of);
    return {
      id: row.page, url: row.url, snapshot: row.crawl, lang: row.language, domain: row.site, value: row.value, tokens: row.tokens, text: texts.get(placeOf(row)) ?? '', text_chars: row.chars,
      failed: row.failed, values: Object.fromEntries(names.map((name, i) => [name, row.found[i] ?? null])),
      dup: { kind: row.dup_kind, of: row.dup_of, url: partner?.url ?? null, text: partner ? texts.get(placeOf(partner)) ?? null : null },
    };
  });
};

