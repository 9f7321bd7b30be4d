import type { Preset } from '../../model/rule.js';

const QUALITY = 'Gopher (Rae et al. 2021, arXiv:2112.11446), appendix A.1.1';
const REPETITION = 'Gopher (Rae et al. 2021, arXiv:2112.11446), table A1';

/** Quality and repetition rules of MassiveWeb, on the signals of RedPajama-V2 where it has them. */
export const gopher: Preset = {
  name: 'gopher',
  source: 'Scaling Language Models: Methods, Analysis & Insights from Training Gopher, arXiv:2112.11446; signals of togethercomputer/RedPajama-Data @6d2cee9',
  notes: 'The limits on duplicate n-grams were set for another definition: on rps_doc_frac_chars_dupe_*, which counts every occurrence, they are stricter '
    + 'than in datatrove, which counts the occurrences after the first.',
  rules: {
    all: [
      { signal: 'rps_doc_word_count', op: '>=', value: 50, source: `${QUALITY}: 50 to 100,000 words` },
      { signal: 'rps_doc_word_count', op: '<=', value: 100_000, source: `${QUALITY}: 50 to 100,000 words` },
      { signal: 'rps_doc_mean_word_length', op: '>=', value: 3, source: `${QUALITY}: mean word length 3 to 10` },
      { signal: 'rps_doc_mean_word_length', op: '<=', value: 10, source: `${QUALITY}: mean word length 3 to 10` },
      { signal: 'rps_doc_symbol_to_word_ratio', op: '<=', value: 0.1, source: `${QUALITY}: hash signs or ellipses to words 0.1; here their sum, as RedPajama-V2 measures it` },
      { signal: 'gopher_bullet_line_ratio', op: '<=', value: 0.9, source: `${QUALITY}: lines starting with a bullet 0.9` },
      { signal: 'rps_doc_frac_lines_end_with_ellipsis', op: '<=', value: 0.3, source: `${QUALITY}: lines ending with an ellipsis 0.3` },
      {
        signal: 'rps_doc_frac_no_alph_words', op: '<=', value: 0.3,
        source: `${QUALITY}: 0.8 of the words with a letter, that is 0.2 without; 0.3 is the Lucie project's cut for this signal, which counts punctuation as words`,
      },
      { signal: 'gopher_stop_word_count', op: '>=', value: 2, source: `${QUALITY}: two of the, be, to, of, and, that, have, with` },
      { signal: 'gopher_dup_line_frac', op: '<=', value: 0.3, source: `${REPETITION}: duplicate line fraction` },
      { signal: 'gopher_dup_para_frac', op: '<=', value: 0.3, source: `${REPETITION}: duplicate paragraph fraction` },
      { signal: 'gopher_dup_line_char_frac', op: '<=', value: 0.2, source: `${REPETITION}: duplicate line character fraction` },
      { signal: 'gopher_dup_para_char_frac', op: '<=', value: 0.2, source: `${REPETITION}: duplicate paragraph character fraction` },
      { signal: 'rps_doc_frac_chars_top_2gram', op: '<=', value: 0.2, source: `${REPETITION}: top 2-gram character fraction` },
      { signal: 'rps_doc_frac_chars_top_3gram', op: '<=', value: 0.18, source: `${REPETITION}: top 3-gram character fraction` },
      { signal: 'rps_doc_frac_chars_top_4gram', op: '<=', value: 0.16, source: `${REPETITION}: top 4-gram character fraction` },
      { signal: 'rps_doc_frac_chars_dupe_5grams', op: '<=', value: 0.15, source: `${REPETITION}: duplicate 5-gram character fraction` },
      { signal: 'rps_doc_frac_chars_dupe_6grams', op: '<=', value: 0.14, source: `${REPETITION}: duplicate 6-gram character fraction` },
      { signal: 'rps_doc_frac_chars_dupe_7grams', op: '<=', value: 0.13, source: `${REPETITION}: duplicate 7-gram character fraction` },
      { signal: 'rps_doc_frac_chars_dupe_8grams', op: '<=', value: 0.12, source: `${REPETITION}: duplicate 8-gram character fraction` },
      { signal: 'rps_doc_frac_chars_dupe_9grams', op: '<=', value: 0.11, source: `${REPETITION}: duplicate 9-gram character fraction` },
      { signal: 'rps_doc_frac_chars_dupe_10grams', op: '<=', value: 0.1, source: `${REPETITION}: duplicate 10-gram character fraction` },
    ],
  },
  not_expressed: [
    'English only: MassiveWeb keeps English pages; add a rule on lang for that.',
    'Separate limits of 0.1 for hash signs and for ellipses: the signal is their sum over WordPunct tokens.',
    'Document deduplication and the removal of test-set documents, which follow in the paper.',
    'SafeSearch filtering, which precedes the rules in the paper.',
  ],
};
