import { SPACE, WORD, table } from './code-points.js';
import { Interner, step } from './interner.js';
import { PunktSentences } from './punkt.js';
import { reserve } from './scratch.js';
import type { Analysis, Shared } from './shared.js';
import { SplitWords } from './split-words.js';
import { EDGE, OPEN, OTHERWISE, SPACED, TreebankChunk, isContraction, isMark } from './treebank-chunk.js';

/*
 * Words as NLTK 3.8.1 `word_tokenize` makes them: Punkt's sentences (`punkt.ts`), each cut by the improved Treebank tokenizer (`treebank-chunk.ts`).
 *
 * A run of word characters is a word; so is one with a comma, or the last period of the sentence, behind it, less the mark. That is most of a text, and what a
 * distinct run is, is found out once. Runs with other marks go through the rules wherever they stand. About 8 ns a code point in all.
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

  /** Makes room for the tokens of that many code points. */
  clear(letters: number): void {
    this.count = 0;
    this.starts = reserve(this.starts, letters);
    this.ends = reserve(this.ends, letters);
  }

  /** Takes the tokens of `sentences`, ranges of `cps`; returns their number. */
  split(cps: Int32Array, sentences: PunktSentences): number {
    if (sentences.count === 0) return this.count = 0;
    this.clear(sentences.ends[sentences.count - 1]! - sentences.starts[0]!);
    for (let i = 0; i < sentences.count; i++) {
      const start = sentences.starts[i]!, end = sentences.ends[i]!;
      this.add(cps, start, end, start, end, lastPeriod(cps, start, end));
    }
    return this.count;
  }

  /**
   * Adds the tokens of `cps[i, to)`, whole runs of the sentence `cps[start, end)`.
   * @param final place of the last period of the sentence, -1 none
   */
  add(cps: Int32Array, i: number, to: number, start: number, end: number, final: number): void {
    const { starts, ends } = this, entries = table;
    let count = this.count;
    while (i < to) {
      while (i < to && (entries[cps[i]!]! & SPACE) !== 0) i++;
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

/** What a run of the text is: WORD one word, LISTED and ENDED a word and a comma or period, RULED anything else. */
const WORD_ONLY = 0, LISTED = 1, ENDED = 2, RULED = 3;

const kindOf = (cps: Int32Array, start: number, end: number): number => {
  let word = start;
  for (let i = start; i < end; i++) {
    const cp = cps[i]!;
    if ((table[cp]! & WORD) !== 0) continue;
    if (isContraction(cps, word, i)) return RULED;
    if (isMark(cp)) return word > start || i === start || i + 1 < end ? RULED : cp === COMMA ? LISTED : cp === STOP ? ENDED : RULED;
    word = i + 1;
  }
  return isContraction(cps, word, end) ? RULED : WORD_ONLY;
};

/** The words of a text and their numbers: `shared.of(TreebankWords)`. English, whatever the language of the text. */
export class TreebankWords implements Analysis {
  /** Word i has the number `ids[i]`. */
  count = 0;
  ids = new Int32Array(1024);
  /** Of each number: its count, which may be 0, and where it stands in `spelling`. */
  readonly distinct = new Interner();
  spelling = new Int32Array(1024);
  private top = 0;
  /** Of each distinct run its kind and, behind two bits, the number of its word. */
  private runs = new Int32Array(1024);
  private readonly tokens = new TreebankTokens();

  read(shared: Shared): void {
    const { cps, length } = shared, words = shared.of(SplitWords), sentences = shared.of(PunktSentences);
    this.distinct.clear();
    this.top = 0;
    // At most two code points for one of the text: a run with a period is kept with and without it, and a " grows to two.
    this.spelling = reserve(this.spelling, 2 * length + 8);
    this.ids = reserve(this.ids, length + 1);
    const comma = this.number(MARKS, 0, 1), stop = this.number(MARKS, 1, 2);
    this.look(cps, words);
    const { ids, runs, tokens, distinct } = this;
    this.tokens.clear(length);
    let count = 0;
    for (let k = 0, w = 0; k < sentences.count; k++) {
      const start = sentences.starts[k]!, end = sentences.ends[k]!, final = lastPeriod(cps, start, end);
      for (; w < words.count && words.starts[w]! < end; w++) {
        const run = runs[words.ids[w]!]!, kind = run & 3;
        if (kind === WORD_ONLY) { ids[count++] = run >> 2; continue; }
        if (kind === LISTED) { ids[count++] = run >> 2; ids[count++] = comma; continue; }
        if (kind === ENDED && words.ends[w]! - 1 === final) { ids[count++] = run >> 2; ids[count++] = stop; continue; }
        // A sentence may begin or end inside a run of marks.
        const to = words.ends[w]!;
        tokens.count = 0;
        tokens.add(cps, Math.max(words.starts[w]!, start), Math.min(to, end), start, end, final);
        for (let i = 0; i < tokens.count; i++) ids[count++] = this.numberOf(cps, tokens.starts[i]!, tokens.ends[i]!);
        if (to > end) break;
      }
    }
    this.count = count;
    distinct.counts.fill(0, 0, distinct.distinct);
    for (let i = 0; i < count; i++) distinct.counts[ids[i]!]!++;
  }

  /** Finds out what the distinct runs are. */
  private look(cps: Int32Array, { letterKinds, distinct: { distinct, starts, ends, hashes } }: SplitWords): void {
    const runs = this.runs = reserve(this.runs, distinct);
    for (let run = 0; run < distinct; run++) {
      const start = starts[run]!, end = ends[run]!, kind = letterKinds[run] !== 0 && !isContraction(cps, start, end) ? WORD_ONLY : kindOf(cps, start, end);
      runs[run] = kind === RULED ? RULED : (kind === WORD_ONLY ? this.mixed(cps, start, end, hashes[run]!) : this.number(cps, start, end - 1)) << 2 | kind;
    }
  }

  private numberOf(cps: Int32Array, start: number, end: number): number {
    return end >= 0 ? this.number(cps, start, end) : end === OPEN ? this.number(MARKS, 2, 4) : this.number(MARKS, 4, 6);
  }

  /** The number of a word; its letters are kept when it is new. */
  private number(cps: Int32Array, start: number, end: number): number {
    const { spelling, top, distinct } = this, known = distinct.distinct;
    let to = top, hash = 0;
    for (let i = start; i < end; i++) hash = step(hash, spelling[to++] = cps[i]!);
    const id = distinct.hashed(spelling, top, to, hash);
    if (id === known) this.top = to;
    return id;
  }

  /** The same for a run that is a word, whose mixed hash is known. */
  private mixed(cps: Int32Array, start: number, end: number, hash: number): number {
    const { spelling, top, distinct } = this, known = distinct.distinct;
    let to = top;
    for (let i = start; i < end; i++) spelling[to++] = cps[i]!;
    const id = distinct.mixed(spelling, top, to, hash);
    if (id === known) this.top = to;
    return id;
  }
}

/** A comma, a period and the two quotation marks. */
const MARKS = Int32Array.of(COMMA, STOP, BACKTICK, BACKTICK, APOSTROPHE, APOSTROPHE);
