// The pages nearest to a cut, at the speed of one column.
//
// `ORDER BY |signal - cut| LIMIT 10` over the pages that a recipe keeps reads every column of the recipe for every page. Here the nearest pages are looked for first,
// by the signal and the id alone, a few more than are wanted; only theirs are the other columns read, by the primary key, so a few granules instead of all. When the
// recipe leaves too few of them, the search goes on farther away, and at last over everything. The pages are the same either way, and in the same order: by distance
// from the cut, of equal ones by id. A signal with few different values has its cut on thousands of pages at once; the order by id (a hash) makes
// that a random draw of them that stays the same.
//
// Kept side: pages that the recipe keeps, on the side of the cut that satisfies it. Dropped side: pages on the other side, those that meet every other rule (and would come
// back if the cut were moved past them) before those that fail something else too.

import { identifier, literal } from '../select/compile.js';
import type { Selection } from '../select/recipe.js';
import { resolveSelection } from '../select/resolve.js';
import { documents, keptSql } from '../select/sql.js';
import { storeColumns } from '../select/store-columns.js';
import type { Rule } from '../model/rule.js';
import type { Samples } from './answers.js';
import { documentCount } from './largest.js';
import { cutsOf, directionOf, moved } from './moved-cut.js';
import { pageRowsSql, pagesOf } from './page-rows.js';
import type { Asked, Reads } from './reads.js';
import { needSignals, value, within } from './signal.js';
import { watermark } from './watermark.js';

type Cut = { readonly op: '<' | '<=' | '>' | '>='; readonly at: number };

/**
 * `cut`: null = that of the recipe's rule on the signal; without one, everything is on the kept side. `n`: pages, 1 to 50, 10 unless given. `op`: which side of
 * the cut is kept; that of the recipe's rule nearest to the cut unless given, `>=` when it has none.
 */
export interface SamplesAsked extends Asked { readonly signal: string; readonly cut: number | null; readonly side: 'kept' | 'dropped'; readonly n?: number | undefined; readonly op?: Cut['op'] | undefined }

/** How many of the nearest pages are looked at first, then, times the pages that are wanted. */
const TRIES = [8, 100];
const OTHER_SIDE = { '>=': '<', '>': '<=', '<=': '>', '<': '>=' } as const;

/** Of the recipe's rules on the signal the one whose cut is nearest; a request for no rule in particular takes the first. */
const ruleAt = (rules: readonly Rule[], cut: number | null): Rule | undefined =>
  (cut === null ? rules[0] : [...rules].sort((a, b) => Math.abs(Number(a.value) - cut) - Math.abs(Number(b.value) - cut))[0]);

/** `x >= cut`; a cut at infinity is none. */
const beyond = (v: string, op: Cut['op'], at: number): string => (Number.isFinite(at) ? `${v} ${op} ${literal(at)}` : (at > 0) === (op === '<' || op === '<=') ? `isNotNull(${v})` : '0');

interface Search { readonly side: string; readonly order: string; readonly suits: string }

const searchOf = (selection: Selection, signal: string, { op, at }: Cut, side: Samples['side']): Search => {
  const v = value(signal), up = (op === '>' || op === '>=') === (side === 'kept'), { free } = moved(selection, signal, directionOf({ op })!);
  return { side: beyond(v, side === 'kept' ? op : OTHER_SIDE[op], at), order: `${v}${up ? '' : ' DESC'}, id`, suits: keptSql(side === 'kept' ? selection : free) };
};

/** One statement for the same pages, to be read. */
const samplesSql = ({ side, order, suits }: Search, database: string, signal: string, isKept: boolean, n: number): string => [
  `SELECT id, url, ${identifier(signal)} AS value`, `FROM ${documents(database)}`, `WHERE ${side}${isKept ? ` AND ${suits}` : ''}`, `ORDER BY ${isKept ? '' : `${suits} DESC, `}${order}`, `LIMIT ${n}`,
].join('\n');

interface Key { readonly crawl: string; readonly language: string; readonly id: string }
const keyed = (keys: readonly Key[]): string => `(snapshot, lang, id) IN (${keys.map(({ crawl, language, id }) => `(${literal(crawl)}, ${literal(language)}, ${id})`).join(', ')})`;
const KEY = 'toString(snapshot) AS crawl, toString(lang) AS language, id';

/** Keys of the pages, nearest first. */
const nearestKeys = async (store: Reads, database: string, { side, order, suits }: Search, isKept: boolean, n: number): Promise<Key[]> => {
  for (const tries of TRIES) {
    const near = await store.rows<Key>(`SELECT ${KEY} FROM ${documents(database)} WHERE ${side} ORDER BY ${order} LIMIT ${n * tries}`);
    if (near.length === 0) return [];
    const good = await store.rows<Key>(`SELECT ${KEY} FROM ${documents(database)} WHERE ${keyed(near)} AND ${side} AND ${suits} ORDER BY ${order} LIMIT ${n}`);
    if (good.length === n) return good;
    if (near.length < n * tries) return isKept ? good : [...good, ...near.filter(({ id }) => !good.some((key) => key.id === id))].slice(0, n);
  }
  return store.rows<Key>(`SELECT ${KEY} FROM ${documents(database)} WHERE ${side}${isKept ? ` AND ${suits}` : ''} ORDER BY ${isKept ? '' : `${suits} DESC, `}${order} LIMIT ${n}`);
};

/** Pages nearest to the cut on one side. `n` of the frame: documents of the store. @throws Fault (usage): no such number column, n out of range */
export const samples = async (store: Reads, { database, selection, signal, cut, side, n = 10, op }: SamplesAsked): Promise<Samples> => {
  within('n', n, 1, 50);
  const as_of = await watermark(store, database), [, columns, resolved, all] = await Promise.all([
    needSignals(store, [signal]), storeColumns(store), resolveSelection(store, selection, database), documentCount(store, database),
  ]);
  const rule = ruleAt(cutsOf(resolved, signal), cut), by = op ?? (rule?.op as Cut['op'] | undefined) ?? '>=';
  const at = cut ?? (rule ? Number(rule.value) : by === '>' || by === '>=' ? -Infinity : Infinity), search = searchOf(resolved, signal, { op: by, at }, side);
  const keys = await nearestKeys(store, database, search, side === 'kept', n), shown = { signal, scores: columns.scores };
  const found = keys.length === 0 ? [] : await pagesOf(store, pageRowsSql(resolved, database, shown, keyed(keys), 'LIMIT 1 BY id'), resolved, database, shown);
  return {
    as_of, exact: true, n: all, signal, cut: at, side, pages: keys.flatMap(({ id }) => found.find((page) => page.id === id) ?? []),
    sql: samplesSql(search, database, signal, side === 'kept', n),
  };
};
