import type { Api } from './api.js';
import { ApiFault } from './api-fault.js';
import { Judge } from './judge.js';
import { Caches } from './caches.js';
import { Sample } from './sample.js';

/** Columns that every picture needs. */
const ALWAYS = ['tokens_est', 'text_bytes', 'lang', 'domain', 'snapshot'];
/** Columns in one request. */
const AT_ONCE = 32;

/** The sample in the browser: fetched column by column as pictures need them, replaced as a whole by a later generation. */
export class Rows {
  readonly #api: Api;
  readonly #onChange: () => void;
  readonly #onFault: (fault: ApiFault) => void;
  readonly #wanted = new Set(ALWAYS);
  readonly #refused = new Set<string>();
  #caches: Caches | null = null;
  #judge: Judge | null = null;
  #isBusy = false;
  #again = false;

  constructor(api: Api, onChange: () => void, onFault: (fault: ApiFault) => void) {
    this.#api = api;
    this.#onChange = onChange;
    this.#onFault = onFault;
  }

  get caches(): Caches | null { return this.#caches; }
  get judge(): Judge | null { return this.#judge; }
  get isBusy(): boolean { return this.#isBusy; }

  /** Asks for columns that are not here yet. */
  want(names: readonly string[]): void {
    for (const name of names) if (!this.#refused.has(name)) this.#wanted.add(name);
    void this.#load();
  }

  /** Rows of now: all wanted columns anew, shown when the first of them are here. @param needed columns that the picture cannot do without; others come when they are asked for again */
  renew(needed: readonly string[]): void {
    this.#wanted.clear();
    for (const name of [...ALWAYS, ...needed]) if (!this.#refused.has(name)) this.#wanted.add(name);
    void this.#load(true);
  }

  async #load(isNew = false): Promise<void> {
    if (this.#isBusy) { this.#again ||= isNew; return; }
    const here = isNew ? null : this.#caches?.sample ?? null;
    const lacking = [...this.#wanted].filter((name) => here?.has(name) !== true).slice(0, AT_ONCE);
    if (lacking.length === 0) return;
    this.#isBusy = true;
    let isFault = false;
    try {
      const columns = await this.#api.sample(lacking, here?.head.generation ?? null);
      const held = this.#caches?.sample ?? null;
      if (held === null || !held.add(columns)) {                                   // of a later generation: its rows take the place of those here
        const sample = new Sample(columns);
        this.#caches = new Caches(sample);
        this.#judge = new Judge(sample);
      }
      this.#onChange();
    } catch (error) {
      isFault = true;
      const fault = error instanceof ApiFault ? error : new ApiFault(`The sample could not be read: ${String(error)}`, 0);
      if (fault.status >= 400 && fault.status < 500 && fault.status !== 401 && fault.status !== 403) {
        for (const name of lacking) if (!ALWAYS.includes(name)) { this.#refused.add(name); this.#wanted.delete(name); }
        isFault = lacking.every((name) => ALWAYS.includes(name));
      }
      if (isFault) this.#onFault(fault);
    }
    this.#isBusy = false;
    const again = this.#again;
    this.#again = false;
    if (!isFault || again) void this.#load(again);
  }
}
