import { expect, test } from 'vitest';
import { PyLines } from '../../src/text/py-lines.js';
import { CAPITALS, SMALL, SplitWords } from '../../src/text/split-words.js';
import { Shared } from '../../src/text/shared.js';
import { generateText } from '../signals/generate.js';
import { split, splitlines } from '../signals/plain/python.js';

const shared = new Shared();
const slice = (start: number, end: number): string => String.fromCodePoint(...shared.cps.subarray(start, end));

test('words and lines are those of Python on 2,000 generated texts, numbers in order of first appearance', () => {
  for (let seed = 1; seed <= 2000; seed++) {
    const text = generateText(seed), expected = split(text);
    shared.load(Buffer.from(text), '');
    const words = shared.of(SplitWords), lines = shared.of(PyLines), distinct = [...new Set(expected)];
    expect(Array.from({ length: words.count }, (_, i) => slice(words.starts[i]!, words.ends[i]!)), `seed ${seed}`).toEqual(expected);
    expect(Array.from(words.ids.subarray(0, words.count)), `seed ${seed}`).toEqual(expected.map((word) => distinct.indexOf(word)));
    expect(Array.from(words.distinct.counts.subarray(0, words.distinct.distinct))).toEqual(distinct.map((word) => expected.filter((other) => other === word).length));
    expect(Array.from(words.letterKinds.subarray(0, words.distinct.distinct)), `seed ${seed}`).toEqual(distinct.map((word) => (/^[A-Za-z]+$/.test(word) ? (/[A-Z]/.test(word) ? CAPITALS : 0) | (/[a-z]/.test(word) ? SMALL : 0) : 0)));
    expect(words.letters).toBe([...expected.join('')].length);
    expect(Array.from({ length: lines.count }, (_, i) => slice(lines.starts[i]!, lines.ends[i]!)), `seed ${seed}`).toEqual(splitlines(text));
  }
});

test('a word of ASCII letters is known as such, one with a letter whose lower case alone is ASCII is not', () => {
  // The Kelvin sign is a k in lower case, the dotted I an i and a dot.
  shared.load(Buffer.from('ok OK Ok o\u212a \u0130ok o_k o1 \u00f6k ok. \u3000k'), '');
  const { ids, count, letterKinds } = shared.of(SplitWords);
  expect(Array.from(ids.subarray(0, count), (id) => letterKinds[id])).toEqual([SMALL, CAPITALS, CAPITALS | SMALL, 0, 0, 0, 0, 0, 0, SMALL]);
});

test('an analysis is made once a text', () => {
  let made = 0;
  class Counting { read(): void { made++; } }
  shared.load(Buffer.from('a b'), '');
  const first = shared.of(Counting);
  expect([shared.of(Counting) === first, made]).toEqual([true, 1]);
  shared.load(Buffer.from('c'), '');
  expect([shared.of(Counting) === first, made]).toEqual([true, 2]);
});
