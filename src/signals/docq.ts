import type { SignalFamily } from '../model/signal.js';
import { compilePhrases } from '../text/phrases.js';
import type { Shared } from '../text/shared.js';
import { loremIpsumRatio } from './docq/lorem-ipsum.js';
import { type Counts, scan } from './docq/scan.js';
import { EXACT, entries } from './entry.js';

/*
 * The document quality signals of data-prep-kit (IBM), as dpk_doc_quality computes them with the language of the document.
 *
 * What its code does and its description does not say: bullets are - and * at the very start of a line; the common English words are looked
 * for as parts of words, and only in English; the curly brackets are two ratios added up; three dots make a symbol, U+2026 does not.
 */
const common = { family: 'docq', source: 'data-prep-kit/data-prep-kit@c9f7b56 transforms/language/doc_quality', ...EXACT } as const;
const reference = (name: string): string => `data-prep-kit@c9f7b56 dpk_doc_quality ${name}`;
const own = <T extends { readonly name: string }>(signal: T) => ({ nullWhen: '', ...signal, reference: reference(signal.name) });
const fraction = { type: 'fraction', range: [0, 1] } as const;
const NO_LIST = 'language other than de en es fr ja pt', NOT_JAPANESE = 'language other than ja';

const SIGNALS = entries(common, [
  own({ name: 'docq_total_words', type: 'count', unit: 'words', range: [0, null], formula: 'white-space tokens' } as const),
  own({ name: 'docq_mean_word_len', type: 'score', unit: 'code points', range: [0, null],
    formula: 'code points in white-space tokens / tokens; 0 without tokens' } as const),
  own({ name: 'docq_symbol_to_word_ratio', ...fraction, unit: 'fraction of words',
    formula: 'white-space tokens with a # or ... in them / tokens; 0 without tokens' } as const),
  own({ name: 'docq_sentence_count', type: 'count', unit: 'sentences', range: [0, null],
    formula: 'matches of \\b[^.!?]+[.!?]* in the text; ja: occurrences of U+3002' } as const),
  own({ name: 'docq_lorem_ipsum_ratio', type: 'fraction', unit: 'per code point', range: [0, 1],
    formula: 'occurrences of "lorem ipsum" / code points, both in the text without ASCII punctuation, in lower case, spaces collapsed, '
      + 'NFD (en) or NFKC (ja)' } as const),
  own({ name: 'docq_curly_bracket_ratio', ...fraction, unit: 'fraction of code points',
    formula: 'count of { / code points + count of } / code points; 0 for an empty text' } as const),
  own({ name: 'docq_contain_bad_word', type: 'flag', unit: '0 or 1', range: [0, 1], nullWhen: NO_LIST,
    formula: '1 when an entry of LDNOOBW in the language stands between word boundaries, upper and lower case alike' } as const),
  own({ name: 'docq_bullet_point_ratio', ...fraction, unit: 'fraction of lines',
    formula: 'lines (split at \\n) that start with - or * / lines' } as const),
  own({ name: 'docq_ellipsis_line_ratio', ...fraction, unit: 'fraction of lines',
    formula: 'lines (split at \\n) that end with ... / lines' } as const),
  own({ name: 'docq_alphabet_word_ratio', ...fraction, unit: 'fraction of words',
    formula: 'white-space tokens with a letter (category L) / tokens; 0 without tokens' } as const),
  own({ name: 'docq_contain_common_en_words', type: 'flag', unit: '0 or 1', range: [0, 1],
    formula: '1 when two of the, and, to, that, of, with, be, have occur in the text, parts of words included; 0 in any language but en' } as const),
  own({ name: 'docq_avg_ja_sentence_len', type: 'count', unit: 'code points', range: [0, null], nullWhen: NOT_JAPANESE,
    formula: 'whole part of code points / occurrences of U+3002; code points when there is none' } as const),
  own({ name: 'docq_first_ja_alphabet_pos', type: 'score', unit: 'position', range: [-1, null], nullWhen: NOT_JAPANESE,
    formula: 'place of the first hiragana (U+3041 to 3093) or katakana (U+30A1 to 30F3), from 0; -1 when there is none' } as const),
]);

const counts: Counts = {
  words: 0, letters: 0, symbolic: 0, alphabetic: 0, sentences: 0, kutens: 0, opening: 0, closing: 0, firstKana: -1, hasIpsum: false, badWord: 0,
};

/** Family `docq`. */
export const docq: SignalFamily<Shared> = {
  name: 'docq',
  signals: SIGNALS,
  measure: (shared, out, at) => {
    const { cps, length, lang } = shared, isJapanese = lang === 'ja';
    scan(shared, counts);
    const { words } = counts, share = (part: number): number => (words === 0 ? 0 : part / words);
    out[at] = words;
    out[at + 1] = share(counts.letters);
    out[at + 2] = share(counts.symbolic);
    out[at + 3] = isJapanese ? counts.kutens : counts.sentences;
    out[at + 4] = counts.hasIpsum ? loremIpsumRatio(cps, length, lang) : 0;
    out[at + 5] = length === 0 ? 0 : counts.opening / length + counts.closing / length;
    out[at + 6] = counts.badWord;
    measureLines(shared, out, at + 7);
    out[at + 9] = share(counts.alphabetic);
    out[at + 10] = lang === 'en' && hasCommonWords(cps, length) ? 1 : 0;
    out[at + 11] = !isJapanese ? NaN : counts.kutens === 0 ? length : Math.floor(length / counts.kutens);
    out[at + 12] = isJapanese ? counts.firstKana : NaN;
  },
};

const DOT = 0x2e, HYPHEN = 0x2d, ASTERISK = 0x2a;

/** Writes the shares of lines with a bullet and of lines with an ellipsis. */
const measureLines = ({ cps, length, lineFeeds, lineFeedCount }: Shared, out: Float64Array, at: number): void => {
  let bullets = 0, ellipses = 0, from = 0;
  for (let k = 0; k <= lineFeedCount; k++) {
    const end = k < lineFeedCount ? lineFeeds[k]! : length;
    if (from < end && (cps[from] === HYPHEN || cps[from] === ASTERISK)) bullets++;
    if (end - from >= 3 && cps[end - 1] === DOT && cps[end - 2] === DOT && cps[end - 3] === DOT) ellipses++;
    from = end + 1;
  }
  out[at] = bullets / (lineFeedCount + 1);
  out[at + 1] = ellipses / (lineFeedCount + 1);
};

const COMMON_WORDS = compilePhrases(['the', 'and', 'to', 'that', 'of', 'with', 'be', 'have']);

/** Two different ones; in English they are met in the first sentence. */
const hasCommonWords = (cps: Int32Array, length: number): boolean => {
  const { next, accepts } = COMMON_WORDS;
  let found = 0;
  for (let i = 0, state = 0; i < length; i++) {
    const cp = cps[i]!;
    state = cp < 128 ? next[state * 128 + cp]! : 0;
    found |= accepts[state]!;
    if ((found & (found - 1)) !== 0) return true;
  }
  return false;
};
