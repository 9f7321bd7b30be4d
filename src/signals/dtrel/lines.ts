import { WITHOUT_MARKS } from '../../text/kept-text.js';
import { EndMarks, PunktSentences } from '../../text/punkt.js';
import { reserve } from '../../text/scratch.js';
import type { Analysis, Shared } from '../../text/shared.js';
import { KeptLines } from '../dt/kept-lines.js';

const sentences = new PunktSentences();

/** The lines that the C4 loop without the test of end marks keeps, which are all that any variant of it keeps, and their Punkt sentences. */
export class PunktLines implements Analysis {
  readonly lines = new KeptLines();
  /** Sentences of line k; all of them together. */
  counts = new Int32Array(1024);
  total = 0;
  /** Where the end marks lie in the kept text, its first code point being 0. */
  readonly marks = new EndMarks();

  read(shared: Shared): void {
    const { lines, marks } = this, { places, count } = shared.of(EndMarks);
    shared.keep(WITHOUT_MARKS, lines);
    this.counts = reserve(this.counts, lines.lines);
    this.total = 0;
    marks.count = 0;
    const { cps, length } = shared, { counts } = this;
    // `shift` moves a place to the kept text, of which `written` code points lie before the line; `next` is the first mark of the page not yet passed.
    for (let k = 0, written = 0, next = 0; k < lines.lines; k++) {
      const start = lines.starts[k]!, end = lines.ends[k]!, isInText = k >= lines.first && k < lines.last, from = isInText ? lines.startOf(cps, k) : start, shift = written - from;
      if (start < length) {
        while (next < count && places[next]! < start) next++;
        const first = next;
        while (next < count && places[next]! < end) next++;
        counts[k] = sentences.splitAt(cps, start, end, places, first, next);
        if (isInText) marks.copy(places, first, next, shift);
      } else {
        // An edited line lies behind the page.
        counts[k] = sentences.split(cps, start, end);
        if (isInText) marks.scan(cps, start, end, shift);
      }
      this.total += counts[k]!;
      if (isInText) written += lines.endOf(cps, k) - from + 1;
    }
  }

  /** Sentences of those lines that `some` has too, less the ones that end with `except`. */
  countOf(some: KeptLines, cps: Int32Array, except: number): number {
    const { lines, counts } = this;
    let count = 0;
    for (let k = 0, m = 0; k < lines.lines && m < some.lines; k++) {
      if (some.starts[m] !== lines.starts[k]) continue;
      const end = some.ends[m++]!;
      if (end === lines.starts[k] || cps[end - 1] !== except) count += counts[k]!;
    }
    return count;
  }
}
