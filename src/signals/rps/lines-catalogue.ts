import type { Signal } from '../../model/signal.js';
import { EXACT, entries } from '../entry.js';

const common = { family: 'rps_lines', type: 'array', nullWhen: '', source: 'togethercomputer/RedPajama-Data@6d2cee9 lines.py', ...EXACT } as const;
const LINES = 'of each line (a match of ([^\\n]*\\n|[^\\n]+$))';

/** The catalogue of family `rps_lines`, in the order of the published names. */
export const LINE_SIGNALS: readonly Signal[] = entries({ ...common, reference: '' }, [
  { name: 'rps_lines_ending_with_terminal_punctution_mark', unit: '0 or 1 per line', range: [0, 1], formula: `${LINES}: 1 when its last non-space code point is . ! ? or U+201D, else 0` },
  { name: 'rps_lines_javascript_counts', unit: 'words per line', range: [0, null], formula: `${LINES}: normalized words that are javascript` },
  { name: 'rps_lines_num_words', unit: 'words per line', range: [0, null], formula: `${LINES}: normalized words` },
  { name: 'rps_lines_numerical_chars_fraction', unit: 'fraction of code points per line', range: [0, 1], formula: `${LINES}: numeric code points / code points, both of the normalized line; 0 when it is empty` },
  { name: 'rps_lines_start_with_bulletpoint', unit: '0 or 1 per line', range: [0, 1],
    formula: `${LINES}: 1 when its first non-space code point is one of U+2022 2023 25B6 25C0 25E6 25A0 25A1 25AA 25AB 2013, else 0` },
  { name: 'rps_lines_uppercase_letter_fraction', unit: 'fraction of code points per line', range: [0, 1], formula: `${LINES}: upper-case code points / code points, line feed included` },
]).map((signal) => ({ ...signal, reference: `RedPajama-V2@6d2cee9 (Python 3.11) ${signal.name}` }));
