import { SPACE, table } from './code-points.js';
import { Repeats } from './repeats.js';
import type { Analysis, Shared } from './shared.js';

/** The paragraphs of datatrove's Gopher filter: `re.split("\\n{2,}", text.strip())`. A text of white space is one empty paragraph. */
export class Paragraphs implements Analysis {
  items = 0;
  /** Paragraphs that equal an earlier one, and their code points. */
  copies = 0;
  letters = 0;
  private readonly repeats = new Repeats();

  read({ cps, length, lineFeeds, lineFeedCount }: Shared): void {
    const { repeats } = this;
    let start = 0, end = length, items = 1, copies = 0, letters = 0;
    while (end > start && (table[cps[end - 1]!]! & SPACE) !== 0) end--;
    while (start < end && (table[cps[start]!]! & SPACE) !== 0) start++;
    repeats.clear();
    let from = start;
    for (let k = 0; k < lineFeedCount;) {
      const at = lineFeeds[k]!;
      let next = k + 1;
      while (next < lineFeedCount && lineFeeds[next] === at + next - k) next++;
      if (next - k >= 2 && at >= start && at < end) {
        items++;
        if (repeats.seen(cps, from, at)) { copies++; letters += at - from; }
        from = at + next - k;
      }
      k = next;
    }
    // A single one repeats nothing.
    if (items > 1 && repeats.seen(cps, from, end)) { copies++; letters += end - from; }
    this.items = items;
    this.copies = copies;
    this.letters = letters;
  }
}
