import { SPACE, WORD, table } from './code-points.js';
import { Interner } from './interner.js';
import { PunktSentences } from './punkt.js';
import { reserve } from './scratch.js';
import type { Analysis, Shared } from './shared.js';
import { EDGE, OPEN, OTHERWISE, SPACED, TreebankChunk, isContraction, isMark } from './treebank-chunk.js';

/*
 * Words as NLTK 3.8.1 `word_tokenize` makes them: Punkt's sentences (`punkt.ts`), each cut by the improved Treebank tokenizer (`treebank-chunk.ts`).
 *
 * A run of word characters is a word; so is one with a comma, or the last period of the sentence, behind it, less the mark. That is most of a text and is
 * seen in one look at each code point. Runs with other marks go through the rules. About 12 ns a code point in all, 5 of them for the numbers of words.
 *
 * Example: `He said: "It can't be." (He left.)` -> He said : `` It ca n't be . '' ( He left . )
 */
const COMMA = 0x2c, STOP = 0x2e, BLANK = 0x20, QUOTE = 0x22, APOSTROPHE = 0x27, BACKTICK = 0x60;

/** The tokens of sentences as places: token i is `cps[starts[i], ends[i])`, or a quotation mark that became `` (`ends[i]` = OPEN) or '' (CLOSE). */
export class TreebankTokens {
  count = 0;
  starts = new Int32Array(1024);
  ends = new Int32Array(1024);
  private readonly chunk = new TreebankChunk();

  /** Takes the tokens of `sentences`, ranges of `cps`; returns their number. */
  split(cps: Int32Array, sentences: PunktSentences): number {
    this.count = 0;
    if (sentences.count === 0) return 0;
    const letters = sentences.ends[sentences.count - 1]! - sentences.starts[0]!;
    this.starts = reserve(this.starts, letters);
    this.ends = reserve(this.ends, letters);
    for (let i = 0; i < sentences.count; i++) this.sentence(cps, sentences.starts[i]!, sentences.ends[i]!);
    return this.count;
  }

  private sentence(cps: Int32Array, start: number, end: number): void {
    const { starts, ends } = this, entries = table, final = lastPeriod(cps, start, end);
    let count = this.count;
    for (let i = start; i < end;) {
      while (i < end && (entries[cps[i]!]! & SPACE) !== 0) i++;
      const from = i;
      while (i < end && (entries[cps[i]!]! & WORD) !== 0) i++;
      const isEnd = i === end || (entries[cps[i]!]! & SPACE) !== 0, mark = isEnd ? 0 : cps[i]!, next = i + 1;
      if (isEnd && i === from) break;
      const isTrailed = (mark === COMMA || mark === STOP) && i > from && (next === end || (entries[cps[next]!]! & SPACE) !== 0);
      if ((isEnd || isTrailed) && !isContraction(cps, from, i)) {
        starts[count] = from;
        if (isTrailed && (mark === COMMA || i === final)) { ends[count++] = i; starts[count] = i; }
        if (isTrailed) i = next;
        ends[count++] = i;
        continue;
      }
      this.count = count;
      i = this.run(cps, from, i, start, end, final);
      count = this.count;
    }
    this.count = count;
  }

  /** A run of which cps[from, at) are word characters and the next one is none; returns its end. */
  private run(cps: Int32Array, from: number, at: number, start: number, end: number, final: number): number {
    const { starts, ends, chunk } = this;
    let needsRules = false, i = at, word = from;
    for (; i < end; i++) {
      const cp = cps[i]!, p = table[cp]!;
      if ((p & WORD) !== 0) continue;
      if ((p & SPACE) !== 0) break;
      needsRules ||= isMark(cp) || isContraction(cps, word, i);
      word = i + 1;
    }
    if (!needsRules && !isContraction(cps, word, i)) {
      starts[this.count] = from;
      ends[this.count++] = i;
      return i;
    }
    const before = from === start ? EDGE : cps[from - 1] === BLANK ? SPACED : OTHERWISE, after = i === end ? EDGE : cps[i] === BLANK ? SPACED : OTHERWISE;
    chunk.cut(cps, from, i, before, after, final);
    const { cuts, quotes } = chunk, n = i - from;
    for (let k = 0; k < n;) {
      let to = k + 1;
      while (cuts[to] === 0) to++;
      starts[this.count] = from + k;
      ends[this.count++] = quotes[k]! < 0 ? quotes[k]! : from + to;
      k = to;
    }
    return i;
  }
}

/**
 * The place of the period that ends a sentence and is a word of its own, or -1: none before it, and behind it closing quotes and brackets, spaces between
 * them too. A quote behind a space has become an opening one by then, and the rule does not know it.
 */
const lastPeriod = (cps: Int32Array, start: number, end: number): number => {
  let i = end;
  while (i > start && (table[cps[i - 1]!]! & SPACE) !== 0) i--;
  while (i > start && (cps[i - 1] === BLANK || isCloser(cps[i - 1]!))) {
    i--;
    const cp = cps[i]!;
    if (i > start && cps[i - 1] === BLANK && (cp === QUOTE || (cp === APOSTROPHE && i + 1 < end && cps[i + 1] === APOSTROPHE))) return -1;
  }
  return i - 1 > start && cps[i - 1] === STOP && cps[i - 2] !== STOP ? i - 1 : -1;
};

const isCloser = (cp: number): boolean =>
  cp < 0x80 ? cp === QUOTE || cp === APOSTROPHE || cp === 0x29 || cp === 0x5d || cp === 0x7d || cp === 0x3e : cp === 0xbb || cp === 0x201d || cp === 0x2019;

/** The words of a text and their numbers: `shared.of(TreebankWords)`. English, whatever the language of the text. */
export class TreebankWords implements Analysis {
  count = 0;
  /** Word i is `spelling[starts[i], ends[i])`, one behind the other, and has the number `ids[i]`. */
  starts = new Int32Array(1024);
  ends = new Int32Array(1024);
  ids = new Int32Array(1024);
  spelling = new Int32Array(1024);
  /** Of each number: its count and its first place in `spelling`. */
  readonly distinct = new Interner();
  private readonly tokens = new TreebankTokens();

  read(shared: Shared): void {
    const { cps, length } = shared, count = this.count = this.tokens.split(cps, shared.of(PunktSentences));
    this.starts = reserve(this.starts, count);
    this.ends = reserve(this.ends, count);
    this.ids = reserve(this.ids, count);
    // A " grows to two code points.
    this.spelling = reserve(this.spelling, 2 * length + 2);
    this.distinct.clear();
    const { starts, ends, ids, distinct, spelling, tokens } = this;
    let top = 0;
    for (let i = 0; i < count; i++) {
      const start = starts[i] = top, end = tokens.ends[i]!;
      if (end < 0) spelling[top++] = spelling[top++] = end === OPEN ? BACKTICK : APOSTROPHE;
      else for (let k = tokens.starts[i]!; k < end; k++) spelling[top++] = cps[k]!;
      ends[i] = top;
      ids[i] = distinct.id(spelling, start, top);
    }
  }
}
