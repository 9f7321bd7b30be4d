import type { Preset, Rule } from '../../model/rule.js';
import { ngramLimits, rule, within } from './rule.js';

const HEAD = 'huggingface/datatrove 0.10.1', RELEASE = 'huggingface/datatrove @05194d39 (the state that made FineWeb)';

/** GopherQualityFilter with its defaults. @param p prefix of the columns */
const quality = (p: string, code: string, stopWords: string): Rule[] => {
  const source = (what: string): string => `${code}, gopher_quality_filter.py: ${what}`;
  return [
    ...within(`${p}_gq_n_words`, 50, 100_000, source('min_doc_words = 50, max_doc_words = 100000, words that are not only punctuation')),
    ...within(`${p}_gq_avg_word_len`, 3, 10, source('min_avg_word_length = 3, max_avg_word_length = 10')),
    rule(`${p}_gq_hash_ratio`, '<=', 0.1, source('max_symbol_word_ratio = 0.1, hash signs')),
    rule(`${p}_gq_ellipsis_ratio`, '<=', 0.1, source('max_symbol_word_ratio = 0.1, ellipses')),
    rule(`${p}_gq_bullet_line_ratio`, '<=', 0.9, source('max_bullet_lines_ratio = 0.9')),
    rule(`${p}_gq_ellipsis_line_ratio`, '<=', 0.3, source('max_ellipsis_lines_ratio = 0.3')),
    rule(`${p}_gq_alpha_word_ratio`, '>=', 0.8, source('max_non_alpha_words_ratio = 0.8, the share of words with a letter, dropped below')),
    rule(`${p}_gq_stop_words`, '>=', 2, source(`min_stop_words = 2, ${stopWords}`)),
  ];
};

/** GopherRepetitionFilter with its defaults. @param p prefix of the columns */
const repetition = (p: string, code: string): Rule[] => {
  const source = `${code}, gopher_repetition_filter.py`;
  return [
    rule(`${p}_dup_para_frac`, '<=', 0.3, `${source}: dup_para_frac = 0.3`),
    rule(`${p}_dup_para_char_frac`, '<=', 0.2, `${source}: dup_para_char_frac = 0.2`),
    rule(`${p}_dup_line_frac`, '<=', 0.3, `${source}: dup_line_frac = 0.3`),
    rule(`${p}_dup_line_char_frac`, '<=', 0.2, `${source}: dup_line_char_frac = 0.2`),
    ...ngramLimits((n) => `${p}_top_${n}gram`, (n) => `${p}_dup_${n}gram`, source),
  ];
};

export const DISTINCT = 'distinct ones of the eight stop words', OCCURRENCES = 'occurrences of the eight stop words';
export const headGopher = { quality: quality('dt', HEAD, DISTINCT), repetition: repetition('dt', HEAD) };
export const releaseGopher = { quality: quality('dtrel', RELEASE, OCCURRENCES), repetition: repetition('dtrel', RELEASE) };

const LEFT_OUT = [
  'English only: the filters take a language from elsewhere; add a rule on lang for that.',
  'Document deduplication and the removal of test-set documents, which follow in the paper.',
];

/** Gopher's rules as datatrove measures them today. */
export const gopherAtDatatrove: Preset = {
  name: 'gopher@datatrove',
  source: 'Scaling Language Models: Methods, Analysis & Insights from Training Gopher, arXiv:2112.11446; GopherQualityFilter and GopherRepetitionFilter of huggingface/datatrove 0.10.1',
  notes: 'Words by the tokenizer of spaCy. Duplicates are counted after their first copy, and characters against the whole text, so the limits bind less than on rps_doc_frac_chars_dupe_*.',
  rules: { all: [...headGopher.quality, ...headGopher.repetition] },
  not_expressed: LEFT_OUT,
};

/** Gopher's rules as datatrove measured them when FineWeb was made. */
export const gopherAtRelease: Preset = {
  name: 'gopher@release',
  source: 'Scaling Language Models: Methods, Analysis & Insights from Training Gopher, arXiv:2112.11446; GopherQualityFilter and GopherRepetitionFilter of huggingface/datatrove @05194d39',
  notes: 'Words by NLTK word_tokenize. Lines are split by splitlines() and empty ones count as duplicates of each other, which drops many pages that gopher@datatrove keeps.',
  rules: { all: [...releaseGopher.quality, ...releaseGopher.repetition] },
  not_expressed: LEFT_OUT,
};
