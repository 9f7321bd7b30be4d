import { createRequire } from 'node:module';
import { LOWER_MASK, WORD, table } from '../../text/code-points.js';

/*
 * Does `\b(?:entry|entry|...)\b` match a text, upper and lower case alike? The bad-word test of data-prep-kit (dpk_doc_quality), which
 * differs from C4's (`signals/bad-words.ts`): a boundary instead of a space or mark, so an entry that begins with no letter wants one before
 * it; Japanese is treated like any other language; the list is LDNOOBW's of 2020 without omissions, for its six languages.
 *
 * Ignoring case is Python's: the lower case of one code point, and long s is an s, dotless and dotted I are an i.
 *
 * An entry can only start where a run of word characters starts (or, for an entry that starts with a mark, where it ends). There the first
 * three letters are asked for in a table of 32 KB; a few percent of words pass and are walked through a trie.
 */
interface Node {
  readonly children: Map<number, Node>;
  isEntry: boolean;
}

export interface BadWords {
  readonly root: Node;
  /** `starts[key of three letters]` is 1 when an entry may begin with them. */
  readonly starts: Uint8Array;
  /** Code points that are no word characters and with which an entry begins. */
  readonly marks: ReadonlySet<number>;
}

const LANGUAGES = ['de', 'en', 'es', 'fr', 'ja', 'pt'];
const lists = createRequire(import.meta.url)('naughty-words') as Readonly<Record<string, readonly string[]>>;
const compiled = new Map<string, BadWords | null>();

/** The entries of a language, or null when data-prep-kit has no list for it. */
export const docqBadWords = (lang: string): readonly string[] | null => (LANGUAGES.includes(lang) ? lists[lang]!.map((entry) => entry.trim()) : null);

/** The compiled list of a language, or null when there is none; compiled once. */
export const badWordsOf = (lang: string): BadWords | null => {
  let found = compiled.get(lang);
  if (found === undefined) {
    const entries = docqBadWords(lang);
    compiled.set(lang, found = entries && compile(entries));
  }
  return found;
};

/** The letter that stands for a code point, whatever its case. */
const fold = (cp: number): number => (cp === 0x130 || cp === 0x131 ? 0x69 : cp === 0x17f ? 0x73 : table[cp]! & LOWER_MASK);

const compile = (entries: readonly string[]): BadWords => {
  const root: Node = { children: new Map(), isEntry: false }, starts = new Uint8Array(1 << 15), marks = new Set<number>();
  for (const entry of entries) {
    const letters = Array.from(entry.toLowerCase(), (char) => char.codePointAt(0)!);
    let node = root;
    for (const letter of letters) {
      if (!node.children.has(letter)) node.children.set(letter, { children: new Map(), isEntry: false });
      node = node.children.get(letter)!;
    }
    node.isEntry = true;
    if (!/^[\p{L}\p{N}_]/u.test(entry)) { marks.add(letters[0]!); continue; }
    // After a shorter entry anything may follow.
    const [a, b, c] = letters, seconds = b === undefined ? EVERY : [b], thirds = c === undefined ? EVERY : [c];
    for (const second of seconds) for (const third of thirds) starts[key(a!, second, third)] = 1;
  }
  return { root, starts, marks };
};

const EVERY = Array.from({ length: 32 }, (_, i) => i);
const key = (a: number, b: number, c: number): number => ((a & 31) << 10) | ((b & 31) << 5) | (c & 31);

/** May an entry begin in `cps[start, end)`, a run between white space, whatever stands behind it? */
export const mayBegin = (list: BadWords, cps: Int32Array, start: number, end: number): boolean => {
  for (let i = start, isInside = false; i < end; i++) {
    const cp = cps[i]!;
    if ((table[cp]! & WORD) === 0) {
      if (isInside && cp > 0x7f && list.marks.has(cp)) return true;
      isInside = false;
    } else if (!isInside) {
      if (mayBeginAt(list, cps, i, end)) return true;
      isInside = true;
    }
  }
  return false;
};

/** May an entry begin with the word character `cps[at]`? Of a single letter at the end too little is known; inside an entry all white space is a space. */
export const mayBeginAt = ({ starts }: BadWords, cps: Int32Array, at: number, end: number): boolean =>
  at + 1 === end || starts[key(fold(cps[at]!), fold(cps[at + 1]!), at + 2 < end ? fold(cps[at + 2]!) : SPACE)] !== 0;

/** Does an entry begin in `cps[start, end)`, a run between white space of `cps[0, length)`? At least two items follow the text in `cps`. */
export const begins = ({ root, starts, marks }: BadWords, cps: Int32Array, length: number, start: number, end: number): boolean => {
  for (let i = start, isInside = false; i < end; i++) {
    const cp = cps[i]!;
    if ((table[cp]! & WORD) === 0) {
      if (isInside && cp > 0x7f && marks.has(cp) && isEntryAt(root, cps, length, i)) return true;
      isInside = false;
    } else if (!isInside) {
      if (starts[key(fold(cp), fold(cps[i + 1]!), fold(cps[i + 2]!))] !== 0 && isEntryAt(root, cps, length, i)) return true;
      isInside = true;
    }
  }
  return false;
};

const SPACE = 0x20;

const isEntryAt = (root: Node, cps: Int32Array, length: number, at: number): boolean => {
  let node = root;
  for (let i = at; i < length; i++) {
    const next = node.children.get(fold(cps[i]!));
    if (!next) return false;
    node = next;
    if (node.isEntry && ((table[cps[i]!]! & WORD) !== 0) !== (i + 1 < length && (table[cps[i + 1]!]! & WORD) !== 0)) return true;
  }
  return false;
};
