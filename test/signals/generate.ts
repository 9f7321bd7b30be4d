/** Seeded generator (mulberry32): numbers in [0, 1). */
export const seeded = (seed: number): (() => number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};

const PLAIN = ['the', 'cat', 'sat', 'on', 'a', 'Mat', 'THE', 'of', 'and', 'that', 'have', 'with', 'be', 'to', 'Dog', 'run', 'e', 'NASA', 'I', "don't", 'well-known', '3.14', '1,000', 'U.S.A.', 'x_1', '__'];
const ACCENTED = ['école', 'ÉCOLE', 'e\u0301te\u0301', 'ü', 'Ｆｕｌｌ', 'ﬁn', 'naïve', 'İstanbul', 'ISPARTA', 'ıpſum', 'ŞİŞLİ', '\u212aelvin', '\u212bngström', '\u2126hm', 'ǅungla', 'Ǆ', 'ß', 'ẞ', 'Tiếng', 'Việt', 'VIỆT'];
const GREEK = ['ΣΑΣ', 'Σ', 'ΟΔΟΣ', 'ΟΔΟΣ.', "Σ'Σ", 'ΑΣ\u0301', 'ΑΣ\u00adΒ', 'ΑΣ\u00ad', '1Σ', 'aΣ\u02b0', 'ʕΣ', 'ΑΣ\u{1171e}', 'Α\u{1171e}Σ', 'Ά', '\u1f82', '\u1fef', '\u037e'];
const MARKS = ['q\u0323\u0307', 'q\u0307\u0323', 'e\u0301\u0323', 'é\u0323', 'ệ\u0334', '\u0301', '\u0345\u0301', 'α\u0345\u0301', 'ᾳ\u0301', '\u0344', '\u0f73\u0f74', '\u0f71\u0f72', 'שָּׁ', 'שׁ\u05bc', 'مُّ', 'مُّحَمَّد', 'हिन्दी', 'किताब', 'ไทย', 'பொ', '\u1100\u1161\u11a8', '한국어', '각\u0301', '가\u11a8'];
const OTHER = ['中文', '三百', '１２', '日本語。', 'グロ', '😀', '👍🏽', '👨‍👩‍👧', 'Ⓐ', 'ⓐ', 'Ⅷ', 'ⅷ', '①', '²', '½', 'ᴬ', 'ჼ', '\uf900', '\u{2f800}', '\u{1d165}', '\u{1d15e}', '𐐀', '𐐨', '𞤀'];
const LATER = ['\u1c89', '\ua7cb', '\u{10d50}', '\u{1e030}', '\u0897', 'a\u0897\u0323', '\u{105c9}', '\u{11383}', '\u{113c5}', '\u{1fae8}', '\u{31350}', 'Α\u0897Σ', 'AΣ\u{10d50}'];
const SYMBOLS = ['#', '##', '...', '....', '......', '…', '{', '}', '!?', '?', '.', '"', '“', '”', '–', '• ', '‣', '- ', '*', '(x)', '=>', '~', '@me', 'https://example.org/a?b=c', '%', '。', '؟', '!', "'"];
const PHRASES = ['lorem ipsum', 'Lorem Ipsum', 'lorem, ipsum', 'dolorem ipsums', 'lorem ıpſum', 'javascript', 'JavaScript', 'javaſcript', 'terms of use', 'Terms of Use', 'privacy policy', 'privacy polİcy', 'coo\u212aie policy', 'uses cookies', 'use of cookies', 'use cookies',
  '[1]', '[]', '[12', '[١٢]', '[edit]', '[citation needed]', '[[1]]', '[e[1]dit]', '[citation  needed]', 'g-spot', 's&m', 'sex', 'sexy', '🖕', 'a🖕', 'xx[1]'];
const SPACES = [' ', ' ', ' ', ' ', ' ', ' ', '  ', '\t', '\u00a0', '\u3000', '\u2003', '\u2000', '\u1680', '\u202f', '\u200b', '\ufeff', '\x1f', '\x1c', '\u0085', '\u2028', '\v', '\f', '\r', '\x01', ''];
const BREAKS = ['\n', '\n', '\n', '\n\n', '\n\n', '\n\n\n', '\r\n', '\r\n\r\n', '\n \n', '\u2029', '\x1d'];
const POOLS = [PLAIN, PLAIN, PLAIN, PLAIN, ACCENTED, GREEK, MARKS, OTHER, LATER, SYMBOLS, SYMBOLS, PHRASES];

/**
 * A text that looks for trouble: accents in both forms, marks out of order, final sigmas, letters without case, scripts, code points that
 * Unicode 14 lacks, odd spaces and line breaks, citations, phrases of the C4 rules, repeated lines and paragraphs, tied n-grams, now and
 * then a token over 1,000 code points or any code point at all. Same seed, same text; never a surrogate or NUL.
 */
export const generateText = (seed: number): string => {
  const next = seeded(seed), below = (n: number): number => Math.floor(next() * n), pick = <T>(items: readonly T[]): T => items[below(items.length)]!;
  // A few pools per text, so that some are plain and some are nothing but one script.
  const pools = Array.from({ length: 1 + below(5) }, () => pick(POOLS)), words = pools.flat();
  const vocabulary = next() < 0.5 ? words : Array.from({ length: 1 + below(4) }, () => pick(words));
  const spaces = next() < 0.7 ? [' '] : SPACES, breaks = next() < 0.7 ? ['\n', '\n', '\n\n'] : BREAKS, end = next() < 0.5 ? ['.', '!', '"', '?', '...', ''] : [''];
  const word = (): string => {
    const chance = next();
    if (chance < 0.004) return 'x'.repeat(995 + below(10));
    if (chance < 0.03) return Array.from({ length: 1 + below(3) }, () => anyCodePoint(next)).join('');
    return pick(vocabulary);
  };
  const lines: string[] = [];
  let text = next() < 0.1 ? pick(spaces) : '';
  for (let i = below(12); i >= 0; i--) {
    const chance = next();
    let line: string;
    if (chance < 0.25 && lines.length > 0) line = pick(lines);
    else if (chance < 0.3) line = pick(spaces);
    else line = Array.from({ length: below(chance < 0.5 ? 4 : 24) }, () => word() + pick(spaces)).join('') + pick(end);
    lines.push(line);
    text += line + (next() < 0.9 ? pick(breaks) : '');
  }
  return text;
};

const anyCodePoint = (next: () => number): string => {
  for (;;) {
    const limit = next() < 0.6 ? 0x3000 : next() < 0.7 ? 0x20000 : 0x110000, codePoint = 1 + Math.floor(next() * (limit - 1));
    if (codePoint < 0xd800 || codePoint > 0xdfff) return String.fromCodePoint(codePoint);
  }
};
