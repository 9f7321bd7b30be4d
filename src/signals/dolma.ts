import type { SignalFamily } from '../model/signal.js';
import { CodePointCounts } from '../text/code-point-counts.js';
import { FeedLines } from '../text/feed-lines.js';
import type { Shared } from '../text/shared.js';
import { SplitNGrams } from '../text/split-ngrams.js';
import { SplitWords } from '../text/split-words.js';
import { DOLMA_SIGNALS } from './dolma/catalogue.js';
import { addEmails, addPhones } from './dolma/contacts.js';
import { readLines, type LineFacts } from './dolma/lines.js';
import { countPieces, countTokens, piecesBetween } from './dolma/tokens.js';
import { readWords, type WordFacts } from './dolma/words.js';
import { LOREM, ListedPhrases, NAUGHTY } from './listed-phrases.js';

/*
 * The rule taggers of Dolma (Soldaini et al. 2024, https://arxiv.org/abs/2402.00159), equal to allenai/dolma 1.2.1 under their published
 * attribute names: gopher_v1 and v2, c4_v1 and v2, the fast regex PII tagger and three lengths. An attribute that the tagger does not write
 * is NULL for an n-gram and 0 for a flag or a list of lines.
 *
 * Everything stands on `split()` words and `split("\n")` lines that other families share: most is asked once per distinct word.
 */
const word: WordFacts = { medianLength: 0, symbolWords: 0, alphaWords: 0, requiredWords: 0, tokens: 0, pieces: 0, naughty: false, javascriptWord: false, javascript: false, count: 0, letters: 0 };
const line: LineFacts = { bullets: 0, ellipses: 0, copies: 0, copiedLetters: 0, emptyLines: 0, unmarked: 0, short: 0 };
const MOST_QUESTION_MARKS = 10_000;

/** Family `dolma`. */
export const dolma: SignalFamily<Shared> = {
  name: 'dolma',
  signals: DOLMA_SIGNALS,
  measure: (shared, out, at) => {
    const { cps, length } = shared, words = shared.of(SplitWords), lines = shared.of(FeedLines), ngrams = shared.of(SplitNGrams), points = shared.of(CodePointCounts);
    readWords(shared, words, word);
    readLines(cps, words, lines, line);
    const some = Math.max(words.count, 1), letters = Math.max(words.letters, 1);
    out[at] = length;
    out[at + 1] = words.count;
    out[at + 2] = word.medianLength;
    out[at + 3] = word.symbolWords / some;
    out[at + 4] = word.alphaWords / some;
    out[at + 5] = word.requiredWords;
    writeLines(out, at + 6, lines.count, line.copies, letters);
    for (let n = 2; n <= 4; n++) {
      const first = ngrams.topAt[n]!;
      out[at + 8 + n] = words.count < n ? NaN : (ngrams.topCount[n]! * (ngrams.before[first + n]! - ngrams.before[first]!)) / letters;
    }
    for (let n = 5; n <= 10; n++) out[at + 8 + n] = words.count < n ? NaN : ngrams.repeated[n]! / ngrams.letters[n]!;
    // `\n+` leaves the lines with something in them, and an empty item at either end that is a line feed.
    const edges = length === 0 ? 1 : (cps[0] === 0x0a ? 1 : 0) + (cps[length - 1] === 0x0a ? 1 : 0);
    const copiedEmpty = line.emptyLines > 1 ? line.emptyLines : 0;
    writeLines(out, at + 19, lines.count - line.emptyLines + edges, line.copies - copiedEmpty + (edges > 1 ? edges : 0), letters);
    const found = groupsOf(shared.of(ListedPhrases));
    out[at + 23] = lines.count;
    out[at + 24] = points.of[0x7b] === 0 ? 0 : 1;
    out[at + 25] = (found & LOREM) === 0 ? 0 : 1;
    out[at + 26] = word.javascriptWord ? 1 : 0;
    out[at + 27] = word.naughty || (found & NAUGHTY) !== 0 ? 1 : 0;
    out[at + 28] = line.unmarked;
    out[at + 29] = line.short;
    out[at + 30] = word.javascript ? 1 : 0;
    if (points.of[0x3f]! > MOST_QUESTION_MARKS) word.count = word.letters = 0;
    else {
      if (points.of[0x40] !== 0) addEmails(shared, lines, points.of[0x40]!, word);
      addPhones(shared, words, lines, word);
    }
    out[at + 31] = word.count;
    out[at + 32] = length === 0 ? -1 : (word.letters + length) / length;
    const sameSpaces = points.sum(PYTHON_ONLY_SPACES) === 0;
    out[at + 33] = 1 + (sameSpaces ? word.tokens : countTokens(shared));
    out[at + 34] = sameSpaces ? word.pieces + piecesBetween(shared, words) : countPieces(shared);
    out[at + 35] = points.bytes;
  },
};
/** White space for `split()`, ordinary characters for the tokenizers, whose tokens may then reach over several words. */
const PYTHON_ONLY_SPACES = [0x1c, 0x1d, 0x1e, 0x1f];

const writeLines = (out: Float64Array, at: number, lines: number, copies: number, letters: number): void => {
  out[at] = line.bullets / lines;
  out[at + 1] = line.ellipses / lines;
  out[at + 2] = copies / lines;
  out[at + 3] = line.copiedLetters / letters;
};

/** Which groups of phrases occur. */
const groupsOf = ({ count, found }: ListedPhrases): number => {
  let groups = 0;
  for (let k = 0; k < count; k++) groups |= found[k]!;
  return groups;
};
