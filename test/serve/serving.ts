import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signals } from '../../src/signals/index.js';
import { openPageServer, type PageServer, type PageServerOptions } from '../../src/serve/page-server.js';
import { keptIn, recipesOf } from '../../src/serve-store.js';
import type { ClickHouseStore } from '../../src/sinks/clickhouse.js';
import { HttpError, sendError } from '../../src/sinks/http-error.js';

/** Three pages of the log, two languages, by hand. */
export const seed = async (store: ClickHouseStore): Promise<void> => {
  const row = (n: number, lang: string, tokens: number): string =>
    `SELECT ${n}, 'r${n}', 's', 'https://a.example/${n}', 'a.example', 'a.example', 'sha1:x', ${tokens * 4}, ${tokens * 4}, ${tokens}, '${lang}', 't', 0, ${n}`;
  await store.command(`INSERT INTO samples (id, record_id, snapshot, url, host, domain, digest, text_bytes, text_chars, tokens_est, lang, src_topic, src_partition, src_offset)
    ${[row(1, 'en', 10), row(2, 'en', 20), row(3, 'de', 40)].join(' UNION ALL ')}`);
  await store.command(`INSERT INTO ingest_batches (src_topic, src_partition, src_from, src_to, records, rows) SELECT 't', 0, 0, 4, 3, 3`);
};

export const IMPORT_MAP = '{"imports":{"preact":"/vendor/preact.mjs"}}';

/** Files of a page of our own; what must not be served lies beside them. */
export const pageFiles = (): PageServerOptions['files'] => {
  const folder = mkdtempSync(join(tmpdir(), 'thresher-page-')), modules = join(folder, 'dist'), page = join(folder, 'page');
  for (const path of ['serve/page', 'select/presets', 'sinks']) mkdirSync(join(modules, path), { recursive: true });
  mkdirSync(page);
  writeFileSync(join(page, 'index.html'), `<!doctype html><script type="importmap">${IMPORT_MAP}</script>`);
  writeFileSync(join(page, 'style.css'), 'p { color: red }');
  writeFileSync(join(modules, 'serve/page/main.js'), 'export const one = 1;\n'.repeat(100));
  writeFileSync(join(modules, 'serve/health.js'), 'secret');
  writeFileSync(join(modules, 'select/presets/c4.js'), 'export {};');
  writeFileSync(join(modules, 'select/presets/c4.js.map'), 'secret');
  writeFileSync(join(modules, 'sinks/link.js'), 'secret');
  const { resolve } = createRequire(import.meta.url);
  return { modules, page, packageFile: (name) => (name.startsWith('uplot/') ? resolve(name) : resolve('uplot')) };
};

/** A page server over a store, as `thresher serve` composes it, but for its files. */
export const served = (store: ClickHouseStore, more: Partial<PageServerOptions> = {}): Promise<PageServer> => {
  const recipes = recipesOf(store, { database: 'thresher', signals, saved: () => {} });
  return openPageServer({
    store, database: 'thresher', shown: 'a store', version: '1.2.3', signals, recipes, kept: keptIn(store, { database: 'thresher', version: '1.2.3', recipes }), host: '127.0.0.1', port: 0, write: false, files: pageFiles(),
    sendStoreError: (response, error) => { if (error instanceof HttpError) sendError(response, error); return error instanceof HttpError; },
    queryTimeout: (seconds) => new HttpError(159, 'TIMEOUT_EXCEEDED', `longer than ${seconds} seconds`), failed: (error) => { throw error; }, lookMs: 50, ...more,
  });
};

export interface Answered { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string; readonly bytes: Buffer }

/** One request, exactly as it is given: fetch would set Host and tidy the path. */
export const asks = (base: string, path: string, { method = 'GET', headers = {}, body }: { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: string | Uint8Array } = {}): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(base), asked = request({ host: hostname, port, path, method, headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part)).on('error', reject).on('end', () => {
        const bytes = Buffer.concat(parts);
        resolve({ status: response.statusCode!, headers: response.headers, body: bytes.toString('utf8'), bytes });
      });
    });
    asked.on('error', reject).end(body);
  });
