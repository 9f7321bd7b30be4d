import { describe, expect, test } from 'vitest';
import { readAmount } from '../../../src/serve/page/amount.js';
import { readCut, valueAt } from '../../../src/serve/page/cut-text.js';

describe('what is typed as a cut', () => {
  test.each([['0.62', 0.62], [' 100000 ', 100_000], ['1e5', 100_000], ['-3', -3], ['+.5', 0.5], ['5.', 5], ['-0', 0]])('%s is a value', (text, value) => expect(readCut(text)).toEqual({ value }));
  test.each([['p90', 90], ['P50.5', 50.5], ['p0', 0], ['p100', 100]])('%s is a percentile', (text, percent) => expect(readCut(text)).toEqual({ percent }));
  test.each(['', 'abc', 'p', 'p101', 'p-1', '1,5', '0x10', 'NaN', 'Infinity', '1e999', '1 2', '90p', 'p1e1'])('%j is neither', (text) => expect(Object.keys(readCut(text))).toEqual(['fault']));
});

test('a percentile between two is on the line between them', () => {
  const percentiles = Array.from({ length: 101 }, (_, i) => i * i);
  expect([valueAt(percentiles, 0), valueAt(percentiles, 90), valueAt(percentiles, 50.5), valueAt(percentiles, 100), valueAt([], 50)]).toEqual([0, 8100, 2550.5, 10_000, null]);
});

test('amounts', () => {
  expect(['50 B', '1.5m', '20000', '3 k', '2,000,000', '1T'].map(readAmount)).toEqual([5e10, 1.5e6, 20_000, 3000, 2e6, 1e12]);
  expect(['', 'B', '-5', '0', '5 x', '1.2.3'].map(readAmount)).toEqual([null, null, null, null, null, null]);
});
