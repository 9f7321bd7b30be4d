/** What was passed over, by kind. */
export type Skips = Readonly<Record<string, number>>;

/** Sum of two counts by kind. */
export const addSkips = (a: Skips, b: Skips): Skips => {
  const sum: Record<string, number> = { ...a };
  for (const [kind, n] of Object.entries(b)) sum[kind] = (sum[kind] ?? 0) + n;
  return sum;
};
