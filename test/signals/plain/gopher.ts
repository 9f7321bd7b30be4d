import { findDuplicates, findall, length, lstrip, split, strip } from './python.js';

/** The `gopher` family with strings, Sets and regexes. */
export const plainGopher = (text: string): Record<string, number | null> => {
  const items = text.split(/\n+/), paragraphs = strip(text).split(/\n{2,}/), chars = length(text), rawLines = findall(text, '[^\\n]*\\n|[^\\n]+$'), tokens = new Set(split(text));
  const lines = findDuplicates(items), paras = findDuplicates(paragraphs), share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
  return {
    gopher_dup_line_frac: share(lines.items, items.length),
    gopher_dup_line_char_frac: share(lines.chars, chars),
    gopher_dup_para_frac: share(paras.items, paragraphs.length),
    gopher_dup_para_char_frac: share(paras.chars, chars),
    gopher_stop_word_count: ['the', 'be', 'to', 'of', 'and', 'that', 'have', 'with'].filter((word) => tokens.has(word)).length,
    gopher_bullet_line_ratio: share(rawLines.filter((line) => /^[\u2022\u2023\u25b6\u25c0\u25e6\u25a0\u25a1\u25aa\u25ab\u2013]/.test(lstrip(line))).length, rawLines.length),
  };
};
