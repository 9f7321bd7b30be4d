import { Interner, step } from '../../text/interner.js';
import { reserve } from '../../text/scratch.js';
import type { SplitWords } from '../../text/split-words.js';

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
 *
 * Most runs between white space have spaces beside them and no number that goes on in the next one: such a distinct run is cut once, and its tokens are played
 * back at every copy. Other runs in a row, and the first one, are cut together wherever they stand.
 */
export class IndicTokens {
  count = 0;
  /** Token i has the number `ids[i]`. */
  ids = new Int32Array(1024);
  private readonly distinct = new Interner();
  /** The text, behind it numbers that were joined over blanks. */
  private spelling = new Int32Array(1024);
  private top = 0;
  /** Before numbers are joined: token k of what is cut is `spelling[starts[k], ends[k])`. */
  private starts = new Int32Array(1024);
  private ends = new Int32Array(1024);
  private hashes = new Int32Array(1024);
  /** The tokens that are one of the four marks behind a digit. */
  private joints = new Int32Array(1024);
  /** Distinct run r has the tokens `pieces[first[r]]` to below `pieces[first[r + 1]]`. */
  private first = new Int32Array(1024);
  private pieces = new Int32Array(1024);

  /** Takes the tokens of `cps[0, length)`, whose runs between white space are `runs`. */
  read(cps: Int32Array, length: number, runs: SplitWords): void {
    for (const name of ['starts', 'ends', 'hashes', 'joints', 'ids', 'pieces'] as const) this[name] = reserve(this[name], length + 1);
    // Every copy of a number is spelled once, and every distinct run's.
    this.spelling = reserve(this.spelling, 3 * length);
    this.spelling.set(cps.subarray(0, length));
    this.top = length;
    this.distinct.clear();
    this.cutRuns(runs);
    this.play(cps, length, runs);
  }

  private cutRuns({ letterKinds, distinct: { distinct: runs, starts, ends, hashes } }: SplitWords): void {
    this.first = reserve(this.first, runs + 1);
    const { first, pieces, spelling, distinct } = this;
    let count = first[0] = 0;
    for (let run = 0; run < runs; run++) {
      if (letterKinds[run] !== 0) pieces[count++] = distinct.mixed(spelling, starts[run]!, ends[run]!, hashes[run]!);
      else count = this.cut(starts[run]!, ends[run]!, false, pieces, count);
      first[run + 1] = count;
    }
  }

  private play(cps: Int32Array, length: number, { count: runs, ids: runIds, starts, ends }: SplitWords): void {
    const { ids, first, pieces } = this;
    let k = 0, count = 0;
    do {
      const from = k;
      while (k + 1 < runs && !isApart(cps, ends[k]!, starts[k + 1]!)) k++;
      const isLast = k + 1 >= runs, isPlayed = k === from && k > 0 && !(isLast && !isBlank(cps, ends[k]!, length));
      if (isPlayed) for (let piece = first[runIds[k]!]!, end = first[runIds[k]! + 1]!; piece < end; piece++) ids[count++] = pieces[piece]!;
      else count = this.cut(from === 0 ? 0 : starts[from]!, isLast ? length : ends[k]!, from === 0, ids, count);
      k++;
    } while (k < runs);
    this.count = count;
  }

  /** Writes the tokens of `spelling[from, to)` behind the first `count` of `into`; returns how many there are then. `isBeginning`: the text begins there. */
  private cut(from: number, to: number, isBeginning: boolean, into: Int32Array, count: number): number {
    const { spelling, starts, ends, hashes, joints } = this, kinds = marks;
    let made = 0, joined = 0, start = from, hash = 0;
    for (let i = from; i < to; i++) {
      const cp = spelling[i]!, kind = cp < 0x10000 ? kinds[cp]! : 0;
      if (kind === 0) { hash = step(hash, cp); continue; }
      if (i > start) { starts[made] = start; ends[made] = i; hashes[made++] = hash; }
      if (kind !== BLANK) {
        if ((kind & JOINS_NUMBERS) !== 0 && made > 0 && isDigit(spelling[ends[made - 1]! - 1]!)) joints[joined++] = made;
        starts[made] = i;
        ends[made] = i + 1;
        hashes[made++] = step(0, cp);
      }
      start = i + 1;
      hash = 0;
    }
    if (to > start) { starts[made] = start; ends[made] = to; hashes[made++] = hash; }
    // The last one stands behind all tokens.
    joints[joined] = made + 1;
    return this.number(made, isBeginning, into, count);
  }

  /** Joins numbers and numbers the tokens. */
  private number(tokens: number, isBeginning: boolean, into: Int32Array, count: number): number {
    const { starts, ends, hashes, joints, spelling, distinct } = this, unjoined = isBeginning ? this.firstNumber(tokens) : 0;
    let made = count, joint = 0;
    for (let k = 0; k < tokens; k++) {
      if (joints[joint]! === k + 1 && k >= unjoined && this.joins(k, tokens)) {
        const from = k;
        while (this.joins(k, tokens)) k += 2;
        const end = this.spell(from, k, this.top);
        into[made++] = distinct.id(spelling, this.top, end);
        this.top = end;
      } else into[made++] = distinct.hashed(spelling, starts[k]!, ends[k]!, hashes[k]!);
      while (joints[joint]! <= k + 1) joint++;
    }
    return made;
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
    const { spelling, starts, ends } = this;
    return isJoint(spelling[starts[k + 1]!]!) && isDigit(spelling[ends[k]! - 1]!) && isDigit(spelling[starts[k + 2]!]!);
  }

  private isNumber(k: number): boolean {
    for (let i = this.starts[k]!; i < this.ends[k]!; i++) if (!isDigit(this.spelling[i]!)) return false;
    return true;
  }
}

const isDigit = (cp: number): boolean => cp >= 0x30 && cp <= 0x39;
const isJoint = (cp: number): boolean => cp < 0x80 && (marks[cp]! & JOINS_NUMBERS) !== 0;

/** Does no token, and no number, reach from the run that ends at `end` to the next one at `start`? */
const isApart = (cps: Int32Array, end: number, start: number): boolean => {
  const last = cps[end - 1]!, next = cps[start]!;
  return isBlank(cps, end, start) && !(isDigit(next) ? isJoint(last) : isJoint(next) && isDigit(last));
};

/** Nothing but spaces and tabs. */
const isBlank = (cps: Int32Array, start: number, end: number): boolean => {
  for (let i = start; i < end; i++) if (cps[i] !== 0x20 && cps[i] !== 0x09) return false;
  return true;
};
