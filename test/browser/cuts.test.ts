// Every number on the page against queries of our own, after every way in which a cut can be moved.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seeded } from '../crawl.js';
import { needsBrowser } from '../services/browser.js';
import { answer, thresher } from '../thresher.js';
import { countedBy, fallsOf, keptSql } from './counted.js';
import type { Desk, Seen } from './desk.js';
import { openScene, type Scene } from './scene.js';

const browser = await needsBrowser('cuts on the page');
afterAll(() => browser?.close());

describe.skipIf(browser === null)('cuts on the page', () => {
  let scene: Scene, desk: Desk;
  beforeAll(async () => { scene = await openScene(browser!, 7, 1200); desk = await scene.desk(); });
  afterAll(() => scene?.close());

  const by = (id: string) => desk.page.getByTestId(id);
  const middleOf = async (id: string): Promise<readonly [number, number]> => { const { x, y, width, height } = (await by(id).boundingBox())!; return [x + width / 2, y + height / 2]; };
  const drag = async (id: string, dx: number): Promise<boolean> => {
    const [x, y] = await middleOf(id), { mouse } = desk.page;
    await mouse.move(x, y);
    await mouse.down();
    await mouse.move(x + dx, y, { steps: 6 });
    const { exact } = await desk.seen();
    await mouse.up();
    return exact;
  };
  const focus = (signal: string): Promise<void> => by(`signal-${signal}`).click();
  const type = async (text: string): Promise<void> => { await by('cut-input').fill(text); await by('cut-input').press('Enter'); };
  const totals = ({ documents, tokens }: Seen): { documents: number; tokens: number } => ({ documents, tokens });
  /** The query that the drawer shows, as `thresher sql` answers it. */
  const asSql = async (sql: string): Promise<{ documents: number; tokens: number }> => {
    const { code, stdout, stderr } = await thresher(['sql', sql, '--store', scene.store, '--format', 'JSONEachRow', '--quiet']);
    expect([code, stderr]).toEqual([0, '']);
    const { documents, tokens } = JSON.parse(stdout) as { documents: string; tokens: string };
    return { documents: Number(documents), tokens: Number(tokens) };
  };
  const asRecipe = async (yaml: string): Promise<{ documents: number; tokens: number }> => {
    const path = join(scene.folder, 'shown.yaml');
    writeFileSync(path, yaml);
    const { documents, tokens } = await answer<{ documents: number; tokens: number }>(['select', path, '--count', '--store', scene.store]);
    return { documents, tokens };
  };
  /** Once at rest: totals, the drawer's query and its answer, the waterfall, a cell of the heat map. */
  const isTrue = async (): Promise<Seen> => {
    const now = await desk.rested(), [[row], falls] = await Promise.all([scene.served.rows(now.sql), fallsOf(scene.served, now.yaml)]);
    expect({ documents: Number(row!['documents']), tokens: Number(row!['tokens']) }).toEqual(totals(now));
    expect(await countedBy(scene.served, now.yaml)).toEqual(totals(now));
    await desk.page.waitForSelector('[data-testid=waterfall][data-exact=true]');
    await desk.page.waitForSelector('[data-testid=heatmap][data-exact=true]');
    expect(await desk.read("[...document.querySelectorAll('[data-testid=waterfall] tr[data-signal]')].map(({ dataset: { first, any, only } }) => [first, any, only].map(Number))")).toEqual(falls);
    return now;
  };

  test('a handle under the mouse: estimated while it moves, and at rest what the drawer\'s SQL and YAML count', async () => {
    const before = await isTrue();
    expect(before.documents > 0 && before.documents < 1200).toBe(true);
    await focus('rps_doc_word_count');
    expect(await drag('handle-min', 220)).toBe(false);
    const after = await isTrue();
    expect(after.documents).not.toBe(before.documents);
    expect(await asSql(after.sql)).toEqual(totals(after));
    expect(await asRecipe(after.yaml)).toEqual(totals(after));
    expect(await desk.faults()).toEqual([]);
  });

  test('the focused signal: its bars add up to the pages with a value, and a cell of the heat map is its pages', async () => {
    const answered = desk.page.waitForResponse((response) => response.url().includes('/api/v1/histogram?') && response.url().includes('gopher_stop_word_count') && response.url().includes('recipe='));
    await focus('gopher_stop_word_count');
    const { all, kept, nulls } = await (await answered).json() as { all: { documents: number[] }; kept: { documents: number[] }; nulls: { documents: number } }, { yaml } = await isTrue();
    const sum = (counts: readonly number[]): number => counts.reduce((total, n) => total + n, 0);
    const [row] = await scene.served.rows(`SELECT countIf(gopher_stop_word_count IS NOT NULL) AS values, countIf(gopher_stop_word_count IS NOT NULL AND ${keptSql(yaml)}) AS kept, countIf(gopher_stop_word_count IS NULL) AS nulls FROM documents`);
    expect([sum(all.documents), sum(kept.documents), nulls.documents]).toEqual(['values', 'kept', 'nulls'].map((name) => Number(row![name])));

    const cell = by('heatmap').getByRole('button', { name: /^de, de0\.example: / }), [, share, documents] = /: ([\d.]+) % of (\d+) documents kept$/.exec((await cell.getAttribute('aria-label'))!)!;
    const [inCell] = await scene.served.rows(`SELECT count() AS documents, countIf(${keptSql(yaml)}) AS kept FROM documents WHERE lang = 'de' AND domain = 'de0.example'`);
    expect([Number(documents), Number(share)]).toEqual([Number(inCell!['documents']), Number((100 * Number(inCell!['kept']) / Number(inCell!['documents'])).toFixed(1))]);
    expect(await desk.faults()).toEqual([]);
  });

  test('ten changes by chance, by mouse and keys, over several signals: each is true at rest', async () => {
    const random = seeded(11), choose = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!, seen = new Set<string>();
    for (let i = 0; i < 10; i++) {
      await focus(choose(['rps_doc_word_count', 'rps_doc_mean_word_length', 'gopher_stop_word_count', 'rps_doc_frac_no_alph_words', 'quality_score', 'rps_doc_unigram_entropy']));
      const handle = choose(['handle-min', 'handle-max']);
      if (random() < 0.5) await drag(handle, Math.round((handle === 'handle-min' ? 1 : -1) * (random() * 160 - 40)));
      else {
        await by(handle).focus();
        for (let k = 0; k < 3; k++) await desk.page.keyboard.press(choose(['ArrowRight', 'ArrowLeft', 'Shift+ArrowRight', 'Shift+ArrowLeft', 'ArrowUp', 'ArrowDown']));
      }
      seen.add((await isTrue()).yaml);
    }
    expect(seen.size).toBeGreaterThan(7);
    expect(await desk.faults()).toEqual([]);
  });

  test('a number and a percentile set the cut; anything else changes nothing and says why', async () => {
    await focus('rps_doc_word_count');
    await type('77');
    expect((await isTrue()).yaml).toMatch(/signal: rps_doc_word_count\n +op: ">="\n +value: 77\n/);
    expect(await by('handle-min').getAttribute('aria-valuenow')).toBe('77');
    await type('p90');
    const percentile = await isTrue(), [row] = await scene.served.rows('SELECT quantileExactLow(0.9)(rps_doc_word_count) AS value FROM documents');
    expect(percentile.yaml).toContain(`value: ${row!['value']}\n`);
    for (const nonsense of ['NaN', 'p101', '1,5', '1e999', "0' OR 1", '', 'p', '0x10', '<b>1</b>']) {
      await type(nonsense);
      expect(await desk.page.getByRole('alert').filter({ hasText: /Nothing typed|Not understood/ }).count()).toBe(1);
      expect(await desk.seen()).toEqual(percentile);
    }
    expect(await desk.faults()).toEqual([]);
  });

  test('no total is exact while a percentile is looked up', async () => {
    let answer = (): void => {};
    const held = new Promise<void>((resolve) => { answer = resolve; }), isLookUp = (url: URL): boolean => url.pathname.endsWith('/histogram') && url.searchParams.get('bins') === '1';
    await desk.page.route(isLookUp, async (route) => { await held; await route.continue(); });
    await type('81');
    await type('p80');
    await expect.poll(() => desk.read("performance.getEntriesByType('resource').filter(({ name }) => name.includes('/summary?') && name.includes('81%')).length"), { timeout: 15_000 }).toBeGreaterThan(0);
    await desk.page.waitForTimeout(300);
    expect((await desk.seen()).exact).toBe(false);
    answer();
    const found = await isTrue(), [row] = await scene.served.rows('SELECT quantileExactLow(0.8)(rps_doc_word_count) AS value FROM documents');
    expect(found.yaml).toContain(`value: ${row!['value']}\n`);
    await desk.page.unroute(isLookUp);
  });

  test('the card in the drawer has the kept pages of the draft, each number with a query that gives it', async () => {
    const { documents, tokens } = await desk.rested(), tab = desk.page.getByRole('tab', { name: 'Card' });
    await tab.click();
    await desk.page.waitForSelector('[data-testid=drawer-card][aria-busy=false]');
    const card = (await by('drawer-card').textContent())!, sql = [...card.matchAll(/(`{3,})sql\n([\s\S]*?)\n\1/g)].map(([, , query]) => query!).find((query) => query.includes('AS documents'))!, [row] = await scene.served.rows(sql);
    expect({ documents: Number(row!['documents']), tokens: Number(row!['tokens']) }).toEqual({ documents, tokens });
    expect([card.startsWith('# '), card.includes('## Selection'), card.includes(String(documents))]).toEqual([true, true, true]);
    await tab.click();
  });

  test('undo goes back to the beginning, redo to the end', async () => {
    const last = await desk.rested();
    while (await by('undo').isEnabled()) await by('undo').click();
    const first = await isTrue();
    expect(first).toEqual((await desk.stood())[0]);
    await desk.page.keyboard.press('Control+Shift+z');
    expect((await isTrue()).yaml).not.toBe(first.yaml);
    while (await by('redo').isEnabled()) await by('redo').click();
    expect(await isTrue()).toEqual(last);
    expect(await desk.faults()).toEqual([]);
  });

  test('whatever stood there as exact was so', async () => {
    const stood = new Map((await desk.stood()).map((seen) => [JSON.stringify(seen), seen]));
    expect(stood.size).toBeGreaterThan(12);
    for (const seen of stood.values()) expect({ yaml: seen.yaml, ...await countedBy(scene.served, seen.yaml) }).toEqual({ yaml: seen.yaml, ...totals(seen) });
  });
});
