import type { Preset } from '../../model/rule.js';
import { gopher } from './gopher.js';
import { ngramLimits, rule, share, within } from './rule.js';

const DATA = 'togethercomputer/RedPajama-Data', PAPER = 'RedPajama: an Open Dataset for Training Large Language Models, arXiv:2411.12372';
const CARD = 'togethercomputer/RedPajama-Data-V2, data set card: example of Gopher rules';
const REPETITION_FROM = gopher.rules.all.findIndex((node) => 'signal' in node && node.signal === 'gopher_dup_line_frac');

/** The example on RedPajama-V2's card. */
export const gopherAtRpv2Card: Preset = {
  name: 'gopher@rpv2-card',
  source: CARD,
  notes: 'What the card spells out; its upper limit of words is a tenth of Gopher\'s. The card ends in "…": the remaining rules are those of preset gopher.',
  rules: {
    all: [
      ...within('rps_doc_word_count', 50, 10_000, `${CARD}: word count 50 to 10,000`),
      ...within('rps_doc_mean_word_length', 3, 10, `${CARD}: mean word length 3 to 10`),
      rule('rps_doc_symbol_to_word_ratio', '<=', 0.1, `${CARD}: symbol to word ratio 0.1`),
      share('lines_bullet_sum', 'n_lines', '<=', 0.9, `${CARD}: lines starting with a bullet 0.9, divided there by ccnet_nlines`),
      rule('rps_doc_frac_chars_top_2gram', '<=', 0.2, `${CARD}: top 2-gram 0.2`),
    ],
  },
  not_expressed: ['The rules that the card leaves out.'],
};

const half = (name: string, what: string, rules: Preset['rules']['all']): Preset => ({
  name,
  source: `${PAPER}, ablations: ${what}; numbers of preset gopher`,
  notes: 'The paper names this set of rules and does not print its numbers; they are those of Gopher.',
  rules: { all: rules },
  not_expressed: ['What the paper changed in the numbers, if anything.'],
});
/** Two halves of preset gopher that RedPajama's ablations use. */
export const gopherNatlang = half('gopher-natlang@rpv2', 'Gopher-natlang', gopher.rules.all.slice(0, REPETITION_FROM));
export const gopherRep = half('gopher-rep@rpv2', 'Gopher-Rep', gopher.rules.all.slice(REPETITION_FROM));

const V1 = `${DATA}, branch rp_v1, Common Crawl`;
/** The Common Crawl part of RedPajama-V1. */
export const rpv1: Preset = {
  name: 'rpv1',
  source: `${PAPER}; ${V1}`,
  notes: 'Buckets are 0 head, 1 middle, 2 tail.',
  rules: {
    all: [
      rule('ccnet_bucket', 'in', [0, 1], `${V1}: head and middle of CCNet`),
      rule('rps_doc_ml_wikiref_score', '>=', 0.25, `${V1}: classifier of pages that Wikipedia refers to, 0.25`),
    ],
  },
  not_expressed: ['Exact deduplication by digest.'],
};

const CCNET = 'facebookresearch/cc_net @bda555b';
const ccnetPreset = (name: string, buckets: readonly number[], which: string): Preset => ({
  name,
  source: `CCNet: Extracting High Quality Monolingual Datasets from Web Crawl Data, arXiv:1911.00359; ${CCNET}`,
  notes: 'Buckets are 0 head (perplexity below the 30th percentile of the language), 1 middle (below the 60th), 2 tail.',
  rules: {
    all: [
      rule('text_chars', '>=', 300, `${CCNET}, process_wet_file.py: pages below 300 characters dropped before deduplication`),
      rule('ccnet_language_score', '>=', 0.5, `${CCNET}, mine.py: lang_threshold 0.5`),
      rule('ccnet_bucket', 'in', buckets, `${CCNET}, perplexity.py: ${which}`),
    ],
  },
  not_expressed: ['Paragraphs that occur elsewhere in the crawl, removed before language and perplexity are found.'],
});
/** CCNet as LLaMA and RedPajama used it, and its best third. */
export const ccnet = ccnetPreset('ccnet', [0, 1], 'head and middle');
export const ccnetHead = ccnetPreset('ccnet-head', [0], 'head');

const LUCIE = 'Lucie (OpenLLM-France), filters on RedPajama-V2';
const RULES = ngramLimits((n) => `rps_doc_frac_chars_top_${n}gram`, (n) => `rps_doc_frac_chars_dupe_${n}grams`, LUCIE);
/** A practical full set on RedPajama-V2's columns. */
export const lucie: Preset = {
  name: 'lucie',
  source: 'The Lucie-7B LLM and the Lucie Training Dataset, arXiv:2503.12294; filters of OpenLLM-France on RedPajama-V2',
  notes: 'Gopher, C4 and CCNet rules on the signals of RedPajama-V2, with the cut on words without a letter loosened to 0.3.',
  rules: {
    all: [
      ...within('ccnet_perplexity', 10, 1000, `${LUCIE}: perplexity 10 to 1,000`),
      rule('ccnet_language_score', '>=', 0.65, `${LUCIE}: language score 0.65`),
      rule('rps_doc_num_sentences', '>=', 3, `${LUCIE}: three sentences`),
      rule('rps_doc_curly_bracket', '=', 0, `${LUCIE}: no curly bracket`),
      rule('rps_doc_lorem_ipsum', '=', 0, `${LUCIE}: no "lorem ipsum"`),
      rule('rps_doc_ldnoobw_words', '=', 0, `${LUCIE}: no bad word`),
      ...within('rps_doc_word_count', 50, 100_000, `${LUCIE}: 50 to 100,000 words`),
      ...within('rps_doc_mean_word_length', 3, 10, `${LUCIE}: mean word length 3 to 10`),
      rule('rps_doc_symbol_to_word_ratio', '<=', 0.1, `${LUCIE}: symbol to word ratio 0.1`),
      share('lines_bullet_sum', 'n_lines', '<=', 0.9, `${LUCIE}: lines starting with a bullet 0.9, divided there by ccnet_nlines`),
      rule('rps_doc_frac_lines_end_with_ellipsis', '<=', 0.3, `${LUCIE}: lines ending with an ellipsis 0.3`),
      rule('rps_doc_frac_no_alph_words', '<=', 0.3, `${LUCIE}: words without a letter 0.3`),
      ...RULES,
    ],
  },
  not_expressed: ['Hosts on the block list of the University of Toulouse: with --ut1 set, add --where "rps_doc_ut1_blacklist IS NULL".', 'Duplicates left out: add --where "stream_dup_kind = \'\'".'],
};
