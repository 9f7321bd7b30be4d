import type { Signal, SignalFamily } from '../model/signal.js';
import type { Words } from '../text/tokens.js';
import { EXACT, entries } from './entry.js';
import { round8 } from './round.js';
import { type RawCounts, scanRaw } from './rps-scan.js';
import type { Shared } from '../text/shared.js';

/*
 * The 20 document signals of RedPajama-V2 that need no list, equal to the published code at 8 decimals.
 *
 * Source: togethercomputer/RedPajama-Data@6d2cee9, app/src/core/quality_signals/{content,natural_language,repetitions}.py; tokens by NLTK
 * 3.8.1 (3.10 joins combining marks to words), Unicode 14 (Python 3.11). Every ratio is `round(x, 8)`; orders of summation and of ties are
 * kept: the entropy is summed over distinct words in order of first appearance, `1 - a/b` is not `(b - a)/b`.
 *
 * One trap that no description mentions: `rps_doc_lorem_ipsum` counts with a case-insensitive regex, for which `ſ` equals `s` and `ı`
 * equals `i`; such spellings count as soon as the plain one occurs somewhere.
 */
const source = 'togethercomputer/RedPajama-Data@6d2cee9';
const content = { family: 'rps', source: `${source} content.py`, ...EXACT } as const;
const language = { family: 'rps', source: `${source} natural_language.py`, ...EXACT } as const;
const repetition = { family: 'rps', source: `${source} repetitions.py`, type: 'fraction', unit: 'fraction of letters in words', nullWhen: '',
  ...EXACT } as const;
const reference = (name: string): string => `RedPajama-V2@6d2cee9 (nltk 3.8.1, Python 3.11) ${name}`;
const NO_WORDS = 'no normalized word', NO_RAW_WORDS = 'no raw word: white space only';

const named = (signals: readonly Omit<Signal, 'reference'>[]): Signal[] => signals.map((signal) => ({ ...signal, reference: reference(signal.name) }));

const SIGNALS: readonly Signal[] = named([
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
]);

const raw: RawCounts = { curly: 0, symbols: 0, words: 0, alphabetic: 0, upper: 0, sentences: 0, lines: 0, ellipsisLines: 0 };

const ratio = (part: number, whole: number): number => (whole === 0 ? NaN : round8(part / whole));

/** Family `rps`. */
export const rps: SignalFamily<Shared> = {
  name: 'rps',
  signals: SIGNALS,
  measure: (shared, out, at) => {
    const { curly, symbols, words, alphabetic, upper, sentences, lines, ellipsisLines } = scanRaw(shared, raw);
    const tokens = shared.words, { top, covered } = shared.ngrams;
    out[at] = shared.length === 0 ? 0 : round8(curly / shared.length);
    out[at + 1] = loremIpsum(tokens);
    out[at + 2] = sentences;
    out[at + 3] = tokens.count;
    out[at + 4] = ratio(tokens.letters, tokens.count);
    out[at + 5] = ratio(symbols, words);
    out[at + 6] = ratio(ellipsisLines, lines);
    out[at + 7] = words === 0 ? NaN : round8(1 - alphabetic / words);
    out[at + 8] = ratio(tokens.distinct, tokens.count);
    out[at + 9] = entropy(tokens);
    out[at + 10] = ratio(upper, words);
    for (let n = 2; n <= 4; n++) out[at + 9 + n] = tokens.letters === 0 ? 0 : round8(top[n]! / tokens.letters);
    for (let n = 5; n <= 10; n++) out[at + 9 + n] = tokens.letters === 0 ? 0 : round8(covered[n]! / tokens.letters);
  },
};

const entropy = ({ count, distinct, counts }: Words): number => {
  if (count === 0) return NaN;
  let sum = 0, last = 0, term = 0;
  for (let id = 0; id < distinct; id++) {
    const c = counts[id]!;
    if (c !== last) { last = c; term = (-c / count) * Math.log(c / count); }
    sum += term;
  }
  return round8(sum);
};

const LOREM = Array.from('lorem', (char) => char.charCodeAt(0)), IPSUM = Array.from('ipsum', (char) => char.charCodeAt(0));
const DOTLESS_I = 0x131, LONG_S = 0x17f;

/** The needle has one space, so an occurrence is a word that ends with "lorem" before one that starts with "ipsum". */
const loremIpsum = ({ count, ids, letters, spelling, starts, lengths }: Words): number => {
  const endsWithLorem = (id: number): boolean => {
    const from = starts[id]! + lengths[id]! - 5;
    return lengths[id]! >= 5 && LOREM.every((cp, k) => spelling[from + k] === cp);
  };
  const startsWithIpsum = (id: number, loose: boolean): boolean => lengths[id]! >= 5 && IPSUM.every((cp, k) => {
    const found = spelling[starts[id]! + k];
    return found === cp || (loose && ((cp === 0x69 && found === DOTLESS_I) || (cp === 0x73 && found === LONG_S)));
  });
  let plain = 0, loose = 0;
  for (let i = 0; i + 1 < count; i++) {
    const id = ids[i]!;
    if (spelling[starts[id]! + lengths[id]! - 1] !== 0x6d || !endsWithLorem(id)) continue;
    if (startsWithIpsum(ids[i + 1]!, false)) plain++;
    if (startsWithIpsum(ids[i + 1]!, true)) loose++;
  }
  return plain === 0 ? 0 : round8(loose / (letters + count - 1));
};
