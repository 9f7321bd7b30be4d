/**
 * UTF-8 text -> hashes of its 5-grams, in one pass over the bytes: no string, no array of words.
 *
 * Shingles are what near-duplicate search compares: two pages are alike when many of their 5-grams of words are the same (Broder, "On the
 * resemblance and containment of documents", 1997; n = 5 as in FineWeb's published recipe, Penedo et al. 2024).
 *
 * Words are runs of code points that the normaliser (`fold.ts`) does not call separators: case, digits and punctuation do not count, so
 * "On May 3, 2021" and "on May 14 2022" are both `on may 0 0`. A word's hash is h = (h ^ c) * M over its folded code points, mixed at its end.
 * The hash of five words is the polynomial w0 P^4 + w1 P^3 + w2 P^2 + w3 P + w4 mod 2^32, carried on from word to word
 * (times P, plus the new, minus P^5 times the one that leaves) and mixed again: MinHash's multiply-add is only as good as its input is even.
 *
 * Where more than half of the code points belong to scripts without spaces (Chinese, Japanese, Thai, ...), words mean nothing: the text is read
 * again with every code point as a word of its own, separators left out, so that a 5-gram is five characters.
 *
 * Example: "a b c d e f" has words a..f and two shingles, (a b c d e) and (b c d e f). Fewer than five words: one shingle of all of them.
 * Cost: about 3 ns a byte for ASCII, four imuls a word on top; a text is read up to its first MiB.
 */
import { DIGIT, FOLD, foldWide, isSpaceless } from './fold.js';

/** Words (or characters) in a shingle. */
export const GRAM = 5;
/** Only this many bytes of a text are shingled. */
export const TEXT_CAP = 1 << 20;
/** No text has more shingles: a word takes two bytes with its separator, and where characters count, most take three. */
export const MAX_SHINGLES = TEXT_CAP / 2;
/** A text below has too few shingles to be compared: 20 words, or 40 characters where characters count (Chinese has about two a word). */
export const MIN_WORDS = 20;
export const MIN_CHARACTERS = 40;

const SEED = 0x2545f491, M = 0x9e3779b1, P = 0x85ebca6b;
const P5 = Math.imul(Math.imul(Math.imul(Math.imul(P, P), P), P), P);

/** Bijective finaliser of MurmurHash3 (A. Appleby), 32 bit. */
export const mix32 = (h: number): number => {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
};

/** `count` shingles were written; `enough` says whether the text is long enough for near-duplicate search. */
export interface Shingled { readonly count: number; readonly enough: boolean }

/**
 * Shingles of the valid UTF-8 in bytes[from, to), written to `out` (room for `MAX_SHINGLES`), in text order, repeated ones repeated.
 * A text cut at `TEXT_CAP` is cut before a code point; its last word may be half a word.
 */
export const shingle = (bytes: Uint8Array, from: number, to: number, out: Int32Array): Shingled => {
  let end = to;
  if (to - from > TEXT_CAP) { end = from + TEXT_CAP; while ((bytes[end]! & 0xc0) === 0x80) end--; }
  let h = SEED, previous = 0, roll = 0, w0 = 0, w1 = 0, w2 = 0, w3 = 0, w4 = 0;
  let words = 0, characters = 0, spaceless = 0, count = 0;
  for (let i = from; i <= end; ) {
    const c = i < end ? bytes[i]! : 0x20;
    let k: number;
    if (c < 0x80) { k = FOLD[c]!; i++; }
    else if (c < 0xe0) { k = FOLD[((c & 31) << 6) | (bytes[i + 1]! & 63)]!; i += 2; }
    else {
      const cp = decodeWide(bytes, i, c);
      i += c < 0xf0 ? 3 : 4;
      k = foldWide(cp);
      if (k !== 0 && isSpaceless(cp)) spaceless++;
    }
    if (k !== 0) {
      if (k === DIGIT && previous === DIGIT) continue;
      h = Math.imul(h ^ k, M);
      previous = k;
      characters++;
    } else if (previous !== 0) {
      const w = mix32(h);
      roll = (Math.imul(roll, P) + w - Math.imul(w0, P5)) | 0;
      w0 = w1; w1 = w2; w2 = w3; w3 = w4; w4 = w;
      if (++words >= GRAM) out[count++] = mix32(roll);
      h = SEED; previous = 0;
    }
  }
  if (spaceless * 2 > characters) return shingleCharacters(bytes, from, end, out);
  if (words > 0 && words < GRAM) out[count++] = mix32(roll);
  return { count, enough: words >= MIN_WORDS };
};

const decodeWide = (bytes: Uint8Array, i: number, c: number): number =>
  c < 0xf0
    ? ((c & 15) << 12) | ((bytes[i + 1]! & 63) << 6) | (bytes[i + 2]! & 63)
    : ((c & 7) << 18) | ((bytes[i + 1]! & 63) << 12) | ((bytes[i + 2]! & 63) << 6) | (bytes[i + 3]! & 63);

const shingleCharacters = (bytes: Uint8Array, from: number, end: number, out: Int32Array): Shingled => {
  let previous = 0, roll = 0, w0 = 0, w1 = 0, w2 = 0, w3 = 0, w4 = 0, characters = 0, count = 0;
  for (let i = from; i < end; ) {
    const c = bytes[i]!;
    const k = c < 0x80 ? FOLD[c]! : c < 0xe0 ? FOLD[((c & 31) << 6) | (bytes[i + 1]! & 63)]! : foldWide(decodeWide(bytes, i, c));
    i += c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
    const repeated = k === DIGIT && previous === DIGIT;
    previous = k;
    if (k === 0 || repeated) continue;
    const w = mix32(Math.imul(SEED ^ k, M));
    roll = (Math.imul(roll, P) + w - Math.imul(w0, P5)) | 0;
    w0 = w1; w1 = w2; w2 = w3; w3 = w4; w4 = w;
    if (++characters >= GRAM) out[count++] = mix32(roll);
  }
  if (characters > 0 && characters < GRAM) out[count++] = mix32(roll);
  return { count, enough: characters >= MIN_CHARACTERS };
};
