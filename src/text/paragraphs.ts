import { SPACE, table } from './code-points.js';
import { Repeats } from './repeats.js';
import type { Analysis, Shared } from './shared.js';

/** Items of a text, those that equal an earlier one, and the code points of these. */
export interface RepeatedItems {
  readonly items: number;
  readonly copies: number;
  readonly letters: number;
}

const repeats = new Repeats();

/** [start, end) split at runs of two line feeds or more. */
const repeatedItems = ({ cps, lineFeeds, lineFeedCount }: Shared, start: number, end: number): RepeatedItems => {
  repeats.clear();
  let items = 1, copies = 0, letters = 0, from = start;
  for (let k = 0; k < lineFeedCount;) {
    const at = lineFeeds[k]!;
    let next = k + 1;
    while (next < lineFeedCount && lineFeeds[next] === at + next - k) next++;
    if (next - k > 1 && at >= start && at < end) {
      items++;
      if (repeats.seen(cps, from, at)) { copies++; letters += at - from; }
      from = at + next - k;
    }
    k = next;
  }
  // A single item repeats nothing.
  if (items > 1 && repeats.seen(cps, from, end)) { copies++; letters += end - from; }
  return { items, copies, letters };
};

/** The paragraphs of datatrove's Gopher filter: `re.split("\\n{2,}", text.strip())`. A text of white space is one empty paragraph. */
export class Paragraphs implements Analysis, RepeatedItems {
  items = 0;
  copies = 0;
  letters = 0;

  read(shared: Shared): void {
    const { cps, length } = shared;
    let start = 0, end = length;
    while (end > start && (table[cps[end - 1]!]! & SPACE) !== 0) end--;
    while (start < end && (table[cps[start]!]! & SPACE) !== 0) start++;
    ({ items: this.items, copies: this.copies, letters: this.letters } = repeatedItems(shared, start, end));
  }
}
