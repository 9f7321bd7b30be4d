import { describe, expect, test } from 'vitest';
import type { SampleHead } from '../../../src/explore/answers.js';
import { encodeSample } from '../../../src/explore/sample.js';
import { eventReader } from '../../../src/serve/page/event-stream.js';
import { linkOf } from '../../../src/serve/page/link.js';
import { readSample } from '../../../src/serve/page/sample-bytes.js';
import { spansOf } from '../../../src/serve/page/spans.js';
import { covers, isSame, latest } from '../../../src/serve/page/watermark.js';

test('the sample is read as the server writes it', () => {
  for (const n of [0, 1, 3, 8]) {
    const head: SampleHead = { as_of: { 'files/0': '9' }, exact: false, n, generation: 'gé', of: 80, shift: 2, columns: [{ name: 'a', type: 'number' }, { name: 'lang', type: 'text', dictionary: ['en', 'de\n', '日'] }, { name: 'b', type: 'number' }] };
    const a = Float64Array.from({ length: n }, (_, i) => (i === 1 ? NaN : i / 3)), codes = Float64Array.from({ length: n }, (_, i) => i % 3), b = Float64Array.from({ length: n }, (_, i) => -i);
    const read = readSample(encodeSample(head, [a, codes, b]).buffer);
    expect({ head: read.head, a: read.numbers.get('a'), b: read.numbers.get('b'), lang: read.texts.get('lang') }).toEqual({ head, a, b, lang: { codes: Uint16Array.from(codes), dictionary: ['en', 'de\n', '日'] } });
  }
});

test('events are read in whatever pieces they come', () => {
  const text = 'event: progress\ndata: {"a":1}\n\n: alive\n\nevent: recipe\r\ndata: x\r\ndata: y\r\n\r\ndata:z\n\n', all = [{ event: 'progress', data: '{"a":1}' }, { event: 'recipe', data: 'x\ny' }, { event: 'message', data: 'z' }];
  for (const size of [1, 2, 7, 1000]) {
    const read = eventReader(), found = Array.from({ length: Math.ceil(text.length / size) }, (_, i) => read(text.slice(i * size, (i + 1) * size))).flat();
    expect(found).toEqual(all);
  }
});

describe('a moment of the log', () => {
  test('is covered by what is as far or farther in every partition, beyond 2^53 too', () => {
    expect(covers({ a: '9007199254740993', b: '1' }, { a: '9007199254740992' })).toBe(true);
    expect(covers({ a: '9007199254740992' }, { a: '9007199254740993' })).toBe(false);
    expect(covers({ a: '10' }, { a: '9', b: '0' })).toBe(false);
    expect(isSame({ a: '10' }, { a: '10' })).toBe(true);
  });
  test('the later one of two has the farther position of each partition', () => expect(latest({ a: '9', b: '20' }, { a: '10', b: '3', c: '1' })).toEqual({ a: '10', b: '20', c: '1' }));
});

test('only addresses of the web are links', () => {
  expect(['http://a.org/x?y=1', 'HTTPS://b.org', 'javascript:alert(1)', 'data:text/html,x', ' java\nscript:alert(1)', 'file:///etc/passwd', 'a.org', '', null].map(linkOf)).toEqual(['http://a.org/x?y=1', 'https://b.org/', null, null, null, null, null, null, null]);
});

test('lines that stood above are marked, and nothing of the text is lost', () => {
  const text = 'Home\nA line\n  Home \nab\nab\nA line';
  expect(spansOf(text)).toEqual([{ text: 'Home\nA line\n', isMarked: false }, { text: '  Home \n', isMarked: true }, { text: 'ab\nab\n', isMarked: false }, { text: 'A line', isMarked: true }]);
  expect(spansOf('').map(({ text: piece }) => piece).join('')).toBe('');
});
