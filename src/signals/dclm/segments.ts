import { SPACE, table } from '../../text/code-points.js';
import { Interner } from '../../text/interner.js';

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

  /** Takes the parts of `cps[0, length)` between `feeds` line feeds in a row (1 or 2, from the left, as `re.split` does). */
  read(cps: Int32Array, length: number, feeds: 1 | 2): this {
    this.none();
    for (let from = 0; from <= length;) {
      let i = from;
      // What lies behind the text in the array is no part of it.
      if (feeds === 1) while (i < length && cps[i] !== LF) i++;
      else { while (i + 1 < length && (cps[i] !== LF || cps[i + 1] !== LF)) i++; if (i + 1 >= length) i = length; }
      if (i === from && from > 0 && i < length) this.hasBlankLine = true;
      this.add(cps, from, i);
      from = i + feeds;
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

  private add(cps: Int32Array, from: number, to: number): void {
    while (from < to && (table[cps[from]!]! & SPACE) !== 0) from++;
    if (from === to) return;
    while ((table[cps[to - 1]!]! & SPACE) !== 0) to--;
    this.count++;
    this.letters += to - from;
    this.parts.id(cps, from, to);
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
