import { LOWER_MASK, SPACE, WORD, table } from '../../text/code-points.js';
import type { Matches } from './matches.js';
import { TOP_LEVEL_DOMAINS } from './top-level-domains.js';

/*
 * Where DCLM's url_removal_modifier (mlfoundations/dclm@361714b baselines/mappers/modifiers.py) finds URLs in a text. Two regexes, the
 * second on what the first leaves:
 *
 *   names      \s{0,10}(?:(https?|ftp)://)?[-a-zA-Z0-9@:%._+~#=]{1,256}\.(TLD)\b[-a-zA-Z0-9()@:%_+.~#?&/=]*
 *   addresses  \s{0,10}\b(?:(https?|ftp)://)?(?:[0-2]?[0-9]{1,2}\.){3}[0-2]?[0-9]{1,2}[-a-zA-Z0-9()@:%_+.~#?&/=]*
 *
 * The first is applied only to a text that begins with the letters of a top-level domain in any case ("The" begins with th, "We" with
 * none): the reference asks `match` where it meant `search`.
 *
 * Both are found from a dot. For names it is the first dot with a host character before it and a domain behind it: no match can begin
 * earlier than its run of host characters (at most 256 of them), the scheme before it and up to ten spaces before that. The host is greedy,
 * so the match goes on from the last such dot of the run. For addresses it is the first dot of four groups. A text without one costs one
 * look for dots.
 */

interface Node {
  readonly children: Map<number, Node>;
  isEnd: boolean;
}
const root: Node = { children: new Map(), isEnd: false };
for (const name of TOP_LEVEL_DOMAINS) {
  let node = root;
  for (const char of name) {
    const codePoint = char.codePointAt(0)!;
    if (!node.children.has(codePoint)) node.children.set(codePoint, { children: new Map(), isEnd: false });
    node = node.children.get(codePoint)!;
  }
  node.isEnd = true;
}

/** What Python's IGNORECASE takes for a letter of a domain beside its lower case. */
const ALIKE: ReadonlyMap<number, number> = new Map(
  '130:69 131:69 17f:73 345:3b9 3c2:3c3 3d0:3b2 3d1:3b8 3d5:3c6 3d6:3c0 3f0:3ba 3f1:3c1 3f5:3b5 b5:3bc 1c80:432 1c81:434 1c82:43e 1c83:441 1c84:442 1c85:442 1c86:44a 1fbe:3b9'
    .split(' ').map((pair) => pair.split(':').map((hex) => Number.parseInt(hex, 16)) as [number, number]));

/** Does the text begin with the letters of a top-level domain, in any case? */
export const beginsWithDomain = (cps: Int32Array, length: number): boolean => {
  let node = root;
  for (let i = 0; i < length; i++) {
    const next = node.children.get(ALIKE.get(cps[i]!) ?? table[cps[i]!]! & LOWER_MASK);
    if (!next) return false;
    if (next.isEnd) return true;
    node = next;
  }
  return false;
};

const HOST = 1, TAIL = 2, LOWER = 4, DIGIT = 8;
const kinds = new Uint8Array(128);
for (let cp = 0; cp < 128; cp++) {
  const char = String.fromCharCode(cp);
  kinds[cp] = (/[-a-zA-Z0-9@:%._+~#=]/.test(char) ? HOST : 0) | (/[-a-zA-Z0-9()@:%_+.~#?&/=]/.test(char) ? TAIL : 0) | (/[a-z]/.test(char) ? LOWER : 0) | (/[0-9]/.test(char) ? DIGIT : 0);
}
const is = (cp: number, kind: number): boolean => cp < 128 && (kinds[cp]! & kind) !== 0;
const isWord = (cps: Int32Array, at: number, length: number): boolean => at >= 0 && at < length && (table[cps[at]!]! & WORD) !== 0;
const DOT = 0x2e, MOST_HOST = 256, MOST_SPACES = 10;

/** The names in `cps[0, length)`, added to `into`. */
export const findNames = (cps: Int32Array, length: number, into: Matches): void => {
  let floor = 0;
  for (let dot = 1; dot < length; dot++) {
    if (cps[dot] !== DOT || dot <= floor || !is(cps[dot - 1]!, HOST) || domainEnd(cps, dot + 1, length) < 0) continue;
    let from = dot - 1;
    while (from > floor && dot - from < MOST_HOST && is(cps[from - 1]!, HOST)) from--;
    let to = 0;
    for (let i = dot; i < length && i <= from + MOST_HOST && is(cps[i]!, HOST); i++) {
      const end = cps[i] === DOT ? domainEnd(cps, i + 1, length) : -1;
      if (end >= 0) to = end;
    }
    while (to < length && is(cps[to]!, TAIL)) to++;
    into.add(spacesBefore(cps, schemeBefore(cps, from, floor, false), floor), to);
    floor = to;
    dot = to - 1;
  }
};

/** The addresses in `cps[0, length)`, added to `into`. */
export const findAddresses = (cps: Int32Array, length: number, into: Matches): void => {
  let floor = 0;
  for (let dot = 1; dot + 5 < length; dot++) {
    if (cps[dot] !== DOT || !is(cps[dot - 1]!, DIGIT) || !is(cps[dot + 1]!, DIGIT)) continue;
    let from = dot;
    while (from > floor && dot - from < 4 && is(cps[from - 1]!, DIGIT)) from--;
    if (groupEnd(cps, from, length) !== dot || isWord(cps, from - 1, length)) continue;
    const second = groupEnd(cps, dot + 1, length), third = cps[second] === DOT ? groupEnd(cps, second + 1, length) : length;
    let to = third + 1;
    if (third >= length || cps[third] !== DOT || to >= length || !is(cps[to]!, DIGIT)) continue;
    while (to < length && is(cps[to]!, TAIL)) to++;
    into.add(spacesBefore(cps, schemeBefore(cps, from, floor, true), floor), to);
    floor = to;
    dot = to - 1;
  }
};

/** The end of `[0-2]?[0-9]{1,2}` from `at` when no digit is left behind it; `length` when it is none. */
const groupEnd = (cps: Int32Array, at: number, length: number): number => {
  let end = at;
  while (end < length && end - at < 4 && is(cps[end]!, DIGIT)) end++;
  return end > at && (end - at < 3 || (end - at === 3 && cps[at]! <= 0x32)) ? end : length;
};

/** The end of the domain at `at` behind which a word boundary lies, or -1. No domain has another inside it that ends at a boundary. */
const domainEnd = (cps: Int32Array, at: number, length: number): number => {
  if (at >= length || (cps[at]! < 128 && !is(cps[at]!, LOWER))) return -1;
  let node = root;
  for (let i = at; i < length; i++) {
    const next = node.children.get(cps[i]!);
    if (!next) return -1;
    if (next.isEnd && isWord(cps, i, length) !== isWord(cps, i + 1, length)) return i + 1;
    node = next;
  }
  return -1;
};

const SCHEMES = ['https://', 'http://', 'ftp://'].map((scheme) => Array.from(scheme, (char) => char.charCodeAt(0)));

/** Where the scheme before `at` begins, at `floor` or later; `at` when there is none. */
const schemeBefore = (cps: Int32Array, at: number, floor: number, atBoundary: boolean): number => {
  for (const scheme of SCHEMES) {
    const from = at - scheme.length;
    if (from >= floor && scheme.every((cp, k) => cps[from + k] === cp) && !(atBoundary && from > 0 && (table[cps[from - 1]!]! & WORD) !== 0)) return from;
  }
  return at;
};

const spacesBefore = (cps: Int32Array, at: number, floor: number): number => {
  let from = at;
  while (from > floor && at - from < MOST_SPACES && (table[cps[from - 1]!]! & SPACE) !== 0) from--;
  return from;
};
