import type { SignalFamily } from '../model/signal.js';
import type { Shared } from '../text/shared.js';
import type { Part } from './dt/part.js';
import { c4 } from './dtrel/c4.js';
import { fineweb } from './dtrel/fineweb.js';
import { quality } from './dtrel/quality.js';
import { repetition } from './dtrel/repetition.js';

/*
 * What the filters of datatrove computed when FineWeb (Penedo et al. 2024, https://arxiv.org/abs/2406.17557) was made, in April 2024 (05194d39): Gopher quality
 * and repetition, C4 with its own defaults and as FineWeb runs it, FineWeb's filter on the text that this leaves and on the text as it is.
 *
 * It differs from HEAD (family `dt`) in the words, which were those of NLTK's English `word_tokenize` for any language, so nothing here asks for the language;
 * in the lines of the repetition filter, `splitlines()` with blank ones, which repeat each other; in what counts as a symbol; in stop words, which are
 * occurrences; and in FineWeb's lines, blank ones among them, and end marks.
 *
 * Words and sentences stand on an approximation of NLTK's trained Punkt model (`../text/punkt.ts`). Where it finds the reference's sentences, every column is
 * the reference's at 8 decimals.
 */
const PARTS: readonly Part[] = [quality, repetition, c4, fineweb];

/** Family `dtrel`. */
export const dtrel: SignalFamily<Shared> = {
  name: 'dtrel',
  signals: PARTS.flatMap(({ signals }) => signals),
  measure: (shared, out, at) => {
    for (const { signals, measure } of PARTS) {
      measure(shared, out, at);
      at += signals.length;
    }
  },
};
