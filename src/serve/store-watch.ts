import type { Progress } from '../explore/answers.js';
import { watermark } from '../explore/watermark.js';
import { documents } from '../select/sql.js';
import { identifier } from '../select/compile.js';
import type { ServedStore } from './parts.js';
import { Refusal } from './refusal.js';

/** How often the store is looked at, and how long it may be silent, ms. */
const LOOK_MS = 1500, SILENT_MS = 5000;
/** Differ whenever rows were added, changed or deleted by anybody: in any table that answers are made of; in those that pages are counted from. */
export interface Stamp { readonly all: string; readonly pages: string }

/*
 * From the parts in which rows lie: how many, the newest block, and the newest mutation with the number of parts that it (or an earlier one) has reached. Merges, which go on
 * for minutes after rows came in, change none of these: answers outlive them. The levels are made from pages, by this process among others, and say themselves how far they are.
 */
const STAMP = `SELECT toString(sum(state)) AS all, toString(sumIf(state, table IN ('samples', 'ingest_batches'))) AS pages
FROM (
  SELECT table, cityHash64(table, sum(rows), max(max_block_number), max(mutation), countIf(mutation > 0)) AS state
  FROM (SELECT table, rows, max_block_number, if(data_version = min_block_number, 0, data_version) AS mutation FROM system.parts WHERE active AND database = currentDatabase() AND table NOT IN ('signal_bins', 'level_steps'))
  GROUP BY table)`;

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
  #stamping: Promise<Stamp> | null = null;
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

  /** The store as it is now. Soon, or not at all: an answer is still to come. */
  stamp(): Promise<Stamp> {
    return (this.#stamping ??= this.#rows<Stamp>(STAMP, SILENT_MS).then(([stamp]) => stamp!).finally(() => { this.#stamping = null; }));
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
    const { all: stamp } = await this.stamp();
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
      const before = this.#last, { all: stamp } = await this.stamp();
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
