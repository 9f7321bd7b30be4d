import type { Signal } from '../../model/signal.js';
import { EXACT, entries } from '../entry.js';

const SOURCE = 'NVIDIA-NeMo/Curator@1e2e427 nemo_curator/stages/text/filters/heuristic';
type Entry = Pick<Signal, 'name' | 'type' | 'unit' | 'range' | 'formula'> & Partial<Signal> & { readonly filter: string };

/** Signals named as the filters' own `_name`s. */
const filters = (file: string, signals: readonly Entry[]): Signal[] =>
  entries({ family: 'nemo', nullWhen: '', source: `${SOURCE}/${file}`, ...EXACT },
    signals.map(({ filter, ...signal }) => ({ reference: `NeMo Curator@1e2e427 ${filter}`, ...signal, name: `nemo_${signal.name}` })));

const share = (unit: string) => ({ type: 'fraction', unit: `fraction of ${unit}`, range: [0, 1] }) as const;
const NO_LINE = 'no non-blank line', NO_WORD = 'no word', LINES = 'non-blank lines', WORDS = 'split() words';
const OF_EMPTY = '; 1 for an empty text';

/** Family `nemo` in the order of its columns. */
export const NEMO_SIGNALS: readonly Signal[] = [
  ...filters('string.py', [
    { name: 'alpha_numeric', filter: 'NonAlphaNumericFilter', ...share('code points'), formula: `code points other than a-z A-Z 0-9 \\n ? ! , . / code points${OF_EMPTY}` },
    { name: 'symbol_to_word', filter: 'SymbolsToWordsFilter', ...share('words'), nullWhen: NO_WORD,
      formula: `${WORDS} that are ... [...] U+2026 (...) [U+2026] or -U+00BB, or whose runs of # outnumber half of their code points / words` },
    { name: 'numbers_ratio', filter: 'NumbersFilter', ...share('code points'), formula: `digits 0-9 / code points${OF_EMPTY}` },
    { name: 'urls_ratio', filter: 'UrlsFilter', ...share('code points'), formula: `code points in matches of https?://(?:[A-Za-z0-9$\\-_@.&+/:=?#~!*(),]|%[0-9A-Fa-f]{2})+ / code points${OF_EMPTY}` },
    { name: 'white_space', filter: 'WhiteSpaceFilter', ...share('code points'), formula: `tabs, line feeds, carriage returns, backspaces and spaces / code points${OF_EMPTY}` },
    { name: 'parentheses_ratio', filter: 'ParenthesesFilter', ...share('code points'), formula: `{ } [ ] ( ) U+27E8 U+27E9 / code points${OF_EMPTY}` },
    { name: 'boilerplate_string_ratio', filter: 'BoilerPlateStringFilter', ...share('paragraphs'),
      formula: 'items of the lower-cased text split at \\n\\n that hold one of 14 policy phrases / items; 1 when "lorem ipsum" occurs' },
  ]),
  ...filters('repetition/repetition.py', [
    { name: 'repeated_lines', filter: 'RepeatedLinesFilter', ...share('lines'), nullWhen: NO_LINE, formula: `distinct ${LINES} / ${LINES}, not stripped` },
    { name: 'repeated_paragraphs', filter: 'RepeatedParagraphsFilter', ...share('paragraphs'), formula: 'distinct items of the text split at \\n\\n / items' },
    { name: 'repeated_lines_char', filter: 'RepeatedLinesByCharFilter', ...share('code points in lines'), nullWhen: NO_LINE, formula: `code points of distinct ${LINES} / code points of ${LINES}` },
    { name: 'repeated_paragraphs_char', filter: 'RepeatedParagraphsByCharFilter', ...share('code points in paragraphs'), nullWhen: 'every paragraph is empty',
      formula: 'code points of distinct items of the text split at \\n\\n / code points of items' },
  ]),
  ...filters('string.py', [
    { name: 'word_count', filter: 'WordCountFilter', type: 'count', unit: 'words', range: [0, null], formula: WORDS },
    { name: 'punctuation', filter: 'PunctuationFilter', ...share('lines'), nullWhen: NO_LINE, formula: `${LINES} that, stripped, end with none of . ? ! " ' / ${LINES}` },
    { name: 'words_without_alphabets', filter: 'WordsWithoutAlphabetsFilter', ...share('words'), nullWhen: NO_WORD, formula: `${WORDS} WITH an alphabetic code point (property Alphabetic) / words` },
    { name: 'common_english_words', filter: 'CommonEnglishWordsFilter(stop_at_false=False)', type: 'count', unit: 'words', range: [0, null],
      formula: `${WORDS} that are the, be, to, of, and, that, have or with; every occurrence, case-sensitive (the published filter stops counting at 2); whatever the language` },
    { name: 'mean_word_length', filter: 'MeanWordLengthFilter', type: 'score', unit: 'code points', range: [1, null], nullWhen: NO_WORD, formula: `code points in ${WORDS} / words` },
    { name: 'max_word_length', filter: 'LongWordFilter', type: 'count', unit: 'code points', range: [1, null], nullWhen: NO_WORD, formula: `code points of the longest of ${WORDS}` },
    { name: 'ellipsis', filter: 'EllipsisFilter', ...share('lines'), nullWhen: NO_LINE,
      formula: `${LINES} that, stripped and lower-cased, end with ... [...] U+2026 (...) [U+2026] -U+00BB "read more.." or "read more" / ${LINES}` },
  ]),
  ...filters('repetition/repetition.py', [
    ...[2, 3, 4].map((n) => ({ name: `repeating_top_${n}grams`, filter: `RepeatingTopNGramsFilter(n=${n}) where no other ${n}-gram is as frequent`, ...share('code points'),
      formula: `code points removed when the most frequent ${n}-gram of ${WORDS} (first seen of ties; the reference takes any), joined by spaces, is deleted from the text wherever it occurs `
        + `/ code points; 1 with fewer than ${n} words` })),
    ...[5, 6, 7, 8, 9, 10].map((n) => ({ name: `repeating_dup_${n}gram`, filter: `RepeatingDuplicateNGramsFilter(n=${n})`, ...share('code points'),
      formula: `code points of words in a later copy of a ${n}-gram of ${WORDS}, each word once, and one per space between them / code points; 1 with fewer than ${n} words` })),
  ]),
  ...filters('string.py', [
    { name: 'bullet_ratio', filter: 'BulletsFilter', ...share('lines'), nullWhen: NO_LINE,
      formula: `${LINES} that, stripped, begin with one of U+2022 2023 2043 204C 204D 2219 25CB 25CF 25D8 25E6 29BE 29BF / ${LINES}` },
  ]),
];
