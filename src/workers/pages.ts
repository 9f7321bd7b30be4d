// Entry of a worker thread, always loaded from compiled files. Functions do not cross threads: the thread imports the module it
// is told and builds its own steps from plain settings.
import { parentPort, workerData } from 'node:worker_threads';
import type { Batch, Step } from '../model/batch.js';
import { buffersOf } from '../model/columns.js';
import type { Note } from '../model/note.js';
import { runSteps } from './inline.js';

/** What a thread is started with: `module` exports `steps(settings, note)`. */
export interface PagesData { readonly module: string; readonly settings: unknown }
/** What it answers. */
export type PagesAnswer =
  | { readonly ready: true }
  | { readonly note: string; readonly about: string }
  | { readonly result: Batch; readonly seconds: Readonly<Record<string, number>> }
  | { readonly failed: string; readonly start?: true; readonly code?: number };

const port = parentPort!;
const { module, settings } = workerData as PagesData;

try {
  const { steps } = (await import(module)) as { steps: (settings: unknown, note: Note) => Promise<Record<string, Step>> };
  const built = await steps(settings, (note, about) => port.postMessage({ note, about } satisfies PagesAnswer));
  port.on('message', (batch: Batch) => {
    const seconds: Record<string, number> = {};
    runSteps(built, (step, taken) => { seconds[step] = taken; })(batch).then(
      (result) => port.postMessage({ result, seconds } satisfies PagesAnswer, [...new Set([...buffersOf(result.columns), result.payloads.bytes.buffer, result.payloads.ends.buffer])]),
      (error: unknown) => port.postMessage({ failed: String(error) } satisfies PagesAnswer));
  });
  port.postMessage({ ready: true } satisfies PagesAnswer);
} catch (error) {
  port.postMessage({ failed: (error as Error).message, start: true, ...(typeof (error as { code?: unknown }).code === 'number' ? { code: (error as { code: number }).code } : {}) } satisfies PagesAnswer);
}
