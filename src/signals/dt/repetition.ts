import { FeedLines } from '../../text/feed-lines.js';
import { JoinedRepeats } from '../../text/joined-repeats.js';
import { Paragraphs } from '../../text/paragraphs.js';
import { RepeatedGrams } from '../../text/repeated-grams.js';
import type { Shared } from '../../text/shared.js';
import { SpacyWords } from '../../text/spacy-words.js';
import { EXACT, entries } from '../entry.js';
import { DATATROVE, OTHER_LANGUAGE, type Part, hasWords, ratio } from './part.js';

const common = { family: 'dt', type: 'fraction', source: `${DATATROVE} gopher_repetition_filter.py`, ...EXACT } as const;
const of = (field: string): string => `datatrove@0.10.1 gopher_repetition.${field}`;
const EMPTY = 'empty text', LINE_FEED = 0x0a;

const grams = new RepeatedGrams(), joined = new JoinedRepeats();

/** Gopher's repetition rules (Rae et al. 2021, table A1). */
export const repetition: Part = {
  signals: [
    ...entries({ ...common, range: [0, 1] }, [
      { name: 'dt_dup_para_frac', unit: 'fraction of paragraphs', nullWhen: '', reference: of('dup_para_frac'),
        formula: 'items of the stripped text split at \\n{2,} that equal an earlier one / items' },
      { name: 'dt_dup_para_char_frac', unit: 'fraction of code points', nullWhen: EMPTY, reference: of('dup_para_char_frac'),
        formula: 'code points of these items / code points of the text' },
      { name: 'dt_dup_line_frac', unit: 'fraction of lines', nullWhen: '', reference: of('dup_line_frac'),
        formula: 'items of the text split at \\n+ that equal an earlier one / items' },
      { name: 'dt_dup_line_char_frac', unit: 'fraction of code points', nullWhen: EMPTY, reference: of('dup_line_char_frac'),
        formula: 'code points of these items / code points of the text' },
    ]),
    ...entries({ ...common, unit: 'fraction of code points' }, [
      ...[2, 3, 4].map((n) => ({ name: `dt_top_${n}gram`, range: [0, 2 * n - 1] as const, nullWhen: `fewer than ${n} words; ${OTHER_LANGUAGE}`,
        reference: of(`top_${n}_gram`),
        formula: `code points of the most frequent ${n}-gram of spaCy words (first seen of ties), its ${n - 1} spaces included, x its count, which may be 1 / code `
          + 'points of the text; overlaps count, so it can exceed 1' })),
      ...[5, 6, 7, 8, 9, 10].map((n) => ({ name: `dt_dup_${n}gram`, range: [0, 1] as const, nullWhen: OTHER_LANGUAGE, reference: of(`duplicated_${n}_n_grams`),
        formula: `from left to right, code points of ${n}-grams of spaCy words (joined without separator) that equal one met before, each stepped over; an n-gram `
          + 'that is new is met and the next begins one word on / code points of the text' })),
    ]),
  ],
  measure: (shared, out, at) => {
    const { items, copies, letters } = shared.of(Paragraphs);
    out[at] = copies / items;
    out[at + 1] = ratio(letters, shared.length);
    lines(shared, out, at + 2);
    if (hasWords(shared)) ngrams(shared, out, at + 4);
    else out.fill(NaN, at + 4, at + 13);
  },
};

/** Lines that are not empty, and an empty item before a line feed at the start and after one at the end. */
const lines = (shared: Shared, out: Float64Array, at: number): void => {
  const { cps, length } = shared, { count, starts, ends, ids, distinct } = shared.of(FeedLines);
  const edges = length === 0 ? 1 : (cps[0] === LINE_FEED ? 1 : 0) + (cps[length - 1] === LINE_FEED ? 1 : 0);
  let items = edges, copies = edges === 2 ? 1 : 0, letters = 0;
  for (let i = 0; i < count; i++) {
    const start = starts[i]!, end = ends[i]!;
    if (start === end) continue;
    items++;
    if (distinct.starts[ids[i]!] !== start) { copies++; letters += end - start; }
  }
  out[at] = copies / items;
  out[at + 1] = ratio(letters, length);
};

const ngrams = (shared: Shared, out: Float64Array, at: number): void => {
  const { cps, length } = shared, words = shared.of(SpacyWords), { count, ids, counts, starts, ends } = words;
  grams.start(ids, count, counts);
  let more = grams.alive > 1;
  for (let n = 2; n <= 4; n++) {
    if (n > count) { out[at + n - 2] = NaN; continue; }
    more &&= grams.next();
    const first = more ? grams.bestAt : 0;
    let letters = n - 1;
    for (let i = first; i < first + n; i++) letters += ends[i]! - starts[i]!;
    out[at + n - 2] = (more ? grams.best : 1) * letters / length;
  }
  joined.read(cps, words);
  for (let n = 5; n <= 10; n++) out[at + n - 2] = ratio(joined.letters[n]!, length);
};
