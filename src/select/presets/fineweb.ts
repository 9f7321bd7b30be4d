import type { Preset } from '../../model/rule.js';

const RECIPE = 'huggingface/datatrove @a649de7, examples/fineweb.py';
const C4_FILTER = 'huggingface/datatrove @a649de7, c4_filters.py, filter_no_terminal_punct off';
const FINEWEB_FILTER = 'huggingface/datatrove @a649de7, fineweb_quality_filter.py';

/** Steps 3, 6 and 7 of FineWeb: language, C4 without end marks, and FineWeb's own four ratios on what that leaves. */
export const fineweb: Preset = {
  name: 'fineweb',
  source: 'The FineWeb Datasets, arXiv:2406.17557; huggingface/datatrove @a649de7 (HEAD of 2026-08)',
  notes: 'Comparisons as at HEAD: the release of FineWeb dropped a page exactly at 0.12, 0.67 and 0.01, HEAD keeps it. '
    + 'The four fw_* ratios are measured on the text that the C4 step leaves, c4nopunct_* inside that step.',
  rules: {
    all: [
      { signal: 'lang', op: '=', value: 'en', source: `${RECIPE}: language filter, lid.176` },
      { signal: 'lang_score', op: '>', value: 0.65, source: `${RECIPE}: language filter, score > 0.65` },
      { signal: 'c4nopunct_page_lorem', op: '=', value: 0, source: `${C4_FILTER}: no "lorem ipsum"` },
      { signal: 'c4nopunct_page_curly', op: '=', value: 0, source: `${C4_FILTER}: no "{"` },
      { signal: 'c4nopunct_kept_sentences', op: '>=', value: 5, source: `${C4_FILTER}: min_num_sentences = 5` },
      { signal: 'fw_line_punct_ratio', op: '>=', value: 0.12, source: `${FINEWEB_FILTER}: line_punct_thr = 0.12, dropped below` },
      { signal: 'fw_short_line_ratio', op: '<=', value: 0.67, source: `${FINEWEB_FILTER}: short_line_thr = 0.67 of lines up to 30 characters, dropped above` },
      { signal: 'fw_char_dup_ratio', op: '<=', value: 0.01, source: `${FINEWEB_FILTER}: char_duplicates_ratio = 0.01, dropped above` },
      { signal: 'fw_list_ratio', op: '<=', value: 0.3, source: `${FINEWEB_FILTER}: new_line_ratio = 0.3, dropped above` },
    ],
  },
  not_expressed: [
    'Step 1, URL filter: block lists of domains and URLs, banned words in the URL.',
    'Step 2, trafilatura: how the text was extracted.',
    'Steps 4 and 5, Gopher repetition and quality on spaCy words; preset gopher is the same idea on other tokens.',
    'Words and sentences by spaCy: c4nopunct_kept_sentences counts with the sentence pattern of RedPajama-V2, fw_list_ratio divides by white-space words.',
    'Step 8, MinHash deduplication within each snapshot.',
    'Step 9, e-mail and public IP addresses replaced in the text.',
    'The edited text: the store keeps the text as it came.',
  ],
};
