import { TERMINAL_MARKS } from '../../../src/signals/terminal-marks.js';
import { clean } from './c4.js';
import { asUnicode14, count, findDuplicates, length, split, strip } from './python.js';

/** The `fineweb` family with strings and Sets. */
export const plainFineweb = (original: string): Record<string, number | null> => {
  const { text, sentences, lorem, curly } = clean(asUnicode14(original), { terminal: false, minWords: 3, before: true });
  const lines = text.split('\n').filter((line) => strip(line) !== ''), share = (part: number, whole: number): number | null => (lines.length === 0 ? null : part / whole);
  return {
    fw_line_punct_ratio: share(lines.filter((line) => TERMINAL_MARKS.has([...line].at(-1)!.codePointAt(0)!)).length, lines.length),
    fw_short_line_ratio: share(lines.filter((line) => length(line) <= 30).length, lines.length),
    fw_char_dup_ratio: share(findDuplicates(lines).chars, length(text.replaceAll('\n', ''))),
    fw_list_ratio: share(count(text, '\n'), split(text).length),
    c4nopunct_kept_sentences: sentences,
    c4nopunct_page_lorem: lorem,
    c4nopunct_page_curly: curly,
  };
};
