import { identifier, literal } from '../select/compile.js';
import type { Selection } from '../select/recipe.js';
import { resolveSelection } from '../select/resolve.js';
import { documents, keptSql } from '../select/sql.js';
import type { Amount, Histogram, Weights } from './answers.js';
import type { Contenders } from './contenders.js';
import { chooseEdges } from './edges.js';
import { FINE_BITS, keyOf } from './grid.js';
import { NONE, type KnownContenders } from './held-contenders.js';
import { percentilesOf } from './percentiles.js';
import type { Asked, Reads } from './reads.js';
import { shapeOf, shapeSql, total, type Shape } from './shape.js';
import { needSignals, value, within } from './signal.js';
import { watermark } from './watermark.js';

/** `lang`: only pages in it; null = all. `bins`: about how many, 1 to 512, 64 unless given. */
export interface HistogramAsked extends Asked { readonly signal: string; readonly lang?: string | null; readonly bins?: number | undefined }

/** One row a bin that has pages, under its lower edge; NULL = pages without a value. What the answer says, in a form to be read (the answer itself comes from `shapeSql`, which is four times as fast). */
export const histogramSql = (selection: Selection, database: string, signal: string, edges: readonly number[], only: string): string => [
  'SELECT bin, count() AS documents, sum(tokens_est) AS tokens, sum(text_bytes) AS bytes,',
  '  countIf(kept) AS kept_documents, sumIf(tokens_est, kept) AS kept_tokens, sumIf(text_bytes, kept) AS kept_bytes',
  `FROM (SELECT ${edges.length === 0 ? value(signal) : `roundDown(${value(signal)}, [${edges.slice(0, -1).map((edge) => `toFloat64(${literal(edge)})`).join(', ')}])`} AS bin,`,
  `    tokens_est, text_bytes, ${keptSql(selection)} AS kept`,
  `  FROM ${documents(database)}${only === '' ? '' : ` WHERE ${only}`})`,
  'GROUP BY bin ORDER BY bin',
].join('\n');

/** Bins of the fine grid added up between edges that are on it. */
const binned = ({ keys, weights }: Pick<Shape, 'keys' | 'weights'>, edges: readonly number[]): number[][] => {
  const starts = edges.map((edge) => keyOf(edge, FINE_BITS)), bins = weights.map(() => Array<number>(Math.max(edges.length - 1, 0)).fill(0));
  let bin = 0;
  for (let i = 0; i < keys.length; i++) {
    while (bin < edges.length - 2 && keys[i]! >= starts[bin + 1]!) bin++;
    weights.forEach((weight, w) => { bins[w]![bin]! += weight[i]!; });
  }
  return bins;
};

/** The shape of all pages, with the kept ones of those that are held. */
const held = (contenders: Contenders, selection: Selection): Shape => {
  const { shape } = contenders, [d, t, b] = contenders.weights(contenders.keptBy(selection));
  return { ...shape, weights: [...shape.weights.slice(0, 3), d, t, b] };
};

/** @throws Fault (usage): no such number column, bins out of range */
export const histogram = async (store: Reads, { database, selection, signal, lang = null, bins = 64 }: HistogramAsked, known: KnownContenders = NONE): Promise<Histogram> => {
  within('bins', bins, 1, 512);
  await needSignals(store, [signal]);
  const as_of = await watermark(store, database), resolved = await resolveSelection(store, selection, database), only = lang === null ? '' : `${identifier('lang')} = ${literal(lang)}`;
  const found = lang === null ? known.find(database, resolved) : null, contenders = found?.asked.signal === signal ? found : null;
  const shape = contenders === null ? await shapeOf(store, shapeSql(resolved, database, signal, only)) : held(contenders, resolved), { keys, least, most } = shape;
  const edges = chooseEdges({ ...shape, bits: FINE_BITS, min: least[0]!, max: most.at(-1)!, whole: least.every(Number.isInteger) && most.every(Number.isInteger) }, bins);
  const [d, t, b, kd, kt, kb] = binned(shape, edges) as [number[], number[], number[], number[], number[], number[]];
  const all: Weights = { documents: d, tokens: t, bytes: b }, kept: Weights = { documents: kd, tokens: kt, bytes: kb }, nulls: Amount = { documents: shape.nulls[0]!, tokens: shape.nulls[1]!, bytes: shape.nulls[2]! };
  return {
    as_of: contenders?.as_of ?? as_of, exact: true, n: (keys.length === 0 ? 0 : total(shape.documents)) + nulls.documents, signal, lang, edges, all, kept, nulls,
    percentiles: await percentilesOf(store, shape, database, signal, only), sql: histogramSql(resolved, database, signal, edges, only),
  };
};
