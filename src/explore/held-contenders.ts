import type { Selection } from '../select/recipe.js';
import { keptSql } from '../select/sql.js';
import type { ContendersAsked } from './contender-rows.js';
import { readContenders, type Contenders } from './contenders.js';
import { split, type Direction } from './moved-cut.js';
import type { Reads } from './reads.js';

/** Where answers find contenders. The rules of a selection are resolved: every cut is a number. */
export interface KnownContenders {
  /** Those held of which the selection is a cut. */
  readonly find: (database: string, selection: Selection) => Contenders | null;
  /** Those of a cut of the selection, read if they are not held; null = they are too many, or are not to be had now: ask the store itself. */
  readonly of: (store: Reads, asked: { readonly database: string; readonly selection: Selection; readonly signal: string; readonly direction: Direction }) => Promise<Contenders | null>;
}

/** For whoever asks once. */
export const NONE: KnownContenders = { find: () => null, of: async () => null };

const MOST_BYTES = 256 << 20, MOST_REFUSED = 1000;
/** While pages come in, what was read is old before it is used. */
const STILL_MS = 5000;

const keyOf = ({ database, signal, direction, free }: ContendersAsked): string => `${database} ${signal} ${direction} ${keptSql(free)}`;

/** The contenders that were used last, of the store as it is: any change of its rows puts them out. */
export class HeldContenders {
  readonly #held = new Map<string, Contenders>();
  readonly #reading = new Map<string, Promise<Contenders | null>>();
  readonly #stampNow: () => Promise<string | null>;
  readonly #tooMany = new Set<string>();
  readonly #now: () => number;
  #stamp: string | null = null;
  #changed = -Infinity;

  /**
   * @param stamp of the store as it is now: another one after every change of its rows; null = unknown
   * @param now a clock, ms
   */
  constructor(stamp: () => Promise<string | null>, now: () => number = () => performance.now()) {
    this.#stampNow = stamp;
    this.#now = now;
  }

  /** Bytes of memory. */
  get size(): number { return [...this.#held.values()].reduce((sum, { size }) => sum + size, 0); }

  /** @param stamp as of which answers are given */
  at(stamp: string | null): KnownContenders {
    if (stamp === null) return NONE;
    if (stamp !== this.#stamp) {
      if (this.#stamp !== null) this.#changed = this.#now();
      this.#stamp = stamp;
      this.#held.clear();
      this.#reading.clear();
    }
    return {
      find: (database, selection) => (stamp === this.#stamp ? this.#find(database, selection) : null),
      of: async (store, { database, selection, signal, direction }) => {
        const parts = split(selection, signal, direction);
        return parts !== null && stamp === this.#stamp ? this.#of(store, { database, signal, direction, free: parts.free }, stamp) : null;
      },
    };
  }

  #find(database: string, selection: Selection): Contenders | null {
    for (const [key, contenders] of [...this.#held].reverse()) {
      const { signal, direction } = contenders.asked, parts = split(selection, signal, direction);
      if (parts !== null && keyOf({ database, signal, direction, free: parts.free }) === key) return this.#use(key, contenders);
    }
    return null;
  }

  /** Used last. */
  #use(key: string, contenders: Contenders): Contenders {
    this.#held.delete(key);
    this.#held.set(key, contenders);
    return contenders;
  }

  async #of(store: Reads, asked: ContendersAsked, stamp: string): Promise<Contenders | null> {
    const key = keyOf(asked);
    for (;;) {
      const held = this.#held.get(key), reading = this.#reading.get(key);
      if (held !== undefined) return this.#use(key, held);
      if (reading === undefined) break;
      try {
        const found = await reading;
        if (found === null || this.#stamp !== stamp) return found;
      } catch {
        // Whoever began it has gone away; the next one who waits reads for all.
        if (this.#reading.get(key) === reading) this.#reading.delete(key);
      }
    }
    if (this.#tooMany.has(key) || this.#now() - this.#changed < STILL_MS) return null;
    const read = this.#readStill(store, asked, key, stamp);
    this.#reading.set(key, read);
    try { return await read; } finally { if (this.#reading.get(key) === read) this.#reading.delete(key); }
  }

  /** Several statements see the same rows only when nothing changed from before the first until after the last. */
  async #readStill(store: Reads, asked: ContendersAsked, key: string, stamp: string): Promise<Contenders | null> {
    const found = await readContenders(store, asked);
    if (found === 'too many') this.#refuse(key);
    if (typeof found === 'string' || await this.#stampNow() !== stamp || this.#stamp !== stamp) return null;
    this.#hold(key, found);
    return found;
  }

  #refuse(key: string): void {
    if (this.#tooMany.size >= MOST_REFUSED) this.#tooMany.clear();
    this.#tooMany.add(key);
  }

  #hold(key: string, contenders: Contenders): void {
    this.#held.set(key, contenders);
    for (const oldest of this.#held.keys()) { if (this.size <= MOST_BYTES || oldest === key) break; this.#held.delete(oldest); }
  }
}
