import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Signal } from '../model/signal.js';
import { Fault, EXIT } from '../model/fault.js';
import { HeldContenders } from '../explore/held-contenders.js';
import type { Reads } from '../explore/reads.js';
import { watermark } from '../explore/watermark.js';
import { AnswerCache } from './answer-cache.js';
import type { Events } from './events.js';
import { readParameters } from './parameters.js';
import type { Kept, Meant, SavedRecipes, ServedStore } from './parts.js';
import type { Places } from './places.js';
import { QUESTIONS, RECIPE } from './questions.js';
import { Refusal } from './refusal.js';
import { remembered } from './remembered.js';
import { refusalOfFault } from './refused.js';
import { bounded, type Limits } from './request.js';
import { send, sendJson, toJson } from './respond.js';
import type { Stamp, StoreWatch } from './store-watch.js';
import { exportPost, recipePut, rollbackPost, selectionPost } from './writes.js';

export interface ApiParts {
  readonly store: ServedStore;
  readonly database: string;
  /** The store as it may be shown. */
  readonly shown: string;
  readonly version: string;
  readonly signals: readonly Signal[];
  readonly recipes: SavedRecipes;
  readonly kept: Kept;
  readonly watch: StoreWatch;
  readonly events: Events;
  /** For questions to the store. */
  readonly places: Places;
  readonly limits: Limits;
}

type Answer = (incoming: IncomingMessage, response: ServerResponse, query: URLSearchParams, name: string) => Promise<void>;
/** What one path can be asked by which method. */
type Methods = Readonly<Record<string, Answer>>;

const CACHE_BYTES = 64 << 20, STATEMENT_BYTES = 8 << 20;
const BYTES = 'application/octet-stream';
/** Made from the levels, of which the stamp knows nothing. */
const UNSTAMPED = new Set(['thumbnails']);

/** JSON API of the page: everything below `/api/v1/`. */
export class Api {
  readonly #parts: ApiParts;
  readonly #cache = new AnswerCache(CACHE_BYTES);
  readonly #statements = new AnswerCache(STATEMENT_BYTES);
  readonly #contenders = new HeldContenders(async () => (await this.#stamp())?.pages ?? null);

  constructor(parts: ApiParts) { this.#parts = parts; }

  /** @throws Refusal 404 for a path that there is not, 405 for a method that it does not have, and whatever the answer throws */
  async answer(path: string, incoming: IncomingMessage, response: ServerResponse, query: URLSearchParams): Promise<void> {
    const { methods, name } = this.#route(path), answer = Object.hasOwn(methods, incoming.method!) ? methods[incoming.method!]! : undefined;
    if (answer === undefined) {
      response.setHeader('allow', Object.keys(methods).join(', '));
      throw new Refusal(405, `${incoming.method} is not allowed here, but ${Object.keys(methods).join(', ')}`);
    }
    if (!this.#parts.watch.there && !await this.#parts.watch.check()) throw new Refusal(503, 'The store does not answer; it is asked again by itself');
    await answer(incoming, response, query, name);
  }

  #route(path: string): { readonly methods: Methods; readonly name: string } {
    const [head = '', name, tail, ...rest] = path.split('/');
    if (name === undefined) {
      if (Object.hasOwn(QUESTIONS, head)) return { methods: { GET: this.#question }, name: head };
      if (Object.hasOwn(this.#lists, head)) return { methods: this.#lists[head]!, name: head };
    } else if (name !== '' && rest.length === 0) {
      const key = tail === undefined ? head : `${head}/${tail}`;
      if (Object.hasOwn(this.#items, key)) return { methods: this.#items[key]!, name: decoded(name) };
    }
    throw new Refusal(404, 'There is no such path in /api/v1');
  }

  #reads(signal: AbortSignal): Reads { return this.#parts.store.until({ signal, seconds: this.#parts.limits.engine }); }

  /** Reads in turn with all others, until the reader is gone. */
  #asked<T>(response: ServerResponse, work: (reads: Reads) => Promise<T>): Promise<T> {
    return bounded(response, this.#parts.limits, async (signal) => {
      const leave = await this.#parts.places.take(signal);
      try { return await work(this.#reads(signal)); } finally { leave(); }
    });
  }

  /** Faults of a draft are its author's (422); a name that means nothing is a wrong parameter. */
  async #meant(reads: Reads, reference: string): Promise<Meant> {
    const isDraft = reference.startsWith('{');
    if (isDraft) {
      try { JSON.parse(reference); } catch (error) { throw new Refusal(400, `recipe: got JSON that cannot be read (${(error as Error).message.split('\n')[0]})`); }
    }
    return faults(isDraft ? 422 : 400, () => this.#parts.recipes.meant(reads, reference));
  }

  /** As of which moment; null: the store is too busy to say. */
  #stamp(): Promise<Stamp | null> { return this.#parts.watch.stamp().catch(() => null); }

  readonly #question: Answer = async (_, response, query, name) => {
    const { database, shown: store, version, signals } = this.#parts;
    const sorted = new URLSearchParams(query);
    sorted.sort();
    // The stamp comes first: an answer can hold newer rows than its stamp says, never older ones.
    // A store that is too busy for it gives none: the question takes its turn all the same, and its answer is not kept.
    const stamp = UNSTAMPED.has(name) ? null : await this.#stamp(), key = stamp === null ? null : `${name}?${sorted.toString()}@${stamp.all}`;
    const found = key === null ? undefined : this.#cache.get(key), type = name === 'sample' ? BYTES : 'application/json';
    if (found !== undefined) return send(response, 200, type, found, NO_STORE);
    const answer = await this.#asked(response, async (own) => {
      const reads = remembered(own, this.#statements, stamp?.all ?? null);
      return QUESTIONS[name]!(query, { reads, contenders: this.#contenders.at(stamp?.pages ?? null), database, store, version, signals, meant: (reference) => this.#meant(reads, reference) });
    });
    const bytes = answer instanceof Uint8Array ? answer : Buffer.from(`${toJson(answer)}\n`);
    if (key !== null) this.#cache.set(key, bytes);
    send(response, 200, type, bytes, NO_STORE);
  };

  async #framed(reads: Reads, n: number): Promise<{ as_of: Readonly<Record<string, string>>; exact: true; n: number }> { return { as_of: await watermark(reads, this.#parts.database), exact: true, n }; }

  readonly #recipe: Answer = async (_, response, query, name) => {
    readParameters(query, {});
    const { versions, frame } = await this.#asked(response, async (reads) => {
      const found = await this.#parts.recipes.history(reads, name);
      return { versions: found, frame: await this.#framed(reads, found.length) };
    });
    if (versions.length === 0) throw new Refusal(404, `recipe: got '${name.slice(0, 80)}', of which no version is saved`);
    sendJson(response, 200, { ...frame, name, versions }, { etag: `"${versions[0]!.version}"` });
  };

  readonly #save: Answer = async (incoming, response, query, name) => {
    const { change, recipe } = await recipePut(incoming, name, query);
    const saved = await faults(422, () => this.#asked(response, (reads) => this.#parts.recipes.save(change, recipe, reads)));
    sendJson(response, saved.version === 1 ? 201 : 200, saved, { etag: `"${saved.version}"` });
  };

  readonly #rollback: Answer = async (incoming, response, query, name) => {
    const { change, to } = await rollbackPost(incoming, name, query), saved = await faults(422, () => this.#parts.recipes.rollback(change, to));
    sendJson(response, 200, saved, { etag: `"${saved.version}"` });
  };

  readonly #select: Answer = async (incoming, response, query) => {
    const order = await selectionPost(incoming, query);
    sendJson(response, 201, await faults(422, () => this.#asked(response, (reads) => this.#parts.kept.select(order, reads))));
  };

  readonly #export: Answer = async (incoming, response, query) => {
    const order = await exportPost(incoming, query);
    sendJson(response, 202, await faults(422, () => this.#asked(response, (reads) => this.#parts.kept.exportPages(order, reads))));
  };

  readonly #job: Answer = async (_, response, query, id) => {
    readParameters(query, {});
    const job = this.#parts.kept.job(id);
    if (job === undefined) throw new Refusal(404, `export: got '${id.slice(0, 80)}', of which this process knows nothing`);
    sendJson(response, 200, job);
  };

  readonly #lists: Readonly<Record<string, Methods>> = {
    recipes: {
      GET: async (_, response, query) => {
        readParameters(query, {});
        sendJson(response, 200, await this.#asked(response, async (reads) => {
          const recipes = await this.#parts.recipes.list(reads);
          return { ...await this.#framed(reads, recipes.length), recipes };
        }));
      },
    },
    selections: {
      GET: async (_, response, query) => {
        readParameters(query, {});
        sendJson(response, 200, await this.#asked(response, async (reads) => {
          const selections = await this.#parts.kept.selections(reads);
          return { ...await this.#framed(reads, selections.length), selections };
        }));
      },
      POST: this.#select,
    },
    card: {
      GET: async (_, response, query) => {
        const { recipe = '' } = readParameters(query, { recipe: RECIPE });
        sendJson(response, 200, await this.#asked(response, async (reads) => this.#parts.kept.card(recipe === '' ? null : await this.#meant(reads, recipe), reads)));
      },
    },
    exports: { POST: this.#export },
    events: { GET: async (incoming, response, query) => { readParameters(query, {}); await this.#parts.events.answer(incoming, response); } },
  };

  readonly #items: Readonly<Record<string, Methods>> = {
    recipes: { GET: this.#recipe, PUT: this.#save },
    'recipes/rollback': { POST: this.#rollback },
    exports: { GET: this.#job },
  };
}

const NO_STORE = { 'cache-control': 'no-store' };

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new Refusal(404, 'There is no such path in /api/v1');
  }
};

/** A user's mistake as this status. */
const faults = async <T>(status: number, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Fault && error.code === EXIT.usage) throw refusalOfFault(error, status);
    throw error;
  }
};
