import type { Signal } from '../../model/signal.js';
import type { Shared } from '../../text/shared.js';

/** A piece of the family `dt`: signals and what writes them, in their order, to out[at ...]. */
export interface Part {
  readonly signals: readonly Signal[];
  readonly measure: (shared: Shared, out: Float64Array, at: number) => void;
}

export const DATATROVE = 'huggingface/datatrove@a649de7';
/** datatrove's tokenizers of other languages are other programs. */
export const OTHER_LANGUAGE = 'language other than English';
/** Are words and sentences defined for the language of the text? */
export const hasWords = ({ lang }: Shared): boolean => lang === 'en';

/** `part / whole`, NaN when there is no whole. */
export const ratio = (part: number, whole: number): number => (whole === 0 ? NaN : part / whole);
/** datatrove's `_safe_divide`: 0 when there is no whole. */
export const safe = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
