/** What was typed as a cut. */
export type Typed = { readonly value: number } | { readonly percent: number } | { readonly fault: string };

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i, PERCENTILE = /^p(\d+\.?\d*|\.\d+)$/i;

/** `0.62`, `1e5` are values, `p90`, `p50.5` percentiles; anything else is a fault in words. */
export const readCut = (text: string): Typed => {
  const word = text.trim(), value = NUMBER.test(word) ? Number(word) : NaN;
  if (Number.isFinite(value)) return { value: value === 0 ? 0 : value };
  const percent = Number(PERCENTILE.exec(word)?.[1] ?? NaN);
  if (percent <= 100) return { percent };
  return { fault: word === '' ? 'Nothing typed: a number such as 0.62, or a percentile such as p90.' : `Not understood: ${word.slice(0, 40)}. A number such as 0.62, or a percentile from p0 to p100.` };
};

/**
 * The value at a percentile, between two whole ones on the line between them.
 * @param percentiles at 0, 1 ... 100; empty = no page has a value
 */
export const valueAt = (percentiles: readonly number[], percent: number): number | null => {
  const below = percentiles[Math.floor(percent)], above = percentiles[Math.ceil(percent)];
  if (below === undefined || above === undefined) return null;
  return below === above ? below : below + (above - below) * (percent - Math.floor(percent));
};
