import { SPACE, table } from '../../text/code-points.js';
import { KeptText, type LineRule } from '../../text/kept-text.js';
import { CURLY, END, FOUND, JAVASCRIPT, LOREM, POLICY, SIZE, START, TOKENS, TOKENS_BEFORE, type PageLines } from '../../text/page-lines.js';
import { extend } from '../../text/scratch.js';

/** datatrove's C4QualityFilter by default, and as FineWeb uses it (`filter_no_terminal_punct=False`). */
export const DEFAULT: LineRule = { terminalMark: true, minTokens: 3, beforeCitations: true };
export const WITHOUT_MARKS: LineRule = { ...DEFAULT, terminalMark: false };

/**
 * The lines that datatrove's C4 loop keeps of a page. They differ from the reference's in that `'` is an end mark too. `KeptText` writes the kept text; here
 * the lines are left where they are: `cps[starts[k], ends[k])`, k < lines, stripped of white space where the whole text would be, so blank lines at the
 * start and the end of it are not among those from `first` to before `last`.
 */
export class KeptLines extends KeptText {
  starts = new Int32Array(1024);
  ends = new Int32Array(1024);
  /** The kept text begins with line `first` and ends before line `last`; equal when nothing but white space is kept. */
  first = 0;
  last = 0;
  /** Code points of the kept text, line feeds included. */
  chars = 0;

  override read(cps: Int32Array, _tail: number, { count, facts }: PageLines, rule: LineRule): this {
    this.lines = this.tokens = 0;
    this.lorem = this.curly = false;
    for (let at = 0; at < SIZE * count; at += SIZE) {
      const start = facts[at + START]!, end = facts[at + END]!, found = facts[at + FOUND]!;
      if (rule.terminalMark && !hasEndMark(cps, start, end)) continue;
      if (facts[at + (rule.beforeCitations ? TOKENS_BEFORE : TOKENS)]! < rule.minTokens) continue;
      if ((found & LOREM) !== 0) this.lorem = true;
      if ((found & JAVASCRIPT) !== 0) continue;
      if ((found & (CURLY | LOREM)) === CURLY) this.curly = true;
      if ((found & POLICY) !== 0) continue;
      if (this.lines === this.starts.length) {
        this.starts = extend(this.starts, 2 * this.lines, this.lines);
        this.ends = extend(this.ends, 2 * this.lines, this.lines);
      }
      this.starts[this.lines] = start;
      this.ends[this.lines++] = end;
      this.tokens += facts[at + TOKENS]!;
    }
    this.strip(cps);
    return this;
  }

  /** What `strip()` leaves of the joined lines. A kept line has white space at an end, or nothing else, only where a citation mark was. */
  private strip(cps: Int32Array): void {
    const { starts, ends } = this;
    let first = 0, last = this.lines;
    while (first < last && isBlank(cps, starts[first]!, ends[first]!)) first++;
    while (last > first && isBlank(cps, starts[last - 1]!, ends[last - 1]!)) last--;
    this.first = first;
    this.last = last;
    this.chars = Math.max(last - first - 1, 0);
    for (let k = first; k < last; k++) this.chars += this.endOf(cps, k) - this.startOf(cps, k);
  }

  /** Where line k of the kept text begins and ends. */
  startOf(cps: Int32Array, k: number): number {
    let start = this.starts[k]!;
    if (k === this.first) while ((table[cps[start]!]! & SPACE) !== 0) start++;
    return start;
  }

  endOf(cps: Int32Array, k: number): number {
    let end = this.ends[k]!;
    if (k === this.last - 1) while ((table[cps[end - 1]!]! & SPACE) !== 0) end--;
    return end;
  }
}

const STOP = 0x2e;

const hasEndMark = (cps: Int32Array, start: number, end: number): boolean => {
  if (end <= start) return false;
  const last = cps[end - 1]!;
  if (last === STOP) return end - start < 3 || cps[end - 2] !== STOP || cps[end - 3] !== STOP;
  return last === 0x3f || last === 0x21 || last === 0x22 || last === 0x27;
};

/** Nothing but white space. */
export const isBlank = (cps: Int32Array, start: number, end: number): boolean => {
  while (start < end && (table[cps[start]!]! & SPACE) !== 0) start++;
  return start === end;
};
