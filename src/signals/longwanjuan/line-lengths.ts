import { SPACE, table } from '../../text/code-points.js';
import { CodePointCounts } from '../../text/code-point-counts.js';
import { reserve } from '../../text/scratch.js';
import type { Shared } from '../../text/shared.js';

const DOTTED_I = 0x130;

/** The lengths of the lines of a text, line feeds apart, that are not only white space, in code points. Without such a line every number of them is NaN. */
export class LineLengths {
  /** Code points of the text, after lower-casing if it is English. */
  letters = 0;
  count = 0;
  mean = NaN;
  /** Standard deviation of the population. */
  deviation = NaN;
  median = NaN;
  longest = NaN;
  shortest = NaN;
  private lengths = new Int32Array(1024);

  read(shared: Shared): void {
    const { cps, length, lineFeeds, lineFeedCount, lang } = shared;
    this.lengths = reserve(this.lengths, lineFeedCount + 1);
    const { lengths } = this, grows = lang === 'en' && shared.of(CodePointCounts).of[DOTTED_I]! > 0;
    let count = 0, sum = 0, grown = 0, start = 0;
    for (let k = 0; k <= lineFeedCount; k++) {
      const end = k < lineFeedCount ? lineFeeds[k]! : length;
      let first = start, more = 0;
      while (first < end && (table[cps[first]!]! & SPACE) !== 0) first++;
      if (grows) for (let i = first; i < end; i++) more += cps[i] === DOTTED_I ? 1 : 0;
      if (first < end) { lengths[count++] = end - start + more; sum += end - start + more; grown += more; }
      start = end + 1;
    }
    this.letters = length + grown;
    this.count = count;
    this.mean = sum / count;
    this.describe(count);
  }

  private describe(count: number): void {
    this.deviation = this.median = this.longest = this.shortest = NaN;
    if (count === 0) return;
    const lengths = this.lengths.subarray(0, count).sort(), middle = count >> 1;
    let squares = 0;
    for (let i = 0; i < count; i++) squares += (lengths[i]! - this.mean) ** 2;
    this.deviation = Math.sqrt(squares / count);
    this.median = count % 2 === 1 ? lengths[middle]! : (lengths[middle - 1]! + lengths[middle]!) / 2;
    this.longest = lengths[count - 1]!;
    this.shortest = lengths[0]!;
  }
}
