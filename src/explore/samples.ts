// The pages nearest to a cut, at the speed of one column.
//
// `ORDER BY |signal - cut| LIMIT 10` over the pages that a recipe keeps reads every column of the recipe for every page. Here the nearest pages are looked for first,
// by the signal and the id alone, a few more than are wanted; only theirs are the other columns read, by the primary key, so a few granules instead of all. When the
// recipe leaves too few of them, the search goes on farther away, and at last over everything. Where the contenders of the cut are held (contenders.ts) nothing is
// searched for in the store. The pages are the same either way, and in the same order: by distance from the cut, of equal ones by id. A signal with few different values has its cut on thousands of pages at once; the order by id (a hash) makes
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
import { holdsFor, type Contenders, type Place } from './contenders.js';
import { NONE, type KnownContenders } from './held-contenders.js';
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

interface Search { /** From the smallest value on. */ readonly up: boolean; readonly side: string; readonly order: string; readonly suits: string }

const searchOf = (selection: Selection, signal: string, { op, at }: Cut, side: Samples['side']): Search => {
  const v = value(signal), up = (op === '>' || op === '>=') === (side === 'kept'), { free } = moved(selection, signal, directionOf({ op })!);
  return { up, side: beyond(v, side === 'kept' ? op : OTHER_SIDE[op], at), order: `${v}${up ? '' : ' DESC'}, id`, suits: keptSql(side === 'kept' ? selection : free) };
};

/** One statement for the same pages, to be read. */
const samplesSql = ({ side, order, suits }: Search, database: string, signal: string, isKept: boolean, n: number): string => [
  `SELECT id, url, ${identifier(signal)} AS value`, `FROM ${documents(database)}`, `WHERE ${side}${isKept ? ` AND ${suits}` : ''}`, `ORDER BY ${isKept ? '' : `${suits} DESC, `}${order}`, `LIMIT ${n}`,
].join('\n');

/** The pages by primary key, which finds one block in each part of the table, and by position, which leaves out most parts. */
const keyed = (places: readonly Place[]): string => [
  `(snapshot, lang, id) IN (${places.map(({ crawl, language, id }) => `(${literal(crawl)}, ${literal(language)}, ${id})`).join(', ')})`, `src_offset IN (${places.map(({ at }) => at).join(', ')})`,
].join(' AND ');
const PLACE = 'toString(snapshot) AS crawl, toString(lang) AS language, id, toString(src_offset) AS at';

/** The same among the contenders of the cut; null = some of the pages are others. */
const nearestHeld = (contenders: Contenders, selection: Selection, { op, at }: Cut, { up }: Search, isKept: boolean, n: number): Place[] | null => {
  const own = isKept ? contenders.keptBy(selection) : null, beside = holdsFor([{ op: isKept ? op : OTHER_SIDE[op], value: at }])!;
  const found = contenders.nearest(own === null ? beside : (v) => beside(v) && own(v), up, n);
  return isKept || found.length === n ? found : null;
};

/** The pages, nearest first. */
const nearestPlaces = async (store: Reads, database: string, { side, order, suits }: Search, isKept: boolean, n: number): Promise<Place[]> => {
  for (const tries of TRIES) {
    const near = await store.rows<Place>(`SELECT ${PLACE} FROM ${documents(database)} WHERE ${side} ORDER BY ${order} LIMIT ${n * tries}`);
    if (near.length === 0) return [];
    const good = await store.rows<Place>(`SELECT ${PLACE} FROM ${documents(database)} WHERE ${keyed(near)} AND ${side} AND ${suits} ORDER BY ${order} LIMIT ${n}`);
    if (good.length === n) return good;
    if (near.length < n * tries) return isKept ? good : [...good, ...near.filter(({ id }) => !good.some((place) => place.id === id))].slice(0, n);
  }
  return store.rows<Place>(`SELECT ${PLACE} FROM ${documents(database)} WHERE ${side}${isKept ? ` AND ${suits}` : ''} ORDER BY ${isKept ? '' : `${suits} DESC, `}${order} LIMIT ${n}`);
};

/** Pages nearest to the cut on one side. `n` of the frame: documents of the store. @throws Fault (usage): no such number column, n out of range */
export const samples = async (store: Reads, { database, selection, signal, cut, side, n = 10, op }: SamplesAsked, known: KnownContenders = NONE): Promise<Samples> => {
  within('n', n, 1, 50);
  const as_of = await watermark(store, database), [, columns, resolved, all] = await Promise.all([
    needSignals(store, [signal]), storeColumns(store), resolveSelection(store, selection, database), documentCount(store, database),
  ]);
  const rule = ruleAt(cutsOf(resolved, signal), cut), by = op ?? (rule?.op as Cut['op'] | undefined) ?? '>=';
  const at = cut ?? (rule ? Number(rule.value) : by === '>' || by === '>=' ? -Infinity : Infinity), isKept = side === 'kept', search = searchOf(resolved, signal, { op: by, at }, side);
  const contenders = await known.of(store, { database, selection: resolved, signal, direction: directionOf({ op: by })! });
  const places = (contenders && nearestHeld(contenders, resolved, { op: by, at }, search, isKept, n)) ?? await nearestPlaces(store, database, search, isKept, n), shown = { signal, scores: columns.scores };
  const found = places.length === 0 ? [] : await pagesOf(store, pageRowsSql(resolved, database, shown, keyed(places), 'LIMIT 1 BY id'), resolved, database, shown);
  return {
    as_of: contenders?.as_of ?? as_of, exact: true, n: all, signal, cut: at, side, pages: places.flatMap(({ id }) => found.find((page) => page.id === id) ?? []),
    sql: samplesSql(search, database, signal, isKept, n),
  };
};
