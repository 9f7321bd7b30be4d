import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { read, recordColumns, type RawRecord } from '../../src/formats/read.js';
import { DOCUMENT_COLUMNS, type Batch } from '../../src/model/batch.js';
import { textAt, valueAt } from '../../src/model/columns.js';
import { decode } from '../../src/steps/decode.js';
import { xxh64 } from '../../src/text/hash.js';
import { needsData } from '../needs.js';

const raw = (form: RawRecord['form'], payload: string | Uint8Array, more: Partial<RawRecord> = {}): RawRecord => {
  const bytes = Buffer.from(payload as string);
  return { form, recordId: '', url: null, mediaType: '', crawlTime: null, fileOffset: 0, payload: bytes, trueBytes: bytes.length, reason: '', detail: '', ...more };
};
const batch = (records: RawRecord[], firstOrdinal = 0): Batch => ({
  topic: 'files', partition: 0, first: 10n, next: 10n + BigInt(records.length), ...recordColumns(records, 'some/dir/f.jsonl', 'S', firstOrdinal), rejections: [], skipped: { request: 2 },
});
const run = (records: RawRecord[], maxTextBytes = 1000, firstOrdinal = 0): Batch => decode({ maxTextBytes })(batch(records, firstOrdinal)) as Batch;
const row = (out: Batch, k: number): Record<string, unknown> => ({ ...Object.fromEntries(DOCUMENT_COLUMNS.map((name) => [name, valueAt(out.columns[name]!, k)])), text: textAt(out.payloads, k) });
const json = (value: unknown): RawRecord => raw('json', JSON.stringify(value));
const OK = 'HTTP/1.1 200 OK\r\n\r\n';

// SHA-1 of `abc` is a9993e36 4706816a ba3e2571 7850c26c 9cd0d89d (FIPS 180), here in base32.
const ABC = 'sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5';
const id = (recordId: string, digest: string): bigint => xxh64(Buffer.from(`S\0${recordId}\0${digest}`));

describe('documents', () => {
  it('of a WET text', () => {
    const out = run([raw('text', 'abc', { recordId: 'urn:1', url: 'http://Www.Example.co.uk/a', mediaType: 'text/plain', crawlTime: 5, fileOffset: 77 })], 1000, 3);
    expect([Object.keys(out.columns), out.first, out.next, out.skipped, out.rejections]).toEqual([[...DOCUMENT_COLUMNS], 10n, 11n, { request: 2 }, []]);
    expect(row(out, 0)).toEqual({
      position: 0, id: id('urn:1', ABC), record_id: 'urn:1', snapshot: 'S', url: 'http://Www.Example.co.uk/a', host: 'www.example.co.uk', domain: 'example.co.uk', crawl_time: 5,
      file: 'some/dir/f.jsonl', file_offset: 77, ordinal: 3, digest: ABC, media_type: 'text/plain', charset: 'utf-8', text_bytes: 3, text_chars: 3, text_repaired: 0, meta: '{}', text: 'abc',
    });
  });

  it('of a page', () => {
    const page = 'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1252\r\n\r\n';
    const out = run([raw('http', Buffer.concat([Buffer.from(page), Buffer.from('<p>caf\xe9<p>&euro;', 'latin1')]), { mediaType: 'text/html' }),
      raw('http', `${page.replace('html', 'plain')}abc`, { mediaType: 'text/plain' })]);
    expect(row(out, 0)).toMatchObject({ text: 'café\n\n€', text_bytes: 10, text_chars: 7, charset: 'windows-1252', record_id: 'f.jsonl#0', url: null, host: '', domain: '' });
    expect(row(out, 1)).toMatchObject({ text: 'abc', digest: ABC, id: id('f.jsonl#1', ABC) });
  });

  it('of a JSON line', () => {
    const out = run([json({ id: 'x', url: 'https://a.example/', text: 'abc', lang: 'en', timestamp: '2020-01-01T00:00:00Z', meta: { n: 1 } })]);
    expect(row(out, 0)).toMatchObject({ record_id: 'x', id: id('x', ABC), url: 'https://a.example/', host: 'a.example', crawl_time: 1577836800_000, digest: ABC, media_type: '', charset: 'utf-8',
      meta: '{"lang":"en","timestamp":"2020-01-01T00:00:00Z","meta":{"n":1}}' });
  });

  it.each<[string, unknown, string, string | null]>([
    ['no id', {}, 'f.jsonl#4', null], ['null id', { id: null }, 'f.jsonl#4', null], ['number', { id: 17 }, '17', null], ['object', { id: {} }, 'f.jsonl#4', null], ['empty id', { id: '' }, 'f.jsonl#4', null],
    ['large number', '{"text":"abc","id":12345678901234567891}', '12345678901234567891', null], ['url that is none', { url: '/a' }, 'f.jsonl#4', null], ['url of another type', { url: 5 }, 'f.jsonl#4', null],
  ])('id and url: %s', (_, value, recordId, url) => {
    const line = typeof value === 'string' ? raw('json', value) : json({ text: 'abc', ...(value as object) });
    expect(row(run([line], 1000, 4), 0)).toMatchObject({ record_id: recordId, url, host: '', domain: '' });
  });

  it('time: top level before meta, only what can be read', () => {
    const times = [{ timestamp: 'soon', date: '2020-01-01' }, { crawl_time: 1577836800 }, { meta: { timestamp: '2020-01-01 00:00:00' } }, { date: 'never' }, { meta: 'x' }].map((fields) => json({ text: 'abc', ...fields }));
    const out = run(times);
    expect(times.map((_, k) => row(out, k)['crawl_time'])).toEqual([1577836800_000, 1577836800_000, 1577836800_000, null, null]);
  });

  it('meta stays bounded', () => {
    const deep = `{"text":"abc","x":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
    const out = run([json({ text: 'abc', big: 'é'.repeat(40_000) }), raw('json', deep), json({ text: 'abc', __proto__: 1, ok: '\ud800' })]);
    expect([0, 1, 2].map((k) => row(out, k)['meta'])).toEqual(['{"meta_dropped_bytes":80010}', expect.stringMatching(/^\{"(?:x":\[|meta_dropped_bytes":null)/), '{"ok":"\\ud800"}']);
  });

  it.each<[string, RawRecord, string, number]>([
    ['NUL in WET', raw('text', 'a\0b'), 'a\ufffdb', 1], ['bad UTF-8 in WET', raw('text', Buffer.from([0x61, 0xc3, 0x28])), 'a\ufffd(', 1], ['mark and blanks', raw('text', '\ufeff a \n'), '\ufeff a \n', 0],
    ['surrogates and NUL in JSON', raw('json', '{"text":"a\\ud800b\\u0000\\ud83d\\ude00"}'), 'a\ufffdb\ufffd😀', 2],
    ['bad UTF-8 in JSON', raw('json', Buffer.concat([Buffer.from('{"text":"a\ufffd'), Buffer.from([0xff]), Buffer.from('"}')])), 'a\ufffd\ufffd', 1],
    ['bad UTF-8 elsewhere in JSON', raw('json', Buffer.concat([Buffer.from('{"text":"a","x":"'), Buffer.from([0xff]), Buffer.from('"}')])), 'a', 0],
    ['U+FFFD of the author', raw('text', '\ufffd'), '\ufffd', 0], ['white space only', raw('text', ' \n'), ' \n', 0],
    ['bytes of a page', raw('http', Buffer.concat([Buffer.from('HTTP/1.1 200\nContent-Type: text/html; charset=utf-8\n\n<p>a'), Buffer.from([0xff, 0]), Buffer.from('b')]), { mediaType: 'text/html' }), 'a\ufffd\ufffdb', 2],
  ])('repairs: %s', (_, record, text, repaired) => {
    const out = run([record]);
    expect(row(out, 0)).toMatchObject({ text, text_repaired: repaired, text_bytes: Buffer.byteLength(text), text_chars: [...text].length });
  });
});

describe('rejections', () => {
  const bad: [string, RawRecord, string, string, number?][] = [
    ['empty text', raw('text', ''), 'empty', 'The text is empty.'],
    ['page without text', raw('http', `${OK}<html><title>t</title><script>x</script>`, { mediaType: 'text/html' }), 'empty', 'The text is empty.', 40],
    ['empty JSON text', json({ text: '' }), 'empty', 'The text is empty.'],
    ['no text', json({ id: 'k', url: 'http://a.example/' }), 'no_text', 'The object has no text.'],
    ['null text', json({ text: null }), 'no_text', 'The object has no text.'],
    ['number', json({ text: 5 }), 'schema_mismatch', 'The text is of type number, not a string.'],
    ['list', json({ text: ['a'] }), 'schema_mismatch', 'The text is an array, not a string.'],
    ['half a line', raw('json', '{"text":"a'), 'malformed_json', 'The line is not valid JSON.'],
    ['array', raw('json', '[1]'), 'not_an_object', 'The line is an array, not an object.'],
    ['null', raw('json', 'null'), 'not_an_object', 'The line is null, not an object.'],
    ['string', raw('json', '"a"'), 'not_an_object', 'The line is a string, not an object.'],
    ['long text', raw('text', 'x'.repeat(1001)), 'too_large', 'The text is 1001 bytes long, more than the 1000 that are kept.', 1001],
    ['long JSON text', json({ text: 'é'.repeat(501) }), 'too_large', 'The text is 1002 bytes long, more than the 1000 that are kept.', 1002],
    ['long page', raw('http', `${OK}<p>${'<b>xy</b> '.repeat(1000)}`, { mediaType: 'text/html' }), 'too_large', 'The text is 2999 bytes long, more than the 1000 that are kept.', 2999],
    ['no response', raw('http', 'gopher', { mediaType: 'text/html' }), 'malformed_warc', 'The record holds no HTTP response.'],
    ['broken coding', raw('http', Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n'), gzipSync(OK).fill(0xff, 10)]), { mediaType: 'text/html' }), 'corrupt_gzip', 'The content coding of the body cannot be undone.'],
    ['coded page without text', raw('http', Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n'), gzipSync('<title>t')]), { mediaType: 'text/html' }), 'empty', 'The text is empty.', 8],
    ['fault of the reader', raw('fault', 'head', { reason: 'truncated', detail: 'It ends.', trueBytes: 99 }), 'truncated', 'It ends.', 99],
    ['payload that was cut', raw('text', 'head', { reason: 'too_large', detail: 'Too long.', trueBytes: 1e10 }), 'too_large', 'Too long.', 1e10],
  ];

  /** Of a response whose body could be had it is the body that is kept to look at, codings undone. */
  const headSource = ({ form, payload }: RawRecord, reason: string): Uint8Array => {
    if (form !== 'http' || !['empty', 'too_large'].includes(reason)) return payload;
    const at = Buffer.from(payload).indexOf('\r\n\r\n') + 4, body = payload.subarray(at);
    return body[0] === 0x1f ? gunzipSync(body) : body;
  };

  it.each(bad)('%s', (_, record, reason, detail, trueBytes) => {
    const out = run([record]);
    expect(out.payloads.ends.length).toBe(0);
    expect(out.rejections).toEqual([{
      position: 0, reason, detail, trueBytes: trueBytes ?? record.payload.length, rawHead: new Uint8Array(headSource(record, reason).subarray(0, 1024)),
      recordId: reason === 'no_text' && record.payload.length > 14 ? 'k' : 'f.jsonl#0', url: reason === 'no_text' && record.payload.length > 14 ? 'http://a.example/' : null,
      snapshot: 'S', file: 'some/dir/f.jsonl', fileOffset: 0, ordinal: 0,
    }]);
  });

  it('leave their neighbours and positions alone', () => {
    const records = bad.flatMap(([, record], i) => [record, json({ text: `good ${i}` })]);
    const out = run(records);
    expect(out.rejections.map((rejection) => rejection.position)).toEqual(bad.map((_, i) => 2 * i));
    expect(bad.map((_, i) => [row(out, i)['position'], row(out, i)['text'], row(out, i)['ordinal']])).toEqual(bad.map((_, i) => [2 * i + 1, `good ${i}`, 2 * i + 1]));
    expect(out.rejections.length + out.payloads.ends.length).toBe(records.length);
  });

  it('take an empty batch', () => {
    const out = run([]);
    expect([out.payloads.ends.length, out.rejections]).toEqual([0, []]);
  });
});

const data = needsData('steps/decode: digests');
describe.skipIf(!data)('digests', () => {
  it.each(['dclm-test', 'essence', 'mozilla-readability'])('equal the WARC-Payload-Digest of every page in %s', async (name) => {
    const path = join(data!, 'html', `${name}.warc.gz`);
    const headers = gunzipSync(readFileSync(path)).toString('latin1').matchAll(/^WARC-Record-ID: <(.*)>|^WARC-Payload-Digest: (\S+)/gm);
    const ids: string[] = [], digests: string[] = [];
    for (const [, recordId, digest] of headers) if (recordId) ids.push(recordId); else digests.push(digest!);
    const found: [string, string][] = [];
    for await (const burst of read(path, { maxTextBytes: 4 << 20 })) {
      const out = run(burst.flatMap((item) => (item.kind === 'record' ? [item.record] : [])), 4 << 20);
      for (let k = 0; k < out.payloads.ends.length; k++) found.push([row(out, k)['record_id'] as string, row(out, k)['digest'] as string]);
    }
    expect(found.length).toBeGreaterThan(5);
    expect(ids.length).toBe(digests.length);
    for (const [recordId, digest] of found) expect(digest).toBe(digests[ids.indexOf(recordId)]);
  });
});
