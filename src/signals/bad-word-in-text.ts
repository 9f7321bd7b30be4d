import type { Analysis, Shared } from '../text/shared.js';
import { SplitWords } from '../text/split-words.js';
import { badWordsOf, hasBadWord, hasBadWordInRuns } from './bad-words.js';

/** Does an entry of the C4 bad-word list of the document's language occur in its text? */
export class BadWordInText implements Analysis {
  /** 0 or 1; NaN for a language without a list. */
  found = NaN;

  read(shared: Shared): void {
    const list = badWordsOf(shared.lang), { cps, start, end } = shared.lowerable(0, shared.length);
    if (list === null) this.found = NaN;
    // Runs are places of the text as it is.
    else this.found = (cps === shared.cps ? hasBadWordInRuns(list, cps, end, shared.of(SplitWords)) : hasBadWord(list, cps, start, end)) ? 1 : 0;
  }
}
