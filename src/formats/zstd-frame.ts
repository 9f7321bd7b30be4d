/** What RFC 8878 says of a frame before its blocks. */
export interface FrameHeader {
  /** Bytes of magic, descriptor, window, dictionary id and content size. */
  readonly length: number;
  /** Bytes of history a decoder must hold. */
  readonly window: number;
  readonly dictionary: boolean;
  /** Four bytes of XXH64 follow the last block. */
  readonly checksum: boolean;
}

export const ZSTD_MAGIC = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
/** The largest window that is decoded: 128 MiB, what `zstd --long` makes and its decoder takes without being told. */
const MAX_WINDOW = 1 << 27;

/** The frame header at the start of `bytes`; null when there is none, a reserved bit is set, or the window is beyond 128 MiB. At most 18 bytes long. */
export const frameHeader = (bytes: Uint8Array): FrameHeader | null => {
  if (bytes.length < 6 || ZSTD_MAGIC.some((byte, i) => bytes[i] !== byte)) return null;
  const descriptor = bytes[4]!;
  if (descriptor & 8) return null;
  const single = (descriptor >> 5) & 1;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3]!;
  const sizeBytes = [single, 2, 4, 8][descriptor >> 6]!;
  const sizeAt = 6 - single + dictionaryBytes;
  let size = 0;
  for (let i = sizeBytes - 1; i >= 0; i--) size = size * 256 + bytes[sizeAt + i]!;
  if (sizeBytes === 2) size += 256;
  const base = 2 ** (10 + (bytes[5]! >> 3));
  const window = single ? size : base + (base / 8) * (bytes[5]! & 7);
  if (window > MAX_WINDOW || bytes.length < sizeAt + sizeBytes) return null;
  return { length: sizeAt + sizeBytes, window, dictionary: dictionaryBytes > 0, checksum: (descriptor & 4) !== 0 };
};

/** Length of the skippable frame at the start of `bytes` (8 bytes at least), 0 when there is none. */
export const skippableFrame = (bytes: Buffer): number => (bytes.length >= 8 && bytes.readUInt32LE(0) >>> 4 === 0x184d2a5 ? 8 + bytes.readUInt32LE(4) : 0);

/** Length of the block at `at` with its 3-byte header, and whether it is the frame's last; null when it is of no known kind or too long. */
export const blockAt = (bytes: Uint8Array, at: number): { readonly length: number; readonly last: boolean } | null => {
  const header = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16);
  const type = (header >> 1) & 3, size = header >> 3;
  if (type === 3 || size > 1 << 17) return null;
  return { length: 3 + (type === 1 ? 1 : size), last: (header & 1) === 1 };
};
