import { isLater } from '../../text/later-unicode.js';
import type { Shared } from '../../text/shared.js';
import { BadWordInText } from '../bad-word-in-text.js';
import { badWordEntries } from '../bad-words.js';

const MIDDLE_FINGER = 0x1f595;

/**
 * DCLM's substring_filter with its banlists/ldnoobw.txt (LDNOOBW en, 25e679f): does `\b(?:entry|...)\b` match the lower-cased text? For
 * entries that begin and end with a word character this is the question that C4 asks. One does not: the sign U+1F595 counts between
 * two word characters and nowhere else, so a text that holds it is asked by the regex itself.
 * @param hasPictograph false when no Extended_Pictographic code point is there, as this sign is
 * @returns 0 or 1; NaN for a language other than English, which has no list
 */
export const pageBadWord = (shared: Shared, hasPictograph: boolean): number => {
  if (shared.lang !== 'en') return NaN;
  if (hasPictograph && shared.cps.lastIndexOf(MIDDLE_FINGER, shared.length - 1) >= 0) return regex.test(textOf(shared).toLowerCase()) ? 1 : 0;
  return shared.of(BadWordInText).found;
};

const WORD = '[\\p{L}\\p{N}_]', EDGE = `(?:(?<=${WORD})(?!${WORD})|(?<!${WORD})(?=${WORD}))`;
const regex = new RegExp(`${EDGE}(?:${badWordEntries('en')!.join('|')})${EDGE}`, 'u');

/** The text; code points that Python 3.11 does not know as ones that are no word characters. */
const textOf = ({ cps, length }: Shared): string => {
  let text = '';
  for (let i = 0; i < length; i++) text += String.fromCodePoint(isLater(cps[i]!) ? 0xfffd : cps[i]!);
  return text;
};
