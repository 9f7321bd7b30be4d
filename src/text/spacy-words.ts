import { SPACE, table } from './code-points.js';
import { Interner } from './interner.js';
import { extend, reserve } from './scratch.js';
import type { Analysis, Shared } from './shared.js';
import { ChunkPieces } from './spacy-chunk.js';
import { tokenMarks } from './spacy-marks.js';
import { type Span, begins, chosen, pieceLengths, pieceOf, spansAt } from './spacy-spans.js';

/*
 * The words of spaCy's blank English pipeline, as datatrove asks for them: its tokens without those of white space.
 *
 * What a run of characters between white space is cut into depends on nothing else but the run (except for emoticons and abbreviations that were taken apart,
 * `spacy-spans.ts`), so each distinct run of a text is cut once and its pieces are played back at every further copy.
 *
 *   "the cat, the cat."    runs  the  cat,  the  cat.      numbers 0 1 0 2
 *                          pieces of run 0: the   of run 1: cat ,   of run 2: cat .
 *   words                  the cat , the cat .             ids     0 1 2 0 1 3
 *
 * About 13 ns a code point of English.
 */
export class SpacyTokens {
  /** Number of words. */
  count = 0;
  /** Word i is `cps[starts[i], ends[i])` and has the number `ids[i]`. */
  starts = new Int32Array(1024);
  ends = new Int32Array(1024);
  ids = new Int32Array(1024);
  /** Distinct words: of each number its first place. */
  readonly distinct = new Interner();
  /** Of each number: how often it occurs; whether it is punctuation or ends a sentence (`spacy-marks.ts`). */
  counts = new Int32Array(1024);
  marks = new Int32Array(1024);
  private pieces = new Int32Array(1024);
  private known = 0;
  private spare: [Ints, Ints, Ints] = [new Int32Array(0), new Int32Array(0), new Int32Array(0)];
  private readonly runs = new Interner();
  private readonly cuts = new ChunkPieces();
  /** Run r has the pieces `runFirst[r]` to below `runFirst[r + 1]`: where each ends, from the start of the run, and its number. */
  private runFirst = new Int32Array(1024);
  private pieceEnds = new Int32Array(1024);
  private pieceIds = new Int32Array(1024);

  /** Takes the words of `cps[from, to)`. */
  readRange(cps: Int32Array, from: number, to: number): this {
    this.starts = reserve(this.starts, to - from + 1);
    this.ends = reserve(this.ends, to - from + 1);
    this.ids = reserve(this.ids, to - from + 1);
    this.distinct.clear();
    this.runs.clear();
    this.count = this.known = 0;
    const { runs } = this, entries = table;
    let count = 0, cut = 0, known = 0;
    for (let i = from; i < to;) {
      while (i < to && (entries[cps[i]!]! & SPACE) !== 0) i++;
      if (i === to) break;
      const start = i;
      while (i < to && (entries[cps[i]!]! & SPACE) === 0) i++;
      const run = runs.id(cps, start, i);
      if (run === cut) { known = this.cut(cps, start, i, run, known); cut++; }
      const { starts, ends, ids, counts, pieceEnds, pieceIds } = this, last = this.runFirst[run + 1]!;
      for (let k = this.runFirst[run]!, at = start; k < last; k++) {
        const id = pieceIds[k]!;
        counts[id]!++;
        starts[count] = at;
        ids[count] = id;
        ends[count++] = at = start + pieceEnds[k]!;
      }
    }
    this.count = count;
    this.join(cps);
    return this;
  }

  /** Pieces of a run that is seen for the first time; returns how many pieces are known now. */
  private cut(cps: Int32Array, start: number, end: number, run: number, known: number): number {
    const { cuts } = this;
    cuts.read(cps, start, end);
    if (run + 2 > this.runFirst.length) this.runFirst = extend(this.runFirst, 2 * run + 4, run + 1);
    if (known + cuts.count > this.pieceEnds.length) {
      this.pieceEnds = extend(this.pieceEnds, 2 * (known + cuts.count), known);
      this.pieceIds = extend(this.pieceIds, 2 * (known + cuts.count), known);
    }
    this.runFirst[run] = known;
    for (let k = 0, at = start; k < cuts.count; k++) {
      const to = cuts.ends[k]!;
      this.pieceEnds[known] = to - start;
      this.pieceIds[known++] = this.number(cps, at, to);
      at = to;
    }
    this.runFirst[run + 1] = known;
    return known;
  }

  /** The number of a word; what is to be known of a new one is found out. */
  private number(cps: Int32Array, start: number, end: number): number {
    const id = this.distinct.id(cps, start, end);
    if (id === this.known) {
      this.known++;
      if (id >= this.counts.length) {
        this.counts = extend(this.counts, 2 * id, id);
        this.marks = extend(this.marks, 2 * id, id);
        this.pieces = extend(this.pieces, 2 * id, id);
      }
      this.counts[id] = 0;
      this.marks[id] = tokenMarks(cps, start, end);
      this.pieces[id] = pieceOf(cps, start, end);
    }
    return id;
  }

  /** Puts exceptions together again that the rules took apart. */
  private join(cps: Int32Array): void {
    const { count, starts, ends, ids, pieces } = this, found: Span[] = [];
    const words = { count, piece: (i: number): number => pieces[ids[i]!]!, isApart: (i: number): boolean => isSpaceToken(cps, ends[i - 1]!, starts[i]!) };
    for (let i = 0; i < count; i++) {
      const first = pieces[ids[i]!]!;
      if (first >= 0 && begins[first] === 1) spansAt(i, words, found);
    }
    if (found.length === 0) return;
    const old = { starts, ends, ids };
    [this.starts, this.ends, this.ids] = this.spare.map((array) => reserve(array, starts.length)) as [Ints, Ints, Ints];
    this.spare = [starts, ends, ids];
    this.count = 0;
    let from = 0;
    for (const { start, end, exception } of chosen(found)) {
      if (!isWhole(old, start, end)) continue;
      this.take(old, from, start);
      for (let i = start; i < end; i++) this.counts[old.ids[i]!]!--;
      let at = old.starts[start]!;
      for (const length of pieceLengths[exception]!) {
        const id = this.number(cps, at, at + length);
        this.counts[id]!++;
        this.starts[this.count] = at;
        this.ids[this.count] = id;
        this.ends[this.count++] = at += length;
      }
      from = end;
    }
    this.take(old, from, count);
  }

  private take(old: { readonly starts: Ints; readonly ends: Ints; readonly ids: Ints }, from: number, to: number): void {
    this.starts.set(old.starts.subarray(from, to), this.count);
    this.ends.set(old.ends.subarray(from, to), this.count);
    this.ids.set(old.ids.subarray(from, to), this.count);
    this.count += to - from;
  }
}

type Ints = Int32Array<ArrayBuffer>;

/** Words [start, end) touch each other. */
const isWhole = ({ starts, ends }: { readonly starts: Ints; readonly ends: Ints }, start: number, end: number): boolean => {
  for (let i = start + 1; i < end; i++) if (starts[i] !== ends[i - 1]) return false;
  return true;
};

/** The words of the whole text. Ask for it by `shared.of(SpacyWords)`. */
export class SpacyWords extends SpacyTokens implements Analysis {
  read({ cps, length }: Shared): void {
    this.readRange(cps, 0, length);
  }
}

const A_SPACE = 0x20;

/** Is there a token of white space between two words? spaCy makes none of a single space. */
export const isSpaceToken = (cps: Int32Array, start: number, end: number): boolean => end - start > 1 || (end - start === 1 && cps[start] !== A_SPACE);
