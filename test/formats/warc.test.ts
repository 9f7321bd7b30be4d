import { describe, expect, it } from 'vitest';
import type { Found } from '../../src/formats/found.js';
import { WarcParser } from '../../src/formats/warc.js';
import { file, page, random, readAll, short, warc, wet } from './archive.js';

const parse = (bytes: Buffer, cut: () => number, cap = 1 << 20): Found[] => {
  const parser = new WarcParser({ cap, plainBytes: bytes.length });
  for (let at = 0; at < bytes.length;) {
    const end = Math.min(bytes.length, at + cut());
    parser.push({ kind: 'data', bytes: bytes.subarray(at, end), at, start: false });
    at = end;
  }
  parser.end();
  return parser.take();
};
const whole = (bytes: Buffer, cap?: number): Found[] => parse(bytes, () => bytes.length, cap);
const say = (...records: (Buffer | string)[]): string[] => short(whole(Buffer.concat(records.map((record) => Buffer.from(record as string)))));

describe('what is a record', () => {
  it('keeps pages and conversions, counts the rest by kind', () => {
    const http = (head: string, body = 'x', fields = {}): Buffer => warc('response', `${head}\r\n\r\n${body}`, { 'Content-Type': 'application/http', ...fields });
    expect(say(
      warc('warcinfo', 'software: us'), warc('request', 'GET / HTTP/1.1\r\n\r\n'), page('a', '<p>a'), warc('metadata', ''), warc('revisit', ''), warc('resource', 'x'),
      http('HTTP/1.1 404 Not Found\r\nContent-Type: text/html'), http('HTTP/1.1 200 OK\r\nContent-Type: image/png'), http('HTTP/1.1 200 OK\r\nContent-Type: nonsense'),
      http('HTTP/1.1 200 OK\r\nContent-Type: Text/Plain; charset=utf-8'), http('HTTP/1.0 200\nContent-Type: application/xhtml+xml'),
      http('HTTP/1.1 200 OK', '<html>x'), http('HTTP/1.1 200 OK', 'plain words'), http('HTTP/1.1 999 ?'), http('gopher'),
      warc('response', '20200203\nexample. 1 IN A 1.2.3.4', { 'WARC-Target-URI': 'dns:example', 'Content-Type': 'text/dns' }),
      warc('conversion', 'PNG', { 'Content-Type': 'image/png' }), wet('w', 'text'), warc('monkeys', ''), warc('', 'x'),
    )).toEqual([
      'skipped warcinfo', 'skipped request', 'http a', 'skipped metadata', 'skipped revisit', 'skipped resource',
      'skipped status 404', 'skipped type image/png', 'skipped type other',
      'http response', 'http response', 'http response', 'skipped type missing', 'skipped status other', 'skipped response without http',
      'skipped dns', 'skipped type image/png', 'text w', 'skipped unknown warc type', 'skipped no warc type',
    ]);
  });

  it('names 64 media types of a file and no more', () => {
    const types = Array.from({ length: 70 }, (_, i) => warc('response', `HTTP/1.1 200 OK\r\nContent-Type: image/x-${i}\r\n\r\n`));
    const kinds = say(...types, types[0]!);
    expect([kinds[63], kinds[64], kinds[69], kinds[70]]).toEqual(['skipped type image/x-63', 'skipped type other', 'skipped type other', 'skipped type image/x-0']);
  });

  it('hands on all that RECORD_COLUMNS needs', () => {
    const first = warc('warcinfo', '');
    expect(whole(Buffer.concat([first, wet('w', 'text\r\nmore', { 'WARC-Target-URI': '<http://w.example/a>' })]))[1]).toEqual({
      kind: 'record',
      record: {
        form: 'text', recordId: 'urn:test:w', url: 'http://w.example/a', mediaType: 'text/plain', crawlTime: Date.UTC(2020, 1, 3, 4, 5, 6), fileOffset: first.length,
        payload: Buffer.from('text\r\nmore'), trueBytes: 10, reason: '', detail: '',
      },
    });
  });
});

describe('odd records', () => {
  it.each([
    ['LF for CRLF', Buffer.from(wet('w', 'text').toString().replaceAll('\r\n', '\n'))],
    ['folded, repeated and lower-case fields', Buffer.from(wet('w', 'text').toString().replace('WARC-Record-ID: ', 'warc-record-id:\r\n\t').replace('Content-Type', 'WARC-Record-ID: <urn:test:second>\r\nContent-Type'))],
    ['no newline behind the body', wet('w', 'text').subarray(0, -4)],
    ['one newline behind the body', wet('w', 'text').subarray(0, -2)],
    ['many newlines', Buffer.concat([wet('w', 'text'), Buffer.from('\r\n\n\r\n')])],
    ['no Content-Length', wet('w', 'text', { 'Content-Length': '' })],
  ])('%s', (_, record) => {
    const found = whole(Buffer.concat([record, warc('warcinfo', '')]));
    expect(short(found)).toEqual(['text w', 'skipped warcinfo']);
    expect(found[0]).toMatchObject({ record: { payload: Buffer.from('text'), url: 'http://w.example/' } });
  });

  it('reads a body without Content-Length to the end of the file', () => {
    expect(whole(wet('w', 'text', { 'Content-Length': '' }))[0]).toMatchObject({ record: { payload: Buffer.from('text') } });
  });
});

describe('damage', () => {
  const a = wet('a', 'first text'), b = wet('b', 'second text'), c = wet('c', 'third text');
  const lying = (length: string): Buffer => wet('b', 'second text', { 'Content-Length': length });
  const size = (length: string): number => lying(length).length - 4;

  it.each([
    ['too short', '4', [size('4') - 7, 11]],
    ['too long', '15', [size('15') + 4]],
    ['too long by one', '12', [size('12') + 1]],
    ['too long by two', '13', [size('13') + 2]],
    ['too long by six: two letters of the next version line', '17', [size('17') + 4]],
    ['too long by a record', '300', [size('300') + 4]],
    ['beyond the end of the file', '99999999', [size('99999999') + 4]],
    ['no number', 'eleven', [size('eleven') + 4]],
    ['negative', '-1', [size('-1') + 4]],
  ])('a Content-Length that is %s costs its record only', (_, length, lost) => {
    const found = say(a, lying(length), c, a);
    expect(found).toEqual(['text a', 'fault malformed_warc b', ...lost.map((bytes) => `lost ${bytes}`), 'text c', 'text a']);
  });

  it('stops believing lengths after sixteen lies', () => {
    const pairs = Array.from({ length: 20 }, () => [lying('2000000'), c]).flat();
    expect(say(...pairs, a).filter((item) => !item.startsWith('lost'))).toEqual([...Array.from({ length: 20 }, () => ['fault malformed_warc b', 'text c']).flat(), 'text a']);
  });

  it('passes over bytes between records', () => {
    expect(say(a, 'garbage\r\nWARC/1.0 is no record\r\n', b)).toEqual(['text a', 'fault malformed_warc -', 'lost 32', 'text b']);
    expect(say('garbage', a)).toEqual(['fault malformed_warc -', `lost ${7 + a.length}`]);
    expect(say('garbage\n', a)).toEqual(['fault malformed_warc -', 'lost 8', 'text a']);
  });

  it.each([
    ['in the version line', 8, 'fault truncated -'], ['in the fields', 60, 'fault truncated -'], ['behind the id', 100, 'fault truncated b'], ['in the body', b.length - 9, 'fault truncated b'], ['in the separator', b.length - 3, 'text b'],
  ])('a file that ends %s', (_, length, last) => {
    expect(say(a, b.subarray(0, length)).filter((item) => !item.startsWith('lost'))).toEqual(['text a', last]);
  });

  it('a header that runs into the next record', () => {
    expect(say(a, 'WARC/1.0\r\nWARC-Type: request\r\nWARC-Record-ID: <urn:test:cut>\r\n', b)).toEqual(['text a', 'fault malformed_warc cut', 'lost 62', 'text b']);
    expect(say(a, `WARC/1.0\r\nX-Long: ${'x'.repeat(70_000)}\r\n\r\n`, b).slice(0, 2)).toEqual(['text a', 'fault malformed_warc -']);
  });

  it('a body beyond the cap is not kept, its length is', () => {
    const big = page('big', 'x'.repeat(5000));
    const found = whole(Buffer.concat([a, big, warc('resource', 'y'.repeat(5000)), b]), 1000);
    expect(short(found)).toEqual(['text a', 'fault too_large big', 'skipped resource', 'text b']);
    expect(found[1]).toMatchObject({ record: { trueBytes: 5000 + 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n'.length, url: 'http://big.example/', detail: 'The body is 5044 bytes long, more than the 1000 that are read.' } });
  });

  it('does not mistake what a page says for a record', () => {
    const html = '<p>A record begins with\nWARC/1.0\r\nWARC-Type: response\r\n\r\n</p>';
    expect(say(page('a', html), b)).toEqual(['http a', 'text b']);
  });
});

it('finds the same in whatever cuts the bytes come', () => {
  const next = random(7);
  const records = [wet('a', 'x'.repeat(300)), page('p', '<p>WARC/1.0\nWARC-Type: x'), wet('b', 'second', { 'Content-Length': '400' }), wet('c', 'third', { 'Content-Length': '2' }),
    warc('request', 'GET /'), wet('d', 'no length', { 'Content-Length': '' }), Buffer.from('garbage\n\nWARC/9\n'), wet('e', 'y'.repeat(3000)), wet('f', 'last', { 'Content-Length': '77' })];
  for (let round = 0; round < 300; round++) {
    const bytes = Buffer.concat(Array.from({ length: 12 }, () => records[Math.floor(next() * records.length)]!));
    const cap = round % 3 === 0 ? 500 : 1 << 20, longest = 1 + Math.floor(next() * 200);
    const seen = (found: Found[]): unknown[] => found.map((item) => (item.kind === 'record' ? { ...item.record, payload: Buffer.from(item.record.payload).toString() } : item));
    const pieces = parse(bytes, () => 1 + Math.floor(next() * longest), cap);
    expect(short(pieces)).toEqual(short(whole(bytes, cap)));
    // The kept head of a stretch of garbage may be shorter when its piece was; everything else is equal.
    const heads = (items: unknown[]) => items.map((item) => ((item as { form?: string }).form === 'fault' ? { ...(item as object), payload: '' } : item));
    expect(heads(seen(pieces))).toEqual(heads(seen(whole(bytes, cap))));
  }
});

it('reads records wherever gzip members are cut', async () => {
  const { gzipSync } = await import('node:zlib');
  const records = [wet('a', 'first'), page('b', '<p>second'), wet('c', 'third')];
  const all = Buffer.concat(records);
  const cuts = [[0, all.length], [0, 10, all.length], [0, 300, 310, 420, all.length]];
  for (const [k, cut] of cuts.entries()) {
    const members = cut.slice(1).map((end, i) => gzipSync(all.subarray(cut[i], end)));
    expect(short(await readAll(file(`cut-${k}.warc.gz`, Buffer.concat(members))))).toEqual(['text a', 'http b', 'text c']);
  }
});
