import { BREAK, DIGIT, LOWER_MASK, PUNCTUATION, SPACE, WORD, table } from './code-points.js';
import type { MarkedRuns } from './marked-runs.js';
import { compilePhrases } from './phrases.js';
import { extend, reserve } from './scratch.js';
import type { SplitWords } from './split-words.js';

/*
 * The lines of a page as the C4 loop sees them.
 *
 * Both C4 variants (tensorflow/datasets c4_utils.clean_page and datatrove C4QualityFilter) take `text.splitlines()`, strip a line, drop it
 * when a token is longer than 1,000 code points, delete citation marks, and then ask a fixed list of questions. What they ask is measured
 * here once per line; which answers keep a line is each variant's business (`kept-text.ts`). Lines with fewer than three
 * tokens or with an overlong one are kept by no variant and are not recorded.
 *
 * Most lines have nothing that is asked for beyond tokens and sentences, and both are known run by run: so each distinct run between white space is looked at
 * once, and only a line with an odd one is read.
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

/** A run that begins a phrase of more than one word ends with one of these, and the next one begins with one of those letters. */
const BEGINNINGS = ([['lorem', 'i'], ['terms', 'o'], ['privacy', 'p'], ['cookie', 'p'], ['uses', 'c'], ['use', 'oc']] as const).map(([word, letters]) =>
  ({ word: Array.from(word, (char) => char.charCodeAt(0)), next: Array.from(letters).reduce((bits, char) => bits | 1 << (char.charCodeAt(0) & 31), 0) }));
/** Is 1 for the last two letters of one of them, at 5 bits each: most words are none by these. */
const endings = new Uint8Array(1 << 10);
const ending = (one: number, last: number): number => (one & 31) << 5 | (last & 31);
for (const { word } of BEGINNINGS) endings[ending(word.at(-2)!, word.at(-1)!)] = 1;
const SCRIPT = Array.from('javascript', (char) => char.charCodeAt(0));
/** Of a run: its line has to be read. The bits above: only if the next run begins with that letter, by its low five bits. */
const ODD = 1;

export class PageLines {
  count = 0;
  facts = new Int32Array(1024);
  private tokens = 0;
  private longest = 0;
  private sentences = 0;
  private found = 0;
  private oddities = new Int32Array(1024);

  /**
   * Takes the lines of `cps[0, length)`; edited lines are written behind it.
   * @returns the end of what was written (`length` when no line had a citation mark)
   */
  read(cps: Int32Array, length: number, words: SplitWords, marked: MarkedRuns): number {
    if (this.facts.length > 1 << 20) this.facts = new Int32Array(1024);
    this.count = 0;
    this.look(cps, words);
    const { count, ids, starts, ends } = words, { oddities } = this;
    let tail = length, first = 0, odd = 0;
    for (let k = 0; k < count; k++) {
      const oddity = oddities[ids[k]!]!, isLast = k + 1 === count || hasBreak(cps, ends[k]!, starts[k + 1]!);
      odd |= oddity & ODD;
      if (oddity > ODD && !isLast) odd |= (oddity >>> (cps[starts[k + 1]!]! & 31)) & 1;
      if (!isLast) continue;
      if (k + 1 - first >= MIN_TOKENS) {
        if (odd !== 0) tail = this.readOdd(cps, starts[first]!, ends[k]!, tail);
        else {
          this.tokens = k + 1 - first;
          this.sentences = marked.sentences(ids, first, k + 1);
          this.found = 0;
          this.push(starts[first]!, ends[k]!, this.tokens);
        }
      }
      first = k + 1;
      odd = 0;
    }
    return tail;
  }

  /** A line that may have what most lines lack; returns the end of what was written behind the text. */
  private readOdd(cps: Int32Array, start: number, end: number, tail: number): number {
    this.scan(cps, start, end);
    if (this.longest > MAX_TOKEN) return tail;
    const before = this.tokens;
    if ((this.found & BRACKET) !== 0) {
      const edited = withoutCitations(cps, start, end, tail);
      if (edited - tail !== end - start) {
        this.scan(cps, tail, edited);
        this.push(tail, edited, before);
        return edited;
      }
    }
    this.push(start, end, before);
    return tail;
  }

  /** Finds out which runs make their line odd: a bracket that is asked for, `javascript`, more code points than a token may have, the first word of a phrase. */
  private look(cps: Int32Array, { letterKinds, distinct: { distinct, starts, ends } }: SplitWords): void {
    const oddities = this.oddities = reserve(this.oddities, distinct);
    for (let run = 0; run < distinct; run++) {
      const start = starts[run]!, end = ends[run]!, size = end - start;
      let oddity = 0;
      if (size > 1 && endings[ending(cps[end - 2]!, cps[end - 1]!)] !== 0) for (const { word, next } of BEGINNINGS) if (endsWith(cps, start, end, word)) oddity |= next;
      if (size > MAX_TOKEN || (size >= SCRIPT.length && hasScript(cps, start, end))) oddity |= ODD;
      if (letterKinds[run] === 0) for (let i = start; i < end; i++) if (cps[i] === 0x5b || cps[i] === 0x7b) oddity |= ODD;
      oddities[run] = oddity;
    }
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

/** Does white space have a line's end in it? */
const hasBreak = (cps: Int32Array, start: number, end: number): boolean => {
  for (let i = start; i < end; i++) if ((table[cps[i]!]! & BREAK) !== 0) return true;
  return false;
};

const endsWith = (cps: Int32Array, start: number, end: number, word: readonly number[]): boolean => {
  const from = end - word.length;
  if (from < start) return false;
  for (let k = word.length - 1; k >= 0; k--) if ((table[cps[from + k]!]! & LOWER_MASK) !== word[k]) return false;
  return true;
};

const hasScript = (cps: Int32Array, start: number, end: number): boolean => {
  for (let to = start + SCRIPT.length; to <= end; to++) if ((cps[to - 1]! | 0x20) === 0x74 && endsWith(cps, start, to, SCRIPT)) return true;
  return false;
};
