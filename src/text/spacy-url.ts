import { DIGIT, WORD, entry } from './code-points.js';
import { LOWER, classes } from './spacy-classes.js';

/*
 * Is a string without white space a URL or host name to spaCy (which then keeps it whole)? `URL_MATCH` of explosion/spaCy v3.8.18, after D. Perini's
 * pattern, as a scan: optional `scheme://`, optional `anything@`, then an IPv4 address or labels and a lower-case last label, optional port, optional path.
 *
 * Only `@` is ambiguous (anything may stand before it), so a host is tried at the start, behind the scheme and behind every `@`; no label holds an `@`, so
 * the tries do not overlap and the whole costs one pass. Labels are letters and digits of ASCII, U+00A1-FFFF, `_` and `-` not at their ends, at most 64 long.
 */
export const isUrl = (cps: Int32Array, start: number, end: number): boolean => {
  if (isHostAt(cps, start, end)) return true;
  let scheme = start;
  while (scheme < end && isSchemePart(cps[scheme]!)) scheme++;
  if (scheme - start >= 2 && scheme + 2 < end && cps[scheme] === COLON && cps[scheme + 1] === SLASH && cps[scheme + 2] === SLASH && isHostAt(cps, scheme + 3, end)) return true;
  for (let i = start + 1; i < end; i++) if (cps[i] === AT && isHostAt(cps, i + 1, end)) return true;
  return false;
};
const AT = 0x40, COLON = 0x3a, SLASH = 0x2f, DOT = 0x2e;
const SHORTEST_LAST = 2, LONGEST_LAST = 63, LONGEST = 64;

const isSchemePart = (cp: number): boolean => cp === 0x2b || cp === 0x2d || cp === DOT || (entry(cp) & WORD) !== 0;
const isLabelEnd = (cp: number): boolean => (cp >= 0x61 && cp <= 0x7a) || (cp >= 0x41 && cp <= 0x5a) || (cp >= 0x30 && cp <= 0x39) || (cp >= 0xa1 && cp <= 0xffff);
const isLabelPart = (cp: number): boolean => isLabelEnd(cp) || cp === 0x5f || cp === 0x2d;

/** A host, and nothing behind it but a port and a path. */
const isHostAt = (cps: Int32Array, start: number, end: number): boolean => {
  if (start >= end) return false;
  if (cps[start]! >= 0x31 && cps[start]! <= 0x39 && isAddressAt(cps, start, end)) return true;
  for (let i = start, labels = 0; i < end; labels++) {
    if (labels > 0) {
      let last = i;
      while (last < end && (classes[cps[last]!]! & LOWER) !== 0) last++;
      if (last - i >= SHORTEST_LAST && last - i <= LONGEST_LAST && isRest(cps, last, end)) return true;
    }
    const from = i;
    while (i < end && isLabelPart(cps[i]!)) i++;
    if (i === from || i - from > LONGEST || i >= end || cps[i] !== DOT || !isLabelEnd(cps[from]!) || !isLabelEnd(cps[i - 1]!)) return false;
    i++;
  }
  return false;
};

/** Nothing, or `:` and 2 to 5 digits, and then nothing or what begins with `/`, `?` or `#`. */
const isRest = (cps: Int32Array, at: number, end: number): boolean => {
  if (at < end && cps[at] === COLON) {
    const port = ++at;
    while (at < end && at - port < 5 && (entry(cps[at]!) & DIGIT) !== 0) at++;
    if (at - port < 2) return false;
  }
  return at >= end || cps[at] === SLASH || cps[at] === 0x3f || cps[at] === 0x23;
};

const N = '\\p{Nd}';
const ADDRESS = new RegExp(`^(?!(?:10|127)(?:\\.${N}{1,3}){3})(?!(?:169\\.254|192\\.168)(?:\\.${N}{1,3}){2})(?!172\\.(?:1[6-9]|2${N}|3[0-1])(?:\\.${N}{1,3}){2})`
  + `(?:[1-9]${N}?|1${N}${N}|2[01]${N}|22[0-3])(?:\\.(?:1?${N}{1,2}|2[0-4]${N}|25[0-5])){2}\\.(?:[1-9]${N}?|1${N}${N}|2[0-4]${N}|25[0-4])(?::${N}{2,5})?(?:[/?#]|$)`, 'u');
/** The longest address with a port is `223.255.255.254:65535`, and one code point says what follows. */
const LONGEST_ADDRESS = 22;

const isAddressAt = (cps: Int32Array, start: number, end: number): boolean => {
  let text = '';
  for (let i = start; i < Math.min(end, start + LONGEST_ADDRESS); i++) text += String.fromCodePoint(cps[i]!);
  return ADDRESS.test(text);
};
