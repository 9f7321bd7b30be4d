/** A row whose value is NULL. */
export const NO_BIN = 65_535;

/**
 * Bin of every value: i where edges[i] <= v < edges[i + 1], the last bin with its upper edge; values beyond the ends belong to the bins there.
 * @param edges ascending, at least two
 */
export const binsOf = (values: Float64Array, edges: Float64Array | readonly number[]): Uint16Array => {
  const bins = new Uint16Array(values.length), last = edges.length - 2;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) { bins[row] = NO_BIN; continue; }
    let low = 0, high = last;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (edges[middle]! <= value) low = middle; else high = middle - 1;
    }
    bins[row] = low;
  }
  return bins;
};

/** What the bins hold. @param rows places of the rows that count, null = all; @param weights what a row counts, null = 1 */
export const countBins = (bins: Uint16Array, size: number, rows: Uint32Array | null, weights: Float64Array | null): Float64Array => {
  const counts = new Float64Array(size);
  if (rows === null) {
    for (let i = 0; i < bins.length; i++) { const bin = bins[i]!; if (bin !== NO_BIN) counts[bin]! += weights === null ? 1 : weights[i]!; }
    return counts;
  }
  for (let k = 0; k < rows.length; k++) { const i = rows[k]!, bin = bins[i]!; if (bin !== NO_BIN) counts[bin]! += weights === null ? 1 : weights[i]!; }
  return counts;
};

/** What the bins hold for each code of a text column: code * size + bin. */
export const countPairs = (codes: Uint16Array, bins: Uint16Array, most: number, size: number, rows: Uint32Array | null, weights: Float64Array | null): Float64Array => {
  const counts = new Float64Array(most * size), n = rows?.length ?? bins.length;
  for (let k = 0; k < n; k++) {
    const i = rows === null ? k : rows[k]!, bin = bins[i]!;
    if (bin !== NO_BIN) counts[codes[i]! * size + bin]! += weights === null ? 1 : weights[i]!;
  }
  return counts;
};
