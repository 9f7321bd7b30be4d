// A draft that is kept: saved, in conflict with another tab, rolled back, in the link, and all of it without a mouse.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SavedRecipe } from '../../src/explore/answers.js';
import { needsBrowser } from '../services/browser.js';
import { answer } from '../thresher.js';
import { countedBy } from './counted.js';
import type { Desk, Seen } from './desk.js';
import { openScene, type Scene } from './scene.js';

const browser = await needsBrowser('recipes on the page');
afterAll(() => browser?.close());

/** What `REASON` would do if it were taken for markup. */
const REASON = `short pages <img src=x onerror="window.hit=1"> & 'more'`;

describe.skipIf(browser === null)('recipes on the page', () => {
  let scene: Scene, desk: Desk;
  beforeAll(async () => { scene = await openScene(browser!, 8, 500); desk = await scene.desk(); });
  afterAll(() => scene?.close());

  const by = (id: string, at = desk) => at.page.getByTestId(id);
  const cut = async (signal: string, text: string, at = desk): Promise<void> => {
    await by(`signal-${signal}`, at).click();
    await by('cut-input', at).fill(text);
    await by('cut-input', at).press('Enter');
  };
  const shown = (): Promise<SavedRecipe[]> => answer(['recipes', 'show', 'mine', '--store', scene.store]);
  const saved = async (): Promise<string[]> => (await shown()).map(({ version, action, author, reason }) => `${version} ${action} ${author} ${reason}`);
  const dialog = (at = desk) => at.page.getByRole('dialog');
  /** Fills the dialog and waits until Enter has closed it. */
  const save = async (fields: Readonly<Record<string, string>>, at = desk): Promise<void> => {
    await by('save', at).click();
    for (const [label, text] of Object.entries(fields)) await dialog(at).getByLabel(label).fill(text);
    await at.page.keyboard.press('Enter');
  };
  const gone = (at = desk): Promise<void> => dialog(at).waitFor({ state: 'detached' });
  const sameAs = ({ documents, tokens, yaml }: Seen): unknown => expect.objectContaining({ exact: true, documents, tokens, yaml });

  test('save: name, reason and author are what `recipes show` has, with the rules that the page shows', async () => {
    await desk.rested();
    await cut('rps_doc_word_count', '60');
    const before = await desk.rested();
    await save({ Name: 'mine', Reason: REASON, Author: 'Ann <b>' });
    await gone();
    const after = await desk.rested();
    expect({ ...after, yaml: '', sql: '' }).toEqual({ ...before, yaml: '', sql: '' });
    expect(after.yaml).toBe(before.yaml.replace(/^name: .*/, 'name: mine'));
    expect(await saved()).toEqual([`1 save Ann <b> ${REASON}`]);
    expect(await countedBy(scene.served, JSON.stringify({ rules: (await shown())[0]!.recipe.rules }))).toEqual({ documents: after.documents, tokens: after.tokens });
    expect(await desk.faults()).toEqual([]);
  });

  test('a reload and a new tab show the same draft, focus and numbers', async () => {
    await cut('rps_doc_mean_word_length', '4.1');
    const before = await desk.rested(), focused = (at: Desk): Promise<string | null> => by('signal-rps_doc_mean_word_length', at).getAttribute('aria-pressed');
    expect(await focused(desk)).toBe('true');
    const link = desk.page.url();
    expect(link).not.toContain(scene.served.token);
    await desk.page.reload();
    expect(await desk.rested()).toEqual(sameAs(before));
    expect(await focused(desk)).toBe('true');
    const other = await scene.desk({ of: desk, at: link });
    expect([await other.rested(), await focused(other), await by('handle-min', other).getAttribute('aria-valuenow')]).toEqual([sameAs(before), 'true', '4.1']);
    expect([...await desk.faults(), ...await other.faults()]).toEqual([]);
    await other.page.close();
  });

  test('two tabs save: the second is told who was first, and loses nothing', async () => {
    const mine = await desk.rested(), other = await scene.desk({ of: desk });
    await other.rested();
    await cut('rps_doc_word_count', '90', other);
    await other.rested();
    await save({ Reason: 'longer', Author: 'Bea' }, other);
    await gone(other);
    expect(await other.faults()).toEqual([]);

    await save({ Reason: 'word length', Author: 'Ann' });
    await dialog().getByRole('alert').filter({ hasText: 'Bea saved mine v2' }).waitFor();
    expect(await saved()).toEqual(['2 save Bea longer', `1 save Ann <b> ${REASON}`]);
    expect(await desk.seen()).toEqual(sameAs(mine));
    await desk.picture('conflict');
    await desk.page.keyboard.press('Enter');
    await gone();
    expect((await saved())[0]).toBe('3 save Ann word length');
    expect(await desk.rested()).toEqual(sameAs(mine));
    expect(await desk.faults()).toEqual([expect.stringContaining('412')]);   // the browser itself reports the answer that told of the conflict
  });

  test('rollback: one step back is a new version with the old rules, in the store and on the page', async () => {
    const before = await desk.rested();
    await by('rollback').click();
    await dialog().getByText('Roll back to v2').waitFor();
    await desk.page.keyboard.press('Enter');
    await gone();
    const after = await desk.rested(), [newest, , second] = await shown();
    expect([newest!.action, newest!.parent, newest!.recipe]).toEqual(['rollback', 2, second!.recipe]);
    expect(after.yaml).not.toBe(before.yaml);
    expect(await countedBy(scene.served, JSON.stringify({ rules: newest!.recipe.rules }))).toEqual({ documents: after.documents, tokens: after.tokens });
    await by('undo').click();
    expect((await desk.rested()).yaml).toBe(before.yaml);
    expect(await desk.faults()).toEqual([]);
  });

  test('without a mouse: a handle by Tab and arrows, saved by keys', async () => {
    const alone = await scene.desk({ fragment: 'recipe=&focus=rps_doc_word_count' }), { keyboard } = alone.page, now = async (): Promise<number> => Number(await by('handle-min', alone).getAttribute('aria-valuenow'));
    const first = await alone.rested();
    await by('handle-min', alone).waitFor();
    let tabs = 0;
    for (; tabs < 300 && await alone.focused() !== 'handle-min'; tabs++) await keyboard.press('Tab');
    expect(tabs).toBeLessThan(300);
    const start = await now(), stops: number[] = [];
    for (const key of ['ArrowRight', 'ArrowRight', 'Shift+ArrowRight', 'ArrowLeft', 'End', 'Home', 'Shift+ArrowRight']) {
      const before = await now();
      await keyboard.press(key);
      await expect.poll(now, { timeout: 5000 }).not.toBe(before);
      stops.push(await now());
    }
    const [one, two, twelve, eleven, end, home, ten] = stops as [number, number, number, number, number, number, number];
    expect([start < one, one < two, two < twelve, two < eleven && eleven < twelve, end > twelve, home === start, home < ten && ten < twelve]).toEqual(Array(7).fill(true));
    const moved = await alone.rested();
    expect(moved.documents).toBeLessThan(first.documents);
    expect(await countedBy(scene.served, moved.yaml)).toEqual({ documents: moved.documents, tokens: moved.tokens });

    for (let back = 0; back < 300 && await alone.focused() !== 'save'; back++) await keyboard.press('Shift+Tab');
    await keyboard.press('Enter');
    await dialog(alone).waitFor();
    await keyboard.type('by keys');
    await keyboard.press('Enter');
    await gone(alone);
    expect((await answer<SavedRecipe[]>(['recipes', 'list', '--store', scene.store])).some(({ reason }) => reason === 'by keys')).toBe(true);
    await keyboard.press('Control+z');
    await keyboard.press('Control+z');
    expect((await alone.rested()).documents).not.toBe(moved.documents);
    expect(await alone.faults()).toEqual([]);
  });
});
