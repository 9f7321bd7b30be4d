import { afterAll, describe, expect, test } from 'vitest';
import { needsRegistry } from './registry.js';

const registry = await needsRegistry('test registry');
afterAll(() => registry?.stop());

const ask = async (path: string, body?: object): Promise<{ status: number; answer: Record<string, unknown> }> => {
  const answer = await fetch(`${registry!.url}${path}`, {
    method: body === undefined ? 'GET' : 'POST', headers: { 'content-type': 'application/vnd.schemaregistry.v1+json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, answer: await answer.json() as Record<string, unknown> };
};

const page = (...fields: readonly object[]): object => ({ schema: JSON.stringify({ type: 'record', name: 'Page', fields }) });
const URL_FIELD = { name: 'url', type: 'string' }, SIZE_FIELD = { name: 'size', type: 'int' };

describe.skipIf(registry === null)('a registry of the test file', () => {
  test('gives back a schema by its id, takes a compatible one, refuses another, and knows no id that it has not given', async () => {
    const subject = `/subjects/page-${process.pid}-value/versions`;
    const first = await ask(subject, page(URL_FIELD));
    expect(first.status).toBe(200);
    const { answer: { schema } } = await ask(`/schemas/ids/${String(first.answer['id'])}`);
    expect(JSON.parse(schema as string)).toEqual({ type: 'record', name: 'Page', fields: [URL_FIELD] });
    await fetch(`${registry!.url}/config/page-${process.pid}-value`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: '{"compatibility":"BACKWARD"}' });
    expect((await ask(subject, page(URL_FIELD, { ...SIZE_FIELD, default: 0 }))).status).toBe(200);
    expect((await ask(subject, page(URL_FIELD, { ...SIZE_FIELD, name: 'words' }))).status).toBe(409);
    expect(await ask('/schemas/ids/2000000000')).toMatchObject({ status: 404, answer: { error_code: 40403 } });
  });
});
