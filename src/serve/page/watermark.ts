/** Per partition of the log the position up to which every batch is whole. */
export type Watermark = Readonly<Record<string, string>>;

/** Whether an answer speaks of at least the rows of another moment. */
export const covers = (answer: Watermark, moment: Watermark): boolean =>
  Object.entries(moment).every(([partition, position]) => answer[partition] !== undefined && BigInt(answer[partition]) >= BigInt(position));

export const isSame = (a: Watermark, b: Watermark): boolean => covers(a, b) && covers(b, a);

/** The later of two moments, partition by partition. */
export const latest = (a: Watermark, b: Watermark): Watermark => {
  const both: Record<string, string> = { ...a };
  for (const [partition, position] of Object.entries(b)) if (both[partition] === undefined || BigInt(position) > BigInt(both[partition])) both[partition] = position;
  return both;
};
