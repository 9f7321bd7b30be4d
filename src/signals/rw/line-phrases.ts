import { LOWER_MASK, SPACE, table } from '../../text/code-points.js';
import type { Matches } from './matches.js';

/*
 * Where DCLM's substring_line_modifier finds its three phrases in a line, by regexes that ignore case: `\s?(?:items in cart)`,
 * `\s?(?:read more...)$` (the dots stand for any three code points), `^(?:sign-in)\s?`.
 */
const phrase = (text: string): readonly number[] => Array.from(text, (char) => char.charCodeAt(0));
const ITEMS_IN_CART = phrase('items in cart'), READ_MORE = phrase('read more'), SIGN_IN = phrase('sign-in'), ANY_THREE = 3;

/** Ignoring case, Python takes the Turkish I for an i and the long s for an s. */
const small = (cp: number): number => (cp === 0x130 || cp === 0x131 ? 0x69 : cp === 0x17f ? 0x73 : table[cp]! & LOWER_MASK);

const isAt = (cps: Int32Array, at: number, letters: readonly number[]): boolean => {
  for (let k = 0; k < letters.length; k++) if (small(cps[at + k]!) !== letters[k]) return false;
  return true;
};
const isSpace = (cps: Int32Array, at: number): boolean => (table[cps[at]!]! & SPACE) !== 0;

export const findItemsInCart = (cps: Int32Array, start: number, end: number, into: Matches): void => {
  let floor = start;
  for (let i = start; i + ITEMS_IN_CART.length <= end; i++) {
    if (cps[i + 5] !== 0x20 || cps[i + 8] !== 0x20 || !isAt(cps, i, ITEMS_IN_CART)) continue;
    const to = i + ITEMS_IN_CART.length;
    into.add(i > floor && isSpace(cps, i - 1) ? i - 1 : i, to);
    floor = to;
    i = to - 1;
  }
};

export const findReadMore = (cps: Int32Array, start: number, end: number, into: Matches): void => {
  const at = end - READ_MORE.length - ANY_THREE;
  if (at >= start && isAt(cps, at, READ_MORE)) into.add(at > start && isSpace(cps, at - 1) ? at - 1 : at, end);
};

export const findSignIn = (cps: Int32Array, start: number, end: number, into: Matches): void => {
  const to = start + SIGN_IN.length;
  if (to <= end && isAt(cps, start, SIGN_IN)) into.add(start, to < end && isSpace(cps, to) ? to + 1 : to);
};
