import { Interner } from '../../text/interner.js';
import { reserve } from '../../text/scratch.js';

const BLANK = 0x20, TAB = 9;
const MARK = 1, JOINS_NUMBERS = 2;

/** ASCII punctuation without the backslash (which the reference's character class loses) and the marks of Indic scripts; `, . : /` join numbers. */
const marks = new Uint8Array(0x10000);
for (const char of '!"#$%&\'()*+,-./:;<=>?@[]^_`{|}~\u0964\u0965\uaaf0\uaaf1\uabeb\uabec\uabed\uabee\uabef\u1c7e\u1c7f') marks[char.charCodeAt(0)] = MARK;
for (const char of ',.:/') marks[char.charCodeAt(0)] = MARK | JOINS_NUMBERS;

/**
 * The tokens of indic_nlp_library's `trivial_tokenize`: what stands between spaces and tabs (no other white space), each mark a token of its own;
 * then `([0-9]+ [,.:/] )+[0-9]+` in the tokens joined by spaces becomes one token, except where it is the beginning of the text: a number at the end
 * of a token, one of four marks, a number at the beginning of the next. Example: `1,5 m am 3. 4. 2020` -> 1 , 5 m am 3.4.2020.
 */
export class IndicTokens {
  count = 0;
  /** Token i has the number `ids[i]`. */
  ids = new Int32Array(1024);
  /** Of each number: its count. */
  readonly distinct = new Interner();
  /** The tokens one behind the other, so that neighbours are one range. */
  private spelling = new Int32Array(1024);
  private starts = new Int32Array(1024);
  private ends = new Int32Array(1024);

  /** Takes the tokens of `cps[0, length)`. */
  read(cps: Int32Array, length: number): void {
    this.spelling = reserve(this.spelling, length + 1);
    this.starts = reserve(this.starts, length + 1);
    this.ends = reserve(this.ends, length + 1);
    this.ids = reserve(this.ids, length + 1);
    const { spelling, starts, ends } = this, kinds = marks;
    let top = 0, count = 0, start = 0;
    for (let i = 0; i < length; i++) {
      const cp = cps[i]!, isBlank = cp === BLANK || cp === TAB, isMark = cp < 0x10000 && kinds[cp] !== 0;
      if (!isBlank && !isMark) { spelling[top++] = cp; continue; }
      if (top > start) { starts[count] = start; ends[count++] = top; }
      if (isMark) { starts[count] = top; spelling[top++] = cp; ends[count++] = top; }
      start = top;
    }
    if (top > start) { starts[count] = start; ends[count++] = top; }
    this.number(count);
  }

  /** Joins numbers and numbers the tokens. */
  private number(count: number): void {
    const { ids, starts, ends, spelling, distinct } = this;
    distinct.clear();
    let made = 0;
    const unjoined = this.firstNumber(count);
    for (let k = 0; k < count; k++) {
      const from = k;
      if (k >= unjoined) while (k + 2 < count && this.joins(k)) k += 2;
      ids[made++] = distinct.id(spelling, starts[from]!, ends[k]!);
    }
    this.count = made;
  }

  /** The place up to which the match reaches that begins with the text, which the reference leaves apart. */
  private firstNumber(count: number): number {
    let k = 0;
    while (k + 2 < count && this.isNumber(k) && this.joins(k)) k += 2;
    return k;
  }

  /** Token k ends with a digit, k + 1 is one of the four marks and k + 2 begins with a digit. */
  private joins(k: number): boolean {
    const { spelling, starts, ends } = this, mark = spelling[starts[k + 1]!]!;
    return mark < 0x80 && (marks[mark]! & JOINS_NUMBERS) !== 0 && isDigit(spelling[ends[k]! - 1]!) && isDigit(spelling[starts[k + 2]!]!);
  }

  private isNumber(k: number): boolean {
    for (let i = this.starts[k]!; i < this.ends[k]!; i++) if (!isDigit(this.spelling[i]!)) return false;
    return true;
  }
}

const isDigit = (cp: number): boolean => cp >= 0x30 && cp <= 0x39;
