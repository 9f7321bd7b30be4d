import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { endExports, exportJob, startExport } from '../../src/exports/jobs.js';
import type { ExportStore } from '../../src/exports/store.js';
import type { Preset } from '../../src/model/rule.js';
import { presetNamed } from '../../src/select/presets.js';
import { skipped } from '../needs.js';
import { fillStore, type FilledStore } from './filled-store.js';

const ready = (await import('chdb').catch(() => null)) !== null || skipped('export jobs', 'chdb', 'the embedded ClickHouse (chdb)', 'npm i chdb on Linux or macOS');

describe.skipIf(!ready)('export jobs', () => {
  let filled: FilledStore;
  beforeAll(async () => { filled = await fillStore(51, 300); });
  afterAll(() => filled.close());

  const { name, rules } = presetNamed('gopher') as Preset, recipe = { name, rules }, selection = { name, rules, where: null };
  const order = (folder: string) => ({ name, recipe, selection, version: 'test', folder: join(filled.folder, folder), shardRows: 40 });
  const ended = (id: string) => vi.waitUntil(() => { const job = exportJob(id)!; return job.state === 'running' ? null : job; }, { timeout: 20_000, interval: 10 });

  test('begins at once, ends with all rows; the usual columns; an unknown id is nobody', async () => {
    const begun = startExport(filled.store, order('first'));
    expect(begun).toEqual({ id: expect.stringMatching(/^[0-9a-f]{8}$/), state: 'running', path: join(filled.folder, 'first'), format: 'parquet', rows: 0, of: 0, files: 0, error: null });
    const job = await ended(begun.id), manifest = JSON.parse(readFileSync(join(begun.path, 'manifest.json'), 'utf8')) as { documents: number; columns: string[]; files: object[] };
    expect(job).toEqual({ ...begun, state: 'done', rows: manifest.documents, of: manifest.documents, files: manifest.files.length });
    expect([manifest.documents > 0, manifest.files.length > 1, manifest.columns.slice(0, 6)]).toEqual([true, true, ['record_id', 'snapshot', 'domain', 'lang', 'lang_score', 'tokens_est']]);
    expect(exportJob('00000000')).toBeUndefined();
  });

  test('without a folder: thresher-exports/<name>-<id> below where the process runs; a name cannot lead out of it', async () => {
    const failing = { ...filled.store, rows: () => Promise.reject(new Error('not now')) } as unknown as ExportStore;
    const cwd = vi.spyOn(process, 'cwd').mockReturnValue(filled.folder), { folder: _, ...rest } = order('unused');
    const job = startExport(failing, { ...rest, name: '../../../x y' });
    cwd.mockRestore();
    expect([dirname(job.path), basename(job.path)]).toEqual([join(filled.folder, 'thresher-exports'), `x-y-${job.id}`]);
    expect(await ended(job.id)).toMatchObject({ state: 'failed', error: 'not now' });
  });

  test('two at a time; a third waits for its turn; one that fails says why and makes room', async () => {
    let open = 0, most = 0;
    const gates: (() => void)[] = [];
    const gated: ExportStore = { ...filled.store, rows: async (sql, params) => {
      if (!sql.includes("table = 'documents'")) return filled.store.rows(sql, params);
      most = Math.max(most, ++open);
      await new Promise<void>((go) => { gates.push(go); });
      open--;
      return filled.store.rows(sql, params);
    } };
    const jobs = ['a', 'b', 'c'].map((folder) => startExport(gated, { ...order(folder), ...(folder === 'a' ? { columns: ['nothing'] } : {}) }));
    await vi.waitUntil(() => gates.length === 2);
    expect(jobs.map(({ id }) => exportJob(id)!.state)).toEqual(['running', 'running', 'running']);
    gates.shift()!();
    await vi.waitUntil(() => gates.length === 2);
    gates.splice(0).forEach((go) => go());
    const done = await Promise.all(jobs.map(({ id }) => ended(id)));
    expect([done.map(({ state }) => state), most]).toEqual([['failed', 'done', 'done'], 2]);
    expect(done[0]!.error).toBe("--columns: got 'nothing', which this store does not have, allowed columns of documents");
  });

  test('the end of a process: running jobs stop, and say that the same export goes on', async () => {
    const job = startExport(filled.store, order('stopped'));
    await endExports();
    expect(exportJob(job.id)).toMatchObject({ state: 'failed', error: 'stopped; the same export into the same folder goes on' });
  });
});
