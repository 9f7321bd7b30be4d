import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../model/fault.js';

/** Name of the lock in an export's folder. */
export const LOCK = 'export.pid';

/** Folders that this process is writing; a lock with its own pid that is not among them is left over from an earlier process with that pid. */
const ours = new Set<string>();

const alive = (pid: number): boolean => {
  try { process.kill(pid, 0); return true; } catch (error) { return (error as NodeJS.ErrnoException).code === 'EPERM'; }
};

/**
 * One export at a time per folder: a file holds the pid of the process that writes; that of a dead one is taken over.
 * @returns gives the folder free
 * @throws Fault (trouble) when a live process writes there · the system's error when the folder cannot be written
 */
export const lockFolder = (folder: string): (() => void) => {
  const path = join(folder, LOCK);
  for (let attempt = 0; ; attempt++) {
    try {
      const file = openSync(path, 'wx', 0o600);
      writeSync(file, String(process.pid));
      closeSync(file);
      ours.add(path);
      return () => { ours.delete(path); rmSync(path, { force: true }); };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const pid = Number(readFileSync(path, 'utf8').trim());
    if (attempt > 0 || ours.has(path) || (pid && pid !== process.pid && alive(pid))) {
      throw new Fault(`--export ${folder}: process ${pid} is writing there; wait for its end, or choose another folder`);
    }
    rmSync(path, { force: true });
  }
};
