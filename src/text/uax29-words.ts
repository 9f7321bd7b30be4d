import { Interner } from './interner.js';
import { reserve } from './scratch.js';
import type { Analysis, Shared } from './shared.js';
import { SplitWords } from './split-words.js';
import {
  ALNUM, CLASS, DOUBLE_QUOTE, EXTEND, EXTEND_NUM_LET, FORMAT, HEBREW, KATAKANA, LETTER_A, MID_LETTER, MID_NUM, MID_NUM_LET, NEWLINE, NUMERIC, OTHER,
  PICTOGRAPH, SINGLE_QUOTE, ZWJ, wordBreak, wordBreaks,
} from './word-break.js';

/*
 * The words of a text by Unicode's default word boundaries (UAX #29, revision 45, rules WB3 - WB13b), as uniseg 0.10.1 gives them, of which
 * only those that begin with a letter or number are kept: what DCLM calls words (baselines/mappers/core_utils.py, split_words with
 * model='uniseg' and ignore_punctuation).
 *
 * One pass, one class per code point. Inside a word the class of the last code point that counts is known (combining marks, format
 * characters and the zero-width joiner are passed over, WB4), and one look tells whether the next one belongs to it:
 *
 *   joins[last]   bit k: a code point of class k continues a word whose last class is `last` (WB5, 8-10, 13-13b)
 *   asks[last]    bit k: it does when the next class that counts is a letter or a number in its turn (WB6-7c, 11-12): "can't", "3.14"
 *
 * Example, "can't 3.14, e_1": letters join letters; at ' the next class that counts is a letter, so it stays inside, as . does between
 * digits; the comma has a space behind it and stands alone; _ joins on both sides. Words: can't, 3.14, e_1.
 *
 * A space, mark or flag that neither is a word nor joins one is stepped over with the combining marks behind it: other code points that the
 * rules tie to it are no words either. A mark that joins ("_") begins a segment that is taken whole and left out. Ideographs, Hiragana and
 * the letters of Thai, Lao, Khmer and Myanmar belong to no class: each is a word of its own.
 *
 * White space joins nothing, but for U+202F and for a mark behind it, so each distinct run between white space is cut once and its words are played back at
 * every copy; a text with one of these two is cut as a whole. About 4 ns a code point.
 */
const bits = (...classes: number[]): number => classes.reduce((sum, kind) => sum | (1 << kind), 0);
const LETTERS = bits(LETTER_A, HEBREW), PASSED = bits(EXTEND, FORMAT, ZWJ), INSIDE_WORD = bits(MID_LETTER, MID_NUM_LET, SINGLE_QUOTE), INSIDE_NUMBER = bits(MID_NUM, MID_NUM_LET, SINGLE_QUOTE);

const joins = new Int32Array(32), asks = new Int32Array(32);
for (const kind of [LETTER_A, HEBREW]) { joins[kind] = LETTERS | bits(NUMERIC, EXTEND_NUM_LET); asks[kind] = INSIDE_WORD; }
joins[HEBREW]! |= bits(SINGLE_QUOTE);
asks[HEBREW]! |= bits(DOUBLE_QUOTE);
joins[NUMERIC] = LETTERS | bits(NUMERIC, EXTEND_NUM_LET);
asks[NUMERIC] = INSIDE_NUMBER;
joins[KATAKANA] = bits(KATAKANA, EXTEND_NUM_LET);
joins[EXTEND_NUM_LET] = LETTERS | bits(NUMERIC, KATAKANA, EXTEND_NUM_LET);
/** White space to Python that joins words (ExtendNumLet). */
const JOINING_BLANK = 0x202f;
/** Classes a segment of which may hold a letter or number further on, and those that may continue one behind a letter. */
const BEGINS = LETTERS | PASSED | bits(NUMERIC, KATAKANA, EXTEND_NUM_LET), BEHIND_LETTER = LETTERS | PASSED | INSIDE_WORD | bits(NUMERIC, EXTEND_NUM_LET);

/** The words of UAX #29 that begin with a letter or number. Ask for those of the text by `shared.of(Uax29Words)`. */
export class Uax29Words implements Analysis {
  /** Number of words, and code points in all of them together. */
  count = 0;
  letters = 0;
  /** Word i has the number `ids[i]`. */
  ids = new Int32Array(1024);
  /** Of each number: its count and its first place. */
  readonly distinct = new Interner();
  /** The runs between white space, of which the words are parts; every code point in them has its entry in `wordBreaks`. */
  runs = new SplitWords();
  private readonly runsOfOther = new SplitWords();
  /** Distinct run r has the words `pieces[first[r]]` to below `pieces[first[r + 1]]`. */
  private first = new Int32Array(1024);
  private pieces = new Int32Array(1024);

  read(shared: Shared): void {
    this.take(shared.cps, shared.length, shared.of(SplitWords));
  }

  /** Takes the words of `cps[0, length)`, another text than the shared one. */
  scan(cps: Int32Array, length: number): this {
    return this.take(cps, length, this.runsOfOther.scan(cps, length));
  }

  private take(cps: Int32Array, length: number, runs: SplitWords): this {
    this.runs = runs;
    this.ids = reserve(this.ids, length + 1);
    this.distinct.clear();
    if (this.cut(cps, length, runs)) this.play(runs);
    else {
      this.distinct.clear();
      this.count = this.words(cps, 0, length, this.ids, 0);
    }
    const { distinct: { distinct, counts, starts, ends } } = this;
    this.letters = 0;
    for (let id = 0; id < distinct; id++) this.letters += counts[id]! * (ends[id]! - starts[id]!);
    return this;
  }

  /** Cuts each distinct run once; false when what a run is cut into depends on what stands before it. */
  private cut(cps: Int32Array, length: number, { blanks, letterKinds, distinct: runs }: SplitWords): boolean {
    if (blanks >= JOINING_BLANK && cps.lastIndexOf(JOINING_BLANK, length - 1) >= 0) return false;
    this.first = reserve(this.first, runs.distinct + 1);
    this.pieces = reserve(this.pieces, length + 1);
    const { first, pieces, distinct } = this, { starts, ends, counts, hashes } = runs;
    let count = first[0] = 0;
    for (let run = 0; run < runs.distinct; run++) {
      const start = starts[run]!, from = count;
      if (letterKinds[run] !== 0) pieces[count++] = distinct.mixed(cps, start, ends[run]!, hashes[run]!);
      else if (((PASSED >>> (entry(cps[start]!) & CLASS)) & 1) !== 0) return false;
      else count = this.words(cps, start, ends[run]!, pieces, count);
      first[run + 1] = count;
      for (let k = from; k < count; k++) distinct.counts[pieces[k]!]! += counts[run]! - 1;
    }
    return true;
  }

  /** The words of all runs, one after the other. */
  private play({ count: runs, ids: runIds }: SplitWords): void {
    const { ids, first, pieces } = this;
    let count = 0;
    for (let i = 0; i < runs; i++) {
      const run = runIds[i]!, end = first[run + 1]!;
      let k = first[run]!;
      // A run is one word as a rule.
      ids[count] = pieces[k]!;
      count += k < end ? 1 : 0;
      while (++k < end) ids[count++] = pieces[k]!;
    }
    this.count = count;
  }

  /** Writes the words of `cps[at, length)` behind the first `count` of `into`; returns how many there are then. */
  private words(cps: Int32Array, at: number, length: number, into: Int32Array, count: number): number {
    const { distinct } = this;
    while (at < length) {
      const first = entry(cps[at]!), kind = first & CLASS;
      if ((first & ALNUM) === 0 && ((BEGINS >>> kind) & 1) === 0) {
        at++;
        // Marks stay with it, even the two that are letters to Python (U+FF9E, U+FF9F); behind a line break they are on their own.
        if (at < length && kind !== NEWLINE && ((PASSED >>> (entry(cps[at]!) & CLASS)) & 1) !== 0) at = segmentEnd(cps, at, length, OTHER);
        continue;
      }
      let end = at + 1;
      if (kind === LETTER_A) {
        while (end < length && (entry(cps[end]!) & CLASS) === LETTER_A) end++;
        if (end < length && ((BEHIND_LETTER >>> (entry(cps[end]!) & CLASS)) & 1) !== 0) end = segmentEnd(cps, end, length, LETTER_A);
      } else end = segmentEnd(cps, end, length, kind);
      if ((first & ALNUM) !== 0) into[count++] = distinct.id(cps, at, end);
      at = end;
    }
    return count;
  }
}

const entry = (cp: number): number => wordBreaks[cp]! || wordBreak(cp);

/** Where the segment ends that has come as far as `at`; `last` is the last class in it that counts. */
const segmentEnd = (cps: Int32Array, at: number, length: number, last: number): number => {
  let i = at;
  for (; i < length; i++) {
    const p = entry(cps[i]!), kind = p & CLASS;
    if (((joins[last]! >>> kind) & 1) !== 0) {
      last = kind;
      // WB7a: the quote behind a Hebrew letter stays; so does the letter behind the quote (WB7).
      if (kind === SINGLE_QUOTE && ((LETTERS >>> classBehind(cps, i, length)) & 1) !== 0) {
        i = placeBehind(cps, i, length);
        last = entry(cps[i]!) & CLASS;
      }
    } else if (((PASSED >>> kind) & 1) !== 0) continue;
    else if (((asks[last]! >>> kind) & 1) !== 0) {
      const behind = classBehind(cps, i, length);
      const stays = last === NUMERIC ? behind === NUMERIC : kind === DOUBLE_QUOTE ? behind === HEBREW : ((LETTERS >>> behind) & 1) !== 0;
      if (!stays) return i;
      i = placeBehind(cps, i, length);
      last = behind;
    } else if ((p & PICTOGRAPH) !== 0 && (entry(cps[i - 1]!) & CLASS) === ZWJ) last = kind;
    else return i;
  }
  return i;
};

/** The next place behind `at` whose class counts; `length` when there is none. */
const placeBehind = (cps: Int32Array, at: number, length: number): number => {
  let i = at + 1;
  while (i < length && ((PASSED >>> (entry(cps[i]!) & CLASS)) & 1) !== 0) i++;
  return i;
};
const classBehind = (cps: Int32Array, at: number, length: number): number => {
  const i = placeBehind(cps, at, length);
  return i < length ? entry(cps[i]!) & CLASS : OTHER;
};
