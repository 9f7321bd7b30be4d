// How the page looks and reads: names for everything that can be used, what a screen reader hears, dark, narrow, still; its states while it waits.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { needsBrowser } from '../services/browser.js';
import type { Desk } from './desk.js';
import { openScene, type Scene } from './scene.js';

const browser = await needsBrowser('looks of the page');
afterAll(() => browser?.close());

const CONTROLS = new Set(['button', 'slider', 'textbox', 'searchbox', 'combobox', 'checkbox', 'switch', 'radio', 'tab', 'link', 'spinbutton', 'option', 'image', 'dialog']);
interface Heard { readonly role: string; readonly name: string }

/** What assistive technology is told of the page, by the browser itself. */
const heardOf = async ({ page }: Desk): Promise<Heard[]> => {
  const session = await page.context().newCDPSession(page), { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  return nodes.filter(({ ignored }) => !ignored).map(({ role, name }) => ({ role: String(role?.value ?? ''), name: String(name?.value ?? '').trim() }));
};

/** An element, as far as it is dealt with here. */
interface Marked { readonly setAttribute: (name: string, value: string) => void; readonly removeAttribute: (name: string) => void }
/** Runs in the browser: luminance of what is painted behind an element, and its contrast to the text, as WCAG defines them. */
const CONTRAST = `(element) => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const luminance = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((byte) => (byte / 255 <= 0.03928 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  let at = element;
  while (at !== null && getComputedStyle(at).backgroundColor === 'rgba(0, 0, 0, 0)') at = at.parentElement;
  const ground = luminance(at === null ? 'white' : getComputedStyle(at).backgroundColor), text = luminance(getComputedStyle(element).color);
  return { ground, ratio: (Math.max(ground, text) + 0.05) / (Math.min(ground, text) + 0.05) };
}`;
/** Runs in the browser: elements that move by themselves or glide. */
const MOVING = `[...document.querySelectorAll('*')].filter((element) => {
  const { transitionDuration, animationName, animationDuration } = getComputedStyle(element), isLong = (durations) => durations.split(',').some((one) => parseFloat(one) > 0.01);
  return isLong(transitionDuration) || (animationName !== 'none' && isLong(animationDuration));
}).map((element) => element.outerHTML.slice(0, 80)).concat(document.getAnimations().filter(({ playState }) => playState === 'running').map(String))`;

describe.skipIf(browser === null)('looks of the page', () => {
  let scene: Scene;
  beforeAll(async () => { scene = await openScene(browser!, 16, 500); });
  afterAll(() => scene?.close());

  test('every control has a name, the parts are landmarks, and the kept count is said when it is settled', async () => {
    const desk = await scene.desk(), { documents } = await desk.rested();
    await desk.page.getByTestId('handle-max').waitFor();
    const heard = await heardOf(desk);
    expect(heard.filter(({ role, name }) => CONTROLS.has(role) && name === '')).toEqual([]);
    expect(['banner', 'navigation', 'main', 'contentinfo'].filter((role) => !heard.some((one) => one.role === role))).toEqual([]);
    expect(heard.filter(({ role }) => role === 'slider').map(({ name }) => name)).toEqual([expect.stringMatching(/^Lower cut of /), expect.stringMatching(/^Upper cut of /)]);
    const said = (): Promise<string> => desk.page.locator('[aria-live=polite]').last().innerText();
    expect((await said()).replaceAll(',', '')).toContain(`Kept ${documents} of `);
    await desk.page.getByTestId('signal-rps_doc_word_count').click();
    await desk.page.getByTestId('cut-input').fill('150');
    await desk.page.keyboard.press('Enter');
    await expect.poll(async () => (await desk.seen()).yaml, { timeout: 5000 }).toContain('value: 150\n');
    expect((await desk.rested()).documents).not.toBe(documents);
    expect((await said()).replaceAll(',', '')).toContain(`Kept ${(await desk.seen()).documents} of `);
    for (const [open, name] of [['save', 'Save the recipe'], ['rollback', 'Versions'], ['export', 'Export the kept documents']] as const) {
      await desk.page.getByTestId(open).click();
      await desk.page.getByRole('dialog', { name }).waitFor();
      expect((await heardOf(desk)).filter((one) => CONTROLS.has(one.role) && one.name === '')).toEqual([]);
      await desk.page.keyboard.press('Escape');
      await desk.page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await desk.focused()).toBe(open);
    }
    await desk.picture('light');
    expect(await desk.faults()).toEqual([]);
  });

  test('dark where the system is dark, legible in both', async () => {
    for (const dark of [false, true]) {
      const desk = await scene.desk({ dark });
      await desk.rested();
      for (const text of [desk.page.getByTestId('kept-documents'), desk.page.getByTestId('badge'), desk.page.getByTestId('live'), desk.page.getByTestId('cut-input'), desk.page.getByTestId('save'), desk.page.getByRole('heading', { name: 'Why dropped' }), desk.page.getByTestId('sample-kept').getByRole('heading').first()]) {
        await text.evaluate((element: Marked) => { element.setAttribute('data-measured', ''); });
        const { ground, ratio } = await desk.read<{ readonly ground: number; readonly ratio: number }>(`(${CONTRAST})(document.querySelector('[data-measured]'))`);
        await text.evaluate((element: Marked) => { element.removeAttribute('data-measured'); });
        expect([ground < 0.5, ratio >= 4.5, `${String(text)} ${ratio.toFixed(1)}`]).toEqual([dark, true, expect.any(String)]);
      }
      if (dark) await desk.picture('dark');
      expect(await desk.faults()).toEqual([]);
    }
  });

  test('nothing moves by itself where motion is not wanted', async () => {
    const desk = await scene.desk({ still: true });
    await desk.rested();
    expect(await desk.read(MOVING)).toEqual([]);
    expect(await desk.faults()).toEqual([]);
  });

  test('in a narrow window everything is still there, and a handle can be dragged', async () => {
    for (const width of [900, 420]) {
      const desk = await scene.desk({ width, height: 800 }), before = await desk.rested();
      expect(await desk.read('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      for (const id of ['undo', 'save', 'rollback', 'export', 'waterfall', 'heatmap', 'sample-kept', 'sample-dropped', 'cut-input']) {
        await desk.page.getByTestId(id).scrollIntoViewIfNeeded();
        const { x, width: wide } = (await desk.page.getByTestId(id).boundingBox())!;
        expect([id, x >= -1, x + wide <= width + 1, wide > 20]).toEqual([id, true, true, true]);
      }
      await desk.page.getByTestId('signal-rps_doc_word_count').click();
      const handle = desk.page.getByTestId('handle-min');
      await handle.scrollIntoViewIfNeeded();
      const box = (await handle.boundingBox())!;
      await desk.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await desk.page.mouse.down();
      await desk.page.mouse.move(box.x + box.width / 2 + width / 6, box.y + 5, { steps: 4 });
      await desk.page.mouse.up();
      expect((await desk.rested()).documents).not.toBe(before.documents);
      await desk.picture(`narrow-${width}`);
      expect(await desk.faults()).toEqual([]);
    }
  });

  test('while the first answers are on their way the page stands, without numbers that nobody counted', async () => {
    const desk = await scene.desk({ at: 'about:blank' });
    let open = (): void => {};
    const opened = new Promise<void>((resolve) => { open = resolve; });
    await desk.page.route('**/api/v1/**', async (route) => { await opened; await route.continue(); });
    await desk.page.goto(scene.served.open);
    await desk.page.getByTestId('badge').waitFor();
    expect([await desk.page.getByTestId('badge').getAttribute('data-exact'), await desk.page.getByTestId('kept-documents').count()]).toEqual(['false', 0]);
    await desk.picture('loading');
    open();
    await desk.rested();
    expect(await desk.faults()).toEqual([]);
  });
});
