import { RepeatedGrams } from './repeated-grams.js';

/*
 * How much of a text its repeated word n-grams cover, n = 2 .. 10, as RedPajama-V2 counts it (core/quality_signals/repetitions.py).
 *
 *   top n (2, 3, 4)   the most frequent n-gram, the first seen among equals: letters of it times its count; nothing when it occurs once
 *   dupe n (5 .. 10)  the letters of all words that lie in an n-gram occurring more than once, the first copy included, each word once
 */
export class NGrams {
  /** Letters of the top n-gram times its count, index n (2, 3, 4); 0 when no n-gram is repeated. */
  readonly top = new Float64Array(5);
  /** Letters of words covered by repeated n-grams, index n (5 .. 10). */
  readonly covered = new Float64Array(11);
  private readonly grams = new RepeatedGrams();

  /**
   * Measures a text given as word numbers.
   * @param ids word i is `ids[i]`, i < count; numbers in order of first appearance
   * @param counts how often each number occurs
   * @param lengths code points of each number's word
   */
  read(ids: Int32Array, count: number, counts: Int32Array, lengths: Int32Array): this {
    const { grams, top, covered } = this;
    top.fill(0);
    covered.fill(0);
    grams.start(ids, count, counts);
    while (grams.n < 10 && grams.next()) {
      if (grams.n <= 4) top[grams.n] = grams.best * this.lettersOf(ids, lengths, grams.bestAt, grams.n);
      else covered[grams.n] = this.lettersCovered(ids, lengths);
    }
    return this;
  }

  private lettersOf(ids: Int32Array, lengths: Int32Array, at: number, n: number): number {
    let letters = 0;
    for (let i = at; i < at + n; i++) letters += lengths[ids[i]!]!;
    return letters;
  }

  private lettersCovered(ids: Int32Array, lengths: Int32Array): number {
    const { live, alive, n } = this.grams;
    let letters = 0, reach = 0;
    for (let k = 0; k < alive; k++) {
      const at = live[k]!;
      for (let i = Math.max(at, reach); i < at + n; i++) letters += lengths[ids[i]!]!;
      reach = at + n;
    }
    return letters;
  }
}
