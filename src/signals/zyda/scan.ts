import { DIGIT, SPACE, WORD, table } from '../../text/code-points.js';
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

/** One pass over `cps[0, length)`. */
export const scan = (cps: Int32Array, length: number, counts: Counts): void => {
  const { symbols, next, accepting } = automaton, entries = table;
  reached.fill(0);
  totals.fill(0);
  let separators = 0, nonAlphanumeric = 0, digits = 0, less = 0, greater = 0, pii = 0, cursed = 0;
  let state = 0, run = 0, before = -1, emails = 0, numbers = 0, dotted3 = 0, dotted4 = 0, spaced = 0, commas = 0;
  counts.squeezed = counts.repeated = 0;
  for (let i = 0; i < length; i++) {
    const cp = cps[i]!, p = entries[cp]!;
    state = next[state + (cp < 0x10000 ? symbols[cp]! : 0)]!;
    if (state >= accepting) add(state, cps, length, i);
    if (cp === before) run++;
    else {
      if (run >= REPEATED) endRun(before, run, counts);
      before = cp;
      run = 1;
    }
    if ((p & WORD) !== 0) { if ((p & DIGIT) !== 0) digits++; }
    else if ((p & SPACE) !== 0) {
      separators++;
      if (cp !== SP) continue;
      // Two places of each pattern are looked at before it is tried. What lies behind the end is not read by the trial.
      let end: number;
      if (cps[i + 4] === SP && cps[i + 8] === SP && i >= dotted3 && (end = dottedEnd(cps, length, i, 3)) >= 0) { cursed++; dotted3 = end; }
      if (cps[i + 5] === SP && cps[i + 10] === SP && i >= dotted4 && (end = dottedEnd(cps, length, i, 4)) >= 0) { cursed++; dotted4 = end; }
      if (cps[i + 2] === SP && cps[i + 4] === SP && i >= spaced && (end = spacedEnd(cps, length, i)) >= 0) { cursed++; spaced = end; }
    } else {
      nonAlphanumeric++;
      let end: number;
      switch (cp) {
        case HYPHEN: case SLASH: case BACKSLASH: separators++; break;
        case LESS: less++; break;
        case GREATER: greater++; break;
        case DOT:
          separators++;
          if (((cps[i + 1]! - 0x30) >>> 0) < 10 && i >= numbers && (end = numberEnd(cps, length, i, numbers)) >= 0) { pii++; numbers = end; }
          break;
        case AT:
          if ((end = emailEnd(cps, length, i, emails)) >= 0) { pii++; emails = end; }
          break;
        case COMMA:
          if (cps[i + 4] === COMMA && i >= commas && (end = commasEnd(cps, length, i)) >= 0) { cursed++; commas = end; }
          break;
        default:
      }
    }
  }
  if (run >= REPEATED) endRun(before, run, counts);
  totals[CURSED_GROUP]! += cursed + countAtEnd(cps, length);
  Object.assign(counts, { separators, nonAlphanumeric, digits, less, greater, pii });
};

/** `(\w)\1{6,}`: seven equal word characters. */
const REPEATED = 7;

const endRun = (cp: number, run: number, counts: Counts): void => {
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
