import { describe, expect, it } from 'vitest';
import { RECORD_COLUMNS, type Batch } from '../../src/model/batch.js';
import { bytesAt, count, numberColumn, pack, textColumn, valueAt } from '../../src/model/columns.js';
import { encodeMessage } from '../../src/formats/message.js';
import { Fault } from '../../src/model/fault.js';
import type { LogMessage } from '../../src/model/log.js';
import { messageBatch } from '../../src/sources/messages.js';
import type { Deserialized, Registry } from '../../src/sources/registry.js';
import { PLAIN } from './registry-records.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const at = (offset: number, value: Uint8Array | null, headers: Readonly<Record<string, Uint8Array | string | undefined>> = {}): LogMessage => ({
  offset: BigInt(offset), key: bytes('ignored'), value, timestamp: 7,
  headers: Object.fromEntries(Object.entries(headers).flatMap(([name, given]) => (given === undefined ? [] : [[name, typeof given === 'string' ? bytes(given) : given]]))),
});
const place = { topic: 'crawl', partition: 3, next: 20n };

/** Answers in turn, and keeps what it was asked. */
const registryOf = (...answers: readonly (Deserialized | Error)[]) => {
  const asked: { value: Uint8Array; headers: readonly string[] }[] = [], left = [...answers];
  const registry: Registry = {
    serialize: () => Promise.reject(new Error('nobody asked for that')), ping: async () => {}, close: async () => {},
    deserialize: async (value, headers) => { asked.push({ value, headers: Object.keys(headers) }); const answer = left.shift()!; if (answer instanceof Error) throw answer; return answer; },
  };
  return { registry, asked };
};

/** Of one message: form, payload, reason, detail, true bytes. */
const read = async (message: LogMessage, registry: Registry | null = null) => {
  const { columns, payloads } = await messageBatch([message], place, registry), value = (name: string) => valueAt(columns[name]!, 0);
  return [value('form'), Buffer.from(bytesAt(payloads, 0)).toString('latin1'), value('reason'), value('detail'), value('true_bytes')];
};
const isMessage = (payload: string) => ['message', payload, '', '', payload.length];

it('makes a batch that decode takes: one row a message, in order, at its place', async () => {
  const batch = await messageBatch([at(10, bytes('{"a":1}')), at(11, null), at(12, bytes('{}'))], place, null), no = [null, null, null], none = ['', '', ''], zero = [0, 0, 0];
  expect(batch).toEqual({
    topic: 'crawl', partition: 3, first: 10n, next: 20n, payloads: pack([bytes('{"a":1}'), bytes(''), bytes('{}')]), rejections: [], skipped: {},
    columns: {
      form: textColumn(['message', 'fault', 'message']), record_id: textColumn(none), url: textColumn(no), media_type: textColumn(none), crawl_time: numberColumn(no), snapshot: textColumn(none),
      file: textColumn(none), file_offset: numberColumn(zero), ordinal: numberColumn(zero), true_bytes: numberColumn([7, 0, 2]), reason: textColumn(['', 'tombstone', '']),
      detail: textColumn(['', 'The message has no value.', '']),
    },
  } satisfies Batch);
  expect(Object.keys(batch.columns)).toEqual([...RECORD_COLUMNS]);
  expect(count(batch.payloads)).toBe(3);
});

describe('a value is JSON', () => {
  it.each(['{"a":1}', ' {}', '\t{}', '\n[1]', '"text"', '12', '-1', 'true', 'null', 'garbage'])('without a content type when it can begin JSON: %j', async (value) => {
    expect(await read(at(0, bytes(value)))).toEqual(isMessage(value));
  });
  it.each(['application/json', 'Application/JSON', 'application/json; charset=utf-8', 'application/json ;charset="utf-8"', 'application/vnd.crawl+json'])('by content type %s, whatever it begins with', async (type) => {
    for (const value of ['{}', '\0\0\0\0\x01{}', '%', '']) expect(await read(at(0, bytes(value), { 'content-type': type }))).toEqual(isMessage(value));
  });
});

describe('a value is Avro', () => {
  const id = Uint8Array.from([0, 0, 0, 0, 9, 65]), guid = Uint8Array.from([1, ...new Uint8Array(16), 65]), record: Deserialized = { kind: 'record', record: PLAIN };

  it.each([['avro/binary'], ['application/avro'], ['application/vnd.confluent+avro'], ['avro/binary; v=1'], [undefined]])('framed by id or GUID, content type %s: becomes the JSON of its record', async (type) => {
    const { registry, asked } = registryOf(record, record), json = Buffer.from(encodeMessage(PLAIN)).toString('latin1');
    for (const value of [id, guid]) expect(await read(at(0, value, { 'content-type': type }), registry)).toEqual(isMessage(json));
    expect(asked.map(({ value }) => value)).toEqual([id, guid]);
  });

  it('marked in a header, and then the value begins with anything', async () => {
    const { registry, asked } = registryOf(record, record), mark = Uint8Array.from([0, 0, 0, 0, 9]);
    for (const value of [bytes('{'), bytes('')]) expect((await read(at(0, value, { __value_schema_id: mark }), registry))[0]).toBe('message');
    expect(asked.map(({ headers }) => headers)).toEqual([['__value_schema_id'], ['__value_schema_id']]);
  });

  it('that the registry cannot read is a fault in its words, with the head of the value', async () => {
    const long = Uint8Array.from([0, 0, 0, 0, 9, ...new Uint8Array(3000).fill(66)]), { registry } = registryOf({ kind: 'rejected', reason: 'schema_mismatch', detail: 'Field url is missing.' });
    expect(await read(at(0, long, { 'content-type': 'avro/binary' }), registry)).toEqual(['fault', Buffer.from(long.subarray(0, 1024)).toString('latin1'), 'schema_mismatch', 'Field url is missing.', 3005]);
  });

  it('of no known schema where there is no registry', async () => {
    expect(await read(at(0, id))).toEqual(['fault', '\0\0\0\0\tA', 'unknown_schema', 'The value is framed Avro and no registry is configured.', 6]);
    expect(await read(at(0, bytes('{}'), { __value_schema_id: id }))).toEqual(['fault', '{}', 'unknown_schema', 'The value is framed Avro and no registry is configured.', 2]);
  });

  it('and a registry that does not answer is no rejection', async () => {
    const { registry, asked } = registryOf(record, new Fault('registry: does not answer'), record);
    await expect(messageBatch([at(0, id), at(1, id), at(2, id)], place, registry)).rejects.toThrow('registry: does not answer');
    expect(asked.length).toBe(2);
  });
});

describe('a value is neither', () => {
  const unknown = (begins: string) => `The value begins with ${begins}, `, mistyped = 'its content type is neither JSON nor framed Avro.', untyped = 'which is neither JSON nor a Confluent frame.';
  it.each([
    ['an unknown first byte', [2, 65], undefined, unknown('0x02') + untyped], ['the largest first byte', [255], undefined, unknown('0xff') + untyped], ['nothing', [], undefined, unknown('nothing') + untyped],
    ['Avro without a frame', [5, 65], 'avro/binary', unknown('0x05') + mistyped], ['JSON that calls itself Avro', [123, 125], 'avro/binary', unknown('0x7b') + mistyped],
    ['another content type', [123, 125], 'text/html', unknown('0x7b') + mistyped], ['a frame of another content type', [0, 0, 0, 0, 1], 'application/x-protobuf', unknown('0x00') + mistyped],
    ['a type that only contains json', [123], 'text/application/json', unknown('0x7b') + mistyped], ['a type that only begins like JSON', [123], 'application/jsonlines', unknown('0x7b') + mistyped],
  ] as const)('%s', async (_, value, type, detail) => {
    const { registry, asked } = registryOf();
    expect(await read(at(0, Uint8Array.from(value), { 'content-type': type }), registry)).toEqual(['fault', String.fromCharCode(...value), 'unknown_magic', detail, value.length]);
    expect(asked).toEqual([]);
  });
  it('a tombstone, whatever its headers say', async () => {
    const { registry, asked } = registryOf();
    for (const headers of [{}, { 'content-type': 'application/json' }, { 'content-type': 'avro/binary', __value_schema_id: bytes('x') }]) {
      expect(await read(at(0, null, headers), registry)).toEqual(['fault', '', 'tombstone', 'The message has no value.', 0]);
    }
    expect(asked).toEqual([]);
  });
});
