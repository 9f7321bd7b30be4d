/**
 * Hashed n-grams of a text (Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", arXiv 0902.2206): what the
 * linear scorers see.
 *
 * A page is cut into chunks of comment size, so that a model trained on comments meets at scoring time what it met in training, and
 * so that the work is bounded: at most `chunks` chunks of about `chunkBytes`, the whole text when it fits, else evenly spaced windows
 * from start to end. Of a chunk only the set of features counts, each one once:
 *
 *   letters are lower-cased, digits become 0, every run of anything else becomes one space
 *   c  character n-grams inside ` word `: 3 to 5, or 1 to 3 where the first character is of a script without letters (from U+2E80 on)
 *   w  words · b  pairs of neighbouring words · p  runs of marks as they stand, at most 3 (`!!!`, `***`, `@`)
 *   s  shape of the chunk: share of capitals, digits, marks and line feeds among the bytes, bytes per word; length of the whole text
 *
 *   "Go, Go!"   ->   w go · b go go · p "," p "!" · c " go", "go ", " go " · s six steps
 *
 * Numbers: 0 is padding. Shape has the numbers 1 to 48, 1 + 8 x which + step, one of eight steps each. All else is a 32-bit
 * multiplicative hash over code points, started from a seed per kind, whose top `bits` bits are the number (those below 64 moved up
 * by 64). A byte per number says whether the chunk has it already. No strings, no Map; one pass decodes, one pass hashes.
 * Layout of the result: all numbers of all chunks in one Int32Array, the end of each chunk, the end of each text.
 * Cost: about 12 ns a byte, i.e. 50 us for a page of 4.4 KB, whatever its length beyond `chunks` x `chunkBytes`.
 */
import type { Packed } from '../model/columns.js';
import { spansOf } from './chunks.js';

/** Settings of the front end, as `model.json` states them. */
export interface Front {
  /** Numbers of features are below 2^bits; 8 to 24. */
  readonly bits: number;
  readonly chunkBytes: number;
  readonly chunks: number;
}

export interface Features {
  /** Numbers of the features of chunk c: ids[chunkEnds[c-1] .. chunkEnds[c]), none twice, in [1, 2^bits). */
  readonly ids: Int32Array;
  readonly chunkEnds: Uint32Array;
  /** Chunks of text i: [textEnds[i-1], textEnds[i]); a text without a byte has none. */
  readonly textEnds: Uint32Array;
}

/** Seeds of the hashed kinds. */
export const SEED = { char: 0x3c6ef372, word: 0x2545f491, pair: 0x61c88647, marks: 0x1b873593 } as const;
/** Numbers below this are not hashed: padding and shape. */
export const RESERVED = 64;
const PRIME = 0x01000193, SPREAD = 0x9e3779b1;
/** First code point that is written without spaces between words: CJK radicals and all that follows. */
const WIDE = 0x2e80;
export const STEPS = [0.001, 0.01, 0.02, 0.04, 0.07, 0.12, 0.25] as const;
export const WORD_STEPS = [3, 4, 4.75, 5.5, 6.25, 7.5, 10] as const;
export const LENGTH_STEPS = [128, 256, 512, 1024, 2048, 4096, 8192] as const;

/** Lower case of code points below U+0600 whose lower case is one code point below U+FFFF. */
const LOWER = Uint16Array.from({ length: 0x600 }, (_, cp) => {
  const lower = String.fromCodePoint(cp).toLowerCase();
  return lower.length === 1 ? lower.charCodeAt(0) : cp;
});
/** 0 white space or control, 1 mark, 2 word. Beyond the table: marks are the punctuation and symbol blocks. */
const KIND = Uint8Array.from({ length: 0x600 }, (_, cp) => {
  const c = String.fromCodePoint(cp);
  return /[\p{L}\p{M}\p{N}]/u.test(c) ? 2 : cp <= 32 || (cp >= 127 && cp <= 160) ? 0 : 1;
});
export const kindOf = (cp: number): number =>
  cp < 0x600 ? KIND[cp]!
    : cp === 0x3000 || (cp >= 0x2000 && cp <= 0x200f) || cp === 0x2028 || cp === 0x2029 || cp === 0xfeff ? 0
    : (cp >= 0x2010 && cp <= 0x206f) || (cp >= 0x2190 && cp <= 0x2bff) || (cp >= 0x3001 && cp <= 0x3003) || (cp >= 0x3008 && cp <= 0x3020)
      || (cp >= 0xfe10 && cp <= 0xfe6f) || (cp >= 0xff01 && cp <= 0xff0f) || (cp >= 0xff1a && cp <= 0xff20) || (cp >= 0xff3b && cp <= 0xff40)
      || (cp >= 0xff5b && cp <= 0xff65) || cp === 0xfffd || cp >= 0x1f000 ? 1
    : 2;
/** Folded code point of a word character: lower case, ASCII digits as 0. */
export const fold = (cp: number): number => (cp >= 48 && cp <= 57 ? 48 : cp < 0x600 ? LOWER[cp]! : cp);

const stepOf = (value: number, steps: readonly number[]): number => {
  let step = 0;
  while (step < steps.length && value >= steps[step]!) step++;
  return step;
};

/** Makes features; keeps its scratch between texts. One thread. */
export class Extractor {
  readonly #front: Front;
  readonly #shift: number;
  /** The chunk that has number id last: its stamp. */
  readonly #seen: Uint8Array;
  #stamp = 0;
  #ids = new Int32Array(1 << 14);
  #count = 0;
  /** Folded code points of a chunk, words between single spaces. */
  readonly #folded: Int32Array;

  constructor(front: Front) {
    this.#front = front;
    this.#shift = 32 - front.bits;
    this.#seen = new Uint8Array(2 ** front.bits);
    this.#folded = new Int32Array(front.chunkBytes * 2 + 256);
  }

  /** Features of every text. */
  extract(texts: Packed): Features {
    const { bytes, ends } = texts, chunkEnds: number[] = [], textEnds = new Uint32Array(ends.length);
    this.#count = 0;
    for (let i = 0; i < ends.length; i++) {
      const from = i === 0 ? 0 : ends[i - 1]!, to = ends[i]!, spans = spansOf(bytes, from, to, this.#front), length = stepOf(to - from, LENGTH_STEPS);
      for (let s = 0; s < spans.length; s += 2) {
        this.#chunk(bytes, spans[s]!, spans[s + 1]!, length);
        chunkEnds.push(this.#count);
      }
      textEnds[i] = chunkEnds.length;
    }
    return { ids: this.#ids.slice(0, this.#count), chunkEnds: Uint32Array.from(chunkEnds), textEnds };
  }

  #chunk(bytes: Uint8Array, from: number, to: number, lengthStep: number): void {
    if (++this.#stamp === 256) { this.#seen.fill(0); this.#stamp = 1; }
    const folded = this.#folded;
    let length = 1, capitals = 0, digits = 0, marks = 0, feeds = 0, words = 0, run = 0, hash = 0;
    folded[0] = 32;
    for (let at = from; at < to;) {
      let cp = bytes[at++]!;
      if (cp >= 0xc0) {
        const more = cp >= 0xf0 ? 3 : cp >= 0xe0 ? 2 : 1;
        cp &= 0x3f >> more;
        for (let k = 0; k < more && at < to; k++) cp = cp << 6 | bytes[at++]! & 0x3f;
      }
      const kind = kindOf(cp);
      if (kind === 1) {
        marks++;
        if (run < 3) hash = Math.imul((run === 0 ? SEED.marks : hash) ^ cp, PRIME);
        run++;
      } else if (run > 0) { this.#add(hash); run = 0; }
      if (kind === 2) {
        if (folded[length - 1] === 32) words++;
        if (cp >= 65 && cp <= 90) capitals++;
        else if (cp >= 48 && cp <= 57) digits++;
        folded[length++] = fold(cp);
      } else {
        if (cp === 10) feeds++;
        if (folded[length - 1] !== 32) folded[length++] = 32;
      }
    }
    if (run > 0) this.#add(hash);
    if (folded[length - 1] !== 32) folded[length++] = 32;
    this.#words(folded, length);
    const size = to - from;
    this.#push(1 + stepOf(capitals / size, STEPS));
    this.#push(9 + stepOf(digits / size, STEPS));
    this.#push(17 + stepOf(marks / size, STEPS));
    this.#push(25 + stepOf(feeds / size, STEPS));
    this.#push(33 + stepOf(words === 0 ? 0 : size / words, WORD_STEPS));
    this.#push(41 + lengthStep);
  }

  /** Words, pairs and character n-grams of folded code points: one space, word, one space, ... */
  #words(folded: Int32Array, length: number): void {
    let before = 0;
    for (let from = 0; from < length - 1;) {
      let to = from + 1, word: number = SEED.word;
      for (; folded[to] !== 32; to++) word = Math.imul(word ^ folded[to]!, PRIME);
      this.#add(word);
      if (from > 0) this.#add(Math.imul(Math.imul(SEED.pair ^ before, PRIME) ^ word, PRIME));
      before = word;
      for (let i = from; i < to; i++) {
        const wide = folded[i]! >= WIDE, least = wide ? 1 : 3, most = Math.min(i + (wide ? 3 : 5), to + 1);
        let gram: number = SEED.char;
        for (let j = i; j < most; j++) {
          gram = Math.imul(gram ^ folded[j]!, PRIME);
          if (j - i + 1 >= least) this.#add(gram);
        }
      }
      from = to;
    }
  }

  #add(hash: number): void {
    let id = Math.imul(hash ^ hash >>> 15, SPREAD) >>> this.#shift;
    if (id < RESERVED) id += RESERVED;
    if (this.#seen[id] === this.#stamp) return;
    this.#seen[id] = this.#stamp;
    this.#push(id);
  }

  #push(id: number): void {
    if (this.#count === this.#ids.length) {
      const twice = new Int32Array(this.#ids.length * 2);
      twice.set(this.#ids);
      this.#ids = twice;
    }
    this.#ids[this.#count++] = id;
  }
}
