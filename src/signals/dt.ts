import type { SignalFamily } from '../model/signal.js';
import type { Shared } from '../text/shared.js';
import { c4 } from './dt/c4.js';
import { fineweb } from './dt/fineweb.js';
import { lineStats, paragraphStats } from './dt/line-stats.js';
import type { Part } from './dt/part.js';
import { quality } from './dt/quality.js';
import { repetition } from './dt/repetition.js';
import { docStats, sentenceStats, wordStats } from './dt/stats.js';

/*
 * What the filters and summary statistics of datatrove (https://github.com/huggingface/datatrove, HEAD and 0.10.1) compute: Gopher quality and repetition, C4
 * with its own defaults and as FineWeb runs it, FineWeb's filter on the text that this leaves and on the text as it is, and the statistics of documents,
 * lines, words, paragraphs and sentences.
 *
 * Words and sentences are those of spaCy's blank English pipeline with its sentencizer, which datatrove uses for English; other languages have other
 * tokenizers there, so their word columns are NULL. What the filters divide by zero is NULL, what the statistics divide by zero is 0, as there.
 *
 * Two traps: a sentence ends before white space too ("Yes. \n!" is two), and `dt_dup_*` joins words without separator, so "to day" repeats "today".
 */
const PARTS: readonly Part[] = [quality, repetition, c4, fineweb, docStats, lineStats, paragraphStats, wordStats, sentenceStats];

/** Family `dt`. */
export const dt: SignalFamily<Shared> = {
  name: 'dt',
  signals: PARTS.flatMap(({ signals }) => signals),
  measure: (shared, out, at) => {
    for (const { signals, measure } of PARTS) {
      measure(shared, out, at);
      at += signals.length;
    }
  },
};
