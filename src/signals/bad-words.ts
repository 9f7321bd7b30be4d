import { createRequire } from 'node:module';
import { LOWER_MASK, WORD, entry, table } from '../text/code-points.js';
import type { SplitWords } from '../text/split-words.js';

/*
 * The bad-word filter of C4: does `(?:\W|^)(entry|entry|...)(?:\W|$)` match a lower-cased text?
 *
 * Lists: LDNOOBW ("List of Dirty, Naughty, Obscene or Otherwise Bad Words") as packaged by naughty-words 1.2.0, which equals the state
 * 5faf2ba of 2020 that tensorflow/datasets and datatrove read for every language but English; for English both pin 25e679f, which has
 * 377 entries: those of 5faf2ba without the 26 below. As in both, entries are taken as they are (one with a capital never matches) and
 * four entries that are parts of common words are left out. Japanese, Thai and Chinese are matched as substrings.
 *
 * The regex asks for some entry with no word character on either side. Here every place is first asked whether an entry may begin with
 * its four letters (16 KB); only then a trie is walked from it, at most as far as the longest entry. About 2 ns a code point.
 */
const ADDED_AFTER_25E679F = [
  'bangbus', 'beastiality', 'cialis', 'cumshot', 'cumshots', 'fag', 'gangbang', 'horny', 'livesex', 'masturbating', 'masturbation', 'mong',
  'nsfw', 'nutten', 'pikey', 'sexcam', 'sexual', 'sexually', 'sexuality', 'spastic', 'thumbzilla', 'viagra', 'voyeurweb', 'voyuer', 'whore',
  'worldsex',
];
const LEFT_OUT: Readonly<Record<string, readonly string[]>> = { en: ADDED_AFTER_25E679F, ja: ['sm', 'グロ', '女の子'], zh: ['性'] };
const WITHOUT_SPACES = ['ja', 'th', 'zh'];

interface Node {
  readonly children: Map<number, Node>;
  isEntry: boolean;
}
interface BadWords {
  readonly root: Node;
  /** `starts[hash of the symbols under mask]` is 1 when an entry that begins with a word character may begin with them. */
  readonly starts: Uint8Array;
  readonly mask: number;
  /** Some entry begins with a code point that is no word character. */
  readonly oddStart: boolean;
  readonly anywhere: boolean;
}

const lists = createRequire(import.meta.url)('naughty-words') as Readonly<Record<string, readonly string[]>>;
const compiled = new Map<string, BadWords | null>();

/** Languages that have a list: ISO 639 codes. */
export const BAD_WORD_LANGUAGES: readonly string[] = Object.keys(lists).filter((lang) => !lang.includes('-'));

/** The entries of a language that are looked for, or null when it has no list. */
export const badWordEntries = (lang: string): readonly string[] | null =>
  BAD_WORD_LANGUAGES.includes(lang) ? lists[lang]!.map((item) => item.trim()).filter((item) => !LEFT_OUT[lang]?.includes(item)) : null;

/** The compiled list of a language, or null when it has none; compiled once. */
export const badWordsOf = (lang: string): BadWords | null => {
  let found = compiled.get(lang);
  if (found === undefined) {
    const entries = badWordEntries(lang);
    found = entries && compile(entries, WITHOUT_SPACES.includes(lang));
    compiled.set(lang, found);
  }
  return found;
};

/** Four symbols of 7 bits -> 14 bits. A word character is the low bits of its lower case, anything else 0 (ASCII) or 1. */
const hashOf = (symbols: number): number => Math.imul(symbols, 0x9e3779b1) >>> 18;
const symbolOf = (p: number): number => ((p & WORD) !== 0 ? p & 0x7f : (p & LOWER_MASK) < 128 ? 0 : 1);

const compile = (items: readonly string[], anywhere: boolean): BadWords => {
  // Where entries may lie anywhere most have two or three characters: two are looked at. Elsewhere no word character follows an entry.
  const root: Node = { children: new Map(), isEntry: false }, starts = new Uint8Array(1 << 14), mask = anywhere ? 0xfffc000 : 0xfffffff;
  let oddStart = false;
  const mark = (symbols: readonly number[]): void => {
    if (symbols.length === 4) { starts[hashOf(symbols.reduce((key, symbol) => (key << 7) | symbol) & mask)] = 1; return; }
    if (anywhere && symbols.length > 1) return mark([...symbols, 0]);
    for (let any = 0; any < 128; any++) mark([...symbols, any]);
  };
  for (const item of items) {
    const codePoints = Array.from(item, (char) => char.codePointAt(0)!), symbols = codePoints.slice(0, 4).map((codePoint) => symbolOf(entry(codePoint)));
    if ((entry(codePoints[0]!) & WORD) === 0) oddStart = true;
    else if (anywhere || symbols.length === 4) mark(symbols);
    else { mark([...symbols, 0]); mark([...symbols, 1]); }
    let node = root;
    for (const codePoint of codePoints) {
      if (!node.children.has(codePoint)) node.children.set(codePoint, { children: new Map(), isEntry: false });
      node = node.children.get(codePoint)!;
    }
    node.isEntry = true;
  }
  return { root, starts, mask, oddStart, anywhere };
};

/** Does an entry occur in `cps[start, end)`? Letters are lower-cased one by one; a text with U+03A3 or U+0130 must come lower-cased. */
export const hasBadWord = (list: BadWords, cps: Int32Array, start: number, end: number): boolean => {
  const { starts, mask, oddStart, anywhere } = list, ignored = anywhere ? 0 : 1;
  let symbols = 0, words = 0;
  // Three places beyond the end, so that the last four symbols are looked at too.
  for (let i = start; i < end + 3; i++) {
    const p = i < end ? table[cps[i]!]! : 0;
    symbols = ((symbols << 7) | symbolOf(p)) & 0xfffffff;
    // Bit k: the code point k places back is a word character. Bit 4 stands before the four symbols.
    words = (words << 1) | ((p >>> WORD_BIT) & ignored);
    const isStart = (starts[hashOf(symbols & mask)]! & ~(words >>> 4) & 1) !== 0 || (oddStart && symbols >>> 21 === 1);
    if (isStart && i - 3 >= start && isEntryAt(list, cps, start, end, i - 3)) return true;
  }
  return false;
};

const WORD_BIT = 31 - Math.clz32(WORD);

/**
 * The same of `cps[0, length)` whose runs between white space are known: an entry begins where a word begins, or with a mark beyond ASCII, so nothing else of a run
 * is looked at, and of one of ASCII letters only its beginning.
 */
export const hasBadWordInRuns = (list: BadWords, cps: Int32Array, length: number, { count, starts, ends, ids, letterKinds }: SplitWords): boolean => {
  if (list.anywhere) return hasBadWord(list, cps, 0, length);
  const entries = table, { oddStart } = list;
  for (let run = 0; run < count; run++) {
    const start = starts[run]!, end = ends[run]!;
    if (letterKinds[ids[run]!] !== 0) {
      if (mayBeginAt(list, cps, length, start) && isEntryAt(list, cps, 0, length, start)) return true;
      continue;
    }
    for (let i = start, before = 0; i < end; i++) {
      const p = entries[cps[i]!]!, isWord = p & WORD, may = isWord === 0 ? oddStart && symbolOf(p) === 1 : before === 0 && mayBeginAt(list, cps, length, i);
      if (may && isEntryAt(list, cps, 0, length, i)) return true;
      before = isWord;
    }
  }
  return false;
};

const mayBeginAt = ({ starts }: BadWords, cps: Int32Array, length: number, at: number): boolean => {
  let symbols = 0;
  for (let i = at; i < at + 4; i++) symbols = (symbols << 7) | (i < length ? symbolOf(table[cps[i]!]!) : 0);
  return starts[hashOf(symbols)] !== 0;
};

const isEntryAt = ({ root, anywhere }: BadWords, cps: Int32Array, start: number, end: number, at: number): boolean => {
  if (!anywhere && at > start && (table[cps[at - 1]!]! & WORD) !== 0) return false;
  let node = root;
  for (let i = at; i < end; i++) {
    const next = node.children.get(table[cps[i]!]! & LOWER_MASK);
    if (!next) return false;
    node = next;
    if (node.isEntry && (anywhere || i + 1 === end || (table[cps[i + 1]!]! & WORD) === 0)) return true;
  }
  return false;
};
