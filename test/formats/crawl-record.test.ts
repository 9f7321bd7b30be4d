import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { crawlRecord, messageKey, recordName, type CrawlRecord } from '../../src/formats/crawl-record.js';
import type { RawRecord } from '../../src/formats/read.js';
import { sha1 } from '../../src/formats/sha1.js';

const raw = (form: RawRecord['form'], payload: string | Uint8Array, more: Partial<RawRecord> = {}): RawRecord => {
  const bytes = Buffer.from(payload as string);
  return { form, recordId: '', url: null, mediaType: '', crawlTime: null, fileOffset: 7, payload: bytes, trueBytes: bytes.length, reason: '', detail: '', ...more };
};
/** Bytes as Latin-1, so that a difference can be read. */
const shown = ({ payload, rawHead, ...rest }: CrawlRecord) => ({ ...rest, payload: Buffer.from(payload).toString('latin1'), rawHead: Buffer.from(rawHead).toString('latin1') });
const make = (record: RawRecord, maxTextBytes = 100) => shown(crawlRecord(record, { file: 'some/dir/f.gz', snapshot: 'S', ordinal: 3, maxTextBytes }));

// SHA-1 of `abc` is a9993e36 4706816a ba3e2571 7850c26c 9cd0d89d (FIPS 180), here in base32.
const ABC = 'sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5';
const PLAIN = {
  recordId: 'f.gz#3', url: null, snapshot: 'S', crawlTime: null, mediaType: '', charset: '', status: null, payload: '', payloadBytes: 0, oversize: false,
  file: 'some/dir/f.gz', fileOffset: 7, ordinal: 3, digest: '', meta: '{}', reason: '', detail: '', rawHead: '', textRepaired: 0,
};
const response = (fields: string, body: string | Uint8Array): Buffer => Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${fields}\r\n\r\n`), Buffer.from(body as string)]);

describe('crawlRecord', () => {
  it('of a WET text is the text as it came', () => {
    expect(make(raw('text', 'abc', { recordId: 'urn:1', url: 'http://a.example/', mediaType: 'text/plain', crawlTime: 5 }))).toEqual({
      ...PLAIN, recordId: 'urn:1', url: 'http://a.example/', mediaType: 'text/plain', crawlTime: 5, charset: 'utf-8', payload: 'abc', payloadBytes: 3, digest: ABC,
    });
    expect(make(raw('text', Buffer.from([0x61, 0, 0xff])))).toMatchObject({ payload: 'a\0\xff', payloadBytes: 3, textRepaired: 0, digest: sha1(Buffer.from([0x61, 0, 0xff])) });
    expect(make(raw('text', ''))).toMatchObject({ payload: '', payloadBytes: 0, reason: '' });
  });

  it('of a page is its body, codings undone', () => {
    const body = gzipSync('<p>caf\u00e9');
    expect(make(raw('http', response('Content-Type: text/html; charset=Latin9\r\nContent-Encoding: gzip', body), { mediaType: 'text/html' }))).toEqual({
      ...PLAIN, mediaType: 'text/html', charset: 'Latin9', status: 200, payload: '<p>caf\xc3\xa9', payloadBytes: 8, digest: sha1(body),
    });
  });

  it('of a JSON line is the text after repair, with what else stands on the line', () => {
    expect(make(raw('json', '{"id":"x","url":"no url","text":"a\\ud800b\\u0000","date":"2020-01-01","n":1}'))).toEqual({
      ...PLAIN, recordId: 'x', url: 'no url', crawlTime: 1577836800_000, charset: 'utf-8', payload: 'a\xef\xbf\xbdb\xef\xbf\xbd', payloadBytes: 8, digest: sha1(Buffer.from('a\ufffdb\ufffd')),
      meta: '{"date":"2020-01-01","n":1}', textRepaired: 2,
    });
    expect(make(raw('json', Buffer.from('7b2274657874223a2261ff22 2c2278223a22ff227d'.replace(' ', ''), 'hex')))).toMatchObject({ payload: 'a\xef\xbf\xbd', textRepaired: 1, meta: '{"x":"\ufffd"}' });
  });

  it.each<[string, RawRecord, Partial<CrawlRecord> | Record<string, unknown>]>([
    ['fault', raw('fault', 'head', { reason: 'truncated', detail: 'It ends.', trueBytes: 99, recordId: 'r' }), { recordId: 'r', reason: 'truncated', detail: 'It ends.', rawHead: 'head', payloadBytes: 99 }],
    ['payload that was cut', raw('text', 'head', { reason: 'too_large', detail: 'Long.', trueBytes: 1e10 }), { reason: 'too_large', detail: 'Long.', rawHead: 'head', payloadBytes: 1e10, oversize: true }],
    ['half a line', raw('json', '{"text":'), { charset: 'utf-8', reason: 'malformed_json', detail: 'The line is not valid JSON.', rawHead: '{"text":', payloadBytes: 8 }],
    ['no text', raw('json', '{"id":5}'), { charset: 'utf-8', recordId: '5', reason: 'no_text', detail: 'The object has no text.', rawHead: '{"id":5}', payloadBytes: 8 }],
    ['empty text on a line', raw('json', '{"text":""}'), { charset: 'utf-8', reason: 'empty', detail: 'The text is empty.', rawHead: '{"text":""}', payloadBytes: 11 }],
    ['long text', raw('text', `\0${'x'.repeat(100)}`),
      { charset: 'utf-8', digest: sha1(Buffer.from(`\0${'x'.repeat(100)}`)), reason: 'too_large', detail: 'The text is 103 bytes long, more than the 100 that are kept.', rawHead: `\0${'x'.repeat(100)}`, payloadBytes: 103, oversize: true }],
    ['long text on a line', raw('json', `{"text":"${'x'.repeat(2000)}"}`),
      { charset: 'utf-8', reason: 'too_large', detail: 'The text is 2000 bytes long, more than the 100 that are kept.', rawHead: `{"text":"${'x'.repeat(1015)}`, payloadBytes: 2000, oversize: true }],
    ['no response', raw('http', 'gopher'), { reason: 'malformed_warc', detail: 'The record holds no HTTP response.', rawHead: 'gopher', payloadBytes: 6 }],
    ['long body and long text', raw('http', response('A: 1', `<p>${'x'.repeat(110)}`), { mediaType: 'text/html' }),
      { mediaType: 'text/html', status: 200, digest: sha1(Buffer.from(`<p>${'x'.repeat(110)}`)), reason: 'too_large', detail: 'The text is 110 bytes long, more than the 100 that are kept.', rawHead: `<p>${'x'.repeat(110)}`, payloadBytes: 110, oversize: true }],
    ['long body and short text', raw('http', response('A: 1', `<p>x${'<b>'.repeat(40)}`), { mediaType: 'text/html' }),
      { mediaType: 'text/html', status: 200, digest: sha1(Buffer.from(`<p>x${'<b>'.repeat(40)}`)), reason: 'too_large', detail: 'The body is 124 bytes long, more than the 100 that a message carries.', rawHead: `<p>x${'<b>'.repeat(40)}`, payloadBytes: 124, oversize: true }],
  ])('says what is no page: %s', (_, record, expected) => {
    expect(make(record)).toEqual({ ...PLAIN, ...expected });
  });
});

describe('messageKey', () => {
  it.each([
    ['https://www.Example.co.uk/a', 'example.co.uk'], ['http://b\u00fccher.example.de/', 'example.de'], ['http://B\u00dcCHER.de', 'xn--bcher-kva.de'], ['https://me.github.io/x', 'me.github.io'],
    ['http://127.0.0.1:80/', '127.0.0.1'], ['no url', 'r'], ['urn:x:y', 'r'], [null, 'r'],
  ])('of %j is %j', (url, key) => {
    expect(messageKey(crawlRecord(raw('text', 'a', { url, recordId: 'r' }), { file: 'f', snapshot: '', ordinal: 0, maxTextBytes: 9 }))).toBe(key);
  });
});

it.each([['r', 'f', 1, 'r'], ['', 'a/b\\c.gz', 1, 'c.gz#1'], ['', '', 0, '']])('recordName(%j, %j, %i) is %j', (id, file, ordinal, name) => {
  expect(recordName(id, file, ordinal)).toBe(name);
});
