import type { SignalFamily } from '../model/signal.js';
import type { Shared } from '../text/shared.js';
import { entries } from './entry.js';

/*
 * What CulturaX (T. Nguyen et al. 2023, https://arxiv.org/abs/2309.09400, metric-based cleaning) looks at beside the ratios of family `roots`:
 * the length of a document and its lines. The paper names them and there is no code, so what a line and a short line are is our reading:
 * lines as split("\n") makes them, blank ones included, short with at most 100 code points.
 */
const source = 'CulturaX, arXiv 2309.09400, metric-based cleaning (our reading: no code)';
const common = { family: 'culturax', source, reference: '', exact: null, tolerance: null, deviation: null } as const;

const SIGNALS = entries(common, [
  { name: 'culturax_document_length', type: 'count', unit: 'code points', range: [0, null], nullWhen: '', formula: 'code points of the text' },
  { name: 'culturax_n_lines', type: 'count', unit: 'lines', range: [1, null], nullWhen: '', formula: 'line feeds + 1' },
  { name: 'culturax_short_line_ratio', type: 'fraction', unit: 'fraction of lines', range: [0, 1], nullWhen: '',
    formula: 'lines of at most 100 code points / lines' },
  { name: 'culturax_short_line_length_ratio', type: 'fraction', unit: 'fraction of code points', range: [0, 1],
    nullWhen: 'no code point but line feeds',
    formula: 'code points of lines of at most 100 / code points of all lines, line feeds not counted' },
]);

const SHORT = 100;

/** Family `culturax`. */
export const culturax: SignalFamily<Shared> = {
  name: 'culturax',
  signals: SIGNALS,
  measure: ({ length, lineFeeds, lineFeedCount }, out, at) => {
    let short = 0, letters = 0, from = 0;
    for (let k = 0; k <= lineFeedCount; k++) {
      const end = k < lineFeedCount ? lineFeeds[k]! : length;
      if (end - from <= SHORT) { short++; letters += end - from; }
      from = end + 1;
    }
    out[at] = length;
    out[at + 1] = lineFeedCount + 1;
    out[at + 2] = short / (lineFeedCount + 1);
    out[at + 3] = length === lineFeedCount ? NaN : letters / (length - lineFeedCount);
  },
};
