import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServedStore } from '../../src/serve/parts.js';
import { StoreWatch, type Stamp } from '../../src/serve/store-watch.js';
import { chdb, DATABASE, fill, openScene } from '../explore/scene.js';

describe.skipIf(!chdb)('the stamp of a store', () => {
  let scene: Awaited<ReturnType<typeof openScene>>, watch: StoreWatch;
  beforeAll(async () => {
    scene = await openScene();
    watch = new StoreWatch({ until: () => scene.store.readOnly } as unknown as ServedStore, DATABASE, 1 << 30);
    for (const from of [0, 100, 200, 300]) await fill(scene.store, from, from + 100);
  });
  afterAll(async () => { watch.close(); await scene.close(); });

  const after = async (...statements: string[]): Promise<Record<keyof Stamp, boolean>> => {
    const before = await watch.stamp();
    for (const statement of statements) await scene.store.command(statement);
    const now = await watch.stamp();
    return { all: now.all !== before.all, pages: now.pages !== before.pages };
  };

  test('is another one after rows came in, went, or were changed', async () => {
    expect(await after('INSERT INTO samples (id, record_id) VALUES (1, \'x\')')).toEqual({ all: true, pages: true });
    expect(await after('DELETE FROM samples WHERE id = 1')).toEqual({ all: true, pages: true });
    expect(await after('ALTER TABLE samples UPDATE tokens_est = 7 WHERE src_offset = 150 SETTINGS mutations_sync = 1')).toEqual({ all: true, pages: true });
    expect(await after('ALTER TABLE samples UPDATE tokens_est = 8 WHERE src_offset = 150 SETTINGS mutations_sync = 1')).toEqual({ all: true, pages: true });
    expect(await after("INSERT INTO texts (id, text) VALUES (1, 'x')")).toEqual({ all: true, pages: false });
    expect(await after('TRUNCATE TABLE ingest_batches')).toEqual({ all: true, pages: true });
  });

  test('is the same one after merges, and whatever the levels do', async () => {
    const parts = async (): Promise<number> => Number((await scene.store.rows<{ n: string }>("SELECT count() AS n FROM system.parts WHERE active AND database = currentDatabase() AND table = 'samples'"))[0]!.n);
    await fill(scene.store, 400, 500);
    await scene.store.command('OPTIMIZE TABLE samples FINAL');
    const one = await parts();
    await fill(scene.store, 500, 600);
    expect([one, await parts() > one, await after('OPTIMIZE TABLE samples FINAL', 'OPTIMIZE TABLE texts FINAL'), await parts()]).toEqual([1, true, { all: false, pages: false }, 1]);
    expect(await after("INSERT INTO signal_bins SELECT * FROM generateRandom() LIMIT 0", "INSERT INTO level_steps (step) SELECT max(step) + 1 FROM level_steps")).toEqual({ all: false, pages: false });
  });
});
