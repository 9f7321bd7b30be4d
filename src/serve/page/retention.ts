import { NO_BIN } from './bins.js';
import type { Point } from './solve.js';

/** A point of a retention curve. */
export interface Kept extends Point { readonly documents: number }

/** Thresholds of one signal and where each row stands among them; made once, whatever the other rules do. */
export interface Ladder {
  readonly op: '>=' | '<=';
  /** Ascending; the lowest and the highest value are among them. */
  readonly thresholds: Float64Array;
  /** With `>=` the last threshold that the row passes, with `<=` the first one; NO_BIN without a value. */
  readonly steps: Uint16Array;
}

/** At most `points` thresholds at equal shares of the rows. null when no row has a value. */
export const ladderOf = (values: Float64Array, op: '>=' | '<=', points: number): Ladder | null => {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort(), last = sorted.length - 1;
  if (last < 0) return null;
  const thresholds = Float64Array.from(new Set(Array.from({ length: points }, (_, k) => sorted[Math.round(k * last / Math.max(1, points - 1))]!)));
  const steps = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) { steps[i] = NO_BIN; continue; }
    let low = 0, high = thresholds.length;                                        // number of thresholds below the value (<=), not above it (>=)
    while (low < high) { const middle = (low + high) >> 1; if (op === '>=' ? thresholds[middle]! <= value : thresholds[middle]! < value) low = middle + 1; else high = middle; }
    steps[i] = op === '>=' ? low - 1 : low;
  }
  return { op, thresholds, steps };
};

/**
 * What would be kept at each threshold.
 * @param rows places of the rows that hold all other conditions
 * @param tokens of every row; null = 1
 */
export const retentionOf = ({ op, thresholds, steps }: Ladder, rows: Uint32Array, tokens: Float64Array | null): Kept[] => {
  const documents = new Float64Array(thresholds.length), sums = new Float64Array(thresholds.length), found: Kept[] = [];
  for (let k = 0; k < rows.length; k++) {
    const i = rows[k]!, step = steps[i]!;
    if (step === NO_BIN) continue;
    documents[step]! += 1;
    sums[step]! += tokens === null ? 1 : tokens[i]!;
  }
  let kept = 0, sum = 0;
  for (let n = 0; n < thresholds.length; n++) {
    const t = op === '<=' ? n : thresholds.length - 1 - n;
    kept += documents[t]!;
    sum += sums[t]!;
    found.push({ threshold: thresholds[t]!, documents: kept, tokens: sum });
  }
  return op === '<=' ? found : found.reverse();
};
