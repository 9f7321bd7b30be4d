import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { identityOf } from './identity.js';

/** Where downloads stay between runs: `THRESHER_KAFKA_CACHE`, else `~/.cache/thresher-kafka`. Never inside the project. */
export const CACHE = process.env['THRESHER_KAFKA_CACHE'] || join(homedir(), '.cache', 'thresher-kafka');

const LONGEST_WAIT = 15 * 60_000;

/**
 * The path of `name` in the cache, made by `build` if it is not there.
 * @param build writes a file or folder at the path it is given; that is moved to its place when all is well, so a name in the cache is always whole
 *
 * One process builds, others that want the same wait for it. The lock only saves work: should two build at the same time (a lock whose owner was killed
 * can be taken over twice), both succeed, and the first result stays.
 */
export const cached = async (name: string, build: (path: string) => Promise<void>, cache: string = CACHE): Promise<string> => {
  const path = join(cache, name), lock = `${path}.lock`, folder = dirname(path);
  mkdirSync(folder, { recursive: true });
  for (const end = Date.now() + LONGEST_WAIT; ; await pause(100)) {
    if (existsSync(path)) return path;
    if (takeLock(lock)) break;
    if (Date.now() > end) throw new Error(`${lock}: another process has not finished after ${LONGEST_WAIT / 60_000} minutes`);
  }
  const unfinished = `${basename(path)}.tmp-`, mine = join(folder, `${unfinished}${randomBytes(4).toString('hex')}`);
  try {
    if (existsSync(path)) return path;
    for (const left of readdirSync(folder)) if (left.startsWith(unfinished)) rmSync(join(folder, left), { recursive: true, force: true });
    await build(mine);
    try { renameSync(mine, path); } catch (error) { if (!existsSync(path)) throw error; }
    return path;
  } finally {
    rmSync(mine, { recursive: true, force: true });
    rmSync(lock, { force: true });
  }
};

/** Takes the lock, or removes one whose owner is gone and says no for this time. A link appears with its content or not at all. */
const takeLock = (lock: string): boolean => {
  const owner = `${lock}-${process.pid}`;
  writeFileSync(owner, JSON.stringify({ pid: process.pid, identity: identityOf(process.pid) }));
  try {
    linkSync(owner, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(owner, { force: true });
  }
  try {
    const { pid, identity } = JSON.parse(readFileSync(lock, 'utf8')) as { pid: number; identity: string };
    if (identityOf(pid) !== identity) rmSync(lock, { force: true });
  } catch { /* released in this moment */ }
  return false;
};
