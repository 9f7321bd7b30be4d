import type { SignalFamily } from '../model/signal.js';
import { CodePointCounts } from '../text/code-point-counts.js';
import { GramCounts } from '../text/gram-counts.js';
import type { Shared } from '../text/shared.js';
import { SplitWords } from '../text/split-words.js';
import { TenGrams } from '../text/ten-grams.js';
import { EXACT, entries } from './entry.js';
import { IndicTokens } from './setu/indic-tokens.js';
import { countInvalid } from './setu/valid-characters.js';

/*
 * What Setu (M. S. U. R. Khan et al. 2024, IndicLLMSuite, https://arxiv.org/abs/2403.06350) filters Indic pages by: n-grams of characters and of
 * words that repeat, and characters that are neither Latin nor Indic nor Arabic.
 *
 * The reference returns None for a score of 0, so a text in which no five words repeat is NULL in `setu_word5_repetition`: a rule that
 * drops from a threshold on keeps NULL. Words of Urdu are cut by another list of marks there, which was not run; they are NULL here.
 */
const common = { family: 'setu', source: 'AI4Bharat/setu@bed0b2f setu/filters.py', ...EXACT } as const;

const SIGNALS = entries(common, [
  { name: 'setu_char10_repetition', type: 'fraction', unit: 'fraction of 10-grams', range: [0, 1], nullWhen: 'fewer than 10 code points',
    reference: 'setu@bed0b2f 10_gram_characters_repetition_score',
    formula: 'the floor(sqrt(distinct 10-grams of code points)) highest counts together / 10-grams' },
  { name: 'setu_word5_repetition', type: 'fraction', unit: 'fraction of 5-grams', range: [0, 1],
    nullWhen: 'no five words occur twice, also because there are fewer; language ur', reference: 'setu@bed0b2f 5_gram_words_repetition_score',
    formula: '5-grams of words that occur more than once / 5-grams; words of indicnlp trivial_tokenize (marks stand alone, numbers and dates whole)' },
  { name: 'setu_symbol_ratio', type: 'fraction', unit: 'fraction of code points', range: [0, 1], nullWhen: 'empty text', reference: 'setu@bed0b2f symbol_ratio',
    formula: 'invalid characters / code points' },
  { name: 'setu_invalid_chars', type: 'count', unit: 'code points', range: [0, null], nullWhen: '', reference: 'setu@bed0b2f invalid_char_count',
    formula: 'code points that are no space, line feed, ASCII letter or digit nor of an Indic or Arabic block (setu/valid-characters.ts)' },
]);

const WORDS = 5;
const grams = new GramCounts(), tokens = new IndicTokens();

/** Family `setu`. */
export const setu: SignalFamily<Shared> = {
  name: 'setu',
  signals: SIGNALS,
  measure: (shared, out, at) => {
    const { length, lang } = shared, characters = shared.of(TenGrams).grams, { total, distinct } = characters;
    out[at] = total === 0 ? NaN : characters.top(Math.floor(Math.sqrt(distinct))) / total;
    out[at + 1] = lang === 'ur' ? NaN : repeatedWords(shared);
    const invalid = countInvalid(shared.of(CodePointCounts));
    out[at + 2] = length === 0 ? NaN : invalid / length;
    out[at + 3] = invalid;
  },
};

const repeatedWords = (shared: Shared): number => {
  tokens.read(shared.cps, shared.length, shared.of(SplitWords));
  const { occurrences, total } = grams.read(tokens.ids, tokens.count - WORDS + 1, WORDS);
  return occurrences === 0 ? NaN : occurrences / total;
};
