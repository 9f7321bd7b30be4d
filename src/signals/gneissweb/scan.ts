import { SPACE, WORD, table } from '../../text/code-points.js';
import type { Shared } from '../../text/shared.js';

/** What textstat counts in a text. */
export interface Counts {
  /** White-space tokens that have a word character, and those of them with at most three. */
  words: number;
  miniwords: number;
  /** Sentences of more than two words; at least 1. */
  sentences: number;
  /** Code points that are no white space; word characters. */
  chars: number;
  letters: number;
  /** Milliseconds: 14.69 a code point, added up token by token as textstat does. */
  reading: number;
}

const DOT = 0x2e, EXCLAMATION = 0x21, QUESTION = 0x3f, MS_PER_CHAR = 14.69;

/**
 * One pass. textstat deletes everything but word characters and white space and splits what is left; its sentences are the matches of
 * `\b[^.!?]+[.!?]*`, each of which lies between two of these marks. So a mark ends a word of the sentence, though not of the text: "e.g." is
 * one word there and two here.
 */
export const scan = ({ cps, length }: Shared, counts: Counts): void => {
  const entries = table;
  let words = 0, miniwords = 0, sentences = 0, letters = 0, spaces = 0, reading = 0;
  // Of the token so far: code points and word characters; of the sentence so far: words, and whether one is open.
  let size = 0, core = 0, inSentence = 0, open = 0;
  for (let i = 0; i < length; i++) {
    const cp = cps[i]!, p = entries[cp]!;
    if ((p & WORD) !== 0) {
      size++;
      core++;
      open = 1;
    } else if ((p & SPACE) !== 0) {
      spaces++;
      inSentence += open;
      open = 0;
      if (size === 0) continue;
      reading += size * MS_PER_CHAR;
      if (core > 0) {
        letters += core;
        words++;
        if (core <= 3) miniwords++;
      }
      size = core = 0;
    } else {
      size++;
      if (cp === DOT || cp === QUESTION || cp === EXCLAMATION) {
        if (inSentence + open > 2) sentences++;
        inSentence = open = 0;
      }
    }
  }
  if (size > 0) reading += size * MS_PER_CHAR;
  if (core > 0) {
    letters += core;
    words++;
    if (core <= 3) miniwords++;
  }
  if (inSentence + open > 2) sentences++;
  counts.words = words;
  counts.miniwords = miniwords;
  counts.sentences = Math.max(1, sentences);
  counts.chars = length - spaces;
  counts.letters = letters;
  counts.reading = reading;
};
