import { expect, test } from 'vitest';
import { textColumn, valueAt } from '../../src/model/columns.js';

test.each<[string, readonly (string | null)[]]>([
  ['ASCII alone', ['ab', '', null, 'c']], ['other letters too', ['ab', 'é', null, '\u{1F600}', 'c']], ['halves of a pair in two strings', ['\ud83d', '\ude00']], ['none', []],
])('a text column of strings: %s', (_, strings) => {
  const column = textColumn(strings), bytes = strings.map((item) => Buffer.from(item ?? ''));
  expect(strings.map((_, i) => valueAt(column, i))).toEqual(strings.map((item, i) => (item === null ? null : bytes[i]!.toString())));
  // Its buffer is its own and nothing else's: columns are transferred between threads.
  expect([column.values.bytes.byteOffset, column.values.bytes.buffer.byteLength]).toEqual([0, Buffer.concat(bytes).length]);
});
