import { BLANK, DECIMAL, LETTER, NUMBER, PUNCTUATION_MARK, TOKEN, letterClass } from '../../text/letters.js';
import type { Shared } from '../../text/shared.js';
import type { SplitWords } from '../../text/split-words.js';

/*
 * How many pieces OLMo's pre-tokenizer makes of a text (allenai/dolma@669f534 taggers/length.py OlmoPreTokenizerV1): every mark and every
 * decimal digit is a piece of its own, with the plain space before it; the rest is cut by GPT-2's pattern, which never sees a contraction
 * because `'` is a mark. So there is one piece for
 *   - each mark and digit, and each run of letters, of other numbers, of anything else; a plain space before any of them belongs to it
 *   - what a run of white space has before that space, if anything. A last code point that is no plain space stands alone, but not before
 *     a mark, a digit or the end of the text, where a piece ends and takes the whole run.
 * The first kind lies inside words and is counted once per distinct word (`words.ts`), the second between them.
 */
export const ALONE = PUNCTUATION_MARK | DECIMAL, PIECES = LETTER | NUMBER | ALONE;

/** Pieces that are white space, where `split()` and the tokenizer agree on what that is. */
export const piecesBetween = ({ cps, length }: Shared, { count, starts, ends }: SplitWords): number => {
  let pieces = 0, from = 0;
  for (let i = 0; i < count; i++) {
    const to = starts[i]!;
    if (to - from !== 1 || cps[from] !== SPACE) pieces += piecesOfRun(cps, from, to, length);
    from = ends[i]!;
  }
  return pieces + piecesOfRun(cps, from, length, length);
};

const SPACE = 0x20;

/** Pieces that the white space [from, to) is, what belongs to the next piece not counted. */
const piecesOfRun = (cps: Int32Array, from: number, to: number, length: number): number => {
  if (from === to) return 0;
  if (to === length) return 1;
  if (cps[to - 1] === SPACE) return to - from > 1 ? 1 : 0;
  return to - from > 1 && (letterClass(cps[to]!) & ALONE) === 0 ? 2 : 1;
};

/** All pieces of a text that holds U+001C-001F. */
export const countPieces = ({ cps, length }: Shared): number => {
  let pieces = 0, before = -1;
  for (let i = 0; i < length;) {
    const kind = letterClass(cps[i]!);
    if ((kind & BLANK) === 0) {
      if ((kind & PIECES) !== before || (kind & ALONE) !== 0) pieces++;
      before = kind & PIECES;
      i++;
    } else {
      const start = i++;
      while (i < length && (letterClass(cps[i]!) & BLANK) !== 0) i++;
      pieces += piecesOfRun(cps, start, i, length);
      before = -1;
    }
  }
  return pieces;
};

/** Matches of \w+|[^\w\s]+ in a text that holds U+001C-001F. */
export const countTokens = ({ cps, length }: Shared): number => {
  let tokens = 0, before = BLANK;
  for (let i = 0; i < length; i++) {
    const kind = letterClass(cps[i]!) & (TOKEN | BLANK);
    if (kind !== before) { if (kind !== BLANK) tokens++; before = kind; }
  }
  return tokens;
};
