// The verb `whatif` over a store that this process holds.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '../../src/commands/verb.js';
import { whatif } from '../../src/commands/whatif.js';
import { resolveConfig } from '../../src/config.js';
import { amount, chdb, fill, openScene, readRows, type Row } from '../explore/scene.js';

describe.skipIf(!chdb)('whatif', () => {
  let scene: Awaited<ReturnType<typeof openScene>>, rows: Row[] = [], folder = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'thresher-whatif-'));
    scene = await openScene();
    await fill(scene.store, 0, 1000);
    rows = await readRows(scene.store);
  });
  afterAll(async () => { await scene.close(); rmSync(folder, { recursive: true, force: true }); });

  const said = async (args: readonly string[], options: Readonly<Record<string, unknown>>, json = true): Promise<string> => {
    const out: string[] = [], config = resolveConfig({ store: scene.folder }, {});
    const context: Context = { config, json, quiet: true, color: false, version: 'test', log: pino({ level: 'silent' }), print: async (text) => { out.push(String(text)); }, stop: new AbortController().signal };
    expect(await whatif.run(context, args, options)).toBe(0);
    return out.join('');
  };
  const count = (list: readonly Row[], holds: (row: Row) => boolean) => { const { documents, tokens } = amount(list.filter(holds)); return { documents, tokens }; };

  test('--json: a hundred cut points, as counted one by one', async () => {
    const points = JSON.parse(await said(['s_wide'], {})) as { threshold: number }[];
    expect(points.length).toBe(100);
    expect(points).toEqual(points.map(({ threshold }) => ({ threshold, ...count(rows, ({ s_wide }) => s_wide !== null && Number(s_wide) >= threshold) })));
  });

  test('--by and --recipe: the group in each entry, the other rules as they are', async () => {
    const path = join(folder, 'mine.yaml');
    writeFileSync(path, 'name: mine\nrules:\n  all:\n    - {signal: s_frac, op: "<=", value: 0.5}\n    - {signal: s_count, op: ">=", value: 100}\n');
    const points = JSON.parse(await said(['s_frac'], { by: 'lang', recipe: path, points: '5' })) as { lang: string; threshold: number }[];
    expect([points.length, new Set(points.map(({ lang }) => lang)).size]).toEqual([25, 5]);
    expect(points).toEqual(points.map(({ lang, threshold }) => ({ lang, threshold, ...count(rows, (row) => row.lang === lang && row['s_frac'] !== null && Number(row['s_frac']) <= threshold && Number(row['s_count']) >= 100) })));
  });

  test('as text, with bars; names of groups cannot reach the terminal', async () => {
    const lines = (await said(['s_frac'], { points: '3' }, false)).split('\n'), n = rows.length, half = rows.filter(({ s_frac }) => s_frac !== null && Number(s_frac) >= 0.5).length;
    expect(lines[0]).toBe(`kept with s_frac >= cut, of ${n} documents`);
    expect(lines[3]).toMatch(new RegExp(`^ *0\\.5 +${half} +\\d+\\.\\d % +[\\d,]+ +#{${Math.round((24 * half) / n)}}$`));
    expect(await said(['s_frac'], { points: '2', by: 'domain' }, false)).not.toMatch(/\t|tab\nline/);
  });

  test('what it refuses', async () => {
    await expect(said(['s_frac'], { by: 'url' })).rejects.toThrow("--by: got 'url', allowed lang or domain");
    await expect(said(['s_frac'], { op: '=' })).rejects.toThrow("--op: got '=', allowed >= or <=");
    await expect(said(['s_frac'], { points: 'x' })).rejects.toThrow('points: got NaN, allowed a whole number from 1 to 1000');
    await expect(said(['nothing'], {})).rejects.toThrow("signal: got 'nothing'");
    await expect(said(['s_frac'], { recipe: 'gopher' })).rejects.toThrow('preset gopher: got a store without');
  });
});
