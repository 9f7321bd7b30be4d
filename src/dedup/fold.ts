/**
 * Normaliser v1, one code point at a time: letters to lower case, digits to '0', punctuation, symbols, spaces and controls to a separator.
 * Below U+0800 (Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic) by a table, above by ranges. The ranges are written out, so that a sketch
 * does not depend on the Unicode version of the runtime; the table is pinned by a test.
 */
export const NORMALISER = 1;
/** What every digit becomes; a run of them counts once. */
export const DIGIT = 0x30;

/** Code points below U+0800: 0 = separator, otherwise what it becomes. */
export const FOLD = Uint16Array.from({ length: 0x800 }, (_, cp) => {
  const char = String.fromCodePoint(cp);
  if (/\p{Nd}/u.test(char)) return DIGIT;
  if (/[\p{P}\p{S}\p{Z}\p{Cc}\p{Cf}]/u.test(char)) return 0;
  const lower = cp === 0x130 ? 0x69 : char.toLowerCase().codePointAt(0)!;
  return lower < 0x800 ? lower : cp;
});

/**
 * The same for a code point from U+0800 up. Separators: general punctuation, currency, arrows to miscellaneous symbols, CJK and full-width
 * punctuation, danda, the byte order mark, pictographs. Folded: Vietnamese (U+1E00 block: the odd one of a pair is the small letter) and full-width ASCII.
 */
export const foldWide = (cp: number): number => {
  if (cp >= 0x3400 && cp < 0xfe00) return cp;
  if (cp < 0x3400) {
    if (cp < 0x2000) return (cp >= 0x1e00 && cp < 0x1e96) || (cp >= 0x1ea0 && cp < 0x1f00) ? cp | 1 : cp === 0x964 || cp === 0x965 ? 0 : cp;
    if (cp < 0x2070 || (cp >= 0x20a0 && cp < 0x20d0) || (cp >= 0x2190 && cp < 0x2c00) || (cp >= 0x2e00 && cp < 0x2e80)) return 0;
    if (cp < 0x3000 || cp >= 0x3040) return cp;
    return cp < 0x3005 || (cp >= 0x3008 && cp < 0x3021) || cp === 0x3030 || cp >= 0x303d ? 0 : cp;
  }
  if (cp < 0x10000) {
    if (cp >= 0xff10 && cp < 0xff1a) return DIGIT;
    if (cp >= 0xff21 && cp < 0xff3b) return cp - 0xff21 + 0x61;
    if (cp >= 0xff41 && cp < 0xff5b) return cp - 0xff41 + 0x61;
    return (cp >= 0xfe10 && cp < 0xfe20) || (cp >= 0xfe30 && cp < 0xfe70) || cp === 0xfeff || (cp >= 0xff01 && cp < 0xff66) ? 0 : cp;
  }
  return cp >= 0x1f000 && cp < 0x1fb00 ? 0 : cp;
};

/** Scripts that write no space between words: Thai to Tibetan, Myanmar, Khmer, kana, bopomofo, Han. For code points from U+0800 up. */
export const isSpaceless = (cp: number): boolean =>
  cp < 0x3000
    ? (cp >= 0xe00 && cp < 0x10a0) || (cp >= 0x1780 && cp < 0x1800)
    : (cp < 0xa000 && (cp >= 0x3400 || cp < 0x3130 || (cp >= 0x31a0 && cp < 0x3200))) || (cp >= 0xf900 && cp < 0xfb00) || (cp >= 0xff66 && cp < 0xffa0) || (cp >= 0x20000 && cp < 0x40000);
