import { Worker } from 'node:worker_threads';
import type { Batch } from '../model/batch.js';
import { count } from '../model/columns.js';
import { Fault } from '../model/fault.js';
import type { Cpu } from '../model/ports.js';
import { bisect, Crash } from './bisect.js';
import { inPieces } from './in-pieces.js';
import type { Timed } from './inline.js';
import type { PagesAnswer, PagesData } from './pages.js';

export interface PoolOptions {
  /** Threads, at least 1. */
  readonly threads: number;
  /** URL of a compiled module that exports `steps(settings, note: Note): Promise<Record<string, Step>>`. */
  readonly module: string;
  /** Plain data, cloned into each thread. */
  readonly settings: unknown;
  readonly timed?: Timed;
  /** Time budget of a piece: `base` + `perRecord` for each record, in milliseconds. A record alone has `base` + `perRecord`. */
  readonly budget?: { readonly base: number; readonly perRecord: number };
  /** Most MiB of heap a thread may use before it counts as dead; texts lie outside of it. */
  readonly heapMb?: number;
  /** What a user should hear about, in a sentence. */
  readonly note?: (sentence: string) => void;
}

/** Workers load compiled files: from a source tree under test, those of the last build. */
const ENTRY = new URL(import.meta.url.endsWith('.ts') ? '../../dist/src/workers/pages.js' : './pages.js', import.meta.url);

interface Waiting { readonly batch: Batch; readonly resolve: (batch: Batch) => void; readonly reject: (error: Error) => void }

/**
 * Steps in worker threads, one piece of a batch a message. The piece is copied into the thread, so that it is still there when the thread dies
 * of it; the result is transferred. A thread that dies, throws or takes longer than its budget is replaced, and the piece is bisected
 * to the records at fault.
 * @returns once every thread has built its steps
 * @throws Fault when a thread cannot start (missing model, missing optional part)
 */
export const openPool = async ({ threads, module, settings, timed = () => {}, budget = { base: 30_000, perRecord: 50 }, heapMb = 512, note = () => {} }: PoolOptions): Promise<Cpu> => {
  const queue: Waiting[] = [], idle: Worker[] = [], all = new Set<Worker>();
  const said = new Set<string>();
  let closing = false;

  /** Passes on what a thread says beside its answers, whatever several threads say of one thing once. */
  const heard = (answer: PagesAnswer): boolean => {
    if (!('note' in answer)) return false;
    if (!said.has(answer.about)) { said.add(answer.about); note(answer.note); }
    return true;
  };

  const start = (): Promise<Worker> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(ENTRY, { workerData: { module, settings } satisfies PagesData, resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 64 } });
      all.add(worker);
      worker.on('message', (answer: PagesAnswer) => {
        if (heard(answer)) return;
        worker.removeAllListeners('message');
        if ('ready' in answer) resolve(worker);
        else reject('failed' in answer ? new Fault(answer.failed, answer.code) : new Error('a worker answered before it was ready'));
      });
      worker.once('error', reject);
      worker.once('exit', (code) => { all.delete(worker); reject(new Error(`a worker thread ended with code ${code} at start`)); });
    });

  const next = (worker: Worker): void => {
    const waiting = queue.shift();
    if (waiting) work(worker, waiting); else idle.push(worker);
  };

  const replaceBy = (worker: Worker): void => {
    all.delete(worker);
    if (closing) return;
    start().then(next, (error: Error) => { for (const waiting of queue.splice(0)) waiting.reject(error); });
  };

  const work = (worker: Worker, { batch, resolve, reject }: Waiting): void => {
    const records = count(batch.payloads);
    const end = (): void => { clearTimeout(timer); worker.removeAllListeners('message').removeAllListeners('error').removeAllListeners('exit'); };
    const lose = (reason: 'worker_crash' | 'timeout', cause: unknown): void => {
      end();
      worker.on('error', () => {});
      void worker.terminate();
      note(`a worker ${reason === 'timeout' ? 'took too long' : 'died'} on records ${batch.first} to ${batch.next} of ${batch.topic}/${batch.partition}`);
      reject(new Crash(reason, cause));
      replaceBy(worker);
    };
    const timer = setTimeout(() => lose('timeout', 'time budget'), budget.base + budget.perRecord * records);
    worker.on('message', (answer: PagesAnswer) => {
      if (heard(answer)) return;
      end();
      if ('result' in answer) {
        for (const [step, seconds] of Object.entries(answer.seconds)) timed(step, seconds);
        resolve(answer.result);
      } else reject(new Crash('worker_crash', 'failed' in answer ? answer.failed : 'no result'));
      next(worker);
    });
    worker.once('error', (error) => lose('worker_crash', error));
    worker.once('exit', (code) => lose('worker_crash', `exit ${code}`));
    worker.postMessage(batch);
  };

  const run = (batch: Batch): Promise<Batch> =>
    new Promise((resolve, reject) => {
      const worker = idle.pop();
      if (worker) work(worker, { batch, resolve, reject }); else queue.push({ batch, resolve, reject });
    });

  const close = async (): Promise<void> => {
    closing = true;
    await Promise.all([...all].map((worker) => worker.terminate()));
  };

  try {
    for (const worker of await Promise.all(Array.from({ length: threads }, start))) next(worker);
  } catch (error) {
    await close();
    throw error;
  }
  return { run: inPieces(bisect(run)), close };
};
