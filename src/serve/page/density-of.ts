import { edgesOf, type Axis } from './axis.js';
import { axisOf } from './axis-of.js';
import { NO_BIN } from './bins.js';
import type { Draft } from './draft.js';
import { recipeParam } from './questions.js';
import type { Spread } from './sample.js';
import type { State } from './state.js';
import { covers } from './watermark.js';

const XS = 56, YS = 36;

/** Pages by two signals: counts of x bin * yBins + y bin. */
export interface Pairs { readonly xAxis: Axis; readonly yAxis: Axis; readonly xBins: number; readonly yBins: number; readonly all: ArrayLike<number>; readonly kept: ArrayLike<number>; readonly isExact: boolean }

/** A line whose bins are those of an answer, or one that suits the sample. */
const lineOf = (spread: Spread, edges: readonly number[] | undefined): Axis => (edges !== undefined && edges.length > 1 ? { lo: edges[0]!, hi: edges.at(-1)!, knee: 0, edges } : axisOf(spread, null));

/** Of the store when its answer is to this draft, else of the sample, in the same bins when there are some. */
export const pairsOf = (state: State, draft: Draft, x: string, y: string): Pairs | null => {
  const { picture, panels: { density: panel }, view: { lang, domain } } = state, across = picture?.sample.spread(x) ?? null, up = picture?.sample.spread(y) ?? null;
  if (picture === null || across === null || up === null) return null;
  const answer = panel.value?.x.signal === x && panel.value.y.signal === y ? panel.value : null, xAxis = lineOf(across, answer?.x.edges), yAxis = lineOf(up, answer?.y.edges);
  const xBins = xAxis.edges === undefined ? XS : xAxis.edges.length - 1, yBins = yAxis.edges === undefined ? YS : yAxis.edges.length - 1, lines = { xAxis, yAxis, xBins, yBins };
  const isFiltered = lang !== null || domain !== null, isThere = xAxis.edges !== undefined && yAxis.edges !== undefined && answer !== null;
  if (isThere && !isFiltered && panel.key === `${x} ${y} ${recipeParam(draft) ?? ''}` && covers(answer.as_of, state.newest)) return { ...lines, all: answer.all, kept: answer.kept, isExact: true };
  const xs = picture.caches.bins('density x', x, xAxis.edges ?? edgesOf(xAxis, xBins)), ys = picture.caches.bins('density y', y, yAxis.edges ?? edgesOf(yAxis, yBins));
  if (xs === null || ys === null) return null;
  const all = new Float64Array(xBins * yBins), kept = new Float64Array(xBins * yBins);
  const add = (counts: Float64Array, i: number): void => { const a = xs[i]!, b = ys[i]!; if (a !== NO_BIN && b !== NO_BIN) counts[a * yBins + b]! += 1; };
  if (picture.pool === null) for (let i = 0; i < xs.length; i++) add(all, i); else for (const i of picture.pool) add(all, i);
  for (let k = 0; k < picture.shown.length; k++) add(kept, picture.shown[k]!);
  return { ...lines, all, kept, isExact: false };
};

/** The fullest cell. */
export const most = (counts: ArrayLike<number>): number => { let top = 1; for (let i = 0; i < counts.length; i++) top = Math.max(top, counts[i]!); return top; };
