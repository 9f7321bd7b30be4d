import type { Words } from '../../text/tokens.js';

/** Where words are written: word i of those written is `bytes[starts[i], ends[i])`. */
export interface WordBytes {
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Bytes that a word of so many code points takes at most, its space included. */
const roomOf = (length: number): number => 4 * length + 1;

/**
 * Writes normalized words of a text, from word `first` on, as UTF-8 with one space between two: any n-gram of them is one stretch of the bytes.
 * @param from the bytes [from, to) may be written
 * @returns how many words were written: all, or as many as `starts` and surely the bytes have room for
 */
export const writeWords = ({ count, ids, spelling, starts: from, lengths }: Words, first: number, out: WordBytes, at: number, to: number): number => {
  const { bytes, starts, ends } = out, most = Math.min(count - first, starts.length);
  for (let i = 0; i < most; i++) {
    const id = ids[first + i]!, length = lengths[id]!, end = from[id]! + length;
    if (at + roomOf(length) > to) return i;
    starts[i] = at;
    for (let k = from[id]!; k < end; k++) {
      const cp = spelling[k]!;
      if (cp < 0x80) bytes[at++] = cp;
      else {
        if (cp < 0x800) bytes[at++] = 0xc0 | (cp >> 6);
        else {
          if (cp < 0x10000) bytes[at++] = 0xe0 | (cp >> 12);
          else { bytes[at++] = 0xf0 | (cp >> 18); bytes[at++] = 0x80 | ((cp >> 12) & 0x3f); }
          bytes[at++] = 0x80 | ((cp >> 6) & 0x3f);
        }
        bytes[at++] = 0x80 | (cp & 0x3f);
      }
    }
    ends[i] = at;
    bytes[at++] = 0x20;
  }
  return most;
};
