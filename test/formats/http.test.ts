import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { charsetLabel, decodeText } from '../../src/formats/charset.js';
import { httpBody } from '../../src/formats/http-body.js';
import { httpHead } from '../../src/formats/http-head.js';
import { httpPage, pageText } from '../../src/formats/page.js';
import { sha1 } from '../../src/formats/sha1.js';

const message = (head: string, body: string | Uint8Array): Buffer => Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body as string)]);

describe('httpHead', () => {
  it.each([
    ['HTTP/1.1 200 OK\r\nA: 1\r\n\r\nbody', 200, { a: '1' }, 'body'],
    ['HTTP/1.0 404\nA:1\nB:  two \n\nbody', 404, { a: '1', b: 'two' }, 'body'],
    ['HTTP/2 200\r\nA: one\r\n\ttwo\r\n  three\r\n\r\n', 200, { a: 'one two three' }, ''],
    ['http/1.1 301 Moved\r\nA: 1\r\nA: 2\r\nno colon\r\n\r\n', 301, { a: '1' }, ''],
    ['HTTP/1.1 200 OK\r\r\nA: 1\r\r\n\r\r\nbody', 200, { a: '1' }, 'body'],
    ['HTTP 200 OK\r\n\r\n', 200, {}, ''],
    ['HTTP/1.1 200 OK\r\nCut: of', 200, { cut: 'of' }, ''],
  ])('%j', (text, status, fields, body) => {
    const head = httpHead(Buffer.from(text))!;
    expect([head.status, Object.fromEntries(head.fields), text.slice(head.body)]).toEqual([status, fields, body]);
  });

  it.each(['', 'gopher', 'HTTP/1.1 OK', 'HTTP/1.1 2000 OK', '<html>', 'hello'])('%j is no response', (text) => {
    expect(httpHead(Buffer.from(text))).toBe(null);
  });
});

describe('httpBody', () => {
  const whole = (fields: string, body: string | Uint8Array, limit = 1 << 20): string => {
    const bytes = message(`HTTP/1.1 200 OK\r\n${fields}\r\n\r\n`, body);
    const result = httpBody(bytes, httpHead(bytes)!, limit);
    return result.kind === 'whole' ? Buffer.from(result.bytes).toString() : result.kind;
  };
  const chunked = 'Transfer-Encoding: chunked';

  it.each([
    ['4\r\nWiki\r\n6;x=y\r\npedia \r\n0\r\n\r\n', 'Wikipedia '], ['4\nWiki\n0\n\n', 'Wiki'], ['4\r\nWiki\r\n5\r\nab', 'Wikiab'], ['4\r\nWiki\r\nzz\r\nrest', 'Wiki'],
    ['<p>decoded already', '<p>decoded already'], ['', ''], ['3\r\naa\r\n0\r\n\r\n', 'aa\r'], ['A\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n', '0123456789'],
  ])('chunked %j', (body, text) => {
    expect(whole(chunked, body)).toBe(text);
  });

  const text = '<p>Straße '.repeat(500);
  it.each([
    ['gzip', gzipSync(text)], ['x-gzip', gzipSync(text)], ['deflate', deflateSync(text)], ['deflate', deflateRawSync(text)], ['br', brotliCompressSync(text)], ['GZIP, br', brotliCompressSync(gzipSync(text))],
    ['gzip', Buffer.from(text)], ['deflate', Buffer.from(text)], ['br', Buffer.from(text)], ['identity', Buffer.from(text)], ['unheard-of', Buffer.from(text)],
  ])('content coding %s', (coding, body) => {
    expect(whole(`Content-Encoding: ${coding}`, body)).toBe(text);
  });

  it('undoes zstd, and chunks before a coding', () => {
    // `zstd` 1.5.4 of `{"text":"three"}\n`.
    expect(whole('Content-Encoding: zstd', Buffer.from('KLUv/SQRiQAAeyJ0ZXh0IjoidGhyZWUifQq2uKPE', 'base64'))).toBe('{"text":"three"}\n');
    const packed = gzipSync(text);
    const body = Buffer.concat([Buffer.from(`${packed.length.toString(16)}\r\n`), packed, Buffer.from('\r\n0\r\n\r\n')]);
    expect(whole(`${chunked}\r\nContent-Encoding: gzip`, body)).toBe(text);
  });

  it('takes what there is of a stream that ends early, and says when one is broken or too large', () => {
    const long = Array.from({ length: 3000 }, (_, i) => `${i * 7919} `).join('');
    expect(long.startsWith(whole('Content-Encoding: gzip', gzipSync(long).subarray(0, 4000)))).toBe(true);
    expect(whole('Content-Encoding: gzip', gzipSync(long).fill(0xff, 200, 300))).toBe('corrupt');
    for (const pack of [gzipSync, deflateSync, brotliCompressSync]) {
      const name = pack === gzipSync ? 'gzip' : pack === deflateSync ? 'deflate' : 'br';
      expect(whole(`Content-Encoding: ${name}`, pack(Buffer.alloc(50_000_000)), 1 << 20)).toBe('too large');
    }
  });
});

describe('decodeText', () => {
  const cyrillic = 'Поезд пришёл утром, и на станции никого не было. Мы пошли пешком через поле к старому дому, в котором когда-то жила наша бабушка. ';
  const read = (bytes: Uint8Array, label = ''): [string, string] => { const { text, charset } = decodeText(bytes, label); return [text, charset]; };

  it('takes the mark, the header, the page itself, in this order', () => {
    expect(read(Buffer.from('\ufeffé'), 'latin1')).toEqual(['é', 'utf-8']);
    expect(read(Buffer.from([0xfe, 0xff, 0x04, 0x10]))).toEqual(['А', 'utf-16be']);
    expect(read(iconv.encode(cyrillic, 'koi8-r'), 'KOI8-R')).toEqual([cyrillic, 'koi8-r']);
    const said = `<meta http-equiv=Content-Type content="text/html; charset=windows-1251">${cyrillic}`;
    expect(read(iconv.encode(said, 'windows-1251'))).toEqual([said, 'windows-1251']);
    const xml = `<?xml version="1.0" encoding="iso-8859-5"?>${cyrillic}`;
    expect(read(iconv.encode(xml, 'iso-8859-5'))).toEqual([xml, 'iso-8859-5']);
  });

  it('believes valid UTF-8 more than what is said about it', () => {
    expect(read(Buffer.from(`<meta charset=gbk>${cyrillic}`), 'windows-1251')).toEqual([`<meta charset=gbk>${cyrillic}`, 'utf-8']);
  });

  it('maps labels as the web does, guesses for unknown ones', () => {
    expect(read(Buffer.from([0x93, 0x61, 0x94]), 'ISO-8859-1')).toEqual(['\u201ca\u201d', 'windows-1252']);
    expect(read(Buffer.from('abc'), 'none')).toEqual(['abc', 'utf-8']);
    expect(read(iconv.encode(cyrillic, 'windows-1251'), 'x-no-such-charset')).toEqual([cyrillic, 'windows-1251']);
    expect(read(Buffer.from('<meta charset="utf-16">abc'))[1]).toBe('utf-8');
    const japanese = 'これは日本語の文章です。文字コードを推定します。'.repeat(10);
    for (const name of ['shift_jis', 'euc-jp']) expect(read(iconv.encode(japanese, name))).toEqual([japanese, name]);
    expect(read(iconv.encode('你好，世界', 'gb18030'), 'gb2312')).toEqual(['你好，世界', 'gbk']);
  });

  it('says when bytes are lost', () => {
    expect(decodeText(Buffer.from([0x61, 0xff, 0x62]), 'utf-8')).toEqual({ text: 'a\ufffdb', charset: 'utf-8', lossy: true });
    expect(decodeText(Buffer.from('a\ufffdb'), '')).toEqual({ text: 'a\ufffdb', charset: 'utf-8', lossy: false });
  });

  it.each([['text/html; charset=utf-8', 'utf-8'], ['text/html;Charset="big5"', 'big5'], ['text/html', ''], ['text/html; charset=', '']])('label of %j', (type, label) => {
    expect(charsetLabel(type)).toBe(label);
  });
});

describe('a page', () => {
  const html = iconv.encode('<title>t</title><p>Stra\u00dfe &amp; Weg', 'windows-1252'), body = gzipSync(html);
  const response = message('HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-1\r\nContent-Encoding: gzip\r\n\r\n', body);

  it('is opened by httpPage', () => {
    const page = httpPage(response, 1000);
    // SHA-1 of the body as it came; the algorithm is compared in sha1.test.ts.
    expect({ ...page, body: 'body' in page && Buffer.from(page.body) }).toEqual({ kind: 'page', status: 200, body: html, charset: 'iso-8859-1', digest: sha1(body) });
    expect(httpPage(response, 10)).toEqual({ kind: 'rejected', reason: 'too_large', detail: 'The body unpacks to more than 10 bytes.' });
    expect(httpPage(Buffer.from('<html>'), 1000)).toEqual({ kind: 'rejected', reason: 'malformed_warc', detail: 'The record holds no HTTP response.' });
    const broken = message('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n', Buffer.from(body).fill(0xff, 10));
    expect(httpPage(broken, 1000)).toEqual({ kind: 'rejected', reason: 'corrupt_gzip', detail: 'The content coding of the body cannot be undone.' });
  });

  it('is read by pageText', () => {
    expect(pageText(html, 'text/html', 'iso-8859-1', 1000)).toEqual({ kind: 'text', text: 'Straße & Weg', charset: 'windows-1252', repaired: 0 });
    expect(pageText(html, 'text/html', 'iso-8859-1', 5)).toEqual({ kind: 'too long', bytes: 13 });
    const plain = '<title>t</title><p>Straße &amp; Weg';
    expect(pageText(html, 'text/plain', 'iso-8859-1', 5)).toEqual({ kind: 'text', text: plain, charset: 'windows-1252', repaired: 0 });
  });

  it.each([['text/html', '<p>a', 'a'], ['application/xhtml+xml', '<p>a', 'a'], ['text/plain', '<p>a', '<p>a'], ['image/png', '<p>a', '<p>a'], ['', '<p>a', 'a'], ['', 'a < b', 'a < b']])('of type %j: %j', (type, source, text) => {
    expect(pageText(Buffer.from(source), type, '', 1000)).toMatchObject({ text });
  });
});
