import { FeedLines } from '../../text/feed-lines.js';
import { Repeats } from '../../text/repeats.js';
import type { Shared } from '../../text/shared.js';
import { SplitWords } from '../../text/split-words.js';
import { EXACT, entries } from '../entry.js';
import { isBlank } from './kept-lines.js';
import { DATATROVE, type Part, safe } from './part.js';

const of = (field: string): string => `datatrove@0.10.1 stats.${field}`;
const lineCommon = { family: 'dt', source: `${DATATROVE} stats/line_stats.py`, nullWhen: '', ...EXACT } as const;
const paragraphCommon = { ...lineCommon, source: `${DATATROVE} stats/paragraph_stats.py` } as const;
const line = { type: 'fraction', unit: 'fraction of lines', range: [0, 1] } as const;
const paragraph = { type: 'fraction', unit: 'fraction of paragraphs', range: [0, 1] } as const;
const PARAGRAPHS = 'items of the text split at \\n\\n that are not blank';

const STOP = 0x2e, MINUS = 0x2d, STAR = 0x2a, BULLET = 0x2022;

/** datatrove's LineStats: lines are `text.split("\n")`, empty ones count. */
export const lineStats: Part = {
  signals: entries(lineCommon, [
    { name: 'dt_stat_n_lines', type: 'count', unit: 'lines', range: [1, null], reference: of('n_lines'), formula: 'newlines + 1' },
    { name: 'dt_stat_avg_line_length', type: 'score', unit: 'code points', range: [0, null], reference: of('avg_line_length'),
      formula: 'code points that are no newline / lines' },
    ...[10, 30].map((most) => ({ ...line, name: `dt_stat_short_line_ratio_chars_${most}`, reference: of(`short_line_ratio_chars_${most}`),
      formula: `lines of at most ${most} code points / lines` })),
    ...[2000, 10000].map((least) => ({ ...line, name: `dt_stat_long_line_ratio_chars_${least}`, reference: of(`long_line_ratio_chars_${least}`),
      formula: `lines of at least ${least} code points / lines` })),
    { ...line, name: 'dt_stat_lines_ending_with_terminal_mark_ratio', reference: of('lines_ending_with_terminal_mark_ratio'),
      formula: 'lines that end with . ? ! " or \' / lines' },
    { ...line, name: 'dt_stat_bullet_point_lines_ratio', reference: of('bullet_point_lines_ratio'),
      formula: 'lines whose first character that is no white space is -, * or U+2022 / lines' },
    { ...line, name: 'dt_stat_line_duplicates', reference: of('line_duplicates'), formula: 'lines that equal an earlier one / lines' },
    { name: 'dt_stat_line_char_duplicates', type: 'fraction', unit: 'fraction of code points', range: [0, 1], reference: of('line_char_duplicates'),
      formula: 'code points of lines that equal an earlier one / code points in lines; 0 when there are none' },
  ]),
  measure: (shared, out, at) => {
    const { cps, length, lineFeedCount } = shared, { count, starts, ends, ids, firstWord, distinct } = shared.of(FeedLines), words = shared.of(SplitWords);
    let short10 = 0, short30 = 0, long2000 = 0, long10000 = 0, marked = 0, bullets = 0, copies = 0, letters = 0;
    for (let i = 0; i < count; i++) {
      const start = starts[i]!, end = ends[i]!, size = end - start, last = size === 0 ? 0 : cps[end - 1]!, word = firstWord[i]!;
      if (size <= 30) { short30++; if (size <= 10) short10++; }
      if (size >= 2000) { long2000++; if (size >= 10000) long10000++; }
      if (last === STOP || last === 0x3f || last === 0x21 || last === 0x22 || last === 0x27) marked++;
      if (word !== firstWord[i + 1]) {
        const first = cps[words.starts[word]!]!;
        if (first === MINUS || first === STAR || first === BULLET) bullets++;
      }
      if (distinct.starts[ids[i]!] !== start) { copies++; letters += size; }
    }
    out[at] = count;
    out[at + 1] = (length - lineFeedCount) / count;
    out[at + 2] = short10 / count;
    out[at + 3] = short30 / count;
    out[at + 4] = long2000 / count;
    out[at + 5] = long10000 / count;
    out[at + 6] = marked / count;
    out[at + 7] = bullets / count;
    out[at + 8] = copies / count;
    out[at + 9] = safe(letters, length - lineFeedCount);
  },
};

const repeats = new Repeats();
const paragraphs = { count: 0, letters: 0, short: 0, long: 0, copies: 0, copiedLetters: 0 };

/** datatrove's ParagraphStats: paragraphs are `text.split("\n\n")`, blank ones left out. */
export const paragraphStats: Part = {
  signals: entries(paragraphCommon, [
    { name: 'dt_stat_n_paragraphs', type: 'count', unit: 'paragraphs', range: [0, null], reference: of('n_paragraphs'), formula: PARAGRAPHS },
    { name: 'dt_stat_avg_paragraph_length', type: 'score', unit: 'code points', range: [0, null], reference: of('avg_paragraph_length'),
      formula: 'code points in paragraphs / paragraphs; 0 when there are none' },
    { ...paragraph, name: 'dt_stat_short_paragraph_ratio_100', reference: of('short_paragraph_ratio_100'),
      formula: 'paragraphs of at most 100 code points / paragraphs; 0 when there are none' },
    { ...paragraph, name: 'dt_stat_long_paragraph_ratio_1000', reference: of('long_paragraph_ratio_1000'),
      formula: 'paragraphs of at least 1000 code points / paragraphs; 0 when there are none' },
    { ...paragraph, name: 'dt_stat_paragraph_duplicates', reference: of('paragraph_duplicates'),
      formula: 'paragraphs that equal an earlier one / paragraphs; 0 when there are none' },
    { name: 'dt_stat_paragraph_char_duplicates', type: 'fraction', unit: 'fraction of code points', range: [0, 1], reference: of('paragraph_char_duplicates'),
      formula: 'code points of paragraphs that equal an earlier one / code points in paragraphs; 0 when there are none' },
  ]),
  measure: (shared, out, at) => {
    readParagraphs(shared);
    const { count, letters, short, long, copies, copiedLetters } = paragraphs;
    out[at] = count;
    out[at + 1] = safe(letters, count);
    out[at + 2] = safe(short, count);
    out[at + 3] = safe(long, count);
    out[at + 4] = safe(copies, count);
    out[at + 5] = safe(copiedLetters, letters);
  },
};

const readParagraphs = ({ cps, length, lineFeeds, lineFeedCount }: Shared): void => {
  paragraphs.count = paragraphs.letters = paragraphs.short = paragraphs.long = paragraphs.copies = paragraphs.copiedLetters = 0;
  repeats.clear();
  let from = 0;
  for (let k = 0; k + 1 < lineFeedCount;) {
    if (lineFeeds[k + 1] !== lineFeeds[k]! + 1) { k++; continue; }
    add(cps, from, lineFeeds[k]!, false);
    from = lineFeeds[k]! + 2;
    k += 2;
  }
  add(cps, from, length, from === 0);
};

const add = (cps: Int32Array, start: number, end: number, isOnly: boolean): void => {
  if (isBlank(cps, start, end)) return;
  paragraphs.count++;
  paragraphs.letters += end - start;
  if (end - start <= 100) paragraphs.short++;
  if (end - start >= 1000) paragraphs.long++;
  if (!isOnly && repeats.seen(cps, start, end)) { paragraphs.copies++; paragraphs.copiedLetters += end - start; }
};
