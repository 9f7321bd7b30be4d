import { Interner, step } from '../../text/interner.js';
import { reserve } from '../../text/scratch.js';

const MARK = 1, JOINS_NUMBERS = 2, BLANK = 4;

/** ASCII punctuation without the backslash (which the reference's character class loses) and the marks of Indic scripts; `, . : /` join numbers; space and tab. */
const marks = new Uint8Array(0x10000);
for (const char of '!"#$%&\'()*+,-./:;<=>?@[]^_`{|}~\u0964\u0965\uaaf0\uaaf1\uabeb\uabec\uabed\uabee\uabef\u1c7e\u1c7f') marks[char.charCodeAt(0)] = MARK;
for (const char of ',.:/') marks[char.charCodeAt(0)] = MARK | JOINS_NUMBERS;
for (const char of ' \t') marks[char.charCodeAt(0)] = BLANK;

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
  /** The text, behind it numbers that were joined over blanks. */
  private spelling = new Int32Array(1024);
  /** Before numbers are joined: token k is `spelling[starts[k], ends[k])`. */
  private starts = new Int32Array(1024);
  private ends = new Int32Array(1024);
  private hashes = new Int32Array(1024);
  /** The tokens that are one of the four marks behind a digit. */
  private joints = new Int32Array(1024);

  /** Takes the tokens of `cps[0, length)`. */
  read(cps: Int32Array, length: number): void {
    for (const name of ['starts', 'ends', 'hashes', 'joints', 'ids'] as const) this[name] = reserve(this[name], length + 1);
    this.spelling = reserve(this.spelling, 2 * length);
    this.spelling.set(cps.subarray(0, length));
    const { starts, ends, hashes, joints } = this, kinds = marks;
    let count = 0, joined = 0, start = 0, hash = 0;
    for (let i = 0; i < length; i++) {
      const cp = cps[i]!, kind = cp < 0x10000 ? kinds[cp]! : 0;
      if (kind === 0) { hash = step(hash, cp); continue; }
      if (i > start) { starts[count] = start; ends[count] = i; hashes[count++] = hash; }
      if (kind !== BLANK) {
        if ((kind & JOINS_NUMBERS) !== 0 && count > 0 && isDigit(cps[ends[count - 1]! - 1]!)) joints[joined++] = count;
        starts[count] = i;
        ends[count] = i + 1;
        hashes[count++] = step(0, cp);
      }
      start = i + 1;
      hash = 0;
    }
    if (length > start) { starts[count] = start; ends[count] = length; hashes[count++] = hash; }
    // The last one stands behind all tokens.
    joints[joined] = count + 1;
    this.number(count, length);
  }

  /** Joins numbers and numbers the tokens. */
  private number(count: number, length: number): void {
    const { ids, starts, ends, hashes, joints, spelling, distinct } = this;
    distinct.clear();
    let made = 0, joint = 0, top = length;
    const unjoined = this.firstNumber(count);
    for (let k = 0; k < count; k++) {
      if (joints[joint]! === k + 1 && k >= unjoined && this.joins(k, count)) {
        const from = k;
        while (this.joins(k, count)) k += 2;
        const end = this.spell(from, k, top);
        ids[made++] = distinct.id(spelling, top, end);
        top = end;
      } else ids[made++] = distinct.hashed(spelling, starts[k]!, ends[k]!, hashes[k]!);
      while (joints[joint]! <= k + 1) joint++;
    }
    this.count = made;
  }

  /** Writes tokens `first` to `last` to `spelling[at ...]`; returns the end. */
  private spell(first: number, last: number, at: number): number {
    for (let k = first; k <= last; k++) for (let i = this.starts[k]!; i < this.ends[k]!; i++) this.spelling[at++] = this.spelling[i]!;
    return at;
  }

  /** The place up to which the match reaches that begins with the text, which the reference leaves apart. */
  private firstNumber(count: number): number {
    let k = 0;
    while (this.joins(k, count) && this.isNumber(k)) k += 2;
    return k;
  }

  /** Token k ends with a digit, k + 1 is one of the four marks and k + 2 begins with a digit. */
  private joins(k: number, count: number): boolean {
    if (k + 2 >= count) return false;
    const { spelling, starts, ends } = this, mark = spelling[starts[k + 1]!]!;
    return mark < 0x80 && (marks[mark]! & JOINS_NUMBERS) !== 0 && isDigit(spelling[ends[k]! - 1]!) && isDigit(spelling[starts[k + 2]!]!);
  }

  private isNumber(k: number): boolean {
    for (let i = this.starts[k]!; i < this.ends[k]!; i++) if (!isDigit(this.spelling[i]!)) return false;
    return true;
  }
}

const isDigit = (cp: number): boolean => cp >= 0x30 && cp <= 0x39;
