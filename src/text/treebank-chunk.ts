import { DIGIT, LOWER_MASK, WORD, table } from './code-points.js';

/*
 * The tokens of one run of code points without white space, as NLTK 3.8.1 `NLTKWordTokenizer` cuts it.
 *
 * NLTK sends a sentence through some 25 regexes that put spaces around things, then splits it. None of them looks across white space, but for the last
 * period of the sentence, which the caller finds. So a run is cut by itself: `cuts[k]` says whether a space stands before its k-th code point by now, and
 * the rules below are done in NLTK's order, each asking only for cuts that were made before it. Rules whose order makes no difference share a pass.
 *
 *   1  « “ ‘ „ and runs of ` alone; ` in pairs
 *   2  " at the beginning of the sentence, and " or '' behind a space or one of ( [ { <, become ``
 *   3  ' and one word character that is none of m t s d n: apart
 *   4  the last period; : and , unless a digit follows (a mark that was looked at as "what follows" is passed over)
 *   5  .. ; @ # $ % & ? ! alone; ' before a space apart; * ( ) [ ] { } < > and pairs of - alone
 *   6  » ” ’ alone; pairs of ' alone; any other " becomes ''
 *   7  's 'm 'd ' and 'll 're 've n't before a space, when something stands before them
 *   8  can|not gim|me gon|na got|ta lem|me wan|na d|'ye more|'n and, behind a space, 't|is 't|was
 */
export const OPEN = -1, CLOSE = -2;
const NONE = 0, INSIDE = 1;

/** Sets of ASCII characters and the quotation marks beyond them. */
const MARK = 1, SINGLE = 2, LATER = 4, BRACKET = 8;
const ascii = new Uint8Array(128);
for (const [bit, chars] of [[MARK, '`"\'([{<>]}):,.;@#$%&?!*-'], [SINGLE, ';@#$%&?!'], [LATER, '*()[]{}<>'], [BRACKET, '([{<']] as const) {
  for (const char of chars) ascii[char.charCodeAt(0)]! |= bit;
}
const is = (cp: number, bit: number): boolean => cp < 0x80 && (ascii[cp]! & bit) !== 0;
const isOpening = (cp: number): boolean => cp === 0xab || cp === 0x201c || cp === 0x2018 || cp === 0x201e;
const isClosing = (cp: number): boolean => cp === 0xbb || cp === 0x201d || cp === 0x2019;

/** Does a run with this code point need the rules? Any other is one token, unless rule 8 knows a word of it. */
export const isMark = (cp: number): boolean => (cp < 0x80 ? (ascii[cp]! & MARK) !== 0 : isOpening(cp) || isClosing(cp));

const QUOTE = 0x22, APOSTROPHE = 0x27, COMMA = 0x2c, HYPHEN = 0x2d, STOP = 0x2e, COLON = 0x3a, BACKTICK = 0x60;

/** The `(?i)` of Python: one code point in lower case, where i and s have two more capitals. */
const fold = (cp: number): number => (cp === 0x131 || cp === 0x130 ? 0x69 : cp === 0x17f ? 0x73 : table[cp]! & LOWER_MASK);

/** What stands around a run: a space (U+0020), other white space, or the beginning or end of the sentence. */
export const SPACED = 0, OTHERWISE = 1, EDGE = 2;

const pattern = (first: string, second: string): { readonly chars: readonly number[]; readonly cut: number } =>
  ({ chars: Array.from(first + second, (char) => char.charCodeAt(0)), cut: first.length });
const CONTRACTIONS = [['can', 'not'], ['d', "'ye"], ['gim', 'me'], ['gon', 'na'], ['got', 'ta'], ['lem', 'me'], ['more', "'n"], ['wan', 'na']].map(([a, b]) => pattern(a!, b!));
const WANNA = CONTRACTIONS.at(-1)!, LONGEST = 6;
/** Their first letters are ASCII, c d g l m w. */
const mayBegin = (cp: number): boolean => { const small = cp | 0x20; return small === 0x63 || small === 0x64 || small === 0x67 || small === 0x6c || small === 0x6d || small === 0x77; };
const AFTER_SPACE = [pattern("'t", 'is'), pattern("'t", 'was')];

export class TreebankChunk {
  /** `cuts[k]` is 1 when a token begins at the k-th code point of the run; `quotes[k]` is OPEN or CLOSE when that token is such a quotation mark. */
  cuts = new Uint8Array(1024);
  quotes = new Int8Array(1024);

  /**
   * Cuts `cps[start, end)`.
   * @param before what stands before the run, `after` behind it: SPACED, OTHERWISE, EDGE
   * @param final place of the last period of the sentence, -1 none
   */
  cut(cps: Int32Array, start: number, end: number, before: number, after: number, final: number): void {
    const n = end - start;
    if (n + 2 > this.cuts.length) { this.cuts = new Uint8Array(2 * n + 2); this.quotes = new Int8Array(2 * n + 2); }
    const { cuts, quotes } = this;
    cuts.fill(0, 0, n + 2);
    quotes.fill(NONE, 0, n + 2);
    if (before === SPACED) cuts[0] = 1;
    if (after === SPACED) cuts[n] = 1;
    const hasApostrophes = this.openings(cps, start, n, before);
    // Rule 4. The end of the sentence is no space yet, but nothing of these rules asks for one there.
    if (final >= start && final < end) cuts[final - start] = cuts[final - start + 1] = 1;
    for (let k = 0; k < n; k++) {
      if (!isPause(cps[start + k]!)) continue;
      const isFollowed = k + 1 < n && cuts[k + 1] === 0;
      if (isFollowed && (table[cps[start + k + 1]!]! & DIGIT) !== 0) continue;
      cuts[k] = cuts[k + 1] = 1;
      if (isFollowed && isPause(cps[start + k + 1]!)) k++;
    }
    this.singles(cps, start, n, hasApostrophes);
    if (before === EDGE) cuts[0] = 1;
    if (after === EDGE) cuts[n] = 1;
    this.closings(cps, start, n);
    if (hasApostrophes) this.clitics(cps, start, n);
    this.contractions(cps, start, n, hasApostrophes);
    cuts[0] = cuts[n] = 1;
  }

  /** Rules 1 to 3. Returns whether there is an apostrophe, which many of the others ask for. */
  private openings(cps: Int32Array, start: number, n: number, before: number): boolean {
    const { cuts, quotes } = this;
    let hasQuotes = false, hasApostrophes = false;
    for (let k = 0; k < n; k++) {
      const cp = cps[start + k]!;
      if (cp === APOSTROPHE) hasApostrophes = true;
      else if (cp === QUOTE) hasQuotes = true;
      else if (isOpening(cp)) cuts[k] = cuts[k + 1] = 1;
      else if (cp === BACKTICK) {
        const from = k;
        while (k + 1 < n && cps[start + k + 1] === BACKTICK) k++;
        for (let pair = from; pair <= k; pair += 2) cuts[pair] = 1;
        cuts[k + 1] = 1;
      }
    }
    if (!hasQuotes && !hasApostrophes) return false;
    const isFirst = before === EDGE && cps[start] === QUOTE;
    if (isFirst) { quotes[0] = OPEN; cuts[0] = cuts[1] = 1; }
    for (let k = isFirst ? 1 : 0; k < n; k++) {
      const length = cps[start + k] === QUOTE ? 1 : this.isPair(cps, start, n, k) ? 2 : 0;
      if (length === 0 || !(cuts[k] === 1 || (k > 0 && is(cps[start + k - 1]!, BRACKET)))) continue;
      quotes[k] = OPEN;
      if (length === 2) quotes[k + 1] = INSIDE;
      cuts[k] = cuts[k + length] = 1;
      // A quote right behind it still stood behind this one when NLTK looked, not behind a space.
      k += length;
    }
    for (let k = 0; k + 1 < n; k++) {
      if (cps[start + k] !== APOSTROPHE || quotes[k] !== NONE || cuts[k + 1] === 1) continue;
      const cp = cps[start + k + 1]!;
      if ((table[cp]! & WORD) === 0 || isExcepted(fold(cp))) continue;
      if (k + 2 === n || cuts[k + 2] === 1 || (table[cps[start + k + 2]!]! & WORD) === 0) cuts[k + 1] = 1;
    }
    return hasApostrophes;
  }

  /** Rule 5. */
  private singles(cps: Int32Array, start: number, n: number, hasApostrophes: boolean): void {
    const { cuts, quotes } = this;
    for (let k = 0; k < n; k++) {
      const cp = cps[start + k]!;
      if (is(cp, SINGLE)) cuts[k] = cuts[k + 1] = 1;
      else if (cp === STOP && k + 1 < n && cps[start + k + 1] === STOP) {
        cuts[k] = 1;
        while (k + 1 < n && cps[start + k + 1] === STOP) k++;
        cuts[k + 1] = 1;
      }
    }
    for (let k = 1; k < n && hasApostrophes; k++) {
      if (cps[start + k] === APOSTROPHE && quotes[k] === NONE && cuts[k + 1] === 1 && this.stands(cps, start, k)) cuts[k] = 1;
    }
    for (let k = 0; k < n; k++) {
      const cp = cps[start + k]!;
      if (is(cp, LATER)) cuts[k] = cuts[k + 1] = 1;
      else if (cp === HYPHEN && k + 1 < n && cps[start + k + 1] === HYPHEN) { cuts[k] = 1; cuts[++k + 1] = 1; }
    }
  }

  /** Rule 6. */
  private closings(cps: Int32Array, start: number, n: number): void {
    const { cuts, quotes } = this;
    for (let k = 0; k < n; k++) {
      const cp = cps[start + k]!;
      if (isClosing(cp)) cuts[k] = cuts[k + 1] = 1;
      else if (quotes[k] !== NONE) continue;
      else if (cp === QUOTE) { quotes[k] = CLOSE; cuts[k] = cuts[k + 1] = 1; }
      else if (this.isPair(cps, start, n, k)) { quotes[k] = CLOSE; quotes[k + 1] = INSIDE; cuts[k] = cuts[k + 2] = 1; k++; }
    }
  }

  /** Rule 7: first those of one letter, then the others, which see the spaces that the first ones got. */
  private clitics(cps: Int32Array, start: number, n: number): void {
    const { cuts, quotes } = this;
    for (let k = 0; k < n; k++) {
      if (cps[start + k] !== APOSTROPHE || quotes[k] !== NONE) continue;
      if (this.stands(cps, start, k) && (cuts[k + 1] === 1 || (k + 1 < n && cuts[k + 2] === 1 && isShort(cps[start + k + 1]!)))) cuts[k] = 1;
    }
    for (let k = 1; k + 2 < n; k++) {
      if (cuts[k + 1] === 1 || cuts[k + 2] === 1 || cuts[k + 3] === 0 || !this.stands(cps, start, k)) continue;
      const a = cps[start + k]!, b = cps[start + k + 1]!, c = cps[start + k + 2]!;
      if (a === APOSTROPHE ? isLong(b, c) : b === APOSTROPHE && isNot(a, c)) cuts[k] = 1;
    }
  }

  /** Rule 8. */
  private contractions(cps: Int32Array, start: number, n: number, hasApostrophes: boolean): void {
    const { cuts } = this;
    for (let k = 0; k < n;) {
      if ((table[cps[start + k]!]! & WORD) === 0) { k++; continue; }
      const from = k;
      do k++; while (k < n && cuts[k] === 0 && (table[cps[start + k]!]! & WORD) !== 0);
      if (k - from > LONGEST || !mayBegin(cps[start + from]!)) continue;
      for (const item of CONTRACTIONS) {
        if (!this.equals(cps, start + from, start + n, item.chars)) continue;
        const to = from + item.chars.length, isWhole = to === n || cuts[to] === 1;
        if (!this.isUncut(from, to) || !(isWhole || (item !== WANNA && (table[cps[start + to]!]! & WORD) === 0))) continue;
        cuts[from] = cuts[from + item.cut] = cuts[to] = 1;
        k = Math.max(k, to);
        break;
      }
    }
    if (!hasApostrophes) return;
    for (const item of AFTER_SPACE) {
      // Behind a contraction stands no space yet while its own rule looks.
      let made = -1;
      for (let k = 0; k + 3 < n; k++) {
        if (cps[start + k] !== APOSTROPHE || cuts[k] === 0 || k === made) continue;
        const to = k + item.chars.length;
        if (!this.equals(cps, start + k, start + n, item.chars) || !this.isUncut(k, to)) continue;
        if (to < n && cuts[to] === 0 && (table[cps[start + to]!]! & WORD) !== 0) continue;
        if (cuts[to] === 0) made = to;
        cuts[k + item.cut] = cuts[to] = 1;
      }
    }
  }

  /** Something other than a space or an apostrophe stands right before the k-th code point. */
  private stands(cps: Int32Array, start: number, k: number): boolean {
    return k > 0 && this.cuts[k] === 0 && cps[start + k - 1] !== APOSTROPHE;
  }

  private isPair(cps: Int32Array, start: number, n: number, k: number): boolean {
    return k + 1 < n && cps[start + k] === APOSTROPHE && cps[start + k + 1] === APOSTROPHE;
  }

  private isUncut(from: number, to: number): boolean {
    for (let k = from + 1; k < to; k++) if (this.cuts[k] === 1) return false;
    return true;
  }

  private equals(cps: Int32Array, at: number, end: number, chars: readonly number[]): boolean {
    if (at + chars.length > end) return false;
    for (let k = 0; k < chars.length; k++) if (fold(cps[at + k]!) !== chars[k]) return false;
    return true;
  }
}

/** Is cps[start, end), word characters only, one of the words of rule 8? */
export const isContraction = (cps: Int32Array, start: number, end: number): boolean =>
  (end - start === 5 || end - start === 6) && mayBegin(cps[start]!) && CONTRACTIONS.some(({ chars }) => chars.length === end - start && chars.every((char, k) => fold(cps[start + k]!) === char));

const isPause = (cp: number): boolean => cp === COMMA || cp === COLON;
/** m t s d n */
const isExcepted = (cp: number): boolean => cp === 0x6d || cp === 0x74 || cp === 0x73 || cp === 0x64 || cp === 0x6e;
/** s S m M d D */
const isShort = (cp: number): boolean => { const small = cp | 0x20; return cp < 0x80 && (small === 0x73 || small === 0x6d || small === 0x64); };
const pairs = (items: readonly string[]): ReadonlySet<number> => new Set(items.map((item) => (item.charCodeAt(0) << 8) | item.charCodeAt(1)));
const LONG = pairs(['ll', 'LL', 're', 'RE', 've', 'VE']), NOT = pairs(['nt', 'NT']);
const isLong = (a: number, b: number): boolean => a < 0x80 && b < 0x80 && LONG.has((a << 8) | b);
const isNot = (a: number, b: number): boolean => a < 0x80 && b < 0x80 && NOT.has((a << 8) | b);
