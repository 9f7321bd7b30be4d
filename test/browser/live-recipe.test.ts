// A recipe that is changed on the page while `run curate` consumes from a real broker.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { SavedRecipe } from '../../src/explore/answers.js';
import { openKafka } from '../../src/sources/kafka.js';
import { pagesOf } from '../crawl.js';
import { needsBrowser } from '../services/browser.js';
import { freshTopic, needsKafka } from '../services/kafka.js';
import { trickle, type Trickle } from '../services/trickle.js';
import { answer, type Started } from '../thresher.js';
import { curateWith, reportOf, until } from '../topologies/members.js';
import { countedBy } from './counted.js';
import { openDesk, type Desk } from './desk.js';
import { serveStore, type Served } from './scene.js';

const PARTITIONS = 2, GAP_MS = 40, pages = pagesOf(44, 200);
const browser = await needsBrowser('recipes from the page to a running curate'), broker = browser === null ? null : await needsKafka('recipes from the page to a running curate');
const folder = mkdtempSync(join(tmpdir(), 'thresher-live-recipe-')), ends: (() => unknown)[] = [];
afterAll(async () => {
  for (const end of ends.reverse()) await end();
  await browser?.close();
  await broker?.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Version = SavedRecipe & { readonly from_offset: Record<string, string> };
interface Row { readonly place: string; readonly position: string; readonly number: number; readonly verdict: string; readonly judged: number; readonly chars: number; readonly at: string }

describe.skipIf(broker === null)('recipes from the page to a running curate', () => {
  const ROWS = `SELECT concat(src_topic, '/', toString(src_partition)) AS place, toString(src_offset) AS position, stream_recipe AS number, stream_failed['mine'] AS verdict, mapContains(stream_failed, 'mine') AS judged,
    text_chars AS chars, toString(toUnixTimestamp64Milli(run_time)) AS at FROM samples ORDER BY place, src_offset`;
  const cut = async ({ page }: Desk, text: string): Promise<void> => {
    await page.getByTestId('signal-text_chars').click();
    await page.getByTestId('cut-input').fill(text);
    await page.getByTestId('cut-input').press('Enter');
  };
  const save = async ({ page }: Desk, fields: Readonly<Record<string, string>>): Promise<void> => {
    await page.getByTestId('save').click();
    for (const [label, text] of Object.entries(fields)) await page.getByRole('dialog').getByLabel(label).fill(text);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  };
  const start = async (): Promise<{ readonly served: Served; readonly curate: Started; readonly topic: string; readonly flow: Trickle }> => {
    const topic = await freshTopic(broker!, { name: 'page', partitions: PARTITIONS }), log = await openKafka({ brokers: broker!.brokers.split(',') });
    ends.push(() => log.close());
    const flow = await trickle(log, { topic, partitions: PARTITIONS, pages, gap: GAP_MS });
    ends.push(flow.stop);
    const served = await serveStore(join(folder, 'store'), folder, ['--brokers', broker!.brokers]);
    ends.push(served.stop);
    const curate = curateWith(broker).member({ topic, group: topic, store: join(folder, 'store') }, ['--workers', '0', '--signals', 'gopher', '--lang', 'en', '--batch-rows', '20', '--quiet']);
    ends.push(() => curate.kill('SIGKILL'));
    return { served, curate, topic, flow };
  };

  test('new rows carry its number within a second of the saving, from exactly the positions that the page and `recipes show` state', async () => {
    const { served, curate, topic, flow } = await start(), rows = (): Promise<Row[]> => served.rows<Row>(ROWS).catch(() => []);
    await until('rows', 60, async () => (await rows()).length > 10);
    const desk = await openDesk(browser!, `${served.open}&recipe=&focus=text_chars`, {}), at = async (number: number): Promise<unknown> => until(`rows of number ${number}`, 60, async () => (await rows()).filter((row) => row.number === number).length > 5);
    await desk.rested();
    await cut(desk, '500');
    await save(desk, { Name: 'mine', Reason: 'short pages', Author: 'ann' });
    await at(1);
    await cut(desk, '900');
    await save(desk, { Reason: 'still too short' });
    await at(2);
    const sent = await flow.stop();
    await until('all stored', 60, async () => (await rows()).length === sent);
    const versions = await answer<Version[]>(['recipes', 'show', 'mine', '--store', join(folder, 'store')]), all = await rows();
    curate.kill('SIGTERM');
    reportOf(await curate.ended);

    expect(versions.map(({ version, number, author, reason }) => [version, number, author, reason])).toEqual([[2, 2, 'ann', 'still too short'], [1, 1, 'ann', 'short pages']]);
    await desk.page.getByTestId('rollback').click();
    const lines = desk.page.getByRole('dialog').getByText(/^from /);
    await expect.poll(() => lines.allInnerTexts(), { timeout: 10_000 }).toEqual(versions.map(({ from_offset }) => Object.entries(from_offset).map(([place, position]) => `from ${place} ${position}`).join(', ')));
    await desk.picture('versions');
    await desk.page.keyboard.press('Escape');

    const took = versions.map(({ number, changed, from_offset }) => {
      expect(Object.keys(from_offset).sort()).toEqual([0, 1].map((partition) => `${topic}/${partition}`));
      expect(all.filter((row) => (BigInt(row.position) >= BigInt(from_offset[row.place]!)) !== row.number >= number)).toEqual([]);
      const least = number === 1 ? 500 : 900, mine = all.filter((row) => row.number === number);
      expect(mine.filter(({ judged, verdict, chars }) => !judged || verdict !== (chars >= least ? '' : 'text_chars'))).toEqual([]);
      return Math.min(...mine.map((row) => Number(row.at))) - Date.parse(changed);
    });
    // A batch that was judged already is written first, which takes long where much else runs: the quicker of the two counts.
    expect([Math.min(...took) < 1000, Math.max(...took) < 10_000]).toEqual([true, true]);

    // All the while the page followed: what it shows now is what is there now.
    await expect.poll(async () => (await desk.rested()).documents, { timeout: 15_000 }).toBe(all.filter(({ chars }) => chars >= 900).length);
    const now = await desk.rested();
    expect(await countedBy(served, now.yaml)).toEqual({ documents: now.documents, tokens: now.tokens });
    expect(await desk.faults()).toEqual([]);
    await desk.page.context().close();
  }, 240_000);
});
