// Pages about which one cut alone decides, held in memory: every later question about that cut is answered without a scan.
//
// A recipe of twenty rules reads twenty columns of every page, and that takes as long wherever its cuts are. While one cut is dragged the other rules stay as they are:
// the pages that satisfy those (moved-cut.ts: `free`) are the same for every place of the cut. They are read once, each as its value, what it weighs, its language and
// snapshot, and where it lies in the store. From then on totals, the kept part of the histogram, the retention curve and the pages nearest to the cut are one pass over
// arrays. It is the active view of a brushed histogram (Moritz, Howe and Heer: Falcon, CHI 2019), with values instead of bins, so that every answer is exact.
//
// Layout: one entry a page in each array, in the order in which the engine gave them; nothing is sorted, since a pass over 2 million values takes 20 ms.
// 38 bytes a page. A recipe that leaves more than `MOST` pages has few rules, or weak ones: it is cheap to scan, or a cut for which few pages have to be looked at finds enough.
//
// Example: 20 million pages, 22 rules, 2 million contenders: 76 MB; read within the time of one scan; totals after a change, request and page included, in 0.1 s instead of 2.7.

import type { Rule } from '../model/rule.js';
import type { Selection } from '../select/recipe.js';
import { documents, keptSql } from '../select/sql.js';
import type { Amount, Frame } from './answers.js';
import { ContenderRows, pagesSql, WIDTH, type Columns, type ContendersAsked, type Group } from './contender-rows.js';
import { FINE_BITS, keyOf } from './grid.js';
import { split } from './moved-cut.js';
import { EVERYTHING, type Reads } from './reads.js';
import { shapeOf, shapeSql, type Shape } from './shape.js';
import { watermark } from './watermark.js';

/** Most pages that are held for one cut. */
export const MOST = 3_000_000;
/** Which half of a 64-bit number in memory is the greater one. */
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;
/** Of larger stores the pages are estimated first, by every 64th. */
const ESTIMATED_BITS = 6;

/** Where a page lies: its primary key and its position in the log. */
export interface Place { readonly crawl: string; readonly language: string; readonly id: string; readonly at: string }

/** Whether the cut keeps a value; null = there is no cut, and pages without a value are kept too. */
type Holds = ((value: number) => boolean) | null;

/** Every one of the cuts. */
export const holdsFor = (cuts: readonly Pick<Rule, 'op' | 'value'>[]): Holds => {
  if (cuts.length === 0) return null;
  const tests = cuts.map(({ op, value: cut }) => {
    const at = Number(cut);
    return op === '>=' ? (v: number) => v >= at : op === '>' ? (v: number) => v > at : op === '<=' ? (v: number) => v <= at : (v: number) => v < at;
  });
  return tests.length === 1 ? tests[0]! : (v) => tests.every((test) => test(v));
};

/** The contenders of a cut as of one moment, and what the cut makes of them wherever it is. */
export class Contenders {
  readonly as_of: Frame['as_of'];
  readonly asked: ContendersAsked;
  readonly groups: readonly Group[];
  /** Of all pages: how the signal is spread. */
  readonly shape: Shape;
  readonly count: number;
  readonly #columns: Columns;

  constructor(asked: ContendersAsked, as_of: Frame['as_of'], groups: readonly Group[], shape: Shape, columns: Columns, count: number) {
    this.asked = asked;
    this.as_of = as_of;
    this.groups = groups;
    this.shape = shape;
    this.count = count;
    this.#columns = columns;
  }

  /** Which of them a recipe keeps, of which they are the contenders. */
  keptBy(selection: Selection): Holds { return holdsFor(split(selection, this.asked.signal, this.asked.direction)!.cuts); }

  /** Bytes of memory. */
  get size(): number { return this.#columns.values.length * WIDTH; }

  /** Documents, tokens and bytes that the cut keeps, by a number from 0 to `size` that each page has. */
  #sums(holds: Holds, numbers: Uint16Array | Uint32Array, size: number): [documents: Float64Array, tokens: Float64Array, bytes: Float64Array] {
    const { values, tokens, bytes } = this.#columns, d = new Float64Array(size + 1), t = new Float64Array(size + 1), b = new Float64Array(size + 1);
    for (let i = 0; i < this.count; i++) {
      if (holds !== null && !holds(values[i]!)) continue;
      const at = numbers[i]!;
      d[at]! += 1;
      t[at]! += tokens[i]!;
      b[at]! += bytes[i]!;
    }
    return [d.subarray(0, size), t.subarray(0, size), b.subarray(0, size)];
  }

  /** What the cut keeps of each group. */
  amounts(holds: Holds): Amount[] {
    const [documents, tokens, bytes] = this.#sums(holds, this.#columns.groups, this.groups.length);
    return this.groups.map((_, group) => ({ documents: documents[group]!, tokens: tokens[group]!, bytes: bytes[group]! }));
  }

  /** What the cut keeps in each bin of the shape; pages without a value, whose number is behind the last bin, are not in it. */
  weights(holds: Holds): [documents: Float64Array, tokens: Float64Array, bytes: Float64Array] { return this.#sums(holds, this.#columns.bins, this.shape.keys.length); }

  /**
   * Adds each page to the last cut point that it reaches. A cut that keeps what is below it is looked at from its other end, as -value.
   * @param starts keys of the cut points on the fine grid, ascending @param into documents and tokens by cut point
   */
  between(starts: readonly number[], into: readonly [number, number][]): void {
    const { values, tokens } = this.#columns, isUp = this.asked.direction === '>=';
    for (let i = 0; i < this.count; i++) {
      const v = values[i]!;
      if (Number.isNaN(v)) continue;
      const key = keyOf(isUp ? v : -v, FINE_BITS);
      let low = 0, high = starts.length;
      while (low < high) { const middle = (low + high) >> 1; if (starts[middle]! <= key) low = middle + 1; else high = middle; }
      if (low === 0) continue;
      const at = into[low - 1]!;
      at[0] += 1;
      at[1] += tokens[i]!;
    }
  }

  /** Pages whose value holds, from the smallest value (`up`) or the greatest on, of equal ones by id; at most n. */
  nearest(holds: (value: number) => boolean, up: boolean, n: number): Place[] {
    const { values, ids, offsets, groups } = this.#columns, halves = new Uint32Array(ids.buffer), best: number[] = [];
    // Where most pages have the same value, their ids are what is compared: in halves, since every BigInt would be made anew.
    const isIdBefore = (a: number, b: number): boolean => (halves[2 * a + HIGH] !== halves[2 * b + HIGH] ? halves[2 * a + HIGH]! < halves[2 * b + HIGH]! : halves[2 * a + 1 - HIGH]! < halves[2 * b + 1 - HIGH]!);
    const isBefore = (a: number, b: number): boolean => (values[a] !== values[b] ? values[a]! < values[b]! === up : isIdBefore(a, b));
    for (let i = 0; i < this.count; i++) {
      if (!holds(values[i]!) || (best.length === n && !isBefore(i, best[n - 1]!))) continue;
      if (best.length === n) best.pop();
      let at = best.length;
      while (at > 0 && isBefore(i, best[at - 1]!)) at--;
      best.splice(at, 0, i);
    }
    return best.map((i) => { const { snapshot, lang } = this.groups[groups[i]!]!; return { crawl: snapshot, language: lang, id: String(ids[i]!), at: String(offsets[i]!) }; });
  }
}

const groupsSql = (database: string): string =>
  `SELECT toString(lang) AS language, toString(snapshot) AS crawl, count() AS documents, sum(tokens_est) AS tokens, sum(text_bytes) AS bytes FROM ${documents(database)} GROUP BY lang, snapshot ORDER BY language, crawl`;

/**
 * Reads the contenders of a cut: one scan for them, and two of few columns for what they are compared with.
 * @param most more pages than that are not held
 * @returns 'too many'; 'changed': pages came in meanwhile
 */
export const readContenders = async (store: Reads, asked: ContendersAsked, most = MOST): Promise<Contenders | 'too many' | 'changed'> => {
  const { database, signal, free } = asked, as_of = await watermark(store, database);
  const rows = await store.rows<Record<'language' | 'crawl' | 'documents' | 'tokens' | 'bytes', string>>(groupsSql(database));
  const groups = rows.map(({ language, crawl, documents: d, tokens, bytes }) => ({ lang: language, snapshot: crawl, all: { documents: Number(d), tokens: Number(tokens), bytes: Number(bytes) } }));
  const langs = [...new Set(groups.map(({ lang }) => lang))], snapshots = [...new Set(groups.map(({ snapshot }) => snapshot))], all = groups.reduce((sum, group) => sum + group.all.documents, 0);
  if (groups.length >= 2 ** 16) return 'too many';
  let expected = all;
  if (all > most) {
    const [few] = await store.rows<{ n: string }>(`SELECT count() AS n FROM ${documents(database)} WHERE id < ${1n << BigInt(64 - ESTIMATED_BITS)} AND ${keptSql(free)}`);
    expected = Number(few!.n) * 2 ** ESTIMATED_BITS;
    if (expected > most) return 'too many';
  }
  const shape = await shapeOf(store, shapeSql(EVERYTHING, database, signal, '')), found = new ContenderRows(Math.ceil(expected * 1.02), shape.keys, groups, langs, snapshots);
  for await (const piece of store.stream(pagesSql(asked, langs, snapshots, most), 'RowBinary')) {
    found.take(piece);
    if (found.isStrange) return 'changed';
    if (found.count > most) return 'too many';
  }
  return new Contenders(asked, as_of, groups, shape, found.columns, found.count);
};
