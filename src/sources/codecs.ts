/**
 * The compressions of Kafka that kafkajs leaves to others, in the shape in which it takes them. Batches come as producers sent them or as the topic's
 * `compression.type` made the broker pack them again, so a reader needs all four; writing is done in gzip, which kafkajs has itself.
 */
import { createRequire } from 'node:module';
import * as zlib from 'node:zlib';
import { decompress as unzstd } from 'fzstd';
import { unlz4 } from './lz4-frame.js';

/** What kafkajs calls for one batch of records. Both reject when they cannot do it; check sums are not theirs, a batch has its own. */
export interface Codec {
  readonly compress: (encoder: { readonly buffer: Buffer }) => Promise<Buffer>;
  readonly decompress: (buffer: Buffer) => Promise<Buffer>;
}

export type CodecName = 'snappy' | 'lz4' | 'zstd';

const require = createRequire(import.meta.url);
/** The package has no types. */
const snappy = require('kafkajs-snappy') as () => Codec;

type Zstd = (bytes: Buffer, done: (error: Error | null, result: Buffer) => void) => void;
/** Node has zstd from 22.15 on. */
const native = zlib as { readonly zstdCompress?: Zstd; readonly zstdDecompress?: Zstd };

const promised = (call: Zstd, bytes: Buffer): Promise<Buffer> => new Promise((done, failed) => call(bytes, (error, result) => { if (error) failed(error); else done(result); }));

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);

const cannotWrite = (name: string) => (): Promise<never> => Promise.reject(new Error(`${name} can be read here but not written; write gzip or snappy`));

/** Java's producers cut Snappy into blocks: magic and versions (16 bytes), then each block behind its length. Others send one raw block. */
const XERIAL = Buffer.from('\x82SNAPPY\0', 'latin1'), XERIAL_HEADER = 16;

/** The package decodes that form as well, but adds block after block to what it has: 16 MB in blocks of 32 KB would be copied 500 times. */
const unsnappy = async (buffer: Buffer): Promise<Buffer> => {
  const raw = snappy().decompress;
  if (!buffer.subarray(0, XERIAL.length).equals(XERIAL)) return raw(buffer);
  const blocks: Buffer[] = [];
  for (let at = XERIAL_HEADER; at < buffer.length;) {
    const from = at + 4, to = from + (from <= buffer.length ? buffer.readUInt32BE(at) : 0);
    if (from > buffer.length || to > buffer.length) throw new Error('Snappy: a block is cut off');
    blocks.push(await raw(buffer.subarray(from, to)));
    at = to;
  }
  return Buffer.concat(blocks);
};

/** Codecs by Kafka's name of the compression: `CompressionCodecs[CompressionTypes.Snappy] = codecs.snappy`. */
export const codecs: Readonly<Record<CodecName, () => Codec>> = {
  snappy: () => ({ compress: (encoder) => snappy().compress(encoder), decompress: unsnappy }),
  lz4: () => ({ compress: cannotWrite('LZ4'), decompress: async (buffer) => unlz4(buffer) }),
  zstd: () => {
    const { zstdCompress, zstdDecompress } = native;
    return {
      compress: zstdCompress ? ({ buffer }) => promised(zstdCompress, buffer) : cannotWrite('zstd'),
      decompress: zstdDecompress ? (buffer) => promised(zstdDecompress, buffer) : async (buffer) => bufferOf(unzstd(buffer)),
    };
  },
};
