import type { KeptLines } from './kept-lines.js';

/** What the C4 loop found, in the order of the columns of every variant of it: lines, code points, words, sentences, and whether lorem ipsum and a curly bracket were met (0 or 1). */
export const putKeptLines = ({ lines, chars, tokens, lorem, curly }: KeptLines, sentences: number, out: Float64Array, at: number): void => {
  out[at] = lines;
  out[at + 1] = chars;
  out[at + 2] = tokens;
  out[at + 3] = sentences;
  out[at + 4] = lorem ? 1 : 0;
  out[at + 5] = curly ? 1 : 0;
};
