import { LOWER_MASK, table } from './code-points.js';
import type { SplitWords } from './split-words.js';

interface Phrase {
  readonly cps: readonly number[];
  /** Place of its first space. */
  readonly space: number;
  readonly group: number;
}

/**
 * Finds fixed phrases, anywhere in a text and in any case, that all hold a space: it is enough to look at the spaces between words. Two
 * letters before a space and one behind it are hashed; only where some phrase has the like around its first space is it compared. About
 * 3 ns a word, however many phrases there are.
 */
export class SpacedPhrases {
  private readonly buckets: Phrase[][] = Array.from({ length: SIZE }, () => []);
  private readonly filled = new Uint8Array(SIZE);
  /** Bit g: a phrase of group g has its first space behind the word that `next` returned. */
  found = 0;

  /** @param groups phrases of lower-case ASCII, words separated by single spaces; at most 31 groups */
  constructor(...groups: readonly (readonly string[])[]) {
    groups.forEach((phrases, group) => {
      for (const text of phrases) {
        const cps = Array.from(text, (char) => char.charCodeAt(0)), space = text.indexOf(' '), phrase = { cps, space, group };
        const before = space > 1 ? [cps[space - 2]!] : Array.from({ length: 128 }, (_, any) => any);
        for (const symbol of before) {
          const key = hashOf(symbol, cps[space - 1]!, cps[space + 1]!);
          if (!this.buckets[key]!.includes(phrase)) this.buckets[key]!.push(phrase);
          this.filled[key] = 1;
        }
      }
    });
  }

  /** The first of the words [from, to) with a phrase whose first space is the one behind it; `to` when there is none. */
  next(cps: Int32Array, length: number, { starts, ends, count }: SplitWords, from: number, to: number): number {
    const { filled } = this, last = Math.min(to, count - 1);
    for (let i = from; i < last; i++) {
      const space = ends[i]!;
      if (starts[i + 1] !== space + 1 || cps[space] !== SPACE) continue;
      const key = hashOf(space > 1 ? symbolOf(cps[space - 2]!) : 0, symbolOf(cps[space - 1]!), symbolOf(cps[space + 1]!));
      if (filled[key] !== 0 && this.isAt(cps, length, space, key)) return i;
    }
    return to;
  }

  private isAt(cps: Int32Array, length: number, space: number, key: number): boolean {
    this.found = 0;
    for (const phrase of this.buckets[key]!) if (isPhrase(phrase, cps, space - phrase.space, length)) this.found |= 1 << phrase.group;
    return this.found !== 0;
  }
}

const SPACE = 0x20, SIZE = 1 << 14;

const symbolOf = (cp: number): number => {
  const lower = table[cp]! & LOWER_MASK;
  return lower < 128 ? lower : 0;
};
const hashOf = (first: number, second: number, third: number): number => Math.imul((first << 14) | (second << 7) | third, 0x9e3779b1) >>> 18;

const isPhrase = (phrase: Phrase, cps: Int32Array, start: number, length: number): boolean => {
  const symbols = phrase.cps;
  if (start < 0 || start + symbols.length > length) return false;
  for (let k = 0; k < symbols.length; k++) if ((table[cps[start + k]!]! & LOWER_MASK) !== symbols[k]) return false;
  return true;
};
