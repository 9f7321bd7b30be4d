import type { FeedLines } from '../../text/feed-lines.js';
import { Repeats } from '../../text/repeats.js';
import { LOREM, POLICY, type ListedPhrases } from '../listed-phrases.js';

/** Counts over the items of `split("\n\n")`, empty ones included. */
export interface ParagraphFacts {
  paragraphs: number;
  letters: number;
  distinct: number;
  distinctLetters: number;
  /** Paragraphs with a policy phrase. */
  boilerplate: number;
  /** Some paragraph has "lorem ipsum". */
  lorem: boolean;
}

const repeats = new Repeats();

/**
 * Fills `facts`. A paragraph is a range of lines and two are equal when their lines are, so the numbers of the lines are compared: an empty
 * line that is not the last ends the paragraph before it and is used up, so of `a\n\n\nb` the second paragraph is `\nb`.
 */
export const readParagraphs = (phrases: ListedPhrases, lines: FeedLines, facts: ParagraphFacts): void => {
  const { count, starts, ends, ids, firstWord } = lines;
  repeats.clear();
  facts.paragraphs = facts.letters = facts.distinct = facts.distinctLetters = facts.boilerplate = 0;
  facts.lorem = false;
  for (let first = 0, next = 0; first < count;) {
    let past = first + 1;
    while (past < count && (starts[past] !== ends[past] || past === count - 1)) past++;
    const letters = ends[past - 1]! - starts[first]!;
    facts.paragraphs++;
    facts.letters += letters;
    if (!repeats.seen(ids, first, past)) { facts.distinct++; facts.distinctLetters += letters; }
    let found = 0;
    for (const end = firstWord[past]!; next < phrases.count && phrases.words[next]! < end; next++) found |= phrases.found[next]!;
    if ((found & POLICY) !== 0) facts.boilerplate++;
    if ((found & LOREM) !== 0) facts.lorem = true;
    first = past + 1;
  }
};
