import type { Preset } from '../../model/rule.js';

const CODE = 'tensorflow/datasets @0560e68, text/c4_utils.py';

/** C4's page tests, on what its line-by-line edit leaves of the page. */
export const c4: Preset = {
  name: 'c4',
  source: 'Exploring the Limits of Transfer Learning with a Unified Text-to-Text Transformer, arXiv:1910.10683; tensorflow/datasets @0560e68 (reference code)',
  notes: 'All c4_* signals but the length are measured on the lines that C4 keeps: 5 words or more, an end mark, no javascript, no policy phrase. '
    + 'c4_page_badword is NULL for a language without a word list, so pages in such a language are not kept.',
  rules: {
    all: [
      { signal: 'c4_length', op: '<=', value: 190_000, source: `${CODE}: is_valid_length, at most 190,000 characters` },
      { signal: 'c4_page_lorem', op: '=', value: 0, source: `${CODE}: clean_page, no "lorem ipsum"` },
      { signal: 'c4_page_curly', op: '=', value: 0, source: `${CODE}: clean_page, no "{"` },
      { signal: 'c4_page_badword', op: '=', value: 0, source: 'tensorflow/datasets 4.9.10, text/c4_utils.py: get_badwords_filter_fn, list LDNOOBW of the language' },
      { signal: 'c4_kept_sentences', op: '>=', value: 3, source: `${CODE}: clean_page, min_num_sentences = 3` },
    ],
  },
  not_expressed: [
    'English by langdetect at 0.99 or more: add a rule on lang and lang_score for something close.',
    'Each line kept on one page only (MD5 of the lower-cased line over the whole crawl), and 3 sentences left after that.',
    'Sentences by punkt: c4_kept_sentences counts them with the sentence pattern of RedPajama-V2.',
    'The edited text: the store keeps the text as it came.',
    'Deduplication by URL, which precedes the cleaning.',
  ],
};
