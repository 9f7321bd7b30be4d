import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openRegistry, type Registry, type RegistryOptions } from '../../src/sources/registry.js';
import { registryDouble, type RegistryDouble } from '../services/registry-double.js';
import { avroOf, bytes, framed, guidMark, idMark, PLAIN, PLAIN_FIELDS, RECORDS, SCHEMA, schemaWith } from './registry-records.js';

/** `HASTY` gives up soon, also on a registry that takes a question and says nothing; a busy machine still gets several tries. */
const PATIENT = { ms: 30_000, backoffMs: 1, answerMs: 30_000 } as const, HASTY = { ms: 500, backoffMs: 1, answerMs: 250 } as const;
const SUBJECT = 'crawl-value';

let double: RegistryDouble, opened: Registry[];
beforeEach(async () => { double = await registryDouble(); opened = []; });
afterEach(async () => {
  for (const one of opened) await one.close();
  await double.close();
});
const open = async (options: Partial<RegistryOptions> = {}): Promise<Registry> => {
  const registry = await openRegistry({ url: double.url, topic: 'crawl', ...PATIENT, ...options });
  opened.push(registry);
  double.requests.length = 0;
  return registry;
};
const failure = async (work: Promise<unknown>): Promise<Error> => work.then(() => { throw new Error('it was expected to fail'); }, (error: Error) => error);
const rejection = (reason: string, detail: string): object => ({ kind: 'rejected', reason, detail });
const isRecord = { kind: 'record', record: PLAIN };

describe('serialize and deserialize', () => {
  test.each(Object.entries(RECORDS))('%s comes back as it was', async (_, record) => {
    const registry = await open();
    expect(await registry.deserialize(await registry.serialize(record), {})).toEqual({ kind: 'record', record });
  });

  test('the value is 0, the id in four bytes and the fields in the order of the schema, as Avro writes them by its specification', async () => {
    double.put('another-value', { type: 'string' });
    const registry = await open(), value = await registry.serialize({ ...RECORDS['nothing known of it']!, recordId: 'ab', status: -2, payload: bytes(0xff), payloadBytes: 64, oversize: true });
    expect([...value]).toEqual([
      0, 0, 0, 0, 2,                                  // second schema of the registry
      4, 97, 98, 0, 0, 0, 0, 0, 2, 3,                 // record_id, url null, snapshot, crawl_time null, media_type, charset, status: branch 1, -2
      2, 0xff, 0x80, 1, 1, 0, 0, 0, 0, 4, 123, 125,   // payload, payload_bytes 64, oversize, file, file_offset, ordinal, digest, meta {}
      0, 0, 0, 0,                                     // reason, detail, raw_head, text_repaired
    ]);
  });

  test('bytes of a record belong to it alone', async () => {
    const registry = await open(), value = await registry.serialize(RECORDS['a fault']!), found = await registry.deserialize(value, {});
    expect(found.kind === 'record' && [found.record.rawHead.buffer.byteLength, found.record.payload.buffer.byteLength]).toEqual([4, 0]);
  });

  test('the schema is registered on first use, whole, under <topic>-value; the second process finds it', async () => {
    await (await open()).serialize(PLAIN);
    expect(double.requests).toEqual(['POST /subjects/crawl-value?normalize=false', 'POST /subjects/crawl-value/versions?normalize=false']);
    expect(double.versions(SUBJECT).map(({ schema }) => JSON.parse(schema) as unknown)).toEqual([SCHEMA]);
    await (await open()).serialize(PLAIN);
    expect(double.requests).toEqual(['POST /subjects/crawl-value?normalize=false']);
  });

  test('a thousand messages cost the requests of one', async () => {
    const registry = await open(), unknown = framed(idMark(77), bytes(1, 2));
    const values = await Promise.all(Array.from({ length: 1000 }, () => registry.serialize(PLAIN)));
    const found = await Promise.all(values.map((value) => registry.deserialize(value, {})));
    expect(found.every(({ kind }) => kind === 'record')).toBe(true);
    for (let i = 0; i < 1000; i++) expect(await registry.deserialize(unknown, {})).toEqual(rejection('unknown_schema', 'Schema id 77 is not known to the registry.'));
    expect(double.requests).toEqual([
      'POST /subjects/crawl-value?normalize=false', 'POST /subjects/crawl-value/versions?normalize=false',
      'GET /schemas/ids/1?subject=crawl-value', 'GET /schemas/ids/77?subject=crawl-value',
    ]);
  });
});

describe('the mark of a value', () => {
  test('a GUID, in the value or in the header; an id in the header', async () => {
    const registry = await open(), { id, guid } = double.put(SUBJECT, SCHEMA), avro = avroOf(SCHEMA, PLAIN_FIELDS);
    expect(await registry.deserialize(framed(guidMark(guid), avro), {})).toEqual(isRecord);
    expect(await registry.deserialize(avro, { __value_schema_id: guidMark(guid) })).toEqual(isRecord);
    expect(await registry.deserialize(avro, { __value_schema_id: idMark(id) })).toEqual(isRecord);
    expect(double.requests).toEqual([`GET /schemas/guids/${guid}`, 'GET /schemas/ids/1?subject=crawl-value']);
  });

  test('no mark, and half of one', async () => {
    const registry = await open();
    const says = async (value: Uint8Array, headers = {}): Promise<unknown> => registry.deserialize(value, headers);
    expect(await says(bytes(0x7b, 0x7d))).toEqual(rejection('unknown_magic', 'The value begins with byte 0x7b, allowed 0x00 (schema id) or 0x01 (schema GUID).'));
    expect(await says(bytes(2))).toEqual(rejection('unknown_magic', 'The value begins with byte 0x02, allowed 0x00 (schema id) or 0x01 (schema GUID).'));
    expect(await says(bytes())).toEqual(rejection('unknown_magic', 'The value is empty.'));
    expect(await says(bytes(0, 0, 0, 1))).toEqual(rejection('unknown_magic', 'The value has 4 bytes, which is too short for its schema id.'));
    expect(await says(new Uint8Array(16).fill(1))).toEqual(rejection('unknown_magic', 'The value has 16 bytes, which is too short for its schema GUID.'));
    expect(await says(bytes(0, 0, 0, 0, 1), { __value_schema_id: bytes(9) }))
      .toEqual(rejection('unknown_magic', 'The header __value_schema_id begins with byte 0x09, allowed 0x00 (schema id) or 0x01 (schema GUID).'));
    expect(double.requests).toEqual([]);
  });
});

describe('unknown schemas', () => {
  test('an unknown id and GUID; no registry is asked for a negative id', async () => {
    const registry = await open(), guid = '89791762-2336-186f-9674-0123456789ab';
    expect(await registry.deserialize(framed(idMark(5), bytes(0)), {})).toEqual(rejection('unknown_schema', 'Schema id 5 is not known to the registry.'));
    expect(await registry.deserialize(framed(guidMark(guid), bytes(0)), {})).toEqual(rejection('unknown_schema', `Schema GUID ${guid} is not known to the registry.`));
    expect(await registry.deserialize(framed(idMark(-5), bytes(0)), {})).toEqual(rejection('unknown_schema', 'Schema id -5 is not known to the registry.'));
    expect(double.requests).toEqual(['GET /schemas/ids/5?subject=crawl-value', `GET /schemas/guids/${guid}`]);
  });

  test('one that is registered later is read 30 s after it was looked for', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    try {
      const registry = await open(), value = framed(idMark(1), avroOf(SCHEMA, PLAIN_FIELDS));
      expect(await registry.deserialize(value, {})).toMatchObject({ reason: 'unknown_schema' });
      double.put(SUBJECT, SCHEMA);
      vi.advanceTimersByTime(29_999);
      expect(await registry.deserialize(value, {})).toMatchObject({ reason: 'unknown_schema' });
      vi.advanceTimersByTime(1);
      expect(await registry.deserialize(value, {})).toEqual(isRecord);
      expect(double.requests).toHaveLength(2);
    } finally {
      vi.useRealTimers();
    }
  });

  test('a 404 without a code of a registry counts only when a registry answers there', async () => {
    const registry = await open();
    double.mood(404);
    expect(await failure(registry.deserialize(framed(idMark(5), bytes(0)), {}))).toMatchObject({ name: 'Fault', code: 2, message: expect.stringContaining('HTTP 404') as string });
    double.mood('answers');
    expect(await registry.deserialize(framed(idMark(5), bytes(0)), {})).toMatchObject({ reason: 'unknown_schema' });
  });
});

describe('schemas that are not ours', () => {
  const TAGS = { name: 'tags', type: { type: 'array', items: 'string' } as const }, COUNTS = { name: 'counts', type: { type: 'map', values: 'long' } as const };
  const read = async (schema: object, value: object, more = {}): Promise<unknown> => {
    const registry = await open(), { id } = double.put(SUBJECT, schema, more);
    return registry.deserialize(framed(idMark(id), avroOf(schema, value)), {});
  };

  test('a newer one: further fields, wherever they stand, and another namespace', async () => {
    const newer = { ...schemaWith((ours) => [TAGS, ...ours.slice(0, 9), COUNTS, ...ours.slice(9)]), namespace: 'com.example.crawl' };
    expect(await read(newer, { ...PLAIN_FIELDS, tags: ['a', 'b'], counts: { x: 1, y: -1 } })).toEqual(isRecord);
    expect(await read(newer, { ...PLAIN_FIELDS, tags: [], counts: {} })).toEqual(isRecord);
  });

  test('an older one: fields that have a default are missing, numbers are smaller', async () => {
    const older = schemaWith((ours) => ours.filter(({ name }) => !['charset', 'meta', 'text_repaired', 'crawl_time'].includes(name)).map((field) => (field.name === 'payload_bytes' ? { ...field, type: 'int' } : field)));
    expect(await read(older, PLAIN_FIELDS)).toEqual({ kind: 'record', record: { ...PLAIN, charset: '', meta: '{}', textRepaired: 0, crawlTime: null } });
  });

  test('one that lacks what has no default, one of another record, one of no record, one that is no schema, no Avro, one with rules', async () => {
    const registry = await open();
    const says = async (schema: object, more = {}): Promise<unknown> => registry.deserialize(framed(idMark(double.put(SUBJECT, schema, more).id), bytes(0)), {});
    expect(await says(schemaWith((ours) => ours.filter(({ name }) => name !== 'payload'))))
      .toEqual(rejection('schema_mismatch', 'Schema id 1 cannot be read as a crawl record: no matching field for default-less thresher.CrawlRecord.payload.'));
    expect(await says({ type: 'record', name: 'Order', fields: [] })).toEqual(rejection('schema_mismatch', 'Schema id 2 cannot be read as a crawl record: no alias found for Order.'));
    expect(await says({ type: 'map', values: 'string' })).toEqual(rejection('schema_mismatch', 'Schema id 3 describes no record but a value of type map.'));
    expect(await says({ type: 'record', name: 'CrawlRecord' })).toEqual(rejection('schema_mismatch', 'Schema id 4 is no valid Avro schema.'));
    expect(await says({}, { schemaType: 'PROTOBUF' })).toEqual(rejection('schema_mismatch', 'Schema id 5 is of type PROTOBUF, not AVRO.'));
    const ruleSet = { domainRules: [{ name: 'seal', kind: 'TRANSFORM', mode: 'WRITEREAD', type: 'ENCRYPT' }] };
    expect(await says(schemaWith((ours) => [...ours, TAGS]), { extra: { ruleSet } })).toEqual(rejection('schema_mismatch', 'Schema id 6 has a rule for readers, seal, which is not run here.'));
  });

  test('a schema in parts, and one whose part is missing', async () => {
    const registry = await open();
    double.put('parts', { type: 'record', name: 'Note', namespace: 'n', fields: [{ name: 'by', type: 'string' }] });
    const whole = schemaWith((ours) => [...ours, { name: 'note', type: { type: 'record', name: 'Note', namespace: 'n', fields: [{ name: 'by', type: 'string' }] } }]);
    const inParts = schemaWith((ours) => [...ours, { name: 'note', type: 'n.Note' }]), value = avroOf(whole, { ...PLAIN_FIELDS, note: { by: 'me' } });
    const there = double.put(SUBJECT, inParts, { extra: { references: [{ name: 'n.Note', subject: 'parts', version: 1 }] } });
    expect(await registry.deserialize(framed(idMark(there.id), value), {})).toEqual(isRecord);
    const lost = double.put(SUBJECT, schemaWith((ours) => [...ours, { name: 'other', type: 'n.Other' }]), { extra: { references: [{ name: 'n.Other', subject: 'gone', version: 1 }] } });
    for (let i = 0; i < 2; i++) {
      expect(await registry.deserialize(framed(idMark(lost.id), value), {})).toEqual(rejection('unknown_schema', 'Schema id 3 refers to a schema that is not known to the registry.'));
    }
  });

  test('a count of items that no value can hold', async () => {
    const registry = await open(), newer = schemaWith((ours) => [...ours, TAGS]), { id } = double.put(SUBJECT, newer);
    const damaged = Buffer.concat([avroOf(SCHEMA, PLAIN_FIELDS), Buffer.from([0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0])]);
    expect(await registry.deserialize(framed(idMark(id), damaged), {})).toEqual(rejection('schema_mismatch', 'The bytes are no whole record (schema id 1).'));
  });
});

describe('damaged bytes', () => {
  test('cut anywhere, one byte too many, a branch that is none', async () => {
    const registry = await open(), value = await registry.serialize(PLAIN);
    for (let end = 5; end < value.length; end++) {
      expect(await registry.deserialize(value.subarray(0, end), {}), `cut at ${end}`).toEqual(rejection('schema_mismatch', 'The bytes end before the record does (schema id 1).'));
    }
    expect(await registry.deserialize(framed(value, bytes(0)), {})).toEqual(rejection('schema_mismatch', 'The bytes go on behind the record (schema id 1).'));
    const noBranch = value.slice();
    noBranch[5 + 11] = 4;   // behind the 10 letters of record_id and their number
    expect(await registry.deserialize(noBranch, {})).toEqual(rejection('schema_mismatch', 'The bytes are no record (schema id 1).'));
  });
});

describe('a registry that refuses', () => {
  test('an incompatible schema: exit 2 with the subject and its own reason', async () => {
    double.put(SUBJECT, schemaWith((ours) => ours.filter(({ name }) => name !== 'digest' && name !== 'file')));
    expect(await failure((await open()).serialize(PLAIN))).toMatchObject({
      name: 'Fault', code: 2,
      message: `registry ${double.url}, subject crawl-value: got schemas/crawl-record.avsc, which it refuses (HTTP 409: Schema being registered is incompatible with an earlier schema for subject "crawl-value", `
        + 'details: [no matching field for default-less thresher.CrawlRecord.file]), allowed a schema that is compatible with its versions; use another topic, or change the subject\'s compatibility',
    });
    expect(double.versions(SUBJECT)).toHaveLength(1);
  });

  test('user and password: both needed, percent-encoded in the URL', async () => {
    double.demand('ann:p@ss/w%rd');
    const url = double.url.replace('//', '//ann:p%40ss%2Fw%25rd@');
    const registry = await open({ url });
    expect(await registry.deserialize(await registry.serialize(PLAIN), {})).toEqual(isRecord);
    expect(await failure(open())).toMatchObject({ code: 2, message: `registry ${double.url}: got no user and password (HTTP 401), allowed its own, as http(s)://user:password@host` });
    expect(await failure(open({ url: double.url.replace('//', '//ann:else@') })))
      .toMatchObject({ code: 2, message: `registry ${double.url}: got user ann with a password that it does not take (HTTP 401), allowed its own, as http(s)://user:password@host` });
  });

  test('something that is no registry: another path, a page to log in', async () => {
    expect(await failure(open({ url: `${double.url}/elsewhere` }))).toMatchObject({ code: 2, message: expect.stringContaining('HTTP 404') as string });
    const registry = await open();
    double.mood('html');
    expect(await failure(open())).toMatchObject({ code: 2, message: `registry ${double.url}: got an answer that is none of a schema registry, allowed a schema registry's address` });
    expect(await failure(registry.deserialize(framed(idMark(1), bytes(0)), {}))).toMatchObject({ name: 'Fault' });
    expect(await failure(registry.serialize(PLAIN))).toMatchObject({ name: 'Fault' });
    double.mood('answers');
    expect(await registry.deserialize(await registry.serialize(PLAIN), {})).toEqual(isRecord);   // nothing of it was kept
  });

  test('no such URL is repeated in a message', async () => {
    for (const url of ['http://ann:secret@', 'ftp://ann:secret@host/', 'ann:secret@host', 'http://ann:%secret@host/']) {
      expect(await failure(open({ url })), url).toMatchObject({ code: 2, message: 'registry: got a value that is no such URL, allowed http(s)://[user:password@]host[:port][/path]' });
    }
  });

  test('the password is in no error, however deep, and in no note', async () => {
    const notes: string[] = [], url = double.url.replace('//', '//ann:s3cr%20t@'), secrets = /s3cr[ %]|YW5uOnMzY3IgdA/;
    const registry = await open({ ...HASTY, url, note: (sentence) => notes.push(sentence) }), errors: Error[] = [];
    for (const mood of [401, 403, 404, 409, 422, 500, 'silent', 'html'] as const) {
      double.mood(mood);
      errors.push(await failure(registry.serialize(PLAIN)), await failure(registry.deserialize(framed(idMark(1), bytes(0)), {})), await failure(registry.ping().then(() => { if (mood === 403) throw new Error('allowed'); })));
    }
    await double.down();
    errors.push(await failure(registry.serialize(PLAIN)), await failure(open({ ...HASTY, url })));
    expect(errors.map((error) => inspect(error, { depth: 20, showHidden: true })).filter((text) => secrets.test(text))).toEqual([]);
    expect(notes.filter((sentence) => secrets.test(sentence))).toEqual([]);
    expect(errors.filter(({ name }) => name !== 'Fault').map(({ message }) => message)).toEqual(['allowed']);
    expect(errors.some(({ message }) => message.includes('***'))).toBe(true);   // the registry's words held it
  });
});

describe('a registry that does not answer', () => {
  test('at the start: exit 1, one sentence', async () => {
    await double.down();
    const { message, ...rest } = await failure(open(HASTY)) as Error & { code: number };
    expect(rest).toMatchObject({ name: 'Fault', code: 1 });
    expect(message).toMatch(/^registry http:\/\/127\.0\.0\.1:\d+: does not answer \(ECONN[A-Z]+(, \d+ tries in 1 s)?\), check that it runs and that --registry names it$/);
  });

  test.each(['silent', 500, 503, 429] as const)('%s counts as no answer, and never as a rejection', async (mood) => {
    const registry = await open(HASTY);
    double.mood(mood);
    expect(await failure(registry.deserialize(framed(idMark(1), bytes(0)), {}))).toMatchObject({ name: 'Fault', code: 1 });
    expect(await failure(registry.serialize(PLAIN))).toMatchObject({ name: 'Fault', code: 1 });
    expect(double.requests.length).toBeGreaterThan(2);   // tried again
  });

  test('in the middle: what is known goes on; a new schema waits and is read when the registry is back', async () => {
    const notes: string[] = [], seen = new Map<string, () => void>();
    const registry = await open({ note: (sentence) => { notes.push(sentence.replace(/ \(ECONN[A-Z]+\)| for \d+ s$/g, '')); for (const [word, call] of seen) if (sentence.includes(word)) call(); } });
    const known = await registry.serialize(PLAIN);
    await registry.deserialize(known, {});
    await registry.deserialize(framed(idMark(99), bytes(0)), {});
    const { id } = double.put(SUBJECT, schemaWith((ours) => [...ours, { name: 'more', type: 'int' }]));
    await double.down();
    const missed = new Promise<void>((resolve) => { seen.set('trying again', resolve); });
    const fresh = registry.deserialize(framed(idMark(id), Buffer.concat([avroOf(SCHEMA, PLAIN_FIELDS), bytes(2)])), {});
    await missed;
    expect(await registry.deserialize(known, {})).toEqual(isRecord);
    expect(await registry.deserialize(framed(idMark(99), bytes(0)), {})).toMatchObject({ reason: 'unknown_schema' });
    expect(await registry.serialize(PLAIN)).toEqual(known);
    expect(await failure(registry.ping())).toMatchObject({ code: 1, message: expect.stringMatching(/^registry \S+: does not answer \(ECONN[A-Z]+(, \d+ tries in 0 s)?\), check that it runs/) as string });
    await double.up();
    expect(await fresh).toEqual(isRecord);
    await registry.ping();
    expect(notes).toEqual([`registry ${double.url}: does not answer, trying again`, `registry ${double.url}: answers again`]);
  });

  test('after a Fault it is asked anew', async () => {
    const registry = await open(HASTY), { id } = double.put(SUBJECT, SCHEMA), value = framed(idMark(id), avroOf(SCHEMA, PLAIN_FIELDS));
    await double.down();
    expect(await failure(registry.deserialize(value, {}))).toMatchObject({ code: 1 });
    expect(await failure(registry.serialize(PLAIN))).toMatchObject({ code: 1 });
    await double.up();
    expect(await registry.deserialize(value, {})).toEqual(isRecord);
    expect((await registry.serialize(PLAIN))[4]).toBe(id);
  });

  test('closing it ends the waiting', async () => {
    const registry = await open();
    double.mood('silent');
    const waiting = failure(registry.deserialize(framed(idMark(1), bytes(0)), {}));
    await vi.waitFor(() => expect(double.requests).toHaveLength(1));
    await registry.close();
    await registry.close();
    expect(await waiting).toMatchObject({ code: 1, message: `registry ${double.url}: closed while an answer was waited for (no answer in time)` });
  });
});
