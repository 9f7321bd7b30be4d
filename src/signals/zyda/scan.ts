import { CodePointCounts } from '../../text/code-point-counts.js';
import { DIGIT, SPACE, WORD, table } from '../../text/code-points.js';
import { EndMarks } from '../../text/punkt.js';
import type { Shared } from '../../text/shared.js';
import { SplitWords } from '../../text/split-words.js';
import { compileAutomaton } from './automaton.js';
import { commasEnd, countAtEnd, dottedEnd, spacedEnd } from './cursed-patterns.js';
import { AT, DOT, emailEnd, numberEnd } from './pii.js';
import { CURSED, PROFANITY, SEXUAL, ZH_PORN } from './word-lists.js';

/** What is counted by phrases: the names are those of the counts. */
const PHRASES = {
  xml: ['xml'], xmlVersion: ['xml version='], loremIpsum: ['lorem ipsum'], https: ['https://'], quoteColon: ['":'], www: ['www'],
  profanity: PROFANITY, sexual: SEXUAL, zhPorn: ZH_PORN, cursed: CURSED,
} as const;
type Counted = keyof typeof PHRASES;
const GROUPS = Object.keys(PHRASES) as Counted[];

const distinct = [...new Set(Object.values(PHRASES).flat())], automaton = compileAutomaton(distinct);
/** Of each phrase: how much one occurrence adds to each group. A phrase may stand in two lists, or twice in one. */
const weights = distinct.map((phrase) => GROUPS.map((group) => PHRASES[group].filter((item) => item === phrase).length));
const WWW = distinct.indexOf('www');

/** What Zyda counts in a text, beside the phrases. */
export interface Counts {
  separators: number;
  nonAlphanumeric: number;
  digits: number;
  less: number;
  greater: number;
  pii: number;
  /** Code points that the transformation takes away. */
  squeezed: number;
  repeated: number;
}

const reached = new Int32Array(distinct.length), totals = new Int32Array(GROUPS.length);

/** How often the phrases of a group occurred in the text of the last `scan`. */
export const phrases = (group: Counted): number => totals[GROUPS.indexOf(group)]!;

const LF = 0x0a, SP = 0x20, COMMA = 0x2c, HYPHEN = 0x2d, SLASH = 0x2f, LESS = 0x3c, GREATER = 0x3e, BACKSLASH = 0x5c;
const CURSED_GROUP = GROUPS.indexOf('cursed');

/** Runs of these become one: from how many on. */
const SQUEEZED = new Map([
  ...Array.from('-_/\\\n\r.,:?\u00a0', (char) => [char.charCodeAt(0), 10] as const), [SP, 40], [0x09, 20],
]);

/** Counts in the text: kinds of characters by how often each occurs, phrases and runs in one pass, and the patterns where a character of theirs stands. */
export const scan = (shared: Shared, counts: Counts): void => {
  const { cps, length } = shared, { symbols, next, accepting } = automaton;
  characters(shared.of(CodePointCounts), counts);
  reached.fill(0);
  totals.fill(0);
  counts.squeezed = counts.repeated = 0;
  let state = 0, before = -1, again = 0, commas = 0, cursed = 0;
  for (let i = 0; i < length; i++) {
    const cp = cps[i]!;
    state = next[state + (cp < 0x10000 ? symbols[cp]! : 0)]!;
    if (state >= accepting) add(state, cps, length, i);
    // How many places the character has stood here already; without a branch, as doubled letters come unforeseen.
    again = (again + 1) & (cp === before ? -1 : 0);
    if (again === REPEATED - 1) endRun(cps, length, i, counts);
    before = cp;
    if (cp === COMMA && cps[i + 4] === COMMA && i >= commas) {
      const end = commasEnd(cps, length, i);
      if (end >= 0) { cursed++; commas = end; }
    }
  }
  totals[CURSED_GROUP]! += cursed + spacedPatterns(shared) + countAtEnd(cps, length);
  counts.pii = countEmails(shared) + countNumbers(shared);
};

const characters = ({ distinct, points, of }: CodePointCounts, counts: Counts): void => {
  counts.separators = of[HYPHEN]! + of[SLASH]! + of[BACKSLASH]! + of[DOT]!;
  counts.nonAlphanumeric = counts.digits = 0;
  counts.less = of[LESS]!;
  counts.greater = of[GREATER]!;
  for (let k = 0; k < distinct; k++) {
    const cp = points[k]!, p = table[cp]!;
    if ((p & SPACE) !== 0) counts.separators += of[cp]!;
    else if ((p & WORD) === 0) counts.nonAlphanumeric += of[cp]!;
    if ((p & DIGIT) !== 0) counts.digits += of[cp]!;
  }
};

/** The patterns that begin with a space; two places of each are looked at before it is tried. What lies behind the end is not read by the trial. */
const spacedPatterns = (shared: Shared): number => {
  const { cps, length } = shared, { count, starts, ends } = shared.of(SplitWords);
  let found = 0, dotted3 = 0, dotted4 = 0, spaced = 0;
  for (let k = 0, i = 0; k <= count; k++) {
    for (const start = k < count ? starts[k]! : length; i < start; i++) {
      if (cps[i] !== SP) continue;
      let end: number;
      if (cps[i + 4] === SP && cps[i + 8] === SP && i >= dotted3 && (end = dottedEnd(cps, length, i, 3)) >= 0) { found++; dotted3 = end; }
      if (cps[i + 5] === SP && cps[i + 10] === SP && i >= dotted4 && (end = dottedEnd(cps, length, i, 4)) >= 0) { found++; dotted4 = end; }
      if (cps[i + 2] === SP && cps[i + 4] === SP && i >= spaced && (end = spacedEnd(cps, length, i)) >= 0) { found++; spaced = end; }
    }
    if (k < count) i = ends[k]!;
  }
  return found;
};

const countEmails = (shared: Shared): number => {
  const { cps, length } = shared;
  let found = 0, free = 0;
  for (let left = shared.of(CodePointCounts).of[AT]!, i = 0; left > 0; left--, i++) {
    i = cps.indexOf(AT, i);
    const end = emailEnd(cps, length, i, free);
    if (end >= 0) { found++; free = end; }
  }
  return found;
};

const countNumbers = (shared: Shared): number => {
  const { cps, length } = shared, { places, count } = shared.of(EndMarks);
  let found = 0;
  for (let k = 0, free = 0; k < count; k++) {
    const i = places[k]!;
    if (((cps[i + 1]! - 0x30) >>> 0) >= 10 || cps[i] !== DOT || i < free) continue;
    const end = numberEnd(cps, length, i, free);
    if (end >= 0) { found++; free = end; }
  }
  return found;
};

/** `(\w)\1{6,}`: seven equal word characters. */
const REPEATED = 7;

/** A run of which `cps[at]` is the seventh. */
const endRun = (cps: Int32Array, length: number, at: number, counts: Counts): void => {
  const cp = cps[at]!;
  let run = REPEATED;
  while (at + 1 < length && cps[at + 1] === cp) { run++; at++; }
  const isSqueezed = run >= (SQUEEZED.get(cp) ?? Infinity);
  if (isSqueezed) counts.squeezed += run - 1;
  // A squeezed run of underscores is one, and repeats nothing.
  else if ((table[cp]! & WORD) !== 0) counts.repeated++;
};

/** Counts the phrases that end with `cps[at]`. */
const add = (state: number, cps: Int32Array, length: number, at: number): void => {
  const { ends, rowBits, lengths } = automaton, list = ends[state >> rowBits]!;
  for (let k = 0; k < list.length; k++) {
    const phrase = list[k]!;
    if (at - lengths[phrase]! + 1 < reached[phrase]!) continue;
    let end = at + 1;
    // "www." is a pattern: its dot is any code point but a line feed.
    if (phrase === WWW) { if (end >= length || cps[end] === LF) continue; end++; }
    reached[phrase] = end;
    const weight = weights[phrase]!;
    for (let group = 0; group < GROUPS.length; group++) totals[group]! += weight[group]!;
  }
};
