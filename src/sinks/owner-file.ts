import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How to reach the process that holds an embedded store, as it writes it to `<store>/owner.json`. */
export interface Owner {
  readonly pid: number;
  readonly url: string;
  readonly token: string;
  readonly version: string;
}

const fileOf = (folder: string): string => join(folder, 'owner.json');

/** Does a process with this id exist? One that belongs to somebody else counts. */
export const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** The owner of a folder; null when the file is missing, half-written or left by a dead process. */
export const readOwner = (folder: string): Owner | null => {
  try {
    const owner = JSON.parse(readFileSync(fileOf(folder), 'utf8')) as Partial<Owner>;
    if (typeof owner.pid !== 'number' || typeof owner.url !== 'string' || typeof owner.token !== 'string' || !alive(owner.pid)) return null;
    return { pid: owner.pid, url: owner.url, token: owner.token, version: String(owner.version ?? '') };
  } catch {
    return null;
  }
};

/** Readers see the old file or the new one, never a part; nobody but the user may read the token. */
export const writeOwner = (folder: string, owner: Owner): void => {
  const draft = `${fileOf(folder)}.${owner.pid}`;
  writeFileSync(draft, `${JSON.stringify(owner)}\n`, { mode: 0o600 });
  renameSync(draft, fileOf(folder));
};

/** Takes the file away when it is still this owner's. */
export const removeOwner = (folder: string, token: string): void => {
  if (readOwner(folder)?.token === token) rmSync(fileOf(folder), { force: true });
};

/** Process id in the lock file of the engine (`status`), when that process lives; null = nobody is known to hold the folder. */
export const lockHolder = (folder: string): number | null => {
  try {
    const pid = Number(/^PID: (\d+)/.exec(readFileSync(join(folder, 'status'), 'utf8'))?.[1]);
    return pid && pid !== process.pid && alive(pid) ? pid : null;
  } catch {
    return null;
  }
};
