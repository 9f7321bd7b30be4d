import { WORD, table } from '../../text/code-points.js';

/*
 * The two things that Zyda counts as personal, each without a regex engine: for an address everything hangs on its at sign, for a number on
 * its first dot, so only those places are looked at, in order, and what was matched before is not looked at again.
 *
 *   e-mail   \b[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Z|a-z]{2,}\b      (the bar in the last class is one of its letters)
 *   number   (?:O\.){3}O, O = 25[0-5]|2[0-4][0-9]|[01]?[0-9]{1,2}     (an IPv4 address, though called a phone number there)
 */
export const AT = 0x40, DOT = 0x2e;
const BAR = 0x7c;
const isDigit = (cp: number): boolean => cp >= 0x30 && cp <= 0x39;
const isLetter = (cp: number): boolean => (cp >= 0x41 && cp <= 0x5a) || (cp >= 0x61 && cp <= 0x7a);
const isDomain = (cp: number): boolean => isLetter(cp) || isDigit(cp) || cp === DOT || cp === 0x2d;
const isLocal = (cp: number): boolean => isDomain(cp) || cp === 0x5f || cp === 0x25 || cp === 0x2b;

/** `\b` before `at`. */
const isBoundary = (cps: Int32Array, length: number, at: number): boolean => {
  const before = at > 0 && (table[cps[at - 1]!]! & WORD) !== 0, after = at < length && (table[cps[at]!]! & WORD) !== 0;
  return before !== after;
};

/**
 * Where the e-mail address around the at sign `cps[at]` ends; -1 when there is none.
 * @param from end of the address before, which this one may not overlap
 */
export const emailEnd = (cps: Int32Array, length: number, at: number, from: number): number => {
  let start = at - 1;
  while (start >= from && isLocal(cps[start]!) && !isBoundary(cps, length, start)) start--;
  if (start < from || !isLocal(cps[start]!)) return -1;
  let end = at + 1;
  while (end < length && isDomain(cps[end]!)) end++;
  // The last dot that leaves a top-level part of two letters or more which ends at a boundary.
  for (let dot = end - 1; dot > at + 1; dot--) {
    if (cps[dot] !== DOT) continue;
    let last = dot + 1;
    while (last < length && (isLetter(cps[last]!) || cps[last] === BAR)) last++;
    for (; last >= dot + 3; last--) if (isBoundary(cps, length, last)) return last;
  }
  return -1;
};

/** Are the `count` digits from `at` on a whole O: 0 to 255, leading zeros allowed? */
const isOctet = (cps: Int32Array, at: number, count: number): boolean => {
  if (count < 3) return count > 0;
  const first = cps[at]! - 0x30, rest = 10 * (cps[at + 1]! - 0x30) + cps[at + 2]! - 0x30;
  return count === 3 && (first < 2 || (first === 2 && rest <= 55));
};

const digitsFrom = (cps: Int32Array, length: number, at: number): number => {
  let count = 0;
  while (count < 4 && at + count < length && isDigit(cps[at + count]!)) count++;
  return count;
};

/**
 * Where the number whose first dot is `cps[dot]` ends; -1 when there is none.
 * @param from end of the number before
 */
export const numberEnd = (cps: Int32Array, length: number, dot: number, from: number): number => {
  let before = 0;
  while (before < 3 && dot - before - 1 >= from && isDigit(cps[dot - before - 1]!)) before++;
  // 999. starts at its second digit; that it starts at all is what matters.
  if (before === 0) return -1;
  let at = dot + 1;
  for (let octet = 0; octet < 2; octet++) {
    const count = digitsFrom(cps, length, at);
    if (!isOctet(cps, at, count) || at + count >= length || cps[at + count] !== DOT) return -1;
    at += count + 1;
  }
  const count = digitsFrom(cps, length, at);
  if (count === 0) return -1;
  return at + (count >= 3 && isOctet(cps, at, 3) ? 3 : Math.min(count, 2));
};
