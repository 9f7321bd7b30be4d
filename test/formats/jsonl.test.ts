import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Found } from '../../src/formats/found.js';
import { JsonlParser } from '../../src/formats/jsonl.js';
import { file, random, readAll, short } from './archive.js';

const parse = (text: string | Buffer, cut = Infinity, cap = 1000): Found[] => {
  const bytes = Buffer.from(text as string);
  const parser = new JsonlParser({ cap, plain: true });
  for (let at = 0; at < bytes.length; at += cut) parser.push({ kind: 'data', bytes: bytes.subarray(at, at + cut), at, start: false });
  parser.end();
  return parser.take();
};
const lines = (found: Found[]): unknown[] => found.map((item) => (item.kind === 'record' ? [item.record.fileOffset, Buffer.from(item.record.payload).toString()] : item));
const blank = { kind: 'skipped', why: 'blank line' };

describe('JSON lines', () => {
  it('ends lines at LF only, takes CRLF, a byte order mark, blank lines and a last line without an end', () => {
    const text = '\ufeff{"a":1}\r\n\n \t\r\n{"b":"\u2028\u0085\u000c"}\n[3]\nx';
    for (const cut of [1, 2, 3, 5, 8, Infinity]) {
      expect(lines(parse(text, cut))).toEqual([[0, '{"a":1}'], blank, blank, [17, '{"b":"\u2028\u0085\u000c"}'], [32, '[3]'], [36, 'x']]);
    }
  });

  it('finds nothing in nothing', () => {
    expect(parse('')).toEqual([]);
    expect(parse('\n\n')).toEqual([blank, blank]);
  });

  it('counts a line beyond the cap without keeping it', () => {
    for (const cut of [1, 7, 100, Infinity]) {
      const found = parse(`{"a":1}\n"${'x'.repeat(5000)}"\n{"b":2}\n`, cut, 1000);
      expect(short(found)).toEqual(['json {"a":1}', 'fault too_large -', 'json {"b":2}']);
      expect(found[1]).toMatchObject({ record: { trueBytes: 5002, fileOffset: 8, detail: 'The line is 5002 bytes long, more than the 1000 that are read.' } });
    }
  });

  it('goes on behind a damaged gzip member at the next line', async () => {
    const member = (from: number): string => Array.from({ length: 3 }, (_, i) => `{"n":${from + i}}\n`).join('');
    const next = random(3);
    const bad = gzipSync(Buffer.from(Array.from({ length: 4000 }, () => 97 + Math.floor(next() * 26))));
    bad.fill(0xff, 1000, 1200);
    const found = short(await readAll(file('bad.jsonl.gz', Buffer.concat([gzipSync(member(0)), bad, gzipSync(`half of a line}\n${member(3)}`), gzipSync(member(6))]))));
    expect(found).toEqual(['json {"n":0}', 'json {"n":1}', 'json {"n":2}', 'fault corrupt_gzip -', expect.stringMatching(/^lost \d+$/), 'lost 16',
      ...[3, 4, 5, 6, 7, 8].map((n) => `json {"n":${n}}`)]);
  });
});
