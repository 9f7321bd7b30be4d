import type { SignalFamily } from '../model/signal.js';
import { PunktSentences } from '../text/punkt.js';
import { PyLines } from '../text/py-lines.js';
import type { Shared } from '../text/shared.js';
import { pageBadWord } from './dclm/bad-word.js';
import { Measures } from './dclm/measures.js';
import { EXACT, entries } from './entry.js';

/*
 * What the filters of DCLM (Li et al. 2024, https://arxiv.org/abs/2406.11794) compare with their thresholds: Gopher's quality rules on
 * `split()` words, a word count by fastText's tokenizer, Gopher's repetition on stripped lines and on the words of UAX #29, and the
 * measures of its page filters. On the text as it is; `rw` has the same behind RefinedWeb's text edits.
 */
const SOURCE = 'mlfoundations/dclm@361714b';
const REFERENCE = 'DCLM@361714b';
const filters = { family: 'dclm', source: `${SOURCE} baselines/mappers/filters/content_filters.py`, ...EXACT } as const;
const NO_WORD = 'no word: white space only', NO_LINE = 'no line that is not blank';
const BETWEEN = 'in words of UAX #29 that begin with a letter or number';

const SIGNALS = [
  ...entries(filters, [
    { name: 'dclm_word_count', type: 'count', unit: 'words', range: [0, null], nullWhen: '', reference: `${REFERENCE} page_length_filter words (fasttext 0.9.3)`,
      formula: 'tokens between ASCII white space that begin with a letter or number' },
    { name: 'dclm_all_word_count', type: 'count', unit: 'words', range: [0, null], nullWhen: '', reference: `${REFERENCE} split_words (fasttext 0.9.3), punctuation counted`,
      formula: 'tokens between ASCII white space that are not white space + line feeds (fastText makes a token of each)' },
    { name: 'dclm_mean_word_len', type: 'score', unit: 'code points', range: [1, null], nullWhen: NO_WORD, reference: `${REFERENCE} word_length_filter`,
      formula: 'code points in split() words / split() words' },
    { name: 'dclm_symbol_ratio', type: 'score', unit: 'per word', range: [0, null], nullWhen: NO_WORD, reference: `${REFERENCE} symbol_ratio_filter`,
      formula: '(count of # + count of ... + count of . . . + count of U+2026) / split() words' },
    { name: 'dclm_non_alpha_word_ratio', type: 'fraction', unit: 'fraction of words', range: [0, 1], nullWhen: NO_WORD, reference: `${REFERENCE} alphabetic_word_ratio_filter`,
      formula: 'split() words without a letter / split() words' },
    { name: 'dclm_bullet_line_ratio', type: 'fraction', unit: 'fraction of lines', range: [0, 1], nullWhen: NO_LINE, reference: `${REFERENCE} bullet_count_filter`,
      formula: 'stripped lines that begin with U+25CF, U+2022, * or - / lines that are not blank' },
    { name: 'dclm_ellipsis_line_ratio', type: 'fraction', unit: 'fraction of lines', range: [0, 1], nullWhen: NO_LINE, reference: `${REFERENCE} ellipsis_count_filter`,
      formula: 'stripped lines that end with ..., . . . or U+2026 / lines that are not blank' },
    { name: 'dclm_stop_word_count', type: 'count', unit: 'words', range: [0, null], nullWhen: '', reference: `${REFERENCE} stop_word_filter`,
      formula: 'split() words that are, lower-cased, the, be, to, of, and, that, have or with' },
    { name: 'dclm_stop_word_unique', type: 'count', unit: 'words', range: [0, 8], nullWhen: '', reference: `${REFERENCE} stop_word_filter, count_unique`,
      formula: 'how many different ones of these' },
  ]),
  ...entries({ ...filters, type: 'fraction', range: [0, 1], nullWhen: NO_LINE }, [
    { name: 'dclm_dup_line_frac', unit: 'fraction of lines', reference: `${REFERENCE} repetition_filter line`,
      formula: 'stripped lines that occur more than once, each copy / lines that are not blank; 0 with one line' },
    { name: 'dclm_dup_para_frac', unit: 'fraction of paragraphs', reference: `${REFERENCE} repetition_filter paragraph`,
      formula: 'stripped paragraphs (text split at \\n\\n) that occur more than once, each copy / paragraphs that are not blank; 0 with one paragraph' },
    { name: 'dclm_dup_line_char_frac', unit: 'fraction of code points', reference: `${REFERENCE} repetition_filter line, count_characters`,
      formula: 'code points in lines that occur more than once / code points in stripped lines; 0 with one line' },
    { name: 'dclm_dup_para_char_frac', unit: 'fraction of code points', reference: `${REFERENCE} repetition_filter paragraph, count_characters`,
      formula: 'code points in paragraphs that occur more than once / code points in stripped paragraphs; 0 with one paragraph' },
  ]),
  ...entries({ ...filters, type: 'fraction', unit: 'fraction of letters in words', nullWhen: 'empty text' }, [
    ...[2, 3, 4].map((n) => ({ name: `dclm_top_${n}gram`, range: [0, n] as const, reference: `${REFERENCE} repetition_filter ${n} (uniseg 0.10.1)`,
      formula: `highest count of a ${n}-gram x letters of the longest ${n}-gram of that count / letters, ${BETWEEN}; 0 when none is repeated; `
        + 'overlaps count, so it can exceed 1' })),
    ...[5, 6, 7, 8, 9, 10].map((n) => ({ name: `dclm_dup_${n}gram`, range: [0, 1] as const, reference: `${REFERENCE} repetition_filter ${n} (uniseg 0.10.1)`,
      formula: `letters of words inside a ${n}-gram that occurs more than once (first copy included, each word once) / letters, ${BETWEEN}` })),
  ]),
  ...entries(filters, [
    { name: 'dclm_uax29_words', type: 'count', unit: 'words', range: [0, null], nullWhen: '', source: `${SOURCE} baselines/mappers/core_utils.py split_words`,
      reference: `${REFERENCE} split_words (uniseg 0.10.1)`, formula: 'segments by the word boundaries of UAX #29 (Unicode 16) that begin with a letter or number' },
    { name: 'dclm_max_line_length', type: 'count', unit: 'code points', range: [0, null], nullWhen: 'empty text', reference: `${REFERENCE} line_length_filter max`,
      formula: 'code points of the longest line (splitlines)' },
    { name: 'dclm_avg_line_length', type: 'score', unit: 'code points', range: [0, null], nullWhen: 'empty text', reference: `${REFERENCE} line_length_filter avg`,
      formula: 'code points in lines / lines (splitlines)' },
    { name: 'dclm_alnum_ratio', type: 'fraction', unit: 'fraction of code points', range: [0, 1], nullWhen: 'empty text', reference: `${REFERENCE} alphanumeric_char_ratio_filter`,
      formula: 'letters and numbers (str.isalnum) / code points' },
    { name: 'dclm_punkt_sentences', type: 'count', unit: 'sentences', range: [0, null], nullWhen: '', source: `${SOURCE} baselines/mappers/core_utils.py split_sentences`,
      reference: `${REFERENCE} split_sentences (nltk 3.8.1, english)`, formula: 'sentences of punkt (English) that are not blank', exact: false, tolerance: 0.02, deviation: 2 },
    { name: 'dclm_paragraphs', type: 'count', unit: 'paragraphs', range: [0, null], nullWhen: '', source: `${SOURCE} baselines/mappers/core_utils.py split_paragraphs`,
      reference: `${REFERENCE} split_paragraphs`, formula: 'parts of the text split at \\n\\n that are not blank' },
    { name: 'dclm_page_badword', type: 'flag', unit: '0 or 1', range: [0, 1], nullWhen: 'the language is not English', reference: `${REFERENCE} substring_filter with banlists/ldnoobw.txt`,
      formula: '1 when \\b(?:entry|...)\\b matches the lower-cased text, entries of LDNOOBW en@25e679f' },
  ]),
];

/** Family `dclm`. */
export const dclm: SignalFamily<Shared> = {
  name: 'dclm',
  signals: SIGNALS,
  measure: (shared, out, at) => {
    const measures = shared.of(Measures), { counts, lines } = measures, { length } = shared;
    out[at] = counts.tokens;
    out[at + 1] = counts.allTokens;
    out[at + 2] = measures.perWord(counts.letters);
    out[at + 3] = measures.perWord(counts.symbols);
    out[at + 4] = measures.perWord(counts.wordsWithoutLetter);
    out[at + 5] = measures.perLine(lines.bullets);
    out[at + 6] = measures.perLine(lines.ellipses);
    out[at + 7] = counts.stopWords;
    out[at + 8] = counts.stopWordsUnique;
    measures.repetition(out, at + 9);
    out[at + 22] = measures.words;
    const { count, starts, ends } = shared.of(PyLines);
    let longest = 0, letters = 0;
    for (let k = 0; k < count; k++) {
      letters += ends[k]! - starts[k]!;
      longest = Math.max(longest, ends[k]! - starts[k]!);
    }
    out[at + 23] = length === 0 ? NaN : longest;
    out[at + 24] = length === 0 ? NaN : letters / count;
    out[at + 25] = length === 0 ? NaN : counts.alnum / length;
    out[at + 26] = shared.of(PunktSentences).count;
    out[at + 27] = measures.paragraphs.count;
    out[at + 28] = pageBadWord(shared, counts.hasPictograph);
  },
};
