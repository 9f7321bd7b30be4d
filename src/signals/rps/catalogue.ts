import type { Signal } from '../../model/signal.js';
import { EXACT, entries } from '../entry.js';

const source = 'togethercomputer/RedPajama-Data@6d2cee9';
const content = { family: 'rps', source: `${source} content.py`, ...EXACT } as const;
const language = { family: 'rps', source: `${source} natural_language.py`, ...EXACT } as const;
const repetition = { family: 'rps', source: `${source} repetitions.py`, type: 'fraction', unit: 'fraction of letters in words', nullWhen: '',
  ...EXACT } as const;
const reference = (name: string): string => `RedPajama-V2@6d2cee9 (nltk 3.8.1, Python 3.11) ${name}`;
const NO_WORDS = 'no normalized word', NO_RAW_WORDS = 'no raw word: white space only';

const named = (signals: readonly Omit<Signal, 'reference'>[]): Signal[] => signals.map((signal) => ({ ...signal, reference: reference(signal.name) }));

const list = { family: 'rps', ...EXACT } as const;
const lineCount = { family: 'rps', type: 'count', unit: 'lines', range: [0, null], nullWhen: '', source: `${source} lines.py`, ...EXACT } as const;
const WHOLE = 'lines end at \\n, which is part of them; empty ones count';
const lines = 'RedPajama-V2@6d2cee9 (Python 3.11)';
const sum = (signal: string): string => `${lines} sum of rps_lines_${signal}`;

/** The catalogue of family `rps`, in the order of its columns. */
export const RPS_SIGNALS: readonly Signal[] = [...named([
  ...entries({ ...content, reference: '' }, [
    { name: 'rps_doc_curly_bracket', type: 'fraction', unit: 'fraction of code points', range: [0, 1], nullWhen: '',
      formula: '(count of { + count of }) / code points of the text' },
    { name: 'rps_doc_lorem_ipsum', type: 'fraction', unit: 'per code point', range: [0, 1], nullWhen: '',
      formula: 'occurrences of "lorem ipsum" / code points, both in the normalized text (ASCII punctuation deleted, lower case, spaces collapsed, NFD)' },
  ]),
  ...entries({ ...language, reference: '' }, [
    { name: 'rps_doc_num_sentences', type: 'count', unit: 'sentences', range: [0, null], nullWhen: '', formula: 'matches of \\b[^.!?]+[.!?]* in the text' },
    { name: 'rps_doc_word_count', type: 'count', unit: 'words', range: [0, null], nullWhen: '', formula: 'words of the normalized text' },
    { name: 'rps_doc_mean_word_length', type: 'score', unit: 'code points', range: [1, null], nullWhen: NO_WORDS,
      formula: 'letters in normalized words / normalized words (NFD: an accent is a code point)' },
    { name: 'rps_doc_symbol_to_word_ratio', type: 'score', unit: 'per raw word', range: [0, null], nullWhen: NO_RAW_WORDS,
      formula: '(count of # + count of ... + count of U+2026) / raw words; raw words = matches of \\w+|[^\\w\\s]+' },
    { name: 'rps_doc_frac_lines_end_with_ellipsis', type: 'fraction', unit: 'fraction of lines', range: [0, 1], nullWhen: 'no line: empty text',
      formula: 'lines that end with ... or U+2026 (right-stripped) / lines; lines end at \\n, empty ones count' },
    { name: 'rps_doc_frac_no_alph_words', type: 'fraction', unit: 'fraction of raw words', range: [0, 1], nullWhen: NO_RAW_WORDS,
      formula: '1 - raw words with a letter a-z or A-Z / raw words' },
    { name: 'rps_doc_frac_unique_words', type: 'fraction', unit: 'fraction of words', range: [0, 1], nullWhen: NO_WORDS,
      formula: 'distinct normalized words / normalized words' },
    { name: 'rps_doc_unigram_entropy', type: 'score', unit: 'nats', range: [0, null], nullWhen: NO_WORDS,
      formula: 'sum over distinct normalized words of -(c/T) ln(c/T), c = count of the word, T = words' },
    { name: 'rps_doc_frac_all_caps_words', type: 'fraction', unit: 'fraction of raw words', range: [0, 1], nullWhen: NO_RAW_WORDS,
      formula: 'raw words with an upper-case and no lower- or title-case code point / raw words' },
  ]),
  ...entries({ ...repetition, reference: '' }, [
    ...[2, 3, 4].map((n) => ({ name: `rps_doc_frac_chars_top_${n}gram`, range: [0, n] as const,
      formula: `letters of the most frequent ${n}-gram of normalized words (first seen of ties) x its count / letters in words; 0 when it occurs `
        + 'once; overlaps count, so it can exceed 1' })),
    ...[5, 6, 7, 8, 9, 10].map((n) => ({ name: `rps_doc_frac_chars_dupe_${n}grams`, range: [0, 1] as const,
      formula: `letters of words inside a ${n}-gram of normalized words that occurs more than once (first copy included, each word once) / `
        + 'letters in words' })),
  ]),
  ...entries({ ...list, reference: '' }, [
    { name: 'rps_doc_stop_word_fraction', type: 'fraction', unit: 'fraction of raw words', range: [0, 1], nullWhen: 'the language has no list (bg de en es fi fr it have one)',
      source: `${source} content.py; lists: stopwords-json 1.2.0`, formula: 'raw words that are a stop word of the language, as they are written / raw words; 0 without a normalized word' },
    { name: 'rps_doc_ldnoobw_words', type: 'count', unit: 'matches', range: [0, null], nullWhen: 'the language has no list (de en es fr it have one)',
      source: `${source} content.py; lists: LDNOOBW@5faf2ba`, formula: 'n-grams of normalized words that equal an entry of the list, for each n that an entry has; entries as they are written' },
    { name: 'rps_doc_ut1_blacklist', type: 'count', unit: 'id of a combination of categories', range: [0, 8190], nullWhen: 'no list folder is set, no URL, or the host is not listed',
      source: `${source} content.py, update_resources.py; lists: UT1, from the user`,
      formula: 'index of the categories that list the host (as it stands in the URL, whole) among all combinations of 13, by size and then lexicographic: adult 0 ... violence 12, adult + agressif 13' },
  ]),
]), ...entries(lineCount, [
  { name: 'n_lines', reference: `${lines} length of rps_lines_num_words`, formula: 'matches of ([^\\n]*\\n|[^\\n]+$)' },
  { name: 'n_lines_nonempty', reference: `${lines} lines with text.strip()`, formula: 'lines with a code point that is no white space' },
  { name: 'lines_bullet_sum', reference: sum('start_with_bulletpoint'),
    formula: 'lines whose first non-space code point is one of U+2022 2023 25B6 25C0 25E6 25A0 25A1 25AA 25AB 2013' },
  { name: 'lines_terminal_sum', reference: sum('ending_with_terminal_punctution_mark'), formula: 'lines whose last non-space code point is . ! ? or U+201D' },
  { name: 'lines_words_sum', unit: 'words', reference: sum('num_words'), formula: 'normalized words, summed over the lines' },
  ...[2, 3, 5].map((n) => ({ name: `lines_words_lt${n}`, reference: `${lines} lines with rps_lines_num_words < ${n}`, formula: `lines with fewer than ${n} normalized words; ${WHOLE}` })),
  { name: 'lines_javascript_any', type: 'flag', unit: '0 or 1', range: [0, 1], reference: `${lines} any rps_lines_javascript_counts > 0`, formula: '1 when a normalized word is javascript' },
  { name: 'lines_upper_gt_half', reference: `${lines} lines with rps_lines_uppercase_letter_fraction > 0.5`, formula: `lines of which more than half of the code points are upper case; ${WHOLE}` },
  { name: 'lines_numeric_all', reference: `${lines} lines with rps_lines_numerical_chars_fraction = 1`, formula: 'lines whose normalized text has code points and all of them are numeric' },
  { name: 'mean_line_words', type: 'score', unit: 'words', nullWhen: 'no line: empty text', reference: `${lines} mean of rps_lines_num_words`, formula: 'lines_words_sum / n_lines' },
  { name: 'mean_line_chars', type: 'score', unit: 'code points', range: [1, null], nullWhen: 'no line: empty text', reference: `${lines} code points / lines`, formula: 'code points of the text / n_lines' },
])];
