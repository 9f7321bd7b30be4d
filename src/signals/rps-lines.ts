import type { LineFamily } from '../model/signal.js';
import { LINE_SIGNALS } from './rps/lines-catalogue.js';
import { BULLET, RpsLines, TERMINAL } from './rps/lines.js';
import { round8 } from './round.js';
import type { Shared } from '../text/shared.js';

/** One array per signal, kept from text to text. */
const values = LINE_SIGNALS.map(() => new Float64Array(1024));
/** As `reserve` of text/scratch.ts: grown when too small, let go when far too large. */
const reserve = (count: number): void => {
  const { length } = values[0]!;
  if (count > length || (length > LARGE && count < length / 16)) for (let k = 0; k < values.length; k++) values[k] = new Float64Array(Math.max(1024, count + (count >> 1)));
};
const LARGE = 1 << 20;

const ratio = (part: number, whole: number): number => (part === 0 ? 0 : round8(part / whole));

/** Family `rps_lines`: the line signals of RedPajama-V2, equal to the published code at 8 decimals. Much data for a page, so it is measured only when it is named. */
export const rpsLines: LineFamily<Shared> = {
  name: 'rps_lines',
  signals: LINE_SIGNALS,
  measureLines: (shared) => {
    const { count, starts, ends, words, normalLength, upper, numerals, javascript, flags } = shared.of(RpsLines);
    reserve(count);
    const [terminal, scripts, counts, numeric, bullet, capitals] = values as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
    for (let i = 0; i < count; i++) {
      terminal[i] = (flags[i]! & TERMINAL) === 0 ? 0 : 1;
      scripts[i] = javascript[i]!;
      counts[i] = words[i]!;
      numeric[i] = ratio(numerals[i]!, normalLength[i]!);
      bullet[i] = (flags[i]! & BULLET) === 0 ? 0 : 1;
      capitals[i] = ratio(upper[i]!, ends[i]! - starts[i]!);
    }
    return { count, starts, ends, values };
  },
};
