import { reserve } from './scratch.js';
import type { Analysis, Shared } from './shared.js';

/**
 * How often each code point occurs: all that can be said of a text without the order of its characters. A text has far fewer different code points than
 * places, so whoever counts kinds of characters looks at each once: `for (let k = 0; k < distinct; k++) of[points[k]!]`. About 1 ns a code point.
 */
export class CodePointCounts implements Analysis {
  /** Count of every code point. Untouched pages of it take no memory. */
  readonly of = new Int32Array(0x110000);
  /** The different ones. */
  distinct = 0;
  points = new Int32Array(1024);
  /** Bytes of the text as UTF-8. */
  bytes = 0;

  read({ cps, length }: Shared): void {
    const { of } = this;
    for (let k = 0; k < this.distinct; k++) of[this.points[k]!] = 0;
    const points = this.points = reserve(this.points, Math.min(length, of.length) + 128);
    let distinct = 0;
    for (let i = 0; i < length; i++) {
      const cp = cps[i]!;
      if (cp >= 0x80 && of[cp] === 0) points[distinct++] = cp;
      of[cp]!++;
    }
    for (let cp = 0; cp < 0x80; cp++) if (of[cp] !== 0) points[distinct++] = cp;
    this.distinct = distinct;
    let bytes = length;
    for (let k = 0; k < distinct; k++) {
      const cp = points[k]!;
      if (cp >= 0x80) bytes += of[cp]! * (cp < 0x800 ? 1 : cp < 0x10000 ? 2 : 3);
    }
    this.bytes = bytes;
  }

  /** Occurrences of all of `codePoints` together. */
  sum(codePoints: readonly number[]): number {
    let sum = 0;
    for (const cp of codePoints) sum += this.of[cp]!;
    return sum;
  }
}
