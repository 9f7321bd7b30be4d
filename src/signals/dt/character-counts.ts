import { SPACE, UPPER, table } from '../../text/code-points.js';
import type { Analysis, Shared } from '../../text/shared.js';
import { ALPHA, DIGIT, PUNCTUATION, character } from './characters.js';

/** What datatrove counts among the characters of a text: those of ASCII by how often each occurs, the others one by one. */
export class CharacterCounts implements Analysis {
  spaces = 0;
  /** Neither letter nor digit. */
  others = 0;
  digits = 0;
  upper = 0;
  punctuation = 0;
  /** `#`. */
  hashes = 0;
  /** Occurrences of `...`, one after the other, and of U+2026. */
  threeStops = 0;
  ellipses = 0;
  private readonly ascii = new Int32Array(128);

  read({ cps, length }: Shared): void {
    const { ascii } = this;
    ascii.fill(0);
    this.spaces = this.digits = this.upper = this.punctuation = this.ellipses = 0;
    let alphas = 0, threeStops = 0, stops = 0;
    for (let i = 0; i < length; i++) {
      const cp = cps[i]!;
      if (cp < 0x80) {
        ascii[cp]!++;
        if (cp === STOP) { if (++stops === 3) { threeStops++; stops = 0; } } else stops = 0;
      } else {
        alphas += this.add(cp, 1);
        stops = 0;
      }
    }
    for (let cp = 0; cp < 0x80; cp++) alphas += this.add(cp, ascii[cp]!);
    this.others = length - alphas - this.digits;
    this.hashes = ascii[HASH]!;
    this.threeStops = threeStops;
  }

  /** Counts a character; returns how many letters that is. */
  private add(cp: number, count: number): number {
    const p = table[cp]!, flags = character(cp);
    if ((p & SPACE) !== 0) this.spaces += count;
    if ((p & UPPER) !== 0) this.upper += count;
    if ((flags & DIGIT) !== 0) this.digits += count;
    if ((flags & PUNCTUATION) !== 0) this.punctuation += count;
    if (cp === ELLIPSIS) this.ellipses += count;
    return (flags & ALPHA) === 0 ? 0 : count;
  }
}

const STOP = 0x2e, HASH = 0x23, ELLIPSIS = 0x2026;
