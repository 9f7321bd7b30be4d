import { TRADITIONAL } from './traditional.js';

/** One byte a code point of the planes that have ideographs in the list. */
const known = new Uint8Array(0x30000);
for (const char of TRADITIONAL) known[char.codePointAt(0)!] = 1;
// Corner brackets, the quotation marks of traditional text.
known.fill(1, 0x300c, 0x3010);

/** 1 when a text with this code point is not in simplified Chinese, otherwise 0. */
export const isTraditional = (cp: number): 0 | 1 => (cp < 0x30000 ? known[cp] as 0 | 1 : 0);
