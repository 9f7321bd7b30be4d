import { EXACT } from '../entry.js';

/** The state of datatrove that FineWeb was released with. */
export const RELEASE = 'huggingface/datatrove@05194d39';
/** Reference of a column: a field of what that state returned, with nltk 3.8.1. */
export const field = (name: string): string => `${RELEASE} (nltk 3.8.1) ${name}`;
export const family = 'dtrel';
export { EXACT };

/** A column behind Punkt's trained model, which ours approximates: 0.02 of max(1, |reference|), a count by 1; the largest deviation on the reference texts. */
export const near = (deviation: number) => ({ exact: false, tolerance: 0.02, deviation }) as const;
