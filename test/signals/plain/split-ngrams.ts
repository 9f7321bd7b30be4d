/** Counter over the n-grams of words: joined by U+0000, in order of first appearance. */
export const countNgrams = (words: readonly string[], n: number): Map<string, number> => {
  const counts = new Map<string, number>();
  for (let i = 0; i + n <= words.length; i++) {
    const gram = words.slice(i, i + n).join('\0');
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
};

/** Python's most_common(1): highest count, the first inserted of ties. */
export const mostCommon = (counts: Map<string, number>): [string, number] => {
  let best: [string, number] = ['', 0];
  for (const entry of counts) if (entry[1] > best[1]) best = entry;
  return best;
};
