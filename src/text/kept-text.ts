import { SPACE, table } from './code-points.js';
import { CURLY, END, FOUND, JAVASCRIPT, LOREM, POLICY, SENTENCES, SIZE, START, TOKENS, TOKENS_BEFORE, type PageLines } from './page-lines.js';

/** What a variant of the C4 loop asks of a line. */
export interface LineRule {
  /** The line ends with `.` `?` `!` or `"` and not with `...`. */
  readonly terminalMark: boolean;
  readonly minTokens: number;
  /** Tokens are counted before citation marks are deleted. */
  readonly beforeCitations: boolean;
}

/** tensorflow/datasets c4_utils.clean_page. */
export const REFERENCE: LineRule = { terminalMark: true, minTokens: 5, beforeCitations: false };
/** datatrove C4QualityFilter as FineWeb uses it (`filter_no_terminal_punct=False`). */
export const WITHOUT_MARKS: LineRule = { terminalMark: false, minTokens: 3, beforeCitations: true };

/**
 * The text that a variant of the C4 loop leaves of a page: kept lines joined by one newline, stripped, and what was counted on the way.
 * Page tests and the sentence minimum are off, so the text is there whatever the tests say; a line on which the reference would have
 * stopped at "lorem ipsum" does not raise the bracket flag too.
 */
export class KeptText {
  /** The text is `cps[start, end)`. */
  start = 0;
  end = 0;
  lines = 0;
  tokens = 0;
  sentences = 0;
  lorem = false;
  curly = false;

  /** @param tail first free place of `cps`; the text is written there. */
  read(cps: Int32Array, tail: number, page: PageLines, rule: LineRule): this {
    const { facts } = page, from = tail;
    this.lines = this.tokens = this.sentences = 0;
    this.lorem = this.curly = false;
    for (let at = 0; at < SIZE * page.count; at += SIZE) {
      const start = facts[at + START]!, end = facts[at + END]!, found = facts[at + FOUND]!;
      if (rule.terminalMark && !hasTerminalMark(cps, start, end)) continue;
      if (facts[at + (rule.beforeCitations ? TOKENS_BEFORE : TOKENS)]! < rule.minTokens) continue;
      if ((found & LOREM) !== 0) this.lorem = true;
      if ((found & JAVASCRIPT) !== 0) continue;
      if ((found & (CURLY | LOREM)) === CURLY) this.curly = true;
      if ((found & POLICY) !== 0) continue;
      if (this.lines++ > 0) cps[tail++] = 0x0a;
      cps.copyWithin(tail, start, end);
      tail += end - start;
      this.tokens += facts[at + TOKENS]!;
      this.sentences += facts[at + SENTENCES]!;
    }
    this.start = from;
    this.end = tail;
    while (this.end > this.start && (table[cps[this.end - 1]!]! & SPACE) !== 0) this.end--;
    while (this.start < this.end && (table[cps[this.start]!]! & SPACE) !== 0) this.start++;
    return this;
  }
}

const hasTerminalMark = (cps: Int32Array, start: number, end: number): boolean => {
  if (end <= start) return false;
  const last = cps[end - 1]!;
  if (last === 0x2e) return end - start < 3 || cps[end - 2] !== 0x2e || cps[end - 3] !== 0x2e;
  return last === 0x3f || last === 0x21 || last === 0x22;
};
