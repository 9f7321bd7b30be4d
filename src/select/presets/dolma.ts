import type { Preset, Rule } from '../../model/rule.js';
import { rule, within } from './rule.js';

const CODE = 'allenai/dolma @669f534, configs/dolma-v1_5/mixing/cc-{head,middle,tail}.yaml';

const RULES: readonly Rule[] = [
  ...within('dolma_word_count', 50, 100_000, `${CODE}: word_count below 50 or above 100,000 dropped`),
  ...within('dolma_median_word_length', 3, 10, `${CODE}: median_word_length below 3 or above 10 dropped`),
  rule('dolma_symbol_to_word_ratio', '<=', 0.1, `${CODE}: symbol_to_word_ratio above 0.1 dropped`),
  rule('dolma_fraction_of_words_with_alpha_character', '>=', 0.8, `${CODE}: fraction_of_words_with_alpha_character below 0.8 dropped`),
  rule('dolma_required_word_count', '>=', 2, `${CODE}: required_word_count below 2 dropped`),
  rule('dolma_fraction_of_lines_starting_with_bullet_point', '<=', 0.9, `${CODE}: fraction_of_lines_starting_with_bullet_point above 0.9 dropped`),
  rule('dolma_fraction_of_lines_ending_with_ellipsis', '<=', 0.3, `${CODE}: fraction_of_lines_ending_with_ellipsis above 0.3 dropped`),
  rule('dolma_fraction_of_duplicate_lines', '<=', 0.3, `${CODE}: fraction_of_duplicate_lines above 0.3 dropped`),
  rule('dolma_fraction_of_characters_in_duplicate_lines', '<=', 0.3, `${CODE}: fraction_of_characters_in_duplicate_lines above 0.3 dropped (Gopher: 0.2)`),
  ...([[5, 0.15], [6, 0.14], [7, 0.13], [8, 0.12], [9, 0.11], [10, 0.1]] as const).map(([n, most]) =>
    rule(`dolma_fraction_of_characters_in_duplicate_${n}grams`, '<=', most, `${CODE}: fraction_of_characters_in_duplicate_${n}grams above ${most} dropped`)),
];

const INERT = 'The limits on the most common 2-, 3- and 4-gram (0.2, 0.18, 0.16): as published they never bind, because the configuration names attributes that the tagger does not write.';
const SOURCE = 'Dolma: an Open Corpus of Three Trillion Tokens, arXiv:2402.00159; allenai/dolma @669f534, taggers gopher_v1';

/** Gopher's rules in Dolma's configuration. */
export const gopherAtDolma: Preset = {
  name: 'gopher@dolma',
  source: SOURCE,
  notes: 'Median instead of mean word length; words by white space. A page without 5-grams has NULL there and is dropped by the word count anyway.',
  rules: { all: RULES },
  not_expressed: [INERT, 'The limit of 5 spans of personal data, which preset dolma has.'],
};

/** The whole document filter of Dolma's Common Crawl part. */
export const dolma: Preset = {
  name: 'dolma',
  source: `${SOURCE}, pii_regex_with_counts_fast_v2`,
  notes: 'Preset gopher@dolma and the limit on personal data.',
  rules: { all: [...RULES, rule('dolma_pii_doc_count', '<=', 5, `${CODE}: more than 5 spans of personal data dropped, fewer replaced in the text`)] },
  not_expressed: [
    INERT, 'C4\'s line rules, applied before; preset c4@dolma has the tests of the page.',
    'Duplicate paragraphs (Bloom filter), sentences with a score of hate or obscenity of 0.4 or more, and personal data: all edited out of the text.',
    'Pages that hold paragraphs of test sets dropped.',
  ],
};
