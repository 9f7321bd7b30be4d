/** Kept tokens at a threshold. */
export interface Point { readonly threshold: number; readonly tokens: number }

/**
 * The threshold at which about `target` tokens are kept: on the line between the two points around it.
 * @param points by ascending threshold; tokens fall with `>=` and rise with `<=`
 * @returns null without a point; `reached` is false when even the loosest point keeps less, or the strictest more
 */
export const solve = (points: readonly Point[], op: '>=' | '<=', target: number): { readonly threshold: number; readonly reached: boolean } | null => {
  const loosestFirst = op === '>=' ? points : points.toReversed(), [first] = loosestFirst, last = loosestFirst.at(-1);
  if (first === undefined || last === undefined) return null;
  if (first.tokens < target) return { threshold: first.threshold, reached: false };
  if (last.tokens > target) return { threshold: last.threshold, reached: false };
  const at = loosestFirst.findLastIndex(({ tokens }) => tokens >= target), loose = loosestFirst[at]!, strict = loosestFirst[at + 1] ?? loose;
  const share = loose.tokens === strict.tokens ? 0 : (loose.tokens - target) / (loose.tokens - strict.tokens);
  return { threshold: loose.threshold + (strict.threshold - loose.threshold) * share, reached: true };
};
