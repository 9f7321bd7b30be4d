import { MarkedLines } from '../../text/marked-lines.js';
import { PyLines } from '../../text/py-lines.js';
import { SpacyWords } from '../../text/spacy-words.js';
import { EXACT, entries } from '../entry.js';
import { CharacterCounts } from './character-counts.js';
import { DATATROVE, OTHER_LANGUAGE, type Part, hasWords, ratio } from './part.js';
import { WordFacts } from './word-facts.js';

const common = { family: 'dt', source: `${DATATROVE} gopher_quality_filter.py`, ...EXACT } as const;
const of = (field: string): string => `datatrove@0.10.1 gopher_quality.${field}`;
const NO_WORD = `no word; ${OTHER_LANGUAGE}`;

/** Gopher's quality rules (Rae et al. 2021, table A1). */
export const quality: Part = {
  signals: entries(common, [
    { name: 'dt_gq_n_words', type: 'count', unit: 'words', range: [0, null], nullWhen: OTHER_LANGUAGE, reference: of('n_non_symbol_words'),
      formula: 'spaCy words with a character that is none of the 281 of PUNCTUATION_SET' },
    { name: 'dt_gq_all_words', type: 'count', unit: 'words', range: [0, null], nullWhen: OTHER_LANGUAGE, reference: of('n_words'),
      formula: 'tokens of spaCy\'s blank English pipeline that are not white space' },
    { name: 'dt_gq_avg_word_len', type: 'score', unit: 'code points', range: [1, null], nullWhen: `no word with another character than marks; ${OTHER_LANGUAGE}`,
      reference: of('avg_word_len'), formula: 'code points in the words of dt_gq_n_words / dt_gq_n_words' },
    { name: 'dt_gq_hash_ratio', type: 'score', unit: 'per word', range: [0, null], nullWhen: NO_WORD, reference: of('hash_ratio'),
      formula: 'count of # in the text / dt_gq_all_words' },
    { name: 'dt_gq_ellipsis_ratio', type: 'score', unit: 'per word', range: [0, null], nullWhen: NO_WORD, reference: of('ellipsis_ratio'),
      formula: '(count of ... + count of U+2026 in the text) / dt_gq_all_words' },
    { name: 'dt_gq_alpha_word_ratio', type: 'fraction', unit: 'fraction of words', range: [0, 1], nullWhen: NO_WORD, reference: of('alpha_words_ratio'),
      formula: 'spaCy words with a letter / dt_gq_all_words' },
    { name: 'dt_gq_bullet_line_ratio', type: 'fraction', unit: 'fraction of lines', range: [0, 1], nullWhen: 'empty text', reference: of('bullet_lines_ratio'),
      formula: 'lines (splitlines) whose first character that is no white space is U+2022 or - / lines' },
    { name: 'dt_gq_ellipsis_line_ratio', type: 'fraction', unit: 'fraction of lines', range: [0, 1], nullWhen: 'empty text', reference: of('ellipsis_lines_ratio'),
      formula: 'lines (splitlines) that end, right-stripped, with ... or U+2026 / lines' },
    { name: 'dt_gq_stop_words', type: 'count', unit: 'words', range: [0, 8], nullWhen: OTHER_LANGUAGE, reference: of('stop_words'),
      formula: 'how many of the, be, to, of, and, that, have, with are spaCy words of the text, case-sensitive' },
  ]),
  measure: (shared, out, at) => {
    const lines = shared.of(PyLines).count, marked = shared.of(MarkedLines);
    out[at + 6] = ratio(marked.bullets, lines);
    out[at + 7] = ratio(marked.ellipses, lines);
    if (!hasWords(shared)) { out.fill(NaN, at, at + 6); out[at + 8] = NaN; return; }
    const { count } = shared.of(SpacyWords), words = shared.of(WordFacts), characters = shared.of(CharacterCounts);
    out[at] = words.solid;
    out[at + 1] = count;
    out[at + 2] = ratio(words.solidLetters, words.solid);
    out[at + 3] = ratio(characters.hashes, count);
    out[at + 4] = ratio(characters.threeStops + characters.ellipses, count);
    out[at + 5] = ratio(words.alpha, count);
    out[at + 8] = words.distinctStops;
  },
};
