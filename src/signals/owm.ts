import type { SignalFamily } from '../model/signal.js';
import { CodePointCounts } from '../text/code-point-counts.js';
import { LOWER_MASK, table } from '../text/code-points.js';
import type { Shared } from '../text/shared.js';
import { EXACT, entries } from './entry.js';
import { LatexFormulas } from './owm/latex-formulas.js';

/*
 * What the last step of OpenWebMath (K. Paster et al. 2023, https://arxiv.org/abs/2310.06786) looks at: formulas between dollar signs, accented
 * letters as a sign of another language than English, and the length of the text without lines that only define LaTeX commands.
 *
 * The reference drops those lines before it counts formulas and accents; the columns count them on the text as it is, which is the same
 * wherever no line holds "newcommand" twice. Its classifier, its perplexity and its list of sites are not here.
 */
const SOURCE = 'keirp/OpenWebMath@98f81d0 filtering/filter_dataset.py';

const SIGNALS = entries({ family: 'owm', source: SOURCE }, [
  { name: 'owm_latex_formulas', type: 'count', unit: 'formulas', range: [0, null], nullWhen: '', reference: 'OpenWebMath@98f81d0 count_latex_formulas', ...EXACT,
    formula: 'matches of \\$\\$[^\\$]*\\$\\$|\\$[^\\$]*\\$ after $$\\PageIndex{...}$$ and $\\PageIndex{...}$ are deleted' },
  { name: 'owm_accent_ratio', type: 'fraction', unit: 'fraction of code points', range: [0, 1], nullWhen: 'empty text',
    reference: 'OpenWebMath@98f81d0 has_accented_char (more than 0.015)', ...EXACT,
    formula: 'code points whose lower case is one of \u00e0 \u00e2 \u00e4 \u00e8 \u00e9 \u00ea \u00ee \u00ef \u00f4 \u00f6 \u00fb \u00fc / code points' },
  { name: 'owm_length', type: 'count', unit: 'code points', range: [0, null], nullWhen: '', reference: '', exact: null, tolerance: null, deviation: null,
    formula: 'code points of the lines that do not hold "newcommand" more than once, joined by newlines' },
]);

const formulas = new LatexFormulas();

/** Family `owm`. */
export const owm: SignalFamily<Shared> = {
  name: 'owm',
  signals: SIGNALS,
  measure: (shared, out, at) => {
    const { cps, length } = shared;
    out[at] = formulas.count(cps, length);
    out[at + 1] = length === 0 ? NaN : accents(shared.of(CodePointCounts)) / length;
    out[at + 2] = lengthWithoutDefinitions(shared);
  },
};

/** By lower-case code point; all are below U+0100. */
const ACCENTED = new Uint8Array(0x100);
for (const letter of '\u00e0\u00e2\u00e4\u00e8\u00e9\u00ea\u00ee\u00ef\u00f4\u00f6\u00fb\u00fc') ACCENTED[letter.charCodeAt(0)] = 1;

const accents = ({ distinct, points, of }: CodePointCounts): number => {
  let count = 0;
  for (let k = 0; k < distinct; k++) {
    const lower = table[points[k]!]! & LOWER_MASK;
    if (lower < 0x100 && ACCENTED[lower] === 1) count += of[points[k]!]!;
  }
  return count;
};

const WORD = Array.from('newcommand', (char) => char.charCodeAt(0)), HEAD = 3, C = WORD[HEAD]!;

/** Lines with the word more than once go, each with one line feed; what is left of a text of nothing else has length 0. */
const lengthWithoutDefinitions = ({ cps, length, lineFeeds, lineFeedCount }: Shared): number => {
  let left = length, line = 0, lineStart = 0, found = 0;
  const close = (end: number): void => {
    if (found > 1) left -= end - lineStart + 1;
    found = 0;
    lineStart = end + 1;
  };
  // The c of the word is rarer than its other letters.
  for (let i = HEAD; i < length; i++) {
    if (cps[i] !== C || cps[i - 1] !== WORD[2] || !isWordAt(cps, i - HEAD, length)) continue;
    while (line < lineFeedCount && lineFeeds[line]! < i) close(lineFeeds[line++]!);
    found++;
  }
  if (found > 1) close(line < lineFeedCount ? lineFeeds[line]! : length);
  return Math.max(0, left);
};

const isWordAt = (cps: Int32Array, at: number, length: number): boolean => {
  if (at + WORD.length > length) return false;
  for (let k = 0; k < WORD.length; k++) if (cps[at + k] !== WORD[k]) return false;
  return true;
};
