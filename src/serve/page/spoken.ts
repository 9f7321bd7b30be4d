import { count, percent, short } from './format.js';
import type { Totals } from './state.js';

/** Settled totals as a sentence for a screen reader. */
export const summed = ({ kept, of }: Totals): string =>
  `Kept ${count(kept.documents)} of ${count(of.documents)} documents, ${percent(kept.documents, of.documents)}; ${short(kept.tokens)} tokens, ${percent(kept.tokens, of.tokens)}. Exact.`;
