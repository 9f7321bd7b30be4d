import { expect, test } from 'vitest';
import { partsOf } from '../../bench/parts.js';
import type { SignalFamily } from '../../src/model/signal.js';
import { PyLines } from '../../src/text/py-lines.js';
import { Shared, type Analysis } from '../../src/text/shared.js';

let reads = 0;
class Outer implements Analysis { count = 0; read(shared: Shared): void { reads++; this.count = shared.of(PyLines).count; } }

const counts: number[][] = [];
const family = (name: string, count: (shared: Shared) => number): SignalFamily<Shared> => ({ name, signals: [], measure: (shared) => { counts.push([count(shared)]); } });

test('parts of the time: families and what they share, each made once a text and known by who asks for it', () => {
  const families = [family('first', (shared) => shared.of(Outer).count), family('second', (shared) => shared.of(Outer).count + shared.words.count), family('third', (shared) => shared.words.count + shared.ngrams.top.length), family('fourth', () => 0)];
  const parts = partsOf(families, ['a b\nc', 'x'].map((text) => Buffer.from(text)), ['en', 'en'], 2);
  expect(reads).toBe(2 * 3);
  expect(counts.slice(0, 8).map(([count]) => count)).toEqual([2, 2 + 3, 3 + 5, 0, 1, 1 + 1, 1 + 5, 0]);
  expect(Object.fromEntries(parts.map(({ part, families: by }) => [part, by]))).toEqual({
    decoding: [], first: ['first'], second: ['second'], third: ['third'], fourth: ['fourth'],
    Outer: ['first', 'second'], SplitWords: ['first', 'second'], PyLines: ['first'], 'normalized words': ['second', 'third'], 'n-grams of normalized words': ['third'],
  });
  expect(parts.every(({ seconds }, i) => seconds > 0 && (i === 0 || seconds <= parts[i - 1]!.seconds))).toBe(true);
});
