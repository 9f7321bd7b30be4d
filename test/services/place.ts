/**
 * Folders and ports of services that tests start, and their end.
 *
 * A place is a folder `<temporary folder>/thresher-services-<user>/<pid>-<random>` with a record of who made it, which ports it holds and which process runs
 * in it. The process ends with the one that made the place: at its exit, on a signal, or when its test runner is gone. Where that one was killed outright, whoever takes a place next finds a
 * record whose owner is gone, ends the process that it names and removes the folder. A number alone proves nothing, since the system gives it to others
 * later: owner and process count only with the start time and the command line on record.
 *
 * Ports: 20000-20999 in pairs, below every system's range for outgoing connections. A place writes its record first and then looks at those of the others;
 * who sees its own port in another's record takes another pair, so of two that choose the same at least one gives way. Strangers' ports are found by binding.
 */
import { randomBytes, randomInt } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { identityOf } from './identity.js';

const BASE = join(tmpdir(), `thresher-services-${userInfo().uid}`);
const FIRST_PORT = 20_000, PAIRS = 500;

interface Known { readonly pid: number; readonly identity: string }
interface Record { readonly owner: Known; readonly port: number; readonly process: Known | null }

/** A folder and two ports, `port` and `port + 1`, that nobody else holds. */
export interface Place {
  readonly folder: string;
  readonly port: number;
  /** Names the process that runs here, from its start on; null when it has ended. */
  readonly runs: (pid: number | null) => void;
  /** Ends the process that runs here at once and removes the folder. Safe to repeat. */
  readonly leave: () => void;
}

const readRecord = (folder: string): Record | null => {
  try {
    return JSON.parse(readFileSync(join(folder, 'record.json'), 'utf8')) as Record;
  } catch {
    return null;
  }
};

/** Whole at any moment: others read it. */
const writeRecord = (folder: string, record: Record): void => {
  writeFileSync(join(folder, 'record.next'), JSON.stringify(record));
  renameSync(join(folder, 'record.next'), join(folder, 'record.json'));
};

const lives = (known: Known): boolean => identityOf(known.pid) === known.identity;

/** SIGKILL to a process on record, if it is still that one; then its folder. */
const clear = (folder: string, child: Known | null): void => {
  if (child !== null && lives(child)) {
    try { process.kill(child.pid, 'SIGKILL'); } catch { /* ended in this moment */ }
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });   // the dying process may still write
};

/** Ends and removes what owners that are gone have left in `base`. Names are never used twice, so whatever is judged gone stays gone. */
export const sweep = (base: string = BASE): void => {
  mkdirSync(base, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(base)) {
    const folder = join(base, name), record = readRecord(folder), pid = Number(name.split('-')[0]);
    if (record !== null ? !lives(record.owner) : identityOf(pid) === null) clear(folder, record?.process ?? null);
  }
};

const binds = (port: number): Promise<boolean> => new Promise((resolve) => {
  const server = createServer().once('error', () => resolve(false)).listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
});

const held = new Map<string, () => void>();
const leaveAll = (): void => { for (const leave of held.values()) leave(); };
let watched = false;

/** At exit, on the signals that would otherwise end this process without an exit, and when the test runner is gone, which this process outlives by its test. */
const watch = (): void => {
  if (watched) return;
  watched = true;
  process.once('exit', leaveAll).once('disconnect', leaveAll);
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.once(signal, () => {
      leaveAll();
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    });
  }
};

/** A new place in `base`. What dead owners left there is removed first. */
export const takePlace = async (base: string = BASE): Promise<Place> => {
  sweep(base);
  const owner: Known = { pid: process.pid, identity: identityOf(process.pid)! };
  const folder = join(base, `${process.pid}-${randomBytes(6).toString('hex')}`);
  mkdirSync(folder);
  for (let tries = 0; tries < 100; tries++) {
    const port = FIRST_PORT + 2 * randomInt(PAIRS);
    writeRecord(folder, { owner, port, process: null });
    const taken = readdirSync(base).some((name) => join(base, name) !== folder && readRecord(join(base, name))?.port === port);
    if (taken || !await binds(port) || !await binds(port + 1)) continue;
    let child: Known | null = null;
    const leave = (): void => { held.delete(folder); clear(folder, child); };
    watch();
    held.set(folder, leave);
    return {
      folder, port, leave,
      runs: (pid) => {
        if (!held.has(folder)) return;
        const identity = pid === null ? null : identityOf(pid);
        child = pid === null || identity === null ? null : { pid, identity };
        writeRecord(folder, { owner, port, process: child });
      },
    };
  }
  rmSync(folder, { recursive: true, force: true });
  throw new Error(`no free pair of ports in ${FIRST_PORT}-${FIRST_PORT + 2 * PAIRS - 1}`);
};
