import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { identityOf } from './identity.js';
import { sweep, takePlace } from './place.js';

let base: string;
beforeEach(() => { base = mkdtempSync(join(tmpdir(), 'thresher-place-')); });

const started = new Set<ChildProcess>();
const idle = (): ChildProcess & { pid: number } => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  started.add(child);
  return child as ChildProcess & { pid: number };
};
const ended = (child: ChildProcess): Promise<unknown> => new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
afterEach(() => {
  for (const child of started) child.kill('SIGKILL');
  started.clear();
  rmSync(base, { recursive: true, force: true });
});

const known = (pid: number): { pid: number; identity: string | null } => ({ pid, identity: identityOf(pid) });
/** The number of a process that has ended. */
const gone = (): number => spawnSync(process.execPath, ['-e', '']).pid;

/** A place as a process left it. */
const left = (name: string, record: object | null): string => {
  const folder = join(base, name);
  mkdirSync(join(folder, 'data'), { recursive: true });
  if (record !== null) writeFileSync(join(folder, 'record.json'), JSON.stringify(record));
  return folder;
};

describe('a place', () => {
  test('has a folder and two ports that no other has; leaving it removes it and ends what runs there', async () => {
    const places = await Promise.all(Array.from({ length: 20 }, () => takePlace(base)));
    expect(new Set(places.map(({ port }) => port)).size).toBe(20);
    for (const { port, folder } of places) {
      expect(port % 2 === 0 && port >= 20_000 && port < 21_000).toBe(true);
      expect(existsSync(folder)).toBe(true);
    }
    const child = idle(), signal = ended(child);
    places[0]!.runs(child.pid);
    sweep(base);
    expect(readdirSync(base).length).toBe(20);
    for (const place of places) place.leave();
    places[0]!.leave();
    expect(await signal).toBe('SIGKILL');
    expect(readdirSync(base)).toEqual([]);
  });

  test('whose owner is gone is swept, with the process on record', async () => {
    const child = idle(), signal = ended(child), pid = gone();
    left(`${pid}-a`, { owner: { pid, identity: 'gone' }, port: 20_000, process: known(child.pid) });
    await takePlace(base).then((place) => place.leave());
    expect(await signal).toBe('SIGKILL');
    expect(readdirSync(base)).toEqual([]);
  });

  test('whose owner had the number of a process that lives now is swept; a process that has the number of the one on record is left alone', () => {
    const child = idle(), { pid, identity } = known(child.pid);
    left(`${process.pid}-b`, { owner: { pid: process.pid, identity: `1 ${identity!}` }, port: 20_000, process: { pid, identity: `1 ${identity!}` } });
    sweep(base);
    expect(readdirSync(base)).toEqual([]);
    expect(identityOf(pid)).toBe(identity);
  });

  test('of a living owner stays, also one without a record yet', () => {
    const child = idle();
    const kept = [left(`${process.pid}-c`, { owner: known(process.pid), port: 20_000, process: known(child.pid) }), left(`${process.pid}-d`, null)];
    left(`${gone()}-e`, null);
    sweep(base);
    expect(readdirSync(base).sort()).toEqual(kept.map((folder) => basename(folder)).sort());
    expect(identityOf(child.pid)).not.toBeNull();
  });
});
