import { isLater } from '../../text/later-unicode.js';

/** CJK ideographs that have a numeric value (Unihan, Unicode 14). */
const NUMERALS = new Set(`
3405 3483 382a 3b4d 4e00 4e03 4e07 4e09 4e5d 4e8c 4e94 4e96 4ebf 4ec0 4edf 4ee8 4f0d 4f70 5104 5146 5169 516b 516d 5341 5343 5344 5345 534c 53c1 53c2
53c3 53c4 56db 58f1 58f9 5e7a 5efe 5eff 5f0c 5f0d 5f0e 5f10 62fe 634c 67d2 6f06 7396 767e 8086 842c 8cae 8cb3 8d30 9621 9646 964c 9678 96f6 f96b f973
f978 f9b2 f9d1 f9d3 f9fd 20001 20064 200e2 20121 2092a 20983 2098c 2099c 20aea 20afd 20b19 22390 22998 23b1b 2626d 2f890`.trim().split(/\s/).map((code) => parseInt(code, 16)));

const NO = 1, YES = 2;
const flags = new Uint8Array(0x110000);

/** Python's `str.isnumeric` of one code point: Numeric_Type is not None (Unicode 14). */
export const isNumeric = (codePoint: number): boolean => {
  if (codePoint < 0x80) return codePoint >= 0x30 && codePoint <= 0x39;
  const known = flags[codePoint]!;
  if (known !== 0) return known === YES;
  const numeric = NUMERALS.has(codePoint) || (/^\p{N}$/u.test(String.fromCodePoint(codePoint)) && !isLater(codePoint));
  flags[codePoint] = numeric ? YES : NO;
  return numeric;
};
