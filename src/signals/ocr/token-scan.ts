import { NOT_UPPER, UPPER, table } from '../../text/code-points.js';
import { DECIMAL, LETTER, PUNCTUATION_MARK, letterClass } from '../../text/letters.js';
import type { Shared } from '../../text/shared.js';
import { CAPITALS, SMALL, SplitWords } from '../../text/split-words.js';

/** Marks that stand inside a word or alone only where something was misread. */
const STRAY = new Set(Array.from('^~|\\{}<>*=!?#;"\u201c\u201d\u201e\u00ab\u00bb\u00ac\u00a6\u00a7\u00a4\u00a9\u00ae\u00b0\u2022\u25a0\u25a1\u00a2\u00a3\u00a5\u20ac', (char) => char.codePointAt(0)!));
/** Those of them that stand alone in clean texts, as bullets, signs and marks of French, German and markup, or as a cut-off sentence. */
const ALONE = new Set(Array.from('*=!?#;"\u201c\u201d\u201e\u00ab\u00bb|<>{}\u2022\u25a0\u25a1\u00a7\u00a9\u00ae\u00a2\u00a3\u00a5\u20ac', (char) => char.codePointAt(0)!));
const SLASH = 0x2f, AT = 0x40, REPLACEMENT = 0xfffd;
const MOST_EQUAL = 3;

/** What the white-space tokens of a text look like, each different one looked at once. */
export class TokenScan {
  count = 0;
  /** Tokens that look misread. */
  noisy = 0;
  /** Tokens with a letter, and those of them with one letter and no digit. */
  words = 0;
  singles = 0;
  private letters = 0;
  private digits = 0;

  read(shared: Shared): void {
    const { count, letterKinds, distinct: { distinct, counts, starts, ends } } = shared.of(SplitWords), { cps } = shared;
    this.count = count;
    this.noisy = this.words = this.singles = 0;
    for (let id = 0; id < distinct; id++) {
      const copies = counts[id]!;
      const kinds = letterKinds[id]!, start = starts[id]!, end = ends[id]!;
      if (kinds === SMALL || kinds === CAPITALS ? this.isStuttered(cps, start, end) : this.isNoisy(cps, start, end)) this.noisy += copies;
      if (this.letters === 0) continue;
      this.words += copies;
      if (this.letters === 1 && this.digits === 0) this.singles += copies;
    }
  }

  /** Does a token of ASCII letters in one case look misread? Sets `letters` and `digits`. */
  private isStuttered(cps: Int32Array, start: number, end: number): boolean {
    this.letters = end - start;
    this.digits = 0;
    // Only four equal ones in a row make it so; wherever they begin, some second place and the one behind it are equal.
    for (let i = start + 1; i + 1 < end; i += 2) if (cps[i] === cps[i + 1]) return this.isNoisy(cps, start, end);
    return false;
  }

  /** Looks at every code point of a token once; sets `letters` and `digits`. */
  private isNoisy(cps: Int32Array, start: number, end: number): boolean {
    let letters = 0, digits = 0, changes = 0, capitals = 0, equal = 1, isAddress = false, isBroken = false, isOdd = false;
    // `last`: LETTER or DECIMAL, what the last one was, 0 behind a mark. `strayed`, `addressed`: such a mark stands between this and the last letter or digit.
    let last = 0, lastCase = 0, previous = -1, afterLetter = false, strayed = false, addressed = false;
    for (let i = start; i < end; i++) {
      const cp = cps[i]!, p = letterClass(cp) & (LETTER | DECIMAL);
      if (p === 0) {
        if (cp === REPLACEMENT) isBroken = true;
        else if (cp === SLASH || cp === AT) addressed = letters + digits > 0;
        else if (afterLetter && STRAY.has(cp)) strayed = true;
        last = lastCase = changes = 0;
        previous = -1;
        continue;
      }
      if (p === LETTER) {
        letters++;
        if (strayed) isOdd = true;
        const kind = table[cp]! & (UPPER | NOT_UPPER);
        if (kind === UPPER && lastCase === NOT_UPPER) capitals++;
        lastCase = kind;
        equal = cp === previous ? equal + 1 : 1;
        if (equal > MOST_EQUAL) isOdd = true;
      } else {
        digits++;
        lastCase = 0;
        equal = 1;
      }
      if (last !== 0 && p !== last && ++changes > 1) isOdd = true;
      if (addressed) isAddress = true;
      last = p;
      previous = cp;
      strayed = false;
      afterLetter = p === LETTER;
    }
    this.letters = letters;
    this.digits = digits;
    if (isBroken) return true;
    if (letters + digits === 0) return isOddMark(cps, start, end);
    return !isAddress && (isOdd || capitals > 1);
  }
}

/** A token without letter and digit: marks of more than one kind (emoji are none), or a single stray one. */
const isOddMark = (cps: Int32Array, start: number, end: number): boolean => {
  const first = cps[start]!;
  if (end - start === 1) return STRAY.has(first) && !ALONE.has(first);
  let differs = false;
  for (let i = start; i < end; i++) {
    const cp = cps[i]!;
    if (cp >= 0x80 && (letterClass(cp) & PUNCTUATION_MARK) === 0 && !STRAY.has(cp)) return false;
    if (cp !== first) differs = true;
  }
  return differs;
};
