// Messages made by hand, bad ones of every kind between good ones: each is one rejection with its reason and one dead letter, and the good ones are rows.
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IHeaders, Message } from 'kafkajs';
import { afterAll, describe, expect, it } from 'vitest';
import { decodeMessage } from '../../src/formats/message.js';
import type { RunReport } from '../../src/report.js';
import { openRegistry } from '../../src/sources/registry.js';
import { clientOf, freshTopic, needsKafka } from '../services/kafka.js';
import { registryDouble, type RegistryDouble } from '../services/registry-double.js';
import { thresher } from '../thresher.js';
import { curateWith, reportOf, until, type Route } from './members.js';

const broker = await needsKafka('bad messages');
const folder = broker === null ? '' : mkdtempSync(join(tmpdir(), 'thresher-kafka-bad-'));
let registry: RegistryDouble | undefined;
afterAll(async () => {
  await broker?.stop();
  await registry?.close();
  rmSync(folder, { recursive: true, force: true });
});

const JSON_TYPE = { 'content-type': 'application/json' };
let ordinal = 0;
/** A message that is a row; fields that are undefined are left out. */
const fields = (changed: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => {
  const n = ordinal++, text = `Page ${n} tells of mills, of water and of wheels.`;
  return { record_id: `page-${n}`, url: `https://site.example/${n}`, snapshot: 'CC-MAIN-2026-40', payload_text: text, payload_bytes: text.length,
    file: 'hand.jsonl', file_offset: 0, ordinal: n, ...changed };
};
const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

/** A message, and what it becomes: a row, or a rejection for this reason with this detail. */
interface Case {
  readonly value: Buffer | null;
  readonly headers?: IHeaders;
  readonly key?: Buffer | null;
  readonly becomes: 'row' | readonly [reason: string, detail: string];
  /** What is kept of it and its length, where that is not the value itself. */
  readonly head?: Buffer;
  readonly bytes?: number;
}

const good = (changed?: Readonly<Record<string, unknown>>, headers: IHeaders = JSON_TYPE): Case => ({ value: json(fields(changed)), headers, becomes: 'row' });
const bad = (reason: string, detail: string, value: Buffer | null, headers: IHeaders = JSON_TYPE): Case => ({ value, headers, becomes: [reason, detail] });
const mismatch = (detail: string, changed: Readonly<Record<string, unknown>>): Case => bad('schema_mismatch', detail, json(fields(changed)));
const frame = (magic: number, reference: Buffer, ...avro: number[]): Buffer => Buffer.concat([Buffer.from([magic]), reference, Buffer.from(avro)]);
const ID = Buffer.from([0, 0, 0, 77]), GUID = Buffer.from('5f2e1c0a9b8d4e3f8a7b6c5d4e3f2a1b', 'hex');
const NEITHER = 'its content type is neither JSON nor framed Avro', UNFRAMED = 'which is neither JSON nor a Confluent frame', NO_REGISTRY = 'The value is framed Avro and no registry is configured.';

const CASES: readonly Case[] = [
  good(), good({ payload_text: undefined, payload: Buffer.from('Base64 holds this page.').toString('base64') }), good({}, {}),
  good({}, { 'content-type': 'application/json; charset=utf-8', trace: 'a1' }), good({ url: null, crawl_time: -1, unheard_of: true }),
  bad('tombstone', 'The message has no value.', null), bad('tombstone', 'The message has no value.', null, {}),
  bad('unknown_magic', `The value begins with 0x02, ${UNFRAMED}.`, Buffer.from([2, 1, 2, 3]), {}),
  bad('unknown_magic', `The value begins with 0xff, ${UNFRAMED}.`, Buffer.from([255, 0, 1]), {}), bad('unknown_magic', `The value begins with nothing, ${UNFRAMED}.`, Buffer.alloc(0), {}),
  bad('malformed_json', 'The message is not valid JSON.', Buffer.alloc(0)),
  bad('unknown_magic', `The value begins with 0x50, ${NEITHER}.`, Buffer.from('Plain words.'), { 'content-type': 'text/plain' }),
  bad('unknown_magic', `The value begins with 0x7b, ${NEITHER}.`, json(fields()), { 'content-type': 'avro/binary' }),
  bad('malformed_json', 'The message is not valid JSON.', Buffer.from('{"record_id":"a",')), bad('malformed_json', 'The message is not valid JSON.', Buffer.from('Plain words.'), {}),
  bad('not_an_object', 'The message is an array, not an object.', json([fields()])), bad('not_an_object', 'The message is null, not an object.', json(null)),
  bad('not_an_object', 'The message is a number, not an object.', json(7), {}),
  good(),
  ...['record_id', 'url', 'snapshot', 'payload_bytes', 'file', 'file_offset', 'ordinal'].map((name) => mismatch(`Field ${name} is missing.`, { [name]: undefined })),
  mismatch('Field payload is missing, and so is payload_text.', { payload_text: undefined }), mismatch('Fields payload and payload_text are both there, one is allowed.', { payload: '' }),
  good(),
  mismatch('Field record_id is a number, not a string.', { record_id: 7 }), mismatch('Field url is an object, not a string or null.', { url: {} }),
  mismatch('Field snapshot is null, not a string.', { snapshot: null }), mismatch('Field ordinal is a number, not a whole number from 0 to 4294967295.', { ordinal: -1 }),
  mismatch('Field payload_bytes is a string, not a whole number from 0 to 9007199254740991.', { payload_bytes: '3' }),
  mismatch('Field oversize is a number, not true or false.', { oversize: 1 }), mismatch('Field meta is a string, not a string that holds a JSON object.', { meta: '[]' }),
  mismatch('Field payload is not valid base64.', { payload_text: undefined, payload: 'YQ' }), mismatch('Field reason is a string, not one of the known reasons.', { reason: 'bad' }),
  { ...bad('too_large', 'The payload is 5000000 bytes long, more than its writer puts into a message.',
    json(fields({ payload_text: '', payload_bytes: 5_000_000, oversize: true }))), bytes: 5_000_000 },
  { ...bad('truncated', 'The file ends.',
    json(fields({ payload_text: '', payload_bytes: 12, reason: 'truncated', detail: 'The file ends.', raw_head: Buffer.from('WARC/1.0').toString('base64') }))), head: Buffer.from('WARC/1.0'), bytes: 12 },
  { ...bad('empty', 'The text is empty.', json(fields({ payload_text: '', payload_bytes: 0 }))), head: Buffer.alloc(0), bytes: 0 },
  bad('unknown_schema', NO_REGISTRY, frame(0, ID, 2, 97), { 'content-type': 'avro/binary' }), bad('unknown_schema', NO_REGISTRY, frame(1, GUID, 2, 97), {}),
  { ...bad('malformed_json', 'The message is not valid JSON.', Buffer.from(`{"record_id":"${'x'.repeat(5000)}`),
    { ...JSON_TYPE, 'x-thresher-reason': 'of the writer', source: Buffer.from([0, 255]) }), key: null },
  { ...bad('not_an_object', 'The message is a string, not an object.', json('words')), key: Buffer.from([0, 200, 10]) },
  good(), good(),
];
const BAD = CASES.filter(({ becomes }) => becomes !== 'row');

/** A message of a topic, with its headers as text. */
interface Found { readonly partition: number; readonly key: Buffer | null; readonly value: Buffer | null; readonly headers: Readonly<Record<string, Buffer>> }

describe.skipIf(broker === null)('bad messages', () => {
  const { asked, caughtUp, member, membersOf, lagOf } = curateWith(broker);
  const route = (topic: string, name = topic): Route => ({ topic, group: name, store: join(folder, name) });
  const produce = async (topic: string, messages: readonly Message[]): Promise<void> => {
    const producer = clientOf(broker!).producer();
    await producer.connect();
    await producer.send({ topic, messages: [...messages] }).finally(() => producer.disconnect());
  };
  const messageOf = ({ value, headers, key }: Case, partition: number, i: number): Message => ({ partition, value, key: key === undefined ? `key ${i}` : key, ...(headers ? { headers } : {}) });

  const everythingIn = async (topic: string): Promise<Found[]> => {
    const ends = await asked((admin) => admin.fetchTopicOffsets(topic)), found: Found[] = [];
    const left = new Map(ends.map(({ partition, low, high }) => [partition, Number(high) - Number(low)]));
    const consumer = clientOf(broker!).consumer({ groupId: `reader-${randomUUID()}`, maxWaitTimeInMs: 100 });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({ eachMessage: async ({ partition, message: { key, value, headers = {} } }) => {
      found.push({ partition, key, value, headers: headers as Record<string, Buffer> });
      left.set(partition, left.get(partition)! - 1);
    } });
    await until(`all of ${topic}`, 30, () => [...left.values()].every((n) => n === 0)).finally(() => consumer.disconnect());
    return found;
  };
  const lines = async (store: string, sql: string): Promise<string[]> => {
    const { code, stdout, stderr } = await thresher(['sql', sql, '--store', store, '--format', 'TSVRaw', '--quiet']);
    expect([code, stderr]).toEqual([0, '']);
    return stdout.split('\n').slice(0, -1);
  };
  const REJECTED = "SELECT concat(toString(src_partition), ' ', toString(src_offset), ' ', reason, ' ', detail, ' ', toString(true_bytes), ' ', lower(hex(MD5(raw_head)))) FROM rejections ORDER BY src_partition, src_offset";
  const rejectionOf = ({ value, becomes, head, bytes }: Case, partition: number, offset: number): string => {
    const [reason, detail] = becomes as readonly [string, string], raw = value ?? Buffer.alloc(0);
    // Of a message that can be read in part, what it says of its payload counts.
    const { payload_bytes: said } = reason === 'schema_mismatch' ? (JSON.parse(raw.toString()) as { payload_bytes?: unknown }) : {}, length = bytes ?? (typeof said === 'number' ? said : raw.length);
    return `${partition} ${offset} ${reason} ${detail} ${length} ${createHash('md5').update((head ?? raw).subarray(0, 1024)).digest('hex')}`;
  };
  const counts = (cases: readonly Case[]): Record<string, number> => {
    const sums: Record<string, number> = {};
    for (const { becomes } of cases) if (becomes !== 'row') sums[becomes[0]] = (sums[becomes[0]] ?? 0) + 1;
    return sums;
  };
  it('of every kind become rejections and dead letters, one each, and the good ones between them rows', async () => {
    const topic = await freshTopic(broker!, { name: 'bad', partitions: 2 }), to = route(topic);
    // The same in both partitions, the other way round in one.
    await produce(topic, CASES.map((one, i) => messageOf(one, 0, i)));
    await produce(topic, [...CASES].reverse().map((one, i) => messageOf(one, 1, i)));
    const report = reportOf(await caughtUp(to, ['--batch-rows', '7', '--workers', '1', '--strict', '--quiet']), 3);
    const twice = Object.fromEntries(Object.entries(counts(CASES)).map(([reason, n]) => [reason, 2 * n]));
    expect([report.records, report.rows, report.rejections]).toEqual([2 * CASES.length, 2 * (CASES.length - BAD.length), twice]);
    for (const { records, rows, rejections } of [report, ...report.files]) expect(records).toBe(rows + Object.values(rejections).reduce((sum, n) => sum + n, 0));
    expect(report.store).toEqual({ rows: report.rows, rejections: 2 * BAD.length });

    const at = CASES.map((one, i) => ({ one, i })).filter(({ one }) => one.becomes !== 'row'), last = CASES.length - 1;
    expect(await lines(to.store, REJECTED))
      .toEqual([...at.map(({ one, i }) => rejectionOf(one, 0, i)), ...at.toReversed().map(({ one, i }) => rejectionOf(one, 1, last - i))]);
    expect(await lines(to.store, 'SELECT src_offset FROM samples WHERE src_partition = 0 ORDER BY src_offset'))
      .toEqual(CASES.flatMap(({ becomes }, i) => (becomes === 'row' ? [String(i)] : [])));

    const letters = await everythingIn(`${topic}.dlq`);
    for (const partition of [0, 1]) {
      const expected = (partition === 0 ? at : at.toReversed()).map(({ one, i }): Found => {
        const offset = partition === 0 ? i : last - i, { key, value, headers } = messageOf(one, partition, offset), [reason, detail] = one.becomes as readonly [string, string];
        const all = {
          ...headers, '__streams.errors.exception': reason, '__streams.errors.message': detail, '__streams.errors.topic': topic, '__streams.errors.partition': String(partition),
          '__streams.errors.offset': String(offset), 'x-thresher-reason': reason, 'x-thresher-attempt': '1',
        };
        return {
          partition, key: key === null ? null : Buffer.from(key as string), value: value as Buffer | null,
          headers: Object.fromEntries(Object.entries(all).map(([name, text]) => [name, Buffer.from(text as string)])),
        };
      });
      expect(letters.filter((letter) => letter.partition === partition)).toEqual(expected);
    }
    expect(reportOf(await caughtUp(to, ['--strict', '--quiet'])).records).toBe(0);
    expect((await everythingIn(`${topic}.dlq`)).length).toBe(2 * BAD.length);
  }, 60_000);

  it('are sent again as dead letters after a kill, numbered, unless their rejections are stored', async () => {
    const topic = await freshTopic(broker!, { name: 'again' }), to = route(topic), attempts = async (): Promise<string> =>
      (await everythingIn(`${topic}.dlq`)).map(({ headers }) => `${headers['__streams.errors.offset']!.toString()} ${headers['x-thresher-attempt']!.toString()}`).join(', ');
    const few = [good(), bad('tombstone', '', null), good(), mismatch('', { url: 1 })];
    await produce(topic, few.map((one, i) => messageOf(one, 0, i)));
    for (const [point, sent] of [['intended', ''], ['samples', '1 2, 3 2'], ['rejections', '1 2, 3 2, 1 3, 3 3'], ['stats', '1 2, 3 2, 1 3, 3 3']] as const) {
      expect((await caughtUp(to, ['--quiet'], point)).signal).toBe('SIGKILL');
      expect([point, await attempts()]).toEqual([point, sent]);
    }
    const { store } = reportOf(await caughtUp(to, ['--quiet']));
    expect([store, await attempts()]).toEqual([{ rows: 2, rejections: 2 }, '1 2, 3 2, 1 3, 3 3']);
  }, 90_000);

  it('under a registry are those of unknown and unfit schemas; while it is away nothing is rejected and nothing lost', async () => {
    const topic = await freshTopic(broker!, { name: 'framed' }), to = route(topic), AVRO = { 'content-type': 'avro/binary' };
    registry = await registryDouble();
    const writer = await openRegistry({ url: registry.url, topic }), framed = async (): Promise<Message> => {
      const read = decodeMessage(json(fields()));
      if (read.kind !== 'record') throw new Error(read.detail);
      return { partition: 0, key: 'k', value: Buffer.from(await writer.serialize(read.record)), headers: AVRO };
    };
    const known = await framed(), other = registry.put(`${topic}-value`, { type: 'record', name: 'Other', fields: [{ name: 'a', type: 'string' }] });
    const unfit = Buffer.alloc(4);
    unfit.writeInt32BE(other.id);
    const values = [known.value as Buffer, frame(0, ID, 2, 97), frame(1, GUID, 2, 97), frame(0, unfit, 2, 97), Buffer.from([3, 0, 0, 0, 1]), (known.value as Buffer).subarray(0, 9)];

    // A member that has asked it for nothing yet when it goes away.
    const one = member(to, ['--registry', registry.url, '--batch-rows', '4']);
    await until('a member', 30, async () => (await membersOf(to)) === 1);
    await registry.down();
    await produce(topic, [...values.map((value): Message => ({ partition: 0, key: 'k', value, headers: AVRO })), await framed()]);
    await until('trouble', 30, () => /registry \S+ does not answer .*, trying again for \d+ s/.test(one.said()));
    expect([await lagOf(to), await lines(to.store, 'SELECT (SELECT count() FROM rejections), (SELECT count() FROM samples)')]).toEqual([values.length + 1, ['0\t0']]);
    await registry.up();
    await until('everything stored', 60, async () => (await lagOf(to)) === 0);
    one.kill('SIGTERM');
    const { code, stdout } = await one.ended, report = JSON.parse(stdout) as RunReport;
    expect([code, report.records, report.rows, report.rejections]).toEqual([0, 7, 2, { unknown_schema: 2, schema_mismatch: 2, unknown_magic: 1 }]);
    expect(await lines(to.store, "SELECT concat(toString(src_offset), ' ', reason) FROM rejections ORDER BY src_offset"))
      .toEqual(['1 unknown_schema', '2 unknown_schema', '3 schema_mismatch', '4 unknown_magic', '5 schema_mismatch']);
    expect((await everythingIn(`${topic}.dlq`)).map(({ value }) => value)).toEqual(values.slice(1));

    await registry.down();
    const without = await caughtUp(route(topic, `${topic}-later`), ['--registry', registry.url, '--quiet']);
    expect([without.code, without.stdout, without.stderr.split('\n').length, without.stderr.startsWith(`registry ${registry.url}: does not answer (`)]).toEqual([1, '', 2, true]);
    await registry.up();
    expect(reportOf(await caughtUp(route(topic, `${topic}-later`), ['--registry', registry.url, '--quiet'])).store).toEqual({ rows: 2, rejections: 5 });
    await writer.close();
  }, 120_000);
});
