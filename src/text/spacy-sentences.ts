import { reserve } from './scratch.js';
import { END } from './spacy-marks.js';
import { type SpacyTokens, isSpaceToken } from './spacy-words.js';

/**
 * Sentences of spaCy's `sentencizer` (explosion/spaCy v3.8.18, spacy/pipeline/sentencizer.pyx): after a word that is one of its end marks the next one begins
 * with the first token that is neither punctuation nor a mark, white space included. "Really?! (Yes.) ..." is one sentence, "Really? \n!" is two.
 */
export class SpacySentences {
  count = 0;
  /** Sentence k goes from word `starts[k]` to before the next one's; a sentence of white space alone at the very end is not among them. */
  starts = new Int32Array(1024);
  /** The last sentence has its end mark: white space behind it would be a sentence of its own. */
  isEnded = false;

  /** Takes words [first, last). */
  read(tokens: SpacyTokens, cps: Int32Array, first: number, last: number): this {
    this.starts = reserve(this.starts, last - first);
    const { starts } = this, { starts: from, ends: to, ids, marks } = tokens;
    let count = 0, isEnded = true;
    for (let i = first; i < last; i++) {
      const mark = marks[ids[i]!]!;
      if (isEnded && (mark === 0 || count === 0 || isSpaceToken(cps, to[i - 1]!, from[i]!))) {
        starts[count++] = i;
        isEnded = false;
      }
      if ((mark & END) !== 0) isEnded = true;
    }
    this.count = count;
    this.isEnded = isEnded && count > 0;
    return this;
  }
}
