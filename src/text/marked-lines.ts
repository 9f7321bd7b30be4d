import { SPACE, table } from './code-points.js';
import { PyLines } from './py-lines.js';
import type { Analysis, Shared } from './shared.js';

const BULLET = 0x2022, MINUS = 0x2d, STOP = 0x2e, ELLIPSIS = 0x2026;

/** The lines (`splitlines`) that Gopher's quality rules count in datatrove. */
export class MarkedLines implements Analysis {
  /** Lines whose first code point that is no white space is U+2022 or `-`. */
  bullets = 0;
  /** Lines that end, right-stripped, with `...` or U+2026. */
  ellipses = 0;

  read(shared: Shared): void {
    const { cps } = shared, { count, starts, ends } = shared.of(PyLines);
    let bullets = 0, ellipses = 0;
    for (let i = 0; i < count; i++) {
      let start = starts[i]!, end = ends[i]!;
      while (start < end && (table[cps[start]!]! & SPACE) !== 0) start++;
      if (start === end) continue;
      while ((table[cps[end - 1]!]! & SPACE) !== 0) end--;
      const first = cps[start]!, last = cps[end - 1]!;
      if (first === BULLET || first === MINUS) bullets++;
      if (last === ELLIPSIS || (last === STOP && end - start >= 3 && cps[end - 2] === STOP && cps[end - 3] === STOP)) ellipses++;
    }
    this.bullets = bullets;
    this.ellipses = ellipses;
  }
}
