import { crc32, inflateRawSync, type InflateRaw } from 'node:zlib';

/** Longest optional part (name, comment, extra field) that is believed; a member whose header is longer is none. */
const MAX_HEADER = 1 << 16;

/**
 * Length of the gzip header (RFC 1952) at the start of `bytes`; 0 when it goes on after their end, -1 when there is none.
 */
export const gzipHeader = (bytes: Uint8Array): number => {
  const magic = [0x1f, 0x8b, 8];
  for (let i = 0; i < 3; i++) {
    if (i >= bytes.length) return 0;
    if (bytes[i] !== magic[i]) return -1;
  }
  if (bytes.length < 10) return 0;
  const flags = bytes[3]!;
  if (flags & 0xe0) return -1;
  let at = 10;
  if (flags & 4) {
    if (bytes.length < at + 2) return 0;
    at += 2 + bytes[at]! + 256 * bytes[at + 1]!;
  }
  for (const flag of [8, 16]) {
    if (!(flags & flag)) continue;
    const zero = bytes.indexOf(0, at);
    if (zero < 0) return bytes.length < MAX_HEADER ? 0 : -1;
    at = zero + 1;
  }
  if (flags & 2) at += 2;
  return at > bytes.length ? 0 : at;
};

/** Does the trailer (CRC-32 and length modulo 2^32, little endian) fit the inflated bytes? */
export const trailerFits = (trailer: Buffer, crc: number, length: number): boolean =>
  trailer.readUInt32LE(0) === crc && trailer.readUInt32LE(4) === length % 2 ** 32;

export type Member =
  | { readonly kind: 'whole'; readonly data: Buffer; readonly length: number }
  /** Goes on after the bytes at hand, or inflates to more than `MAX_WHOLE`. */
  | { readonly kind: 'cut' }
  | { readonly kind: 'corrupt' }
  | { readonly kind: 'none' };

const MAX_WHOLE = 4 << 20;

/**
 * Inflates the member at the start of `bytes` in one call: what a crawl file is made of, thousands of small members.
 * `length` counts header and trailer.
 */
export const inflateMember = (bytes: Buffer): Member => {
  const header = gzipHeader(bytes);
  if (header <= 0) return { kind: header === 0 ? 'cut' : 'none' };
  try {
    const { buffer: data, engine } = inflateRawSync(bytes.subarray(header), { info: true, chunkSize: 1 << 16, maxOutputLength: MAX_WHOLE }) as unknown as
      { buffer: Buffer; engine: InflateRaw };
    const end = header + engine.bytesWritten;
    if (bytes.length < end + 8) return { kind: 'cut' };
    return trailerFits(bytes.subarray(end, end + 8), crc32(data), data.length) ? { kind: 'whole', data, length: end + 8 } : { kind: 'corrupt' };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'Z_BUF_ERROR' || code === 'ERR_BUFFER_TOO_LARGE') return { kind: 'cut' };
    if (code?.startsWith('Z_')) return { kind: 'corrupt' };
    throw error;
  }
};
