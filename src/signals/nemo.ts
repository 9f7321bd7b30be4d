import type { SignalFamily } from '../model/signal.js';
import { CodePointCounts } from '../text/code-point-counts.js';
import { FeedLines } from '../text/feed-lines.js';
import type { Shared } from '../text/shared.js';
import { SplitNGrams } from '../text/split-ngrams.js';
import { SplitWords } from '../text/split-words.js';
import { ListedPhrases } from './listed-phrases.js';
import { NEMO_SIGNALS } from './nemo/catalogue.js';
import { readLines, type LineFacts } from './nemo/lines.js';
import { readParagraphs, type ParagraphFacts } from './nemo/paragraphs.js';
import { removedBy } from './nemo/top-gram.js';
import { readWords, type WordFacts } from './nemo/words.js';

/*
 * The heuristic filters of NeMo Curator's English pipeline (NVIDIA-NeMo/Curator@1e2e427, config/text/heuristic_filter_english_pipeline.yaml)
 * as numbers, under the filters' own names. Some names say the opposite of the number: `nemo_repeated_lines` is the share of distinct
 * lines, `nemo_alpha_numeric` that of other code points, `nemo_words_without_alphabets` that of words with a letter.
 *
 * Where the reference divides by zero (a blank text) the signal is NULL. Which of several equally frequent n-grams `nemo_repeating_top_*`
 * removes depends in the reference on the order of a Python set; here it is the one seen first. About half of real texts have such a tie
 * among 2-grams.
 */
const word: WordFacts = { longest: 0, symbolWords: 0, alphaWords: 0, commonWords: 0, urlLetters: 0 };
const line: LineFacts = { lines: 0, letters: 0, distinct: 0, distinctLetters: 0, unmarked: 0, ellipses: 0, bullets: 0 };
const paragraph: ParagraphFacts = { paragraphs: 0, letters: 0, distinct: 0, distinctLetters: 0, boilerplate: 0, lorem: false };

const codes = (chars: string): number[] => Array.from(chars, (char) => char.charCodeAt(0));
const DIGITS = codes('0123456789'), SPACES = codes('\t\n\r\b '), BRACKETS = codes('{}[]()\u27e8\u27e9');
const ALPHANUMERIC = codes('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789\n?!,.');

/** Family `nemo`. */
export const nemo: SignalFamily<Shared> = {
  name: 'nemo',
  signals: NEMO_SIGNALS,
  measure: (shared, out, at) => {
    const { cps, length } = shared, words = shared.of(SplitWords), lines = shared.of(FeedLines), ngrams = shared.of(SplitNGrams), points = shared.of(CodePointCounts);
    readWords(shared, words, word);
    readLines(cps, words, lines, line);
    readParagraphs(shared.of(ListedPhrases), lines, paragraph);
    const share = (part: number): number => (length === 0 ? 1 : part / length), { count } = words;
    out[at] = share(length - points.sum(ALPHANUMERIC));
    out[at + 1] = word.symbolWords / count;
    out[at + 2] = share(points.sum(DIGITS));
    out[at + 3] = share(word.urlLetters);
    out[at + 4] = share(points.sum(SPACES));
    out[at + 5] = share(points.sum(BRACKETS));
    out[at + 6] = paragraph.lorem ? 1 : paragraph.boilerplate / paragraph.paragraphs;
    out[at + 7] = line.distinct / line.lines;
    out[at + 8] = paragraph.distinct / paragraph.paragraphs;
    out[at + 9] = line.distinctLetters / line.letters;
    out[at + 10] = paragraph.distinctLetters / paragraph.letters;
    out[at + 11] = count;
    out[at + 12] = line.unmarked / line.lines;
    out[at + 13] = word.alphaWords / count;
    out[at + 14] = word.commonWords;
    out[at + 15] = words.letters / count;
    out[at + 16] = count === 0 ? NaN : word.longest;
    out[at + 17] = line.ellipses / line.lines;
    for (let n = 2; n <= 4; n++) out[at + 16 + n] = count < n ? 1 : removedBy(cps, words, ngrams.topAt[n]!, n) / length;
    for (let n = 5; n <= 10; n++) out[at + 16 + n] = count < n ? 1 : ngrams.again[n]! / length;
    out[at + 27] = line.bullets / line.lines;
  },
};
