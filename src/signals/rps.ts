import type { SignalFamily } from '../model/signal.js';
import type { Words } from '../text/tokens.js';
import { round8 } from './round.js';
import { countBadPhrases } from './rps/bad-phrases.js';
import { RPS_SIGNALS } from './rps/catalogue.js';
import { BULLET, NONEMPTY, RpsLines, TERMINAL } from './rps/lines.js';
import { countStopWords } from './rps/stop-word-fraction.js';
import { ut1Id } from './rps/ut1-id.js';
import { type RawCounts, scanRaw } from './rps-scan.js';
import type { Shared } from '../text/shared.js';

/*
 * The document signals of RedPajama-V2 that need no model, and sums of its line signals, equal to the published code at 8 decimals.
 *
 * Source: togethercomputer/RedPajama-Data@6d2cee9, app/src/core/quality_signals/{content,natural_language,repetitions}.py; tokens by NLTK
 * 3.8.1 (3.10 joins combining marks to words), Unicode 14 (Python 3.11). Every ratio is `round(x, 8)`; orders of summation and of ties are
 * kept: the entropy is summed over distinct words in order of first appearance, `1 - a/b` is not `(b - a)/b`.
 *
 * One trap that no description mentions: `rps_doc_lorem_ipsum` counts with a case-insensitive regex, for which `ſ` equals `s` and `ı`
 * equals `i`; such spellings count as soon as the plain one occurs somewhere.
 */
const raw: RawCounts = { curly: 0, symbols: 0, words: 0, alphabetic: 0, upper: 0, sentences: 0, lines: 0, ellipsisLines: 0 };

const ratio = (part: number, whole: number): number => (whole === 0 ? NaN : round8(part / whole));

/** Family `rps`. */
export const rps: SignalFamily<Shared> = {
  name: 'rps',
  signals: RPS_SIGNALS,
  measure: (shared, out, at) => {
    const { curly, symbols, words, alphabetic, upper, sentences, lines, ellipsisLines } = scanRaw(shared, raw);
    const tokens = shared.words, { top, covered } = shared.ngrams;
    out[at] = shared.length === 0 ? 0 : round8(curly / shared.length);
    out[at + 1] = loremIpsum(tokens);
    out[at + 2] = sentences;
    out[at + 3] = tokens.count;
    out[at + 4] = ratio(tokens.letters, tokens.count);
    out[at + 5] = ratio(symbols, words);
    out[at + 6] = ratio(ellipsisLines, lines);
    out[at + 7] = words === 0 ? NaN : round8(1 - alphabetic / words);
    out[at + 8] = ratio(tokens.distinct, tokens.count);
    out[at + 9] = entropy(tokens);
    out[at + 10] = ratio(upper, words);
    for (let n = 2; n <= 4; n++) out[at + 9 + n] = tokens.letters === 0 ? 0 : round8(top[n]! / tokens.letters);
    for (let n = 5; n <= 10; n++) out[at + 9 + n] = tokens.letters === 0 ? 0 : round8(covered[n]! / tokens.letters);
    const stopWords = countStopWords(shared), badPhrases = countBadPhrases(tokens, shared.lang);
    out[at + 20] = stopWords < 0 ? NaN : tokens.count === 0 ? 0 : round8(stopWords / words);
    out[at + 21] = badPhrases < 0 ? NaN : badPhrases;
    out[at + 22] = ut1Id(shared.ut1, shared.url);
    sumLines(shared.of(RpsLines), shared.length, out, at + 23);
  },
};

/** The 13 sums over lines, to out[at ...]. */
const sumLines = ({ count, words, normalLength, upper, numerals, javascript, flags, starts, ends }: RpsLines, length: number, out: Float64Array, at: number): void => {
  let nonempty = 0, bullets = 0, terminals = 0, all = 0, below2 = 0, below3 = 0, below5 = 0, scripts = 0, capitals = 0, numeric = 0;
  for (let i = 0; i < count; i++) {
    const n = words[i]!, flag = flags[i]!;
    nonempty += (flag & NONEMPTY) === 0 ? 0 : 1;
    bullets += (flag & BULLET) === 0 ? 0 : 1;
    terminals += (flag & TERMINAL) === 0 ? 0 : 1;
    all += n;
    below2 += n < 2 ? 1 : 0;
    below3 += n < 3 ? 1 : 0;
    below5 += n < 5 ? 1 : 0;
    scripts += javascript[i]!;
    capitals += 2 * upper[i]! > ends[i]! - starts[i]! ? 1 : 0;
    numeric += n > 0 && numerals[i] === normalLength[i] ? 1 : 0;
  }
  out.set([count, nonempty, bullets, terminals, all, below2, below3, below5, Math.min(scripts, 1), capitals, numeric, all / count, length / count], at);
};

const entropy = ({ count, distinct, counts }: Words): number => {
  if (count === 0) return NaN;
  let sum = 0, last = 0, term = 0;
  for (let id = 0; id < distinct; id++) {
    const c = counts[id]!;
    if (c !== last) { last = c; term = (-c / count) * Math.log(c / count); }
    sum += term;
  }
  return round8(sum);
};

const LOREM = Array.from('lorem', (char) => char.charCodeAt(0)), IPSUM = Array.from('ipsum', (char) => char.charCodeAt(0));
const DOTLESS_I = 0x131, LONG_S = 0x17f;

/** The needle has one space, so an occurrence is a word that ends with "lorem" before one that starts with "ipsum". */
const loremIpsum = ({ count, ids, letters, spelling, starts, lengths }: Words): number => {
  const endsWithLorem = (id: number): boolean => {
    const from = starts[id]! + lengths[id]! - 5;
    return lengths[id]! >= 5 && LOREM.every((cp, k) => spelling[from + k] === cp);
  };
  const startsWithIpsum = (id: number, loose: boolean): boolean => lengths[id]! >= 5 && IPSUM.every((cp, k) => {
    const found = spelling[starts[id]! + k];
    return found === cp || (loose && ((cp === 0x69 && found === DOTLESS_I) || (cp === 0x73 && found === LONG_S)));
  });
  let plain = 0, loose = 0;
  for (let i = 0; i + 1 < count; i++) {
    const id = ids[i]!;
    if (spelling[starts[id]! + lengths[id]! - 1] !== 0x6d || !endsWithLorem(id)) continue;
    if (startsWithIpsum(ids[i + 1]!, false)) plain++;
    if (startsWithIpsum(ids[i + 1]!, true)) loose++;
  }
  return plain === 0 ? 0 : round8(loose / (letters + count - 1));
};
