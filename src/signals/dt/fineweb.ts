import { FeedLines } from '../../text/feed-lines.js';
import { Repeats } from '../../text/repeats.js';
import type { Shared } from '../../text/shared.js';
import { SpacyWords } from '../../text/spacy-words.js';
import { EXACT, entries } from '../entry.js';
import { TERMINAL_MARKS } from '../terminal-marks.js';
import { isBlank } from './kept-lines.js';
import { Page } from './page.js';
import { DATATROVE, OTHER_LANGUAGE, type Part, hasWords, ratio } from './part.js';

const common = { family: 'dt', source: `${DATATROVE} fineweb_quality_filter.py`, ...EXACT } as const;
const SHORT = 30;
const repeats = new Repeats();

/** The four ratios on one text. */
const columns = (prefix: string, field: string, on: string, nothing: string, noChar: string, perWord: readonly [number, number | null]) => entries(common, [
  { name: `${prefix}_line_punct_ratio`, type: 'fraction', unit: 'fraction of lines', range: [0, 1], nullWhen: nothing,
    reference: `datatrove@0.10.1 ${field}.line_punct_ratio`,
    formula: `non-blank lines (ended by \\n) that end with one of 159 terminal marks / non-blank lines, on ${on}` },
  { name: `${prefix}_short_line_ratio`, type: 'fraction', unit: 'fraction of lines', range: [0, 1], nullWhen: nothing,
    reference: `datatrove@0.10.1 ${field}.short_line_ratio`,
    formula: `non-blank lines of at most 30 code points / non-blank lines, on ${on}` },
  { name: `${prefix}_char_dup_ratio`, type: 'fraction', unit: 'fraction of code points', range: [0, 1], nullWhen: noChar,
    reference: `datatrove@0.10.1 ${field}.char_dup_ratio`,
    formula: `code points of non-blank lines that equal an earlier one / code points that are no newline, on ${on}` },
  { name: `${prefix}_list_ratio`, type: 'score', unit: 'newlines per word', range: perWord, nullWhen: `${nothing}; ${OTHER_LANGUAGE}`,
    reference: `datatrove@0.10.1 ${field}.list_ratio`, formula: `newlines / spaCy words, on ${on}` },
]);
const NOTHING = 'the C4 step leaves no non-blank line';

/** FineWeb's own filter (Penedo et al. 2024) behind the C4 step without end marks, and on the text as it is. */
export const fineweb: Part = {
  signals: [
    ...columns('dt_fw', 'fineweb_quality_on_c4_edited', 'the text that the loop of dt_c4nopunct_kept_* leaves', NOTHING, NOTHING, [0, null]),
    ...columns('dt_fwraw', 'fineweb_quality', 'the text', 'no non-blank line', 'nothing but newlines', [0, null]),
  ],
  measure: (shared, out, at) => {
    kept(shared, out, at);
    raw(shared, out, at + 4);
  },
};

const kept = (shared: Shared, out: Float64Array, at: number): void => {
  const { all, words } = shared.of(Page), { cps } = shared, { first, last, chars } = all, newlines = last - first - 1;
  if (first === last) { out.fill(NaN, at, at + 4); return; }
  repeats.clear();
  let lines = 0, marked = 0, short = 0, repeated = 0;
  for (let k = first; k < last; k++) {
    const start = all.startOf(cps, k), end = all.endOf(cps, k);
    if (isBlank(cps, start, end)) continue;
    lines++;
    if (TERMINAL_MARKS.has(cps[end - 1]!)) marked++;
    if (end - start <= SHORT) short++;
    if (repeats.seen(cps, start, end)) repeated += end - start;
  }
  out[at] = marked / lines;
  out[at + 1] = short / lines;
  out[at + 2] = repeated / (chars - newlines);
  out[at + 3] = newlines / words;
};

const raw = (shared: Shared, out: Float64Array, at: number): void => {
  const { cps, length, lineFeedCount } = shared, { count, starts, ends, ids, firstWord, distinct } = shared.of(FeedLines);
  let lines = 0, marked = 0, short = 0, repeated = 0;
  for (let i = 0; i < count; i++) {
    if (firstWord[i] === firstWord[i + 1]) continue;
    const start = starts[i]!, end = ends[i]!;
    lines++;
    if (TERMINAL_MARKS.has(cps[end - 1]!)) marked++;
    if (end - start <= SHORT) short++;
    if (distinct.starts[ids[i]!] !== start) repeated += end - start;
  }
  out[at] = ratio(marked, lines);
  out[at + 1] = ratio(short, lines);
  out[at + 2] = ratio(repeated, length - lineFeedCount);
  out[at + 3] = hasWords(shared) ? ratio(lineFeedCount, shared.of(SpacyWords).count) : NaN;
};
