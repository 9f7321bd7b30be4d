import { expect, test } from 'vitest';
import { figure, grouped, share, table } from '../../src/commands/table.js';

test('columns are aligned, those of numbers to the right, without space at the ends of lines', () => {
  expect(table([['name', 'n', 'why'], ['a', '12', ''], ['longer', '3', 'short text']], [1])).toBe('name     n  why\na       12\nlonger   3  short text\n');
  expect(table([])).toBe('');
});

test('figures', () => {
  expect([figure(1234567), figure(0.123456), figure(1234.56), figure(-0.00001234), figure(0), figure(null), figure('en')]).toEqual(['1,234,567', '0.123', '1230', '-0.0000123', '0', '-', 'en']);
  expect([grouped(1234.6), share(1, 3), share(1, 0)]).toEqual(['1,235', '33.3 %', '-']);
});
