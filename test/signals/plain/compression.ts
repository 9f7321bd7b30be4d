import { gzipSync } from 'node:zlib';

/** The `compression` family, from the string. */
export const plainCompression = (text: string): Record<string, number | null> => ({
  compression_ratio_gzip: text === '' ? null : gzipSync(text, { level: 6 }).length / Buffer.byteLength(text),
});
