import { mkdtempSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { afterAll, describe, expect, it } from 'vitest';
import { crawlRecord } from '../../src/formats/crawl-record.js';
import { encodeMessage } from '../../src/formats/message.js';
import { formatOf, payloadCap, read, recordColumns, type RawRecord } from '../../src/formats/read.js';
import { sha1 } from '../../src/formats/sha1.js';
import { RECORD_COLUMNS, type Batch } from '../../src/model/batch.js';
import { bytesAt, count, numberColumn, pack, textColumn, valueAt, type Columns } from '../../src/model/columns.js';
import { decode } from '../../src/steps/decode.js';
import { writeCrawl } from '../crawl.js';
import { needsData } from '../needs.js';

const raw = (form: RawRecord['form'], payload: string | Uint8Array, more: Partial<RawRecord> = {}): RawRecord => {
  const bytes = Buffer.from(payload as string);
  return { form, recordId: '', url: null, mediaType: '', crawlTime: null, fileOffset: 0, payload: bytes, trueBytes: bytes.length, reason: '', detail: '', ...more };
};

/** The columns that a topic can fill: all it knows is the form. */
const unknown = (forms: readonly string[], reasons: readonly string[] = forms.map(() => '')): Columns => ({
  ...Object.fromEntries(RECORD_COLUMNS.map((name) => [name, ['file_offset', 'ordinal', 'true_bytes'].includes(name) ? numberColumn(forms.map(() => 0)) : textColumn(forms.map(() => ''))])),
  form: textColumn(forms), url: textColumn(forms.map(() => null)), crawl_time: numberColumn(forms.map(() => null)), reason: textColumn(reasons), detail: textColumn(reasons.map((reason) => (reason === '' ? '' : 'Known.'))),
});
const messages = (values: readonly (string | Uint8Array)[], gap = 0): Batch => ({
  topic: 't', partition: 1, first: 10n, next: 10n + BigInt(values.length + gap), payloads: pack(values.map((value) => Buffer.from(value as string))), columns: unknown(values.map(() => 'message')), rejections: [], skipped: {},
});

/** What became of each record: the row with its text, or the rejection. */
const outcomes = (batch: Batch): Record<string, unknown>[] => {
  const all: Record<string, unknown>[] = [];
  for (const { position, ...rejection } of batch.rejections) all[position] = { ...rejection, rawHead: Buffer.from(rejection.rawHead).toString('latin1') };
  for (let k = 0; k < count(batch.payloads); k++) {
    const { position, ...row } = Object.fromEntries(Object.entries(batch.columns).map(([name, column]) => [name, valueAt(column, k)]));
    all[position as number] = { ...row, text: Buffer.from(bytesAt(batch.payloads, k)).toString('latin1') };
  }
  return all;
};

/** Both ways from records of a file to documents. */
const routes = (records: readonly RawRecord[], { file = 'some/dir/f.gz', snapshot = 'S', first = 0, maxTextBytes = 1000 } = {}) => {
  const step = decode({ maxTextBytes });
  const sent = records.map((record, i) => crawlRecord(record, { file, snapshot, ordinal: first + i, maxTextBytes }));
  const files = step({ topic: 'files', partition: 0, first: 10n, next: 10n + BigInt(records.length), ...recordColumns(records, file, snapshot, first), rejections: [], skipped: {} }) as Batch;
  return { sent, files: outcomes(files), topic: outcomes(step(messages(sent.map(encodeMessage))) as Batch) };
};

const response = (fields: string, body: string | Uint8Array, mediaType = 'text/html'): RawRecord =>
  raw('http', Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\nContent-Type: ${mediaType}${fields}\r\n\r\n`), Buffer.from(body as string)]), { mediaType });
const json = (line: string): RawRecord => raw('json', line);
const cyrillic = 'Поезд пришёл утром, и на станции никого не было. Мы пошли пешком через поле к старому дому. ';

const RECORDS: readonly (readonly [string, RawRecord])[] = [
  ['WET', raw('text', 'abc', { recordId: 'urn:1', url: 'http://Www.Example.co.uk/a', mediaType: 'text/plain', crawlTime: 5, fileOffset: 77 })],
  ['WET of another type', raw('text', '<p>a &amp; b', { mediaType: 'text/html' })],
  ['WET with a mark', raw('text', '\ufeffa', { mediaType: 'text/plain' })],
  ['WET that is no UTF-8', raw('text', iconv.encode(cyrillic, 'koi8-r'), { mediaType: 'text/plain' })],
  ['WET with NUL', raw('text', 'a\0b', { mediaType: 'text/plain' })],
  ['WET without text', raw('text', '', { mediaType: 'text/plain' })],
  ['WET that is too long', raw('text', 'x'.repeat(1001), { mediaType: 'text/plain' })],
  ['WET that is too long once repaired', raw('text', `${'x'.repeat(900)}${'\0'.repeat(90)}`, { mediaType: 'text/plain', url: '/no url' })],
  ['WET that is no UTF-8 and too long', raw('text', Buffer.alloc(1001, 0xff), { mediaType: 'text/plain' })],
  ['URL that is none', raw('text', 'a', { url: 'urn:a' })],
  ['page', response('; charset=windows-1252', Buffer.from('<p>caf\xe9<p>&euro;', 'latin1'))],
  ['page in XHTML', response('', '<p>a<br/>b', 'application/xhtml+xml')],
  ['page without a charset', response('', iconv.encode(cyrillic, 'windows-1251'))],
  ['page with a charset that nobody knows', response('; charset=x-none', iconv.encode(cyrillic, 'windows-1251'))],
  ['page with a charset that is a lie', response('; charset=utf-8', Buffer.from([0x3c, 0x70, 0x3e, 0x61, 0xff, 0, 0x62]))],
  ['page in UTF-16', response('', iconv.encode('\ufeff<p>a', 'utf-16le'))],
  ['page in gzip', response('\r\nContent-Encoding: gzip', gzipSync('<p>packed'))],
  ['page in br, text/plain', response('\r\nContent-Encoding: br', brotliCompressSync('<p>packed'), 'text/plain')],
  ['plain text with a mark', response('', '\ufeffa < b', 'text/plain')],
  ['plain text with NUL', response('', 'a\0', 'text/plain')],
  ['plain text in another charset', response('; charset=koi8-r', iconv.encode(cyrillic, 'koi8-r'), 'text/plain')],
  ['page without text', response('', '<title>t</title>')],
  ['page without text in gzip', response('\r\nContent-Encoding: gzip', gzipSync('<title>t</title>'))],
  ['page without a body', response('', '')],
  ['page with a text that grows too long', response('; charset=latin1', Buffer.alloc(900, 0xe9))],
  ['page with a long body and text', response('', `<p>${'<b>xy</b> '.repeat(1000)}`)],
  ['plain text that is too long', response('', 'x'.repeat(1001), 'text/plain')],
  ['broken coding', response('\r\nContent-Encoding: gzip', gzipSync('abc'.repeat(100)).fill(0xff, 10))],
  ['body that unpacks for ever', response('\r\nContent-Encoding: gzip', gzipSync(Buffer.alloc(payloadCap(1000) + 1)))],
  ['no response', raw('http', 'gopher', { mediaType: 'text/html' })],
  ['JSON', json('{"id":"x","url":"https://a.example/","text":"abc","lang":"en","timestamp":"2020-01-01T00:00:00Z","meta":{"n":"é"}}')],
  ['JSON without an id', json('{"text":"abc","url":"/a"}')],
  ['JSON with surrogates in every field', json('{"id":"\\ud800","url":"http://a.example/\\ud800","text":"\\ud800\\u0000😀","x":"\\ud800"}')],
  ['JSON that is no UTF-8', raw('json', Buffer.concat([Buffer.from('{"text":"a\ufffd'), Buffer.from([0xff]), Buffer.from('","x":"'), Buffer.from([0xff, 0xff]), Buffer.from('"}')]))],
  ['JSON with a large meta', json(JSON.stringify({ text: 'a', x: 'é'.repeat(40_000) }))],
  ['JSON with white space only', json('{"text":" \\n\\u2028"}')],
  ...['{"text":""}', '{"id":"k","url":"http://a.example/"}', '{"text":null}', '{"text":5}', '{"text":["a"]}', '{"text":"a', '[1]', 'null', '"a"', '', JSON.stringify({ id: 5, text: 'é'.repeat(501) })].map((line) => [`JSON ${line.slice(0, 20)}`, json(line)] as const),
  ['fault', raw('fault', 'head', { reason: 'truncated', detail: 'It ends.', trueBytes: 99, recordId: 'r', url: 'http://a.example/' })],
  ['fault without a head', raw('fault', '', { reason: 'corrupt_gzip', detail: 'Broken.', trueBytes: 5 })],
  ['payload that was cut', raw('text', 'head', { reason: 'too_large', detail: 'Too long.', trueBytes: 1e10 })],
];

describe('a record of a file and its message become the same', () => {
  it.each(RECORDS)('%s', (_, record) => {
    const { files, topic } = routes([record], { first: 4 });
    expect(topic).toEqual(files);
  });

  it('all of them in one batch', () => {
    const { files, topic } = routes(RECORDS.map(([, record]) => record));
    expect(files.length).toBe(RECORDS.length);
    expect(topic).toEqual(files);
  });

  it('but a body that is longer than a message carries is too large, however short its text', () => {
    const body = `<p>x${'<b>'.repeat(400)}`, { files, topic } = routes([response('', body), response('', '<b>'.repeat(400))]);
    expect(files).toMatchObject([{ text: 'x' }, { reason: 'empty' }]);
    expect(topic[0]).toEqual({
      reason: 'too_large', detail: 'The body is 1204 bytes long, more than the 1000 that a message carries.', trueBytes: 1204, rawHead: body.slice(0, 1024), recordId: 'f.gz#0', url: null,
      snapshot: 'S', file: 'some/dir/f.gz', fileOffset: 0, ordinal: 0,
    });
    expect(topic[1]).toMatchObject({ reason: 'too_large', trueBytes: 1200 });
  });
});

/** Compares both routes over the first `most` records of a file. */
const compare = async (path: string, { most = Infinity, maxTextBytes = 4 << 20 } = {}): Promise<{ records: number; rows: number; oversize: number }> => {
  let first = 0, rows = 0, oversize = 0;
  for await (const burst of read(path, { maxTextBytes })) {
    const records = burst.flatMap((item) => (item.kind === 'record' ? [item.record] : [])).slice(0, most - first);
    const { sent, files, topic } = routes(records, { file: path, first, maxTextBytes });
    for (const [i, expected] of files.entries()) {
      const body = sent[i]!.oversize && sent[i]!.detail.startsWith('The body is');
      if (body) { oversize++; expect(topic[i], `${path} ${first + i}`).toMatchObject({ reason: 'too_large', trueBytes: sent[i]!.payloadBytes }); }
      else expect(topic[i], `${path} ${first + i}`).toEqual(expected);
      if (!('reason' in expected)) rows++;
    }
    first += records.length;
    if (first >= most) break;
  }
  return { records: first, rows, oversize };
};

describe('generated crawls', () => {
  const folder = mkdtempSync(join(tmpdir(), 'thresher-messages-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([1, 2, 3])('seed %i', async (seed) => {
    let records = 0, rows = 0;
    for (const path of writeCrawl(join(folder, `${seed}`), seed, 200)) for (const maxTextBytes of [4 << 20, 700]) {
      const found = await compare(path, { maxTextBytes });
      records += found.records;
      rows += found.rows;
    }
    expect(records).toBe(400);
    expect(rows).toBeGreaterThan(250);
  });
});

const data = needsData('steps/decode: messages');
describe.skipIf(!data)('real crawls', () => {
  const filesOf = async (folder: string): Promise<string[]> => {
    const found = (await readdir(join(data!, folder), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort();
    const readable: string[] = [];
    for (const path of found) if ((await formatOf(path)).kind !== 'unsupported') readable.push(path);
    return readable;
  };

  it.each([['warc', 300, 4 << 20, 500], ['webtext', 60, 4 << 20, 600], ['html', 30, 4 << 20, 300], ['html', 10, 4 << 10, 100]])('%s, %i records a file, texts up to %i bytes', async (folder, most, maxTextBytes, least) => {
    let records = 0, oversize = 0;
    for (const path of await filesOf(folder)) {
      const found = await compare(path, { most, maxTextBytes });
      records += found.records;
      oversize += found.oversize;
    }
    expect(records).toBeGreaterThanOrEqual(least);
    expect(oversize > 0).toBe(maxTextBytes < 1 << 20);
  }, 30_000);
});

const fields = { record_id: 'r', url: 'http://a.example/', snapshot: 'S', payload_text: 'text', payload_bytes: 4, file: 'd/f', file_offset: 9, ordinal: 2 };
const one = (value: object | string | Uint8Array, maxTextBytes = 1000): Record<string, unknown> =>
  outcomes(decode({ maxTextBytes })(messages([typeof value === 'string' || value instanceof Uint8Array ? value : JSON.stringify(value)])) as Batch)[0]!;

describe('messages of others', () => {
  it('need no more than the required fields', () => {
    expect(one(fields)).toMatchObject({ record_id: 'r', snapshot: 'S', url: 'http://a.example/', host: 'a.example', crawl_time: null, file: 'd/f', file_offset: 9, ordinal: 2, media_type: '', charset: 'utf-8', digest: sha1(Buffer.from('text')), meta: '{}', text: 'text' });
  });

  it.each<[string, object, object]>([
    ['no record id', { record_id: '' }, { record_id: 'f#2' }], ['no record id and no file', { record_id: '', file: '' }, { record_id: '' }], ['a URL that is none', { url: 'x' }, { url: null, host: '', domain: '' }],
    ['a digest', { digest: 'sha1:A' }, { digest: 'sha1:A' }], ['repairs before', { payload_text: 'a\0', text_repaired: 3 }, { text: 'a\xef\xbf\xbd', text_repaired: 4 }],
    ['HTML with a status', { media_type: 'text/html', status: 200, payload_text: '<p>a' }, { text: 'a' }], ['HTML without one', { media_type: 'text/html; charset=x', payload_text: '<p>a' }, { text: 'a', media_type: 'text/html; charset=x' }],
    ['HTML by its looks', { status: 200, payload_text: '<p>a' }, { text: 'a' }], ['text by its looks', { status: 200, payload_text: '1 < 2' }, { text: '1 < 2' }], ['a text about HTML', { media_type: 'text/html', charset: 'UTF-8', payload_text: '<p>a' }, { text: '<p>a' }],
    ['text in another charset', { media_type: 'text/plain', charset: 'windows-1252', payload_text: undefined, payload: '6Q==' }, { text: '\xc3\xa9', charset: 'windows-1252' }],
    ['a charset in the media type', { media_type: 'text/html;charset=koi8-r', payload_text: undefined, payload: '4Q==' }, { text: '\xd0\x90', charset: 'koi8-r' }],
    ['another status', { status: 404 }, { text: 'text' }],
  ])('%s', (_, more, expected) => {
    expect(one({ ...fields, ...more })).toMatchObject(expected);
  });
});

describe('messages that are rejected', () => {
  const value = (more: object): string => JSON.stringify({ ...fields, ...more });
  const known = { recordId: 'r', url: 'http://a.example/', snapshot: 'S', file: 'd/f', fileOffset: 9, ordinal: 2, trueBytes: 4 };
  const nothing = { recordId: '', url: null, snapshot: '', file: '', fileOffset: 0, ordinal: 0 };

  it.each<[string, string, object]>([
    ['no JSON', '{', { reason: 'malformed_json', detail: 'The message is not valid JSON.', ...nothing, trueBytes: 1, rawHead: '{' }],
    ['no object', '[1]', { reason: 'not_an_object', detail: 'The message is an array, not an object.', ...nothing, trueBytes: 3, rawHead: '[1]' }],
    ['no bytes', '', { reason: 'malformed_json', detail: 'The message is not valid JSON.', ...nothing, trueBytes: 0, rawHead: '' }],
    ['a wrong type', value({ snapshot: 5 }), { reason: 'schema_mismatch', detail: 'Field snapshot is a number, not a string.', ...known, snapshot: '', rawHead: value({ snapshot: 5 }) }],
    ['no id, but a file', value({ record_id: undefined }), { reason: 'schema_mismatch', detail: 'Field record_id is missing.', ...known, recordId: '', rawHead: value({ record_id: undefined }) }],
    ['a URL that is none', value({ url: 'x', snapshot: 5 }), { reason: 'schema_mismatch', detail: 'Field snapshot is a number, not a string.', ...known, url: null, snapshot: '', rawHead: value({ url: 'x', snapshot: 5 }) }],
    ['oversize', value({ payload_text: '', payload_bytes: 5000, oversize: true }),
      { reason: 'too_large', detail: 'The payload is 5000 bytes long, more than its writer puts into a message.', ...known, trueBytes: 5000, rawHead: value({ payload_text: '', payload_bytes: 5000, oversize: true }) }],
    ['oversize with a head', value({ oversize: true, raw_head: 'YQ==' }), { reason: 'too_large', detail: 'The payload is 4 bytes long, more than its writer puts into a message.', ...known, rawHead: 'a' }],
    ['a reason', value({ reason: 'timeout', detail: 'D.' }), { reason: 'timeout', detail: 'D.', ...known, rawHead: '' }],
    ['no text', value({ payload_text: '', payload_bytes: 0 }), { reason: 'empty', detail: 'The text is empty.', ...known, trueBytes: 0, rawHead: '' }],
    ['a long text', value({ payload_text: 'x'.repeat(2000), payload_bytes: 2000 }), { reason: 'too_large', detail: 'The text is 2000 bytes long, more than the 1000 that are kept.', ...known, trueBytes: 2000, rawHead: 'x'.repeat(1024) }],
  ])('%s', (_, message, expected) => {
    expect(one(message)).toEqual(expected);
  });

  it('keep no more than a KiB of the value', () => {
    expect(one(value({ snapshot: 5, payload_text: 'x'.repeat(5000) }))['rawHead']).toBe(value({ snapshot: 5, payload_text: 'x'.repeat(5000) }).slice(0, 1024));
  });

  it('and faults of the topic have no name', () => {
    const columns = unknown(['fault', 'message', 'message'], ['tombstone', '', 'worker_crash']);
    const out = decode({ maxTextBytes: 1000 })({ ...messages(['', value({}), value({})]), columns }) as Batch;
    expect(outcomes(out)).toMatchObject([
      { ...nothing, reason: 'tombstone', detail: 'Known.', trueBytes: 0, rawHead: '' }, { record_id: 'r', text: 'text' }, { ...known, reason: 'worker_crash', detail: 'Known.', rawHead: value({}) },
    ]);
  });

  it('leave a gap behind the last record alone', () => {
    const out = decode({ maxTextBytes: 1000 })(messages(['{', value({})], 5)) as Batch;
    expect([out.first, out.next, out.rejections.map(({ position }) => position), valueAt(out.columns['position']!, 0), count(out.payloads)]).toEqual([10n, 17n, [0], 1, 1]);
  });
});
