import { fileURLToPath } from 'node:url';
import type { RunContext } from './dataflow.js';
import type { SavedRecipe } from './explore/answers.js';
import { keepLevels } from './explore/keep-levels.js';
import { wholeCatalogue } from './families.js';
import type { Log } from './model/log.js';
import { compiledModule, packageFile } from './package.js';
import { announceRecipe } from './recipes/control.js';
import { endKept, keptIn, recipesOf } from './serve-store.js';
import { openPageServer, type PageServer } from './serve/page-server.js';
import { isLoopback } from './serve/security.js';
import { openStore, type ClickHouseStore } from './sinks/clickhouse.js';
import { HttpError, sendError } from './sinks/http-error.js';
import { migrate } from './sinks/schema.js';

/** How long what is being answered may go on when the process ends, and how often the levels are looked at, ms. */
const PATIENCE_MS = 3000, LEVELS_MS = 5000;

/** Where the page's own files and those of its libraries lie. */
const FILES = { modules: fileURLToPath(compiledModule('src')), page: packageFile('src/serve/page'), packageFile: (name: string): string => fileURLToPath(import.meta.resolve(name)) };

/** Keeps the levels behind the signal list up to date, in the background, until it is stopped. */
const keepAll = (store: ClickHouseStore, database: string, note: (sentence: string) => void): (() => Promise<void>) => {
  let stopped = false, wake = (): void => {}, silent = false;
  const loop = async (): Promise<void> => {
    while (!stopped) {
      let caughtUp = true;
      const begun = performance.now();
      try {
        ({ caughtUp } = await keepLevels(store, { database }));
        silent = false;
      } catch (error) {
        if (!silent) note(`levels of signals are not kept at the moment (${(error as Error).message.split('\n')[0]})`);
        silent = true;
      }
      // While a backlog is counted, half of the time is left to those who ask.
      const rest = caughtUp ? LEVELS_MS : performance.now() - begun;
      if (!stopped) await new Promise<void>((resolve) => { wake = resolve; setTimeout(resolve, rest).unref(); });
    }
  };
  const running = loop();
  return async () => { stopped = true; wake(); await running; };
};

/** Tells running processes at once, where there are brokers; they find it in the store anyway. Connected when there is something to tell. */
const announcer = (brokers: readonly string[], note: (sentence: string) => void): { readonly saved: (recipe: SavedRecipe) => void; readonly close: () => Promise<void> } => {
  let kafka: Promise<Log> | null = null;
  const open = async (): Promise<Log> => (await import('./sources/kafka.js')).openKafka({ brokers, note });
  return {
    saved: (recipe) => {
      if (brokers.length === 0) return;
      kafka ??= open();
      kafka.then((log) => announceRecipe(log, recipe)).catch((error: unknown) => {
        note(`recipe ${recipe.name}: saved, but not announced (${(error as Error).message.split('\n')[0]}); running processes find it in the store`);
        kafka = null;
      });
    },
    close: async () => { await kafka?.then((log) => log.close(), () => {}); },
  };
};

export interface ServeOptions {
  /** May SQL through the token write? */
  readonly write: boolean;
  /** The store as it may be shown. */
  readonly shown: string;
  /** Called once it can be asked; `open` is the link that lets a browser in. */
  readonly ready: (at: Pick<PageServer, 'url' | 'token'> & { readonly open: string }) => Promise<void>;
}

/**
 * Serves the page, its API and ClickHouse's interface over the store of the settings, until it is stopped. The store is made when there is none, and brought to this version.
 * @throws Fault: usage (settings, port, a store of a newer thresher), trouble (store)
 */
export const runServe = async (context: RunContext, { write, shown, ready }: ServeOptions): Promise<void> => {
  const { config, version, log, stop } = context, { database, http: { host, port } } = config, warn = (sentence: string): void => log.warn(sentence);
  const signals = await wholeCatalogue(config), store = await openStore({ store: config.store, database, version });
  const closing: (() => unknown)[] = [() => store.close()];
  try {
    await migrate(store, { bands: config.dedup.bands });
    const { saved, close } = announcer(config.brokers, warn), recipes = recipesOf(store, { database, signals, saved });
    closing.unshift(close);
    const server = await openPageServer({
      store, database, shown, version, signals, recipes, kept: keptIn(store, { database, version, recipes }), host, port, write, files: FILES,
      sendStoreError: (response, error) => { if (error instanceof HttpError) sendError(response, error); return error instanceof HttpError; },
      queryTimeout: (seconds) => new HttpError(159, 'TIMEOUT_EXCEEDED', `The query took longer than ${seconds} seconds and was given up`),
      failed: (error) => log.error({ err: error }, 'a request failed in a way that it should not'),
    });
    closing.unshift(() => server.close(PATIENCE_MS));
    closing.unshift(keepAll(store, database, warn), endKept);
    if (!isLoopback(host)) warn(`listening on ${host}: whoever can reach this address and has the token can read the store${write ? ' and write it' : ''}, and nothing on the way is encrypted`);
    await ready({ url: server.url, token: server.token, open: `${server.url}/#token=${server.token}` });
    if (!stop.aborted) await new Promise<void>((resolve) => { stop.addEventListener('abort', () => resolve(), { once: true }); });
  } finally {
    for (const end of closing) await end();
  }
};
