import type { Analysis, Shared } from './shared.js';

/** How often each ASCII character occurs, and what the text takes as UTF-8. */
export class AsciiCounts implements Analysis {
  /** Count of code point c, c < 128. */
  readonly of = new Int32Array(128);
  /** Bytes of the text as UTF-8. */
  bytes = 0;

  read({ cps, length }: Shared): void {
    const { of } = this;
    of.fill(0);
    let bytes = length;
    for (let i = 0; i < length; i++) {
      const cp = cps[i]!;
      if (cp < 0x80) of[cp]!++;
      else bytes += cp < 0x800 ? 1 : cp < 0x10000 ? 2 : 3;
    }
    this.bytes = bytes;
  }

  /** Occurrences of all characters of an ASCII string together. */
  sum(chars: readonly number[]): number {
    let sum = 0;
    for (const cp of chars) sum += this.of[cp]!;
    return sum;
  }
}
