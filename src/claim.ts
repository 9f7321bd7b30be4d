import { mkdirSync, openSync, readFileSync, rmSync, writeSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from './model/fault.js';

const alive = (pid: number): boolean => {
  try { process.kill(pid, 0); return true; } catch (error) { return (error as NodeJS.ErrnoException).code === 'EPERM'; }
};

/**
 * One backfill at a time per embedded store: its folder holds the pid of the one that runs (`backfill.pid`); that of a dead process is taken over.
 * A server store has no such folder; there the runs are the user's to keep apart.
 * @returns gives the claim back
 * @throws Fault (trouble) when another live process holds it
 */
export const claim = (store: string): (() => void) => {
  if (/^https?:/.test(store)) return () => {};
  mkdirSync(store, { recursive: true });
  const path = join(store, 'backfill.pid');
  for (let attempt = 0; ; attempt++) {
    try {
      const file = openSync(path, 'wx', 0o600);
      writeSync(file, String(process.pid));
      closeSync(file);
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw new Fault(`store ${store}: cannot write there (${(error as NodeJS.ErrnoException).code}); give a folder that can be written`);
    }
    const pid = Number(readFileSync(path, 'utf8').trim());
    if (attempt > 0 || (pid && pid !== process.pid && alive(pid))) {
      throw new Fault(`store ${store}: a backfill of process ${pid} is writing into it; wait for its end, or give another --store`);
    }
    rmSync(path, { force: true });
  }
};
