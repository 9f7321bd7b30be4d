// Page text that wants to be more than text, and the files in which kept pages leave the store.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Manifest } from '../../src/exports/manifest.js';
import { needsBrowser } from '../services/browser.js';
import { keptSql } from './counted.js';
import type { Desk } from './desk.js';
import { HOSTILE, hostilePages, writePages } from './made-pages.js';
import { openScene, type Scene } from './scene.js';

const browser = await needsBrowser('untrusted text on the page');
afterAll(() => browser?.close());

/** Also as a snapshot, a value of a rule, a name. */
const SNAPSHOT = `<img src=x onerror="window.hit=1">'"`;
const draft = (nodes: readonly unknown[]): string => `recipe=&draft=${encodeURIComponent(JSON.stringify({ name: 'hostile', items: nodes.map((node) => ({ node })) }))}`;

describe.skipIf(browser === null)('untrusted text on the page', () => {
  let scene: Scene, desk: Desk;
  beforeAll(async () => {
    scene = await openScene(browser!, 9, 300);
    await scene.backfill(writePages(scene.folder, 'hostile.jsonl', hostilePages()), '--snapshot', SNAPSHOT);
    desk = await scene.desk({ fragment: `${draft([{ signal: 'snapshot', op: '=', value: SNAPSHOT }])}&focus=text_chars` });
  });
  afterAll(() => scene?.close());

  const by = (id: string) => desk.page.getByTestId(id);
  /** Elements that no part of the page makes. */
  const alien = (): Promise<number> => desk.read(`document.querySelectorAll('body img, body script:not([type]), body svg, body iframe, body [onerror], body [onload], a[href^="javascript:"], a[href^="data:"]').length`);

  test('is shown as it is, wherever it stands, and runs nowhere', async () => {
    const now = await desk.rested();
    expect([now.documents, now.yaml.includes(JSON.stringify(SNAPSHOT))]).toEqual([3, true]);
    const cards = by('sample-kept').getByRole('article');
    await expect.poll(() => cards.count(), { timeout: 15_000 }).toBe(3);
    const more = cards.getByRole('button', { name: /^more/ });
    while (await more.count() > 0) await more.first().click();
    const shown = (await cards.allInnerTexts()).join('\n');
    expect(shown).toContain(hostilePages()[0]!.url);
    expect([`<title>${HOSTILE}</title>`, 'txet denrut', `{{constructor.constructor('window.hit=1')()}} \${alert(6)} &lt;b&gt; &amp;`, `'; DROP TABLE samples; -- "`].map((text) => shown.includes(text))).toEqual([true, true, true, true]);
    expect(await desk.read(`[...document.querySelectorAll('[data-testid=sample-kept] a')].map(({ protocol }) => protocol)`)).toEqual(['https:']);
    expect(await desk.read('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await desk.page.getByRole('tab', { name: 'Snapshots' }).click();
    await desk.page.getByRole('rowheader', { name: SNAPSHOT }).waitFor();
    await desk.picture('hostile');
    await desk.page.getByRole('tab', { name: /domains/ }).click();
    await by('heatmap').getByRole('rowheader').first().waitFor();
    expect([await alien(), await desk.page.title()]).toEqual([0, 'thresher']);
    expect(await desk.faults()).toEqual([]);
  });

  test('in a link: a draft that is no recipe, a focus that is none, markup in every part', async () => {
    const other = await scene.desk({ of: desk, fragment: `recipe=${encodeURIComponent(HOSTILE)}&draft=%7B%22name%22%3A1%7D&focus=${encodeURIComponent(HOSTILE)}&lang=${encodeURIComponent(HOSTILE)}&across=__proto__&watch=1,${encodeURIComponent(HOSTILE)}&keep=a%20b%20c&versus=${encodeURIComponent(HOSTILE)}` });
    const { documents } = await other.rested();
    expect(documents).toBeGreaterThan(0);
    await expect.poll(() => other.read("performance.getEntriesByType('resource').filter(({ name }) => name.includes('/histogram?')).map(({ responseStatus }) => responseStatus)"), { timeout: 15_000 }).toContain(200);
    expect(await other.page.getByRole('status').filter({ hasText: 'could not be read' }).count()).toBe(1);
    expect(await other.read("document.querySelectorAll('body img, body svg').length")).toBe(0);
    expect(await other.faults()).toEqual([]);
    await other.page.close();
  });

  test('a condition that the engine refuses is a sentence, and the draft stays', async () => {
    const other = await scene.desk({ of: desk, fragment: `recipe=&draft=${encodeURIComponent(JSON.stringify({ name: 'broken', items: [], where: 'no_such_column > 1' }))}` });
    await other.page.getByRole('alert').filter({ hasText: 'no_such_column' }).first().waitFor();
    expect(await other.seen()).toMatchObject({ exact: false, yaml: expect.stringContaining('no_such_column') as string });
    expect((await other.faults()).filter((fault) => !/status of (400|422)/.test(fault))).toEqual([]);
    await other.page.close();
  });

  test('export: the manifest\'s hashes and counts are those of the files, and another reader finds the kept pages in them', async () => {
    await desk.page.getByRole('combobox', { name: 'Recipe' }).selectOption('');
    await by('signal-rps_doc_word_count').click();
    await by('cut-input').fill('p30');
    await by('cut-input').press('Enter');
    await expect.poll(async () => (await desk.seen()).yaml, { timeout: 10_000 }).toContain('rps_doc_word_count');
    const now = await desk.rested();
    await by('export').click();
    await desk.page.getByRole('dialog').waitFor();
    await desk.page.keyboard.press('Enter');
    await expect.poll(() => by('export').getAttribute('data-state'), { timeout: 30_000 }).toBe('done');
    const folder = (await by('export').getAttribute('data-path'))!, manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest, rows: Record<string, unknown>[] = [];
    expect(folder.startsWith(scene.folder)).toBe(true);
    for (const { name, sha256, bytes, rows: count } of manifest.files) {
      const path = join(folder, name), content = readFileSync(path), part = await parquetReadObjects({ file: await asyncBufferFromFile(path) });
      expect([createHash('sha256').update(content).digest('hex'), content.length, part.length]).toEqual([sha256, bytes, count]);
      rows.push(...part);
    }
    expect([manifest.documents, manifest.tokens, rows.length]).toEqual([now.documents, now.tokens, now.documents]);
    const wanted = await scene.served.rows<{ id: string; text: string }>(`SELECT toString(d.id) AS id, t.text AS text FROM documents AS d INNER JOIN texts AS t ON t.src_offset = d.src_offset WHERE ${keptSql(now.yaml)}`);
    const sorted = (list: readonly { readonly id: unknown; readonly text: unknown }[]): string[] => list.map(({ id, text }) => `${String(id)} ${String(text)}`).sort();
    expect(sorted(rows as unknown as { id: unknown; text: unknown }[])).toEqual(sorted(wanted));
    expect(await desk.faults()).toEqual([]);
  });
});
