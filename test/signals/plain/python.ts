import { isLater } from '../../../src/text/later-unicode.js';

/** What the plain twins borrow from Python, as literally as JavaScript allows. */
export const SPACE = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
export const WORD = '\\p{L}\\p{N}_';

/**
 * A text in which this engine's Unicode behaves as Unicode 14 in Python: code points assigned later become private ones (no letters, no
 * case, no decomposition), U+0295 (cased in Python only) and U+1171E (case-ignorable in Unicode 14 only) become like-minded neighbours.
 */
export const asUnicode14 = (text: string): string =>
  Array.from(text, (char) => {
    const codePoint = char.codePointAt(0)!;
    if (isLater(codePoint)) return String.fromCodePoint(0xf0000 + (codePoint % 0xfffd));
    return char === '\u0295' ? '\u0255' : char === '\u{1171e}' ? '\u{1171d}' : char;
  }).join('');

export const length = (text: string): number => [...text].length;
export const count = (text: string, part: string): number => text.split(part).length - 1;
export const strip = (text: string): string => rstrip(lstrip(text));
export const lstrip = (text: string): string => text.replace(new RegExp(`^[${SPACE}]+`), '');
export const rstrip = (text: string): string => { let end = text.length; while (end > 0 && new RegExp(`[${SPACE}]`).test(text[end - 1]!)) end--; return text.slice(0, end); };
export const split = (text: string): string[] => text.split(new RegExp(`[${SPACE}]+`)).filter((item) => item !== '');
export const splitlines = (text: string): string[] => { const lines = text.split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/); if (lines.at(-1) === '') lines.pop(); return lines; };
export const isupper = (word: string): boolean => /\p{Uppercase}/u.test(word) && !/(?![\u10fc\ua7f2-\ua7f4\uab69])[\p{Lowercase}\p{Lt}]/u.test(word);
export const findall = (text: string, pattern: string): string[] => text.match(new RegExp(pattern, 'gu')) ?? [];
export const wordpunct = (text: string): string[] => findall(text, `[${WORD}]+|[^${WORD}${SPACE}]+`);
export const sentences = (text: string): number => findall(text, `(?:(?<=[${WORD}])(?![${WORD}])|(?<![${WORD}])(?=[${WORD}]))[^.!?]+[.!?]*`).length;
/** Delete ASCII punctuation, lower, collapse white space, NFD. */
export const normalize = (text: string): string => split(text.replace(/[!-/:-@[-`{-~]/g, '').toLowerCase()).join(' ').normalize('NFD');
export const round = (x: number): number => {
  const scaled = x * 1e8, floor = Math.floor(scaled);
  // Exact for the ties that occur (k/512): there x * 1e8 is a half.
  return Number.isInteger(x * 512) && scaled - floor === 0.5 ? (floor + (floor % 2)) / 1e8 : Number(x.toFixed(8));
};

/** Items equal to an earlier one, and their code points. */
export const findDuplicates = (items: string[]): { items: number; chars: number } => {
  const seen = new Set<string>();
  let found = 0, chars = 0;
  for (const item of items) {
    if (seen.has(item)) { found++; chars += length(item); }
    seen.add(item);
  }
  return { items: found, chars };
};
