/** One scored text: `label` true = the class the score stands for. */
export interface Scored { readonly score: number; readonly label: boolean; readonly source: string; readonly lang: string }

export interface Figures {
  readonly n: number;
  readonly positives: number;
  /** Area under the ROC curve, ties counted half; null when one class is missing. */
  readonly auc: number | null;
  /** Precision at the lowest cut that at least 95 % of the other class stay under; null when one class is missing or nothing is above it. */
  readonly precision_at_specificity_95: number | null;
}
export interface Evaluation extends Figures {
  readonly by: { readonly source: Readonly<Record<string, Figures>>; readonly lang: Readonly<Record<string, Figures>> };
}

/** Probability that a positive scores above a negative (Mann-Whitney), ties half; null when one class is missing. */
export const auc = (rows: readonly Pick<Scored, 'score' | 'label'>[]): number | null => {
  const sorted = [...rows].sort((a, b) => a.score - b.score);
  let positives = 0, ranks = 0;
  for (let from = 0; from < sorted.length;) {
    let to = from;
    while (to < sorted.length && sorted[to]!.score === sorted[from]!.score) to++;
    for (let i = from; i < to; i++) if (sorted[i]!.label) { positives++; ranks += (from + to + 1) / 2; }
    from = to;
  }
  const negatives = sorted.length - positives;
  return positives === 0 || negatives === 0 ? null : (ranks - positives * (positives + 1) / 2) / (positives * negatives);
};

const precisionAt = (rows: readonly Scored[], specificity: number): number | null => {
  const negatives = rows.filter((row) => !row.label).map((row) => row.score).sort((a, b) => a - b);
  if (negatives.length === 0 || negatives.length === rows.length) return null;
  const cut = negatives[Math.ceil(specificity * negatives.length) - 1]!, above = rows.filter((row) => row.score > cut);
  return above.length === 0 ? null : above.filter((row) => row.label).length / above.length;
};

const figures = (rows: readonly Scored[]): Figures => ({
  n: rows.length, positives: rows.filter((row) => row.label).length, auc: auc(rows), precision_at_specificity_95: precisionAt(rows, 0.95),
});

const grouped = (rows: readonly Scored[], key: 'source' | 'lang'): Record<string, Figures> => {
  const groups = new Map<string, Scored[]>();
  for (const row of rows) {
    const group = groups.get(row[key]);
    if (group) group.push(row); else groups.set(row[key], [row]);
  }
  return Object.fromEntries([...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, members]) => [name, figures(members)]));
};

/** Figures of scored texts, in all and by source and language. Sources differ in what they call the class: read them one by one. */
export const evaluate = (rows: readonly Scored[]): Evaluation => ({ ...figures(rows), by: { source: grouped(rows, 'source'), lang: grouped(rows, 'lang') } });
