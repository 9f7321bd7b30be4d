import { PUNCTUATION, SPACE, WORD, table } from '../../text/code-points.js';
import { badWordsOf, isBadWordAt, isMarkedEntryAt } from './bad-words.js';
import { isLetter } from './letters.js';
import { mayBeIpsum } from './lorem-ipsum.js';
import type { Shared } from '../../text/shared.js';

/** What data-prep-kit counts in a text, word by word. */
export interface Counts {
  words: number;
  /** Code points in words. */
  letters: number;
  /** Words with a # or three dots in a row; with a letter. */
  symbolic: number;
  alphabetic: number;
  /** Matches of `\b[^.!?]+[.!?]*`. */
  sentences: number;
  /** Ideographic full stops. */
  kutens: number;
  opening: number;
  closing: number;
  /** Place of the first hiragana or katakana, -1 = none. */
  firstKana: number;
  /** A word may begin with "ipsum". */
  hasIpsum: boolean;
  /** NaN when the language has no list. */
  badWord: number;
}

const HASH = 0x23, DOT = 0x2e, EXCLAMATION = 0x21, QUESTION = 0x3f, OPENING = 0x7b, CLOSING = 0x7d, KUTEN = 0x3002, SMALL_I = 0x69, DOTLESS_I = 0x131;

/** One pass over the text. A sentence is what lies between marks . ! ? and has a word character in it, which is what the regex matches. */
export const scan = ({ cps, length, lang }: Shared, counts: Counts): void => {
  const entries = table, list = badWordsOf(lang), isJapanese = lang === 'ja';
  let spaces = 0, words = 0, symbolic = 0, alphabetic = 0, sentences = 0, kutens = 0, opening = 0, closing = 0, firstKana = -1;
  let inWord = false, inRun = false, symbol = 0, letter = 0, sentence = 0, dots = 0, isSeeking = list !== null, hasIpsum = false;
  for (let i = 0; i < length; i++) {
    const cp = cps[i]!, p = entries[cp]!;
    if ((p & SPACE) !== 0) {
      spaces++;
      inRun = false;
      if (inWord) {
        inWord = false;
        symbolic += symbol;
        alphabetic += letter;
        symbol = letter = dots = 0;
      }
      continue;
    }
    if (!inWord) {
      inWord = true;
      words++;
      const mayBe = (cp | 0x20) === SMALL_I || (p & PUNCTUATION) !== 0 || cp === DOTLESS_I || isJapanese;
      if (mayBe && !hasIpsum) hasIpsum = mayBeIpsum(cps, length, i, lang);
    }
    if ((p & WORD) !== 0) {
      if (!inRun) {
        inRun = true;
        if (isSeeking && isBadWordAt(list!, cps, length, i)) isSeeking = false;
      }
      sentence = 1;
      dots = 0;
      if (cp < 0x80) { if (((cp | 0x20) - 0x61) >>> 0 < 26) letter = 1; }
      else {
        if (letter === 0 && isLetter(cp)) letter = 1;
        if (firstKana < 0 && ((cp >= 0x3041 && cp <= 0x3093) || (cp >= 0x30a1 && cp <= 0x30f3))) firstKana = i;
      }
      continue;
    }
    if (inRun) {
      inRun = false;
      if (isSeeking && cp > 0x7f && isMarkedEntryAt(list!, cps, length, i)) isSeeking = false;
    }
    if (cp === DOT) {
      sentences += sentence;
      sentence = 0;
      if (++dots === 3) symbol = 1;
      continue;
    }
    dots = 0;
    switch (cp) {
      case EXCLAMATION: case QUESTION: sentences += sentence; sentence = 0; break;
      case HASH: symbol = 1; break;
      case OPENING: opening++; break;
      case CLOSING: closing++; break;
      case KUTEN: kutens++; break;
      default:
    }
  }
  counts.words = words;
  counts.letters = length - spaces;
  counts.symbolic = symbolic + symbol;
  counts.alphabetic = alphabetic + letter;
  counts.sentences = sentences + sentence;
  counts.kutens = kutens;
  counts.opening = opening;
  counts.closing = closing;
  counts.firstKana = firstKana;
  counts.hasIpsum = hasIpsum;
  counts.badWord = list === null ? NaN : isSeeking ? 0 : 1;
};
