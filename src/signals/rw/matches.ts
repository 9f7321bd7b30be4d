import { extend } from '../../text/scratch.js';

/** Places of a text that are to be taken out: ranges, ascending, none inside another. */
export class Matches {
  count = 0;
  /** Match k is [places[2k], places[2k + 1]). */
  places = new Int32Array(64);

  add(from: number, to: number): void {
    if (2 * this.count + 2 > this.places.length) this.places = extend(this.places, 2 * this.places.length, 2 * this.count);
    this.places[2 * this.count] = from;
    this.places[2 * this.count++ + 1] = to;
  }
}

/** Writes `cps[start, end)` without its matches to `out` from `at` on; returns the end. `out` may be `cps` itself when `at` is `start`: it only shrinks. */
export const cut = (cps: Int32Array, start: number, end: number, { count, places }: Matches, out: Int32Array, at: number): number => {
  for (let k = 0; k <= count; k++) {
    const to = k < count ? places[2 * k]! : end;
    if (out === cps) out.copyWithin(at, start, to);
    else out.set(cps.subarray(start, to), at);
    at += to - start;
    if (k < count) start = places[2 * k + 1]!;
  }
  return at;
};
