import { PyLines } from '../../text/py-lines.js';
import { SpacySentences } from '../../text/spacy-sentences.js';
import { SpacyWords } from '../../text/spacy-words.js';
import { EXACT, entries } from '../entry.js';
import { CharacterCounts } from './character-counts.js';
import { DATATROVE, OTHER_LANGUAGE, type Part, hasWords, safe } from './part.js';
import { WordFacts } from './word-facts.js';

const of = (field: string): string => `datatrove@0.10.1 stats.${field}`;

/** datatrove's DocStats. */
export const docStats: Part = {
  signals: entries({ family: 'dt', source: `${DATATROVE} stats/doc_stats.py`, nullWhen: '', ...EXACT }, [
    { name: 'dt_stat_length', type: 'count', unit: 'code points', range: [0, null], reference: of('length'), formula: 'code points of the text' },
    ...([
      ['white_space_ratio', 'white-space characters (str.isspace)'],
      ['non_alpha_digit_ratio', 'characters that are neither letters (str.isalpha) nor digits (str.isdigit)'],
      ['digit_ratio', 'digits (str.isdigit)'],
      ['uppercase_ratio', 'upper-case characters (str.isupper)'],
      ['elipsis_ratio', 'characters in ... (one after the other) and U+2026'],
      ['punctuation_ratio', 'characters among the 129 of PUNCTUATION'],
    ] as const).map(([name, what]) => ({ name: `dt_stat_${name}`, type: 'fraction' as const, unit: 'fraction of code points', range: [0, 1] as const,
      reference: of(name),
      formula: `${what} / code points` })),
  ]),
  measure: (shared, out, at) => {
    const { length } = shared, { spaces, others, digits, upper, punctuation, threeStops, ellipses } = shared.of(CharacterCounts);
    out[at] = length;
    out[at + 1] = safe(spaces, length);
    out[at + 2] = safe(others, length);
    out[at + 3] = safe(digits, length);
    out[at + 4] = safe(upper, length);
    out[at + 5] = safe(3 * threeStops + ellipses, length);
    out[at + 6] = safe(punctuation, length);
  },
};

const word = { type: 'fraction', unit: 'fraction of words', range: [0, 1] } as const;

/** datatrove's WordStats. */
export const wordStats: Part = {
  signals: entries({ family: 'dt', source: `${DATATROVE} stats/word_stats.py`, nullWhen: OTHER_LANGUAGE, ...EXACT }, [
    { name: 'dt_stat_n_words', type: 'count', unit: 'words', range: [0, null], reference: of('n_words'), formula: 'spaCy words' },
    { name: 'dt_stat_avg_word_length', type: 'score', unit: 'code points', range: [0, null], reference: of('avg_word_length'),
      formula: 'code points in words / words; 0 without words' },
    { name: 'dt_stat_avg_words_per_line', type: 'score', unit: 'words', range: [0, null], reference: of('avg_words_per_line'),
      formula: 'words / lines (splitlines)' },
    ...([
      ['short_word_ratio_3', 'words of at most 3 code points'],
      ['long_word_ratio_7', 'words of at least 7 code points'],
      ['type_token_ratio', 'distinct words'],
      ['uppercase_word_ratio', 'words in upper case (str.isupper)'],
      ['capitalized_word_ratio', 'words in title case (str.istitle)'],
      ['stop_word_ratio', 'words that are the, be, to, of, and, that, have or with'],
    ] as const).map(([name, what]) => ({ ...word, name: `dt_stat_${name}`, reference: of(name), formula: `${what} / words; 0 without words` })),
  ]),
  measure: (shared, out, at) => {
    if (!hasWords(shared)) { out.fill(NaN, at, at + 9); return; }
    const { count } = shared.of(SpacyWords), facts = shared.of(WordFacts);
    out[at] = count;
    out[at + 1] = safe(facts.letters, count);
    out[at + 2] = safe(count, shared.of(PyLines).count);
    out[at + 3] = safe(facts.short, count);
    out[at + 4] = safe(facts.long, count);
    out[at + 5] = safe(facts.distinct, count);
    out[at + 6] = safe(facts.upper, count);
    out[at + 7] = safe(facts.title, count);
    out[at + 8] = safe(facts.stops, count);
  },
};

const sentence = { type: 'fraction', unit: 'fraction of sentences', range: [0, 1] } as const;
const SHORT = 20, LONG = 75;
const sentences = new SpacySentences();

/** datatrove's SentenceStats: sentences are stripped. */
export const sentenceStats: Part = {
  signals: entries({ family: 'dt', source: `${DATATROVE} stats/sentence_stats.py`, nullWhen: OTHER_LANGUAGE, ...EXACT }, [
    { name: 'dt_stat_n_sentences', type: 'count', unit: 'sentences', range: [0, null], reference: of('n_sentences'),
      formula: 'sentences of spaCy\'s sentencizer that are not blank' },
    { name: 'dt_stat_avg_sentence_length', type: 'score', unit: 'code points', range: [0, null], reference: of('avg_sentence_length'),
      formula: 'code points in stripped sentences / sentences; 0 when there are none' },
    { ...sentence, name: 'dt_stat_short_sentence_ratio_20', reference: of('short_sentence_ratio_20'),
      formula: 'sentences of at most 20 code points / sentences; 0 when there are none' },
    { ...sentence, name: 'dt_stat_long_sentence_ratio_75', reference: of('long_sentence_ratio_75'),
      formula: 'sentences of at least 75 code points / sentences; 0 when there are none' },
  ]),
  measure: (shared, out, at) => {
    if (!hasWords(shared)) { out.fill(NaN, at, at + 4); return; }
    const words = shared.of(SpacyWords), { count, starts } = sentences.read(words, shared.cps, 0, words.count);
    let letters = 0, short = 0, long = 0;
    for (let k = 0; k < count; k++) {
      const last = (k + 1 < count ? starts[k + 1]! : words.count) - 1, size = words.ends[last]! - words.starts[starts[k]!]!;
      letters += size;
      if (size <= SHORT) short++;
      if (size >= LONG) long++;
    }
    out[at] = count;
    out[at + 1] = safe(letters, count);
    out[at + 2] = safe(short, count);
    out[at + 3] = safe(long, count);
  },
};
