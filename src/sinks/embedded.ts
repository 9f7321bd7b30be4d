import { randomBytes } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Session as ChdbSession } from 'chdb';
import { EXIT, Fault, usage } from '../model/fault.js';
import type { Connection, Engine } from './engine.js';
import { serveHttp } from './http-face.js';
import { lockHolder, readOwner, removeOwner, writeOwner, type Owner } from './owner-file.js';

/*
 * The embedded store: ClickHouse in this process (chdb) over a folder, reached by everybody through ClickHouse's HTTP interface.
 *
 * Exactly one process holds the folder: the engine's own lock decides, nothing of ours. Whoever gets it serves HTTP on loopback
 * and writes owner.json; whoever does not reads owner.json and attaches. When an owner dies, its lock dies with it, and the next
 * attached process that asks becomes the owner. The engine binds one folder per process, so a process holds at most one.
 *
 * A trap: of an INSERT whose data come from a file, the engine takes whatever waits on the process's standard input for the rest. The command line
 * therefore gives its own away (cli.ts); a program that opens an embedded store itself must not have unread data there.
 */

/** A way to the engine behind a folder. */
export interface Attachment {
  readonly url: string;
  readonly token: string;
  /** True when the engine is in this process. */
  readonly owner: boolean;
  /** Calls `then` when the engine has been handed the INSERT of this query id and has not answered yet. Only in the owner. */
  readonly watch: (queryId: string, then: () => void) => void;
  readonly release: () => Promise<void>;
}

/** A new store may take this long to begin serving after it took the lock. */
const STARTING_MS = 10_000;
/** An owner that is alive and silent is waited for this long; so is a store whose owner is gone. */
export const LOST_MS = 30_000;
/** Running requests get this long when the owner closes. */
const DRAIN_MS = 20_000;

/** Two cores are shared with the workers: two threads a query, one merge at a time, a bound on every query's memory, small caches. */
const ENGINE_ARGUMENTS = [
  '--max_threads=2', '--max_insert_threads=1', '--implicit_select=0', '--async_insert=0', '--max_memory_usage=1073741824', '--max_bytes_before_external_group_by=268435456',
  '--max_bytes_before_external_sort=268435456', '--background_pool_size=1', '--mark_cache_size=134217728', '--primary_index_cache_size=134217728',
  '--index_mark_cache_size=33554432', '--query_condition_cache_size=16777216', '--parquet_metadata_cache_size=16777216',
];

type Chdb = typeof import('chdb');

const loadChdb = async (): Promise<Chdb> => {
  try {
    return await import('chdb');
  } catch (cause) {
    throw new Fault('store: the embedded ClickHouse (package chdb: Linux with glibc, macOS) is not installed here; run `npm install chdb`, or name a server with --store http://user:password@host:8123', EXIT.usage, { cause });
  }
};

/** Statements that the engine is at. */
let underway = 0;

const connectionOf = (session: ChdbSession): Connection => ({
  run: async (sql, format) => {
    underway++;
    try { return (await session.queryAsync(sql, { format })).bytes(); } finally { underway--; }
  },
  stream: async function* (sql, format) {
    underway++;
    try { for await (const chunk of session.queryStream(sql, { format })) yield chunk.raw(); } finally { underway--; }
  },
  close: () => { session.close(); },
});

/**
 * The engine lets no process end before its statements are done, be it hours. Whoever was told to end at once (exit codes 130 and 143) dies of the signal instead, to which a
 * shell gives the same numbers; the store is made to bear that.
 */
const endAtOnce = (code: number): void => {
  const signal = code === EXIT.interrupted ? 'SIGINT' : code === EXIT.terminated ? 'SIGTERM' : null;
  if (signal === null || underway === 0) return;
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
};

/** Names under which the engine and thresher keep their things in the folder. */
const OURS = ['metadata', 'status', 'spool', 'owner.json', 'backfill.pid'];

/** Parents first. (`recursive` of mkdirSync never returns where a parent can hold no folders, as in /proc.) */
const makeFolder = (folder: string): void => {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
};

/** @throws Fault when the folder cannot be a store: not writable, or full of something else */
const prepareFolder = (folder: string): void => {
  if (/[*?{}]/.test(folder)) throw usage(`store: got ${folder}, allowed a path without * ? { }`);
  try {
    makeFolder(folder);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    if (!statSync(folder).isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
  } catch (cause) {
    throw new Fault(`store ${folder}: cannot be made or written (${(cause as NodeJS.ErrnoException).code}); choose another folder with --store`, EXIT.usage, { cause });
  }
  const found = readdirSync(folder);
  // The engine makes `tmp` before anything else: that alone is a store that another process is just making, or was killed while making.
  if (found.some((name) => name !== 'tmp') && !found.some((name) => OURS.includes(name))) {
    throw usage(`store: got ${folder}, which holds other files (${found.slice(0, 3).join(', ')}), allowed an empty folder or a thresher store`);
  }
};

const answers = ({ url, token }: Owner): Promise<boolean> => new Promise((resolve) => {
  const asked = request(`${url}/?query=SELECT%201`, { headers: { Authorization: `Bearer ${token}` }, timeout: 5000, agent: false }, (response) => {
    response.resume().on('end', () => resolve(response.statusCode === 200)).on('error', () => resolve(false));
  });
  asked.on('timeout', () => asked.destroy()).on('error', () => resolve(false)).end();
});

interface Held { readonly folder: string; readonly url: string; readonly token: string; readonly watched: Map<string, () => void>; users: number; readonly close: () => Promise<void> }

/** What this process holds. */
let held: Held | null = null;

/** Takes the folder's lock and begins to serve; null when another process has the lock. */
const hold = async (folder: string, version: string): Promise<Held | null> => {
  const { Session, drainPending } = await loadChdb();
  let first: ChdbSession;
  try {
    first = new Session(folder, { connectionArgs: ENGINE_ARGUMENTS });
  } catch {
    return null;
  }
  // Settings among the arguments are a connection's own, so every one is given them.
  const engine: Engine = { connect: () => connectionOf(new Session(folder, { connectionArgs: ENGINE_ARGUMENTS })) };
  const token = randomBytes(24).toString('base64url'), watched = new Map<string, () => void>();
  const forget = (): void => removeOwner(folder, token);
  const exiting = (code: number): void => { forget(); endAtOnce(code); };
  try {
    const onStarted = (queryId: string): void => { watched.get(queryId)?.(); };
    const face = await serveHttp({ engine, spool: join(folder, 'spool'), token, onStarted });
    writeOwner(folder, { pid: process.pid, url: face.url, token, version });
    process.once('exit', exiting);
    const close = async (): Promise<void> => {
      forget();
      await face.close(DRAIN_MS);
      first.close();
      await drainPending();
      process.removeListener('exit', exiting);
    };
    return { folder, url: face.url, token, watched, users: 0, close };
  } catch (cause) {
    first.close();
    throw new Fault(`store ${folder}: cannot be served (${(cause as Error).message})`, EXIT.trouble, { cause });
  }
};

const share = (store: Held): Attachment => {
  store.users++;
  let released: Promise<void> | null = null;
  const release = async (): Promise<void> => {
    if (--store.users > 0) return;
    await store.close();
    if (held === store) held = null;
  };
  return {
    url: store.url, token: store.token, owner: true,
    watch: (queryId, then) => { store.watched.set(queryId, () => { store.watched.delete(queryId); then(); }); },
    release: () => (released ??= inTurn(release)),
  };
};

const attached = ({ url, token }: Owner): Attachment => ({ url, token, owner: false, watch: () => {}, release: async () => {} });

/** Opening and closing one at a time: the engine cannot be opened while it is being closed. */
let last: Promise<unknown> = Promise.resolve();
const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
  const next = last.then(work, work);
  last = next.catch(() => {});
  return next;
};

const find = async (folder: string, version: string, patience: number | null): Promise<Attachment> => {
  if (held?.folder === folder) return share(held);
  prepareFolder(folder);
  const begun = Date.now();
  let tried = 0;
  for (;;) {
    const owner = readOwner(folder);
    if (owner && owner.pid !== process.pid && await answers(owner)) return attached(owner);
    const waited = Date.now() - begun, holder = lockHolder(folder);
    // A holder may be about to serve. Its id may also belong to somebody else by now, so the lock itself is asked from time to time.
    if (holder === null || waited > 2000 * (tried + 1)) {
      tried++;
      if (held) throw new Fault(`store ${folder}: this process already holds ${held.folder}, and an embedded store is one per process`, EXIT.usage);
      held = await hold(folder, version);
      if (held) return share(held);
    }
    if (waited > (patience ?? (owner ? LOST_MS : STARTING_MS))) {
      throw new Fault(owner
        ? `store ${folder}: its owner (process ${owner.pid}) does not answer; end that process, or wait until it is done`
        : `store ${folder}: held by another process${holder ? ` (${holder})` : ''} that does not serve it (no live owner.json); end that process, or choose another folder with --store`);
    }
    await sleep(50 + Math.random() * 100);
  }
};

/**
 * Opens the embedded store in `folder` (made when missing), or attaches to the process that holds it.
 * @param options `patience`: how long to wait for a folder that is held and not served, in ms (by default 10 s, or 30 s when its owner is alive)
 * @throws Fault: chdb is missing, the folder is no store or not writable, held without being served, or this process holds another one
 */
export const attach = (folder: string, { version, patience = null }: { readonly version: string; readonly patience?: number | null }): Promise<Attachment> =>
  inTurn(() => find(resolve(folder), version, patience));
