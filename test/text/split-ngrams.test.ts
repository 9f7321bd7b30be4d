import { expect, test } from 'vitest';
import { FeedLines } from '../../src/text/feed-lines.js';
import { Shared } from '../../src/text/shared.js';
import { SplitNGrams } from '../../src/text/split-ngrams.js';
import { SplitWords } from '../../src/text/split-words.js';
import { generateText } from '../signals/generate.js';
import { split } from '../signals/plain/python.js';

const shared = new Shared();
const load = (text: string): Shared => shared.load(Buffer.from(text), '');
const size = (words: readonly string[]): number => [...words.join('')].length;

/** The five arrays by definition, from all positions of each n-gram. */
const plain = (words: readonly string[], n: number): number[] => {
  const places = new Map<string, number[]>();
  for (let i = 0; i + n <= words.length; i++) {
    const gram = words.slice(i, i + n).join(' ');
    places.set(gram, [...(places.get(gram) ?? []), i]);
  }
  let topCount = 0, topAt = 0, letters = 0, repeated = 0, again = 0;
  const later = new Set<number>(), covered = new Set<number>();
  for (const at of places.values()) {
    const gram = size(words.slice(at[0]!, at[0]! + n));
    if (at.length > topCount) [topCount, topAt] = [at.length, at[0]!];
    letters += gram * at.length;
    if (at.length > 1) repeated += gram * at.length;
    at.slice(1).forEach((place) => later.add(place));
  }
  const joints = new Set<number>();
  for (const place of later) {
    for (let i = place; i < place + n; i++) covered.add(i);
    for (let i = place; i < place + n - 1; i++) joints.add(i);
  }
  for (const i of covered) again += size([words[i]!]);
  return [topCount, topAt, letters, repeated, again + joints.size];
};

test('n-grams are those of a Map on 2,000 generated texts', () => {
  for (let seed = 1; seed <= 2000; seed++) {
    const text = generateText(seed), words = split(text), ngrams = load(text).of(SplitNGrams);
    for (let n = 2; n <= 10; n++) {
      expect([ngrams.topCount[n], ngrams.topAt[n], ngrams.letters[n], ngrams.repeated[n], ngrams.again[n]], `seed ${seed}, n ${n}`).toEqual(plain(words, n));
    }
  }
});

// By hand, as in the essay: pairs "aa b", "b aa", "aa b", "b c".
test('an example', () => {
  const ngrams = load('aa b aa b c').of(SplitNGrams);
  expect([ngrams.topCount[2], ngrams.topAt[2], ngrams.letters[2], ngrams.repeated[2], ngrams.again[2]]).toEqual([2, 0, 11, 6, 4]);
  expect([...ngrams.before.subarray(0, 6)]).toEqual([0, 2, 3, 5, 6, 7]);
  expect([ngrams.topCount[5], ngrams.topCount[6], ngrams.repeated[3]]).toEqual([1, 0, 0]);
});

test('lines are those of split("\\n") with their words on 2,000 generated texts', () => {
  for (let seed = 1; seed <= 2000; seed++) {
    const text = generateText(seed), expected = text.split('\n'), lines = load(text).of(FeedLines), words = shared.of(SplitWords);
    const slice = (start: number, end: number): string => Array.from(shared.cps.subarray(start, end), (cp) => String.fromCodePoint(cp)).join('');
    const found = Array.from({ length: lines.count }, (_, i) => ({
      line: slice(lines.starts[i]!, lines.ends[i]!), id: lines.ids[i],
      words: Array.from({ length: lines.firstWord[i + 1]! - lines.firstWord[i]! }, (_, k) => slice(words.starts[lines.firstWord[i]! + k]!, words.ends[lines.firstWord[i]! + k]!)),
    }));
    const distinct = [...new Set(expected)];
    expect(found, `seed ${seed}`).toEqual(expected.map((line) => ({ line, id: distinct.indexOf(line), words: split(line) })));
  }
});
