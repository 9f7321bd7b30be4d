import type { SignalFamily } from '../model/signal.js';
import type { Shared } from '../text/shared.js';
import { EXACT, entries } from './entry.js';
import { GramCounts } from '../text/gram-counts.js';
import { TenGrams } from '../text/ten-grams.js';
import { FLAGGED, STOP, type WordList, wordListOf } from './roots/word-list.js';
import { RootsWords } from './roots/words.js';

/*
 * The six measures that the OSCAR part of ROOTS was filtered by (H. Laurencon et al. 2022, https://arxiv.org/abs/2303.03915), on the text as it
 * is: the edits that the pipeline makes first (kinds of space made one, words with parts of a URL and very long words removed) are not made.
 *
 * Languages with parameters of their own: ar bn ca en es eu fr hi id pt ur vi zh. Any other language is counted with the default ones, but has no
 * lists. Chinese words come from a SentencePiece model that is not shipped, so Chinese has the two character ratios only.
 */
const common = { family: 'roots', source: 'bigscience-workshop/data-preparation@9d05884 filtering.py', ...EXACT } as const;
const reference = (name: string): string => `bigscience-workshop/data-preparation@9d05884 (emoji 1.6.1) ${name}`;
const ratio = { type: 'fraction', range: [0, 1] } as const;
const CHINESE = 'language zh (words of a SentencePiece model)', NO_LIST = 'language other than ar bn ca en es eu fr hi id pt ur vi';

const SIGNALS = entries(common, [
  { name: 'roots_number_words', type: 'count', unit: 'words', range: [0, null], nullWhen: CHINESE, reference: reference('number_words'),
    formula: 'text split at space, line feed, tab; special characters (ASCII punctuation, digits, white space, listed marks, emoji) stripped; '
      + 'those not empty' },
  { name: 'roots_character_repetition_ratio', ...ratio, unit: 'fraction of n-grams', nullWhen: '', reference: reference('character_repetition_ratio'),
    formula: 'n-grams of 10 code points (zh 3): counts of the k most frequent / all, k = min(floor(sqrt(distinct)), those that occur more than once); '
      + '0 for a text shorter than n' },
  { name: 'roots_word_repetition_ratio', ...ratio, unit: 'fraction of n-grams', nullWhen: CHINESE, reference: reference('word_repetition_ratio'),
    formula: '5-grams (ur 7-grams) of lower-cased words that occur more than once, all copies / all 5-grams; 0 when there is none' },
  { name: 'roots_special_characters_ratio', ...ratio, unit: 'fraction of code points', nullWhen: '', reference: reference('special_characters_ratio'),
    formula: 'special characters / code points; 0 for an empty text' },
  { name: 'roots_stopwords_ratio', ...ratio, unit: 'fraction of words', nullWhen: NO_LIST, reference: reference('stopwords_ratio'),
    formula: 'lower-cased words in the stop list of the language (vi: and pairs of words) / words, at most 1; 0 without words' },
  { name: 'roots_flagged_words_ratio', ...ratio, unit: 'fraction of words', nullWhen: NO_LIST, reference: reference('flagged_words_ratio'),
    formula: 'lower-cased words in the list of flagged words of the language (vi: and pairs of words) / words, at most 1; 0 without words' },
]);

const words = new RootsWords(), threeGrams = new GramCounts(), wordGrams = new GramCounts();

/** Family `roots`. */
export const roots: SignalFamily<Shared> = {
  name: 'roots',
  signals: SIGNALS,
  measure: (shared, out, at) => {
    const { cps, length, lang } = shared, isChinese = lang === 'zh', n = lang === 'ur' ? 7 : 5, list = wordListOf(lang);
    words.read(shared);
    const places = words.count - n + 1;
    out[at] = isChinese ? NaN : words.written;
    out[at + 1] = characterRepetition(isChinese ? threeGrams.read(cps, length - 2, 3) : shared.of(TenGrams).grams);
    out[at + 2] = isChinese ? NaN : places <= 0 ? 0 : wordGrams.read(words.ids, places, n).occurrences / places;
    out[at + 3] = length === 0 ? 0 : words.special / length;
    if (list === null) out[at + 4] = out[at + 5] = NaN;
    else listed(list, out, at + 4);
  },
};

/** Writes the shares of stop words and of flagged words. */
const listed = (list: WordList, out: Float64Array, at: number): void => {
  const { lower, distinct: { distinct, starts, ends }, counts, count } = words;
  let stop = 0, flagged = 0;
  for (let id = 0; id < distinct; id++) {
    const value = list.words.value(lower, starts[id]!, ends[id]!);
    if ((value & STOP) !== 0) stop += counts[id]!;
    if ((value & FLAGGED) !== 0) flagged += counts[id]!;
  }
  if (list.pairs !== null) {
    const { ids } = words, { halves, size, values } = list.pairs;
    const half = (id: number): number => halves.value(lower, starts[id]!, ends[id]!);
    for (let i = 1, left = count > 0 ? half(ids[0]!) : 0; i < count; i++) {
      const right = half(ids[i]!), value = left > 0 && right > 0 ? values.get(left * size + right) ?? 0 : 0;
      if ((value & STOP) !== 0) stop++;
      if ((value & FLAGGED) !== 0) flagged++;
      left = right;
    }
  }
  out[at] = count === 0 ? 0 : Math.min(1, stop / count);
  out[at + 1] = count === 0 ? 0 : Math.min(1, flagged / count);
};

/** The k highest counts of n-grams together / number of n-grams, k = min(floor(sqrt(distinct)), distinct that are repeated); 0 when the text is shorter than n. */
const characterRepetition = (grams: GramCounts): number => (grams.total === 0 ? 0 : grams.top(Math.min(Math.floor(Math.sqrt(grams.distinct)), grams.repeated)) / grams.total);
