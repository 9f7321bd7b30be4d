import { ApiFault, isAbort } from './api-fault.js';
import type { Panels, Store } from './state.js';
import { covers } from './watermark.js';

/**
 * Asks the store for a panel. Another question of the same panel withdraws the one that is under way, the same one waits for it; an answer that comes although it was
 * withdrawn is dropped.
 * @returns the answer; null when it was withdrawn or failed, the fault then stands in the panel
 */
export class Asker {
  readonly #store: Store;
  readonly #underWay = new Map<keyof Panels, { readonly key: string; readonly abort: AbortController; readonly answer: Promise<unknown> }>();
  readonly #troubled = new Set<keyof Panels>();
  readonly #onRefused: (fault: ApiFault) => void;

  constructor(store: Store, onRefused: (fault: ApiFault) => void) {
    this.#store = store;
    this.#onRefused = onRefused;
  }

  /** A question that was answered already, about the newest rows that are known of, is not asked again, unless `isForced`. */
  async ask<K extends keyof Panels>(panel: K, key: string, question: (signal: AbortSignal) => Promise<NonNullable<Panels[K]['value']>>, isForced = false): Promise<NonNullable<Panels[K]['value']> | null> {
    const { value: held, key: heldKey } = this.#store.state.panels[panel];
    if (!isForced && held !== null && heldKey === key && covers(held.as_of, this.#store.state.newest)) { this.#store.panel(panel, { isBusy: false, fault: null } as Partial<Panels[K]>); this.withdraw(panel); return held as NonNullable<Panels[K]['value']>; }
    const asked = this.#underWay.get(panel);
    if (!isForced && asked?.key === key) return asked.answer as Promise<NonNullable<Panels[K]['value']> | null>;
    this.withdraw(panel);
    const abort = new AbortController(), answer = this.#ask(panel, key, question, abort);
    this.#underWay.set(panel, { key, abort, answer });
    this.#store.panel(panel, { isBusy: true } as Partial<Panels[K]>);
    return answer;
  }

  async #ask<K extends keyof Panels>(panel: K, key: string, question: (signal: AbortSignal) => Promise<NonNullable<Panels[K]['value']>>, abort: AbortController): Promise<NonNullable<Panels[K]['value']> | null> {
    const isWithdrawn = (): boolean => this.#underWay.get(panel)?.abort !== abort;
    try {
      const value = await question(abort.signal);
      if (isWithdrawn()) return null;
      this.#underWay.delete(panel);
      this.#store.panel(panel, { value, key, isBusy: false, fault: null } as Partial<Panels[K]>);
      return value;
    } catch (error) {
      if (isAbort(error) || isWithdrawn()) return null;
      this.#underWay.delete(panel);
      const fault = error instanceof ApiFault ? error : new ApiFault(`The answer could not be read: ${String(error)}`, 0);
      if (fault.status === 0 || fault.status >= 500) this.#troubled.add(panel);
      this.#store.panel(panel, { isBusy: false, fault: fault.message } as Partial<Panels[K]>);
      if (fault.status === 401 || fault.status === 403) this.#onRefused(fault);
      return null;
    }
  }

  /** Some panel has no answer for a reason that may pass by itself. */
  get isTroubled(): boolean { return this.#troubled.size > 0; }
  isUnderWay(panel: keyof Panels): boolean { return this.#underWay.has(panel); }
  withdraw(panel: keyof Panels): void {
    this.#troubled.delete(panel);
    this.#underWay.get(panel)?.abort.abort();
    this.#underWay.delete(panel);
  }
}
