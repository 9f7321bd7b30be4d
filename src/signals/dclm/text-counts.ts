import { LOWER_MASK, table } from '../../text/code-points.js';
import type { SplitWords } from '../../text/split-words.js';
import { stopWordBit } from '../../text/stop-words.js';
import { ALNUM, FIELD_END, LETTER, PICTOGRAPH, wordBreaks } from '../../text/word-break.js';

/**
 * What DCLM counts on a text without comparing parts of it: words by `str.split()`, tokens by fastText, symbols and stop words.
 *
 * fastText ends a token at ASCII white space only and makes one more token (`</s>`) of each line feed; DCLM leaves out the tokens that do
 * not begin with a letter or number, or, where punctuation counts, those that are white space throughout. Symbols are the separate,
 * non-overlapping counts of `#`, `...`, `. . .` and U+2026, summed.
 */
export class TextCounts {
  /** Words of `split()`, the code points in them, those without a letter. */
  words = 0;
  letters = 0;
  wordsWithoutLetter = 0;
  alnum = 0;
  symbols = 0;
  /** An Extended_Pictographic code point is there. */
  hasPictograph = false;
  /** fastText tokens that begin with a letter or number, and all that are not white space (line feeds included). */
  tokens = 0;
  allTokens = 0;
  /** Occurrences of the eight stop words, lower-cased, and how many different ones. */
  stopWords = 0;
  stopWordsUnique = 0;

  /** Counts in `cps[0, length)`, of whose runs between white space each distinct one is looked at once; their code points have entries in `wordBreaks` (`Uax29Words` was here). */
  read(cps: Int32Array, length: number, runs: SplitWords): this {
    const { letterKinds, distinct: { distinct, counts, starts, ends } } = runs, classes = wordBreaks;
    let withoutLetter = 0, alnum = 0, symbols = 0, stopWords = 0, stopBits = 0, seenAnywhere = 0, hasLoneStop = false;
    for (let id = 0; id < distinct; id++) {
      const count = counts[id]!, start = starts[id]!, end = ends[id]!;
      let seen = LETTER, alnumHere = end - start, symbolsHere = 0;
      if (letterKinds[id] === 0) {
        let stops = 0;
        seen = alnumHere = 0;
        for (let i = start; i < end; i++) {
          const cp = cps[i]!, kinds = classes[cp]!;
          seen |= kinds;
          alnumHere += (kinds & ALNUM) === 0 ? 0 : 1;
          if (cp === STOP) { if (++stops === 3) { symbolsHere++; stops = 0; } }
          else {
            stops = 0;
            if (cp === 0x23 || cp === 0x2026) symbolsHere++;
          }
        }
      }
      seenAnywhere |= seen;
      alnum += count * alnumHere;
      symbols += count * symbolsHere;
      if ((seen & LETTER) === 0) {
        withoutLetter += count;
        hasLoneStop ||= end - start === 1 && cps[start] === STOP;
      }
      if (end - start >= 2 && end - start <= 4) {
        const bit = bitOf(cps, start, end);
        if (bit !== 0) { stopWords += count; stopBits |= bit; }
      }
    }
    this.words = runs.count;
    this.letters = runs.letters;
    this.wordsWithoutLetter = withoutLetter;
    this.alnum = alnum;
    this.symbols = symbols + (hasLoneStop ? spacedStops(cps, runs) : 0);
    this.hasPictograph = (seenAnywhere & PICTOGRAPH) !== 0;
    this.countTokens(cps, length, runs);
    this.stopWords = stopWords;
    this.stopWordsUnique = 0;
    for (; stopBits !== 0; stopBits &= stopBits - 1) this.stopWordsUnique++;
    return this;
  }

  private countTokens(cps: Int32Array, length: number, { count, starts, ends }: SplitWords): void {
    const classes = wordBreaks;
    // Does a token begin here; has the one we are in a word yet.
    let tokens = 0, allTokens = 0, isStart = true, hasWord = false;
    for (let k = 0, at = 0; ; k++) {
      for (const start = k < count ? starts[k]! : length; at < start; at++) {
        isStart = (classes[cps[at]!]! & FIELD_END) !== 0;
        if (isStart) hasWord = false;
        if (cps[at] === LF) allTokens++;
      }
      if (k === count) break;
      if (isStart && (classes[cps[at]!]! & ALNUM) !== 0) tokens++;
      if (!hasWord) allTokens++;
      isStart = false;
      hasWord = true;
      at = ends[k]!;
    }
    this.tokens = tokens;
    this.allTokens = allTokens;
  }
}

const STOP = 0x2e, SPACE = 0x20, LF = 0x0a;

/** Occurrences of `. . .`, one after the other: the one in the middle is a run of its own. */
const spacedStops = (cps: Int32Array, { count, starts, ends }: SplitWords): number => {
  let found = 0;
  for (let k = 1, free = 0; k + 1 < count; k++) {
    const at = starts[k]!;
    if (ends[k] !== at + 1 || cps[at] !== STOP || at - 2 < free) continue;
    if (cps[at - 1] !== SPACE || cps[at - 2] !== STOP || cps[at + 1] !== SPACE || cps[at + 2] !== STOP) continue;
    found++;
    free = at + 3;
  }
  return found;
};

/** How many fastText tokens of `cps[start, end)` begin with a letter or number. */
export const countTokens = (cps: Int32Array, start: number, end: number): number => {
  let tokens = 0, isStart = true;
  for (let i = start; i < end; i++) {
    const kinds = wordBreaks[cps[i]!]!;
    if (isStart && (kinds & ALNUM) !== 0) tokens++;
    isStart = (kinds & FIELD_END) !== 0;
  }
  return tokens;
};

/** The bit of a stop word whatever its case. No letter beyond ASCII has one of theirs as its lower case. */
const bitOf = (cps: Int32Array, start: number, end: number): number => {
  let code = 0;
  for (let i = start; i < end; i++) {
    if (cps[i]! > 0x7f) return 0;
    code = (code << 7) | (table[cps[i]!]! & LOWER_MASK);
  }
  return stopWordBit(code);
};
