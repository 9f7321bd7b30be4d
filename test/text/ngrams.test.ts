import { describe, expect, test } from 'vitest';
import { NGrams } from '../../src/text/ngrams.js';
import { Repeats } from '../../src/text/repeats.js';
import { compilePhrases } from '../../src/text/phrases.js';
import { seeded } from '../signals/generate.js';

/** Word numbers in order of first appearance -> top (2, 3, 4) and covered (5 .. 10), every word two letters longer than its number. */
const kernel = (ids: readonly number[]): number[] => {
  const counts = new Int32Array(1000), lengths = Int32Array.from({ length: 1000 }, (_, id) => id + 2);
  for (const id of ids) counts[id]!++;
  const { top, covered } = new NGrams().read(Int32Array.from(ids), ids.length, counts, lengths);
  return [...top.subarray(2), ...covered.subarray(5)];
};
const plain = (ids: readonly number[]): number[] => [2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => {
  const places = new Map<string, number[]>(), letters = (words: readonly number[]): number => words.reduce((sum, id) => sum + id + 2, 0);
  for (let i = 0; i + n <= ids.length; i++) { const gram = ids.slice(i, i + n).join(); places.set(gram, [...(places.get(gram) ?? []), i]); }
  if (n > 4) return letters(ids.filter((_, at) => [...places.values()].some((found) => found.length > 1 && found.some((i) => at >= i && at < i + n))));
  let best: number[] = [];
  for (const found of places.values()) if (found.length > best.length) best = found;
  return best.length < 2 ? 0 : best.length * letters(ids.slice(best[0], best[0]! + n));
});

describe('n-gram kernel', () => {
  // By hand: words of 2 and 3 letters; "0 1" and "1 0" are tied at two, the first seen wins.
  test('a b a b a: the first of tied 2-grams, each once counted by its letters', () => { expect(kernel([0, 1, 0, 1, 0]).slice(0, 3)).toEqual([2 * 5, 2 * 7, 0]); });

  test('equals counting with Maps on 2,000 random sequences, from all different to nearly all equal', () => {
    const next = seeded(3);
    for (let round = 0; round < 2000; round++) {
      const vocabulary = 1 + Math.floor(next() * [2, 4, 20, 200][round % 4]!), names = new Map<number, number>();
      const sequence = Array.from({ length: Math.floor(next() * 60) }, () => Math.floor(next() * vocabulary));
      // A copied stretch makes long n-grams repeat.
      const copied = next() < 0.5 ? [...sequence, ...sequence.slice(Math.floor(next() * 20), 40)] : sequence;
      const ids = copied.map((word) => { if (!names.has(word)) names.set(word, names.size); return names.get(word)!; });
      expect(kernel(ids), ids.join(' ')).toEqual(plain(ids));
    }
  });

  test('tables grow: 200,000 different pairs, each twice', () => {
    const half = Array.from({ length: 100_001 }, (_, i) => i), ids = Int32Array.from([...half, ...half]);
    const { top, covered } = new NGrams().read(ids, ids.length, new Int32Array(100_001).fill(2), new Int32Array(100_001).fill(1));
    expect([...top.subarray(2), ...covered.subarray(5)]).toEqual([4, 6, 8, ...new Array<number>(6).fill(200_002)]);
  });
});

describe('repeats', () => {
  test('equals a Set of strings, through growth and reuse', () => {
    const repeats = new Repeats(), next = seeded(5);
    for (let round = 0; round < 20; round++) {
      repeats.clear();
      const cps = Int32Array.from({ length: 4000 }, () => Math.floor(next() * 3)), seen = new Set<string>();
      for (let k = 0; k < 3000; k++) {
        const start = Math.floor(next() * 3980), end = start + Math.floor(next() * 20), key = cps.subarray(start, end).join();
        expect(repeats.seen(cps, start, end)).toBe(seen.has(key));
        seen.add(key);
      }
    }
  });
});

describe('phrases', () => {
  test('finds what includes finds, overlapping and nested phrases too', () => {
    const phrases = ['abab', 'ba', 'use cookies', 'uses cookies', 'aab'], { next, accepts } = compilePhrases(phrases), random = seeded(9);
    for (let round = 0; round < 2000; round++) {
      const text = Array.from({ length: Math.floor(random() * 12) }, () => ['a', 'b', 'use', 's', ' ', 'cookies', 'é'][Math.floor(random() * 7)]).join('');
      let state = 0, found = 0;
      for (const char of text) {
        const cp = char.codePointAt(0)!;
        state = cp < 128 ? next[state * 128 + cp]! : 0;
        found |= accepts[state]!;
      }
      expect(phrases.filter((_, bit) => (found & (1 << bit)) !== 0), text).toEqual(phrases.filter((phrase) => text.includes(phrase)));
    }
  });
});
