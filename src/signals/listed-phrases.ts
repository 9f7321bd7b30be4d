import { extend } from '../text/scratch.js';
import type { Analysis, Shared } from '../text/shared.js';
import { SpacedPhrases } from '../text/spaced-phrases.js';
import { SplitWords } from '../text/split-words.js';
import { NAUGHTY_PHRASES } from './dolma/words.js';
import { POLICIES } from './nemo/policies.js';

/** Groups of phrases. */
export const LOREM = 1, NAUGHTY = 2, POLICY = 4;
const phrases = new SpacedPhrases(['lorem ipsum'], NAUGHTY_PHRASES, POLICIES);

/** Where the phrases of several words stand that Dolma and NeMo Curator look for, found in one pass for both: `shared.of(ListedPhrases)`. */
export class ListedPhrases implements Analysis {
  count = 0;
  /** The word (`SplitWords`) behind which the first space of a phrase stands, ascending, and the groups of such phrases. */
  words = new Int32Array(1024);
  found = new Int32Array(1024);

  read(shared: Shared): void {
    const { cps, length } = shared, words = shared.of(SplitWords);
    this.count = 0;
    for (let i = phrases.next(cps, length, words, 0, words.count); i < words.count; i = phrases.next(cps, length, words, i + 1, words.count)) {
      if (this.count === this.words.length) {
        this.words = extend(this.words, 2 * this.count, this.count);
        this.found = extend(this.found, 2 * this.count, this.count);
      }
      this.words[this.count] = i;
      this.found[this.count++] = phrases.found;
    }
  }
}
