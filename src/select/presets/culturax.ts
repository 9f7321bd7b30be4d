import type { AnyRule, Preset, QuantileRule } from '../../model/rule.js';
import { EACH } from '../check.js';

const PAPER = 'CulturaX (Nguyen et al. 2023, arXiv:2309.09400), section 2.3, metric-based cleaning';
const low = (signal: string, what: string): QuantileRule =>
  ({ signal, op: '>=', quantile: 0.1, by: 'documents', lang: EACH, source: `${PAPER}: ${what}, low is bad, about the 10th percentile of the language` });
const high = (signal: string, what: string): QuantileRule =>
  ({ signal, op: '<=', quantile: 0.9, by: 'documents', lang: EACH, source: `${PAPER}: ${what}, high is bad, about the 90th percentile of the language` });

/** CulturaX: no fixed numbers, but percentiles of what is there. */
export const culturax: Preset<AnyRule> = {
  name: 'culturax',
  source: 'CulturaX: A Cleaned, Enormous, and Multilingual Dataset for Large Language Models in 167 Languages, arXiv:2309.09400',
  notes: 'A template: each cut is a percentile of the pages of the same language in the store, taken when pages are selected. The paper relaxes the quartiles to about the 10th and 90th percentile '
    + 'without printing numbers, and there is no code. Pages in a language without word lists have no stop-word ratio and are not kept.',
  rules: {
    all: [
      low('roots_number_words', 'number of words'),
      high('roots_character_repetition_ratio', 'character repetition ratio'),
      high('roots_word_repetition_ratio', 'word repetition ratio'),
      high('roots_special_characters_ratio', 'special character ratio'),
      low('roots_stopwords_ratio', 'stop word ratio'),
      high('roots_flagged_words_ratio', 'flagged word ratio'),
      low('lang_score', 'language identification confidence'),
      low('culturax_document_length', 'document length in characters'),
      low('culturax_n_lines', 'number of lines'),
      high('culturax_short_line_length_ratio', 'short line length ratio'),
      high('culturax_short_line_ratio', 'short line ratio'),
    ],
  },
  not_expressed: [
    'Perplexity by KenLM models of Wikipedia, high is bad.',
    'URLs on the block list of the University of Toulouse: with --ut1 set, add --where "rps_doc_ut1_blacklist IS NULL".',
    'The language identified again on mC4, lines cut that are JavaScript or navigation, MinHash and URL deduplication.',
  ],
};
