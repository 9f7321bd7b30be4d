import { DIGIT, LOWER_MASK, SPACE, WORD, table } from '../../text/code-points.js';

const COUNTED = ['likes', 'shares', 'comments', 'retweets', 'reposts', 'quotes', 'bookmarks', 'upvotes', 'downvotes', 'downloads', 'views', 'followers']
  .map((word) => Array.from(word, (char) => char.charCodeAt(0)));
const COMMA = 0x2c, DOT = 0x2e, K = 0x6b, M = 0x6d, B = 0x62;

/**
 * Is the line `cps[start, end)` a counter, as "3 likes" and "~1.2k Views >>" are? DCLM's counter_line_modifier, on the lower-cased line:
 * `^\W*\d(?:,|\.|\d)*[kmb]?\s+(?:likes|shares|...)\W*$`. Every part ends where the next begins, so it is read once from left to right.
 */
export const isCounterLine = (cps: Int32Array, start: number, end: number): boolean => {
  const isA = (i: number, kind: number): boolean => i < end && (table[cps[i]!]! & kind) !== 0;
  let i = start;
  while (i < end && !isA(i, WORD)) i++;
  if (!isA(i, DIGIT)) return false;
  while (isA(i, DIGIT) || (i < end && (cps[i] === COMMA || cps[i] === DOT))) i++;
  const unit = i < end ? table[cps[i]!]! & LOWER_MASK : 0;
  if (unit === K || unit === M || unit === B) i++;
  if (!isA(i, SPACE)) return false;
  while (isA(i, SPACE)) i++;
  const word = COUNTED.find((letters) => letters.every((letter, k) => i + k < end && (table[cps[i + k]!]! & LOWER_MASK) === letter));
  if (!word) return false;
  i += word.length;
  while (i < end && !isA(i, WORD)) i++;
  return i === end;
};
