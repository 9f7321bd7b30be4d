import { describe, expect, test } from 'vitest';
import { JoinedRepeats } from '../../src/text/joined-repeats.js';
import { seeded } from '../signals/generate.js';

const repeats = new JoinedRepeats();

/** Words one after the other, a separator between some of them. */
const lettersOf = (words: readonly string[]): number[] => {
  const starts: number[] = [], ends: number[] = [], cps: number[] = [];
  words.forEach((word, i) => {
    if (i % 3 > 0) cps.push(0x20);
    starts.push(cps.length);
    cps.push(...Array.from(word, (char) => char.codePointAt(0)!));
    ends.push(cps.length);
  });
  return [...repeats.read(Int32Array.from(cps), { count: words.length, ids: Int32Array.from(words, (_, i) => i), distinct: { starts: Int32Array.from(starts), ends: Int32Array.from(ends) } }).letters].slice(5);
};

/** datatrove's `find_all_duplicate`, n = 5 .. 10. */
const plain = (words: readonly string[]): number[] => [5, 6, 7, 8, 9, 10].map((n) => {
  const seen = new Set<string>();
  let letters = 0;
  for (let i = 0; i + n <= words.length;) {
    const gram = words.slice(i, i + n).join('');
    if (seen.has(gram)) { letters += gram.length; i += n; } else { seen.add(gram); i++; }
  }
  return letters;
});

describe('repeated n-grams of joined words', () => {
  // By hand.
  test('the same letters in other words', () => {
    expect(lettersOf('ab c d e f g a bc d e f g'.split(' '))).toEqual([6, 7, 0, 0, 0, 0]);
    expect(lettersOf([])).toEqual([0, 0, 0, 0, 0, 0]);
    // Eleven words: the n-gram at word 1 is that at word 0; behind it there is room for another one only for n = 5.
    expect(lettersOf('a a a a a a a a a a a'.split(' '))).toEqual([10, 6, 7, 8, 9, 10]);
  });

  test('equal the plain way on 3,000 sequences of words', () => {
    for (let seed = 1; seed <= 3000; seed++) {
      const next = seeded(seed), below = (n: number): number => Math.floor(next() * n), alphabet = 1 + below(4), longest = 1 + below(9), count = below(120);
      const word = (): string => Array.from({ length: 1 + below(longest) }, () => String.fromCharCode(97 + below(alphabet))).join('');
      const words = Array.from({ length: count }, word);
      // A stretch of the letters once more, cut anew.
      if (next() < 0.7 && count > 0) {
        let letters = words.slice(below(count)).join('');
        while (letters !== '') { const size = 1 + below(longest); words.push(letters.slice(0, size)); letters = letters.slice(size); }
      }
      expect(lettersOf(words), `seed ${seed}`).toEqual(plain(words));
    }
  });
});
