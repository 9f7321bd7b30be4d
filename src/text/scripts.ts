/*
 * What a code point is when words are looked for in any language: whether it belongs to a word, and whether its script puts spaces between words.
 *
 *   SPACED            Latin, Cyrillic, Arabic, Devanagari, Hangul, Ethiopic, Tibetan ...: every script that is not named here
 *   HAN               ideographs and Bopomofo
 *   KANA              Hiragana and Katakana, with their marks of length and repetition
 *   THAI LAO KHMER MYANMAR   the scripts of South-East Asia that are written without spaces
 *
 * One byte a code point, in pages of 256 that are filled when one of their code points is first asked for; 0 = not yet.
 */
export const SPACED = 0, HAN = 1, KANA = 2, THAI = 3, LAO = 4, KHMER = 5, MYANMAR = 6;
/** The bits that hold one of the numbers above, for letters and numbers. */
export const SCRIPT = 7;
const KNOWN = 8;
/** A letter (category L) or a number (category N): what makes a word. */
export const WORDLY = 16;
export const LETTER = 32;
/** Belongs to the word before it: combining marks, joiners, soft hyphen. */
export const EXTENDS = 64;
/** May stand inside a word of a spaced script, between two letters or numbers: apostrophes, hyphens, period, middle dot, low line, Hebrew marks. */
export const INSIDE = 128;

/** One entry a code point; 0 = page not filled yet (see `scriptOf`). */
export const scripts = new Uint8Array(0x110000);

/** The entry of a code point. */
export const scriptOf = (codePoint: number): number => scripts[codePoint]! || fill(codePoint);

const fill = (codePoint: number): number => {
  for (let from = codePoint & ~0xff, k = from; k < from + 256; k++) scripts[k] = compute(k);
  return scripts[codePoint]!;
};

const UNSPACED: readonly (readonly [number, RegExp])[] = [
  [HAN, /^[\p{Script=Han}\p{Script=Bopomofo}]$/u], [KANA, /^[\p{Script=Hiragana}\p{Script=Katakana}\u30fc\uff70\uff9e\uff9f\u3031-\u3035]$/u], [THAI, /^\p{Script=Thai}$/u],
  [LAO, /^\p{Script=Lao}$/u], [KHMER, /^\p{Script=Khmer}$/u], [MYANMAR, /^\p{Script=Myanmar}$/u],
];

const compute = (codePoint: number): number => {
  if (codePoint >= 0xd800 && codePoint < 0xe000) return KNOWN;
  const char = String.fromCodePoint(codePoint);
  if (/^[\p{L}\p{N}]$/u.test(char)) {
    const [script] = UNSPACED.find(([, pattern]) => pattern.test(char)) ?? [SPACED];
    return KNOWN | WORDLY | (/^\p{L}$/u.test(char) ? LETTER : 0) | script;
  }
  return KNOWN | (/^(?:\p{M}|\u00ad|\u200c|\u200d|\u2060)$/u.test(char) ? EXTENDS : 0) | (/^['\u2019\-\u2010\u2011._\u00b7\u05f3\u05f4]$/.test(char) ? INSIDE : 0);
};

for (let page = 0; page < 0x300; page += 256) fill(page);
