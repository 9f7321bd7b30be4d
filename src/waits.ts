import type { Batch } from './model/batch.js';
import type { Cpu } from './model/ports.js';

/** What a dataflow's time goes to: waiting for records, for computation, or for the store. */
export type Wait = 'source' | 'cpu' | 'store';

/**
 * Where time is waited, seen from the one place where batches pass in turn: between the end of one batch and the moment the next
 * is computed it is the source (until the batch was read) and then the CPU; from there to its commit it is the store.
 */
export class Waits {
  readonly seconds: Record<Wait, number> = { source: 0, cpu: 0, store: 0 };
  readonly #read: number[] = [];
  #free = performance.now();
  #computed = 0;
  readonly #add: (wait: Wait, seconds: number) => void;

  constructor(add: (wait: Wait, seconds: number) => void = () => {}) { this.#add = add; }

  /** The same CPU; notes when each batch came. */
  watch = (cpu: Cpu): Cpu => ({ run: (batch: Batch) => { this.#read.push(performance.now()); return cpu.run(batch); }, close: cpu.close });

  /** Points `computed` and `committed` of a batch. */
  passed = (point: string): void => {
    const now = performance.now();
    if (point === 'computed') {
      const read = Math.min(now, Math.max(this.#free, this.#read.shift() ?? now));
      this.#count('source', read - this.#free);
      this.#count('cpu', now - read);
      this.#computed = now;
    } else if (point === 'committed') {
      this.#count('store', now - this.#computed);
      this.#free = now;
    }
  };

  #count(wait: Wait, milliseconds: number): void {
    this.seconds[wait] += milliseconds / 1000;
    this.#add(wait, milliseconds / 1000);
  }
}
