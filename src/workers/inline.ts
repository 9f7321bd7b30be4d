import type { Batch, Step } from '../model/batch.js';
import type { Cpu } from '../model/ports.js';
import { bisect, Crash } from './bisect.js';

/** Called after each step with the seconds it took. */
export type Timed = (step: string, seconds: number) => void;

/** Runs steps one after the other on a batch; whatever they throw is a `Crash`. */
export const runSteps = (steps: Readonly<Record<string, Step>>, timed: Timed) => async (batch: Batch): Promise<Batch> => {
  let result = batch;
  for (const [name, step] of Object.entries(steps)) {
    const started = performance.now();
    try {
      result = await step(result);
    } catch (error) {
      throw new Crash('worker_crash', error);
    }
    timed(name, (performance.now() - started) / 1000);
  }
  return result;
};

/** Steps without threads, in the caller's own: the same rows as the pool gives. */
export const inline = (steps: Readonly<Record<string, Step>>, timed: Timed = () => {}): Cpu => ({
  run: bisect(runSteps(steps, timed)),
  close: () => Promise.resolve(),
});
