import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { checkColumns } from '../exports/export-columns.js';
import { exportFolder, SHARD_ROWS } from '../exports/folder.js';
import { EXPORT_FORMATS, type ExportFormat } from '../exports/shard.js';
import { writeFile } from '../exports/write-file.js';
import { usage } from '../model/fault.js';
import type { AnyRule } from '../model/rule.js';
import type { Selection } from '../select/recipe.js';
import { exportSql } from '../select/sql.js';
import type { ClickHouseStore } from '../sinks/clickhouse.js';
import { grouped } from './table.js';
import { countOption, toJson, type Context } from './verb.js';

/** Where `--export` writes to: one file by its ending, or a folder. */
export type Target = { readonly path: string; readonly into: '.jsonl' | '.jsonl.gz' | '.parquet' } | { readonly path: string; readonly into: 'folder'; readonly format: ExportFormat; readonly seed: number; readonly shardRows: number };

const FOLDER_ONLY = ['format', 'seed', 'shardRows'] as const;
const flag = (option: string): string => `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

const folderTarget = (path: string, options: Readonly<Record<string, unknown>>): Target => {
  const format = (options['format'] ?? 'parquet') as ExportFormat, seed = countOption(options['seed']) ?? 0, shardRows = countOption(options['shardRows']) ?? SHARD_ROWS;
  const faults = [
    ...(EXPORT_FORMATS.includes(format) ? [] : [`--format: got '${format}', allowed ${EXPORT_FORMATS.join(', ')}`]),
    ...(Number.isSafeInteger(seed) && seed >= 0 && seed < 2 ** 32 ? [] : [`--seed: got '${String(options['seed'])}', allowed a whole number from 0 to ${2 ** 32 - 1}`]),
    ...(Number.isSafeInteger(shardRows) && shardRows >= 1 ? [] : [`--shard-rows: got '${String(options['shardRows'])}', allowed a whole number from 1 on`]),
  ];
  if (faults.length > 0) throw usage(...faults);
  return { path, into: 'folder', format, seed, shardRows };
};

/** @throws Fault (usage) for a name that is neither a file with one of the endings nor a folder, a parent folder that is missing, options that go with a folder only */
export const exportTarget = (path: string, options: Readonly<Record<string, unknown>>): Target => {
  if (/[\\/]$/.test(path) || (existsSync(path) && statSync(path).isDirectory())) return folderTarget(path, options);
  const into = (['.jsonl.gz', '.jsonl', '.parquet'] as const).find((ending) => path.endsWith(ending)), folder = dirname(path);
  if (!into) throw usage(`--export: got '${path}', allowed a file name that ends in .jsonl, .jsonl.gz or .parquet, or a folder (name/)`);
  if (!existsSync(folder)) throw usage(`--export: got '${path}', allowed a file in a folder that exists (${folder} does not)`);
  const wrong = FOLDER_ONLY.filter((option) => options[option] !== undefined);
  if (wrong.length > 0) throw usage(...wrong.map((option) => `${flag(option)}: got it with the file ${path}, allowed with a folder (name/)`));
  return { path, into };
};

/** How far it is: a line that is redrawn on a terminal, else a log line every ten seconds. */
const showProgress = ({ quiet, log }: Context, line: () => string): (() => void) => {
  if (quiet) return () => {};
  const terminal = process.stderr.isTTY;
  const timer = setInterval(() => { if (terminal) process.stderr.write(`\r${line()}\x1b[K`); else log.info(line()); }, terminal ? 250 : 10_000);
  return () => { clearInterval(timer); if (terminal) process.stderr.write('\r\x1b[K'); };
};

/** What is exported, and where to. */
export interface Exporting {
  /** With its quantiles as they stand in the preset or recipe. */
  readonly asked: Selection<AnyRule>;
  /** With every cut a number. */
  readonly selection: Selection;
  readonly columns: readonly string[];
  readonly target: Target;
}

const toFile = async (context: Context, store: ClickHouseStore, { selection, columns, target: { path, into } }: Exporting): Promise<void> => {
  const { config: { database }, json, print, stop } = context, parquet = into === '.parquet';
  const sql = exportSql(selection, database, { columns: await checkColumns(store, columns), idsAsText: !parquet });
  let bytes = 0;
  const done = showProgress(context, () => `${(bytes / 1e6).toFixed(1)} MB exported`);
  try {
    const written = await writeFile(path, store.readOnly.stream(sql, parquet ? 'Parquet' : 'JSONEachRow'), { stop, passed: (passed) => { bytes = passed; } });
    done();
    await print(json ? `${toJson({ file: path, rows: written.rows, bytes: written.bytes })}\n` : `${path}: ${grouped(written.rows)} rows, ${grouped(written.bytes)} bytes\n`);
  } finally {
    done();
  }
};

const toFolder = async (context: Context, store: ClickHouseStore, { asked: { name, rules, where }, selection, columns, target }: Exporting & { readonly target: Target & { into: 'folder' } }): Promise<void> => {
  const { json, print, stop, version } = context, { path: folder, format, seed, shardRows } = target;
  let line = 'counting';
  const done = showProgress(context, () => line);
  try {
    const exported = await exportFolder(store, {
      folder, recipe: { name, rules, ...(where === null ? {} : { where }) }, selection, format, columns, seed, shardRows, version, stop,
      onProgress: ({ rows, of, files }) => { line = `${grouped(rows)} of ${grouped(of)} rows exported, ${grouped(files)} files`; },
    });
    done();
    const { documents, tokens, files, resumed } = exported, before = resumed > 0 ? `, ${grouped(resumed)} of them from before` : '';
    await print(json ? `${toJson(exported)}\n` : `${folder}: ${grouped(documents)} documents, ${grouped(tokens)} tokens, ${grouped(files)} files${before}\n`);
  } finally {
    done();
  }
};

/**
 * Every kept page with its text -> one file, or a folder of files that can be taken up.
 * @throws Fault: usage, trouble (the engine's message, a full or read-only disk)
 */
export const exportPages = async (context: Context, store: ClickHouseStore, exporting: Exporting): Promise<void> => {
  const { target } = exporting;
  try {
    await (target.into === 'folder' ? toFolder(context, store, { ...exporting, target }) : toFile(context, store, exporting));
  } catch (error) {
    if ((error as Error).name !== 'AbortError') throw error;
    context.log.warn(target.into === 'folder' ? `export stopped: the same command goes on in ${target.path}` : `export stopped: ${target.path} is not written`);
  }
};
