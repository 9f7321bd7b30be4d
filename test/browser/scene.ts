// What the tests of the page share: a filled store, `thresher serve` over it, and a browser that watches what must not happen on a page.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { answer, startThresher, type Started } from '../thresher.js';
import { openDesk, type Desk, type DeskOptions } from './desk.js';
import { manyPages, writePages } from './made-pages.js';

/** `thresher serve` over a store. */
export interface Served {
  readonly url: string;
  /** The link that lets a browser in. */
  readonly open: string;
  readonly token: string;
  readonly process: Started;
  /** Rows of a query, by the process's own interface for ClickHouse clients: the page has no part in it. */
  readonly rows: <T = Readonly<Record<string, string>>>(sql: string) => Promise<T[]>;
  readonly stop: () => Promise<void>;
}

/** Serves a store. @param folder working folder of the process, into which it exports */
export const serveStore = async (store: string, folder: string, more: readonly string[] = []): Promise<Served> => {
  const process = startThresher(['serve', '--store', store, '--port', '0', '--json', '--quiet', ...more], {}, folder);
  const { url, open, token } = JSON.parse(await process.line) as { url: string; open: string; token: string };
  const rows = async <T>(sql: string): Promise<T[]> => {
    const found = await fetch(`${url}/?default_format=JSONEachRow`, { method: 'POST', body: sql, headers: { authorization: `Bearer ${token}` } }), text = await found.text();
    if (!found.ok) throw new Error(`${text.slice(0, 500)}\n${sql}`);
    return text.split('\n').filter(Boolean).map((line) => JSON.parse(line) as T);
  };
  return { url, open, token, process, rows, stop: async () => { process.kill('SIGTERM'); await process.ended; } };
};

export interface Scene {
  readonly folder: string;
  readonly store: string;
  readonly served: Served;
  /** More pages come in, from a process of their own. */
  readonly backfill: (path: string, ...more: string[]) => Promise<unknown>;
  /** The page in a tab; with `of` in a further tab of that one's profile. */
  readonly desk: (options?: DeskOptions & { readonly fragment?: string; readonly at?: string }) => Promise<Desk>;
  readonly close: () => Promise<void>;
}

const SHORT = ['--workers', '0', '--quiet', '--signals', 'rps,gopher'];

export const backfillInto = (store: string, path: string, ...more: string[]): Promise<unknown> => answer(['backfill', path, '--store', store, ...SHORT, ...more]);

/** A store with so many pages (0 = a store without rows), served. */
export const openScene = async (browser: Browser, seed: number, count: number, more: readonly string[] = []): Promise<Scene> => {
  const folder = mkdtempSync(join(tmpdir(), 'thresher-page-')), store = join(folder, 'store');
  if (count > 0) await backfillInto(store, writePages(folder, 'pages.jsonl', manyPages(seed, count)), '--snapshot', 'CC-MAIN-2026-40');
  const served = await serveStore(store, folder, more), desks: Desk[] = [];
  return {
    folder, store, served,
    backfill: (path, ...options) => backfillInto(store, path, ...options),
    desk: async ({ fragment = '', at = `${served.open}${fragment === '' ? '' : `&${fragment}`}`, ...options } = {}) => {
      const desk = await openDesk(browser, at, options);
      desks.push(desk);
      return desk;
    },
    close: async () => {
      for (const { page } of desks) await page.context().close();
      await served.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
