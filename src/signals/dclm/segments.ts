import { Interner, step } from '../../text/interner.js';
import type { SplitWords } from '../../text/split-words.js';

/**
 * The parts of a text between separators, stripped, those that are white space throughout left out: lines (`\n`) and paragraphs (`\n\n`)
 * of DCLM's split_paragraphs. A repeated part counts with all its copies, the first included.
 */
export class Segments {
  count = 0;
  letters = 0;
  /** Parts that occur more than once, and their code points. */
  repeated = 0;
  repeatedLetters = 0;
  /** Parts that begin with a bullet, and those that end with an ellipsis. */
  bullets = 0;
  ellipses = 0;
  /** Two line feeds in a row were seen. */
  hasBlankLine = false;
  private readonly parts = new Interner();

  /**
   * Takes the parts of a text between `feeds` line feeds in a row (1 or 2, from the left, as `re.split` does).
   * @param runs its runs between white space, places in `cps`
   */
  read(cps: Int32Array, { count: all, starts: runStarts, ends: runEnds, ids }: SplitWords, length: number, feeds: 1 | 2): this {
    this.none();
    let from = 0, hash = 0, rows = mostFeeds(cps, 0, all === 0 ? length : runStarts[0]!);
    if (rows > 1) this.hasBlankLine = true;
    for (let run = 0; run < all; run++) {
      // Equal parts have equal runs: their numbers make the hash.
      hash = step(hash, ids[run]!);
      const isLast = run + 1 === all;
      rows = mostFeeds(cps, runEnds[run]!, isLast ? length : runStarts[run + 1]!);
      if (rows > 1) this.hasBlankLine = true;
      if (!isLast && rows < feeds) continue;
      this.add(cps, runStarts[from]!, runEnds[run]!, hash);
      from = run + 1;
      hash = 0;
    }
    const { parts: { distinct, counts, starts, ends } } = this;
    for (let id = 0; id < distinct; id++) {
      if (counts[id] === 1) continue;
      this.repeated += counts[id]!;
      this.repeatedLetters += counts[id]! * (ends[id]! - starts[id]!);
    }
    return this;
  }

  none(): this {
    this.count = this.letters = this.repeated = this.repeatedLetters = this.bullets = this.ellipses = 0;
    this.hasBlankLine = false;
    this.parts.clear();
    return this;
  }

  private add(cps: Int32Array, from: number, to: number, hash: number): void {
    this.count++;
    this.letters += to - from;
    this.parts.hashed(cps, from, to, hash);
    const first = cps[from]!, last = cps[to - 1]!;
    if (first === 0x2a || first === 0x2d || first === 0x2022 || first === 0x25cf) this.bullets++;
    if (last === 0x2026 || (last === 0x2e && (endsWith(cps, from, to, DOTS) || endsWith(cps, from, to, SPACED_DOTS)))) this.ellipses++;
  }
}

const LF = 0x0a;
const DOTS = [0x2e, 0x2e, 0x2e], SPACED_DOTS = [0x2e, 0x20, 0x2e, 0x20, 0x2e];

const endsWith = (cps: Int32Array, from: number, to: number, ending: readonly number[]): boolean => {
  if (to - from < ending.length) return false;
  for (let k = 0; k < ending.length; k++) if (cps[to - ending.length + k] !== ending[k]) return false;
  return true;
};

/** The most line feeds in a row in `cps[start, end)`, 2 for any more. */
const mostFeeds = (cps: Int32Array, start: number, end: number): number => {
  let most = 0;
  for (let i = start; i < end; i++) if (cps[i] === LF) { if (i > start && cps[i - 1] === LF) return 2; most = 1; }
  return most;
};
