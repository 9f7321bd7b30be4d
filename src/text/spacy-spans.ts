import { ChunkPieces } from './spacy-chunk.js';
import { EXCEPTIONS } from './spacy-exceptions.js';
import { Spellings } from './spellings.js';

/*
 * The last step of spaCy's tokenizer: exceptions that its affix rules took apart are put together again, wherever their pieces follow each other
 * (`foo:)` gives foo : ) and then foo :) ). The pieces of an exception are what the rules alone make of it.
 *
 * Of matches that overlap the longest wins, of equally long ones the first; a match whose pieces stand apart in the text (`: )`) changes nothing but keeps
 * others out (spacy/tokenizer.pyx `_apply_special_cases`, explosion/spaCy v3.8.18). A trie of piece numbers, walked only from tokens that begin one.
 */
const chunk = new ChunkPieces();
const pieces = EXCEPTIONS.map((exception) => {
  const chars = Array.from(exception.join('')), cps = Int32Array.from(chars, (char) => char.codePointAt(0)!);
  chunk.read(cps, 0, cps.length, false);
  return Array.from(chunk.ends.subarray(0, chunk.count), (end, k) => chars.slice(k === 0 ? 0 : chunk.ends[k - 1], end).join(''));
});
/** Exceptions of one piece need no putting together. */
const apart = pieces.flatMap((parts, exception) => (parts.length > 1 ? [{ parts, exception }] : []));
const spellings = [...new Set(apart.flatMap(({ parts }) => parts))], numbers = new Map(spellings.map((piece, k) => [piece, k]));
const known = new Spellings(spellings);

/** Number of a piece of some exception, or -1. */
export const pieceOf = (cps: Int32Array, start: number, end: number): number => known.find(cps, start, end);

/** `next.get(node * STEP + piece)`; node 0 is the root. */
const STEP = 1 << 12;
const next = new Map<number, number>(), accepts: number[] = [-1];
for (const { parts, exception } of apart) {
  let node = 0;
  for (const part of parts) {
    const key = node * STEP + numbers.get(part)!;
    if (!next.has(key)) { next.set(key, accepts.length); accepts.push(-1); }
    node = next.get(key)!;
  }
  accepts[node] = exception;
}
/** Does some exception begin with this piece? */
export const begins: Uint8Array = Uint8Array.from(spellings, (_, piece) => (next.has(piece) ? 1 : 0));

/** Words [start, end) are the pieces of an exception. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly exception: number;
}

/** The words that spans are looked for in. */
export interface Words {
  readonly count: number;
  /** The number of a word's piece, or -1. */
  readonly piece: (word: number) => number;
  /** A token of white space stands before the word. */
  readonly isApart: (word: number) => boolean;
}

/** The exceptions that begin at a word. */
export const spansAt = (start: number, { count, piece, isApart }: Words, into: Span[]): void => {
  let node: number | undefined = 0;
  for (let i = start; i < count && (i === start || !isApart(i)); i++) {
    const number = piece(i);
    node = number < 0 ? undefined : next.get(node * STEP + number);
    if (node === undefined) return;
    if (accepts[node]! >= 0) into.push({ start, end: i + 1, exception: accepts[node]! });
  }
};

/** Those of the spans that count, in order of the text: the longest first, then the first; a span is out when one of its ends lies in another. */
export const chosen = (spans: readonly Span[]): Span[] => {
  const taken = new Set<number>(), kept: Span[] = [];
  for (const span of spans.toSorted((a, b) => (b.end - b.start) - (a.end - a.start) || a.start - b.start)) {
    if (!taken.has(span.start) && !taken.has(span.end - 1)) kept.push(span);
    for (let i = span.start; i < span.end; i++) taken.add(i);
  }
  return kept.sort((a, b) => a.start - b.start);
};

/** Number of code points of each piece of an exception. */
export const pieceLengths: readonly (readonly number[])[] = EXCEPTIONS.map((exception) => exception.map((piece) => [...piece].length));
