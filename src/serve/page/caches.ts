import { binsOf } from './bins.js';
import { ladderOf, type Ladder } from './retention.js';
import type { Sample } from './sample.js';
import type { View } from './url-state.js';

export type Edges = Float64Array | readonly number[];
const POINTS = 100;

/** What does not change while rules do: bins, counts of all rows, ladders, weights. One for each generation of the sample. */
export class Caches {
  readonly sample: Sample;
  readonly #bins = new Map<string, { readonly edges: Edges; readonly bins: Uint16Array }>();
  readonly #counts = new Map<string, { readonly bins: Uint16Array; readonly pool: Uint32Array | null; readonly counts: Float64Array }>();
  readonly #edges = new Map<string, Float64Array>();
  readonly #ladders = new Map<string, Ladder | null>();
  readonly #totals = new Map<View['weight'], number>();
  #pool: { readonly key: string; readonly rows: Uint32Array } | null = null;
  constructor(sample: Sample) { this.sample = sample; }

  /** @param use who asks: each use keeps one set of edges a signal */
  bins(use: string, signal: string, edges: Edges): Uint16Array | null {
    const key = `${use} ${signal}`, known = this.#bins.get(key), values = this.sample.numbers.get(signal);
    if (known !== undefined && (known.edges === edges || (known.edges.length === edges.length && known.edges.every((edge, i) => edge === edges[i])))) return known.bins;
    if (values === undefined) return null;
    const bins = binsOf(values, edges);
    this.#bins.set(key, { edges, bins });
    return bins;
  }

  /** Counts that depend on bins and filter alone. */
  counted(key: string, bins: Uint16Array, pool: Uint32Array | null, count: () => Float64Array): Float64Array {
    const known = this.#counts.get(key);
    if (known?.bins === bins && known.pool === pool) return known.counts;
    const counts = count();
    this.#counts.set(key, { bins, pool, counts });
    return counts;
  }

  /** Edges of a signal's small bars. */
  edges(signal: string, size: number, make: () => Float64Array): Float64Array {
    const key = `${signal} ${size}`, edges = this.#edges.get(key) ?? make();
    this.#edges.set(key, edges);
    return edges;
  }

  ladder(signal: string, op: '>=' | '<='): Ladder | null {
    const key = `${op}${signal}`, known = this.#ladders.get(key), values = this.sample.numbers.get(signal);
    if (known !== undefined || values === undefined) return known ?? null;
    const ladder = ladderOf(values, op, POINTS);
    this.#ladders.set(key, ladder);
    return ladder;
  }

  /** What a row counts; null = 1. */
  weights(weight: View['weight']): Float64Array | null {
    return weight === 'documents' ? null : this.sample.numbers.get(weight === 'tokens' ? 'tokens_est' : 'text_bytes') ?? null;
  }

  /** Of all rows. */
  total(weight: View['weight']): number {
    const known = this.#totals.get(weight), weights = this.weights(weight);
    if (known !== undefined) return known;
    const total = weights === null ? this.sample.rows : weights.reduce((sum, one) => sum + one, 0);
    this.#totals.set(weight, total);
    return total;
  }

  /** Places of the rows of a filter. */
  pool(key: string, isIn: (i: number) => boolean): Uint32Array {
    if (this.#pool?.key !== key) {
      const rows = new Uint32Array(this.sample.rows);
      let found = 0;
      for (let i = 0; i < rows.length; i++) if (isIn(i)) rows[found++] = i;
      this.#pool = { key, rows: rows.slice(0, found) };
    }
    return this.#pool.rows;
  }
}
