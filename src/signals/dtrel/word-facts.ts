import type { Analysis, Shared } from '../../text/shared.js';
import { TreebankWords } from '../../text/treebank-words.js';
import { WordSet } from '../../text/word-set.js';
import { ALPHA, PUNCTUATION, character } from '../dt/characters.js';

const stopWords = new WordSet(['the', 'be', 'to', 'of', 'and', 'that', 'have', 'with'], false);

/** What the release counts among the words of a text; each distinct word is looked at once. */
export class ReleaseWordFacts implements Analysis {
  /** Words with a character that is none of the 129 of PUNCTUATION_SET, and the code points in these. */
  solid = 0;
  solidLetters = 0;
  /** Words with a letter. */
  alpha = 0;
  /** Occurrences of Gopher's eight stop words. */
  stops = 0;

  read(shared: Shared): void {
    const { spelling, distinct: { distinct, counts, starts, ends } } = shared.of(TreebankWords);
    this.solid = this.solidLetters = this.alpha = this.stops = 0;
    for (let id = 0; id < distinct; id++) {
      const count = counts[id]!, start = starts[id]!, end = ends[id]!;
      let any = 0, all = PUNCTUATION;
      for (let i = start; i < end; i++) {
        const flags = character(spelling[i]!);
        any |= flags;
        all &= flags;
      }
      if ((all & PUNCTUATION) === 0) { this.solid += count; this.solidLetters += count * (end - start); }
      if ((any & ALPHA) !== 0) this.alpha += count;
      if (stopWords.has(spelling, start, end)) this.stops += count;
    }
  }
}
