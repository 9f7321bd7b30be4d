import { randomBytes } from 'node:crypto';
import * as zlib from 'node:zlib';
import kafkajs from 'kafkajs';
import { afterAll, describe, expect, test } from 'vitest';
import { codecs, type Codec, type CodecName } from '../../src/sources/codecs.js';
import { clientOf, freshTopic, needsKafka } from '../services/kafka.js';

const { CompressionCodecs, CompressionTypes } = kafkajs;
const TYPE = { snappy: CompressionTypes.Snappy, lz4: CompressionTypes.LZ4, zstd: CompressionTypes.ZSTD } as const;
const NAMES = ['snappy', 'lz4', 'zstd'] as const;

/** Bytes that each codec gave back, so that a test sees that the batch did go through it. */
const decoded: Record<CodecName, number> = { snappy: 0, lz4: 0, zstd: 0 };
const counted = (name: CodecName): (() => Codec) => () => {
  const codec = codecs[name]();
  return { ...codec, decompress: async (buffer) => { const bytes = await codec.decompress(buffer); decoded[name] += bytes.length; return bytes; } };
};
for (const name of NAMES) CompressionCodecs[TYPE[name]] = counted(name);

/** Text that compresses like prose, from a seeded generator. */
const prose = (bytes: number, seed: number): Buffer => {
  const words = Array.from({ length: 400 }, (_, i) => (i * 7919 % 46656).toString(36) + 'aeiou'[i % 5]);
  let state = seed, text = '';
  while (text.length < bytes) { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; text += `${words[state % 400]!} `; }
  return Buffer.from(text.slice(0, bytes));
};

/** Small, empty, several megabytes (many blocks of every format), incompressible, all equal, and a mixture: two values to a batch. */
const VALUES: readonly (Buffer | null)[] = [
  Buffer.from('page'), Buffer.alloc(0), null, Buffer.from('ä€😀\0'), prose(5_000, 1), prose(4_000_000, 2), randomBytes(2_500_000), randomBytes(100),
  Buffer.alloc(3_000_000), Buffer.concat([prose(300_000, 3), randomBytes(300_000), prose(300_000, 4), Buffer.alloc(300_000, 'x')]),
];
const lengths = VALUES.map((value) => value?.length ?? null), total = VALUES.reduce((sum, value) => sum + (value?.length ?? 0), 0);

const broker = await needsKafka('codecs');
afterAll(() => broker?.stop());

/** Sends the values in batches of two and reads them back. */
const thereAndBack = async (topic: string, compression: kafkajs.CompressionTypes): Promise<(Buffer | null)[]> => {
  const kafka = clientOf(broker!), producer = kafka.producer(), consumer = kafka.consumer({ groupId: topic, maxWaitTimeInMs: 200, maxBytesPerPartition: 1 << 24 });
  await producer.connect();
  for (let at = 0; at < VALUES.length; at += 2) await producer.send({ topic, compression, messages: VALUES.slice(at, at + 2).map((value) => ({ key: 'k', value })) });
  await producer.disconnect();
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const values: (Buffer | null)[] = [];
  try {
    await new Promise<void>((done, failed) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => { if (!payload.restart) failed(payload.error); });
      void consumer.run({ eachMessage: async ({ message }) => { if (values.push(message.value) === VALUES.length) done(); } });
    });
  } finally {
    await consumer.disconnect();
  }
  return values;
};

const expectSame = (values: readonly (Buffer | null)[]): void => {
  expect(values.map((value) => value?.length ?? null)).toEqual(lengths);
  expect(values.flatMap((value, i) => (value === VALUES[i] || value?.equals(VALUES[i]!) ? [] : [i]))).toEqual([]);
};

describe.skipIf(broker === null)('batches that a real broker packed', () => {
  test.each([...NAMES, 'gzip'] as const)('%s: plain and gzip producers, read back byte for byte', async (name) => {
    for (const compression of [CompressionTypes.None, CompressionTypes.GZIP]) {
      const topic = await freshTopic(broker!, { name, config: { 'compression.type': name, 'max.message.bytes': '16000000' } }), before = name === 'gzip' ? 0 : decoded[name];
      expectSame(await thereAndBack(topic, compression));
      if (name !== 'gzip') expect(decoded[name] - before).toBeGreaterThan(total);
    }
  });

  test('snappy of our own making is taken by the broker and read back', async () => {
    expectSame(await thereAndBack(await freshTopic(broker!, { name: 'ours', config: { 'max.message.bytes': '16000000' } }), CompressionTypes.Snappy));
    expectSame(await thereAndBack(await freshTopic(broker!, { name: 'ours', config: { 'max.message.bytes': '16000000', 'compression.type': 'uncompressed' } }), CompressionTypes.Snappy));
  });
});

describe('without a broker', () => {
  const pack = (name: CodecName, text: string): Promise<Buffer> => codecs[name]().compress({ buffer: Buffer.from(text) });
  const unpack = async (name: CodecName, bytes: Buffer): Promise<string> => (await codecs[name]().decompress(bytes)).toString();

  test('snappy: one raw block, and the blocks of Java producers', async () => {
    const [one, two] = [await pack('snappy', 'first block '), await pack('snappy', 'second')], length = ({ length }: Buffer): Buffer => Buffer.from([0, 0, length >> 8, length & 255]);
    expect(await unpack('snappy', one)).toBe('first block ');
    const framed = Buffer.concat([Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1]), length(one), one, length(two), two]);
    expect(await unpack('snappy', framed)).toBe('first block second');
    await expect(unpack('snappy', framed.subarray(0, -1))).rejects.toThrow('cut off');
    await expect(unpack('snappy', framed.subarray(0, -two.length - 2))).rejects.toThrow('cut off');
    await expect(unpack('snappy', Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff]))).rejects.toThrow('Invalid Snappy');
  });

  test('zstd: frames of the reference tool (1.5.4, of a pipe and so without the content size), one block and several', async () => {
    expect(await unpack('zstd', Buffer.from('KLUv/QBY7QAAkEthZmthIGZyYW1lcywgYnksIAMAQXHMMoYN5Qs=', 'base64'))).toBe('Kafka frames, frame by frame, Kafka frames');
    expect(await unpack('zstd', Buffer.from('KLUv/QRYlAAAUGFiY2RlZmdoaWoBAPP/zQsSTAAACGMBAPz/ORAChQAAQGV0aGUgZW5kAQDcEx0IAcEIpa0=', 'base64'))).toBe(`${'abcdefghij'.repeat(30_000)}the end`);
  });

  test('what cannot be written says so', async () => {
    await expect(pack('lz4', 'x')).rejects.toThrow('LZ4 can be read here but not written; write gzip or snappy');
    if (!('zstdCompress' in zlib)) await expect(pack('zstd', 'x')).rejects.toThrow('zstd can be read here but not written');
    else expect(await unpack('zstd', await pack('zstd', 'x'))).toBe('x');
  });

  test('what is no frame is refused', async () => {
    await expect(unpack('lz4', Buffer.from('no frame at all'))).rejects.toThrow('not a whole LZ4 frame');
    await expect(unpack('zstd', Buffer.from('no frame at all'))).rejects.toThrow(/invalid zstd data|Unknown frame descriptor/);
  });
});
