import type { Preset } from '../../model/rule.js';
import { rule } from './rule.js';

const PAPER = 'Exploring the Limits of Transfer Learning with a Unified Text-to-Text Transformer, arXiv:1910.10683';
const EDITED = 'The edited text: the store keeps the text as it came.';
const ACROSS = 'Each line kept on one page only (over the whole crawl), which comes before the sentences are counted.';

const TFDS = 'tensorflow/datasets 4.9.10, text/c4_utils.py';
/** C4's clean_page with sentences as it counts them. */
export const c4AtTfds: Preset = {
  name: 'c4@tfds',
  source: `${PAPER}; ${TFDS} (reference code)`,
  notes: 'Preset c4 with sentences by punkt and without the list of bad words, which tfds applies in a step of its own. Measured on the lines that C4 keeps: 5 words or more, an end mark, '
    + 'no javascript, no policy phrase. The C4 step of DCLM (c4.yaml) edits lines in another way; no column measures it.',
  rules: {
    all: [
      rule('c4_length', '<=', 190_000, `${TFDS}: is_valid_length, at most 190,000 characters`),
      rule('c4_page_lorem', '=', 0, `${TFDS}: clean_page, no "lorem ipsum"`),
      rule('c4_page_curly', '=', 0, `${TFDS}: clean_page, no "{"`),
      rule('c4_punkt_sentences', '>=', 3, `${TFDS}: clean_page, min_num_sentences = 3`),
    ],
  },
  not_expressed: ['English by langdetect at 0.99 or more: add a rule on lang and lang_score for something close.', 'Bad words: add the rule c4_page_badword = 0.', ACROSS, EDITED],
};

const DATATROVE = 'huggingface/datatrove 0.10.1, c4_filters.py';
/** C4QualityFilter of datatrove with its defaults. */
export const c4AtDatatrove: Preset = {
  name: 'c4@datatrove',
  source: `${PAPER}; C4QualityFilter of huggingface/datatrove 0.10.1`,
  notes: 'The defaults differ from C4 as published: lines of 3 words or more (C4: 5), 5 sentences or more (C4: 3), and a single quote ends a line as well.',
  rules: {
    all: [
      rule('dt_c4_page_lorem', '=', 0, `${DATATROVE}: filter_lorem_ipsum`),
      rule('dt_c4_page_curly', '=', 0, `${DATATROVE}: filter_curly_bracket`),
      rule('dt_c4_kept_sentences', '>=', 5, `${DATATROVE}: min_num_sentences = 5`),
    ],
  },
  not_expressed: ['Bad words, a filter of their own in datatrove (on English pages: dt_c4_page_badword = 0 as a further rule).', 'English and lines over the whole crawl, as for c4@tfds.', EDITED],
};

const DOLMA = 'allenai/dolma @669f534, configs/dolma-v1_5, C4 replication';
/** Dolma's taggers that follow C4. */
export const c4AtDolma: Preset = {
  name: 'c4@dolma',
  source: `${PAPER}; the C4 replication of allenai/dolma @669f534 (taggers c4_v1)`,
  notes: 'Flags of the whole page: unlike in C4 itself, one line with a curly bracket or with javascript drops the page although the line might have been cut before.',
  rules: {
    all: [
      rule('lang', '=', 'en', `${DOLMA}: English at 0.5 or more`),
      rule('lang_score', '>=', 0.5, `${DOLMA}: English at 0.5 or more`),
      rule('dolma_c4_has_curly_brace', '=', 0, `${DOLMA}: has_curly_brace`),
      rule('dolma_c4_has_lorem_ipsum', '=', 0, `${DOLMA}: has_lorem_ipsum`),
      rule('dolma_c4_has_javascript', '=', 0, `${DOLMA}: has_javascript`),
      rule('dolma_c4_has_naughty_word', '=', 0, `${DOLMA}: has_naughty_word`),
    ],
  },
  not_expressed: ['Lines without an end mark or with fewer than 3 words cut out of the text.'],
};

/** What RedPajama-V2's signals can say of C4's rules without its edit. */
export const c4AtRpv2: Preset = {
  name: 'c4@rpv2',
  source: `${PAPER}; signals of togethercomputer/RedPajama-Data @6d2cee9`,
  notes: 'An approximation on the page as it is: C4 tests the lines that its edit keeps. The values behind the C4 row of the RedPajama-V2 paper are not printed there.',
  rules: {
    all: [
      rule('rps_doc_curly_bracket', '=', 0, `${PAPER}, section 2.2: no curly bracket`),
      rule('rps_doc_lorem_ipsum', '=', 0, `${PAPER}, section 2.2: no "lorem ipsum"`),
      rule('rps_doc_ldnoobw_words', '=', 0, `${PAPER}, section 2.2: no word of the list of bad words`),
      rule('rps_doc_num_sentences', '>=', 3, `${PAPER}, section 2.2: fewer than 3 sentences dropped`),
    ],
  },
  not_expressed: ['Lines without an end mark, short lines, lines with javascript or a policy phrase, all cut out of the text before the page is tested.', 'English by langdetect, and each line kept on one page only.'],
};

const MT5 = 'mT5 (Xue et al. 2021, arXiv:2010.11934), section 3.1';
/** The paragraph rule of mC4. */
export const mc4: Preset = {
  name: 'mc4',
  source: 'mT5: A Massively Multilingual Pre-trained Text-to-Text Transformer, arXiv:2010.11934; tensorflow/datasets @0560e68, text/c4_utils.py',
  notes: 'What mC4 puts in the place of C4\'s English line rules.',
  rules: { all: [rule('c4_long_lines', '>=', 3, `${MT5}: at least three lines of 200 characters or more`)] },
  not_expressed: ['Language by cld3 at 0.7 or more: add a rule on lang and lang_score for something close.', 'Bad words on the whole page, and each line kept on one page only.'],
};
