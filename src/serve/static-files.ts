import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { Refusal } from './refusal.js';

/** Where the files of the page lie. */
export interface StaticPlaces {
  /** Compiled modules: `dist/src`. */
  readonly modules: string;
  /** HTML and CSS of the page, which are not compiled. */
  readonly page: string;
  /** File of a module of a package, by what is written behind `import`. */
  readonly packageFile: (name: string) => string;
}

/** Modules that run in the browser lie in these folders; nothing else of the program is served. */
const MODULE = /^\/app\/((?:serve\/page|select|model|text|explore)(?:\/[A-Za-z0-9_-]+)+\.js)$/;
const STYLE = /^\/app\/([A-Za-z0-9_-]+\.css)$/;
const VENDORS: Readonly<Record<string, string>> = {
  '/vendor/preact.mjs': 'preact', '/vendor/hooks.mjs': 'preact/hooks', '/vendor/htm.mjs': 'htm', '/vendor/htm-preact.mjs': 'htm/preact', '/vendor/uplot.mjs': 'uplot/dist/uPlot.esm.js', '/vendor/uplot.css': 'uplot/dist/uPlot.min.css',
};
const TYPES: Readonly<Record<string, string>> = { html: 'text/html; charset=utf-8', css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', mjs: 'text/javascript; charset=utf-8' };

interface Held { readonly type: string; readonly plain: Buffer; readonly packed: Buffer; readonly etag: string }

/** The page's files, each read and compressed once. */
export class StaticFiles {
  /** Text of the page's import map. */
  readonly importMap: string;
  readonly #places: StaticPlaces;
  readonly #held = new Map<string, Promise<Held | null>>();

  /** @throws when there is no page: the program was not built, or not packed whole */
  constructor(places: StaticPlaces) {
    this.#places = places;
    this.importMap = /<script type="importmap">([\s\S]*?)<\/script>/.exec(readFileSync(`${places.page}/index.html`, 'utf8'))?.[1] ?? '';
  }

  /** Path of a URL that is a file's, whether the file exists or not. */
  static owns(path: string): boolean { return path === '/' || path === '/favicon.ico' || path.startsWith('/app/') || path.startsWith('/vendor/'); }

  #fileOf(path: string): string | null {
    const { modules, page, packageFile } = this.#places, module = MODULE.exec(path)?.[1], style = STYLE.exec(path)?.[1], vendor = Object.hasOwn(VENDORS, path) ? VENDORS[path] : undefined;
    return path === '/' ? `${page}/index.html` : module !== undefined ? `${modules}/${module}` : style !== undefined ? `${page}/${style}` : vendor !== undefined ? packageFile(vendor) : null;
  }

  async #read(path: string): Promise<Held | null> {
    const file = this.#fileOf(path);
    if (file === null) return null;
    const plain = await readFile(file).catch(() => null);
    return plain && { type: TYPES[/\.(\w+)$/.exec(path)?.[1] ?? 'html']!, plain, packed: gzipSync(plain, { level: 9 }), etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"` };
  }

  /** @throws Refusal 404 */
  async answer(path: string, { headers, method }: IncomingMessage, response: ServerResponse): Promise<void> {
    if (path === '/favicon.ico') { response.writeHead(204).end(); return; }
    const reading = this.#held.get(path) ?? this.#read(path), held = await reading;
    if (held === null) throw new Refusal(404, 'There is no such file');
    this.#held.set(path, reading);
    const cached = { etag: held.etag, 'cache-control': 'no-cache', vary: 'accept-encoding' };
    if ((headers['if-none-match'] ?? '').split(/\s*,\s*/).includes(held.etag)) { response.writeHead(304, cached).end(); return; }
    const gzip = /\bgzip\b(?!\s*;\s*q=0(\.0*)?(,|$))/i.test(String(headers['accept-encoding'] ?? '')), body = gzip ? held.packed : held.plain;
    response.writeHead(200, { ...cached, 'content-type': held.type, 'content-length': body.length, ...(gzip ? { 'content-encoding': 'gzip' } : {}) }).end(method === 'HEAD' ? undefined : body);
  }
}
