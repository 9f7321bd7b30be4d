import { usage } from '../model/fault.js';
import { conditionsSql, identifier } from './compile.js';
import { narrowed, type Selection } from './recipe.js';

/** `documents` of a database: every page once, with its columns. */
export const documents = (database: string): string => `${identifier(database)}.documents`;

/** The user's condition in parentheses; on lines of its own, so that a comment at its end cannot swallow the closing one. */
const ownCondition = (where: string): string => `(\n${where}\n)`;

/** The conditions that a page must meet, in order: the rules', then the user's. Each may be NULL where it does not hold. */
export const selectionConditions = ({ rules, where }: Selection): string[] => [...conditionsSql(rules), ...(where === null ? [] : [ownCondition(where)])];

/** The WHERE clause of a selection, one condition a line; '' when it takes everything. */
export const whereSql = (selection: Selection): string => {
  const list = selectionConditions(selection);
  return list.length === 0 ? '' : `WHERE ${list.join('\n  AND ')}`;
};

const lines = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n');

/** The complete SELECT that yields `id` of every page that is kept: what `select --sql` prints. */
export const selectSql = (selection: Selection, database: string): string => lines('SELECT id', `FROM ${documents(database)}`, whereSql(selection));

/** 1 for a page that is kept, else 0, never NULL. `AND 1` makes a truth value of whatever the user's condition gives. */
export const keptSql = (selection: Selection): string => `ifNull(${[...selectionConditions(selection), '1'].join(' AND ')}, 0)`;

/** Pages, tokens and bytes, kept and in all, from one scan, so that the two belong to the same moment: one row for `countOf`. */
export const countSql = (selection: Selection, database: string): string => lines(
  'SELECT countIf(kept) AS documents, sumIf(tokens_est, kept) AS tokens, sumIf(text_bytes, kept) AS bytes,',
  '  count() AS all_documents, sum(tokens_est) AS all_tokens, sum(text_bytes) AS all_bytes',
  `FROM (SELECT tokens_est, text_bytes, ${keptSql(selection)} AS kept FROM ${documents(database)})`,
);

/** How much is kept, of how much. */
export interface Count {
  readonly documents: number;
  readonly tokens: number;
  readonly bytes: number;
  readonly of: { readonly documents: number; readonly tokens: number; readonly bytes: number };
}

/** The row of `countSql` (64-bit integers as strings) as numbers. */
export const countOf = (row: Readonly<Record<string, string | number>>): Count => {
  const [documents, tokens, bytes, ...all] = ['documents', 'tokens', 'bytes', 'all_documents', 'all_tokens', 'all_bytes'].map((name) => Number(row[name])) as
    [number, number, number, number, number, number];
  return { documents, tokens, bytes, of: { documents: all[0], tokens: all[1], bytes: all[2] } };
};

const POSITION = 'src_topic, src_partition, src_offset';
const WIDE = new Set(['id', 'content_hash', 'url_hash', 'stream_dup_of', 'src_offset']);

/** What a page with its text shows. */
export interface Shape {
  /** Columns of `documents` beside id, url and text. */
  readonly columns: readonly string[];
  /** 64-bit ids as text, for formats whose readers take numbers for doubles (JSON). */
  readonly idsAsText: boolean;
  /** Expressions with their names that stand behind the text in every row: `true AS keep`. */
  readonly fixed?: readonly string[];
}

/** Which of the kept pages: the first ones, those in a part of the log in its order, or all of them. */
interface Part {
  readonly limit?: number;
  /** A condition over `src_topic`, `src_partition`, `src_offset`. */
  readonly inside?: (prefix: string) => string;
}

const pagesSql = (selection: Selection, database: string, { columns, idsAsText, fixed = [] }: Shape, { limit, inside }: Part): string => {
  const chosen = [...new Set(['id', 'url', ...columns.filter((name) => name !== 'text')])];
  const shown = (name: string): string => (idsAsText && WIDE.has(name) ? `toString(d.${identifier(name)}) AS ${identifier(name)}` : `d.${identifier(name)} AS ${identifier(name)}`);
  const inner = [...new Set([...chosen, 'snapshot', 'lang', 'src_topic', 'src_partition', 'src_offset'])].map(identifier).join(', ');
  const narrow = narrowed(selection, inside?.(''));
  const kept = (what: string): string => lines(`SELECT ${what}`, `FROM ${documents(database)}`, whereSql(narrow), limit === undefined ? '' : `ORDER BY snapshot, lang, id LIMIT ${limit}`);
  return lines(
    `SELECT ${[shown('id'), shown('url'), 't.text AS text', ...fixed, ...chosen.slice(2).map(shown)].join(', ')}`,
    `FROM ${identifier(database)}.texts AS t`,
    `INNER JOIN (${kept(inner)}) AS d`,
    '  ON t.src_topic = d.src_topic AND t.src_partition = d.src_partition AND t.src_offset = d.src_offset',
    limit === undefined ? '' : `WHERE (t.src_topic, t.src_partition, t.src_offset) IN (${kept(POSITION)})`,
    inside ? `WHERE ${inside('t.')}` : '',
    limit !== undefined ? 'ORDER BY d.snapshot, d.lang, d.id' : inside ? 'ORDER BY t.src_topic, t.src_partition, t.src_offset' : '',
  );
};

/**
 * The first `limit` kept pages in the order of the store (snapshot, lang, id), with their texts.
 *
 * Text is joined by log position, not by id: a position has exactly one text, an id has one for each replay, and `texts` is sorted by position,
 * so that a few rows read a few blocks.
 * @param limit 1 or more
 */
export const rowsSql = (selection: Selection, database: string, shape: Shape, limit: number): string => {
  if (!Number.isSafeInteger(limit) || limit < 1) throw usage(`--limit: got ${String(limit)}, allowed a whole number from 1 on`);
  return pagesSql(selection, database, shape, { limit });
};

/** Every kept page with its text, in no fixed order: texts stream past a table of the kept pages' columns, which is what takes memory. */
export const exportSql = (selection: Selection, database: string, shape: Shape): string => pagesSql(selection, database, shape, {});

/**
 * The kept pages of a part of the log with their texts, in log order. Texts and samples of the part are read, not more.
 * @param inside a condition over `<prefix>src_topic`, `<prefix>src_partition` and `<prefix>src_offset`, in parentheses
 */
export const partSql = (selection: Selection, database: string, shape: Shape, inside: (prefix: string) => string): string => pagesSql(selection, database, shape, { inside });
