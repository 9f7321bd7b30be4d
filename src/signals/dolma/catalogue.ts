import type { Signal } from '../../model/signal.js';
import { EXACT, entries } from '../entry.js';

const DOLMA = 'allenai/dolma@669f534 python/dolma/taggers';
const WORDS = 'Python split() words', LINES = 'split("\\n") lines';

type Entry = Pick<Signal, 'name' | 'type' | 'unit' | 'range' | 'formula'> & Partial<Signal>;

/** Signals named as the attributes of one tagger. */
const tagger = (name: string, prefix: string, file: string, signals: readonly Entry[]): Signal[] =>
  entries({ family: 'dolma', nullWhen: '', source: `${DOLMA}/${file}`, ...EXACT },
    signals.map((signal) => ({ reference: `dolma@1.2.1 ${name} ${signal.name}`, ...signal, name: `${prefix}${signal.name}` })));

const fraction = { type: 'fraction', range: [0, 1] } as const, count = { type: 'count', range: [0, null] } as const, flag = { type: 'flag', unit: '0 or 1', range: [0, 1] } as const;

const lines = (split: string): Entry[] => [
  { name: 'fraction_of_lines_starting_with_bullet_point', ...fraction, unit: 'fraction of lines', formula: `items of ${split} that begin with * or - / items` },
  { name: 'fraction_of_lines_ending_with_ellipsis', ...fraction, unit: 'fraction of lines', formula: `items of ${split} that end with U+2026 / items` },
  { name: 'fraction_of_duplicate_lines', ...fraction, unit: 'fraction of lines', formula: `items of ${split} that occur more than once, all copies / items` },
  { name: 'fraction_of_characters_in_duplicate_lines', type: 'score', unit: 'per letter in words', range: [0, null],
    formula: `code points of items of ${split} that occur more than once, all copies / code points in words (at least 1); spaces in lines count, so it can exceed 1` },
];

/** Family `dolma` in the order of its columns. */
export const DOLMA_SIGNALS: readonly Signal[] = [
  ...tagger('gopher_v1', 'dolma_', 'gopher.py', [
    { name: 'character_count', ...count, unit: 'code points', formula: 'code points of the text' },
    { name: 'word_count', ...count, unit: 'words', formula: WORDS },
    { name: 'median_word_length', type: 'score', unit: 'code points', range: [0, null], formula: `median of the code points of ${WORDS}, mean of the middle two; 0 without words` },
    { name: 'symbol_to_word_ratio', ...fraction, unit: 'fraction of words', formula: `${WORDS} that hold # or U+2026 / words (at least 1)` },
    { name: 'fraction_of_words_with_alpha_character', ...fraction, unit: 'fraction of words', formula: `${WORDS} with a letter (category L) / words (at least 1)` },
    { name: 'required_word_count', ...count, unit: 'words', formula: `${WORDS} that are the, be, to, of, and, that, have or with; every occurrence, case-sensitive` },
    ...lines(LINES),
    ...[2, 3, 4].map((n) => ({ name: `fraction_of_characters_in_most_common_${n}grams`, type: 'score', unit: 'fraction of letters in words', range: [0, n], nullWhen: `fewer than ${n} words`,
      formula: `code points of the words of the most frequent ${n}-gram of ${WORDS} (first seen of ties) x its count / code points in words; a count of 1 counts; overlaps count, so it can exceed 1` }) satisfies Entry),
    ...[5, 6, 7, 8, 9, 10].map((n) => ({ name: `fraction_of_characters_in_duplicate_${n}grams`, ...fraction, unit: `fraction of letters in ${n}-grams`, nullWhen: `fewer than ${n} words`,
      formula: `code points of the words of ${n}-grams of ${WORDS} that occur more than once, summed over their positions / the same over all positions` })),
  ]),
  ...tagger('gopher_v2', 'dolma_v2_', 'gopher.py', lines('re.split(r"\\n+")')),
  ...tagger('c4_v1', 'dolma_c4_', 'c4.py', [
    { name: 'line_count', ...count, unit: 'lines', formula: LINES },
    { name: 'has_curly_brace', ...flag, formula: '1 when the text has a {' },
    { name: 'has_lorem_ipsum', ...flag, formula: '1 when the lower-cased text has "lorem ipsum"' },
    { name: 'has_javascript', ...flag, formula: '1 when a lower-cased word is "javascript"' },
    { name: 'has_naughty_word', ...flag, source: `${DOLMA}/c4.py; data/naughty_words_en.txt = LDNOOBW@5faf2ba en`,
      formula: '1 when a lower-cased word is a one-word entry of the English list, or an entry of several words occurs anywhere in a lower-cased line; whatever the language' },
    { name: 'lines_with_no_ending_punctuation', ...count, unit: 'lines', formula: `${LINES} that, stripped, do not end with . ? ! or "` },
    { name: 'lines_with_too_few_words', ...count, unit: 'lines', formula: `${LINES} with fewer than 3 words` },
  ]),
  ...tagger('c4_v2', 'dolma_c4v2_', 'c4.py', [{ name: 'has_javascript', ...flag, formula: '1 when the lower-cased text has "javascript"' }]),
  ...tagger('pii_regex_with_counts_fast_v2', 'dolma_pii_', 'pii.py', [
    { name: 'doc_count', ...count, unit: 'matches', formula: 'e-mail addresses, US phone numbers and IPv4 addresses found by three regexes in each line; 0 when the text has over 10,000 ?' },
    { name: 'doc_frac', type: 'score', unit: 'per code point', range: [-1, null],
      formula: '(code points of the text + code points of those matches) / code points of the text: 1 means none; -1 for an empty text' },
  ]),
  ...tagger('whitespace_tokenizer_v1', 'dolma_', 'length.py', [
    { name: 'whitespace_tokens', ...count, unit: 'tokens', range: [1, null], reference: 'dolma@1.2.1 whitespace_tokenizer_v1 length', formula: '1 + matches of \\w+|[^\\w\\s]+ of the regex package (marks and joiners are \\w there)' },
  ]),
  ...tagger('olmo_pretokenizer_v1', 'dolma_', 'length.py', [
    { name: 'olmo_pretokens', ...count, unit: 'tokens', reference: 'dolma@1.2.1 olmo_pretokenizer_v1 length',
      formula: "pieces of the text after each ' ?\\p{P}' and then each ' ?\\d' is set apart and the rest is cut by GPT-2's pattern ( ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+)" },
  ]),
  ...tagger('bytes_length_v1', 'dolma_', 'length.py', [{ name: 'bytes', ...count, unit: 'bytes', formula: 'bytes of the text as UTF-8' }]),
];
