import { isLater } from './later-unicode.js';
import { parseRanges } from './ranges.js';

/*
 * Which tokens end a sentence for spaCy's `sentencizer` (explosion/spaCy v3.8.18, spacy/pipeline/sentencizer.pyx): the 128 marks of its default list, alone.
 * Tokens of nothing but punctuation (category P) behind one stay in the sentence. One byte a code point, filled when first asked for; 0 = not yet.
 */
const ENDS = new Set(parseRanges(`
21 2e 3f 589 61f 6d4 700-702 7f9 964-965 104a-104b 1362 1367-1368 166e 1735-1736 1803 1809 1944-1945 1aa8-1aab 1b5a-1b5b 1b5e-1b5f 1c3b-1c3c 1c7e-1c7f
203c-203d 2047-2049 2e2e 2e3c 3002 a4ff a60e-a60f a6f3 a6f7 a876-a877 a8ce-a8cf a92f a9c8-a9c9 aa5d-aa5f aaf0-aaf1 abeb fe52 fe56-fe57 ff01 ff0e ff1f ff61
10a56-10a57 11047-11048 110be-110c1 11141-11143 111c5-111c6 111cd 111de-111df 11238-11239 1123b-1123c 112a9 1144b-1144c 115c2-115c3 115c9-115d7 11641-11642
1173c-1173e 11a42-11a43 11a9b-11a9c 11c41-11c42 16a6e-16a6f 16af5 16b37-16b38 16b44 1bc9f 1da88`)
  .flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i)));

/** Punctuation throughout. */
export const PUNCTUATION = 1;
/** Ends a sentence. */
export const END = 2;
const KNOWN = 4;
const marks = new Uint8Array(0x110000);

const markOf = (codePoint: number): number => marks[codePoint]! || (marks[codePoint] = KNOWN | (ENDS.has(codePoint) ? END : 0)
  | (!isLater(codePoint) && /^\p{P}$/u.test(String.fromCodePoint(codePoint)) ? PUNCTUATION : 0));

/** `PUNCTUATION` and `END` of the token `cps[start, end)`. */
export const tokenMarks = (cps: Int32Array, start: number, end: number): number => {
  let all = markOf(cps[start]!);
  if (end - start > 1) all &= PUNCTUATION;
  for (let i = start + 1; i < end && all !== 0; i++) all &= markOf(cps[i]!);
  return all & (PUNCTUATION | END);
};
