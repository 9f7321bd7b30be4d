import { FeedLines } from '../../text/feed-lines.js';
import { JoinedRepeats } from '../../text/joined-repeats.js';
import { Paragraphs } from '../../text/paragraphs.js';
import { PyLines } from '../../text/py-lines.js';
import { RepeatedGrams } from '../../text/repeated-grams.js';
import { Repeats } from '../../text/repeats.js';
import type { Shared } from '../../text/shared.js';
import { TreebankWords } from '../../text/treebank-words.js';
import { type Part, ratio } from '../dt/part.js';
import { entries } from '../entry.js';
import { EXACT, RELEASE, family, field, near } from './release.js';

const common = { family, type: 'fraction', range: [0, 1], nullWhen: 'empty text', source: `${RELEASE} gopher_repetition_filter.py` } as const;
const of = (name: string): string => field(`gopher_repetition.${name}`);
const repeats = new Repeats(), grams = new RepeatedGrams(), joined = new JoinedRepeats();

/** Gopher's repetition rules (Rae et al. 2021, table A1). Lines are those of `splitlines`, empty ones among them, so blank lines repeat each other. */
export const repetition: Part = {
  signals: [
    ...entries({ ...common, ...EXACT }, [
      { name: 'dtrel_dup_para_frac', unit: 'fraction of paragraphs', nullWhen: '', reference: of('dup_para_frac'),
        formula: 'items of the stripped text split at \\n{2,} that equal an earlier one / items' },
      { name: 'dtrel_dup_para_char_frac', unit: 'fraction of code points', reference: of('dup_para_char_frac'),
        formula: 'code points of these items / code points of the text' },
      { name: 'dtrel_dup_line_frac', unit: 'fraction of lines', reference: of('dup_line_frac'),
        formula: 'lines (splitlines, empty ones count) that equal an earlier one / lines' },
      { name: 'dtrel_dup_line_char_frac', unit: 'fraction of code points', reference: of('dup_line_char_frac'),
        formula: 'code points of these lines / code points of the text' },
    ]),
    ...entries({ ...common, unit: 'fraction of code points' }, [
      // A " is two code points as a word and one in the text.
      ...([2, 3, 4] as const).map((n) => ({
        ...near(0), name: `dtrel_top_${n}gram`, range: [0, 3 * n - 1] as const, nullWhen: `fewer than ${n} words`, reference: of(`top_${n}_gram`),
        formula: `code points of the most frequent ${n}-gram of word_tokenize words (first seen of ties), its ${n - 1} spaces included, x its count, which may be 1 / `
          + 'code points of the text; overlaps count, so it can exceed 1' })),
      ...([5, 6, 7, 8, 9, 10] as const).map((n) => ({
        ...near(0), name: `dtrel_dup_${n}gram`, range: [0, 2] as const, reference: of(`duplicated_${n}_n_grams`),
        formula: `from left to right, code points of ${n}-grams of word_tokenize words (joined without separator) that equal one met before, each stepped over; an `
          + 'n-gram that is new is met and the next begins one word on / code points of the text' })),
    ]),
  ],
  measure: (shared, out, at) => {
    const { length } = shared, paragraphs = shared.of(Paragraphs);
    out[at] = paragraphs.copies / paragraphs.items;
    out[at + 1] = ratio(paragraphs.letters, length);
    lines(shared, out, at + 2);
    ngrams(shared, out, at + 4);
  },
};

const lines = (shared: Shared, out: Float64Array, at: number): void => {
  const { cps, length } = shared, { count, starts, ends } = shared.of(PyLines), feeds = shared.of(FeedLines), { ids, distinct } = feeds;
  // As a rule only line feeds end lines, and then it is known already which are copies.
  let copies = 0, letters = 0, isKnown = true;
  for (let i = 0; i < count && isKnown; i++) isKnown = starts[i] === feeds.starts[i] && ends[i] === feeds.ends[i];
  if (!isKnown) repeats.clear();
  for (let i = 0; i < count; i++) {
    const start = starts[i]!, end = ends[i]!;
    if (isKnown ? distinct.starts[ids[i]!] !== start : repeats.seen(cps, start, end)) { copies++; letters += end - start; }
  }
  out[at] = ratio(copies, count);
  out[at + 1] = ratio(letters, length);
};

const ngrams = (shared: Shared, out: Float64Array, at: number): void => {
  const words = shared.of(TreebankWords), { count, ids, spelling, distinct } = words, { starts, ends } = distinct;
  grams.start(ids, count, distinct.counts);
  let more = grams.alive > 1;
  for (let n = 2; n <= 4; n++) {
    if (n > count) { out[at + n - 2] = NaN; continue; }
    more &&= grams.next();
    const first = more ? grams.bestAt : 0;
    let letters = n - 1;
    for (let i = first; i < first + n; i++) letters += ends[ids[i]!]! - starts[ids[i]!]!;
    out[at + n - 2] = (more ? grams.best : 1) * letters / shared.length;
  }
  joined.read(spelling, words);
  for (let n = 5; n <= 10; n++) out[at + n - 2] = ratio(joined.letters[n]!, shared.length);
};
