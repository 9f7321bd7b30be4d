import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import type { ExportJob } from '../explore/answers.js';
import { usualColumns } from './export-columns.js';
import { exportFolder, type FolderExport } from './folder.js';
import type { ExportStore } from './store.js';

/** What a job is started with; what is left out is decided as `exportFolder` does. */
export interface ExportOrder extends Omit<FolderExport, 'folder' | 'columns' | 'onProgress' | 'stop'> {
  /** Names the folder when none is given. */
  readonly name: string;
  /** `./thresher-exports/<name>-<id>` unless given. */
  readonly folder?: string;
  /** `usualColumns` unless given. */
  readonly columns?: readonly string[];
}

type State = { -readonly [K in keyof ExportJob]: ExportJob[K] };

/** Exports that write at the same time: each takes a thread of the engine and a file's memory. */
const AT_ONCE = 2;
/** Ended jobs that are still answered for. */
const REMEMBERED = 100;

const jobs = new Map<string, State>(), waiting: (() => void)[] = [], all = new Set<Promise<void>>();
let running = 0, stopping = new AbortController();

const turn = async (): Promise<void> => {
  if (running >= AT_ONCE) await new Promise<void>((go) => { waiting.push(go); });
  else running++;
};
/** The place goes to the next in line, or is free. */
const leave = (): void => {
  const next = waiting.shift();
  if (next) next(); else running--;
};

const forgetOldest = (): void => {
  const ended = [...jobs.values()].filter(({ state }) => state !== 'running');
  for (const { id } of ended.slice(0, Math.max(0, ended.length - REMEMBERED))) jobs.delete(id);
};

const work = async (store: ExportStore, order: ExportOrder, job: State, { signal: stop }: AbortController): Promise<void> => {
  await turn();
  try {
    stop.throwIfAborted();
    const { documents, files } = await exportFolder(store, {
      ...order, folder: job.path, columns: order.columns ?? usualColumns(order.selection), stop,
      onProgress: ({ rows, of, files: done }) => { Object.assign(job, { rows, of, files: done }); },
    });
    Object.assign(job, { state: 'done', rows: documents, of: documents, files });
  } catch (error) {
    Object.assign(job, { state: 'failed', error: (error as Error).name === 'AbortError' ? 'stopped; the same export into the same folder goes on' : (error as Error).message });
  } finally {
    leave();
    forgetOldest();
  }
};

/**
 * Begins an export in this process and returns at once. Two write at a time; a third waits its turn (`running`, no rows yet).
 * @returns the job as it is now; `exportJob` of its id says how it goes on
 */
export const startExport = (store: ExportStore, order: ExportOrder): ExportJob => {
  const id = randomBytes(4).toString('hex'), name = order.name.replace(/[^A-Za-z0-9_.@-]+/g, '-').replace(/^[.-]+/, '').slice(0, 64) || 'export';
  const job: State = { id, state: 'running', path: resolve(order.folder ?? `thresher-exports/${name}-${id}`), format: order.format ?? 'parquet', rows: 0, of: 0, files: 0, error: null };
  jobs.set(id, job);
  const done = work(store, order, job, stopping).finally(() => all.delete(done));
  all.add(done);
  return { ...job };
};

/** How far a job is; undefined when there is none with this id, or it ended long ago. */
export const exportJob = (id: string): ExportJob | undefined => {
  const job = jobs.get(id);
  return job && { ...job };
};

/** For the end of a process: every running job stops. Resolves when nothing writes any more; what is finished can be taken up by the same export later. */
export const endExports = async (): Promise<void> => {
  stopping.abort();
  stopping = new AbortController();
  await Promise.all(all);
};
