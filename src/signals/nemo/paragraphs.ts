import type { FeedLines } from '../../text/feed-lines.js';
import { Repeats } from '../../text/repeats.js';
import type { Shared } from '../../text/shared.js';
import { SpacedPhrases } from '../../text/spaced-phrases.js';
import type { SplitWords } from '../../text/split-words.js';

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

/** `policy_substrings` of nemo_curator/stages/text/utils/constants.py (Apache-2.0) without two long ones that hold "uses cookies". */
const POLICIES = [
  'terms of use', 'privacy policy', 'cookie policy', 'uses cookies', 'privacy overview', 'use of cookies', 'use cookies', 'privacy & cookies policy', 'privacy and cookies policy',
  'necessary cookies are absolutely essential for the website to function properly. this category only includes cookies that ensures basic functionalities and security '
    + 'features of the website. these cookies do not store any personal information.',
  'any cookies that may not be particularly necessary for the website to function and is used specifically to collect user personal data via analytics, ads, other embedded '
    + 'contents are termed as non-necessary cookies. it is mandatory to procure user consent prior to running these cookies on your website.',
  'if you continue to browse this site without changing your cookie settings, you agree to this use. acceptread more',
];
const LOREM = 1, POLICY = 2;
const phrases = new SpacedPhrases(['lorem ipsum'], POLICIES), repeats = new Repeats();

/**
 * Fills `facts`. A paragraph is a range of lines and two are equal when their lines are, so the numbers of the lines are compared: an empty
 * line that is not the last ends the paragraph before it and is used up, so of `a\n\n\nb` the second paragraph is `\nb`.
 */
export const readParagraphs = ({ cps, length }: Shared, words: SplitWords, lines: FeedLines, facts: ParagraphFacts): void => {
  const { count, starts, ends, ids, firstWord } = lines;
  repeats.clear();
  facts.paragraphs = facts.letters = facts.distinct = facts.distinctLetters = facts.boilerplate = 0;
  facts.lorem = false;
  for (let first = 0; first < count;) {
    let past = first + 1;
    while (past < count && (starts[past] !== ends[past] || past === count - 1)) past++;
    const letters = ends[past - 1]! - starts[first]!;
    facts.paragraphs++;
    facts.letters += letters;
    if (!repeats.seen(ids, first, past)) { facts.distinct++; facts.distinctLetters += letters; }
    let found = 0;
    for (let i = firstWord[first]!, end = firstWord[past]!; i < end && found !== (LOREM | POLICY); i++) {
      i = phrases.next(cps, length, words, i, end);
      if (i < end) found |= phrases.found;
    }
    if ((found & POLICY) !== 0) facts.boilerplate++;
    if ((found & LOREM) !== 0) facts.lorem = true;
    first = past + 1;
  }
};
