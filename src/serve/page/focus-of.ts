import type { Catalogue, Histogram } from '../../explore/answers.js';
import type { Axis } from './axis.js';
import { axisOf, edgesFor } from './axis-of.js';
import type { Edges } from './caches.js';
import { recipeParam } from './questions.js';
import type { Spread } from './sample.js';
import type { State } from './state.js';
import { covers } from './watermark.js';

const BINS = 120;

/** The bars of the focused signal and the line that they stand on. */
export interface Focus {
  readonly signal: string;
  readonly about: Catalogue['signals'][number] | null;
  readonly axis: Axis;
  readonly edges: Edges;
  readonly isWhole: boolean;
  readonly all: ArrayLike<number>;
  readonly kept: ArrayLike<number>;
  /** Both are the store's, for this draft. */
  readonly isExact: boolean;
  /** Exact, at 0 ... 100 %; empty while they are not here. */
  readonly percentiles: readonly number[];
  readonly nulls: number | null;
}

const spreadFrom = ({ edges, percentiles }: Histogram): Spread => ({
  min: edges[0]!, max: edges.at(-1)!, p01: percentiles[1] ?? edges[0]!, p25: percentiles[25] ?? edges[0]!, p50: percentiles[50] ?? edges[0]!, p99: percentiles[99] ?? edges.at(-1)!, nulls: 0,
  isWhole: percentiles.every(Number.isInteger),
});

/** What is known of the focused signal; null when nothing has come yet. `isEmpty`: no page has a value. */
export const focusOf = (state: State): Focus | { readonly isEmpty: boolean } | null => {
  const { view: { focus: signal, weight, isLogValue, lang, domain }, picture, panels: { histogram: panel } } = state;
  if (signal === null) return null;
  const answer = panel.value?.signal === signal && panel.value.lang === lang ? panel.value : null, isHere = answer !== null && answer.edges.length > 1;
  const sampled = picture?.sample.spread(signal) ?? null, spread = isHere ? { ...spreadFrom(answer), ...(sampled === null ? {} : { isWhole: sampled.isWhole }) } : sampled;
  if (spread === null) return (answer !== null && answer.edges.length === 0) || picture?.sample.has(signal) ? { isEmpty: true } : null;
  const axis: Axis = isHere && isLogValue === null ? { lo: answer.edges[0]!, hi: answer.edges.at(-1)!, knee: 0, edges: answer.edges } : axisOf(spread, isLogValue);
  const edges = edgesFor(spread, isLogValue, BINS);
  const isExact = isHere && domain === null && panel.key === `${signal} ${lang ?? ''} ${recipeParam(state.history.present) ?? ''}` && covers(answer.as_of, state.newest);
  const bars = isExact ? null : picture?.bars('focus', signal, isHere && domain === null ? answer.edges : edges, weight) ?? null, scale = picture?.sample.scale ?? 1;
  if (bars === null && !isHere) return null;
  const scaled = (counts: Float64Array): Float64Array => counts.map((n) => n * scale);
  return {
    signal, about: state.catalogue?.signals.find(({ name }) => name === signal) ?? null, axis, isWhole: spread.isWhole, isExact,
    edges: bars?.edges ?? answer!.edges, all: bars === null ? answer!.all[weight] : scaled(bars.all), kept: bars === null ? answer!.kept[weight] : scaled(bars.kept),
    percentiles: answer?.percentiles ?? [], nulls: answer?.nulls.documents ?? (picture === null || sampled === null ? null : Math.round(sampled.nulls * scale)),
  };
};

/** Share of the pages with a value that lie below a value, in percent; null while the percentiles are not here. */
export const percentBelow = (percentiles: readonly number[], value: number): number | null => {
  if (percentiles.length < 2) return null;
  const above = percentiles.findIndex((at) => at >= value);
  if (above === -1) return 100;
  if (above === 0) return 0;
  const low = percentiles[above - 1]!, high = percentiles[above]!;
  return above - 1 + (high > low ? (value - low) / (high - low) : 1);
};
