import type { Preset } from '../../model/rule.js';
import { rule, share, within } from './rule.js';

const CODE = 'Zyphra/Zyda_processing @6ed3c54, zyda/utils/filtering.py';
const LENGTH = 'zyda_transformed_length';

/** The filter of Zyda. */
export const zyda: Preset = {
  name: 'zyda',
  source: `Zyda: A 1.3T Dataset for Open Language Modeling, arXiv:2406.01981; ${CODE}`,
  notes: 'Lengths are those of the text after runs of characters were squeezed; patterns and words are counted on the text as it is, anywhere in it.',
  rules: {
    all: [
      rule(LENGTH, '>=', 100, `${CODE}: at least 100 characters`),
      ...within('zyda_mean_word_length', 3, 12, `${CODE}: mean word length 3 to 12`),
      rule('zyda_fraction_non_alphanumeric', '<=', 0.3, `${CODE}: at most 0.3 of the characters not alphanumeric`),
      rule('zyda_fraction_numerical', '<=', 0.2, `${CODE}: at most 0.2 of the characters digits`),
      rule('zyda_repeated_chars', '<=', 50, `${CODE}: at most 50 runs of 7 equal word characters`),
      rule('zyda_pattern_xml', '<=', 10, `${CODE}: "xml" at most 10 times`),
      rule('zyda_pattern_xml_version', '<=', 1, `${CODE}: "<?xml version=" at most once`),
      rule('zyda_pattern_lorem_ipsum', '<=', 2, `${CODE}: "lorem ipsum" at most twice`),
      share('zyda_pattern_https', LENGTH, '<=', 0.002, `${CODE}: "https://" by length at most 0.002`),
      share('zyda_pattern_lt', LENGTH, '<=', 0.03, `${CODE}: "<" by length at most 0.03`),
      share('zyda_pattern_quote_colon', LENGTH, '<=', 0.002, `${CODE}: quote and colon by length at most 0.002`),
      share('zyda_pattern_www', LENGTH, '<=', 0.01, `${CODE}: "www." by length at most 0.01`),
      rule('zyda_words_zh_porn', '<=', 1, `${CODE}: at most one entry of the Chinese list`),
      rule('zyda_words_sexual', '<=', 10, `${CODE}: at most 10 sexual words`),
      share('zyda_words_sexual', LENGTH, '<=', 0.001, `${CODE}: sexual words by length at most 0.001`),
      share('zyda_words_profanity', LENGTH, '<=', 0.0025, `${CODE}: profanity by length at most 0.0025`),
      share('zyda_words_cursed', LENGTH, '<=', 0.01, `${CODE}: cursed substrings by length at most 0.01`),
    ],
  },
  not_expressed: ['The squeezed text: the store keeps the text as it came.', 'MinHash deduplication within and across the source data sets (13-grams, similarity 0.4).'],
};
