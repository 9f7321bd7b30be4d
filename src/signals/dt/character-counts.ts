import { CodePointCounts } from '../../text/code-point-counts.js';
import { SPACE, UPPER, table } from '../../text/code-points.js';
import { EndMarks } from '../../text/punkt.js';
import type { Analysis, Shared } from '../../text/shared.js';
import { ALPHA, DIGIT, PUNCTUATION, character } from './characters.js';

/** What datatrove counts among the characters of a text. */
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

  read(shared: Shared): void {
    const { distinct, points, of } = shared.of(CodePointCounts);
    this.spaces = this.digits = this.upper = this.punctuation = 0;
    let alphas = 0;
    for (let k = 0; k < distinct; k++) {
      const cp = points[k]!, count = of[cp]!, p = table[cp]!, flags = character(cp);
      if ((p & SPACE) !== 0) this.spaces += count;
      if ((p & UPPER) !== 0) this.upper += count;
      if ((flags & DIGIT) !== 0) this.digits += count;
      if ((flags & PUNCTUATION) !== 0) this.punctuation += count;
      if ((flags & ALPHA) !== 0) alphas += count;
    }
    this.others = shared.length - alphas - this.digits;
    this.hashes = of[HASH]!;
    this.ellipses = of[ELLIPSIS]!;
    this.threeStops = countThreeStops(shared.cps, shared.of(EndMarks));
  }
}

const STOP = 0x2e, HASH = 0x23, ELLIPSIS = 0x2026;

const countThreeStops = (cps: Int32Array, { places, count }: EndMarks): number => {
  let found = 0, stops = 0;
  for (let k = 0, before = -1; k < count; k++) {
    const at = places[k]!;
    if (cps[at] !== STOP || at !== before + 1) stops = 0;
    if (cps[at] === STOP && ++stops === 3) { found++; stops = 0; }
    before = at;
  }
  return found;
};
