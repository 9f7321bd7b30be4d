import { PUNCTUATION, table } from '../../text/code-points.js';
import { lowerInto } from '../../text/fold.js';
import { isLater } from '../../text/later-unicode.js';

/*
 * "lorem ipsum" per code point of a normalized text (data-prep-kit, c4_contain_pattern_ratio): ASCII punctuation deleted, lower case, white
 * space collapsed, then NFD (en), NFKC (ja) or nothing. Hardly any page has it, so a page is normalized, with strings, only when one of its
 * words may begin with "ipsu".
 */
const SPELLINGS = ['iIı', 'pP', 'sSſ', 'uU'].map((letters) => new Set(Array.from(letters, (letter) => letter.codePointAt(0)!)));

/** May the word that starts at `at` begin with "ipsu" once punctuation is deleted? In Japanese any letter may become one. */
export const mayBeIpsum = (cps: Int32Array, length: number, at: number, lang: string): boolean => {
  let found = 0;
  for (let i = at; i < length && found < SPELLINGS.length; i++) {
    const cp = cps[i]!;
    if ((table[cp]! & PUNCTUATION) !== 0) continue;
    if (!SPELLINGS[found]!.has(cp) && !(lang === 'ja' && cp > 0x7f && isCompatible(cp))) return false;
    found++;
  }
  return found === SPELLINGS.length;
};

const compatible = new Map<number, boolean>();
/** Does NFKC make ASCII letters of it? */
const isCompatible = (cp: number): boolean => {
  let answer = compatible.get(cp);
  if (answer === undefined) compatible.set(cp, answer = /[a-z]/i.test(String.fromCodePoint(cp).normalize('NFKC')));
  return answer;
};

/** Occurrences of "lorem ipsum" / code points, in the normalized text; 0 for an empty one. */
export const loremIpsumRatio = (cps: Int32Array, length: number, lang: string): number => {
  const text = normalized(cps, length, lang), found = text.match(/lorem [iı]p[sſ]um/giu)?.length ?? 0;
  return found === 0 ? 0 : found / [...text].length;
};

const SPACES = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

const normalized = (cps: Int32Array, length: number, lang: string): string => {
  const lower = new Int32Array(2 * length), end = lowerInto(cps, 0, length, PUNCTUATION, lower, 0), parts: string[] = [];
  for (let i = 0; i < end; i++) parts.push(String.fromCodePoint(lower[i]!));
  const text = parts.join('').split(SPACES).filter((word) => word !== '').join(' '), form = lang === 'en' ? 'NFD' : lang === 'ja' ? 'NFKC' : null;
  if (form === null) return text;
  // Code points that Unicode 14 lacks are not decomposed, and separate what is beside them.
  let done = '', segment = '';
  for (const char of text) {
    if (!isLater(char.codePointAt(0)!)) { segment += char; continue; }
    done += segment.normalize(form) + char;
    segment = '';
  }
  return done + segment.normalize(form);
};
