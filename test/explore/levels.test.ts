// The kept levels against a recount from the pages: after every step, after a kill between every two statements, after batches went.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keyOf, LEVEL_BITS } from '../../src/explore/grid.js';
import { keepLevels, type LevelOptions } from '../../src/explore/keep-levels.js';
import { liveSteps, readSteps } from '../../src/explore/level-steps.js';
import { thumbnails } from '../../src/explore/thumbnails.js';
import { chdb, DATABASE, fill, openScene, readRows, SIGNALS } from './scene.js';

describe.skipIf(!chdb)('levels', () => {
  let scene: Awaited<ReturnType<typeof openScene>>;
  beforeAll(async () => { scene = await openScene(); });
  afterAll(() => scene.close());
  const options: LevelOptions = { database: DATABASE, sliceRows: 400 };
  const catchUp = async (): Promise<number> => {
    for (let calls = 1; ; calls++) if ((await keepLevels(scene.store, options)).caughtUp) return calls;
  };

  /** Rows `signal snapshot lang bin documents tokens bytes` of what counts, added up. */
  const kept = async (): Promise<string[]> => {
    const live = liveSteps(await readSteps(scene.store, DATABASE)).map(({ step }) => step);
    if (live.length === 0) return [];
    const rows = await scene.store.rows<Record<string, string | number>>(`SELECT signal, snapshot, lang, bin, sum(documents) AS d, sum(tokens) AS t, sum(bytes) AS b FROM signal_bins WHERE step IN (${live.join(', ')}) AND (signal IN (${SIGNALS.map((name) => `'${name}'`).join(', ')}) OR signal = '') GROUP BY signal, snapshot, lang, bin`);
    return rows.map(({ signal, snapshot, lang, bin, d, t, b }) => [signal, snapshot, lang, bin, d, t, b].join('|')).sort();
  };
  const recount = async (): Promise<string[]> => {
    const sums = new Map<string, [number, number, number]>();
    for (const row of await readRows(scene.store)) {
      for (const signal of ['', ...SIGNALS]) {
        if (signal !== '' && row[signal] === null) continue;
        const key = [signal, row.snapshot, row.lang, signal === '' ? 0 : keyOf(Number(row[signal]), LEVEL_BITS)].join('|'), sum = sums.get(key) ?? [0, 0, 0];
        sums.set(key, [sum[0] + 1, sum[1] + row.tokens_est, sum[2] + row.text_bytes]);
      }
    }
    return [...sums].map(([key, sum]) => `${key}|${sum.join('|')}`).sort();
  };

  test('a backlog is counted slice by slice, with progress', async () => {
    await fill(scene.store, 0, 1500);
    await fill(scene.store, 0, 700, { topic: 'crawl.records', partition: 2, seed: 3 });
    expect(await thumbnails(scene.store.readOnly, { database: DATABASE })).toBe(null);
    const rows: number[] = [];
    for (let done = false; !done;) { const progress = await keepLevels(scene.store, options); rows.push(progress.rows); done = progress.caughtUp; expect(progress.of).toBe(2200); }
    expect(rows).toEqual([275, 550, 825, 1100, 1375, 1650, 1925, 2200, 2200]);
    expect(await kept()).toEqual(await recount());
    expect((await scene.store.rows("SELECT max(parts) AS parts FROM (SELECT count() AS parts FROM (SELECT DISTINCT _part, step, slice FROM signal_bins) GROUP BY step, slice)"))).toEqual([{ parts: '1' }]);
  });

  test('thumbnails: counts of every bin, pages without a value', async () => {
    const found = (await thumbnails(scene.store.readOnly, { database: DATABASE, bins: 16 }))!, rows = await readRows(scene.store);
    expect([found.exact, found.n, found.caught_up, found.as_of]).toEqual([true, rows.length, true, { 'files/0': '1500', 'crawl.records/2': '700' }]);
    for (const name of SIGNALS) {
      const { edges, documents, nulls } = found.signals.find((one) => one.name === name)!, values = rows.flatMap((row) => (row[name] === null ? [] : [Number(row[name])]));
      expect([name, nulls]).toEqual([name, rows.length - values.length]);
      expect([name, documents]).toEqual([name, edges.slice(1).map((edge, i) => values.filter((value) => value >= edges[i]! && (i === edges.length - 2 ? value <= edge : value < edge)).length)]);
    }
  });

  test('live batches: one call each, added up by eights, and nothing when nothing is new', async () => {
    for (let i = 0; i < 10; i++) {
      await fill(scene.store, 1500 + 100 * i, 1600 + 100 * i);
      await keepLevels(scene.store, options);
    }
    expect((await thumbnails(scene.store.readOnly, { database: DATABASE }))!.signals.length).toBeGreaterThan(SIGNALS.length);
    await catchUp();
    expect(await kept()).toEqual(await recount());
    const live = liveSteps(await readSteps(scene.store, DATABASE));
    expect([live.length <= 4, live.some(({ tier }) => tier > 0), await catchUp()]).toEqual([true, true, 1]);
    expect(await scene.store.rows('SELECT DISTINCT step FROM signal_bins ORDER BY step')).toEqual(live.map(({ step }) => ({ step: String(step) })));
  });

  test('killed after any statement: the same as never killed', async () => {
    let at = 2500;
    const killedAt = async (wanted: string): Promise<boolean> => {
      let left = 1;
      const pass = (point: string): void => { if (point === wanted && left-- === 1) throw new Error('killed'); };
      await fill(scene.store, at, at + (wanted === 'levels.counted' ? 900 : 100));
      at += wanted === 'levels.counted' ? 900 : 100;
      for (let done = false; !done;) {
        try { done = (await keepLevels(scene.store, { ...options, pass })).caughtUp; } catch (error) { if ((error as Error).message !== 'killed') throw error; }
      }
      return left < 1;
    };
    for (const point of ['levels.begun', 'levels.looked', 'levels.inserted', 'levels.counted', 'levels.advanced', 'levels.dropped', 'levels.forgotten']) {
      let tries = 0;
      while (!await killedAt(point)) expect(tries++).toBeLessThan(10);
      expect([point, await kept()]).toEqual([point, await recount()]);
    }
  }, 180_000);

  test('two processes at once', async () => {
    await fill(scene.store, 50_000, 51_000);
    await Promise.all([catchUp(), catchUp(), catchUp()]);
    expect(await kept()).toEqual(await recount());
  });

  test('a file that is stored again, and one that is finished late: counted anew', async () => {
    const coarse = { ...options, sliceRows: 50_000 }, anew = async (): Promise<void> => { while (!(await keepLevels(scene.store, coarse)).caughtUp); };
    const before = Math.max(...(await readSteps(scene.store, DATABASE)).map(({ epoch }) => epoch));
    for (const [table, column] of [['samples', 'src_offset'], ['ingest_batches', 'src_from']]) await scene.store.command(`DELETE FROM ${table} WHERE src_topic = 'files' AND ${column} < 1000`);
    await fill(scene.store, 60_000, 61_000, { seed: 9 });
    await anew();
    expect(await kept()).toEqual(await recount());
    await fill(scene.store, 55_000, 55_300, { seed: 9 });
    await anew();
    expect([await kept(), Math.max(...(await readSteps(scene.store, DATABASE)).map(({ epoch }) => epoch)) - before]).toEqual([await recount(), 2]);
  }, 120_000);

  test('rows of a batch under way are counted when it is whole', async () => {
    await fill(scene.store, 61_100, 61_200, { only: 'rows' });
    const before = await kept();
    await catchUp();
    expect(await kept()).toEqual(before);
    await fill(scene.store, 61_000, 61_100);
    await catchUp();
    expect(await kept()).not.toEqual(await recount());
    await fill(scene.store, 61_100, 61_200, { only: 'batches' });
    await catchUp();
    expect(await kept()).toEqual(await recount());
  });

  test('a row too many is noticed', async () => {
    await scene.store.command("INSERT INTO signal_bins SELECT * FROM signal_bins WHERE signal = 's_frac' LIMIT 1");
    expect(await kept()).not.toEqual(await recount());
  });
});
