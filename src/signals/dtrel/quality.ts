import { MarkedLines } from '../../text/marked-lines.js';
import { PyLines } from '../../text/py-lines.js';
import { TreebankWords } from '../../text/treebank-words.js';
import { CharacterCounts } from '../dt/character-counts.js';
import { type Part, ratio } from '../dt/part.js';
import { entries } from '../entry.js';
import { EXACT, RELEASE, family, field, near } from './release.js';
import { ReleaseWordFacts } from './word-facts.js';

const common = { family, source: `${RELEASE} gopher_quality_filter.py` } as const;
const of = (name: string): string => field(`gopher_quality.${name}`);

/** Gopher's quality rules (Rae et al. 2021, table A1). */
export const quality: Part = {
  signals: entries(common, [
    { name: 'dtrel_gq_n_words', type: 'count', unit: 'words', range: [0, null], nullWhen: '', reference: of('n_non_symbol_words'), ...near(0),
      formula: 'word_tokenize words with a character that is none of the 129 of PUNCTUATION_SET' },
    { name: 'dtrel_gq_all_words', type: 'count', unit: 'words', range: [0, null], nullWhen: '', reference: of('n_words'), ...near(1),
      formula: 'words of nltk word_tokenize: punkt sentences, each cut by the improved Treebank tokenizer' },
    { name: 'dtrel_gq_avg_word_len', type: 'score', unit: 'code points', range: [1, null], nullWhen: 'no word with another character than marks',
      reference: of('avg_word_len'), ...near(0.00312), formula: 'code points in the words of dtrel_gq_n_words / dtrel_gq_n_words' },
    { name: 'dtrel_gq_hash_ratio', type: 'score', unit: 'per word', range: [0, null], nullWhen: 'no word', reference: of('hash_ratio'), ...near(0.000003),
      formula: 'count of # in the text / dtrel_gq_all_words' },
    { name: 'dtrel_gq_ellipsis_ratio', type: 'score', unit: 'per word', range: [0, null], nullWhen: 'no word', reference: of('ellipsis_ratio'), ...near(0.00000901),
      formula: '(count of ... + count of U+2026 in the text) / dtrel_gq_all_words' },
    { name: 'dtrel_gq_alpha_word_ratio', type: 'fraction', unit: 'fraction of words', range: [0, 1], nullWhen: 'no word', reference: of('alpha_words_ratio'), ...near(0.00246),
      formula: 'word_tokenize words with a letter / dtrel_gq_all_words' },
    { name: 'dtrel_gq_bullet_line_ratio', type: 'fraction', unit: 'fraction of lines', range: [0, 1], nullWhen: 'empty text', reference: of('bullet_lines_ratio'), ...EXACT,
      formula: 'lines (splitlines) whose first character that is no white space is U+2022 or - / lines' },
    { name: 'dtrel_gq_ellipsis_line_ratio', type: 'fraction', unit: 'fraction of lines', range: [0, 1], nullWhen: 'empty text', reference: of('ellipsis_lines_ratio'), ...EXACT,
      formula: 'lines (splitlines) that end, right-stripped, with ... or U+2026 / lines' },
    { name: 'dtrel_gq_stop_words', type: 'count', unit: 'words', range: [0, null], nullWhen: '', reference: of('stop_words'), ...near(0),
      formula: 'occurrences of the, be, to, of, and, that, have, with among the word_tokenize words, case-sensitive' },
  ]),
  measure: (shared, out, at) => {
    const { count } = shared.of(TreebankWords), words = shared.of(ReleaseWordFacts), characters = shared.of(CharacterCounts);
    const lines = shared.of(PyLines).count, marked = shared.of(MarkedLines);
    out[at] = words.solid;
    out[at + 1] = count;
    out[at + 2] = ratio(words.solidLetters, words.solid);
    out[at + 3] = ratio(characters.hashes, count);
    out[at + 4] = ratio(characters.threeStops + characters.ellipses, count);
    out[at + 5] = ratio(words.alpha, count);
    out[at + 6] = ratio(marked.bullets, lines);
    out[at + 7] = ratio(marked.ellipses, lines);
    out[at + 8] = words.stops;
  },
};
