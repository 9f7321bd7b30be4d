import type { SignalFamily } from '../model/signal.js';
import { SPACE, table } from '../text/code-points.js';
import { Repeats } from '../text/repeats.js';
import { EXACT, entries } from './entry.js';
import { KeptText, WITHOUT_MARKS } from '../text/kept-text.js';
import type { Shared } from '../text/shared.js';
import { TERMINAL_MARKS } from './terminal-marks.js';

/*
 * FineWeb (Penedo et al. 2024, https://arxiv.org/abs/2406.17557) in datatrove's present form: its own four ratios, measured on the text
 * that its C4 step leaves (no terminal-mark rule, 3 words a line), and the page facts of that step. Page tests and the sentence minimum
 * are off while the text is made, so the ratios of a page that the C4 step would drop are there too.
 *
 * Two of the seven stand on other tokens than datatrove's (white-space tokens for spaCy words, RedPajama-V2's regex for spaCy sentences).
 * On the reference texts `fw_list_ratio <= 0.3` decides 2 of 2,123 pages otherwise, `c4nopunct_kept_sentences >= 5` decides 43.
 */
const DATATROVE = 'huggingface/datatrove@a649de7';
const ratio = { family: 'fineweb', type: 'fraction', range: [0, 1], nullWhen: 'the C4 step leaves no non-blank line',
  source: `${DATATROVE} fineweb_quality_filter.py`, ...EXACT } as const;
const page = { family: 'fineweb', nullWhen: '', source: `${DATATROVE} c4_filters.py, filter_no_terminal_punct=False` } as const;

const SIGNALS = [
  ...entries(ratio, [
    { name: 'fw_line_punct_ratio', unit: 'fraction of lines', reference: 'datatrove@0.10.1 fineweb_quality_on_c4_edited.line_punct_ratio',
      formula: 'non-blank lines that end with one of 159 terminal marks / non-blank lines, on the C4-edited text' },
    { name: 'fw_short_line_ratio', unit: 'fraction of lines', reference: 'datatrove@0.10.1 fineweb_quality_on_c4_edited.short_line_ratio',
      formula: 'non-blank lines of at most 30 code points / non-blank lines, on the C4-edited text' },
    { name: 'fw_char_dup_ratio', unit: 'fraction of code points', reference: 'datatrove@0.10.1 fineweb_quality_on_c4_edited.char_dup_ratio',
      formula: 'code points of non-blank lines that equal an earlier one / code points that are no newline, on the C4-edited text' },
    { name: 'fw_list_ratio', unit: 'newlines per word', reference: 'datatrove@0.10.1 fineweb_quality_on_c4_edited.list_ratio (spaCy words)',
      formula: 'newlines / white-space tokens, on the C4-edited text', exact: false, tolerance: 0.18, deviation: 0.171 },
  ]),
  ...entries(page, [
    { name: 'c4nopunct_kept_sentences', type: 'count', unit: 'sentences', range: [0, null], exact: false, tolerance: 252, deviation: 252,
      reference: 'datatrove@0.10.1 c4_fineweb.measured.sentences (spaCy)', formula: 'matches of \\b[^.!?]+[.!?]* in each line that the C4 step keeps, summed' },
    { name: 'c4nopunct_page_lorem', type: 'flag', unit: '0 or 1', range: [0, 1], ...EXACT, reference: 'datatrove@0.10.1 c4_fineweb.reason lorem_ipsum',
      formula: '1 when a line of at least 3 tokens, none over 1000 code points, has "lorem ipsum" in lower case' },
    { name: 'c4nopunct_page_curly', type: 'flag', unit: '0 or 1', range: [0, 1], ...EXACT, reference: 'datatrove@0.10.1 c4_fineweb.reason curly_bracket',
      formula: '1 when such a line has a { and neither javascript nor "lorem ipsum"' },
  ]),
];

const SHORT_LINE = 30;
const kept = new KeptText(), repeats = new Repeats();

/** Family `fineweb`. */
export const fineweb: SignalFamily<Shared> = {
  name: 'fineweb',
  signals: SIGNALS,
  measure: (shared, out, at) => {
    shared.keep(WITHOUT_MARKS, kept);
    measureLines(shared.cps, kept, out, at);
    out[at + 4] = kept.sentences;
    out[at + 5] = kept.lorem ? 1 : 0;
    out[at + 6] = kept.curly ? 1 : 0;
  },
};

/** The four ratios of a kept text: its tokens are known, so only line ends are looked for. */
const measureLines = (cps: Int32Array, { start, end, tokens }: KeptText, out: Float64Array, at: number): void => {
  repeats.clear();
  let lines = 0, marked = 0, short = 0, repeated = 0, newlines = 0;
  for (let from = start; from < end;) {
    let to = from, first = from;
    while (to < end && cps[to] !== 0x0a) to++;
    while (first < to && (table[cps[first]!]! & SPACE) !== 0) first++;
    if (first < to) {
      lines++;
      if (TERMINAL_MARKS.has(cps[to - 1]!)) marked++;
      if (to - from <= SHORT_LINE) short++;
      if (repeats.seen(cps, from, to)) repeated += to - from;
    }
    if (to < end) newlines++;
    from = to + 1;
  }
  out[at] = lines === 0 ? NaN : marked / lines;
  out[at + 1] = lines === 0 ? NaN : short / lines;
  out[at + 2] = lines === 0 ? NaN : repeated / (end - start - newlines);
  out[at + 3] = lines === 0 ? NaN : newlines / tokens;
};
