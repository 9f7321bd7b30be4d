import { expect, test } from 'vitest';
import { Shared } from '../../src/text/shared.js';
import { SpacedPhrases } from '../../src/text/spaced-phrases.js';
import { SplitWords } from '../../src/text/split-words.js';
import { WordSet } from '../../src/text/word-set.js';
import { seeded } from '../signals/generate.js';

const GROUPS = [['a b', 'lorem ipsum'], ['a bc', 'b a b', 'ab a'], ['use of x']];
const shared = new Shared(), phrases = new SpacedPhrases(...GROUPS);

test('phrases are found at their first space as by looking at every place, on 2,000 generated texts', () => {
  let found = 0;
  for (let seed = 1; seed <= 2000; seed++) {
    const next = seeded(seed), text = Array.from({ length: Math.floor(next() * 60) }, () => Array.from('aAbBc  \n\t\u00a0')[Math.floor(next() * 10)]).join('') + (next() < 0.3 ? 'xLOREM ipsums USE of X' : '');
    shared.load(Buffer.from(text), '');
    const words = shared.of(SplitWords), lower = text.toLowerCase(), ours: [number, number][] = [], theirs = new Map<number, number>();
    for (let i = 0; i < words.count; i++) {
      i = phrases.next(shared.cps, shared.length, words, i, words.count);
      if (i < words.count) ours.push([words.ends[i]!, phrases.found]);
    }
    GROUPS.forEach((group, g) => group.forEach((phrase) => {
      for (let at = lower.indexOf(phrase); at >= 0; at = lower.indexOf(phrase, at + 1)) theirs.set(at + phrase.indexOf(' '), (theirs.get(at + phrase.indexOf(' ')) ?? 0) | (1 << g));
    }));
    expect(ours, `seed ${seed}: ${JSON.stringify(text)}`).toEqual([...theirs].sort(([a], [b]) => a - b));
    found += ours.length;
  }
  expect(found).toBeGreaterThan(1500);
});

test('a word set knows its words, and lower-cases only when told to', () => {
  const has = (set: WordSet, text: string): boolean => { shared.load(Buffer.from(text), ''); return set.has(shared.cps, 0, shared.length); };
  const exact = new WordSet(['the', 'be', '\u{1f595}'], false), folded = new WordSet(['sex', '\u{1f595}', 'k'], true);
  expect(['the', 'The', 'th', 'thee', '', '\u{1f595}'].map((text) => has(exact, text))).toEqual([true, false, false, false, false, true]);
  expect(['SeX', 'sexy', '\u{1f595}', '\u212a', '\u0130'].map((text) => has(folded, text))).toEqual([true, false, true, true, false]);
});
