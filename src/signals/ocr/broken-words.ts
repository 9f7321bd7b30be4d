import { SPACE, UPPER, table } from '../../text/code-points.js';
import { LETTER, letterClass } from '../../text/letters.js';
import type { Shared } from '../../text/shared.js';

/** Hyphen-minus, not sign (what a hyphen at the end of a line is often read as), soft hyphen, hyphen. */
const isHyphen = (cp: number): boolean => cp === 0x2d || cp === 0xac || cp === 0xad || cp === 0x2010;
const isLetter = (cp: number): boolean => (letterClass(cp) & LETTER) !== 0;

/** Lines that end in the middle of a hyphenated word / lines with a line behind them, neither blank; NaN without such a pair. */
export const brokenWords = ({ cps, length, lineFeeds, lineFeedCount }: Shared): number => {
  let pairs = 0, broken = 0, wasBlank = true, isOpen = false, start = 0;
  for (let k = 0; k <= lineFeedCount; k++) {
    const lineEnd = k < lineFeedCount ? lineFeeds[k]! : length;
    let first = start, end = lineEnd;
    while (first < end && (table[cps[first]!]! & SPACE) !== 0) first++;
    while (end > first && (table[cps[end - 1]!]! & SPACE) !== 0) end--;
    const isBlank = first === end;
    if (!isBlank && !wasBlank) {
      pairs++;
      if (isOpen && isLetter(cps[first]!) && (table[cps[first]!]! & UPPER) === 0) broken++;
    }
    isOpen = end - first > 1 && isHyphen(cps[end - 1]!) && isLetter(cps[end - 2]!);
    wasBlank = isBlank;
    start = lineEnd + 1;
  }
  return pairs === 0 ? NaN : broken / pairs;
};
