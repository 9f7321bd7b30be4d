import type { Analysis, Shared } from '../../text/shared.js';
import { SpacySentences } from '../../text/spacy-sentences.js';
import { SpacyTokens, SpacyWords, isSpaceToken } from '../../text/spacy-words.js';
import { DEFAULT, KeptLines, WITHOUT_MARKS } from './kept-lines.js';
import { hasWords } from './part.js';

const edited = new SpacyTokens(), sentences = new SpacySentences();

/** A page behind datatrove's C4 loop, in its default form and without the test of end marks. */
export class Page implements Analysis {
  /** Lines with an end mark, all of which are in `all` too. */
  readonly marked = new KeptLines();
  readonly all = new KeptLines();
  /** spaCy sentences, line by line; NaN where words are not defined. */
  markedSentences = 0;
  allSentences = 0;
  /** spaCy words of all kept lines; NaN where words are not defined. */
  words = 0;

  read(shared: Shared): void {
    const { marked, all } = this;
    shared.keep(DEFAULT, marked);
    shared.keep(WITHOUT_MARKS, all);
    this.markedSentences = this.allSentences = this.words = hasWords(shared) ? 0 : NaN;
    if (!hasWords(shared)) return;
    const { cps, length } = shared, text = shared.of(SpacyWords);
    for (let k = 0, m = 0, word = 0; k < all.lines; k++) {
      const start = all.starts[k]!, end = all.ends[k]!;
      let tokens: SpacyTokens = text, first = 0, last: number;
      if (start < length) {
        // No word crosses a line, so the words of a line are words of the text.
        while (word < text.count && text.starts[word]! < start) word++;
        first = word;
        while (word < text.count && text.starts[word]! < end) word++;
        last = word;
      } else {
        tokens = edited.readRange(cps, start, end);
        last = tokens.count;
      }
      const found = countIn(tokens, cps, first, last, end);
      this.words += last - first;
      this.allSentences += found;
      if (m < marked.lines && marked.starts[m] === start) { m++; this.markedSentences += found; }
    }
  }
}

/** Sentences of a line: `split_into_sentences` finds one in an empty line, and counts white space behind the last one. */
const countIn = (tokens: SpacyTokens, cps: Int32Array, first: number, last: number, end: number): number => {
  if (first === last) return 1;
  const { count, isEnded } = sentences.read(tokens, cps, first, last);
  return count + (isEnded && isSpaceToken(cps, tokens.ends[last - 1]!, end) ? 1 : 0);
};
