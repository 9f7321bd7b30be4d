import { expect, test } from 'vitest';
import { printable } from '../../src/commands/printable.js';

test('printable text: no commands to a terminal, cut at a code point, and the cut is said', () => {
  expect(printable('a\u001b[2J\u0000\u009bb\u202ec\td\ne')).toBe('a\ufffd[2J\ufffd\ufffdb\ufffdc\td\ne');
  expect(['\u{1f600}\u{1f600}\u{1f600}', '\u{1f600}\u{1f600}', 'abc'].map((text) => printable(text, 2))).toEqual(['\u{1f600}\u{1f600} ...', '\u{1f600}\u{1f600}', 'ab ...']);
});
