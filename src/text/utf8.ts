import { entry, table } from './code-points.js';

export interface Decoded {
  /** Number of code points. */
  readonly length: number;
  /** Number of line feeds. */
  readonly lineFeedCount: number;
  /** Union of the table entries of the code points beyond ASCII; 0 = pure ASCII. */
  readonly beyondAscii: number;
}

/**
 * UTF-8 -> code points, with every page of the property table that they need filled, so that later passes read `table` without asking.
 * @param bytes valid UTF-8 (texts are repaired before they get here); malformed bytes give U+FFFD or nothing, never an error
 * @param into at least `bytes.length` items
 * @param lineFeeds at least `bytes.length` + 1 items: gets the places of the line feeds
 */
export const decodeUtf8 = (bytes: Uint8Array, into: Int32Array, lineFeeds: Int32Array): Decoded => {
  const end = bytes.length;
  let at = 0, length = 0, lineFeedCount = 0, beyondAscii = 0;
  while (at < end) {
    const first = bytes[at]!;
    if (first < 0x80) {
      // Written always, kept only for a line feed: no branch.
      lineFeeds[lineFeedCount] = length;
      lineFeedCount += first === 0x0a ? 1 : 0;
      into[length++] = first;
      at++;
      continue;
    }
    let codePoint: number;
    if (first < 0xe0) { codePoint = ((first & 0x1f) << 6) | (bytes[at + 1]! & 0x3f); at += 2; }
    else if (first < 0xf0) { codePoint = ((first & 0x0f) << 12) | ((bytes[at + 1]! & 0x3f) << 6) | (bytes[at + 2]! & 0x3f); at += 3; }
    else {
      codePoint = ((first & 0x07) << 18) | ((bytes[at + 1]! & 0x3f) << 12) | ((bytes[at + 2]! & 0x3f) << 6) | (bytes[at + 3]! & 0x3f);
      at += 4;
      if (codePoint > 0x10ffff) codePoint = 0xfffd;
    }
    beyondAscii |= table[codePoint] || entry(codePoint);
    into[length++] = codePoint;
  }
  return { length, lineFeedCount, beyondAscii };
};
