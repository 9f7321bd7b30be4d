/** How the logits of a page's chunks become the page's: `max` for what one passage decides, `mean` for what the whole page is. */
export type Aggregate = 'max' | 'mean';

/** Logit per text from logits per chunk; NaN for a text without a chunk. */
export const aggregate = (chunks: ArrayLike<number>, textEnds: Uint32Array, how: Aggregate): Float64Array<ArrayBuffer> => {
  const out = new Float64Array(textEnds.length);
  for (let text = 0, from = 0; text < out.length; text++) {
    const to = textEnds[text]!;
    let value = how === 'max' ? -Infinity : 0;
    for (let c = from; c < to; c++) value = how === 'max' ? Math.max(value, chunks[c]!) : value + chunks[c]!;
    out[text] = to === from ? NaN : how === 'max' ? value : value / (to - from);
    from = to;
  }
  return out;
};

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
