import { createWriteStream, existsSync, statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Fault, usage } from '../model/fault.js';
import type { Selection } from '../select/recipe.js';
import { exportSql } from '../select/sql.js';
import type { ClickHouseStore } from '../sinks/clickhouse.js';
import { metadataLength, PARQUET_TAIL, parquetRows } from './parquet-rows.js';
import { grouped } from './table.js';
import { toJson, type Context } from './verb.js';

type Format = '.jsonl' | '.jsonl.gz' | '.parquet';

/** @throws Fault (usage) for a name with another ending, a folder, or a parent folder that is missing */
export const exportFormat = (path: string): Format => {
  const format = (['.jsonl.gz', '.jsonl', '.parquet'] as const).find((ending) => path.endsWith(ending)), folder = dirname(path);
  if (!format) throw usage(`--export: got '${path}', allowed a file name that ends in .jsonl, .jsonl.gz or .parquet`);
  if (!existsSync(folder)) throw usage(`--export: got '${path}', allowed a file in a folder that exists (${folder} does not)`);
  if (existsSync(path) && statSync(path).isDirectory()) throw usage(`--export: got '${path}', which is a folder, allowed a file`);
  return format;
};

/** Counts line feeds and bytes as they pass. */
class Counter extends Transform {
  lines = 0;
  bytes = 0;
  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.bytes += chunk.length;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) this.lines++;
    done(null, chunk);
  }
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

/** How much has been written: a line that is redrawn on a terminal, else a log line every ten seconds. */
const showProgress = ({ quiet, log }: Context, counter: Counter): (() => void) => {
  if (quiet) return () => {};
  const terminal = process.stderr.isTTY, line = (): string => `${(counter.bytes / 1e6).toFixed(1)} MB exported`;
  const timer = setInterval(() => { if (terminal) process.stderr.write(`\r${line()}\x1b[K`); else log.info(line()); }, terminal ? 250 : 10_000);
  return () => { clearInterval(timer); if (terminal) process.stderr.write('\r\x1b[K'); };
};

/**
 * Every kept page with its text -> one file. It has its name only once it is whole: until then it is written beside it, as `<path>.part`.
 * @throws Fault: usage (`exportFormat`), trouble (the engine's message, a full or read-only disk)
 */
export const exportPages = async (
  context: Context, store: ClickHouseStore, { selection, columns, path }: { readonly selection: Selection; readonly columns: readonly string[]; readonly path: string },
): Promise<void> => {
  const format = exportFormat(path), parquet = format === '.parquet', part = `${path}.part`, counter = new Counter();
  const answer = store.readOnly.stream(exportSql(selection, context.config.database, { columns, idsAsText: !parquet }), parquet ? 'Parquet' : 'JSONEachRow');
  const done = showProgress(context, counter);
  try {
    const into = createWriteStream(part), stop = { signal: context.stop };
    await (format === '.jsonl.gz' ? pipeline(answer, counter, createGzip(), into, stop) : pipeline(answer, counter, into, stop));
    const rows = parquet ? await rowsOfParquet(part) : counter.lines;
    await rename(part, path);
    done();
    await context.print(context.json ? `${toJson({ file: path, rows, bytes: statSync(path).size })}\n` : `${path}: ${grouped(rows)} rows, ${grouped(statSync(path).size)} bytes\n`);
  } catch (error) {
    done();
    await rm(part, { force: true });
    const { code, name, message } = error as NodeJS.ErrnoException;
    if (name === 'AbortError') return void context.log.warn(`export stopped: ${path} is not written`);
    if (error instanceof Fault || typeof code !== 'string') throw error;
    throw new Fault(`--export ${path}: cannot be written (${code}: ${message}); choose a place that has room and may be written`, undefined, { cause: error });
  }
};
