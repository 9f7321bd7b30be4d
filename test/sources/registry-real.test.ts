import { afterAll, describe, expect, test } from 'vitest';
import { openRegistry, type Registry } from '../../src/sources/registry.js';
import { needsRegistry } from '../services/registry.js';
import { avroOf, bytes, framed, guidMark, idMark, PLAIN, PLAIN_FIELDS, RECORDS, schemaWith } from './registry-records.js';

const server = await needsRegistry('records through a registry');
const opened: Registry[] = [];
afterAll(async () => {
  for (const one of opened) await one.close();
  await server?.stop();
});

let topics = 0;
/** A topic that nobody else has, its subject BACKWARD from the first version on. */
const fresh = async (): Promise<{ readonly registry: Registry; readonly subject: string; readonly topic: string }> => {
  const topic = `crawl-${process.pid}-${Date.now()}-${topics++}`, registry = await openRegistry({ url: server!.url, topic });
  opened.push(registry);
  return { registry, topic, subject: `${topic}-value` };
};
const send = async (method: string, path: string, body: object): Promise<{ readonly id: number }> => {
  const answer = await fetch(`${server!.url}${path}`, { method, headers: { 'content-type': 'application/vnd.schemaregistry.v1+json' }, body: JSON.stringify(body) });
  expect(answer.status, await answer.clone().text()).toBe(200);
  return await answer.json() as { id: number };
};
const register = async (subject: string, schema: object): Promise<number> => (await send('POST', `/subjects/${subject}/versions`, { schema: JSON.stringify(schema) })).id;

describe.skipIf(server === null)('a real registry', () => {
  test('records of every shape come back; a second client finds the schema of the first', async () => {
    const { registry, topic } = await fresh(), other = await openRegistry({ url: server!.url, topic });
    opened.push(other);
    for (const [name, record] of Object.entries(RECORDS)) expect(await other.deserialize(await registry.serialize(record), {}), name).toEqual({ kind: 'record', record });
    expect(await other.serialize(PLAIN)).toEqual(await registry.serialize(PLAIN));
    await registry.ping();
  });

  test('schemas of newer and older writers', async () => {
    const { registry, subject } = await fresh();
    await registry.serialize(PLAIN);
    const newer = schemaWith((ours) => [...ours, { name: 'tags', type: { type: 'array', items: 'string' }, default: [] }]), older = schemaWith((ours) => ours.filter(({ name }) => name !== 'charset'));
    const values = [framed(idMark(await register(subject, newer)), avroOf(newer, { ...PLAIN_FIELDS, tags: ['x'] })), framed(idMark(await register(subject, older)), avroOf(older, PLAIN_FIELDS))];
    expect(await registry.deserialize(values[0]!, {})).toEqual({ kind: 'record', record: PLAIN });
    expect(await registry.deserialize(values[1]!, {})).toEqual({ kind: 'record', record: { ...PLAIN, charset: '' } });
  });

  test('an incompatible schema is refused in its own words', async () => {
    const { registry, subject } = await fresh();
    await register(subject, schemaWith((ours) => ours.filter(({ name }) => name !== 'file')));
    await send('PUT', `/config/${subject}`, { compatibility: 'BACKWARD' });
    await expect(registry.serialize(PLAIN)).rejects.toMatchObject({
      name: 'Fault', code: 2, message: expect.stringMatching(new RegExp(`subject ${subject}: got schemas/crawl-record\\.avsc, which it refuses \\(HTTP 409: .*[Ii]ncompatible.*file`)) as string,
    });
  });

  test('an unknown id, an unknown GUID whether or not it has GUIDs, bytes that end early', async () => {
    const { registry } = await fresh(), value = await registry.serialize(PLAIN);
    expect(await registry.deserialize(framed(idMark(2_000_000_000), bytes(0)), {})).toMatchObject({ reason: 'unknown_schema' });
    expect(await registry.deserialize(framed(guidMark('89791762-2336-186f-9674-0123456789ab'), bytes(0)), {})).toMatchObject({ reason: 'unknown_schema' });
    expect(await registry.deserialize(value.subarray(0, value.length - 1), {})).toMatchObject({ reason: 'schema_mismatch' });
  });

  test('a path where it has no such interface', async () => {
    await expect(openRegistry({ url: new URL('/nowhere', server!.url).href, topic: 'crawl' })).rejects.toMatchObject({ name: 'Fault', code: 2 });
  });
});
