import type { Progress } from '../explore/answers.js';
import { watermark } from '../explore/watermark.js';
import { documents } from '../select/sql.js';
import { identifier } from '../select/compile.js';
import type { ServedStore } from './parts.js';
import { Refusal } from './refusal.js';

/** How often the store is looked at, and how long it may be silent, ms. */
const LOOK_MS = 1500, SILENT_MS = 5000;
/** Seconds over which the rate is taken. */
const RATE_S = 10;

export type Heard = (event: 'progress' | 'recipe', progress: Progress) => void;

/**
 * What a server knows of its store from one moment to the next: whether it is there, whether any row has changed, and how far it has come. One question for
 * all who want to know.
 */
export class StoreWatch {
  readonly #store: ServedStore;
  readonly #database: string;
  readonly #heard = new Set<Heard>();
  #there = true;
  #checking: Promise<boolean> | null = null;
  #stamping: Promise<string> | null = null;
  #last: { readonly stamp: string; readonly progress: Progress } | null = null;
  #seen: { readonly at: number; readonly documents: number }[] = [];
  #looking = false;
  readonly #timer: NodeJS.Timeout;

  constructor(store: ServedStore, database: string, lookMs = LOOK_MS) {
    this.#store = store;
    this.#database = database;
    this.#timer = setInterval(() => { void this.#look(); }, lookMs).unref();
  }

  close(): void { clearInterval(this.#timer); }

  /** As of the last look. */
  get there(): boolean { return this.#there; }

  /** Newest recipe number that was seen; 0 = none. */
  get recipe(): number { return this.#last?.progress.recipe ?? 0; }

  /** @throws Refusal 503 when others keep the store busy for that long */
  async #rows<T>(sql: string, most = SILENT_MS * 2): Promise<T[]> {
    const signal = AbortSignal.timeout(most);
    try {
      return await this.#store.until({ signal, seconds: SILENT_MS / 1000 }).rows<T>(sql);
    } catch (error) {
      throw signal.aborted ? new Refusal(503, 'The store is busy with other questions; ask again in a moment') : error;
    }
  }

  /** Does the store answer now? */
  check(): Promise<boolean> {
    return (this.#checking ??= this.#store.answers(SILENT_MS).then((there) => (this.#there = there)).finally(() => { this.#checking = null; }));
  }

  /** Differs whenever rows of the database were added, changed or deleted by anybody: names of the parts they lie in. Soon, or not at all: an answer is still to come. */
  stamp(): Promise<string> {
    return (this.#stamping ??= this.#rows<{ stamp: string }>(
      `SELECT concat(toString(count()), '/', toString(sum(cityHash64(table, name, toUInt64(modification_time))))) AS stamp FROM system.parts WHERE active AND database = currentDatabase()`, SILENT_MS)
      .then(([row]) => row!.stamp).finally(() => { this.#stamping = null; }));
  }

  async #read(stamp: string): Promise<Progress> {
    const of = (table: string): string => `${identifier(this.#database)}.${table}`, as_of = await watermark({ rows: (sql) => this.#rows(sql) }, this.#database);
    const [row] = await this.#rows<Record<'documents' | 'rejections' | 'recipe', string>>(
      `SELECT (SELECT count() FROM ${documents(this.#database)}) AS documents, (SELECT count() FROM ${of('rejections')}) AS rejections, (SELECT max(number) FROM ${of('recipes')}) AS recipe`);
    const progress = { as_of, documents: Number(row!.documents), rejections: Number(row!.rejections), rate: this.#rate(Number(row!.documents)), recipe: Number(row!.recipe) };
    this.#last = { stamp, progress };
    return progress;
  }

  /** Documents per second over the last seconds. */
  #rate(documents: number): number {
    const at = performance.now();
    this.#seen = [...this.#seen.filter((one) => one.at > at - RATE_S * 1000), { at, documents }];
    const first = this.#seen[0]!, seconds = (at - first.at) / 1000;
    return seconds < 0.5 ? 0 : Math.max(0, Math.round((documents - first.documents) / seconds));
  }

  /** How far the store is. */
  async progress(): Promise<Progress> {
    const stamp = await this.stamp();
    return this.#last?.stamp === stamp ? this.#last.progress : this.#read(stamp);
  }

  /** @returns ends it */
  listen(heard: Heard): () => void {
    this.#heard.add(heard);
    return () => { this.#heard.delete(heard); };
  }

  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      if (!await this.check() || this.#heard.size === 0) return;
      const before = this.#last, stamp = await this.stamp();
      if (before?.stamp === stamp) {
        const rate = this.#rate(before.progress.documents);
        if (before.progress.rate === 0 || rate > 0) return;
        this.#last = { stamp, progress: { ...before.progress, rate } };
      } else await this.#read(stamp);
      const { progress } = this.#last!;
      for (const heard of this.#heard) heard('progress', progress);
      if (before !== null && progress.recipe !== before.progress.recipe) for (const heard of this.#heard) heard('recipe', progress);
    } catch {
      // The next look says whether the store is gone; a question that was too slow is asked again.
    } finally {
      this.#looking = false;
    }
  }
}
