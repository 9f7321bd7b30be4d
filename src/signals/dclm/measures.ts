import type { Analysis, Shared } from '../../text/shared.js';
import { Uax29Words } from '../../text/uax29-words.js';
import { RepeatedWords } from './repeated-words.js';
import { Segments } from './segments.js';
import { TextCounts } from './text-counts.js';

/** What the two families `dclm` and `rw` measure alike, the one on the text, the other on an edited copy. */
export class Measures implements Analysis {
  readonly counts = new TextCounts();
  readonly lines = new Segments();
  readonly paragraphs = new Segments();
  readonly repeated = new RepeatedWords();
  /** UAX #29 words that begin with a letter or number, and the code points in them. */
  words = 0;
  wordLetters = 0;
  private length = 0;

  read(shared: Shared): void {
    this.take(shared.cps, shared.length, shared.of(Uax29Words));
  }

  /** Measures `cps[0, length)`, whose words are `words`. */
  take(cps: Int32Array, length: number, words: Uax29Words): this {
    this.length = length;
    this.words = words.count;
    this.wordLetters = words.letters;
    this.repeated.read(words);
    this.counts.read(cps, length, words.runs);
    this.lines.read(cps, words.runs, length, 1);
    // Without a blank line there is one paragraph, whose copies need not be looked for.
    if (this.lines.hasBlankLine) this.paragraphs.read(cps, words.runs, length, 2); else this.paragraphs.none().count = Math.min(1, this.lines.count);
    return this;
  }

  /** Of the words of `split()`; NaN without one. */
  perWord(part: number): number {
    return this.counts.words === 0 ? NaN : part / this.counts.words;
  }

  /** Of the lines that are not blank; NaN without one. */
  perLine(part: number): number {
    return this.lines.count === 0 ? NaN : part / this.lines.count;
  }

  /**
   * The thirteen repetition ratios, to out[at ...]: lines, paragraphs, code points in lines, in paragraphs, top 2 - 4, repeated 5 - 10. A
   * single part and a text without a repeated n-gram pass the reference without a comparison: 0. It drops one without any part: NaN.
   */
  repetition(out: Float64Array, at: number): void {
    const { lines, paragraphs, repeated: { top, covered }, wordLetters } = this;
    const share = (count: number, part: number, whole: number): number => (count === 0 ? NaN : count === 1 ? 0 : part / whole);
    out[at] = share(lines.count, lines.repeated, lines.count);
    out[at + 1] = share(paragraphs.count, paragraphs.repeated, paragraphs.count);
    out[at + 2] = share(lines.count, lines.repeatedLetters, lines.letters);
    out[at + 3] = share(paragraphs.count, paragraphs.repeatedLetters, paragraphs.letters);
    for (let n = 2; n <= 10; n++) out[at + 2 + n] = this.length === 0 ? NaN : wordLetters === 0 ? 0 : (n <= 4 ? top[n]! : covered[n]!) / wordLetters;
  }
}
