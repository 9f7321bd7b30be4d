import type { Operator, Preset, Rule, Rules } from '../../model/rule.js';
import { rule } from './rule.js';

const CODE = 'bigscience-workshop/data-preparation @9d05884, 01b_oscar_cleaning_and_filtering/parameters_filtering.py';

/** Cut-offs of a language, in the order of `QUANTITIES`. */
type Cuts = readonly [least: number, most: number, character: number, word: number, special: number, stop: number, flagged: number];
const QUANTITIES: readonly (readonly [signal: string, op: Operator, key: string])[] = [
  ['roots_number_words', '>=', 'number_words_min_cutoff'],
  ['roots_number_words', '<=', 'number_words_max_cutoff'],
  ['roots_character_repetition_ratio', '<=', 'character_repetition_max_cutoff'],
  ['roots_word_repetition_ratio', '<=', 'word_repetition_max_cutoff'],
  ['roots_special_characters_ratio', '<=', 'special_characters_max_cutoff'],
  ['roots_stopwords_ratio', '>=', 'stopwords_min_cutoff'],
  ['roots_flagged_words_ratio', '<=', 'flagged_words_max_cutoff'],
];

const DEFAULT: Cuts = [10, 100_000, 0.2, 0.3, 0.4, 0.1, 0.1];
const LANGUAGES: Readonly<Record<string, Cuts>> = {
  ar: [20, 100_000, 0.2, 0.34, 0.3, 0.07, 0.03],
  bn: [33, 100_000, 0.13, 0.21, 0.45, 0.002, 0.001],
  ca: [15, 100_000, 0.2, 0.4, 0.25, 0.25, 0.1],
  en: [20, 100_000, 0.106, 0.19, 0.4, 0.3, 0.01],
  es: [16, 100_000, 0.14, 0.25, 0.34, 0.4, 0.01],
  eu: [8, 100_000, 0.2, 0.4, 0.31, 0.05, 0.1],
  fr: [13, 100_000, 0.14, 0.13, 0.34, 0.27, 0.008],
  hi: [38, 100_000, 0.18, 0.47, 0.45, 0.01, 0.005],
  id: [15, 100_000, 0.15, 0.2, 0.34, 0.15, 0.01],
  pt: [19, 100_000, 0.25, 0.98, 0.35, 0.2, 0.007],
  ur: [25, 100_000, 0.19, 0.5, 0.25, 0.01, 0.025],
  vi: [30, 100_000, 0.15, 0.2, 0.34, 0.08, 0.005],
  zh: [1, 1_000_000, 0.2, 0.96, 0.3, 0.1691, 0.001],
};
const OWN = Object.keys(LANGUAGES);

/** One quantity: a cut for each language, and the default one for a page in any other. */
const cuts = (k: number): (Rule | Rules)[] => {
  const [signal, op, key] = QUANTITIES[k]!;
  return [
    ...OWN.map((lang): Rule => ({ ...rule(signal, op, LANGUAGES[lang]![k]!, `${CODE}: ${key} of ${lang}`), lang })),
    { any: [rule(signal, op, DEFAULT[k]!, `${CODE}: ${key} of any other language`), rule('lang', 'in', OWN, `${CODE}: languages with parameters of their own`)] },
  ];
};

/** The filters of the OSCAR part of ROOTS. */
export const roots: Preset = {
  name: 'roots',
  source: `The BigScience ROOTS Corpus, arXiv:2303.03915; ${CODE}`,
  notes: 'Cut-offs of the language of the page; a page in another language than those is held against the default ones, and fails where it has no word list. Chinese pages fail at the number of '
    + 'words: their words come from a model that is not shipped.',
  rules: { all: QUANTITIES.flatMap((_, k) => cuts(k)) },
  not_expressed: [
    'Language identification: at least 0.6 to 0.95 by language, and the language that the page came under; add rules on lang and lang_score.',
    'Perplexity of at most 1,300 to 10,000 by language, from KenLM models of Wikipedia.',
    'The edits that come first: kinds of white space made one, words with parts of URLs and very long words removed.',
  ],
};
