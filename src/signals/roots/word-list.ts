import { FLAGGED_WORDS } from './flagged-words.js';
import { STOP_WORDS } from './stop-words.js';

/** Of a word: is a stop word, is a flagged word. */
export const STOP = 1;
export const FLAGGED = 2;

/** Words as code points, to be looked up in a text without making a string: open addressing, at most a quarter full. */
class WordTable {
  private readonly words: readonly (readonly number[])[];
  private readonly values: readonly number[];
  private readonly slots: Int32Array;
  private readonly longest: number;

  constructor(entries: ReadonlyMap<string, number>) {
    this.words = Array.from(entries.keys(), (word) => Array.from(word, (char) => char.codePointAt(0)!));
    this.values = [...entries.values()];
    this.longest = Math.max(0, ...this.words.map(({ length }) => length));
    let size = 16;
    while (size < 4 * this.words.length) size *= 2;
    this.slots = new Int32Array(size);
    this.words.forEach((word, i) => {
      let slot = hashOf(Int32Array.from(word), 0, word.length) & (size - 1);
      while (this.slots[slot] !== 0) slot = (slot + 1) & (size - 1);
      this.slots[slot] = i + 1;
    });
  }

  /** The value of the word `cps[start, end)`, 0 when it is not listed. */
  value(cps: Int32Array, start: number, end: number): number {
    if (end - start > this.longest) return 0;
    const { slots, words } = this, mask = slots.length - 1;
    for (let slot = hashOf(cps, start, end) & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const i = slots[slot]! - 1, word = words[i]!;
      if (word.length !== end - start) continue;
      let k = 0;
      while (k < word.length && word[k] === cps[start + k]) k++;
      if (k === word.length) return this.values[i]!;
    }
    return 0;
  }
}

const hashOf = (cps: Int32Array, start: number, end: number): number => {
  let hash = end - start;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ cps[i]!, 0x01000193);
  return hash ^ (hash >>> 15);
};

/** Entries of two words: half i of one is a word with value i + 1; the pair of halves has a value of its own. */
interface Pairs {
  readonly halves: WordTable;
  readonly size: number;
  readonly values: ReadonlyMap<number, number>;
}

/** What is looked up in a language. */
export interface WordList {
  /** STOP and FLAGGED of a word. */
  readonly words: WordTable;
  /** Vietnamese writes a space between syllables, so pairs of words are looked up as well; null elsewhere. */
  readonly pairs: Pairs | null;
}

const compiled = new Map<string, WordList | null>();

/** The list of a language, compiled once; null when the reference has none. */
export const wordListOf = (lang: string): WordList | null => {
  let list = compiled.get(lang);
  if (list === undefined) compiled.set(lang, list = Object.hasOwn(STOP_WORDS, lang) ? compile(lang) : null);
  return list;
};

/** The entries of a language and what each is. */
export const rootsEntries = (lang: string): ReadonlyMap<string, number> => {
  const found = new Map<string, number>();
  const add = (text: string, value: number): void => { for (const word of text.trim().split(/,\s+/)) found.set(word, (found.get(word) ?? 0) | value); };
  add(STOP_WORDS[lang]!, STOP);
  add(FLAGGED_WORDS['en']!, FLAGGED);
  if (FLAGGED_WORDS[lang]) add(FLAGGED_WORDS[lang], FLAGGED);
  return found;
};

const compile = (lang: string): WordList => {
  const entries = [...rootsEntries(lang)], two = entries.filter(([word]) => word.includes(' '));
  const words = new WordTable(new Map(entries.filter(([word]) => !word.includes(' '))));
  if (two.length === 0) return { words, pairs: null };
  const numbers = new Map<string, number>();
  for (const [pair] of two) for (const half of pair.split(' ')) if (!numbers.has(half)) numbers.set(half, numbers.size + 1);
  const size = numbers.size + 1;
  const values = new Map(two.map(([pair, value]) => {
    const [left, right] = pair.split(' ');
    return [numbers.get(left!)! * size + numbers.get(right!)!, value];
  }));
  return { words, pairs: { halves: new WordTable(numbers), size, values } };
};
