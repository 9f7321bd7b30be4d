// `select --export <folder>/`, `card` and `audit-filter` as a user runs them: the compiled command line, killed where it happens to be. This process holds the
// store meanwhile, so every run attaches to it.
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore, type ClickHouseStore } from '../../src/sinks/clickhouse.js';
import { seeded, writeCrawl } from '../crawl.js';
import { answer, startThresher, thresher, type Ended } from '../thresher.js';

let folder = '', store = '', held: ClickHouseStore;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'thresher-export-folder-'));
  store = join(folder, 'store');
  await answer(['backfill', ...writeCrawl(join(folder, 'crawl'), 17, 1500), '--store', store, '--workers', '0']);
  held = await openStore({ store, database: 'thresher', version: 'test' });
});
afterAll(async () => {
  await held.close();
  rmSync(folder, { recursive: true, force: true });
});

const at = (...args: string[]): Promise<Ended> => thresher([...args, '--store', store]);
const ask = <T>(...args: string[]): Promise<T> => answer<T>([...args, '--store', store]);
const hashes = (name: string): Record<string, string> =>
  Object.fromEntries(readdirSync(join(folder, name)).sort().map((file) => [file, createHash('sha256').update(readFileSync(join(folder, name, file))).digest('hex')]));
interface Exported { folder: string; documents: number; tokens: number; files: number; resumed: number }

describe('select --export <folder>/', () => {
  test.each(['parquet', 'jsonl.gz'])('%s: killed four times, early and late, and run once more: the bytes of an unbroken run', async (format) => {
    const random = seeded(format.length), args = (name: string): string[] => ['select', 'gopher', '--export', `${join(folder, name)}/`, '--format', format, '--shard-rows', '20', '--columns', 'lang,quality_score', '--store', store];
    const whole = await answer<Exported>(args(`whole-${format}`)), signals: unknown[] = [];
    expect(whole.files).toBeGreaterThan(12);
    for (const file of ['export.pid', `part-00001.${format}`, `part-00004.${format}`, `part-00008.${format}`]) {
      const running = startThresher([...args(`killed-${format}`), '--quiet']), delay = 20 * random();
      const seen = setInterval(() => { if (existsSync(join(folder, `killed-${format}`, file))) { clearInterval(seen); setTimeout(() => running.kill('SIGKILL'), delay); } }, 2);
      signals.push((await running.ended).signal);
    }
    const last = await answer<Exported>(args(`killed-${format}`));
    expect(signals).toEqual(['SIGKILL', 'SIGKILL', 'SIGKILL', 'SIGKILL']);
    expect({ ...last, folder: '', resumed: 0 }).toEqual({ ...whole, folder: '', resumed: 0 });
    expect(last.resumed).toBeGreaterThan(7);
    expect(hashes(`killed-${format}`)).toEqual(hashes(`whole-${format}`));
  }, 120_000);

  test('counts are those of --count; the text form; SIGTERM stops it with a warning and leaves what is finished', async () => {
    const { documents, tokens } = await ask<{ documents: number; tokens: number }>('select', 'c4', '--count'), into = `${join(folder, 'c4')}/`;
    expect(await ask('select', 'c4', '--export', into)).toEqual({ folder: into, documents, tokens, files: 1, resumed: 0 });
    expect((await at('select', 'c4', '--export', into)).stdout).toMatch(/^\S+c4\/: [\d,]+ documents, [\d,]+ tokens, 1 files, 1 of them from before\n$/);
    const running = startThresher(['select', 'c4', '--export', `${join(folder, 'stopped')}/`, '--shard-rows', '1', '--store', store]);
    const seen = setInterval(() => { if (existsSync(join(folder, 'stopped', 'part-00000.parquet'))) { clearInterval(seen); running.kill('SIGTERM'); } }, 5);
    const { code, stdout, stderr } = await running.ended;
    expect([code, stdout, stderr.includes('export stopped: the same command goes on in')]).toEqual([0, '', true]);
    expect(readdirSync(join(folder, 'stopped')).filter((name) => name.endsWith('.part') || name === 'manifest.json' || name === 'export.pid')).toEqual([]);
  });

  test('refused: options that do not go together, exit 2 and a line each', async () => {
    writeFileSync(join(folder, 'notes.txt'), 'x');
    const refused = await Promise.all([
      ['gopher', '--export', `${join(folder, 'x')}/`, '--format', 'csv'], ['gopher', '--export', `${join(folder, 'x')}/`, '--shard-rows', '0', '--seed', '-1'], ['gopher', '--export', join(folder, 'x.jsonl'), '--seed', '3'],
      ['gopher', '--count', '--columns', 'lang'], ['gopher', '--export', folder], ['gopher', '--export', `${join(folder, 'y')}/`, '--columns', 'lnag'], ['gopher', '--export', join(folder, 'x.jsonl'), '--columns', 'lnag'],
    ].map((args) => at('select', ...args)));
    expect(refused.map(({ code, stdout }) => [code, stdout])).toEqual(refused.map(() => [2, '']));
    expect(refused.map(({ stderr }) => stderr.trimEnd().split('\n').length)).toEqual([1, 2, 1, 1, 1, 1, 1]);
    expect(refused[0]!.stderr).toBe("--format: got 'csv', allowed parquet, jsonl.gz\n");
    expect(refused[3]!.stderr).toBe('select: got --columns with --count, allowed with --export\n');
    expect(refused[4]!.stderr).toContain('which holds other files');
    expect(refused[5]!.stderr).toBe("--columns: got 'lnag', which this store does not have, allowed columns of documents (did you mean lang?)\n");
    expect(refused[6]!.stderr).toBe(refused[5]!.stderr);
  });
});

describe('card', () => {
  test('--out the folder of an export: its pages, its files and hashes', async () => {
    const into = join(folder, 'described'), exported = await ask<Exported>('select', 'gopher', '--export', `${into}/`, '--shard-rows', '100');
    expect(await ask('card', '--out', into)).toEqual({ files: ['card.md', 'card.json', 'croissant.json'].map((name) => join(into, name)) });
    const card = JSON.parse(readFileSync(join(into, 'card.json'), 'utf8')) as { sections: { facts: { name: string; rows: { documents: string }[] }[] }[] };
    const croissant = JSON.parse(readFileSync(join(into, 'croissant.json'), 'utf8')) as { distribution: { '@id': string; sha256?: string }[] };
    expect(card.sections[1]!.facts[0]!.rows[0]!.documents).toBe(String(exported.documents));
    for (const { '@id': name, sha256 } of croissant.distribution.filter(({ sha256: hash }) => hash !== undefined)) expect([name, sha256]).toEqual([name, hashes('described')[name]]);
    expect(croissant.distribution.length).toBe(exported.files + 2);
    expect(await ask('select', 'gopher', '--export', `${into}/`, '--shard-rows', '100')).toMatchObject({ resumed: exported.files });
  });

  test('Markdown and JSON on stdout; a name that nobody knows', async () => {
    const [text, json, unknown] = await Promise.all([at('card', 'gopher'), ask<{ name: string; sections: object[] }>('card'), at('card', 'gophre')]);
    expect([text.code, text.stdout.startsWith('# Data card: gopher\n'), json.name, json.sections.length]).toEqual([0, true, 'thresher', 7]);
    expect([unknown.code, unknown.stderr.trimEnd().split('\n').length]).toEqual([2, 1]);
  });
});

describe('audit-filter', () => {
  test('JSON and text; the random draw is as large as what is kept', async () => {
    const { documents } = await ask<{ documents: number }>('select', 'gopher', '--count');
    const audit = await ask<{ kept: { documents: number }; by: { by: string; shown: { random: { documents: number } }[] }[] }>('audit-filter', 'gopher', '--by', 'domain', 'lang', '--min-pages', '10');
    expect([audit.kept.documents, audit.by.map(({ by }) => by)]).toEqual([documents, ['domain', 'lang']]);
    expect(audit.by[0]!.shown.reduce((sum, { random }) => sum + random.documents, 0)).toBe(documents);
    const { code, stdout } = await at('audit-filter', 'gopher', '--where', "domain NOT IN ('site2.example')", '--by', 'domain');
    expect(code).toBe(0);
    expect(stdout).toMatch(/\nby domain: 7 groups, 1 flagged .*\n[\s\S]*\n!  site2\.example +\d+ +0 +0\.0 % +[\s\S]*\nsite2\.example: what costs it most\n/);
  });

  test('refused: another grouping, numbers that are none', async () => {
    const { code, stderr } = await at('audit-filter', 'gopher', '--by', 'colour', '--min-pages', 'x', '--limit', '0');
    expect([code, stderr.split('\n').slice(0, 3)]).toEqual([2, ["--by: got 'colour', allowed lang, domain, host, snapshot", "--min-pages: got 'x', allowed a whole number from 1 on", "--limit: got '0', allowed a whole number from 1 to 1000"]]);
  });
});
