import { DIGIT, SPACE, table } from '../../text/code-points.js';
import type { FeedLines } from '../../text/feed-lines.js';
import type { Shared } from '../../text/shared.js';
import type { SplitWords } from '../../text/split-words.js';

/*
 * What the three regexes of Dolma's `pii_regex_with_counts_fast_v2` match (allenai/dolma@669f534 taggers/pii.py), each tried line by line,
 * a line with its line feed:
 *
 *   e-mail  [.\s@,?!;:)(]*([^\s@]+@[^\s@,?!;:)(]+?)[.\s@,?!;:)(]?[\s\n\r]     the group's user not "(", its host with a dot
 *   phone   \s+\(?(\d{3})\)?[-\. ]*(\d{3})[-. ]?(\d{4})
 *   IPv4    (?:(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)\.){3}(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)
 *
 * As regexes they are quadratic in a run of white space, marks or letters; here each is looked for from the one character that has to be
 * there, and every code point is passed a fixed number of times. (The reference drops an address "in a URL", but writes `\b` where Python
 * reads a backspace, so none ever is.)
 *
 * E-mail, from an `@` at a. P = [.\s@,?!;:)(], user = code points before a that are neither white space nor `@`, host = those behind it
 * that are neither white space nor in P, except `.`.
 *   - Is there an end? Host without its last `.` when white space follows; else the host, then one of P and white space, or white space.
 *   - Where does the match start? All of P before the user, back to the last match: the leftmost start has the longest user.
 *   - Which `@` does it end at? From that start the regex first takes as many of P as it can. When the user consists of P the `@` is passed
 *     over with them, and of all `@` with an end that can be reached the last one wins: "(@a.b " is a user "(", "(@x@a.b " is not.
 */
export interface Found {
  /** Matches, and their code points together. */
  count: number;
  letters: number;
}

const AT = 0x40, DOT = 0x2e;
const isMark = (cp: number): boolean => cp === DOT || cp === 0x2c || cp === 0x3f || cp === 0x21 || cp === 0x3b || cp === 0x3a || cp === 0x29 || cp === 0x28;
const isSpace = (cp: number): boolean => (table[cp]! & SPACE) !== 0;
/** [.\s@,?!;:)(] */
const isEdge = (cp: number): boolean => isMark(cp) || cp === AT || isSpace(cp);

/** Adds the e-mail addresses of a text with `ats` `@`. */
export const addEmails = ({ cps, length }: Shared, lines: FeedLines, ats: number, into: Found): void => {
  let line = 0, from = 0, at = -1;
  for (let k = 0; k < ats; k++) {
    at = cps.indexOf(AT, at + 1);
    if (at < from) continue;
    while (lines.ends[line]! < at) line++;
    const end = Math.min(lines.ends[line]! + 1, length);
    from = Math.max(from, lines.starts[line]!);
    let user = at;
    while (user > from && cps[user - 1] !== AT && !isSpace(cps[user - 1]!)) user--;
    if (user === at || endOf(cps, at, end) === 0) continue;
    let start = user;
    while (start > from && isEdge(cps[start - 1]!)) start--;
    from = addEmail(cps, start, user, at, end, into);
  }
};

/** The match that starts at `start`, with an end behind the `@` at `at`; returns where it ends. */
const addEmail = (cps: Int32Array, start: number, user: number, at: number, end: number, into: Found): number => {
  // `last`: first code point that is none of P. Its word is tried first, then each `@` passed over, from the last to `at`.
  let last = user, chosen = at, first = user;
  while (last < end && isEdge(cps[last]!)) last++;
  if (last > user) {
    let next = last;
    while (next < end && cps[next] !== AT && !isSpace(cps[next]!)) next++;
    if (next > last && next < end && cps[next] === AT && endOf(cps, next, end) !== 0) { chosen = next; first = last; }
    else {
      chosen = last - 1;
      while (cps[chosen] !== AT || cps[chosen - 1] === AT || isSpace(cps[chosen - 1]!) || endOf(cps, chosen, end) === 0) chosen--;
      first = chosen - 1;
    }
  }
  const stop = endOf(cps, chosen, end);
  if (!(chosen === first + 1 && cps[first] === 0x28) && hasDot(cps, chosen + 1, hostEnd)) {
    into.count++;
    into.letters += stop - start;
  }
  return stop;
};

/** End of the host in the last `endOf` that found one. */
let hostEnd = 0;

/** Where a match with its `@` at `at` ends, 0 when it cannot. */
const endOf = (cps: Int32Array, at: number, end: number): number => {
  let host = at + 1;
  while (host < end && cps[host] !== AT && (cps[host] === DOT || !isMark(cps[host]!)) && !isSpace(cps[host]!)) host++;
  if (host === at + 1 || host === end) return 0;
  hostEnd = host;
  if (isSpace(cps[host]!)) {
    if (cps[host - 1] === DOT && host - 1 > at + 1) { hostEnd = host - 1; return host + 1; }
    return host + 1 < end && isSpace(cps[host + 1]!) ? host + 2 : host + 1;
  }
  return host + 1 < end && isSpace(cps[host + 1]!) ? host + 2 : 0;
};

const hasDot = (cps: Int32Array, start: number, end: number): boolean => {
  while (start < end && cps[start] !== DOT) start++;
  return start < end;
};

const isDigit = (cp: number): boolean => (table[cp]! & DIGIT) !== 0;
const areDigits = (cps: Int32Array, at: number, end: number, count: number): boolean => {
  if (at + count > end) return false;
  for (let k = at; k < at + count; k++) if (!isDigit(cps[k]!)) return false;
  return true;
};

/** Adds the phone numbers: each begins with a word that has white space before it in its line. */
export const addPhones = ({ cps }: Shared, words: SplitWords, lines: FeedLines, into: Found): void => {
  const { starts, ends } = words;
  for (let line = 0; line < lines.count; line++) {
    const end = lines.ends[line]!, firstWord = lines.firstWord[line]!, pastWord = lines.firstWord[line + 1]!;
    let from = lines.starts[line]!;
    for (let word = firstWord; word < pastWord; word++) {
      const start = starts[word]!;
      if ((cps[start] !== 0x28 && !isDigit(cps[start]!)) || start <= from) continue;
      const stop = phoneEnd(cps, start, end);
      if (stop === 0) continue;
      into.count++;
      into.letters += stop - Math.max(from, word === firstWord ? from : ends[word - 1]!);
      from = stop;
    }
  }
};

/** Where the number that starts at `at` behind white space ends, 0 when there is none. No choice is open anywhere. */
const phoneEnd = (cps: Int32Array, at: number, end: number): number => {
  if (cps[at] === 0x28) at++;
  if (!areDigits(cps, at, end, 3)) return 0;
  at += 3;
  if (at < end && cps[at] === 0x29) at++;
  while (at < end && isSeparator(cps[at]!)) at++;
  if (!areDigits(cps, at, end, 3)) return 0;
  at += 3;
  if (at < end && isSeparator(cps[at]!)) at++;
  return areDigits(cps, at, end, 4) ? at + 4 : 0;
};
const isSeparator = (cp: number): boolean => cp === 0x2d || cp === DOT || cp === 0x20;

/** The IPv4 addresses inside one word. */
export const addressesIn = (cps: Int32Array, start: number, end: number, into: Found): void => {
  into.count = into.letters = 0;
  for (let at = start; at < end; at++) {
    const stop = addressEnd(cps, at, end);
    if (stop === 0) continue;
    into.count++;
    into.letters += stop - at;
    at = stop - 1;
  }
};

const addressEnd = (cps: Int32Array, at: number, end: number): number => {
  for (let part = 0; part < 3; part++) {
    const digits = octet(cps, at, end, true);
    at += digits;
    if (digits === 0 || at === end || cps[at] !== DOT) return 0;
    at++;
  }
  const last = octet(cps, at, end, false);
  return last === 0 ? 0 : at + last;
};

/** Digits that `25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?` takes at `at`; followed by a dot only those that reach it. */
const octet = (cps: Int32Array, at: number, end: number, dotted: boolean): number => {
  let digits = 0;
  while (digits < 3 && at + digits < end && cps[at + digits]! >= 0x30 && cps[at + digits]! <= 0x39) digits++;
  if (digits < 3) return digits;
  const hundreds = cps[at]! - 0x30, rest = 10 * (cps[at + 1]! - 0x30) + cps[at + 2]! - 0x30;
  if (hundreds < 2 || (hundreds === 2 && rest <= 55)) return 3;
  return dotted ? 0 : 2;
};
