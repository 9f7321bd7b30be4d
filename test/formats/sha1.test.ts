import { expect, it } from 'vitest';
import { sha1 } from '../../src/formats/sha1.js';

// FIPS 180 examples da39a3ee..., a9993e36..., written in base32; the first is also the digest of empty payloads in every crawl.
it.each([['', 'sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ'], ['abc', 'sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5']])('sha1 of %j', (text, digest) => {
  expect(sha1(Buffer.from(text))).toBe(digest);
});
