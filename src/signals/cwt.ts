import type { SignalFamily } from '../model/signal.js';
import { LOWER_MASK, SPACE, table } from '../text/code-points.js';
import { CodePointCounts } from '../text/code-point-counts.js';
import { GramCounts } from '../text/gram-counts.js';
import { reserve } from '../text/scratch.js';
import type { Shared } from '../text/shared.js';
import { hasChangedPair, isTraditional } from './cwt/is-traditional.js';
import { EXACT, entries } from './entry.js';

/*
 * What ChineseWebText (J. Chen et al. 2023, https://arxiv.org/abs/2311.01149, EvalWeb stage 2) filters by: length, length of the lines, share of
 * Chinese characters, traditional characters and repetition inside the text. Its list of sensitive words carries no licence and is not here.
 *
 * The reference takes a text for simplified when the package zhconv leaves it as it is, whose tables are under the GPL; here the characters of OpenCC's table stand for
 * them, the corner brackets that zhconv makes quotation marks, and the characters and pairs that it was seen to change besides in texts without one of those
 * (cwt/is-traditional.ts). More words of Taiwan and Hong Kong that zhconv changes though each character is simplified are not found: of the 469 reference texts none
 * differs; of 542 others, half of them paragraphs of Wikipedia, 51 differed before those characters and pairs were taken from them, 5 still do.
 *
 * The reference forgets the last 13-gram of a text, and so finds none in a text of exactly 13 code points; a shorter one is its own n-gram.
 */
const SOURCE = 'CASIA-LM/ChineseWebText@aa459c4 preprocess.py';
const own = <T extends object>(field: string, signal: T) => ({ reference: `ChineseWebText@aa459c4 ${field}`, ...signal });

const SIGNALS = entries({ family: 'cwt', source: SOURCE, ...EXACT }, [
  own('text_length', { name: 'cwt_text_length', type: 'count', unit: 'code points', range: [0, null], nullWhen: '', formula: 'code points of the text' } as const),
  own('average_line_length', { name: 'cwt_avg_line_length', type: 'score', unit: 'code points per line', range: [0, null], nullWhen: '',
    formula: 'code points of the text, line feeds included / (line feeds + 1)' } as const),
  own('zh_percent', { name: 'cwt_zh_percent', type: 'fraction', unit: 'fraction of code points', range: [0, 1], nullWhen: 'empty text',
    formula: 'code points in U+4E00-9FA5 / code points' } as const),
  own('inner_repeat', { name: 'cwt_inner_repeat', type: 'fraction', unit: 'fraction of 13-grams', range: [0, 1], nullWhen: 'exactly 13 code points are left: no n-gram',
    formula: '13-grams of the stripped, lower-cased text without spaces, tabs and line feeds, the last one left out, that occur more than once / 13-grams; '
      + '0 with fewer than 13 code points' } as const),
  own('text == convert(text, "zh-cn")', { name: 'cwt_is_simplified', type: 'flag', unit: '0 or 1', range: [0, 1], nullWhen: '',
    formula: '1 when no code point is a traditional character (OpenCC TSCharacters and some more) or one of U+300C-300F, and none of some words of Taiwan occurs', exact: false, tolerance: 0.02, deviation: 1 } as const),
]);

const SIZE = 13, CJK_FIRST = 0x3000, HAN_FIRST = 0x4e00, HAN_LAST = 0x9fa5, SPACE_CHAR = 0x20, TAB = 9, LINE_FEED = 10;
const grams = new GramCounts();
let joined = new Int32Array(1024);

/** Family `cwt`. */
export const cwt: SignalFamily<Shared> = {
  name: 'cwt',
  signals: SIGNALS,
  measure: (shared, out, at) => {
    const { cps, length, lineFeedCount } = shared, { distinct, points, of } = shared.of(CodePointCounts);
    let han = 0, traditional = 0;
    for (let k = 0; k < distinct; k++) {
      const cp = points[k]!;
      if (cp < CJK_FIRST) continue;
      if (cp >= HAN_FIRST && cp <= HAN_LAST) han += of[cp]!;
      traditional |= isTraditional(cp);
    }
    out[at] = length;
    out[at + 1] = length / (lineFeedCount + 1);
    out[at + 2] = length === 0 ? NaN : han / length;
    out[at + 3] = innerRepeat(shared);
    out[at + 4] = (traditional & 1) !== 0 || ((traditional & 2) !== 0 && hasChangedPair(cps, length)) ? 0 : 1;
  },
};

const innerRepeat = (shared: Shared): number => {
  const count = join(shared);
  if (count < SIZE) return 0;
  grams.read(joined, count - SIZE, SIZE);
  return grams.total === 0 ? NaN : grams.occurrences / grams.total;
};

/** The text stripped, in lower case, without spaces, tabs and line feeds, to `joined`; returns its length. */
const join = (shared: Shared): number => {
  const { cps, start, end } = shared.lowerable(0, shared.length), entries = table;
  let from = start, to = end, top = 0;
  while (from < to && (entries[cps[from]!]! & SPACE) !== 0) from++;
  while (to > from && (entries[cps[to - 1]!]! & SPACE) !== 0) to--;
  joined = reserve(joined, to - from + 1);
  const into = joined;
  for (let i = from; i < to; i++) {
    const cp = cps[i]!;
    into[top] = entries[cp]! & LOWER_MASK;
    top += cp === SPACE_CHAR || cp === TAB || cp === LINE_FEED ? 0 : 1;
  }
  return top;
};
