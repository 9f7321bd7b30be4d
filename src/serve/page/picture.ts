import { edgesFor } from './axis-of.js';
import { countBins, countPairs } from './bins.js';
import type { Caches, Edges } from './caches.js';
import { isRule, type Node, type Side } from './draft.js';
import { fallsOf, type Fall } from './falls.js';
import type { Judge, Judged } from './judge.js';
import { retentionOf, type Kept } from './retention.js';
import type { Sample } from './sample.js';
import type { View } from './url-state.js';

/** Counts of the bins of a signal over the sample. */
export interface Bars { readonly edges: Edges; readonly all: Float64Array; readonly kept: Float64Array }

/** The sample as one draft and one filter cut it. Everything is counted when a panel asks for it. */
export class Picture {
  readonly caches: Caches;
  readonly judge: Judge;
  readonly view: View;
  /** Rows that the recipe keeps. */
  readonly kept: Uint32Array;
  /** Rows of the filter; null = all. */
  readonly pool: Uint32Array | null;
  /** Kept rows of the filter. */
  readonly shown: Uint32Array;
  readonly #judged: readonly Judged[];

  constructor(caches: Caches, judge: Judge, view: View) {
    this.caches = caches;
    this.judge = judge;
    this.view = view;
    this.kept = judge.passing();
    this.#judged = judge.judged;
    const inView = filterOf(caches.sample, view);
    this.pool = inView === null ? null : caches.pool(`${view.lang ?? ''} ${view.domain ?? ''}`, inView);
    this.shown = inView === null ? this.kept : this.kept.filter(inView);
  }

  get sample(): Sample { return this.caches.sample; }
  /** Conditions that could not be judged here, because their columns have not come. */
  get blind(): number { return this.#judged.filter(({ isBlind }) => isBlind).length; }

  sum(rows: Uint32Array | null, weight: View['weight']): number {
    const weights = this.caches.weights(weight);
    if (rows === null) return this.caches.total(weight);
    if (weights === null) return rows.length;
    let sum = 0;
    for (let k = 0; k < rows.length; k++) sum += weights[rows[k]!]!;
    return sum;
  }

  /** @param use who asks: each use keeps one set of edges a signal */
  bars(use: string, signal: string, edges: Edges, weight: View['weight']): Bars | null {
    const bins = this.caches.bins(use, signal, edges), weights = this.caches.weights(weight), size = edges.length - 1;
    if (bins === null || size < 1) return null;
    return { edges, all: this.caches.counted(`${use} ${signal} ${weight}`, bins, this.pool, () => countBins(bins, size, this.pool, weights)), kept: countBins(bins, size, this.shown, weights) };
  }

  /** Bars for each entry of a text column's dictionary. */
  barsBy(column: string, signal: string, edges: Edges, weight: View['weight']): Bars[] | null {
    const bins = this.caches.bins(column, signal, edges), texts = this.sample.texts.get(column), weights = this.caches.weights(weight), size = edges.length - 1;
    if (bins === null || texts === undefined || size < 1) return null;
    const { codes, dictionary } = texts, all = this.caches.counted(`${column} ${signal} ${weight}`, bins, this.pool, () => countPairs(codes, bins, dictionary.length, size, this.pool, weights));
    const kept = countPairs(codes, bins, dictionary.length, size, this.shown, weights);
    return dictionary.map((_, code) => ({ edges, all: all.subarray(code * size, (code + 1) * size), kept: kept.subarray(code * size, (code + 1) * size) }));
  }

  /** Small bars along the line that suits the signal, at most `size`. */
  thumbnail(signal: string, size: number): Bars | null {
    const spread = this.sample.spread(signal);
    return spread === null ? null : this.bars('thumbnail', signal, this.caches.edges(signal, size, () => edgesFor(spread, null, size)), 'documents');
  }

  falls(): Fall[] { return fallsOf(this.#judged, this.judge.failures); }
  get judged(): readonly Judged[] { return this.#judged; }

  /** The retention curve of a signal, the rules of one of its sides left out. */
  retention(signal: string, side: Side): Kept[] {
    const op = side === 'min' ? '>=' : '<=', ladder = this.caches.ladder(signal, op);
    if (ladder === null) return [];
    return retentionOf(ladder, this.judge.passing(({ node }) => isOfSide(node, signal, side)), this.caches.weights('tokens'));
  }
}

/** A rule for pages of all languages on one side of a signal. */
export const isOfSide = (node: Node, signal: string, side: Side): boolean =>
  isRule(node) && !('quantile' in node) && node.signal === signal && node.per === undefined && node.lang === undefined && node.op.startsWith(side === 'min' ? '>' : '<');

const filterOf = ({ texts }: Sample, { lang, domain }: View): ((i: number) => boolean) | null => {
  const wanted = ([['lang', lang], ['domain', domain]] as const).flatMap(([name, value]) => {
    const column = texts.get(name);
    return value === null || column === undefined ? [] : [{ codes: column.codes, code: column.dictionary.indexOf(value) }];
  });
  return wanted.length === 0 ? null : (i) => wanted.every(({ codes, code }) => codes[i] === code);
};
