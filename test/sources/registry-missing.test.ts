import { expect, test, vi } from 'vitest';
import { openRegistry } from '../../src/sources/registry.js';

vi.mock('@confluentinc/schemaregistry/dist/serde/avro.js', () => { throw new Error("Cannot find package '@confluentinc/schemaregistry'"); });

test('without @confluentinc/schemaregistry: exit 2 and how to get it', async () => {
  await expect(openRegistry({ url: 'http://127.0.0.1:1', topic: 'crawl' })).rejects.toMatchObject({
    name: 'Fault', code: 2,
    message: 'registry: the package @confluentinc/schemaregistry is not installed, run `npm install @confluentinc/schemaregistry@1.10.1`, or leave --registry out to send JSON',
  });
});
