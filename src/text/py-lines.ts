import { BREAK, table } from './code-points.js';
import { reserve } from './scratch.js';
import type { Analysis, Shared } from './shared.js';

const CR = 13, LF = 10;

/** The lines of Python's `text.splitlines()`: ended by any of its line breaks (CR LF is one), the last one also by the end; none for an empty text. */
export class PyLines implements Analysis {
  count = 0;
  /** Line i is `cps[starts[i], ends[i])`, without its break. */
  starts = new Int32Array(1024);
  ends = new Int32Array(1024);

  read({ cps, length }: Shared): void {
    this.starts = reserve(this.starts, length + 1);
    this.ends = reserve(this.ends, length + 1);
    const { starts, ends } = this, entries = table;
    let count = 0, start = 0;
    for (let i = 0; i < length; i++) {
      if ((entries[cps[i]!]! & BREAK) === 0) continue;
      starts[count] = start;
      ends[count++] = i;
      if (cps[i] === CR && i + 1 < length && cps[i + 1] === LF) i++;
      start = i + 1;
    }
    if (start < length) { starts[count] = start; ends[count++] = length; }
    this.count = count;
  }
}
