import type { SignalFamily } from '../model/signal.js';
import { SPACE, table } from '../text/code-points.js';
import { FeedLines } from '../text/feed-lines.js';
import { Paragraphs, type RepeatedItems } from '../text/paragraphs.js';
import { SplitWords } from '../text/split-words.js';
import { ALL_STOP_WORDS, stopWordBit } from '../text/stop-words.js';
import { EXACT, entries } from './entry.js';
import type { Shared } from '../text/shared.js';

/*
 * What the Gopher rules (Rae et al. 2021, https://arxiv.org/abs/2112.11446, table A1) need beside the RedPajama-V2 signals: repeated
 * lines and paragraphs as datatrove counts them (each copy after the first; characters over the length of the text), Gopher's eight stop
 * words over white-space tokens, and RedPajama-V2's bullet points.
 *
 * datatrove looks for the stop words among spaCy's words, where a mark glued to a word does not hide it: 54 of 2,209 reference texts
 * differ, 50 of them by one, one edge case by all eight; `>= 2` decides 9 of the 2,209 otherwise.
 */
const DATATROVE = 'huggingface/datatrove@a649de7';
const repetition = { family: 'gopher', type: 'fraction', range: [0, 1], nullWhen: '', source: `${DATATROVE} gopher_repetition_filter.py`, ...EXACT } as const;
const text = 'empty text';

const SIGNALS = [
  ...entries(repetition, [
    { name: 'gopher_dup_line_frac', unit: 'fraction of lines', reference: 'datatrove@0.10.1 gopher_repetition.dup_line_frac',
      formula: 'items of the text split at \\n+ that equal an earlier one / items' },
    { name: 'gopher_dup_line_char_frac', unit: 'fraction of code points', nullWhen: text, reference: 'datatrove@0.10.1 gopher_repetition.dup_line_char_frac',
      formula: 'code points of items of the text split at \\n+ that equal an earlier one / code points of the text' },
    { name: 'gopher_dup_para_frac', unit: 'fraction of paragraphs', reference: 'datatrove@0.10.1 gopher_repetition.dup_para_frac',
      formula: 'items of the stripped text split at \\n{2,} that equal an earlier one / items' },
    { name: 'gopher_dup_para_char_frac', unit: 'fraction of code points', nullWhen: text, reference: 'datatrove@0.10.1 gopher_repetition.dup_para_char_frac',
      formula: 'code points of items of the stripped text split at \\n{2,} that equal an earlier one / code points of the text' },
  ]),
  ...entries({ family: 'gopher' }, [
    { name: 'gopher_stop_word_count', type: 'count', unit: 'words', range: [0, 8], nullWhen: '', source: `${DATATROVE} gopher_quality_filter.py`,
      formula: 'how many of the, be, to, of, and, that, have, with occur among the white-space tokens of the text, case-sensitive',
      reference: 'datatrove@0.10.1 gopher_quality.stop_words (spaCy words: a stop word with a mark glued to it counts there)',
      exact: false, tolerance: 8, deviation: 8 },
    { name: 'gopher_bullet_line_ratio', type: 'fraction', unit: 'fraction of lines', range: [0, 1], nullWhen: 'no line: empty text',
      source: 'togethercomputer/RedPajama-Data@6d2cee9 lines.py', ...EXACT,
      formula: 'lines (ended by \\n, empty ones count) whose first non-space code point is one of U+2022 2023 25B6 25C0 25E6 25A0 25A1 25AA 25AB 2013 / lines',
      reference: 'RedPajama-V2@6d2cee9 mean of rps_lines_start_with_bulletpoint' },
  ]),
];

const BULLETS = new Set([0x2022, 0x2023, 0x25b6, 0x25c0, 0x25e6, 0x25a0, 0x25a1, 0x25aa, 0x25ab, 0x2013]);

/** Family `gopher`. */
export const gopher: SignalFamily<Shared> = {
  name: 'gopher',
  signals: SIGNALS,
  measure: (shared, out, at) => {
    const { cps, length } = shared, lines = repeatedLines(shared), paragraphs = shared.of(Paragraphs);
    out[at] = lines.copies / lines.items;
    out[at + 1] = lines.letters / length;
    out[at + 2] = paragraphs.copies / paragraphs.items;
    out[at + 3] = paragraphs.letters / length;
    out[at + 4] = stopWords(cps, shared.of(SplitWords));
    out[at + 5] = bulletLines(shared);
  },
};

const LINE_FEED = 0x0a;

/** The items of the text split at `\n+`: lines that are not empty, and an empty one at either end that is a line feed. */
const repeatedLines = (shared: Shared): RepeatedItems => {
  const { cps, length } = shared, { count, starts, ends, ids, distinct } = shared.of(FeedLines);
  const edges = length === 0 ? 1 : (cps[0] === LINE_FEED ? 1 : 0) + (cps[length - 1] === LINE_FEED ? 1 : 0);
  let items = edges, copies = edges >> 1, letters = 0;
  for (let i = 0; i < count; i++) {
    const start = starts[i]!, end = ends[i]!;
    if (start === end) continue;
    items++;
    if (distinct.starts[ids[i]!] !== start) { copies++; letters += end - start; }
  }
  return { items, copies, letters };
};

const stopWords = (cps: Int32Array, { distinct: { distinct, starts, ends } }: SplitWords): number => {
  let found = 0;
  for (let id = 0; id < distinct && found !== ALL_STOP_WORDS; id++) {
    const start = starts[id]!, end = ends[id]!;
    if (end - start > 4) continue;
    // 4 x 7 bits; a code point beyond ASCII makes the code negative, and so of no stop word.
    let code = 0;
    for (let i = start; i < end; i++) code = code < 0 || cps[i]! >= 0x80 ? -1 : (code << 7) | cps[i]!;
    found |= stopWordBit(code);
  }
  let count = 0;
  for (; found !== 0; found &= found - 1) count++;
  return count;
};

const bulletLines = ({ cps, length, lineFeeds, lineFeedCount }: Shared): number => {
  let lines = 0, bullets = 0;
  for (let k = 0, from = 0; from < length; k++) {
    const end = k < lineFeedCount ? lineFeeds[k]! : length;
    lines++;
    while (from < end && (table[cps[from]!]! & SPACE) !== 0) from++;
    if (from < end && BULLETS.has(cps[from]!)) bullets++;
    from = end + 1;
  }
  return lines === 0 ? NaN : bullets / lines;
};
