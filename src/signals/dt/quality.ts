import { SPACE, table } from '../../text/code-points.js';
import { PyLines } from '../../text/py-lines.js';
import type { Shared } from '../../text/shared.js';
import { SpacyWords } from '../../text/spacy-words.js';
import { EXACT, entries } from '../entry.js';
import { CharacterCounts } from './character-counts.js';
import { DATATROVE, OTHER_LANGUAGE, type Part, hasWords, ratio } from './part.js';
import { WordFacts } from './word-facts.js';

const common = { family: 'dt', source: `${DATATROVE} gopher_quality_filter.py`, ...EXACT } as const;
const of = (field: string): string => `datatrove@0.10.1 gopher_quality.${field}`;
const NO_WORD = `no word; ${OTHER_LANGUAGE}`;

const BULLET = 0x2022, MINUS = 0x2d, STOP = 0x2e, ELLIPSIS = 0x2026;

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
    lines(shared, out, at + 6);
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

const lines = (shared: Shared, out: Float64Array, at: number): void => {
  const { cps } = shared, { count, starts, ends } = shared.of(PyLines);
  let bullets = 0, ellipses = 0;
  for (let i = 0; i < count; i++) {
    let start = starts[i]!, end = ends[i]!;
    while (start < end && (table[cps[start]!]! & SPACE) !== 0) start++;
    if (start === end) continue;
    while ((table[cps[end - 1]!]! & SPACE) !== 0) end--;
    const first = cps[start]!, last = cps[end - 1]!;
    if (first === BULLET || first === MINUS) bullets++;
    if (last === ELLIPSIS || (last === STOP && end - start >= 3 && cps[end - 2] === STOP && cps[end - 3] === STOP)) ellipses++;
  }
  out[at] = ratio(bullets, count);
  out[at + 1] = ratio(ellipses, count);
};
