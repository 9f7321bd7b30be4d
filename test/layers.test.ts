import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { importsOf, readSources, type Import } from './imports.js';

/** What the files of a folder may import. `types` = for their types only; `node:*` = any built-in module. */
interface Layer {
  readonly folders: readonly string[];
  readonly packages: readonly string[];
  readonly types?: readonly string[];
}

/** Pure code below, RxJS in the middle, vendors at the rim. `root` is the composition root: the files directly in `src`, and `cli.ts`. */
const LAYERS: Readonly<Record<string, Layer>> = {
  model: { folders: [], packages: [], types: ['rxjs'] },
  text: { folders: ['model'], packages: ['tldts', 'xxhash-wasm', 'node:module'] },
  select: { folders: ['model', 'text'], packages: [] },
  explore: { folders: ['model', 'text', 'select'], packages: [] },
  formats: { folders: ['model', 'text'], packages: ['htmlparser2', 'iconv-lite', 'chardet', 'fzstd', 'node:fs', 'node:fs/promises', 'node:zlib', 'node:crypto', 'node:buffer'] },
  signals: { folders: ['model', 'text'], packages: ['naughty-words', 'node:module', 'node:zlib'] },
  dedup: { folders: ['model', 'text'], packages: [] },
  steps: { folders: ['model', 'formats', 'text'], packages: ['node:crypto'] },
  operators: { folders: ['model', 'select'], packages: ['rxjs'] },
  sources: { folders: ['model', 'formats', 'text'], packages: ['rxjs', 'tinyglobby', 'kafkajs', 'kafkajs-snappy', 'fzstd', '@confluentinc/schemaregistry', 'node:*'] },
  sinks: { folders: ['model', 'select'], packages: ['@clickhouse/client', 'chdb', 'node:*'] },
  scorers: { folders: ['model', 'text'], packages: ['onnxruntime-node', '@echogarden/fasttext-wasm', 'zod', 'node:*'] },
  workers: { folders: ['model'], packages: ['node:worker_threads'] },
  recipes: { folders: ['model', 'text', 'select'], types: ['explore'], packages: ['node:crypto', 'node:timers/promises'] },
  exports: { folders: ['model', 'text', 'select', 'explore'], packages: ['node:*'] },
  serve: { folders: ['model', 'text', 'select', 'explore'], packages: ['prom-client', 'node:*'] },
  page: { folders: ['model', 'text', 'select'], types: ['explore'], packages: ['preact', 'htm', 'uplot'] },
  demo: { folders: ['model', 'select'], packages: ['node:fs', 'node:path', 'node:zlib', 'node:crypto'] },
  topologies: { folders: ['model', 'steps', 'operators', 'signals', 'select', 'dedup'], packages: ['rxjs'], types: ['root'] },
  commands: { folders: ['*'], packages: ['pino', 'node:*'] },
  root: { folders: ['*'], packages: ['commander', 'pino', 'pino-pretty', 'prom-client', 'rxjs', 'yaml', 'zod', 'node:*'] },
};

/** Packages that one file alone may name. */
const ONE_FILE: Readonly<Record<string, string>> = { chdb: 'src/sinks/embedded.ts', kafkajs: 'src/sources/kafka.ts', '@confluentinc/schemaregistry': 'src/sources/registry.ts' };

/** Algorithm files with an essay, and tables of data: longer than 300 lines on purpose. */
const LONG_FILES: readonly string[] = ['src/formats/warc.ts'];
const MOST_LINES = 300;

/** The page runs in the browser: a layer of its own, although it lies in the folder that serves it. */
const folderOf = (path: string): string => (path.startsWith('topologies/') ? 'topologies' : path.startsWith('src/serve/page/') ? 'page' : /^src\/([^/]+)\//.exec(path)?.[1] ?? 'root');

const allows = (list: readonly string[], name: string): boolean => list.includes(name) || list.includes('*') || (name.startsWith('node:') && list.includes('node:*'));

/** One line per import that the table does not allow. */
const crossings = (imports: readonly Import[]): string[] =>
  imports.flatMap(({ from, file, package: name, typeOnly }) => {
    const folder = folderOf(from), layer = LAYERS[folder];
    if (layer === undefined) return [`${from}: folder '${folder}' has no line in the layer table`];
    const allowed = (list: readonly string[], target: string) => allows(list, target) || (typeOnly && allows(layer.types ?? [], target));
    if (name !== null) {
      const only = ONE_FILE[name];
      if (only !== undefined && from !== only) return [`${from} imports ${name}; only ${only} may`];
      return allowed(layer.packages, name) ? [] : [`${from} imports ${name}; ${folder} may import ${layer.packages.join(' ') || 'no package'}`];
    }
    const target = folderOf(file!);
    return target === folder || allowed(layer.folders, target) ? [] : [`${from} imports ${file}; ${folder} may import ${layer.folders.join(' ') || 'no other folder'}`];
  });

/** Pairs of folders that import each other, types included. The composition root is no folder. */
const twoWays = (imports: readonly Import[]): string[] => {
  const edges = new Map<string, string>();
  for (const { from, file } of imports) {
    if (file !== null && folderOf(from) !== folderOf(file)) edges.set(`${folderOf(from)} ${folderOf(file)}`, `${from} -> ${file}`);
  }
  return [...edges].flatMap(([pair, example]) => {
    const [a, b] = pair.split(' ') as [string, string], back = edges.get(`${b} ${a}`);
    return a < b && a !== 'root' && b !== 'root' && back !== undefined ? [`${a} <-> ${b}: ${example}, ${back}`] : [];
  });
};

/** Cycles of imports that are still there at run time, each once. */
const cycles = (imports: readonly Import[]): string[] => {
  const targets = new Map<string, string[]>();
  for (const { from, file, typeOnly } of imports) if (file !== null && !typeOnly) targets.set(from, [...(targets.get(from) ?? []), file]);
  const found: string[] = [], done = new Set<string>(), path: string[] = [];
  const visit = (file: string): void => {
    if (path.includes(file)) { found.push([...path.slice(path.indexOf(file)), file].join(' -> ')); return; }
    if (done.has(file)) return;
    path.push(file);
    for (const target of targets.get(file) ?? []) visit(target);
    path.pop();
    done.add(file);
  };
  for (const file of targets.keys()) visit(file);
  return found;
};

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = readSources(root, ['src', 'topologies', 'cli.ts']);
const imports = [...sources].flatMap(([path, text]) => importsOf(path, text));
const lines = (text: string): number => text.trimEnd().split('\n').length;

describe('layers', () => {
  test('imports go the way of the layer table', () => expect(crossings(imports)).toEqual([]));
  test('no two folders import each other', () => expect(twoWays(imports)).toEqual([]));
  test('no import cycle at run time', () => expect(cycles(imports)).toEqual([]));

  test('every imported file exists', () => {
    expect(imports.filter(({ file }) => file?.endsWith('.ts') && !sources.has(file)).map(({ from, file }) => `${from} -> ${file}`)).toEqual([]);
  });

  test('every imported package is a dependency, and every dependency is used', () => {
    const manifest = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as Record<string, Record<string, string>>;
    const declared = Object.keys({ ...manifest['dependencies'], ...manifest['optionalDependencies'] });
    const used = new Set(imports.flatMap(({ package: name }) => (name !== null && !name.startsWith('node:') ? [name] : [])));
    const named = (name: string): boolean => used.has(name) || [...sources.values()].some((text) => text.includes(`'${name}'`));   // resolved by a constant
    expect([...used].filter((name) => !declared.includes(name))).toEqual([]);
    expect(declared.filter((name) => !named(name))).toEqual([]);
  });

  test('files are small: the median at most 70 lines, none over 300 but those listed', () => {
    const sizes = [...sources].map(([path, text]) => ({ path, lines: lines(text) })).sort((a, b) => a.lines - b.lines);
    expect(sizes.filter((file) => file.lines > MOST_LINES).map(({ path }) => path).sort()).toEqual([...LONG_FILES].sort());
    expect(sizes[Math.floor(sizes.length / 2)]!.lines).toBeLessThanOrEqual(70);
  });
});

describe('the layer test finds', () => {
  const planted = (files: Readonly<Record<string, string>>): Import[] => Object.entries(files).flatMap(([path, text]) => importsOf(path, text));

  test('a pure folder that imports a step, an operator that imports a vendor, a second home of chdb', () => {
    expect(crossings(planted({
      'src/signals/a.ts': `import { x } from '../steps/x.js';`,
      'src/operators/b.ts': `import {\n  createClient,\n} from '@clickhouse/client/sub';`,
      'src/sinks/c.ts': `const { queryAsync } = await import('chdb');`,
      'src/text/d.ts': `import { readFileSync } from 'node:fs';\nexport * from '../config.js';`,
      'src/other/e.ts': `import '../model/x.js';`,
      'src/serve/page/f.ts': `import { h } from 'preact';\nimport { x } from '../router.js';`,
    }))).toEqual([
      'src/signals/a.ts imports src/steps/x.ts; signals may import model text',
      'src/operators/b.ts imports @clickhouse/client; operators may import rxjs',
      'src/sinks/c.ts imports chdb; only src/sinks/embedded.ts may',
      'src/text/d.ts imports node:fs; text may import tldts xxhash-wasm node:module',
      'src/text/d.ts imports src/config.ts; text may import model',
      `src/other/e.ts: folder 'other' has no line in the layer table`,
      'src/serve/page/f.ts imports src/serve/router.ts; page may import model text select',
    ]);
  });

  test('a type where only types are allowed, and the value beside it', () => {
    const text = `import type { Observable } from 'rxjs';\nimport { type Observer } from 'rxjs';\n// import { no } from 'zod';\nimport { of } from 'rxjs';`;
    expect(crossings(planted({ 'src/model/a.ts': text }))).toEqual(['src/model/a.ts imports rxjs; model may import no package']);
  });

  test('two folders that import each other, and a cycle of values but not of types', () => {
    const both = planted({ 'src/steps/a.ts': `import { b } from '../formats/b.js';`, 'src/formats/b.ts': `import type { A } from '../steps/a.js';` });
    expect(twoWays(both)).toEqual(['formats <-> steps: src/formats/b.ts -> src/steps/a.ts, src/steps/a.ts -> src/formats/b.ts']);
    expect(cycles(both)).toEqual([]);
    expect(cycles(planted({ 'src/text/a.ts': `import { b } from './b.js';`, 'src/text/b.ts': `import { c } from './c.js';`, 'src/text/c.ts': `export { a } from './a.js';` })))
      .toEqual(['src/text/a.ts -> src/text/b.ts -> src/text/c.ts -> src/text/a.ts']);
  });
});
