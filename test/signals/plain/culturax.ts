import { length } from './python.js';

/** The `culturax` family with strings. */
export const plainCulturax = (text: string): Record<string, number | null> => {
  const lines = text.split('\n').map(length), short = lines.filter((size) => size <= 100), sum = (sizes: number[]): number => sizes.reduce((a, b) => a + b, 0);
  return {
    culturax_document_length: length(text),
    culturax_n_lines: lines.length,
    culturax_short_line_ratio: short.length / lines.length,
    culturax_short_line_length_ratio: sum(lines) === 0 ? null : sum(short) / sum(lines),
  };
};
