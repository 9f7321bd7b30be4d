import { ALSO_CHANGED, CHANGED_PAIRS } from '../../../src/signals/cwt/is-traditional.js';
import { TRADITIONAL } from '../../../src/signals/cwt/traditional.js';
import { asUnicode14, findall, length, strip } from './python.js';

/** How often each n-gram of code points occurs. */
export const characterGrams = (chars: readonly string[], n: number, count: number): Map<string, number> => {
  const counts = new Map<string, number>();
  for (let i = 0; i < count; i++) { const gram = chars.slice(i, i + n).join(''); counts.set(gram, (counts.get(gram) ?? 0) + 1); }
  return counts;
};

const innerRepeat = (text: string): number | null => {
  const chars = [...strip(asUnicode14(text)).toLowerCase().replace(/ |\n|\t/g, '')];
  if (chars.length < 13) return 0;
  if (chars.length === 13) return null;
  return [...characterGrams(chars, 13, chars.length - 13).values()].reduce((sum, count) => sum + (count > 1 ? count : 0), 0) / (chars.length - 13);
};

/** The `cwt` family as ChineseWebText writes it. */
export const plainCwt = (text: string): Record<string, number | null> => ({
  cwt_text_length: length(text),
  cwt_avg_line_length: length(text) / text.split('\n').length,
  cwt_zh_percent: text === '' ? null : findall(text, '[\\u4e00-\\u9fa5]').length / length(text),
  cwt_inner_repeat: innerRepeat(text),
  cwt_is_simplified: [...text].some((char) => '「」『』'.includes(char) || TRADITIONAL.includes(char) || ALSO_CHANGED.includes(char)) || CHANGED_PAIRS.some((pair) => text.includes(pair)) ? 0 : 1,
});
