import type { Preset, Rule } from '../../model/rule.js';
import { english, ngramLimits, rule, within } from './rule.js';

const CODE = 'mlfoundations/dclm @361714b';

/** Gopher's rules as DCLM's mappers have them. @param p prefix of the columns */
const gopher = (p: string): Rule[] => {
  const source = (what: string): string => `${CODE}, dclm_baseline_refinedweb.yaml: ${what}`;
  return [
    ...within(`${p}_word_count`, 50, 100_000, source('page_length_filter 50 to 100,000')),
    ...within(`${p}_mean_word_len`, 3, 10, source('word_length_filter, mean 3 to 10')),
    rule(`${p}_symbol_ratio`, '<=', 0.1, source('symbol_ratio_filter 0.1, hash signs and ellipses together')),
    rule(`${p}_bullet_line_ratio`, '<=', 0.9, source('bullet_count_filter 0.9')),
    rule(`${p}_ellipsis_line_ratio`, '<=', 0.3, source('ellipsis_count_filter 0.3')),
    rule(`${p}_non_alpha_word_ratio`, '<=', 0.2, source('alphabetic_word_ratio_filter, at most 0.2 of the words without a letter')),
    rule(`${p}_stop_word_count`, '>=', 2, source('stop_word_filter, 2 occurrences')),
    rule(`${p}_dup_line_frac`, '<=', 0.3, source('massive_web_repetition_filters: lines 0.3')),
    rule(`${p}_dup_para_frac`, '<=', 0.3, source('massive_web_repetition_filters: paragraphs 0.3')),
    rule(`${p}_dup_line_char_frac`, '<=', 0.2, source('massive_web_repetition_filters: characters of lines 0.2')),
    rule(`${p}_dup_para_char_frac`, '<=', 0.2, source('massive_web_repetition_filters: characters of paragraphs 0.2')),
    ...ngramLimits((n) => `${p}_top_${n}gram`, (n) => `${p}_dup_${n}gram`, source('massive_web_repetition_filters')),
  ];
};

const removed = rule('rw_removed_frac', '<=', 0.05, `${CODE}, dclm_baseline_refinedweb.yaml: word_removal_ratio_filter 0.05, words that the line edits remove`);
const URLS = 'URL rules: curated ban list of hosts, banned words in the URL (one of 117 strict, one of 176 hard, two of 83 soft).';
const EDITED = 'The edited text: URLs removed, at most two line ends in a row, lines of counters, capitals, digits or one word dropped.';
const LANGUAGE = `${CODE}, dclm_baseline_refinedweb.yaml: language_filter, fastText English above 0.65`;
const PAPER = 'The RefinedWeb Dataset for Falcon LLM, arXiv:2306.01116';

/** Gopher's rules with DCLM's numbers, on the text as it is. */
export const gopherAtDclm: Preset = {
  name: 'gopher@dclm',
  source: `Scaling Language Models: Methods, Analysis & Insights from Training Gopher, arXiv:2112.11446; mappers of ${CODE}`,
  notes: 'Word counts by the tokenizer of fastText, n-grams over Unicode words, all copies of a duplicate counted. A page of one line passes the rules on duplicate lines.',
  rules: { all: gopher('dclm') },
  not_expressed: ['English only: add a rule on lang for that.', 'The edits that DCLM makes before it measures; preset dclm measures behind them.'],
};

/** Rules 5 to 8 of DCLM's reproduction of RefinedWeb. */
export const dclm: Preset = {
  name: 'dclm',
  source: `DataComp-LM, arXiv:2406.11794; ${CODE}, baselines_configs/dclm_baseline_refinedweb.yaml`,
  notes: 'The heuristic part of DCLM-baseline, measured on the text without its URLs and with at most two line ends in a row; rw_removed_frac on what the line edits leave of that.',
  rules: { all: [...gopher('rw'), removed] },
  not_expressed: [URLS, 'Language: fastText English above 0.65.', EDITED, 'Deduplication by a Bloom filter of 13-grams, paragraphs and pages.', 'The quality classifier, which preset dclm-baseline asks for.'],
};

/** RefinedWeb as DCLM reproduced it. */
export const refinedweb: Preset = {
  name: 'refinedweb',
  source: `${PAPER}; as reproduced in ${CODE}, refinedweb.yaml`,
  notes: 'RefinedWeb\'s own code is not public; the numbers are those of DCLM\'s reproduction. The order is the published one: language, quality, repetition, line edits.',
  rules: { all: [...english(LANGUAGE), ...gopher('rw'), removed] },
  not_expressed: [
    URLS, 'Pages of 16 hosts that were to be added as curated sources (arXiv, Stack Exchange, GitHub, Reddit, Wikipedia and others) left out.', EDITED,
    'MinHash deduplication (5-grams, 9,000 hashes in 20 bands) and exact removal of substrings of 50 tokens, as the paper says.',
    'Curated sources that Falcon was trained on beside RefinedWeb.',
  ],
};

/** DCLM-baseline with its classifier. */
export const dclmBaseline: Preset = {
  name: 'dclm-baseline',
  source: `DataComp-LM, arXiv:2406.11794; ${CODE}, dclm_baseline_refinedweb.yaml and fasttext_filter.yaml`,
  notes: 'Preset refinedweb without its exclusion of 16 hosts, and the fastText classifier; about the best tenth of the pages by the paper.',
  rules: { all: [...english(LANGUAGE), ...gopher('rw'), removed, rule('dclm_fasttext_hq', '>=', 0.018112, `${CODE}, fasttext_filter.yaml: threshold 0.018112 on the probability of hq`)] },
  not_expressed: [URLS, EDITED, 'Deduplication by a Bloom filter of 13-grams (share 0.8, paragraphs and pages), which comes before the classifier.'],
};
