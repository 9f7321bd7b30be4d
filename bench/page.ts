/*
 * How fast the page answers, in a headless Chromium against the embedded engine with made-up pages (synthetic-store.ts). Input is real: the browser gets mouse and keys
 * from outside. What is taken, each from the moment at which the page hears of the event:
 *
 *   pointer feedback   until the handle stands at its new place and the frame with it has been painted
 *   linked panels      until totals and waterfall, in the same frame the canvases, show the new cut and that has been painted
 *   tile or brush      a rectangle on the density let go, until totals and panels show it; a signal chosen of which the browser has no column, until its bars and handles stand
 *   exact totals       a change by key, until the badge says exact; the 200 ms during which the page waits for the reader to rest are taken off
 *   edge samples       the same change, until both sides show pages beside the new cut; without the 200 ms
 *   first paint        navigation with an empty cache, until the browser reports its first paint with content
 *   script size        bytes of all scripts as they went over the wire
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Browser, Page, Request } from 'playwright-core';
import { compiledModule } from '../src/package.js';
import { needsBrowser } from '../test/services/browser.js';
import { fillStore, openSyntheticStore } from './synthetic-store.js';

/** Times from an event to its effect. */
export interface TimeRow { readonly case: string; readonly n: number; readonly docs: number; readonly p50_ms: number; readonly p95_ms: number }
export type PageRow = TimeRow | { readonly case: 'script size'; readonly bytes_gz: number };

/** Signals with columns of their own in the synthetic store; the last ones are in no recipe, so nothing has fetched them. */
const DRAGGED = 'rps_doc_mean_word_length', KEYED = 'rps_doc_frac_no_alph_words', UNSEEN = ['fw_list_ratio', 'fw_char_dup_ratio', 'fw_short_line_ratio', 'fw_line_punct_ratio'];
/** Questions to the store; the events never end. */
const ASKED = /\/api\/v1\/(?!events)/;
const REST_MS = 200, MOVES = 80, BRUSHES = 30, FOCUSES = 10, CHANGES = 30, PAINTS = 20, LONGEST_MS = 300_000;

/** Runs in the browser. `watch(kind, isThere)`: the next event of that kind starts the clock, and the paint after `isThere` is true stops it. */
const CLOCK = `(() => {
  const at = (id) => document.querySelector('[data-testid=' + id + ']');
  const shown = () => at('kept-documents').dataset.value + ' ' + [...at('waterfall').querySelectorAll('tr[data-any]')].map((line) => line.dataset.any).join();
  // What a frame has written is painted at its end, and a message comes after that.
  const written = (done) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = () => done(performance.now()); port2.postMessage(0); };
  const after = (kind, isThere, isOfEvent) => new Promise((resolve) => addEventListener(kind, () => {
    const begun = performance.now(), done = (now) => resolve(now - begun), frame = () => requestAnimationFrame(() => written((now) => (isThere() ? done(now) : frame())));
    if (isOfEvent) { frame(); return; }
    const observer = new MutationObserver(() => { if (isThere()) { observer.disconnect(); written(done); } });
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  }, { once: true, capture: true }));
  const is = {
    moved: () => { const left = at('handle-min').style.left; return () => at('handle-min').style.left !== left; },
    linked: () => { const before = shown(); return () => shown() !== before; },
    exact: () => { let isLeft = false; return () => { const exact = at('badge').dataset.exact === 'true'; isLeft ||= !exact; return isLeft && exact; }; },
    sampled: () => { const cut = at('sample-kept').dataset.cut; return () => ['sample-kept', 'sample-dropped'].every((id) => at(id).dataset.cut !== cut && at(id).getAttribute('aria-busy') === 'false'); },
    focused: (signal) => () => at('handle-min')?.getAttribute('aria-label')?.endsWith(signal) === true,
  };
  window.clock = { after: (kind, what, given) => after(kind, is[what](given), what === 'moved') };
})()`;

/** Runs in the browser: when it painted first, ms since the navigation, and the bytes of all scripts as they came. */
const FIRST_PAINT = `new Promise((resolve) => new PerformanceObserver((list) => {
  const found = list.getEntriesByName('first-contentful-paint')[0];
  if (found) resolve([found.startTime, performance.getEntriesByType('resource').filter(({ name }) => /\\.m?js$/.test(name)).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)]);
}).observe({ type: 'paint', buffered: true }))`;

const quantile = (sorted: readonly number[], q: number): number => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]!;

/** A store of so many pages in a folder; one that is there is taken as it is. @returns its documents */
const filled = async (folder: string, rows: number): Promise<number> => {
  const store = await openSyntheticStore(folder);
  try {
    const count = async (): Promise<number> => Number((await store.rows<{ n: string }>('SELECT count() AS n FROM documents'))[0]!.n);
    if (await count() === 0) await fillStore(store, rows, (done) => { process.stderr.write(`\r${done.toLocaleString('en')} of ${rows.toLocaleString('en')} pages`); });
    process.stderr.write('\n');
    return await count();
  } finally {
    await store.close();
  }
};

const serve = async (store: string): Promise<{ readonly open: string; readonly stop: () => Promise<void> }> => {
  const child = spawn(process.execPath, [fileURLToPath(compiledModule('cli.js')), 'serve', '--store', store, '--port', '0', '--json', '--quiet'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => { child.once('close', resolve); });
  for await (const line of createInterface(child.stdout)) return { open: (JSON.parse(line) as { open: string }).open, stop: async () => { child.kill('SIGTERM'); await ended; } };
  throw new Error('thresher serve ended before it could be asked');
};

/** Waits until the totals are exact and nothing is asked of the server any more. */
const settled = async (page: Page, asked: { readonly n: number }): Promise<void> => {
  const end = Date.now() + LONGEST_MS;
  for (let quiet = 0; quiet < 5;) {
    await page.waitForTimeout(60);
    quiet = asked.n === 0 && await page.getByTestId('badge').getAttribute('data-exact') === 'true' ? quiet + 1 : 0;
    if (Date.now() > end) throw new Error(`the page did not come to rest within five minutes; ${asked.n} questions are open`);
  }
};

/** Navigations with empty caches. */
const firstPaints = async (browser: Browser, open: string): Promise<{ readonly times: number[]; readonly bytes: number }> => {
  const times: number[] = [];
  let bytes = 0;
  for (let i = 0; i < PAINTS; i++) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } }), page = await context.newPage();
    await page.goto(open);
    await page.getByTestId('badge').waitFor();
    const [time, size] = await page.evaluate<[number, number]>(FIRST_PAINT);
    times.push(time);
    bytes = size;
    await context.close();
  }
  return { times, bytes };
};

export const benchPage = async ({ rows, store }: { readonly rows: number; readonly store: string | undefined }): Promise<PageRow[]> => {
  const browser = await needsBrowser('bench page'), folder = mkdtempSync(join(tmpdir(), 'thresher-bench-page-')), found: PageRow[] = [];
  if (browser === null) return found;
  const path = store ?? join(folder, 'store');
  try {
    const docs = await filled(path, rows), served = await serve(path);
    const put = (name: string, times: readonly number[]): void => {
      const sorted = times.toSorted((a, b) => a - b), round = (ms: number): number => Math.round(ms * 10) / 10;
      found.push({ case: name, n: sorted.length, docs, p50_ms: round(quantile(sorted, 0.5)), p95_ms: round(quantile(sorted, 0.95)) });
      process.stderr.write(`${name}: ${round(quantile(sorted, 0.5))} ms, ${round(quantile(sorted, 0.95))} ms\n`);
    };
    try {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } }), asked = { n: 0 };
      await context.addInitScript(CLOCK);
      const page = await context.newPage(), by = (id: string) => page.getByTestId(id);
      page.setDefaultTimeout(LONGEST_MS);
      page.on('request', (request) => { if (ASKED.test(request.url())) asked.n++; });
      const answered = (request: Request): void => { if (ASKED.test(request.url())) asked.n--; };
      page.on('requestfinished', answered).on('requestfailed', answered);
      const after = (kind: string, what: string, given = ''): Promise<number> => page.evaluate(([on, until, more]) => (globalThis as unknown as { clock: { after: (...of: string[]) => Promise<number> } }).clock.after(on!, until!, more!), [kind, what, given]);
      /** Starts the clock in the page, then does something there. */
      const timed = async (kind: string, what: readonly string[], work: () => Promise<void>): Promise<number[]> => {
        const times = Promise.all(what.map((one) => after(kind, ...one.split(' ') as [string, string?])));
        await page.evaluate('0');                                                   // the listeners are there once this is answered
        await work();
        return Promise.race([times, new Promise<never>((_, late) => { setTimeout(() => late(new Error(`${kind}: no ${what.join(', ')} within five minutes`)), LONGEST_MS).unref(); })]);
      };
      await page.goto(served.open);
      await settled(page, asked);

      const feedback: number[] = [], linked: number[] = [], exact: number[] = [], samples: number[] = [], brushes: number[] = [], focuses: number[] = [];
      await by(`signal-${DRAGGED}`).click();
      await settled(page, asked);
      const box = (await by('handle-min').boundingBox())!, x = box.x + box.width / 2, y = box.y + box.height / 2;
      await page.mouse.move(x, y);
      await page.mouse.down();
      for (let i = 0; i < MOVES; i++) {
        const [moved, panels] = await timed('pointermove', ['moved', 'linked'], () => page.mouse.move(x + 60 + 90 * Math.sin(i / 5) + i % 3, y));
        feedback.push(moved!);
        linked.push(panels!);
      }
      await page.mouse.up();
      put('pointer feedback', feedback);
      put('linked panels', linked);
      await settled(page, asked);

      await by(`signal-${KEYED}`).click();
      await settled(page, asked);
      await page.getByRole('button', { name: '≤ max' }).click();
      await by('cut-input').fill('p50');                                            // in the midst of the pages, where the rest of the recipe keeps some of them
      await by('cut-input').press('Enter');
      await settled(page, asked);
      await by('handle-max').focus();
      for (let i = 0; i < CHANGES; i++) {
        const [whole, pages] = await timed('keydown', ['exact', 'sampled'], () => page.keyboard.press('ArrowRight'));
        exact.push(whole! - REST_MS);
        samples.push(pages! - REST_MS);
        await settled(page, asked);
      }

      put('exact totals', exact);
      put('edge samples', samples);

      await page.getByRole('tab', { name: 'Two signals' }).click();
      await page.getByRole('combobox', { name: 'Second signal' }).selectOption(DRAGGED);
      await settled(page, asked);
      const plane = (await page.getByTestId('density').getByRole('img').boundingBox())!;
      for (let i = 0; i < BRUSHES; i++) {
        const at = (u: number, v: number): readonly [number, number] => [plane.x + 52 + u * (plane.width - 60), plane.y + 6 + v * (plane.height - 26)];
        await page.mouse.move(...at(0.1 + 0.01 * (i % 7), 0.1 + 0.02 * (i % 5)));
        await page.mouse.down();
        await page.mouse.move(...at(0.6 + 0.04 * (i % 6), 0.7 + 0.05 * (i % 4)), { steps: 3 });
        brushes.push(...await timed('pointerup', ['linked'], () => page.mouse.up()));
        await page.waitForTimeout(2 * REST_MS);
      }

      for (let i = 0; i < FOCUSES; i++) {
        await page.goto('about:blank');
        await page.goto(served.open);
        await settled(page, asked);
        const signal = UNSEEN[i % UNSEEN.length]!;
        focuses.push(...await timed('click', [`focused ${signal}`], () => by(`signal-${signal}`).dispatchEvent('click')));
      }
      put('tile or brush', [...brushes, ...focuses]);
      put('tile or brush: brush', brushes);
      put('tile or brush: new signal', focuses);
      await context.close();
      const { times, bytes } = await firstPaints(browser, served.open);
      put('first paint', times);
      found.push({ case: 'script size', bytes_gz: bytes });
    } finally {
      await served.stop();
    }
    return found;
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
};
