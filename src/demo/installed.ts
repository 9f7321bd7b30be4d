import { type Dirent, existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A file of an installed package that people read. */
export interface Reading {
  /** Package name, `@scope/name` kept whole. */
  readonly package: string;
  /** Path inside the package, `/` between its parts. */
  readonly path: string;
  readonly kind: 'licence' | 'markdown' | 'text' | 'declarations';
  readonly text: string;
}

const MOST_BYTES = 512 * 1024;

const kindOf = (name: string): Reading['kind'] | null =>
  /^(licen[sc]e|copying|notice|third.?party)/i.test(name) && !/\.(js|ts|json)$/i.test(name) ? 'licence'
  : /\.(md|markdown)$/i.test(name) ? 'markdown'
  : /\.(txt|rst)$/i.test(name) || /^(readme|changelog|changes|history|authors)$/i.test(name) ? 'text'
  : /\.d\.[cm]?ts$/.test(name) ? 'declarations'
  : null;

/** `node_modules` folders around a package: the one that it was installed into, and its own. */
export const modulesAround = (root: string): string[] =>
  [basename(dirname(root)) === 'node_modules' ? dirname(root) : '', join(root, 'node_modules')].filter((folder) => folder !== '' && existsSync(folder));

const sorted = (folder: string): Dirent[] => readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));

function* below(folder: string, path: string): Generator<string> {
  for (const entry of sorted(join(folder, path))) {
    const inside = path === '' ? entry.name : `${path}/${entry.name}`;
    if (entry.isDirectory()) yield* below(folder, inside);
    else if (entry.isFile()) yield inside;
  }
}

/** Packages of a `node_modules` folder, in name order; the links of pnpm are followed, one level. */
function* packages(modules: string): Generator<readonly [name: string, folder: string]> {
  for (const { name } of sorted(modules)) {
    if (name.startsWith('.')) continue;
    const folder = realpathSync(join(modules, name));
    if (!statSync(folder).isDirectory()) continue;
    if (name.startsWith('@')) for (const inner of sorted(folder)) yield [`${name}/${inner.name}`, realpathSync(join(folder, inner.name))];
    else yield [name, folder];
  }
}

/**
 * Documentation, changelogs, licences and documented declarations of all packages in `modules`, in an order that depends on names alone.
 * Files above 512 KiB are left out.
 */
export function* installedReadings(modules: string, except: string): Generator<Reading> {
  for (const [name, folder] of packages(modules)) {
    if (name === except || !statSync(folder).isDirectory()) continue;
    for (const path of below(folder, '')) {
      const kind = kindOf(basename(path));
      if (kind === null || statSync(join(folder, path)).size > MOST_BYTES) continue;
      yield { package: name, path, kind, text: readFileSync(join(folder, path), 'utf8') };
    }
  }
}
