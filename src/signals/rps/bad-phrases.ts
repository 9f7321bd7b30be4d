import { createRequire } from 'node:module';
import { Spellings } from '../../text/spellings.js';
import { reserve } from '../../text/scratch.js';
import type { Words } from '../../text/tokens.js';

/*
 * How many n-grams of normalized words equal an entry of LDNOOBW's list (the npm package naughty-words 1.2.0 = the repository's state 5faf2ba).
 *
 * Entries are taken as they are and the text is normalized, as in the reference, so one with a capital, an ASCII mark or a precomposed accent is never met
 * (61 of the 68 Spanish ones). The words of all entries are numbered; each distinct word of the text is looked up once. Entries of one word are then
 * counted by the counts of the words, longer ones at the places of their first word.
 */
interface Phrases {
  readonly words: Spellings;
  /** Is the word an entry? By number of the word. */
  readonly isEntry: readonly boolean[];
  /** The entries of more than one word that begin with it, each as numbers of words. */
  readonly longer: readonly (readonly (readonly number[])[])[];
}

/** Languages for which RedPajama-V2 reads a list. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it'];
const lists = createRequire(import.meta.url)('naughty-words') as Readonly<Record<string, readonly string[]>>;
const compiled = new Map<string, Phrases>();

const compile = (entries: readonly string[]): Phrases => {
  const split = [...new Set(entries.map((entry) => entry.trim()))].map((entry) => entry.split(' ')), words = [...new Set(split.flat())];
  const numbers = new Map(words.map((word, i) => [word, i])), isEntry = words.map(() => false), longer = words.map((): (readonly number[])[] => []);
  for (const entry of split) {
    const first = numbers.get(entry[0]!)!;
    if (entry.length === 1) isEntry[first] = true;
    else longer[first]!.push(entry.map((word) => numbers.get(word)!));
  }
  return { words: new Spellings(words), isEntry, longer };
};

const phrasesOf = (lang: string): Phrases | null => {
  if (!LANGUAGES.includes(lang)) return null;
  let phrases = compiled.get(lang);
  if (!phrases) compiled.set(lang, phrases = compile(lists[lang]!));
  return phrases;
};

/** Of each distinct word of the text: its number among the words of the list + 1, 0 = none. */
let numberOf = new Int32Array(1024);

/** Matches in a text of this language, -1 when it has no list. */
export const countBadPhrases = ({ count, distinct, ids, counts, spelling, starts, lengths }: Words, lang: string): number => {
  const phrases = phrasesOf(lang);
  if (phrases === null) return -1;
  const { words, isEntry, longer } = phrases;
  numberOf = reserve(numberOf, distinct);
  let found = 0, hasLonger = false;
  for (let id = 0; id < distinct; id++) {
    const start = starts[id]!, number = words.find(spelling, start, start + lengths[id]!);
    numberOf[id] = number + 1;
    if (number < 0) continue;
    if (isEntry[number]) found += counts[id]!;
    if (longer[number]!.length > 0) hasLonger = true;
  }
  if (!hasLonger) return found;
  for (let i = 0; i < count; i++) {
    const first = numberOf[ids[i]!]! - 1;
    if (first < 0) continue;
    for (const entry of longer[first]!) {
      if (i + entry.length > count) continue;
      let k = 1;
      while (k < entry.length && numberOf[ids[i + k]!]! - 1 === entry[k]) k++;
      if (k === entry.length) found++;
    }
  }
  return found;
};
