import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { makeBloom, readBloom } from '../../src/exports/bloom.js';
import { splitMix } from '../../src/exports/splitmix.js';

const folder = mkdtempSync(join(tmpdir(), 'thresher-bloom-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The definition in BigInt, as it is written in the paper. */
const plain = (seed: bigint): [bigint, bigint] => {
  const mask = (1n << 64n) - 1n, output = (state: bigint): bigint => {
    let z = state;
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & mask;
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & mask;
    return z ^ (z >> 31n);
  };
  return [output((seed + 0x9e3779b97f4a7c15n) & mask), output((seed + 2n * 0x9e3779b97f4a7c15n) & mask)];
};
const ids = function* (count: number, seed: bigint): Generator<bigint> { for (let i = 0; i < count; i++) yield plain(seed * 1_000_003n + BigInt(i))[0]; };

describe('splitmix', () => {
  test('seed 0 gives the published outputs', () => expect(plain(0n).map((n) => n.toString(16))).toEqual(['e220a8397b1dcdaf', '6e789e6aa1b965f4']));

  test('in halves = in BigInt, first 53 bits, on 20,000 seeds and at the edges', () => {
    const out = new Float64Array(2), edges = [0n, 1n, 2n ** 32n - 1n, 2n ** 32n, 2n ** 63n, 2n ** 64n - 1n, 0x61c8864680b583ebn];
    for (const seed of [...edges, ...ids(20_000, 3n)]) {
      splitMix(seed, out);
      expect([...out]).toEqual(plain(seed).map((n) => Number(n >> 11n)));
    }
  });
});

describe('bloom filter', () => {
  test('every id that was added; of 200,000 others a thousandth, within four deviations', () => {
    const bloom = makeBloom(20_000);
    for (const id of ids(20_000, 1n)) bloom.add(id);
    writeFileSync(join(folder, 'kept.bloom'), bloom.bytes());
    const read = readBloom(join(folder, 'kept.bloom'));
    expect(read.header).toEqual({ format: 'thresher-bloom', version: 1, n: 20_000, m: 287_552, k: 10, hash: 'splitmix64', false_positive_rate: 0.001 });
    expect([...ids(20_000, 1n)].every((id) => read.has(id))).toBe(true);
    const wrong = [...ids(200_000, 2n)].filter((id) => read.has(id)).length;
    expect(Math.abs(wrong - 200)).toBeLessThan(4 * Math.sqrt(200));
  });

  test('ids without any order in their bits do as well: 0, 1, 2 ...', () => {
    const bloom = makeBloom(5000, 0.01);
    for (let i = 0n; i < 5000n; i++) bloom.add(i);
    let wrong = 0;
    for (let i = 5000n; i < 55_000n; i++) if (bloom.has(i)) wrong++;
    expect(Math.abs(wrong - 500)).toBeLessThan(4 * Math.sqrt(500));
  });

  test('the bits of one id by hand: the documented places', () => {
    const bloom = makeBloom(1, 0.001), { m, k } = bloom.header, [first, second] = plain(42n).map((n) => Number(n >> 11n)) as [number, number];
    bloom.add(42n);
    const bits = bloom.bytes().subarray(bloom.bytes().indexOf(10) + 1), set = Array.from({ length: m }, (_, i) => i).filter((i) => (bits[i >> 3]! >> (i & 7)) & 1);
    const places: number[] = [];
    for (let i = 0, a = first % m, b = second % m; i < k; i++) { places.push(a); a = (a + b) % m; b = (b + i + 1) % m; }
    expect([m, k]).toEqual([16, 11]);
    expect(set).toEqual([...new Set(places)].sort((a, b) => a - b));
  });

  test('an empty set says no; what is no filter, or is cut off, is refused by name', () => {
    expect(makeBloom(0).has(7n)).toBe(false);
    writeFileSync(join(folder, 'not.bloom'), 'PAR1');
    writeFileSync(join(folder, 'short.bloom'), makeBloom(100).bytes().subarray(0, -1));
    expect(() => readBloom(join(folder, 'not.bloom'))).toThrow('not.bloom: got a file without a header');
    expect(() => readBloom(join(folder, 'short.bloom'))).toThrow(/short\.bloom: got thresher-bloom 1, 179 bytes behind its header, allowed thresher-bloom 1 with 180$/);
  });
});
