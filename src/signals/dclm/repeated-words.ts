import { RepeatedGrams } from '../../text/repeated-grams.js';
import type { Uax29Words } from '../../text/uax29-words.js';

/**
 * How much of a text its repeated word n-grams cover, as DCLM counts it (content_filters.py, repetition_filter).
 *
 *   top n (2, 3, 4)       the highest count times the most letters that an n-gram of that count has
 *   covered n (5 .. 10)   the letters of all words that lie in an n-gram occurring more than once, first copy included, each word once
 *
 * Example, "a bb a bb cc a cc a": the pairs "a bb" and "cc a" occur twice, with 3 letters each: top 2 = 2 x 3 of 11 letters.
 */
export class RepeatedWords {
  /** Index n (2, 3, 4); 0 when no n-gram is repeated. */
  readonly top = new Float64Array(5);
  /** Index n (5 .. 10). */
  readonly covered = new Float64Array(11);
  private readonly grams = new RepeatedGrams();

  read({ ids, count, distinct: { counts, starts, ends } }: Uax29Words): this {
    const { grams } = this;
    const letters = (from: number, to: number): number => {
      let sum = 0;
      for (let i = from; i < to; i++) sum += ends[ids[i]!]! - starts[ids[i]!]!;
      return sum;
    };
    this.top.fill(0);
    this.covered.fill(0);
    grams.start(ids, count, counts);
    for (let n = 2; n <= 10 && grams.next(); n++) {
      const { alive, live, gram, first, best } = grams;
      if (n <= 4) {
        // A gram is looked at once, at its first copy.
        let longest = 0;
        for (let k = 0; k < alive; k++) {
          const at = live[k]!, id = gram[at]!;
          if (first[id] === at && grams.counts[id] === best) longest = Math.max(longest, letters(at, at + n));
        }
        this.top[n] = best * longest;
      } else {
        let reach = 0;
        for (let k = 0; k < alive; k++) {
          const at = live[k]!;
          this.covered[n]! += letters(Math.max(at, reach), at + n);
          reach = at + n;
        }
      }
    }
    return this;
  }
}
