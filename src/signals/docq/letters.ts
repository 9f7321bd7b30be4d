import { isLater } from '../../text/later-unicode.js';

/** Python's `str.isalpha` of one code point: category L in Unicode 14. Asked for once a code point; 1 = no, 2 = yes. */
const known = new Uint8Array(0x110000);
const LETTER = /^\p{L}$/u;

export const isLetter = (codePoint: number): boolean => {
  let answer = known[codePoint]!;
  if (answer === 0) known[codePoint] = answer = !isLater(codePoint) && LETTER.test(String.fromCodePoint(codePoint)) ? 2 : 1;
  return answer === 2;
};
