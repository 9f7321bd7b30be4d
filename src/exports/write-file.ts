import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Fault } from '../model/fault.js';
import { metadataLength, PARQUET_TAIL, parquetRows } from './parquet-rows.js';

/** A file of an export as it lies there. */
export interface Written {
  readonly rows: number;
  readonly bytes: number;
  /** Of the whole file, in hex. */
  readonly sha256: string;
}

/** Counts line feeds and bytes of an answer as they pass. */
class Counter extends Transform {
  lines = 0;
  bytes = 0;
  readonly #passed: ((bytes: number) => void) | undefined;
  constructor(passed: ((bytes: number) => void) | undefined) { super(); this.#passed = passed; }
  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.bytes += chunk.length;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) this.lines++;
    this.#passed?.(this.bytes);
    done(null, chunk);
  }
}

/** Counts and hashes the bytes of a file as they pass. */
class Seal extends Transform {
  bytes = 0;
  readonly #hash = createHash('sha256');
  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.bytes += chunk.length;
    this.#hash.update(chunk);
    done(null, chunk);
  }
  digest(): string { return this.#hash.digest('hex'); }
}

const rowsOfParquet = async (path: string): Promise<number> => {
  const file = await open(path);
  try {
    const { size } = await file.stat(), tail = Buffer.alloc(PARQUET_TAIL);
    await file.read(tail, 0, PARQUET_TAIL, size - PARQUET_TAIL);
    const metadata = Buffer.alloc(metadataLength(tail));
    await file.read(metadata, 0, metadata.length, size - PARQUET_TAIL - metadata.length);
    return parquetRows(metadata);
  } finally {
    await file.close();
  }
};

/**
 * What the system says about a file as a sentence; anything else as it is.
 * @param option that named the place
 */
export const asFileFault = (error: unknown, path: string, option = '--export'): unknown => {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof Fault || typeof code !== 'string' || (error as Error).name === 'AbortError') return error;
  return new Fault(`${option} ${path}: cannot be written (${code}: ${message}); choose a place that has room and may be written`, undefined, { cause: error });
};

/**
 * An answer of the store -> a file: Parquet as it comes, JSON lines plain or (`.gz`) compressed. It has its name only once it is whole: until then it is written beside it,
 * as `<path>.part`, which does not stay when it cannot be ended.
 * @param passed hears how many bytes of the answer have been taken
 * @throws Fault: trouble (the engine's words, a full or read-only disk) · AbortError when `stop` says so
 */
export const writeFile = async (
  path: string, answer: AsyncIterable<Uint8Array>, { stop, passed }: { readonly stop?: AbortSignal | undefined; readonly passed?: ((bytes: number) => void) | undefined },
): Promise<Written> => {
  const part = `${path}.part`, taken = new Counter(passed), seal = new Seal(), signal = stop ? { signal: stop } : {};
  try {
    const into = createWriteStream(part, { flush: true });
    await (path.endsWith('.gz') ? pipeline(answer, taken, createGzip(), seal, into, signal) : pipeline(answer, taken, seal, into, signal));
    const rows = path.endsWith('.parquet') ? await rowsOfParquet(part) : taken.lines;
    await rename(part, path);
    return { rows, bytes: seal.bytes, sha256: seal.digest() };
  } catch (error) {
    await rm(part, { force: true });
    throw asFileFault(error, path);
  }
};
