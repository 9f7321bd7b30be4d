import type { Analysis, Shared } from '../text/shared.js';
import { badWordsOf, hasBadWord } from './bad-words.js';

/** Does an entry of the C4 bad-word list of the document's language occur in its text? */
export class BadWordInText implements Analysis {
  /** 0 or 1; NaN for a language without a list. */
  found = NaN;

  read(shared: Shared): void {
    const list = badWordsOf(shared.lang), { cps, start, end } = shared.lowerable(0, shared.length);
    this.found = list === null ? NaN : hasBadWord(list, cps, start, end) ? 1 : 0;
  }
}
