import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const required = new Set((process.env['THRESHER_REQUIRE'] ?? '').split(',').filter(Boolean));

/**
 * Says in one line that a suite cannot run here, or throws when `THRESHER_REQUIRE` names the part.
 * @returns always false, so that `describe.skipIf(!(found || skipped(...)))` reads in one line
 */
export const skipped = (suite: string, part: string, missing: string, how: string): false => {
  const line = `SKIP ${suite}: missing ${missing}; get it by ${how}`;
  if (required.has(part)) throw new Error(`${line} (THRESHER_REQUIRE=${part} makes this a failure)`);
  process.stdout.write(`${line}\n`);
  return false;
};

/** The folder of real crawl data and reference outputs (`THRESHER_DATA`, else `../shared/data`), or null after the SKIP line. */
export const needsData = (suite: string): string | null => {
  const folder = resolve(process.env['THRESHER_DATA'] ?? '../shared/data');
  if (existsSync(folder)) return folder;
  skipped(suite, 'data', 'the reference data', 'setting THRESHER_DATA to its folder');
  return null;
};
