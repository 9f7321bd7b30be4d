import { LOWER_MASK, SPACE, table } from '../../text/code-points.js';
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

  /** Counts `cps[0, length)`, each of which has its entry in `wordBreaks` (`Uax29Words` was here). About 3 ns a code point. */
  read(cps: Int32Array, length: number): this {
    const entries = table, classes = wordBreaks;
    let words = 0, letters = 0, withoutLetter = 0, alnum = 0, symbols = 0, tokens = 0, allTokens = 0, stopWords = 0, stopBits = 0;
    // Does a fastText token begin here; has the one we are in a word yet; where the last `...` and `. . .` ended.
    let seenAnywhere = 0, isTokenStart = true, hasWord = false, dotsEnd = 0, spacedEnd = 0;
    for (let i = 0; i < length;) {
      for (; i < length && (entries[cps[i]!]! & SPACE) !== 0; i++) {
        if ((classes[cps[i]!]! & FIELD_END) !== 0) {
          isTokenStart = true;
          hasWord = false;
          if (cps[i] === 0x0a) allTokens++;
        } else isTokenStart = false;
      }
      if (i === length) break;
      const start = i;
      if (isTokenStart) { tokens += (classes[cps[i]!]! & ALNUM) === 0 ? 0 : 1; isTokenStart = false; }
      if (!hasWord) { allTokens++; hasWord = true; }
      let seen = 0;
      for (; i < length; i++) {
        const cp = cps[i]!;
        if ((entries[cp]! & SPACE) !== 0) break;
        const kinds = classes[cp]!;
        seen |= kinds;
        alnum += (kinds & ALNUM) === 0 ? 0 : 1;
        if (cp === 0x2e) {
          if (i - 2 >= dotsEnd && cps[i - 1] === 0x2e && cps[i - 2] === 0x2e) { symbols++; dotsEnd = i + 1; }
          if (i - 4 >= spacedEnd && cps[i - 1] === 0x20 && cps[i - 2] === 0x2e && cps[i - 3] === 0x20 && cps[i - 4] === 0x2e) { symbols++; spacedEnd = i + 1; }
        } else if (cp === 0x23 || cp === 0x2026) symbols++;
      }
      words++;
      seenAnywhere |= seen;
      letters += i - start;
      if ((seen & LETTER) === 0) withoutLetter++;
      if (i - start >= 2 && i - start <= 4) {
        const bit = bitOf(cps, start, i);
        if (bit !== 0) { stopWords++; stopBits |= bit; }
      }
    }
    this.words = words;
    this.letters = letters;
    this.wordsWithoutLetter = withoutLetter;
    this.alnum = alnum;
    this.symbols = symbols;
    this.hasPictograph = (seenAnywhere & PICTOGRAPH) !== 0;
    this.tokens = tokens;
    this.allTokens = allTokens;
    this.stopWords = stopWords;
    this.stopWordsUnique = 0;
    for (; stopBits !== 0; stopBits &= stopBits - 1) this.stopWordsUnique++;
    return this;
  }
}

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
