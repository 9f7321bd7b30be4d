import { open, stat, type FileHandle } from 'node:fs/promises';
import { usage } from '../model/fault.js';
import { gunzip } from './gzip.js';
import type { Piece } from './piece.js';
import { Window } from './window.js';
import { unzstd } from './zstd.js';
import { frameHeader, skippableFrame, ZSTD_MAGIC } from './zstd-frame.js';

export type Compression = 'plain' | 'gzip' | 'zstd';
/** What a file is, or one sentence on why it is not read. `bytes` is its size as it lies on disk. */
export type Format =
  | { readonly kind: 'warc' | 'jsonl'; readonly compression: Compression; readonly bytes: number }
  | { readonly kind: 'unsupported'; readonly why: string; readonly bytes: number };

const NOT_READ: readonly (readonly [string, readonly number[]])[] = [
  ['bzip2', [0x42, 0x5a, 0x68]], ['lz4', [0x04, 0x22, 0x4d, 0x18]], ['lz4', [0x02, 0x21, 0x4c, 0x18]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]], ['zip', [0x50, 0x4b, 3, 4]], ['Parquet', [0x50, 0x41, 0x52, 0x31]],
];
/** `<url> <address> <14 digits> <type> <length>`: the first line of an ARC record. */
const ARC_LINE = /^\s*(?:filedesc:\/\/|[a-z]+:\S* \S+ \d{14} \S+ \d+\s)/;

/**
 * What a file holds, told by its first bytes after decompression, by its name only where these say nothing (empty, damaged).
 * @throws Fault (usage) when the file cannot be opened or is a folder
 */
export const formatOf = async (path: string): Promise<Format> => {
  const { file, bytes } = await openFile(path);
  try {
    const start = new Window(file);
    await start.fill(64);
    const unsupported = (why: string): Format => ({ kind: 'unsupported', why, bytes });
    const packer = NOT_READ.find(([, magic]) => magic.every((byte, i) => start.bytes[i] === byte))?.[0] ?? namedPacker(path);
    if (packer) return unsupported(`${packer} files are not read: decompress it, or pack it again with gzip or zstd.`);
    const compression = compressionOf(start.bytes);
    if (compression === 'zstd' && needsDictionary(start.bytes)) return unsupported('The zstd frames need a dictionary: decompress the file, or pack it again without one.');
    const text = await firstText(file, compression, start.bytes);
    if (ARC_LINE.test(text) || /\.arc(?:\.gz)?$/i.test(path)) return unsupported('ARC files are not read: convert it to WARC, for example with `warcio recompress`.');
    const kind = kindOf(text, path);
    return kind ? { kind, compression, bytes } : unsupported('It holds neither WARC records nor JSON lines.');
  } finally {
    await file.close();
  }
};

/** Opens a file for reading. @throws Fault (usage) in one sentence */
export const openFile = async (path: string): Promise<{ file: FileHandle; bytes: number }> => {
  try {
    const { size: bytes } = await stat(path).then((found) => (found.isDirectory() ? Promise.reject(Object.assign(new Error('it is a folder'), { code: 'EISDIR' })) : found));
    return { file: await open(path), bytes };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw usage(`${path}: ${CAUSES[code] ?? `cannot be opened (${code})`}, expected a readable file`);
  }
};
const CAUSES: Readonly<Record<string, string>> = { ENOENT: 'there is no such file', EACCES: 'may not be read', EISDIR: 'is a folder' };

const namedPacker = (path: string): string | undefined => ({ '.bz2': 'bzip2', '.lz4': 'lz4', '.xz': 'xz' })[path.slice(path.lastIndexOf('.')).toLowerCase()];

const compressionOf = (bytes: Buffer): Compression => {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'gzip';
  return bytes.indexOf(ZSTD_MAGIC) === 0 || skippableFrame(bytes) > 0 ? 'zstd' : 'plain';
};

/** Frames with a dictionary of their own, as WARC.zst files have it in a skippable frame of type 13. */
const needsDictionary = (bytes: Buffer): boolean => (frameHeader(bytes)?.dictionary ?? false) || bytes.readUInt32LE(0) === 0x184d2a5d;

/** The first bytes of content as Latin-1, '' when there are none. */
const firstText = async (file: FileHandle, compression: Compression, plain: Buffer): Promise<string> => {
  if (compression === 'plain') return plain.toString('latin1', 0, 4096);
  const pieces: AsyncGenerator<Piece[]> = (compression === 'gzip' ? gunzip : unzstd)(new Window(file));
  let text = '';
  for await (const burst of pieces) {
    for (const piece of burst) if (piece.kind === 'data' && text.length < 4096) text += Buffer.from(piece.bytes.subarray(0, 4096)).toString('latin1');
    if (text.trim().length >= 16) break;
  }
  return text;
};

const kindOf = (text: string, path: string): 'warc' | 'jsonl' | null => {
  const content = text.replace(/^\u00ef\u00bb\u00bf/, '').trimStart();
  if (/^WARC\/\d/.test(content)) return 'warc';
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase();
  if (/\.(?:warc|wet|wat)(?:\.|$)/.test(name)) return 'warc';
  if (/\.(?:jsonl|ndjson|json)(?:\.|$)/.test(name) || /^[{[]/.test(content)) return 'jsonl';
  return null;
};
