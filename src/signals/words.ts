import type { SignalFamily } from '../model/signal.js';
import { ScriptWords } from '../text/script-words.js';
import { Segmentation } from '../text/segmentation.js';
import type { Shared } from '../text/shared.js';
import { entries } from './entry.js';
import { countSentences } from './words/sentences.js';
import { stopWordsOf } from './words/stop-words.js';

/*
 * Words, sentences and function words in any script. Other families count what a program made for English calls words; these are words where a language
 * writes no spaces, too (text/script-words.ts), and nothing is measured by the list of another language. How the words were found is the document's
 * `segmentation` (text/segmentation.ts).
 *
 * Numbers of different segmentations are not comparable: bigrams overlap, so Chinese without jieba has about as many "words" as characters.
 */
const none = 'no letter and no number in the text';
const common = { family: 'words', source: 'own definition; word and sentence boundaries after Unicode UAX #29, ICU, jieba', reference: '', exact: null, tolerance: null, deviation: null } as const;

const SIGNALS = entries(common, [
  { name: 'words_count', type: 'count', unit: 'words', range: [1, null], nullWhen: none,
    formula: 'words with a letter or number, by segmentation: space (runs of letters, numbers and marks), icu (Intl.Segmenter: th lo km my ja), jieba (zh), '
      + 'bigram (zh without jieba: each two neighbouring ideographs)' },
  { name: 'words_sentences', type: 'count', unit: 'sentences', range: [1, null], nullWhen: none,
    formula: 'pieces with a letter or number between sentence ends: line breaks, Unicode Sentence_Terminal marks; . ! ? only before white space or the end, '
      + '. not before a lower-case letter' },
  { name: 'words_mean_length', type: 'score', unit: 'code points per word', range: [1, null], nullWhen: none, formula: 'code points of all words / words' },
  { name: 'words_stop_ratio', type: 'fraction', unit: 'fraction of words', range: [0, 1], nullWhen: `${none}; the language has no list; segmentation bigram`,
    formula: 'words that are, in lower case, one of the most frequent function words of the document\'s language / words' },
]);

/** Family `words`. */
export const words: SignalFamily<Shared> = {
  name: 'words',
  signals: SIGNALS,
  measure: (shared, out, at) => {
    const found = shared.of(ScriptWords), { count, letters, starts, ends } = found, { cps, lang } = shared;
    if (count === 0) { out.fill(NaN, at, at + SIGNALS.length); return; }
    out[at] = count;
    out[at + 1] = countSentences(shared, found);
    out[at + 2] = letters / count;
    const list = stopWordsOf(lang);
    if (list === null || shared.of(Segmentation).name === 'bigram') { out[at + 3] = NaN; return; }
    let stops = 0;
    for (let i = 0; i < count; i++) if (list.has(cps, starts[i]!, ends[i]!)) stops++;
    out[at + 3] = stops / count;
  },
};
