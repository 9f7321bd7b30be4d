import type { Summary } from '../../explore/answers.js';
import type { Picture } from './picture.js';
import type { Totals } from './state.js';

/**
 * Totals of the store as the sample sees them: its kept share of each weight, of the store's own totals where they are known.
 * @param known the last exact answer, of any recipe
 */
export const estimate = (picture: Picture, known: Summary | null): Totals => {
  const { scale, head } = picture.sample, all = known?.count.of;
  const of = {
    documents: Math.max(head.of, all?.documents ?? 0),
    tokens: all?.tokens ?? Math.round(picture.sum(null, 'tokens') * scale), bytes: all?.bytes ?? Math.round(picture.sum(null, 'bytes') * scale),
  };
  const share = (weight: 'documents' | 'tokens' | 'bytes'): number => { const sum = picture.sum(null, weight); return sum === 0 ? 0 : picture.sum(picture.kept, weight) / sum; };
  return { of, kept: { documents: Math.round(of.documents * share('documents')), tokens: Math.round(of.tokens * share('tokens')), bytes: Math.round(of.bytes * share('bytes')) } };
};

/** Half the width of the interval that holds the true share of documents 19 times out of 20, as a share; for the whole store too, as its totals may be older. */
export const errorOf = (picture: Picture): number => {
  const n = picture.sample.rows, share = n === 0 ? 0 : picture.kept.length / n;
  return picture.sample.isWhole || n === 0 ? 0 : 1.96 * Math.sqrt(Math.max(share * (1 - share), 1 / n) / n);
};
