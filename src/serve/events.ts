import type { IncomingMessage, ServerResponse } from 'node:http';
import { Refusal } from './refusal.js';
import { toJson } from './respond.js';
import type { StoreWatch } from './store-watch.js';

/** Streams at a time, how often a silent one is kept alive (ms), and how much may wait for a reader that does not read. */
const MOST = 32, ALIVE_MS = 15_000, BEHIND = 1 << 20;

/**
 * Server-sent events, for any number of tabs and scripts up to a bound: `progress` at once and whenever the store has moved, `recipe` when one was saved, both with
 * how far the store is.
 */
export class Events {
  readonly #watch: StoreWatch;
  readonly #open = new Set<ServerResponse>();

  constructor(watch: StoreWatch) { this.#watch = watch; }

  get size(): number { return this.#open.size; }

  /** @throws Refusal 503 when there are too many */
  async answer(_incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.#open.size >= MOST) throw new Refusal(503, `events: got more than ${MOST} streams at a time; close a tab`);
    this.#open.add(response);
    const write = (text: string): void => { if (response.writableLength > BEHIND) response.destroy(); else response.write(text); };
    let alive: NodeJS.Timeout | undefined, end = (): void => {};
    response.once('close', () => { clearInterval(alive); end(); this.#open.delete(response); });
    try {
      const first = await this.#watch.progress();
      if (response.destroyed) return;
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
      const tell = (event: string, data: unknown): void => write(`event: ${event}\ndata: ${toJson(data)}\n\n`);
      tell('progress', first);
      end = this.#watch.listen(tell);
      alive = setInterval(() => write(': alive\n\n'), ALIVE_MS).unref();
      if (response.destroyed) { clearInterval(alive); end(); }
    } catch (error) {
      this.#open.delete(response);
      throw error;
    }
  }

  close(): void { for (const response of this.#open) response.end(); }
}
