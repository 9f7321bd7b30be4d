import { BREAK, DIGIT, LOWER_MASK, PUNCTUATION, SPACE, WORD, table } from './code-points.js';
import { compilePhrases } from './phrases.js';
import { extend } from './scratch.js';

/*
 * The lines of a page as the C4 loop sees them.
 *
 * Both C4 variants (tensorflow/datasets c4_utils.clean_page and datatrove C4QualityFilter) take `text.splitlines()`, strip a line, drop it
 * when a token is longer than 1,000 code points, delete citation marks, and then ask a fixed list of questions. What they ask is measured
 * here once per line, in one pass; which answers keep a line is each variant's business (`kept-text.ts`). Lines with fewer than three
 * tokens or with an overlong one are kept by no variant and are not recorded.
 *
 * A citation mark is `\[\d*\]`, `[edit]` or `[citation needed]`. A line that has one is copied without it behind the text, in the same
 * array, so that a line is always one range of that array.
 *
 *   facts   6 numbers a line: start, end (after citations), tokens before and after citations, sentences, findings
 *
 * Sentences are the matches of RedPajama-V2's `\b[^.!?]+[.!?]*` inside the line: as many as there are stretches between `.` `!` `?` that
 * hold a word character.
 */
export const START = 0, END = 1, TOKENS_BEFORE = 2, TOKENS = 3, SENTENCES = 4, FOUND = 5, SIZE = 6;

/** Bits of the findings of a line. */
export const LOREM = 1, JAVASCRIPT = 2, POLICY = 0xfc, CURLY = 1 << 8;
const BRACKET = 1 << 9;
const PHRASES = compilePhrases([
  'lorem ipsum', 'javascript',
  'terms of use', 'privacy policy', 'cookie policy', 'uses cookies', 'use of cookies', 'use cookies',
]);
const MIN_TOKENS = 3, MAX_TOKEN = 1000;

export class PageLines {
  count = 0;
  facts = new Int32Array(1024);
  private tokens = 0;
  private longest = 0;
  private sentences = 0;
  private found = 0;

  /**
   * Takes the lines of `cps[0, length)`; edited lines are written behind it.
   * @returns the end of what was written (`length` when no line had a citation mark)
   */
  read(cps: Int32Array, length: number): number {
    if (this.facts.length > 1 << 20) this.facts = new Int32Array(1024);
    this.count = 0;
    const entries = table;
    let tail = length, at = 0;
    while (at < length) {
      let end = at;
      while (end < length && (entries[cps[end]!]! & BREAK) === 0) end++;
      this.scan(cps, at, end);
      if (this.tokens >= MIN_TOKENS && this.longest <= MAX_TOKEN) {
        const before = this.tokens;
        let first = at, last = end;
        while ((table[cps[first]!]! & SPACE) !== 0) first++;
        while ((table[cps[last - 1]!]! & SPACE) !== 0) last--;
        if ((this.found & BRACKET) !== 0) {
          const edited = withoutCitations(cps, first, last, tail);
          if (edited - tail !== last - first) {
            first = tail;
            last = tail = edited;
            this.scan(cps, first, last);
          }
        }
        this.push(first, last, before);
      }
      at = end + 1;
    }
    return tail;
  }

  private push(start: number, end: number, before: number): void {
    const at = SIZE * this.count++;
    if (at + SIZE > this.facts.length) this.facts = extend(this.facts, 2 * this.facts.length, at);
    const { facts } = this;
    facts[at + START] = start;
    facts[at + END] = end;
    facts[at + TOKENS_BEFORE] = before;
    facts[at + TOKENS] = this.tokens;
    facts[at + SENTENCES] = this.sentences;
    facts[at + FOUND] = this.found;
  }

  /** Measures one line; without branches at word ends, which no processor foresees. */
  private scan(cps: Int32Array, start: number, end: number): void {
    const { next, accepts } = PHRASES, entries = table;
    let tokens = 0, run = 0, longest = 0, sentences = 0, found = 0, state = 0, wordSeen = 0;
    for (let i = start; i < end; i++) {
      const cp = cps[i]!, p = entries[cp]!, lower = p & LOWER_MASK;
      state = lower < 128 ? next[(state << 7) | lower]! : 0;
      found |= accepts[state]!;
      wordSeen |= p & WORD;
      const isSpace = (p & SPACE) === 0 ? 0 : 1;
      run = (run + 1) & (isSpace - 1);
      tokens += run === 1 ? 1 : 0;
      if (run > longest) longest = run;
      if ((p & PUNCTUATION) !== 0) {
        if (cp === 0x2e || cp === 0x21 || cp === 0x3f) { sentences += wordSeen === 0 ? 0 : 1; wordSeen = 0; }
        else if (cp === 0x7b) found |= CURLY;
        else if (cp === 0x5b) found |= BRACKET;
      }
    }
    this.tokens = tokens;
    this.longest = longest;
    this.sentences = sentences + (wordSeen === 0 ? 0 : 1);
    this.found = found;
  }
}

const EDIT = Array.from('edit]', (char) => char.charCodeAt(0));
const CITATION_NEEDED = Array.from('citation needed]', (char) => char.charCodeAt(0));

/** Copies [start, end) to `to` (at or beyond `end`) without citation marks; returns the end of the copy. */
const withoutCitations = (cps: Int32Array, start: number, end: number, to: number): number => {
  for (let i = start; i < end;) {
    if (cps[i] === 0x5b) {
      let close = i + 1;
      while (close < end && (table[cps[close]!]! & DIGIT) !== 0) close++;
      if (close < end && cps[close] === 0x5d) { i = close + 1; continue; }
      if (startsWith(cps, i + 1, end, EDIT)) { i += 1 + EDIT.length; continue; }
      if (startsWith(cps, i + 1, end, CITATION_NEEDED)) { i += 1 + CITATION_NEEDED.length; continue; }
    }
    cps[to++] = cps[i++]!;
  }
  return to;
};

const startsWith = (cps: Int32Array, at: number, end: number, phrase: readonly number[]): boolean => {
  if (at + phrase.length > end) return false;
  for (let k = 0; k < phrase.length; k++) if (cps[at + k] !== phrase[k]) return false;
  return true;
};
