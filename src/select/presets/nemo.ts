import type { Preset } from '../../model/rule.js';
import { ngramLimits, rule, within } from './rule.js';

const CODE = 'NVIDIA-NeMo/Curator @1e2e427, config/text/heuristic_filter_english_pipeline.yaml';

/** The English heuristics of NeMo Curator, in the order of its configuration. */
export const nemo: Preset = {
  name: 'nemo',
  source: CODE,
  notes: 'Scores are the filters\' own: repeated_lines and repeated_paragraphs are shares of unique ones. With fewer words than n an n-gram score is 1, which drops the page. '
    + 'Where n-grams are tied, the reference\'s own verdict hangs on the order of a Python set; here the first one counts.',
  rules: {
    all: [
      rule('nemo_alpha_numeric', '<=', 0.25, `${CODE}: NonAlphaNumericFilter 0.25`),
      rule('nemo_symbol_to_word', '<=', 0.1, `${CODE}: SymbolsToWordsFilter 0.1`),
      rule('nemo_numbers_ratio', '<=', 0.15, `${CODE}: NumbersFilter 0.15`),
      rule('nemo_urls_ratio', '<=', 0.2, `${CODE}: UrlsFilter 0.2`),
      rule('nemo_white_space', '<=', 0.25, `${CODE}: WhiteSpaceFilter 0.25`),
      rule('nemo_parentheses_ratio', '<=', 0.1, `${CODE}: ParenthesesFilter 0.1`),
      rule('nemo_boilerplate_string_ratio', '<=', 0.4, `${CODE}: BoilerPlateStringFilter 0.4`),
      rule('nemo_repeated_lines', '>=', 0.7, `${CODE}: RepeatedLinesFilter 0.7`),
      rule('nemo_repeated_paragraphs', '>=', 0.7, `${CODE}: RepeatedParagraphsFilter 0.7`),
      rule('nemo_repeated_lines_char', '>=', 0.8, `${CODE}: RepeatedLinesByCharFilter 0.8`),
      rule('nemo_repeated_paragraphs_char', '>=', 0.8, `${CODE}: RepeatedParagraphsByCharFilter 0.8`),
      ...within('nemo_word_count', 50, 100_000, `${CODE}: WordCountFilter 50 to 100,000`),
      rule('nemo_punctuation', '<=', 0.85, `${CODE}: PunctuationFilter 0.85 of the lines without an end mark`),
      rule('nemo_words_without_alphabets', '>=', 0.8, `${CODE}: WordsWithoutAlphabetsFilter 0.8`),
      rule('nemo_common_english_words', '>=', 2, `${CODE}: CommonEnglishWordsFilter 2`),
      ...within('nemo_mean_word_length', 3, 10, `${CODE}: MeanWordLengthFilter 3 to 10`),
      rule('nemo_max_word_length', '<=', 1000, `${CODE}: LongWordFilter 1,000`),
      rule('nemo_ellipsis', '<=', 0.3, `${CODE}: EllipsisFilter 0.3`),
      ...ngramLimits((n) => `nemo_repeating_top_${n}grams`, (n) => `nemo_repeating_dup_${n}gram`, CODE),
      rule('nemo_bullet_ratio', '<=', 0.9, `${CODE}: BulletsFilter 0.9`),
    ],
  },
  not_expressed: ['English only: the pipeline is run on pages identified as English; add a rule on lang for that.', 'Text repair by ftfy, exact and fuzzy deduplication, and classifiers, which are steps of their own in NeMo Curator.'],
};
