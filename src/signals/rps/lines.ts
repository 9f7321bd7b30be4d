import { PUNCTUATION, UPPER, table } from '../../text/code-points.js';
import { reserve } from '../../text/scratch.js';
import type { Analysis, Shared } from '../../text/shared.js';
import { SMALL, SplitWords } from '../../text/split-words.js';
import type { Words } from '../../text/tokens.js';
import { isNumeric } from './numeric.js';

/*
 * What RedPajama-V2 counts line by line. Its lines are the matches of `([^\n]*\n|[^\n]+$)`: only a line feed ends one, it belongs to its line, and behind the
 * last one nothing follows. Each line is normalized on its own, which gives the words of the whole text in turn, since nothing of the normalization
 * reaches across white space: so the words that the text has already are dealt out, to each line as many as it has runs of non-space code points that are
 * not all ASCII punctuation. What is asked of a word (numerals in it, is it `javascript`) is asked once per distinct word.
 *
 * Example, "Hi!\n-- 3": lines [0, 4) and [4, 8); words hi | 3; the second has 1 numeral in a normalized length of 1.
 */
const BULLETS = new Set([0x2022, 0x2023, 0x25b6, 0x25c0, 0x25e6, 0x25a0, 0x25a1, 0x25aa, 0x25ab, 0x2013]);
const JAVASCRIPT = Array.from('javascript', (char) => char.charCodeAt(0));
const KEPT = 1, PUNCTUATION_BIT = 31 - Math.clz32(PUNCTUATION), UPPER_BIT = 31 - Math.clz32(UPPER);

/** First non-space code point is a bullet; last one ends a sentence; there is one. */
export const BULLET = 1, TERMINAL = 2, NONEMPTY = 4;

/** Ask for it by `shared.of(RpsLines)`. Line i is `cps[starts[i], ends[i])`, with its line feed. About 2 ns a code point. */
export class RpsLines implements Analysis {
  count = 0;
  starts = new Int32Array(1024);
  ends = new Int32Array(1024);
  /** Normalized words of line i, and code points of the normalized line: words and one space between two. */
  words = new Int32Array(1024);
  normalLength = new Int32Array(1024);
  /** Upper-case code points of line i; numerals of the normalized line; words that are `javascript`. */
  upper = new Int32Array(1024);
  numerals = new Int32Array(1024);
  javascript = new Int32Array(1024);
  /** `BULLET`, `TERMINAL` and `NONEMPTY`. */
  flags = new Int32Array(1024);
  /** Numerals of each distinct word. */
  private numeralsOf = new Int32Array(1024);
  private runFacts = new Int32Array(1024);

  read(shared: Shared): void {
    const { cps, length, lineFeeds, lineFeedCount } = shared;
    const count = this.count = lineFeedCount + (length > 0 && (lineFeedCount === 0 || lineFeeds[lineFeedCount - 1] !== length - 1) ? 1 : 0);
    for (const name of ['starts', 'ends', 'words', 'normalLength', 'upper', 'numerals', 'javascript', 'flags'] as const) this[name] = reserve(this[name], count);
    const runs = shared.of(SplitWords), { starts, ends, words, upper, flags } = this, factsOf = this.lookAtRuns(cps, runs);
    for (let i = 0, start = 0, run = 0; i < count; i++) {
      const end = i < lineFeedCount ? lineFeeds[i]! + 1 : length, first = run;
      let capitals = 0, kept = 0;
      for (; run < runs.count && runs.starts[run]! < end; run++) {
        const facts = factsOf[runs.ids[run]!]!;
        capitals += facts >> 1;
        kept += facts & KEPT;
      }
      starts[i] = start;
      ends[i] = end;
      words[i] = kept;
      upper[i] = capitals;
      flags[i] = run === first ? 0 : flagsOf(cps[runs.starts[first]!]!, cps[runs.ends[run - 1]! - 1]!);
      start = end;
    }
    this.readWords(shared.words);
  }

  /** Of each distinct run: KEPT when it has more than ASCII punctuation and, above it, its capitals. */
  private lookAtRuns(cps: Int32Array, { letterKinds, distinct: { distinct, starts, ends } }: SplitWords): Int32Array {
    const facts = this.runFacts = reserve(this.runFacts, distinct), entries = table;
    for (let run = 0; run < distinct; run++) {
      if (letterKinds[run] === SMALL) { facts[run] = KEPT; continue; }
      let capitals = 0, kept = 0;
      for (let i = starts[run]!, end = ends[run]!; i < end; i++) {
        const p = entries[cps[i]!]!;
        capitals += (p >>> UPPER_BIT) & 1;
        kept |= ~(p >>> PUNCTUATION_BIT) & 1;
      }
      facts[run] = capitals << 1 | kept;
    }
    return facts;
  }

  private readWords(text: Words): void {
    const { count, words, normalLength, numerals, javascript } = this, { ids, lengths } = text;
    const numeralsOf = this.numeralsOf = reserve(this.numeralsOf, text.distinct), wanted = this.lookAt(text);
    for (let i = 0, at = 0; i < count; i++) {
      const end = at + words[i]!;
      let letters = 0, numeric = 0, scripts = 0;
      for (; at < end; at++) {
        const id = ids[at]!;
        letters += lengths[id]!;
        numeric += numeralsOf[id]!;
        if (id === wanted) scripts++;
      }
      normalLength[i] = letters + Math.max(words[i]! - 1, 0);
      numerals[i] = numeric;
      javascript[i] = scripts;
    }
  }

  /** Counts the numerals of each distinct word. @returns the number of `javascript`, -1 when the text lacks it */
  private lookAt({ distinct, spelling, starts, lengths }: Words): number {
    const { numeralsOf } = this;
    let wanted = -1;
    for (let id = 0; id < distinct; id++) {
      const from = starts[id]!, to = from + lengths[id]!;
      let numeric = 0;
      for (let k = from; k < to; k++) {
        const cp = spelling[k]!;
        if (cp < 0x80 ? (cp - 0x30) >>> 0 < 10 : isNumeric(cp)) numeric++;
      }
      numeralsOf[id] = numeric;
      if (to - from === JAVASCRIPT.length && spelling[from] === JAVASCRIPT[0] && JAVASCRIPT.every((cp, k) => spelling[from + k] === cp)) wanted = id;
    }
    return wanted;
  }
}

/** Flags of a line, its first and last code points that are no white space given. */
const flagsOf = (first: number, last: number): number =>
  NONEMPTY | (first > 0x7f && BULLETS.has(first) ? BULLET : 0) | (last === 0x2e || last === 0x21 || last === 0x3f || last === 0x201d ? TERMINAL : 0);
