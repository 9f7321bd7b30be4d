import { identifier, literal } from '../select/compile.js';
import { resolveSelection } from '../select/resolve.js';
import { documents, keptSql } from '../select/sql.js';
import type { WhatIf } from './answers.js';
import type { Contenders } from './contenders.js';
import { floatColumns } from './float-columns.js';
import { FINE_BITS, keyOf, keySql } from './grid.js';
import { NONE, type KnownContenders } from './held-contenders.js';
import { documentCount, largest } from './largest.js';
import { cutsOf, directionOf, moved, type Direction } from './moved-cut.js';
import type { Asked, Reads } from './reads.js';
import { total } from './shape.js';
import { needSignals, value, within } from './signal.js';
import { thresholds } from './thresholds.js';
import { watermark } from './watermark.js';

/** `points`: 1 to 1000, 100 unless given. `op`: that of the recipe's rule on the signal unless given, `>=` when it has none. */
export interface WhatIfAsked extends Asked { readonly signal: string; readonly points?: number | undefined; readonly by?: 'lang' | 'domain' | null; readonly op?: '>=' | '<=' | undefined }

/** How many groups `by` shows. */
export const GROUPS = 12;

type Moved = ReturnType<typeof moved>;
interface Question { readonly database: string; readonly signal: string; readonly direction: Direction; readonly moved: Moved; readonly by: 'lang' | 'domain' | null }

/** With `<=` the line is looked at from its other end: -v >= -t. */
const facing = ({ signal, direction }: Question): string => (direction === '>=' ? value(signal) : `-${value(signal)}`);
const pages = (question: Question): string => {
  const { database, by, moved: { free, without } } = question;
  return `SELECT ${facing(question)} AS v, tokens_est, ${by === null ? '' : `toString(${identifier(by)}) AS part, `}${without === null ? '0' : keptSql(without)} AS always, ${keptSql(free)} AND NOT always AS movable FROM ${documents(database)}`;
};

/** All bins of the fine grid: key (NaN = no value), documents, and documents and tokens that a cut moves; of those that every cut keeps too. */
const binsSql = (question: Question): string => [
  'SELECT ifNull(toFloat64(key), nan) AS bin, toFloat64(count()), toFloat64(countIf(movable)), toFloat64(sumIf(tokens_est, movable)), toFloat64(countIf(always)), toFloat64(sumIf(tokens_est, always))',
  `FROM (SELECT ${keySql('v', FINE_BITS)} AS key, tokens_est, always, movable FROM (${pages(question)}))`,
  'GROUP BY key ORDER BY key NULLS LAST',
].join('\n');

/** The bins alone, of the pages with a value. */
const spreadSql = (question: Question): string => [
  'SELECT toFloat64(assumeNotNull(key)) AS bin, toFloat64(count())',
  `FROM (SELECT ${keySql('v', FINE_BITS)} AS key FROM (SELECT ${facing(question)} AS v FROM ${documents(question.database)} WHERE isNotNull(v)))`,
  'GROUP BY key ORDER BY key',
].join('\n');

/** The same between cut points and by group: group (its place in the list, from 0), cut point (its place, from 0; -1 = no value), then as above from the third on. */
const partsSql = (question: Question, keys: readonly number[], groups: readonly string[]): string => [
  `SELECT toFloat64(place - 1), toFloat64(if(isNull(key), 0, indexOf([${keys.join(', ')}], roundDown(assumeNotNull(key), [${keys.join(', ')}]))) - 1) AS cut, sum(a), sum(b), sum(c), sum(d)`,
  `FROM (SELECT place, key, toFloat64(countIf(movable)) AS a, toFloat64(sumIf(tokens_est, movable)) AS b, toFloat64(countIf(always)) AS c, toFloat64(sumIf(tokens_est, always)) AS d`,
  `  FROM (SELECT indexOf([${groups.map(literal).join(', ')}], part) AS place, ${keySql('v', FINE_BITS)} AS key, tokens_est, always, movable FROM (${pages(question)}))`,
  '  WHERE place > 0 GROUP BY place, key)',
  'GROUP BY place, cut ORDER BY place, cut',
].join('\n');

/** One row a cut point (and group), to be read: each page under the last cut point that it reaches, then summed from the end that keeps least. */
export const whatIfSql = (question: Question, points: readonly number[], groups: readonly string[]): string => {
  const { database, signal, direction, by, moved: { free, without } } = question, up = direction === '>=', part = by === null ? '' : 'part, ', v = value(signal);
  const list = (cuts: readonly number[]): string => `[${cuts.map((cut) => `toFloat64(${literal(cut)})`).join(', ')}]`;
  if (points.length === 0) return `SELECT ${by === null ? '' : "'' AS part, "}0. AS threshold, 0 AS documents, 0 AS tokens WHERE 0`;
  const reached = up ? `roundDown(${v}, ${list(points)})` : `0 - roundDown(-${v}, ${list([...points].reverse().map((cut) => -cut))})`, last = literal(up ? points.at(-1)! : points[0]!);
  const under = without === null ? reached : `if(always, toFloat64(${last}), ${reached})`, over = `OVER (${by === null ? '' : `PARTITION BY ${by} `}ORDER BY threshold${up ? ' DESC' : ''})`;
  return [
    `SELECT ${by === null ? '' : `part AS ${by}, `}threshold, sum(d) ${over} AS documents, sum(t) ${over} AS tokens`,
    `FROM (SELECT ${part}threshold, sum(d) AS d, sum(t) AS t FROM (`,
    `  SELECT ${part}${under} AS threshold, count() AS d, sum(tokens_est) AS t`,
    `  FROM (SELECT *, ${by === null ? '' : `toString(${identifier(by)}) AS part, `}${without === null ? '0' : keptSql(without)} AS always FROM ${documents(database)})`,
    `  WHERE ${keptSql(free)} AND (always OR ${v} ${direction} ${literal(up ? points[0]! : points.at(-1)!)})${by === null ? '' : ` AND part IN (${groups.map(literal).join(', ')})`}`,
    `  GROUP BY ${part}threshold`,
    `  UNION ALL SELECT ${by === null ? '' : `arrayJoin([${groups.map(literal).join(', ')}]) AS part, `}arrayJoin(${list(points)}) AS threshold, 0 AS d, 0 AS t`,
    `) GROUP BY ${part}threshold)`,
    `ORDER BY ${part}threshold`,
  ].join('\n');
};

type Points = WhatIf['points'];

/** Amounts per cut point -> what is kept at each: everything from it on, and what every cut keeps. */
const cumulated = (cuts: readonly number[], moves: readonly (readonly [documents: number, tokens: number])[], always: readonly [number, number], up: boolean): Points => {
  let [documents, tokens] = always;
  const points = cuts.map((cut) => ({ threshold: up ? cut : 0 - cut, documents: 0, tokens: 0 }));
  for (let i = cuts.length - 1; i >= 0; i--) {
    documents += moves[i]![0];
    tokens += moves[i]![1];
    Object.assign(points[i]!, { documents, tokens });
  }
  return up ? points : points.reverse();
};

const byGroup = async (store: Reads, question: Question, cuts: readonly number[], groups: readonly string[]): Promise<Record<string, Points>> => {
  if (cuts.length === 0) return Object.fromEntries(groups.map((group) => [group, []]));
  const [place, cut, ...amounts] = await floatColumns(store, partsSql(question, cuts.map((edge) => keyOf(edge, FINE_BITS)), groups), 6) as [Float64Array, Float64Array, ...Float64Array[]];
  return Object.fromEntries(groups.map((group, g) => {
    const moves = cuts.map(() => [0, 0] as [number, number]), always: [number, number] = [0, 0];
    place.forEach((found, row) => {
      if (found !== g) return;
      const at = moves[cut[row]!];
      if (at) { at[0] += amounts[0]![row]!; at[1] += amounts[1]![row]!; }
      always[0] += amounts[2]![row]!;
      always[1] += amounts[3]![row]!;
    });
    return [group, cumulated(cuts, moves, always, question.direction === '>=')];
  }));
};

/** Cut points, what lies between each and the next (documents and tokens that the cut decides about), and what every cut keeps. */
interface Curve { readonly n: number; readonly cuts: readonly number[]; readonly moves: readonly [number, number][]; readonly always: readonly [number, number] }

const cutPoints = (keys: Float64Array, all: Float64Array, points: number): { readonly bins: number; readonly cuts: readonly number[]; readonly starts: readonly number[]; readonly moves: [number, number][] } => {
  const bins = keys.length > 0 && Number.isNaN(keys.at(-1)!) ? keys.length - 1 : keys.length, cuts = thresholds(keys.subarray(0, bins), all.subarray(0, bins), points);
  return { bins, cuts, starts: cuts.map((cut) => keyOf(cut, FINE_BITS)), moves: cuts.map(() => [0, 0]) };
};

const scanned = async (store: Reads, question: Question, points: number): Promise<Curve> => {
  const [keys, all, documentsMoved, tokensMoved, documentsAlways, tokensAlways] = await floatColumns(store, binsSql(question), 6) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  const { bins, cuts, starts, moves } = cutPoints(keys, all, points);
  for (let i = 0, at = -1; i < bins; i++) {
    while (at < starts.length - 1 && keys[i]! >= starts[at + 1]!) at++;
    if (at < 0) continue;
    moves[at]![0] += documentsMoved[i]!;
    moves[at]![1] += tokensMoved[i]!;
  }
  return { n: total(all), cuts, moves, always: [total(documentsAlways), total(tokensAlways)] };
};

const held = async (store: Reads, contenders: Contenders, question: Question, points: number): Promise<Curve> => {
  const { keys: own, documents: of, nulls: [nulls] } = contenders.shape;
  // The other end of the line has other bins: an edge belongs to the bin on its other side.
  const [keys, all] = question.direction === '>=' ? [own, of] : await floatColumns(store, spreadSql(question), 2) as [Float64Array, Float64Array], { cuts, starts, moves } = cutPoints(keys, all, points);
  contenders.between(starts, moves);
  return { n: total(all) + nulls!, cuts, moves, always: [0, 0] };
};

/**
 * What would be kept at each cut point of a signal; see moved-cut.ts for what stays as it is, thresholds.ts for the points. One scan, one more with `by`; of one column
 * where the contenders of the cut are held.
 * @throws Fault (usage): no such number column, points out of range
 */
export const whatIf = async (store: Reads, { database, selection, signal, points = 100, by = null, op }: WhatIfAsked, known: KnownContenders = NONE): Promise<WhatIf> => {
  within('points', points, 1, 1000);
  await needSignals(store, [signal]);
  const as_of = await watermark(store, database), resolved = await resolveSelection(store, selection, database), own = cutsOf(resolved, signal)[0];
  const direction = op ?? (own ? directionOf(own)! : '>='), question: Question = { database, signal, direction, moved: moved(resolved, signal, direction), by: null };
  const contenders = by === null ? await known.of(store, { database, selection: resolved, signal, direction }) : null;
  const { n, cuts, moves, always } = contenders === null ? await scanned(store, question, points) : await held(store, contenders, question, points);
  const grouped = { ...question, by }, groups = by === null ? null : await largest(store, database, by, GROUPS, await documentCount(store, database));
  const found = cumulated(cuts, moves, always, direction === '>=');
  return {
    as_of: contenders?.as_of ?? as_of, exact: true, n, signal, op: direction, points: found, groups: groups === null ? null : await byGroup(store, grouped, cuts, groups),
    sql: whatIfSql(grouped, found.map(({ threshold }) => threshold), groups ?? []),
  };
};
