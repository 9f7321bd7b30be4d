import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { hashBands, hashFunctions, type Kernel, plainKernel, wasmKernel } from '../../src/dedup/minhash.js';
import { MAX_SHINGLES, shingle } from '../../src/dedup/shingles.js';
import { random } from './random.js';

const VALUES = 128;
const kernel = wasmKernel(VALUES, MAX_SHINGLES)!;
const sign = (kernel: Kernel, shingles: ArrayLike<number>): Int32Array => {
  kernel.shingles.set(shingles);
  kernel.sign(shingles.length);
  return kernel.signature.slice();
};
const bandsOf = (signature: Int32Array, bands: number, rows: number): bigint[] => {
  const out = new Uint32Array(2 * bands);
  hashBands(signature, bands, rows, out, 0);
  return [...new BigUint64Array(out.buffer)];
};
const shareBand = (a: Int32Array, b: Int32Array, bands: number, rows: number): boolean => {
  const other = bandsOf(b, bands, rows);
  return bandsOf(a, bands, rows).some((hash, i) => hash === other[i]);
};

test('the committed WebAssembly is the compiled minhash.wat', async () => {
  // @ts-expect-error a build script without types
  const { compile } = await import('../../scripts/minhash-wasm.mjs') as { compile: (folder: string) => Promise<string> };
  expect(readFileSync(new URL('../../src/dedup/minhash-wasm.ts', import.meta.url), 'utf8')).toBe(await compile('src/dedup'));
});

test('WebAssembly and plain kernel agree bit for bit on 10,000 shingle arrays', () => {
  const plain = plainKernel(VALUES, MAX_SHINGLES), { below, u32, chance } = random(1);
  for (let n = 0; n < 10_000; n++) {
    const shingles = Int32Array.from({ length: n < 3 ? n : below(chance(0.02) ? 500 : 12) }, () => (chance(0.05) ? [0, -1, 0x7fffffff, -0x80000000][below(4)]! : u32()));
    const a = sign(kernel, shingles), b = sign(plain, shingles);
    if (Buffer.compare(Buffer.from(a.buffer), Buffer.from(b.buffer)) !== 0) expect(a).toEqual(b);
  }
});

test('a signature is the signed minimum of a*s+b per function, function k the same for any number of them', () => {
  const table = hashFunctions(48), shingles = [5, -7, 123456789];
  const expected = Array.from({ length: 48 }, (_, k) => {
    const at = Math.floor(k / 16) * 32 + (k % 16);
    expect(table[at]! & 1).toBe(1);
    return Math.min(...shingles.map((s) => Number(BigInt.asIntN(32, BigInt(table[at]!) * BigInt(s) + BigInt(table[at + 16]!)))));
  });
  expect([...sign(plainKernel(48, 3), shingles)]).toEqual(expected);
  expect([...sign(kernel, shingles).subarray(0, 48)]).toEqual(expected);
});

describe('statistics at J = 0.8, 3,000 pairs of sets of n (dedup.md 8.2 measured RMSE 0.034 to 0.036 and recall 0.916 to 0.924)', () => {
  test.each([30, 100, 800])('n = %i', (n) => {
    const pairs = n === 800 ? 1500 : 3000, { u32 } = random(n), union = Math.round(n / 0.9), shared = 2 * n - union, j = shared / union;
    let squares = 0, found = 0;
    for (let p = 0; p < pairs; p++) {
      const elements = Int32Array.from({ length: union }, u32);
      const a = sign(kernel, elements.subarray(0, n)), b = sign(kernel, Int32Array.from([...elements.subarray(0, shared), ...elements.subarray(n)]));
      let equal = 0;
      for (let k = 0; k < VALUES; k++) if (a[k] === b[k]) equal++;
      squares += (equal / VALUES - j) ** 2;
      if (shareBand(a, b, 14, 8)) found++;
    }
    const theory = Math.sqrt((j * (1 - j)) / VALUES), rmse = Math.sqrt(squares / pairs);
    const recall = 1 - (1 - j ** 8) ** 14, sigma = Math.sqrt((recall * (1 - recall)) / pairs);
    expect(Math.abs(rmse / theory - 1)).toBeLessThan(0.1);
    expect(Math.abs(found / pairs - recall)).toBeLessThan(3 * sigma + 0.005);
  });
});

const words = (count: number, below: (n: number) => number) => Array.from({ length: count }, () => `w${below(20_000).toString(26)}`.replace(/\d/g, 'q'));
const signatureOf = (text: string[]): { signature: Int32Array; set: Set<number> } => {
  const bytes = Buffer.from(text.join(' '));
  const { count } = shingle(bytes, 0, bytes.length, kernel.shingles);
  const set = new Set(kernel.shingles.subarray(0, count));
  kernel.sign(count);
  return { signature: kernel.signature.slice(), set };
};

describe('planted word substitutions: recall is the S-curve over the exact Jaccard of each pair, and that of another implementation', () => {
  // Recall of 14x8 and 20x6 as measured with 400 trials each by an independent program (dedup.md 7).
  test.each([
    [800, 0.01, 0.995, 1], [800, 0.02, 0.927, 0.998], [800, 0.03, 0.775, 0.978], [800, 0.05, 0.318, 0.715], [800, 0.08, 0.035, 0.24],
    [300, 0.02, 0.917, 0.995], [60, 0.02, 0.81, 0.922], [60, 0.05, 0.438, 0.652],
  ])('%i words, %d edited', (length, rate, of14x8, of20x6) => {
    const { below, chance } = random(length * 1000 + rate * 100), trials = 300;
    for (const [bands, rows, published] of [[14, 8, of14x8], [20, 6, of20x6]] as const) {
      let expected = 0, variance = 0, found = 0;
      for (let t = 0; t < trials; t++) {
        const original = words(length, below), a = signatureOf(original);
        const b = signatureOf(original.map((word) => (chance(rate) ? `edited${words(1, below)[0]}` : word)));
        const shared = [...a.set].filter((s) => b.set.has(s)).length, j = shared / (a.set.size + b.set.size - shared);
        const p = 1 - (1 - j ** rows) ** bands;
        expected += p; variance += p * (1 - p);
        if (shareBand(a.signature, b.signature, bands, rows)) found++;
      }
      expect(Math.abs(found - expected)).toBeLessThan(3.5 * Math.sqrt(variance) + 2);
      expect(Math.abs(found / trials - published)).toBeLessThan(3.5 * Math.sqrt(published * (1 - published) * (1 / trials + 1 / 400)) + 0.01);
    }
  });
});

test('2,000 unrelated texts share no band, and bands that differ in one value or only in their number differ', () => {
  const { below, u32 } = random(5), seen = new Set<bigint>();
  for (let n = 0; n < 2000; n++) for (const hash of bandsOf(signatureOf(words(120, below)).signature, 14, 8)) seen.add(hash);
  expect(seen.size).toBe(2000 * 14);
  const signature = Int32Array.from({ length: 112 }, () => -0x80000000 + (u32() >>> 8)), hashes = new Set<bigint>();
  for (let k = 0; k < 112; k++) for (let delta = 0; delta < 500; delta++) { const other = signature.slice(); other[k]! += delta; hashes.add(bandsOf(other, 14, 8)[k >> 3]!); }
  expect(hashes.size).toBe(112 * 499 + 14);
  expect(new Set(bandsOf(new Int32Array(112), 14, 8)).size).toBe(14);
});
