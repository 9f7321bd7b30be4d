// How far an export has come, beside its files while it runs: a line of JSON that says what is exported and how it is cut into files, then a line for every
// file that is whole. A killed export is taken up from here. Lines are appended, so a kill leaves at worst a last line that is cut off; it counts for nothing and
// is taken away before the next one is written.

import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Plan } from './plan.js';
import type { Written } from './write-file.js';

/** Name of the file in the folder; it goes when the manifest is there. */
export const PROGRESS = 'export-progress.jsonl';

/** A file that was finished. */
export interface Finished extends Written { readonly name: string }

/** What the progress file says. */
export interface Progressed {
  readonly plan: Plan;
  /** By file name; of several lines about one file the last counts. */
  readonly finished: ReadonlyMap<string, Finished>;
}

/** Reads it; null when there is none, or none whose first line is whole. */
export const readProgress = (folder: string): Progressed | null => {
  const path = join(folder, PROGRESS);
  if (!existsSync(path)) return null;
  const content = readFileSync(path), end = content.lastIndexOf(10) + 1;
  if (end < content.length) truncateSync(path, end);
  const [first, ...lines] = content.toString('utf8', 0, end).split('\n').filter(Boolean);
  if (first === undefined) return null;
  const finished = lines.map((line) => JSON.parse(line) as Finished);
  return { plan: JSON.parse(first) as Plan, finished: new Map(finished.map((file) => [file.name, file])) };
};

/** Appends a line: the plan to an empty file, a finished file to a begun one. */
export const appendProgress = (folder: string, line: Plan | Finished): Promise<void> => appendFile(join(folder, PROGRESS), `${JSON.stringify(line)}\n`, { flush: true });

/** Does the file lie there with the size and hash that were noted? */
export const isIntact = async (folder: string, { name, bytes, sha256 }: Pick<Finished, 'name' | 'bytes' | 'sha256'>): Promise<boolean> => {
  const path = join(folder, name);
  if (!existsSync(path) || statSync(path).size !== bytes) return false;
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex') === sha256;
};
