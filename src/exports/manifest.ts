import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { usage } from '../model/fault.js';
import { selectSql } from '../select/sql.js';
import type { Recipe } from '../select/recipe.js';
import type { ExportRequest, Plan } from './plan.js';
import type { Finished } from './progress-file.js';
import { within, type AsOf } from './scope.js';
import type { ExportFormat } from './shard.js';

export const MANIFEST = 'manifest.json';
export const BLOOM = 'kept.bloom';

/** What an export is: written last, so a folder that has it is whole. Nothing in it depends on when or how often it was run. */
export interface Manifest {
  readonly recipe: Recipe;
  /** Complete: yields the ids of the exported pages at any later time. */
  readonly sql: string;
  readonly as_of: AsOf;
  readonly documents: number;
  readonly tokens: number;
  readonly seed: number;
  readonly format: ExportFormat;
  readonly columns: readonly string[];
  /** Most rows of a file. */
  readonly shard_rows: number;
  readonly files: readonly { readonly name: string; readonly rows: number; readonly bytes: number; readonly sha256: string }[];
  readonly bloom: { readonly name: string; readonly bytes: number; readonly sha256: string };
  /** Version of the program. */
  readonly thresher: string;
}

/** A plan and its finished files as a manifest. */
export const manifestOf = ({ request, selection, scope, documents, tokens, thresher }: Plan, files: readonly Finished[], bloom: Finished): Manifest => ({
  recipe: request.recipe, sql: selectSql(within(selection, scope.asOf), scope.database), as_of: scope.asOf, documents, tokens, seed: request.seed,
  format: request.format, columns: request.columns, shard_rows: request.shard_rows,
  files: files.map(({ name, rows, bytes, sha256 }) => ({ name, rows, bytes, sha256 })), bloom: { name: bloom.name, bytes: bloom.bytes, sha256: bloom.sha256 }, thresher,
});

/** The manifest of a folder, or null. @throws Fault (usage) when there is a file of that name that is none */
export const readManifest = (folder: string): Manifest | null => {
  const path = join(folder, MANIFEST);
  if (!existsSync(path)) return null;
  try {
    const found = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
    if (Array.isArray(found.files) && typeof found.thresher === 'string') return found;
  } catch {
    // Said below.
  }
  throw usage(`--export ${folder}: got a folder whose ${MANIFEST} is not that of an export, allowed an empty folder or one of an export`);
};

/** What a manifest was asked for. */
export const requestOf = ({ recipe, format, columns, seed, shard_rows }: Manifest): ExportRequest => ({ recipe, format, columns, seed, shard_rows });
