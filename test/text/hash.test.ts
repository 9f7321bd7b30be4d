import { describe, expect, it } from 'vitest';
import { xxh64 } from '../../src/text/hash.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

// Empty, "a", "abc": published by the xxHash project's own tools. The sanity buffer and its results: XXH64 test table of
// https://github.com/Cyan4973/xxHash (tests/sanity_test, `byteGen = PRIME32`, then `byte = byteGen >> 56`, `byteGen *= PRIME64`).
const PRIME32 = 2654435761n, PRIME64 = 11400714785074694797n, MASK = (1n << 64n) - 1n;
const sanity = (length: number): Uint8Array => {
  const buffer = new Uint8Array(length);
  let state = PRIME32;
  for (let i = 0; i < length; i++) { buffer[i] = Number(state >> 56n); state = (state * PRIME64) & MASK; }
  return buffer;
};

describe('xxh64', () => {
  it.each([['', 0xef46db3751d8e999n], ['a', 0xd24ec4f1a98c6e5bn], ['abc', 0x44bc2cf5ad770999n]])('%j, seed 0', (text, hash) => {
    expect(xxh64(bytes(text))).toBe(hash);
  });

  it.each([
    [0, 0n, 0xef46db3751d8e999n], [0, PRIME32, 0xac75fda2929b17efn],
    [1, 0n, 0xe934a84adb052768n], [1, PRIME32, 0x5014607643a9b4c3n],
    [4, 0n, 0x9136a0dca57457een], [14, 0n, 0x8282dcc4994e35c8n], [14, PRIME32, 0xc3bd6bf63deb6df0n],
    [222, 0n, 0xb641ae8cb691c174n], [222, PRIME32, 0x20cb8ab7ae10c14an],
  ])('%i bytes of the sanity buffer, seed %i', (length, seed, hash) => {
    expect(xxh64(sanity(length), seed)).toBe(hash);
  });

  it('takes views and long inputs', () => {
    const long = new Uint8Array(5_000_000).fill(97);
    expect(xxh64(long.subarray(1, 4))).toBe(xxh64(bytes('aaa')));
    expect(xxh64(long)).toBe(xxh64(long.slice()));
  });
});
