import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';

/** What the page shows at one moment. */
export interface Seen { readonly exact: boolean; readonly documents: number; readonly tokens: number; readonly sql: string; readonly yaml: string }

export interface DeskOptions {
  /** A tab beside this one, in the same profile. */
  readonly of?: Desk;
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  readonly still?: boolean;
}

/** A tab with the page. */
export interface Desk {
  readonly page: Page;
  /** What must not happen: messages of the console, errors, dialogs, breaches of the content policy, requests to other places than loopback. Empties the list. */
  readonly faults: () => Promise<string[]>;
  /** What the page shows once its totals are exact. */
  readonly rested: (seconds?: number) => Promise<Seen>;
  readonly seen: () => Promise<Seen>;
  /** The value of an expression in the page. */
  readonly read: <T>(expression: string) => Promise<T>;
  /** `data-testid` of what has the focus. */
  readonly focused: () => Promise<string | null>;
  /** Everything that stood there as exact so far, each once, in its order. */
  readonly stood: () => Promise<Seen[]>;
  /** A picture of it, where `THRESHER_SCREENSHOTS` names a folder. */
  readonly picture: (name: string) => Promise<void>;
}

/** Runs in the browser: reads the page, keeps every exact moment, and hears of breaches of the content policy. */
const WATCH = `(() => {
  const text = (id) => document.querySelector('[data-testid=' + id + ']')?.textContent ?? '';
  const value = (id) => Number(document.querySelector('[data-testid=' + id + ']')?.dataset.value ?? NaN);
  const seen = () => ({ exact: document.querySelector('[data-testid=badge]')?.dataset.exact === 'true', documents: value('kept-documents'), tokens: value('kept-tokens'), sql: text('drawer-sql'), yaml: text('drawer-yaml') });
  const stood = [], breaches = [];
  const rested = (ms) => new Promise((resolve, reject) => {
    const end = performance.now() + ms;
    const look = () => { const now = seen(); if (now.exact) resolve(now); else if (performance.now() > end) reject(new Error('not exact after ' + ms + ' ms')); else setTimeout(look, 15); };
    look();
  });
  window.watched = { seen, stood, breaches, rested };
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => breaches.push('policy: ' + violatedDirective + ' ' + blockedURI));
  new MutationObserver(() => {
    const now = seen(), last = stood.at(-1);
    if (now.exact && JSON.stringify(now) !== JSON.stringify(last)) stood.push(now);
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
})()`;

/** Opens a link in a tab of its own. */
export const openDesk = async (browser: Browser, url: string, { of, width = 1440, height = 900, dark = false, still = false }: DeskOptions): Promise<Desk> => {
  const context = of?.page.context() ?? await browser.newContext({ viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', reducedMotion: still ? 'reduce' : 'no-preference' });
  if (of === undefined) await context.addInitScript(WATCH);
  const page = await context.newPage(), heard: string[] = [];
  page.on('console', (message) => { if (message.type() === 'error' || message.type() === 'warning') heard.push(`console: ${message.text()}`); });
  page.on('pageerror', (error) => heard.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => { heard.push(`dialog: ${dialog.message()}`); void dialog.dismiss(); });
  page.on('request', (request) => { if (!['127.0.0.1', ''].includes(new URL(request.url()).hostname)) heard.push(`request: ${request.url()}`); });
  await page.goto(url);
  const read = <T>(expression: string): Promise<T> => page.evaluate(expression);
  const seen = (): Promise<Seen> => read('watched.seen()');
  return {
    page, seen, read,
    focused: () => read('document.activeElement.dataset.testid ?? null'),
    faults: async () => [...heard.splice(0), ...await read<string[]>('watched.breaches'), ...await read<unknown>('window.hit') === 1 ? ['page text was run'] : []],
    rested: (seconds = 20) => read(`watched.rested(${seconds * 1000})`),
    stood: () => read('watched.stood'),
    picture: async (name) => {
      const folder = process.env['THRESHER_SCREENSHOTS'];
      if (!folder) return;
      mkdirSync(folder, { recursive: true });
      await page.screenshot({ path: join(folder, `${name}.png`) });
    },
  };
};
