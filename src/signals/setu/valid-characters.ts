import type { CodePointCounts } from '../../text/code-point-counts.js';

/**
 * Blocks of Latin, Indic scripts and Arabic that Setu takes for characters of its languages: ASCII digits and letters, Devanagari to Malayalam
 * (U+0900-0D7F), Meetei Mayek, Ol Chiki, Arabic with supplement, extensions and presentation forms, Indic and Ottoman Siyaq and Rumi numbers.
 */
const VALID: readonly (readonly [number, number])[] = [
  [0x30, 0x39], [0x41, 0x5a], [0x61, 0x7a], [0x600, 0x6ff], [0x750, 0x77f], [0x870, 0x8ff], [0x900, 0xd7f], [0x1c50, 0x1c7f], [0xabc0, 0xabff],
  [0xfb50, 0xfdff], [0xfe70, 0xfeff], [0x10e60, 0x10e7f], [0x10ec0, 0x10eff], [0x1ec70, 0x1ecbf], [0x1ed00, 0x1ed4f], [0x1ee00, 0x1eeff],
];

/** 1 = valid, a space or a line feed; what lies beyond is invalid. */
const known = new Uint8Array(0x20000);
for (const [first, last] of VALID) known.fill(1, first, last + 1);
known[0x20] = known[0x0a] = 1;

/** Code points of a text that Setu calls invalid. */
export const countInvalid = ({ distinct, points, of }: CodePointCounts): number => {
  let count = 0;
  for (let k = 0; k < distinct; k++) {
    const cp = points[k]!;
    if (cp >= 0x20000 || known[cp] === 0) count += of[cp]!;
  }
  return count;
};
