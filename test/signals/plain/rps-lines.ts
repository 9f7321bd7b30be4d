import { asUnicode14, findall, length, lstrip, normalize, round, rstrip, split } from './python.js';

/** Ideographs that `str.isnumeric` takes for numbers, of those that the generated texts hold. */
const IDEOGRAPHS = /^[一三百]$/u;
const isnumeric = (char: string): boolean => /^\p{N}$/u.test(char) || IDEOGRAPHS.test(char);
const share = (part: number, whole: number): number => (whole === 0 ? 0 : round(part / whole));

/** The line signals: name -> `[start, end, value]` per line, in code points. */
export const plainLines = (original: string): Record<string, [number, number, number][]> => {
  let at = 0;
  const lines = findall(asUnicode14(original), '[^\\n]*\\n|[^\\n]+$').map((line) => ({ line, words: normalize(line), start: at, end: at += length(line) }));
  const each = (value: (line: string, normalized: string) => number) => lines.map(({ line, words, start, end }): [number, number, number] => [start, end, value(line, words)]);
  return {
    rps_lines_ending_with_terminal_punctution_mark: each((line) => (/[.!?”]$/.test(rstrip(line)) ? 1 : 0)),
    rps_lines_javascript_counts: each((_, words) => split(words).filter((word) => word === 'javascript').length),
    rps_lines_num_words: each((_, words) => split(words).length),
    rps_lines_numerical_chars_fraction: each((_, words) => share([...words].filter(isnumeric).length, length(words))),
    rps_lines_start_with_bulletpoint: each((line) => (/^[•‣▶◀◦■□▪▫–]/.test(lstrip(line)) ? 1 : 0)),
    rps_lines_uppercase_letter_fraction: each((line) => share([...line].filter((char) => /^\p{Uppercase}$/u.test(char)).length, length(line))),
  };
};
