import { expect, test } from 'vitest';
import { c4 } from '../../src/signals/c4.js';
import { dtrel } from '../../src/signals/dtrel.js';
import { fineweb } from '../../src/signals/fineweb.js';
import { KeptText, WITHOUT_MARKS } from '../../src/text/kept-text.js';
import { Shared } from '../../src/text/shared.js';

/** A page of one-byte code points that fills the memory it gets, and of which everything is kept. */
const page = (length: number): Buffer => Buffer.from(`${'Cats sit here on the mat [1] today. '.repeat(length).slice(0, length - 1)}.`.replaceAll('. C', '.\nC'));

test.each([255, 256, 1023, 1024, 1025, 4095])('a page of %i bytes is kept as often as one likes', (length) => {
  const shared = new Shared().load(page(length), 'en');
  const kept = Array.from({ length: 6 }, () => { const { start, end } = shared.keep(WITHOUT_MARKS, new KeptText()); return [start, end] as const; });
  const texts = kept.map(([start, end]) => String.fromCodePoint(...shared.cps.subarray(start, end)));
  expect(new Set(texts).size).toBe(1);
  expect(texts[0]).toBe(String.fromCodePoint(...shared.cps.subarray(0, length)).replaceAll('[1]', '').split('\n').map((line) => line.trim()).filter((line) => line.split(/\s+/).length >= 3).join('\n'));
});

test('families that keep texts of one page do not stand in one another\'s way', () => {
  for (const length of [1023, 4095, 16_383]) {
    const measured = (...all: (typeof c4)[]): Float64Array => {
      const shared = new Shared().load(page(length), 'en'), out = new Float64Array(dtrel.signals.length);
      for (const family of all) family.measure(shared, family === dtrel ? out : new Float64Array(family.signals.length), 0);
      return out;
    };
    expect(measured(c4, fineweb, dtrel)).toEqual(measured(dtrel));
  }
});
