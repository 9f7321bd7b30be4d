import { FeedLines } from '../../text/feed-lines.js';
import { Repeats } from '../../text/repeats.js';
import type { Shared } from '../../text/shared.js';
import { TreebankWords } from '../../text/treebank-words.js';
import { isBlank } from '../dt/kept-lines.js';
import { type Part, ratio } from '../dt/part.js';
import { entries } from '../entry.js';
import { ReleasePage } from './page.js';
import { EXACT, RELEASE, family, field, near } from './release.js';

const common = { family, source: `${RELEASE} fineweb_quality_filter.py`, ...EXACT } as const;
const SHORT = 30, LINE_FEED = 0x0a;
const repeats = new Repeats();

/** The four ratios on one text. */
const columns = (prefix: string, name: string, on: string, empty: string, noChar: string, noWord: string) => entries(common, [
  { name: `${prefix}_line_punct_ratio`, type: 'fraction', unit: 'fraction of lines', range: [0, 1], nullWhen: empty, reference: field(`${name}.line_punct_ratio`),
    formula: `lines (split at \\n, blank ones count) that end with . ' " ! or ? / lines, on ${on}` },
  { name: `${prefix}_short_line_ratio`, type: 'fraction', unit: 'fraction of lines', range: [0, 1], nullWhen: empty, reference: field(`${name}.short_line_ratio`),
    formula: `lines (split at \\n, blank ones count) of at most 30 code points / lines, on ${on}` },
  { name: `${prefix}_char_dup_ratio`, type: 'fraction', unit: 'fraction of code points', range: [0, 1], nullWhen: noChar, reference: field(`${name}.char_dup_ratio`),
    formula: `code points of non-blank lines that equal an earlier one / code points that are no newline, on ${on}` },
  { name: `${prefix}_list_ratio`, type: 'score', unit: 'newlines per word', range: [0, null], nullWhen: noWord, reference: field(`${name}.list_ratio`), ...near(0.0000383),
    formula: `newlines / word_tokenize words, on ${on}` },
]);
const NOTHING = 'the C4 step leaves nothing';

/** FineWeb's own filter (Penedo et al. 2024) behind the C4 step without end marks, and on the text as it is. */
export const fineweb: Part = {
  signals: [
    ...columns('dtrel_fw', 'fineweb_quality_on_c4_edited', 'the text that the loop of dtrel_c4nopunct_kept_* leaves', NOTHING, NOTHING, NOTHING),
    ...columns('dtrel_fwraw', 'fineweb_quality', 'the text', '', 'nothing but newlines', 'no word'),
  ],
  measure: (shared, out, at) => {
    kept(shared, out, at);
    raw(shared, out, at + 4);
  },
};

const kept = (shared: Shared, out: Float64Array, at: number): void => {
  const { text: { start, end }, words } = shared.of(ReleasePage), { cps } = shared;
  if (start === end) { out.fill(NaN, at, at + 4); return; }
  repeats.clear();
  let lines = 0, marked = 0, short = 0, repeated = 0;
  for (let from = start; from <= end;) {
    let to = from;
    while (to < end && cps[to] !== LINE_FEED) to++;
    lines++;
    if (to > from && isEndMark(cps[to - 1]!)) marked++;
    if (to - from <= SHORT) short++;
    if (!isBlank(cps, from, to) && repeats.seen(cps, from, to)) repeated += to - from;
    from = to + 1;
  }
  out[at] = marked / lines;
  out[at + 1] = short / lines;
  out[at + 2] = ratio(repeated, end - start - (lines - 1));
  out[at + 3] = ratio(lines - 1, words);
};

const raw = (shared: Shared, out: Float64Array, at: number): void => {
  const { cps, length, lineFeedCount } = shared, { count, starts, ends, ids, firstWord, distinct } = shared.of(FeedLines);
  let marked = 0, short = 0, repeated = 0;
  for (let i = 0; i < count; i++) {
    const start = starts[i]!, end = ends[i]!;
    if (end > start && isEndMark(cps[end - 1]!)) marked++;
    if (end - start <= SHORT) short++;
    if (firstWord[i] !== firstWord[i + 1] && distinct.starts[ids[i]!] !== start) repeated += end - start;
  }
  out[at] = marked / count;
  out[at + 1] = short / count;
  out[at + 2] = ratio(repeated, length - lineFeedCount);
  out[at + 3] = ratio(lineFeedCount, shared.of(TreebankWords).count);
};

/** . ' " ! ? */
const isEndMark = (cp: number): boolean => cp === 0x2e || cp === 0x27 || cp === 0x22 || cp === 0x21 || cp === 0x3f;
