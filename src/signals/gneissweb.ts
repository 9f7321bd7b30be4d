import type { SignalFamily } from '../model/signal.js';
import type { Shared } from '../text/shared.js';
import { EXACT, entries } from './entry.js';
import { type Counts, scan } from './gneissweb/scan.js';

/*
 * The readability that GneissWeb (H. Emami Gohari et al. 2025, https://arxiv.org/abs/2502.14907) filters by: McAlpine's EFLAW as textstat 0.7
 * computes it, and what of textstat's other numbers comes of the same counts. Its syllables need a pronunciation dictionary and hyphenation
 * patterns, so Flesch's two scores are not here; tokens per character need a tokenizer.
 *
 * textstat rounds by adding half a unit and taking the floor, so halves go up (below zero: away from it, and -1.2 becomes -1.3 at one decimal).
 */
const common = { family: 'gneissweb', source: 'textstat/textstat@0.7.5 textstat.py', nullWhen: '', ...EXACT } as const;
const own = <T extends { readonly name: string }>(signal: T) =>
  ({ ...signal, reference: `textstat@0.7.5 ${signal.name.replace(/^textstat_|_textstat$/g, '')}` });
const count = { type: 'count', range: [0, null] } as const;
const score = { type: 'score', range: [null, null] } as const;

const SIGNALS = entries(common, [
  own({ name: 'mcalpine_eflaw_textstat', type: 'score', unit: 'words per sentence', range: [0, null],
    formula: '(words + words of at most 3 word characters) / sentences, rounded to 1 decimal' } as const),
  own({ name: 'textstat_lexicon_count', ...count, unit: 'words', formula: 'white-space tokens with a word character (\\w)' } as const),
  own({ name: 'textstat_sentence_count', ...count, range: [1, null], unit: 'sentences',
    formula: 'matches of \\b[^.!?]+[.!?]* with more than two words, at least 1' } as const),
  own({ name: 'textstat_miniword_count', ...count, unit: 'words', formula: 'white-space tokens with 1 to 3 word characters' } as const),
  own({ name: 'textstat_char_count', ...count, unit: 'code points', formula: 'code points that are no white space' } as const),
  own({ name: 'textstat_letter_count', ...count, unit: 'code points', formula: 'word characters (\\w)' } as const),
  own({ name: 'textstat_reading_time', type: 'score', unit: 'seconds', range: [0, null],
    formula: '0.01469 a code point that is no white space, rounded to 2 decimals' } as const),
  own({ name: 'textstat_automated_readability_index', ...score, unit: 'grade',
    formula: '4.71 x chars / words + 0.5 x words / sentences - 21.43, both quotients rounded to 2 decimals, the sum to 1; 0 without words' } as const),
  own({ name: 'textstat_coleman_liau_index', ...score, unit: 'grade',
    formula: '5.8 x letters / words - 29.6 x sentences / words - 15.8, both quotients and the sum rounded to 2 decimals; -15.81 without words' } as const),
]);

const counts: Counts = { words: 0, miniwords: 0, sentences: 1, chars: 0, letters: 0, reading: 0 };

/** `_legacy_round` of textstat. */
const round = (x: number, decimals: number): number => {
  const unit = 10 ** decimals;
  return Math.floor(x * unit + (x < 0 || Object.is(x, -0) ? -0.5 : 0.5)) / unit;
};

/** Family `gneissweb`. */
export const gneissweb: SignalFamily<Shared> = {
  name: 'gneissweb',
  signals: SIGNALS,
  measure: (shared, out, at) => {
    scan(shared, counts);
    const { words, miniwords, sentences, chars, letters, reading } = counts;
    out[at] = round((words + miniwords) / sentences, 1);
    out[at + 1] = words;
    out[at + 2] = sentences;
    out[at + 3] = miniwords;
    out[at + 4] = chars;
    out[at + 5] = letters;
    out[at + 6] = round(reading / 1000, 2);
    out[at + 7] = words === 0 ? 0 : round(4.71 * round(chars / words, 2) + 0.5 * round(words / sentences, 2) - 21.43, 1);
    const perWord = (part: number): number => (words === 0 ? 0 : round(round(part / words, 2) * 100, 2));
    out[at + 8] = round(0.058 * perWord(letters) - 0.296 * perWord(sentences) - 15.8, 2);
  },
};
