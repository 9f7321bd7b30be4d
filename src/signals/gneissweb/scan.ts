import { WORD, table } from '../../text/code-points.js';
import { MARKED, MarkedRuns, isMark } from '../../text/marked-runs.js';
import type { Shared } from '../../text/shared.js';
import { SplitWords } from '../../text/split-words.js';

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

const MS_PER_CHAR = 14.69, LEAST = 3;

/**
 * textstat deletes everything but word characters and white space and splits what is left; its sentences are the matches of
 * `\b[^.!?]+[.!?]*`, each of which lies between two of these marks. So a mark ends a word of the sentence, though not of the text: "e.g." is
 * one word there and two here.
 */
export const scan = (shared: Shared, counts: Counts): void => {
  const { cps } = shared, { count, letters: chars, ids, starts, ends } = shared.of(SplitWords), { marks, letters: lettersOf } = shared.of(MarkedRuns), entries = table;
  let words = 0, miniwords = 0, sentences = 0, letters = 0, reading = 0, inSentence = 0;
  for (let k = 0; k < count; k++) {
    const start = starts[k]!, end = ends[k]!, run = ids[k]!, core = lettersOf[run]!;
    reading += (end - start) * MS_PER_CHAR;
    letters += core;
    words += core > 0 ? 1 : 0;
    miniwords += core > 0 && core <= 3 ? 1 : 0;
    if ((marks[run]! & MARKED) === 0) { inSentence += core > 0 ? 1 : 0; continue; }
    let isOpen = 0;
    for (let i = start; i < end; i++) {
      if ((entries[cps[i]!]! & WORD) !== 0) isOpen = 1;
      else if (isMark(cps[i]!)) {
        if (inSentence + isOpen >= LEAST) sentences++;
        inSentence = isOpen = 0;
      }
    }
    inSentence += isOpen;
  }
  if (inSentence >= LEAST) sentences++;
  counts.words = words;
  counts.miniwords = miniwords;
  counts.sentences = Math.max(1, sentences);
  counts.chars = chars;
  counts.letters = letters;
  counts.reading = reading;
};
