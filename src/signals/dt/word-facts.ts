import type { Analysis, Shared } from '../../text/shared.js';
import { SpacyWords } from '../../text/spacy-words.js';
import { Spellings } from '../../text/spellings.js';
import { ALPHA, CAPITAL, NO_CAPITAL, SYMBOL, TITLE, character } from './characters.js';

const stopWords = new Spellings(['the', 'be', 'to', 'of', 'and', 'that', 'have', 'with']);
const SHORT = 3, LONG = 7;

/** What datatrove counts among the words of a text; each distinct word is looked at once. */
export class WordFacts implements Analysis {
  /** Code points in all words. */
  letters = 0;
  distinct = 0;
  /** Words with a character that is no symbol (`PUNCTUATION_SET`), and the code points in these. */
  solid = 0;
  solidLetters = 0;
  /** Words with a letter. */
  alpha = 0;
  /** Words of at most 3 and of at least 7 code points. */
  short = 0;
  long = 0;
  /** Words for which `str.isupper` and `str.istitle` hold. */
  upper = 0;
  title = 0;
  /** Gopher's stop words: occurrences, and how many of the eight occur. */
  stops = 0;
  distinctStops = 0;

  read(shared: Shared): void {
    const { counts, distinct: { distinct, starts, ends } } = shared.of(SpacyWords), { cps } = shared;
    this.letters = this.distinct = this.solid = this.solidLetters = this.alpha = this.short = this.long = this.upper = this.title = this.stops = this.distinctStops = 0;
    for (let id = 0; id < distinct; id++) {
      const count = counts[id]!, start = starts[id]!, end = ends[id]!, length = end - start;
      // Taken apart everywhere and put together again (`spacy-spans.ts`): no word of the text.
      if (count === 0) continue;
      let any = 0, all = SYMBOL;
      for (let i = start; i < end; i++) {
        const flags = character(cps[i]!);
        any |= flags;
        all &= flags;
      }
      this.distinct++;
      this.letters += count * length;
      if ((all & SYMBOL) === 0) { this.solid += count; this.solidLetters += count * length; }
      if ((any & ALPHA) !== 0) this.alpha += count;
      if (length <= SHORT) this.short += count;
      if (length >= LONG) this.long += count;
      if ((any & (CAPITAL | NO_CAPITAL)) === CAPITAL) this.upper += count;
      if ((any & (CAPITAL | TITLE)) !== 0 && isTitle(cps, start, end)) this.title += count;
      if (stopWords.find(cps, start, end) >= 0) { this.stops += count; this.distinctStops++; }
    }
  }
}

/** `str.istitle` of a word with a capital: capitals (title-case letters too) only where a letter with case does not stand before, small ones only where it does. */
const isTitle = (cps: Int32Array, start: number, end: number): boolean => {
  let afterCased = false;
  for (let i = start; i < end; i++) {
    const flags = character(cps[i]!), isCapital = (flags & (CAPITAL | TITLE)) !== 0, isCased = isCapital || (flags & NO_CAPITAL) !== 0;
    if (isCased && isCapital === afterCased) return false;
    afterCased = isCased;
  }
  return true;
};
