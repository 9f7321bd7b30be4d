import kafkajs from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { murmur2, partitionOf } from '../../src/text/murmur2.js';
import { seeded } from '../crawl.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

// The first six from `testMurmur2` in UtilsTest.java of Apache Kafka's clients; the rest, computed with that implementation, from the test of Akka's port.
const KNOWN: Readonly<Record<string, number>> = {
  21: -973932308, foobar: -790332482, 'a-little-bit-long-string': -985981536, 'a-little-bit-longer-string': -1486304829,
  lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8: -58897971, abc: 479470107,
  1: -1993445489, 12: 126087238, 123: -267702483, 1234: -1614185708, 12345: -1188365604,
};

describe('murmur2', () => {
  it('gives the values of Kafka', () => {
    expect(Object.fromEntries(Object.keys(KNOWN).map((text) => [text, murmur2(bytes(text))]))).toEqual(KNOWN);
  });
  it('reads a view from where it begins', () => expect(murmur2(bytes('..foobar..').subarray(2, 8))).toBe(-790332482));
});

describe('partitionOf', () => {
  it('agrees with the Java-compatible partitioner of kafkajs on keys of any bytes and length', () => {
    const random = seeded(5), partitioner = kafkajs.Partitioners.DefaultPartitioner() as (args: object) => number;
    for (let i = 0; i < 2000; i++) {
      const key = Buffer.from(Array.from({ length: Math.floor(random() * 40) }, () => Math.floor(random() * 256))), partitions = 1 + Math.floor(random() * 12);
      const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({ partitionId, leader: 1 }));
      expect([key.toString('hex'), partitionOf(key, partitions)]).toEqual([key.toString('hex'), partitioner({ topic: 't', partitionMetadata, message: { key } })]);
    }
  });
});
