import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative } from 'node:path';

/** One import as it stands in a file. */
export interface Import {
  /** Path of the importing file from the project root. */
  readonly from: string;
  /** Path of the imported file from the project root (`.ts`), or null when it is a package. */
  readonly file: string | null;
  /** Package name (`@a/b` kept whole, sub-paths cut), `node:fs` for built-ins, or null when it is a file. */
  readonly package: string | null;
  /** Gone after compilation: `import type`, `export type`, or nothing but `type` names between the braces. */
  readonly typeOnly: boolean;
}

const STATIC = /^[ \t]*(?:import|export)\b(?<clause>[\s\w$*,{}]*)\bfrom\s*['"](?<target>[^'"\n]+)['"]/gm;
const BARE = /^[ \t]*import\s*['"](?<target>[^'"\n]+)['"]/gm;
const DYNAMIC = /\b(?:import|require(?:\.resolve)?)\(\s*['"](?<target>[^'"\n]+)['"]/g;

const packageOf = (target: string): string => (target.startsWith('node:') ? target : target.split('/').slice(0, target.startsWith('@') ? 2 : 1).join('/'));

const typesOnly = (clause: string): boolean => {
  if (/^\s*type\b/.test(clause)) return true;
  const braces = /^\s*\{(.*)\}\s*$/s.exec(clause);
  const names = braces?.[1]!.split(',').map((name) => name.trim()).filter(Boolean);
  return names !== undefined && names.length > 0 && names.every((name) => name.startsWith('type '));
};

/** Every import of a file's text: static, re-exported and dynamic with a literal target. */
export const importsOf = (path: string, text: string): Import[] => {
  const code = text.replace(/\/\*[\s\S]*?\*\/|^[ \t]*\/\/.*$/gm, '');
  const found: Import[] = [];
  for (const [pattern, whole] of [[STATIC, false], [BARE, true], [DYNAMIC, true]] as const) {
    for (const { groups } of code.matchAll(pattern)) {
      const target = groups!['target']!, local = target.startsWith('.');
      found.push({
        from: path,
        file: local ? posix.normalize(posix.join(posix.dirname(path), target)).replace(/\.js$/, '.ts') : null,
        package: local ? null : packageOf(target),
        typeOnly: !whole && typesOnly(groups!['clause'] ?? ''),
      });
    }
  }
  return found;
};

/** TypeScript files below the given files and folders: path from `root` -> text, sorted by path. */
export const readSources = (root: string, places: readonly string[]): Map<string, string> => {
  const paths = places.flatMap((place) =>
    place.endsWith('.ts') ? [join(root, place)]
    : readdirSync(join(root, place), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name.endsWith('.ts')).map((entry) => join(entry.parentPath, entry.name)));
  return new Map(paths.map((path) => [relative(root, path).replaceAll('\\', '/'), readFileSync(path, 'utf8')] as const).sort(([a], [b]) => (a < b ? -1 : 1)));
};
