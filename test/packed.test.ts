// The package as users get it: packed, installed into an empty folder from the registry, run and imported there.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { skipped } from './needs.js';

interface Ended { readonly code: number | null; readonly stdout: string; readonly stderr: string }

const ROOT = resolve('.'), MINUTE = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'thresher-packed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// The registry's install script of onnxruntime-node fetches GPU libraries that nobody here needs; its documented switch leaves them out.
const run = (command: string, args: readonly string[], cwd = folder): Promise<Ended> => new Promise((done) => {
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip', NO_COLOR: '1', npm_config_update_notifier: 'false' };
  execFile(command, args, { cwd, env, encoding: 'utf8', timeout: 2 * MINUTE, maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
    done({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : null, stdout, stderr });
  });
});

const packed = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], ROOT);
const [{ filename, files }] = (packed.code === 0 ? Object.values(JSON.parse(packed.stdout) as object) : [{ filename: '', files: [] }]) as [{ filename: string; files: { path: string }[] }];
writeFileSync(join(folder, 'package.json'), '{"private": true, "type": "module"}');
const installed = await run('npm', ['install', `./${filename}`, '--prefer-offline', '--no-audit', '--no-fund']);
const unreachable = installed.code !== 0 && /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH/.test(installed.stderr);
const usable = !unreachable || skipped('packed', 'npm', 'the package registry', 'running the tests where npm can install packages');

test('the tarball holds what runs and what must go with it, and no tests, sources or maps', () => {
  expect(packed.stderr.includes('npm error') ? packed.stderr : '').toBe('');
  const paths = files.map(({ path }) => path);
  expect(paths.filter((path) => !/^(dist\/(cli|src|topologies)\b.*\.(js|d\.ts)|schemas\/.+\.(sql|json|avsc)|src\/serve\/page\/(index\.html|style\.css)|models\/[a-z]+\/(model\.onnx|model\.json|CARD\.md)|docs\/.+\.md|LICENSE|NOTICE|CHANGELOG\.md|README\.md|package\.json)$/.test(path))).toEqual([]);
  expect(['LICENSE', 'NOTICE', 'CHANGELOG.md', 'README.md', 'dist/cli.js', 'dist/src/index.js', 'dist/src/workers/pages.js', 'schemas/001-store.sql', 'schemas/crawl-record.avsc', 'src/serve/page/index.html', 'src/serve/page/style.css', 'dist/src/serve/page/main.js', 'docs/signals.md', 'docs/configuration.md',
    'models/toxicity/model.onnx', 'models/quality/model.onnx'].filter((path) => !paths.includes(path))).toEqual([]);
});

describe.skipIf(!usable)('installed into an empty folder', () => {
  test('npm installs it', () => {
    expect(installed.code === 0 ? '' : installed.stderr).toBe('');
  });

  test('npx thresher --version says the version of package.json', async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(await run('npx', ['--no-install', 'thresher', '--version'])).toMatchObject({ code: 0, stdout: `${version}\n` });
  });

  test('npx thresher demo: totals add up, duplicates are there, every preset keeps some pages and not all, its SQL gives the same figures', async () => {
    const demo = await run('npx', ['--no-install', 'thresher', 'demo', '--json', '--quiet']);
    expect(demo.code === 0 ? '' : demo.stderr).toBe('');
    const report = JSON.parse(demo.stdout) as {
      seconds: number; records: number; rows: number; rejections: Record<string, number>; duplicates: { exact: number; near: number };
      presets: { name: string; documents: number; tokens: number; reasons: Record<string, number> }[]; signals: { name: string; p50: number | null }[];
      examples: { url: string; preset: string; signal: string }[]; sql: string;
    };
    const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((total, n) => total + n, 0);
    expect(report.rows + sum(report.rejections)).toBe(report.records);
    expect(Object.keys(report.rejections).sort()).toEqual(['corrupt_gzip', 'empty', 'malformed_warc', 'too_large', 'truncated']);
    expect(report.duplicates.exact).toBeGreaterThanOrEqual(100);
    expect(report.duplicates.near).toBeGreaterThanOrEqual(10);
    expect(report.presets.map(({ name }) => name)).toEqual(['gopher', 'c4', 'fineweb']);
    for (const { documents, reasons } of report.presets) {
      expect(documents).toBeGreaterThan(0);
      expect(documents).toBeLessThan(report.rows);
      expect(documents + sum(reasons)).toBe(report.rows);
    }
    expect(report.examples.length).toBe(3);
    expect(report.seconds).toBeLessThan(60);

    const { stdout, code } = await run('npx', ['--no-install', 'thresher', 'sql', report.sql, '--store', 'thresher-demo', '--format', 'JSONEachRow']);
    const kept = stdout.trim().split('\n').map((line) => JSON.parse(line) as Record<string, string>).map(({ name, documents, tokens }) => ({ name, documents: Number(documents), tokens: Number(tokens) }));
    const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);
    expect([code, kept]).toEqual([0, report.presets.map(({ name, documents, tokens }) => ({ name, documents, tokens })).sort(byName)]);
  }, 2 * MINUTE);

  test('a program that imports every entry type-checks against the tarball, and runs', async () => {
    mkdirSync(join(folder, 'consumer'));
    writeFileSync(join(folder, 'consumer', 'main.ts'), `
      import { openStore, runBackfill, type RunReport } from 'thresher';
      import { makeSketcher, pack, textColumn, Window, DUPLICATE_KINDS, type Marks } from 'thresher/dedup';
      import { signals, families } from 'thresher/signals';
      import { inline, numberColumn, valueAt, type Batch } from 'thresher/testing';

      const texts = ['a first page', 'another one', 'a first page'].map((text) => new TextEncoder().encode(text));
      const { config, bands, sketch } = makeSketcher({ bands: 14, rows: 8 });
      const columns = sketch(pack(texts), textColumn([null, null, null]));
      const hashes = (name: string): BigUint64Array => { const column = columns[name]; if (column?.kind !== 'hash') throw new Error(name); return column.values; };
      const bytes = columns['bands'];
      if (bytes?.kind !== 'bytes') throw new Error('bands');
      const marks: Marks = new Window(100, bands).mark({
        positions: Float64Array.of(0, 1, 2), id: BigUint64Array.of(1n, 2n, 3n), content: hashes('content_hash'), url: hashes('url_hash'), bands: bytes.values });
      const add = inline({ add: (batch: Batch) => ({ ...batch, columns: { ...batch.columns, n: numberColumn([1, 2, 3]) } }) });
      const batch = await add.run({ topic: 't', partition: 0, first: 0n, next: 3n, payloads: pack(texts), columns: {}, rejections: [], skipped: {} });
      const report = (run: RunReport): number => run.records;
      console.log(JSON.stringify({ kinds: [...marks.kind].map((kind) => DUPLICATE_KINDS[kind]), of: String(marks.of[2]), n: valueAt(batch.columns['n']!, 2), known: signals.length > 20 && 'rps' in families,
        functions: [openStore, runBackfill, report].map((f) => typeof f), config: typeof config }));`);
    writeFileSync(join(folder, 'consumer', 'tsconfig.json'), JSON.stringify({
      compilerOptions: { target: 'es2022', lib: ['es2023'], module: 'nodenext', strict: true, skipLibCheck: true, typeRoots: [join(ROOT, 'node_modules/@types')], types: ['node'], rootDir: '.', outDir: 'out' },
      include: ['main.ts'],
    }));
    const checked = await run(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', 'consumer']);
    expect([checked.code, checked.stdout]).toEqual([0, '']);
    const { code, stdout, stderr } = await run(process.execPath, ['consumer/out/main.js']);
    expect([code, stderr, code === 0 ? JSON.parse(stdout) : null]).toEqual([0, '', {
      kinds: ['', '', 'exact'], of: '1', n: 3, known: true, functions: ['function', 'function', 'function'], config: 'bigint' }]);
  });
});
