import { isUtf8 } from 'node:buffer';
import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { Decompress } from 'fzstd';
import type { HttpHead } from './http-head.js';
import { hasMarkup } from './has-markup.js';

/** A body as its author wrote it, or why it cannot be had. */
export type Body = { readonly kind: 'whole'; readonly bytes: Uint8Array } | { readonly kind: 'too large' } | { readonly kind: 'corrupt' };

/**
 * Undoes transfer coding (chunked) and content coding (gzip, deflate, br, zstd) of a response body.
 *
 * Archives often keep the headers of a body that they have decoded already (Common Crawl does): a body whose first line is no chunk size is
 * not chunked, and one without the magic bytes of its coding (br has none: one that is UTF-8 or holds markup) is not encoded. What a chunk or a
 * stream lost at its end is left out; a stream that is broken before is `corrupt`. Output beyond `limit` bytes is `too large`, and is not made.
 */
export const httpBody = (message: Uint8Array, head: HttpHead, limit: number): Body => {
  let bytes = message.subarray(head.body);
  if (/chunked/i.test(head.fields.get('transfer-encoding') ?? '')) bytes = unchunked(bytes);
  const codings = (head.fields.get('content-encoding') ?? '').toLowerCase().split(',').map((coding) => coding.trim()).slice(-MAX_CODINGS);
  try {
    for (const coding of codings.reverse()) bytes = DECODERS[coding]?.(bytes, limit) ?? bytes;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? { kind: 'too large' } : { kind: 'corrupt' };
  }
  return { kind: 'whole', bytes };
};

const MAX_CODINGS = 4;
type Decoder = (bytes: Uint8Array, limit: number) => Uint8Array;

const gzip: Decoder = (bytes, limit) =>
  bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: limit }) : bytes;

/** RFC 9110 means zlib, many servers send raw deflate. */
const deflate: Decoder = (bytes, limit) => {
  const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: limit };
  const zlib = bytes.length >= 2 && (bytes[0]! & 15) === 8 && (bytes[0]! * 256 + bytes[1]!) % 31 === 0;
  if (zlib) return inflateSync(bytes, options);
  return isDecoded(bytes) ? bytes : inflateRawSync(bytes, options);
};

const br: Decoder = (bytes, limit) =>
  isDecoded(bytes) ? bytes : brotliDecompressSync(bytes, { finishFlush: constants.BROTLI_OPERATION_FLUSH, maxOutputLength: limit });

const zstd: Decoder = (bytes, limit) => {
  if (bytes[0] !== 0x28 || bytes[1] !== 0xb5 || bytes[2] !== 0x2f || bytes[3] !== 0xfd) return bytes;
  const parts: Uint8Array[] = [];
  let length = 0;
  const decoder = new Decompress((part) => {
    length += part.length;
    if (length > limit) throw Object.assign(new RangeError('too large'), { code: 'ERR_BUFFER_TOO_LARGE' });
    parts.push(part);
  });
  for (let at = 0; at < bytes.length; at += SLICE) decoder.push(bytes.subarray(at, at + SLICE), at + SLICE >= bytes.length);
  return Buffer.concat(parts);
};
const SLICE = 1 << 16;

const DECODERS: Readonly<Record<string, Decoder>> = { gzip, 'x-gzip': gzip, deflate, br, zstd };

const isDecoded = (bytes: Uint8Array): boolean => isUtf8(bytes) || hasMarkup(bytes);

/** Chunk data joined; from the first line that is no chunk size on, bytes are left out, but when it is the very first line the body is not chunked. */
const unchunked = (body: Uint8Array): Uint8Array => {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const feed = bytes.subarray(at, at + MAX_CHUNK_LINE).indexOf(10);
    const size = feed < 0 ? null : CHUNK_SIZE.exec(bytes.toString('latin1', at, at + feed));
    if (!size) {
      if (at === 0) return body;
      break;
    }
    const length = Number.parseInt(size[1]!, 16);
    if (length === 0) break;
    const start = at + feed + 1;
    parts.push(bytes.subarray(start, start + length));
    at = start + length;
    if (bytes[at] === 13) at++;
    if (bytes[at] === 10) at++;
  }
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
};
const MAX_CHUNK_LINE = 1024;
const CHUNK_SIZE = /^([0-9a-f]{1,8})[ \t]*(?:;.*)?\r?$/i;
