// An export as a folder: files of rows, a Bloom filter of the kept ids, and last the manifest. Everything that decides a byte (the rules with their numbers, the
// watermark, columns, the cut into files) is written down before the first file; each file is made under another name, hashed as it is written, noted, and
// then never touched. So whatever is killed, the same command goes on where it stopped and ends with the same bytes as an unbroken run: finished files
// are compared with their noted size and hash and left alone, half ones are made again.
//
//   export-progress.jsonl   the plan, then a line a finished file     (while it runs)
//   kept.bloom, part-00000.parquet, part-00001.parquet ...
//   manifest.json           last; the progress file goes

import { mkdirSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, usage } from '../model/fault.js';
import type { Recipe, Selection } from '../select/recipe.js';
import { countWithin } from './amounts.js';
import { checkColumns } from './export-columns.js';
import { LOCK, lockFolder } from './lock.js';
import { BLOOM, MANIFEST, manifestOf, readManifest, requestOf, type Manifest } from './manifest.js';
import { cutShards, type ExportRequest, type Plan } from './plan.js';
import { appendProgress, isIntact, PROGRESS, readProgress, type Finished } from './progress-file.js';
import { scopeOf, withinSql, type AsOf, type Scope } from './scope.js';
import { engineFormat, shardName, shardSql, type ExportFormat } from './shard.js';
import type { ExportStore } from './store.js';
import { asFileFault, writeFile } from './write-file.js';

/** How far an export is. */
export interface ExportProgress {
  readonly rows: number;
  /** Rows of the whole export; 0 until they are counted. */
  readonly of: number;
  /** Finished files. */
  readonly files: number;
}

/** What is exported, and where to. */
export interface FolderExport {
  readonly folder: string;
  /** As its author wrote it: what another run is recognised by. */
  readonly recipe: Recipe;
  /** The same with every cut a number. A run that is taken up goes on with the numbers it began with. */
  readonly selection: Selection;
  /** Below which watermark; without one, that of the moment it begins, or of the run that is taken up. */
  readonly asOf?: AsOf;
  /** parquet unless given. */
  readonly format?: ExportFormat;
  /** Columns of `documents` beside id, url, text, keep, weight, repeat, phase. */
  readonly columns: readonly string[];
  /** For what recipes draw by chance; 0 unless given. */
  readonly seed?: number;
  /** Most rows of a file; 50,000 unless given. */
  readonly shardRows?: number;
  /** The program's version, for the manifest. */
  readonly version: string;
  readonly onProgress?: (progress: ExportProgress) => void;
  /** Ends it between two pieces; what is finished stays and is taken up by the next run. */
  readonly stop?: AbortSignal;
}

/** What an export came to. */
export interface Exported {
  readonly folder: string;
  readonly documents: number;
  readonly tokens: number;
  /** Files of rows. */
  readonly files: number;
  /** How many of them an earlier run had finished. */
  readonly resumed: number;
}

export const SHARD_ROWS = 50_000;

const OURS = /^(?:part-\d{5,}\.(?:parquet|jsonl\.gz)|manifest\.json|kept\.bloom)(?:\.part)?$/;

const begunByOther = (folder: string, request: ExportRequest, found: ExportRequest, asOf: AsOf | undefined, foundAsOf: AsOf): Fault | null => {
  const about = ({ recipe, format, columns, seed, shard_rows }: ExportRequest): string => `recipe ${recipe.name}, ${format}, seed ${seed}, ${shard_rows} rows a file, columns ${columns.join(', ') || 'none'}`;
  if (JSON.stringify(request) !== JSON.stringify(found)) {
    const rules = about(request) === about(found) ? ' with other rules' : '';
    return usage(`--export ${folder}: got a folder with another export (${about(found)}${rules}), allowed the same one again or an empty folder`);
  }
  const place = (at: AsOf): string => withinSql(at);
  return asOf === undefined || place(asOf) === place(foundAsOf) ? null : usage(`--export ${folder}: got a folder with this export as of another moment, allowed the same moment or an empty folder`);
};

const newPlan = async (store: ExportStore, { selection, asOf, version }: FolderExport, request: ExportRequest, folder: string): Promise<{ plan: Plan; bloom: Finished }> => {
  const now = await scopeOf(store), scope: Scope = { database: now.database, asOf: asOf ?? now.asOf };
  const { documents, tokens } = await countWithin(store, selection, scope), { shards, bloom } = await cutShards(store, selection, scope, { rows: request.shard_rows, kept: documents });
  const written = await writeFile(join(folder, BLOOM), one(bloom.bytes()), {});
  return { plan: { request, selection, scope, documents, tokens, shards, thresher: version }, bloom: { name: BLOOM, ...written, rows: documents } };
};

const one = async function* (bytes: Uint8Array): AsyncGenerator<Uint8Array> { yield bytes; };

/** The plan that the folder holds, or a new one, and what is finished of it. */
const planned = async (store: ExportStore, given: FolderExport, request: ExportRequest, folder: string): Promise<{ plan: Plan; finished: ReadonlyMap<string, Finished>; bloom: Finished }> => {
  const found = readProgress(folder);
  if (found) {
    const { plan, finished } = found, other = begunByOther(folder, request, plan.request, given.asOf, plan.scope.asOf);
    if (other) throw other;
    if (plan.thresher !== given.version) throw usage(`--export ${folder}: got an export that thresher ${plan.thresher} began, allowed one of this version (${given.version}) or an empty folder`);
    const bloom = finished.get(BLOOM);
    if (bloom && await isIntact(folder, bloom)) return { plan, finished, bloom };
    await rm(join(folder, PROGRESS));
    return planned(store, { ...given, selection: plan.selection, asOf: plan.scope.asOf }, request, folder);
  }
  const { plan, bloom } = await newPlan(store, given, request, folder);
  await rm(join(folder, PROGRESS), { force: true });
  await appendProgress(folder, plan);
  await appendProgress(folder, bloom);
  return { plan, finished: new Map(), bloom };
};

/** A folder that has its manifest: every file is compared; null when one is missing or differs. */
const whole = async (folder: string, { files, bloom }: Manifest): Promise<boolean> => {
  for (const file of [...files, bloom]) if (!await isIntact(folder, file)) return false;
  return true;
};

const write = async (store: ExportStore, given: FolderExport, request: ExportRequest, folder: string): Promise<Exported> => {
  const { onProgress = () => {}, stop } = given, manifest = readManifest(folder);
  if (manifest) {
    const other = begunByOther(folder, request, requestOf(manifest), given.asOf, manifest.as_of), { documents, tokens, files } = manifest;
    if (other) throw other;
    if (!await whole(folder, manifest)) throw new Fault(`--export ${folder}: a file there is missing or differs from ${MANIFEST}; export into an empty folder`);
    await rm(join(folder, PROGRESS), { force: true });
    onProgress({ rows: documents, of: documents, files: files.length });
    return { folder, documents, tokens, files: files.length, resumed: files.length };
  }
  const { plan, finished, bloom } = await planned(store, given, request, folder), { name: format, settings } = engineFormat(request.format), files: Finished[] = [];
  let rows = 0, resumed = 0;
  onProgress({ rows, of: plan.documents, files: 0 });
  for (const [index, shard] of plan.shards.entries()) {
    stop?.throwIfAborted();
    const name = shardName(index, request.format), before = finished.get(name);
    if (before && await isIntact(folder, before)) {
      files.push(before);
      resumed++;
    } else {
      const sql = shardSql(plan.selection, plan.scope, shard, request.columns, request.format);
      const file: Finished = { name, ...await writeFile(join(folder, name), store.readOnly.stream(sql, format, undefined, settings), { stop }) };
      if (file.rows !== shard.rows) throw new Fault(`--export ${folder}: ${name} has ${file.rows} rows, ${shard.rows} were counted when the export began; pages were deleted meanwhile, so export into an empty folder`);
      await appendProgress(folder, file);
      files.push(file);
    }
    rows += shard.rows;
    onProgress({ rows, of: plan.documents, files: files.length });
  }
  const lines = `${JSON.stringify(manifestOf(plan, files, bloom), null, 2)}\n`;
  await writeFile(join(folder, MANIFEST), one(Buffer.from(lines)), {});
  await rm(join(folder, PROGRESS), { force: true });
  return { folder, documents: plan.documents, tokens: plan.tokens, files: files.length, resumed };
};

/**
 * Every kept page with its text -> a folder of files with a manifest. The same request gives the same bytes, whatever interrupts it: run again, it goes on.
 * @throws Fault: usage (a folder with other things, an unknown column), trouble (the engine's words, a disk that is full or may not be written, a folder
 *   that is being written) · AbortError when `stop` says so
 */
export const exportFolder = async (store: ExportStore, given: FolderExport): Promise<Exported> => {
  const { recipe, format = 'parquet', columns, seed = 0, shardRows = SHARD_ROWS, folder } = given;
  if (!(Number.isSafeInteger(shardRows) && shardRows >= 1)) throw usage(`--shard-rows: got ${shardRows}, allowed a whole number from 1 on`);
  if (!(Number.isSafeInteger(seed) && seed >= 0 && seed < 2 ** 32)) throw usage(`--seed: got ${seed}, allowed a whole number from 0 to ${2 ** 32 - 1}`);
  let unlock = (): void => {};
  try {
    mkdirSync(folder, { recursive: true });
    const names = readdirSync(folder), begun = names.includes(MANIFEST) || names.includes(PROGRESS), foreign = names.filter((name) => name !== LOCK && !OURS.test(name));
    if (!begun && foreign.length > 0) throw usage(`--export: got ${folder}, which holds other files (${foreign.slice(0, 3).join(', ')}), allowed an empty folder or one of an export`);
    unlock = lockFolder(folder);
    return await write(store, given, { recipe, format, columns: await checkColumns(store, columns), seed, shard_rows: shardRows }, folder);
  } catch (error) {
    throw asFileFault(error, folder);
  } finally {
    unlock();
  }
};
