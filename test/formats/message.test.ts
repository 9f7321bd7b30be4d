import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CrawlRecord } from '../../src/formats/crawl-record.js';
import { decodeMessage, encodeMessage, type Message } from '../../src/formats/message.js';
import { REJECTION_REASONS } from '../../src/model/rejection.js';
import { random } from './archive.js';

interface Field { readonly name: string; readonly default?: unknown }
const schema = JSON.parse(readFileSync(new URL('../../schemas/crawl-record.avsc', import.meta.url), 'utf8')) as { fields: Field[] };

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const FULL: CrawlRecord = {
  recordId: 'r', url: 'http://a.example/', snapshot: 'S', crawlTime: 5, mediaType: 'text/html', charset: 'latin1', status: 200, payload: bytes('<p>caf\u00e9 "x"'), payloadBytes: 12, oversize: true,
  file: 'd/f', fileOffset: 2 ** 52, ordinal: 2 ** 32 - 1, digest: 'sha1:A', meta: '{"a":"\\""}', reason: 'empty', detail: 'D.', rawHead: Uint8Array.of(0, 255), textRepaired: 2,
};
const BARE: CrawlRecord = {
  recordId: '', url: null, snapshot: '', crawlTime: null, mediaType: '', charset: '', status: null, payload: bytes(''), payloadBytes: 0, oversize: false,
  file: '', fileOffset: 0, ordinal: 0, digest: '', meta: '{}', reason: '', detail: '', rawHead: bytes(''), textRepaired: 0,
};
const text = (record: CrawlRecord): string => Buffer.from(encodeMessage(record)).toString();
const plain = (record: CrawlRecord) => ({ ...record, payload: new Uint8Array(record.payload), rawHead: new Uint8Array(record.rawHead) });
const read = (value: string | Uint8Array) => {
  const message = decodeMessage(Buffer.from(value as string));
  return message.kind === 'record' ? plain(message.record) : message;
};
const fields = { record_id: 'r', url: 'http://a.example/', snapshot: 'S', payload_text: 'text', payload_bytes: 4, file: 'f', file_offset: 9, ordinal: 2 };
const said = { recordId: 'r', url: 'http://a.example/', snapshot: 'S', file: 'f', fileOffset: 9, ordinal: 2, payloadBytes: 4 };

describe('encodeMessage', () => {
  it('writes the fields of the schema in its order', () => {
    expect(text(FULL)).toBe('{"record_id":"r","url":"http://a.example/","snapshot":"S","crawl_time":5,"media_type":"text/html","charset":"latin1","status":200,"payload_text":"<p>caf\u00e9 \\"x\\"",'
      + '"payload_bytes":12,"oversize":true,"file":"d/f","file_offset":4503599627370496,"ordinal":4294967295,"digest":"sha1:A","meta":"{\\"a\\":\\"\\\\\\"\\"}","reason":"empty","detail":"D.",'
      + '"raw_head":"AP8=","text_repaired":2}');
    expect(Object.keys(JSON.parse(text(FULL)) as object)).toEqual(schema.fields.map(({ name }) => (name === 'payload' ? 'payload_text' : name)));
  });

  it('leaves out what is at its default, and nothing else', () => {
    expect(Object.keys(JSON.parse(text(BARE)) as object)).toEqual(schema.fields.filter((field) => !('default' in field)).map(({ name }) => (name === 'payload' ? 'payload_text' : name)));
  });

  it.each<[string, Uint8Array, string]>([
    ['text', bytes('a\n\ufeff\ufffd'), '"payload_text":"a\\n\ufeff\ufffd"'], ['bytes that are no UTF-8', Uint8Array.of(0x61, 0xff, 0), '"payload":"Yf8A"'],
    ['text that JSON makes long', bytes('\u0001'.repeat(9)), '"payload":"AQEBAQEBAQEB"'], ['part of a buffer', Buffer.from('xabcx').subarray(1, 4), '"payload_text":"abc"'],
  ])('writes a payload: %s', (_, payload, member) => {
    expect(text({ ...BARE, payload })).toContain(`${member},"payload_bytes"`);
  });
});

describe('decodeMessage', () => {
  it('reads what encodeMessage wrote', () => {
    for (const record of [FULL, BARE]) expect(read(encodeMessage(record))).toEqual(record);
  });

  it('fills in the defaults of the schema', () => {
    const defaults = Object.fromEntries(schema.fields.filter((field) => 'default' in field).map((field) => [field.name, field.default]));
    expect(read(JSON.stringify(fields))).toEqual(read(JSON.stringify({ ...defaults, ...fields })));
    expect(read(JSON.stringify(fields))).toEqual({ ...BARE, recordId: 'r', url: 'http://a.example/', snapshot: 'S', payload: bytes('text'), payloadBytes: 4, file: 'f', fileOffset: 9, ordinal: 2 });
  });

  it('passes over fields that it does not know', () => {
    expect(read(JSON.stringify({ new: [{}], ...fields, toString: 1 }))).toEqual(read(JSON.stringify(fields)));
  });

  it.each([[-1, null], [0, 0], [Date.UTC(2299, 11, 31), Date.UTC(2299, 11, 31)], [Date.UTC(2299, 11, 31) + 1, null], [1e300, null], [null, null]])('crawl time %d is %d', (given, crawlTime) => {
    expect(read(JSON.stringify({ ...fields, crawl_time: given }))).toMatchObject({ crawlTime });
  });

  it.each<[string, string | Uint8Array, string, number]>([
    ['lone surrogates', JSON.stringify({ ...fields, payload_text: 'a\ud800b\udc00\ud83d\ude00' }), 'a\ufffdb\ufffd😀', 2],
    ['malformed UTF-8', Buffer.concat([Buffer.from('{"payload_text":"a\ufffd'), Buffer.from([0xff]), Buffer.from(`",${JSON.stringify({ ...fields, payload_text: undefined }).slice(1)}`)]), 'a\ufffd\ufffd', 1],
    ['malformed UTF-8 elsewhere', Buffer.concat([Buffer.from('{"new":"'), Buffer.from([0xff]), Buffer.from(`",${JSON.stringify(fields).slice(1)}`)]), 'text', 0],
    ['on top of earlier repairs', JSON.stringify({ ...fields, payload_text: '\ud800', text_repaired: 5 }), '\ufffd', 6],
    ['not NUL, which decode counts', JSON.stringify({ ...fields, payload_text: 'a\0' }), 'a\0', 0],
  ])('repairs: %s', (_, value, payload, textRepaired) => {
    expect(read(value)).toMatchObject({ payload: bytes(payload), textRepaired });
  });

  it.each([['', 'malformed_json'], ['{', 'malformed_json'], ['\u0000\u0000\u0000\u0000\u0001', 'malformed_json'], [`${JSON.stringify(fields)}x`, 'malformed_json'], ['{"a":\'1\'}', 'malformed_json']])('%j is %s', (value, reason) => {
    expect(read(value)).toEqual({ kind: 'rejected', reason, detail: 'The message is not valid JSON.', recordId: '', url: null, snapshot: '', file: '', fileOffset: 0, ordinal: 0, payloadBytes: null });
  });
  it.each([['null', 'null'], ['[{}]', 'an array'], ['"a"', 'a string'], ['1', 'a number'], ['true', 'a boolean']])('%s is no object', (value, what) => {
    expect(read(value)).toMatchObject({ kind: 'rejected', reason: 'not_an_object', detail: `The message is ${what}, not an object.`, recordId: '', payloadBytes: null });
  });

  const whole = (max: number): string => `a whole number from 0 to ${max}`, SAFE = 9007199254740991, UINT32 = 4294967295;
  it.each<[string, unknown, string]>([
    ['record_id', 5, 'a number, not a string'], ['record_id', null, 'null, not a string'], ['url', 5, 'a number, not a string or null'], ['url', ['x'], 'an array, not a string or null'], ['snapshot', null, 'null, not a string'],
    ['crawl_time', '5', 'a string, not a whole number or null'], ['crawl_time', 0.5, 'a number, not a whole number or null'], ['media_type', null, 'null, not a string'], ['charset', {}, 'an object, not a string'],
    ['status', '200', `a string, not ${whole(2147483647)} or null`], ['status', -1, `a number, not ${whole(2147483647)} or null`], ['status', 2 ** 31, `a number, not ${whole(2147483647)} or null`],
    ['payload', [1], 'an array, not a string of base64'], ['payload_text', null, 'null, not a string'], ['payload_bytes', -1, `a number, not ${whole(SAFE)}`], ['payload_bytes', 1.5, `a number, not ${whole(SAFE)}`],
    ['payload_bytes', '4', `a string, not ${whole(SAFE)}`], ['oversize', 1, 'a number, not true or false'], ['oversize', null, 'null, not true or false'], ['file', 1, 'a number, not a string'],
    ['file_offset', 2 ** 53, `a number, not ${whole(SAFE)}`], ['ordinal', 2 ** 32, `a number, not ${whole(UINT32)}`], ['ordinal', '2', `a string, not ${whole(UINT32)}`], ['digest', null, 'null, not a string'],
    ['meta', {}, 'an object, not a string that holds a JSON object'], ['meta', '[]', 'a string, not a string that holds a JSON object'], ['meta', '{', 'a string, not a string that holds a JSON object'],
    ['meta', '"secret"', 'a string, not a string that holds a JSON object'], ['meta', 'null', 'a string, not a string that holds a JSON object'],
    ['reason', 'secret', 'a string, not one of the known reasons'], ['detail', 1, 'a number, not a string'], ['raw_head', 1, 'a number, not a string of base64'], ['text_repaired', -1, `a number, not ${whole(UINT32)}`],
  ])('a field of a wrong type: %s = %j', (name, value, what) => {
    const unread = { record_id: { recordId: '' }, url: { url: null }, snapshot: { snapshot: '' }, file: { file: '' }, file_offset: { fileOffset: 0 }, ordinal: { ordinal: 0 }, payload_bytes: { payloadBytes: null } };
    expect(read(JSON.stringify({ ...fields, [name]: value }))).toEqual({ kind: 'rejected', reason: 'schema_mismatch', detail: `Field ${name} is ${what}.`, ...said, ...unread[name as keyof typeof unread] });
  });

  it.each(schema.fields.filter((field) => !('default' in field) && field.name !== 'payload').map(({ name }) => name))('a field that is missing: %s', (name) => {
    const { [name]: _, ...rest } = fields as Record<string, unknown>;
    expect(read(JSON.stringify(rest))).toMatchObject({ kind: 'rejected', reason: 'schema_mismatch', detail: `Field ${name} is missing.` });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['none', { payload_text: undefined }, 'Field payload is missing, and so is payload_text.'], ['two', { payload: 'dGV4dA==' }, 'Fields payload and payload_text are both there, one is allowed.'],
    ['foreign letters', { payload_text: undefined, payload: 'dGV4dA=!' }, 'Field payload is not valid base64.'], ['too short', { payload_text: undefined, payload: 'dGV4d' }, 'Field payload is not valid base64.'],
    ['no padding', { payload_text: undefined, payload: 'dGV4dA' }, 'Field payload is not valid base64.'], ['line breaks', { payload_text: undefined, payload: 'dGV4\ndA==' }, 'Field payload is not valid base64.'],
    ['bad head', { raw_head: '!' }, 'Field raw_head is not valid base64.'],
  ])('a payload that is wrong: %s', (_, more, detail) => {
    expect(read(JSON.stringify({ ...fields, ...more }))).toEqual({ kind: 'rejected', reason: 'schema_mismatch', detail, ...said });
  });

  it('takes base64, an escaped payload and a long head', () => {
    expect(read(JSON.stringify({ ...fields, payload_text: undefined, payload: 'dGV4dA==' }))).toMatchObject({ payload: bytes('text') });
    expect(read(JSON.stringify({ ...fields, raw_head: Buffer.alloc(2000, 1).toString('base64') }))).toMatchObject({ rawHead: new Uint8Array(1024).fill(1) });
    expect(read(`{"__proto__":{"record_id":"x"},${JSON.stringify({ ...fields, record_id: undefined }).slice(1)}`)).toMatchObject({ detail: 'Field record_id is missing.' });
  });
});

describe('whatever comes', () => {
  const next = random(20261125), below = (n: number): number => Math.floor(next() * n), pick = <T>(items: readonly T[]): T => items[below(items.length)]!;
  const UNITS = ['a', '"', '\\', '\0', '\n', 'é', '中', '\u2028', '\ufeff', '\ufffd', '😀', '\ud800', '\udc00', '{', '/'];
  const string = (longest: number): string => Array.from({ length: below(longest) }, () => pick(UNITS)).join('');
  const blob = (longest: number): Uint8Array => (next() < 0.5 ? Uint8Array.from({ length: below(longest) }, () => below(256)) : bytes(string(longest)));
  const record = (): CrawlRecord => ({
    recordId: string(9), url: next() < 0.3 ? null : string(9), snapshot: string(9), crawlTime: next() < 0.3 ? null : below(1e13), mediaType: string(5), charset: string(5), status: next() < 0.3 ? null : below(2 ** 31),
    payload: blob(60), payloadBytes: below(2 ** 53), oversize: next() < 0.3, file: string(9), fileOffset: below(2 ** 53), ordinal: below(2 ** 32), digest: string(5),
    meta: next() < 0.3 ? '{}' : JSON.stringify({ [string(5)]: string(5) }), reason: pick(['', ...REJECTION_REASONS]), detail: string(9), rawHead: blob(30), textRepaired: below(2 ** 32),
  });

  it('a record comes back as it was', () => {
    for (let i = 0; i < 2000; i++) {
      const sent = record();
      expect(read(encodeMessage(sent))).toEqual(sent);
    }
  });

  it('garbage and messages that were tampered with never throw, and what is rejected says why', () => {
    const reasons = new Set<string>();
    for (let i = 0; i < 6000; i++) {
      let value = Buffer.from(encodeMessage(record()));
      if (i % 3 === 0) value = Buffer.from(Uint8Array.from({ length: below(40) }, () => below(256)));
      else if (i % 3 === 1) for (let k = below(4); k >= 0; k--) value[below(value.length)] = below(256);
      else {
        const object = JSON.parse(value.toString()) as Record<string, unknown>;
        object[pick([...Object.keys(object), 'payload', 'payload_text'])] = pick([undefined, null, -1, 0.5, 1e300, '', 'x', [], {}, true]);
        value = Buffer.from(JSON.stringify(object));
      }
      const message: Message = decodeMessage(value);
      if (message.kind === 'record') continue;
      reasons.add(message.reason);
      expect(message.detail).toMatch(/^(?:The message|Fields?) [\x20-\x7e]+\.$/);
    }
    expect([...reasons].sort()).toEqual(['malformed_json', 'not_an_object', 'schema_mismatch']);
  });
});
