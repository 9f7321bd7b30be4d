import { reserve } from '../../text/scratch.js';

const DOLLAR = 0x24, CLOSE = 0x7d;
const MACRO = Array.from('\\PageIndex{', (char) => char.charCodeAt(0));

/** Counts the formulas of a text as OpenWebMath does. Time grows with the length of the text, whatever stands in it. */
export class LatexFormulas {
  private display = new Int32Array(1024);
  private inline = new Int32Array(1024);

  /** Matches of `\$\$[^\$]*\$\$|\$[^\$]*\$` in `cps[0, length)` after `$$\PageIndex{...}$$` and then `$\PageIndex{...}$` are deleted. */
  count(cps: Int32Array, length: number): number {
    const first = cps.subarray(0, length).indexOf(DOLLAR);
    if (first < 0) return 0;
    if (!hasMacro(cps, first, length)) return matches(cps, first, length);
    this.display = reserve(this.display, length);
    this.inline = reserve(this.inline, length);
    const displayEnd = withoutMacros(cps, length, 2, this.display), inlineEnd = withoutMacros(this.display, displayEnd, 1, this.inline);
    return matches(this.inline, 0, inlineEnd);
  }
}

const hasMacro = (cps: Int32Array, from: number, length: number): boolean => {
  for (let i = from; i < length; i++) if (cps[i] === DOLLAR && isMacro(cps, i + 1, length)) return true;
  return false;
};

const isMacro = (cps: Int32Array, at: number, length: number): boolean => {
  if (at + MACRO.length > length) return false;
  for (let k = 0; k < MACRO.length; k++) if (cps[at + k] !== MACRO[k]) return false;
  return true;
};

/** Copies `cps[0, length)` to `into` without macros that stand between `dollars` dollar signs on either side; returns the new length. */
const withoutMacros = (cps: Int32Array, length: number, dollars: number, into: Int32Array): number => {
  let top = 0, close = 0;
  for (let i = 0; i < length;) {
    if (areDollars(cps, i, length, dollars) && isMacro(cps, i + dollars, length)) {
      // The next closing brace is the same for many openings: it is looked for once.
      const from = i + dollars + MACRO.length;
      if (close < from) { close = from; while (close < length && cps[close] !== CLOSE) close++; }
      if (areDollars(cps, close + 1, length, dollars)) { i = close + 1 + dollars; continue; }
    }
    into[top++] = cps[i++]!;
  }
  return top;
};

const areDollars = (cps: Int32Array, at: number, length: number, dollars: number): boolean =>
  at + dollars <= length && cps[at] === DOLLAR && (dollars === 1 || cps[at + 1] === DOLLAR);

const matches = (cps: Int32Array, from: number, length: number): number => {
  const next = (at: number): number => {
    while (at < length && cps[at] !== DOLLAR) at++;
    return at;
  };
  let count = 0;
  for (let open = next(from); open < length; open = next(open)) {
    const close = next(open + 1);
    if (close >= length) break;
    count++;
    // `$$` opens a display formula when the next two dollar signs stand together; otherwise it is an empty formula itself.
    const end = close === open + 1 ? next(open + 2) : length;
    open = end + 1 < length && cps[end + 1] === DOLLAR ? end + 2 : close + 1;
  }
  return count;
};
