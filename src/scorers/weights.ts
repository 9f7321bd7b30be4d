import type { Features } from './features.js';
import type { Sample } from './samples.js';

/**
 * How much each chunk counts in fitting, mean 1 over those that count. Within a source the two classes weigh the same, so that the
 * style of a source (its dialect, its subject, its platform) says nothing about the class; a source weighs as the square root of its
 * chunks, so that the large ones do not drown the small; within a class each text weighs the same. Background weighs four times as
 * much as a class.
 * @param but fold that is left out (weight 0); the balance is struck among the others. -1 = none
 */
export const importance = (samples: readonly Sample[], { textEnds, chunkEnds }: Pick<Features, 'textEnds' | 'chunkEnds'>, but = -1): Float64Array => {
  const chunks = samples.map((sample, i) => (sample.evaluateOnly || sample.fold === but ? 0 : textEnds[i]! - (i === 0 ? 0 : textEnds[i - 1]!)));
  const classOf = ({ source, target }: Sample): number => source * 2 + (target >= 0.5 ? 1 : 0);
  const ofSource: number[] = [], ofClass: number[] = [], weights = new Float64Array(chunkEnds.length);
  samples.forEach((sample, i) => {
    ofSource[sample.source] = (ofSource[sample.source] ?? 0) + chunks[i]!;
    if (chunks[i]! > 0) ofClass[classOf(sample)] = (ofClass[classOf(sample)] ?? 0) + 1;
  });
  let sum = 0, counted = 0;
  samples.forEach((sample, i) => {
    if (chunks[i] === 0) return;
    const weight = Math.sqrt(ofSource[sample.source]!) * (sample.background ? 4 : 1) / ofClass[classOf(sample)]! / chunks[i]!;
    weights.fill(weight, textEnds[i]! - chunks[i]!, textEnds[i]!);
    sum += weight * chunks[i]!;
    counted += chunks[i]!;
  });
  return weights.map((weight) => weight * counted / sum);
};
