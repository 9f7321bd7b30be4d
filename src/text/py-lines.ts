import { BREAK, table } from './code-points.js';
import { reserve } from './scratch.js';
import type { Analysis, Shared } from './shared.js';
import { SplitWords } from './split-words.js';

const CR = 13, LF = 10;

/** The lines of Python's `text.splitlines()`: ended by any of its line breaks (CR LF is one), the last one also by the end; none for an empty text. */
export class PyLines implements Analysis {
  count = 0;
  /** Line i is `cps[starts[i], ends[i])`, without its break. */
  starts = new Int32Array(1024);
  ends = new Int32Array(1024);

  read(shared: Shared): void {
    const { cps, length } = shared, words = shared.of(SplitWords);
    this.starts = reserve(this.starts, length + 1);
    this.ends = reserve(this.ends, length + 1);
    const { starts, ends } = this, entries = table;
    let count = 0, start = 0;
    // What ends a line is white space, so it stands between words.
    for (let word = 0, i = 0; word <= words.count; word++) {
      for (const next = word < words.count ? words.starts[word]! : length; i < next; i++) {
        if ((entries[cps[i]!]! & BREAK) === 0) continue;
        starts[count] = start;
        ends[count++] = i;
        if (cps[i] === CR && i + 1 < length && cps[i + 1] === LF) i++;
        start = i + 1;
      }
      if (word < words.count) i = words.ends[word]!;
    }
    if (start < length) { starts[count] = start; ends[count++] = length; }
    this.count = count;
  }
}
