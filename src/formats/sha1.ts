import { hash } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const PAIRS = Array.from({ length: 1024 }, (_, i) => ALPHABET[i >> 5]! + ALPHABET[i & 31]!);

/** Digest as WARC files write it: `sha1:` and SHA-1 in base32 (RFC 4648, upper case; 20 bytes are 32 letters, no padding). */
export const sha1 = (bytes: Uint8Array): string => {
  const sum = hash('sha1', bytes, 'buffer');
  let text = 'sha1:';
  for (let i = 0; i < 20; i += 5) {
    // 40 bits = four pairs of letters; split in two so that each half stays within 32-bit arithmetic.
    const high = (sum[i]! << 12) | (sum[i + 1]! << 4) | (sum[i + 2]! >> 4);
    const low = ((sum[i + 2]! & 15) << 16) | (sum[i + 3]! << 8) | sum[i + 4]!;
    text += PAIRS[high >> 10]! + PAIRS[high & 1023]! + PAIRS[low >> 10]! + PAIRS[low & 1023]!;
  }
  return text;
};
