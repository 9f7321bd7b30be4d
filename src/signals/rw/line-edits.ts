import { SPACE, UPPER, table } from '../../text/code-points.js';
import { extend, reserve } from '../../text/scratch.js';
import { DIGITAL, wordBreaks } from '../../text/word-break.js';
import { countTokens } from '../dclm/text-counts.js';
import { isCounterLine } from './counter-line.js';
import { findItemsInCart, findReadMore, findSignIn } from './line-phrases.js';
import { Matches, cut } from './matches.js';

/*
 * The seven line edits of DCLM's RefinedWeb pipeline (baselines_configs/refinedweb.yaml, mappers/modifiers.py), in its order. Lines end
 * at line feeds; all but the fourth strip the page when they are done, and a page of which nothing is left is dropped there.
 *
 *   1  drop a line whose upper-case share is over 0.5           4  drop a line of fewer than 2 words, unless it is empty
 *   2  drop a line whose digit share is over 0.999999           5  in lines of at most 10 words take out "items in cart",
 *   3  drop a line that is a counter ("3 likes")                6  "read more..." at the end, 7 "sign-in" at the start, in any case;
 *                                                                  drop the line when nothing but white space is left of it
 *
 * A line is a range of the text. Capitals and words are counted in one pass before; stripping changes lengths only: it takes white space
 * off, which is neither. Phrases are rare; the text is copied before the first one is taken out.
 */
const MAX_UPPER = 0.5, MAX_DIGITS = 0.999999, MIN_WORDS = 2, SHORT_LINE = 10;

export class LineEdits {
  /** fastText tokens that begin with a letter or number after the edits; 0 when nothing is left. */
  wordsAfter = 0;
  /** An edit left nothing of the page. */
  isEmptied = false;
  /** Line k is `cps[starts[k], ends[k])`. */
  private cps = new Int32Array(0);
  private length = 0;
  private count = 0;
  private starts = new Int32Array(1024);
  private ends = new Int32Array(1024);
  private upper = new Int32Array(1024);
  private words = new Int32Array(1024);
  private isChanged = false;
  private copy = new Int32Array(1024);
  private readonly matches = new Matches();

  /**
   * Edits `cps[0, length)`, each code point of which has its entry in `wordBreaks`; the array stays as it is.
   * @param wordsBefore its fastText tokens that begin with a letter or number
   */
  read(cps: Int32Array<ArrayBuffer>, length: number, wordsBefore: number): this {
    // A page of a million lines does not hold its memory for the rest of the run.
    if (this.starts.length > 1 << 20) this.starts = this.ends = this.upper = this.words = new Int32Array(0);
    this.cps = cps;
    this.length = length;
    this.isChanged = false;
    this.scan();
    this.isEmptied = !this.edit();
    this.wordsAfter = this.isEmptied ? 0 : wordsBefore;
    if (!this.isEmptied && this.isChanged) {
      this.wordsAfter = 0;
      for (let k = 0; k < this.count; k++) this.wordsAfter += countTokens(this.cps, this.starts[k]!, this.ends[k]!);
    }
    return this;
  }

  /** @returns whether something is left */
  private edit(): boolean {
    const { cps, starts, ends, upper, words } = this;
    this.keep((k) => upper[k]! / (ends[k]! - starts[k]!) <= MAX_UPPER);
    if (!this.strip()) return false;
    this.keep((k) => hasOtherThanDigits(cps, starts[k]!, ends[k]!));
    if (!this.strip()) return false;
    this.keep((k) => !isCounterLine(cps, starts[k]!, ends[k]!));
    if (!this.strip()) return false;
    this.keep((k) => words[k]! >= MIN_WORDS);
    for (const find of [findItemsInCart, findReadMore, findSignIn]) {
      this.takeOut(find);
      if (!this.strip()) return false;
    }
    return true;
  }

  /** The lines, their capitals and words; without a branch at word ends, which no processor foresees. */
  private scan(): void {
    const { cps, length } = this, entries = table;
    let count = 0;
    for (let from = 0; from <= length; count++) {
      let i = from, upper = 0, words = 0, wasSpace = 1;
      for (; i < length && cps[i] !== LF; i++) {
        const p = entries[cps[i]!]!, isSpace = (p >>> SPACE_BIT) & 1;
        upper += (p >>> UPPER_BIT) & 1;
        words += wasSpace & ~isSpace;
        wasSpace = isSpace;
      }
      if (count === this.starts.length) this.grow(Math.max(1024, 2 * count));
      this.starts[count] = from;
      this.ends[count] = i;
      this.upper[count] = upper;
      this.words[count] = words;
      from = i + 1;
    }
    this.count = count;
  }

  private grow(size: number): void {
    for (const name of ['starts', 'ends', 'upper', 'words'] as const) this[name] = extend(this[name], size, this[name].length);
  }

  /** Keeps the lines that are empty or stand the test. */
  private keep(test: (line: number) => boolean): void {
    const { starts, ends } = this;
    let kept = 0;
    for (let k = 0; k < this.count; k++) {
      if (starts[k] === ends[k] || test(k)) this.move(k, kept++);
      else this.isChanged = true;
    }
    this.count = kept;
  }

  private move(from: number, to: number): void {
    this.starts[to] = this.starts[from]!;
    this.ends[to] = this.ends[from]!;
    this.upper[to] = this.upper[from]!;
    this.words[to] = this.words[from]!;
  }

  /** Takes white space off both ends of the page. @returns whether something is left */
  private strip(): boolean {
    const { cps, starts, ends } = this;
    while (this.count > 0) {
      const last = this.count - 1;
      while (ends[last]! > starts[last]! && (table[cps[ends[last]! - 1]!]! & SPACE) !== 0) ends[last]!--;
      if (ends[last] !== starts[last]) break;
      this.count--;
    }
    if (this.count === 0) return false;
    let first = 0;
    for (;; first++) {
      const before = starts[first]!;
      while (starts[first]! < ends[first]! && (table[cps[starts[first]!]!]! & SPACE) !== 0) starts[first]!++;
      if (starts[first] === ends[first]) continue;
      // fastText does not end a token at every white space, so the first one may begin otherwise now.
      if (starts[first] !== before) this.isChanged = true;
      break;
    }
    if (first > 0) {
      for (let k = first; k < this.count; k++) this.move(k, k - first);
      this.count -= first;
    }
    return true;
  }

  /** Takes what `find` finds out of short lines; a line of which only white space is left goes. */
  private takeOut(find: (cps: Int32Array, start: number, end: number, into: Matches) => void): void {
    const { starts, ends, words, matches } = this;
    let kept = 0;
    for (let k = 0; k < this.count; k++) {
      matches.count = 0;
      if (words[k]! <= SHORT_LINE) find(this.cps, starts[k]!, ends[k]!, matches);
      if (matches.count > 0) {
        this.isChanged = true;
        if (this.cps !== this.copy) {
          this.copy = reserve(this.copy, this.length);
          this.copy.set(this.cps.subarray(0, this.length));
          this.cps = this.copy;
        }
        ends[k] = cut(this.copy, starts[k]!, ends[k]!, matches, this.copy, starts[k]!);
        if (isBlank(this.copy, starts[k]!, ends[k]!)) continue;
      }
      this.move(k, kept++);
    }
    this.count = kept;
  }
}

const LF = 0x0a, SPACE_BIT = 31 - Math.clz32(SPACE), UPPER_BIT = 31 - Math.clz32(UPPER);

/** Is the share of digits at most 0.999999? Below a million code points one that is no digit is enough. */
const hasOtherThanDigits = (cps: Int32Array, start: number, end: number): boolean => {
  let others = 0;
  for (let i = start; i < end; i++) {
    if ((wordBreaks[cps[i]!]! & DIGITAL) === 0 && (end - start - ++others) / (end - start) <= MAX_DIGITS) return true;
  }
  return false;
};

const isBlank = (cps: Int32Array, start: number, end: number): boolean => {
  while (start < end && (table[cps[start]!]! & SPACE) !== 0) start++;
  return start === end;
};
