import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cached } from './cache.js';
import { identityOf } from './identity.js';

let cache: string;
beforeEach(() => { cache = mkdtempSync(join(tmpdir(), 'thresher-cache-')); });
afterEach(() => rmSync(cache, { recursive: true, force: true }));

describe('the cache', () => {
  test('builds once for all who ask at the same time', async () => {
    let builds = 0;
    const ask = (): Promise<string> => cached('folder/file', async (path) => { builds++; await new Promise(setImmediate); writeFileSync(path, 'whole'); }, cache);
    expect(await Promise.all([ask(), ask(), ask()])).toEqual(Array(3).fill(join(cache, 'folder', 'file')));
    expect({ builds, text: readFileSync(join(cache, 'folder/file'), 'utf8'), left: readdirSync(join(cache, 'folder')) }).toEqual({ builds: 1, text: 'whole', left: ['file'] });
  });

  test('keeps nothing of a build that failed, and the next one may try', async () => {
    await expect(cached('jars', async (path) => { mkdirSync(path); writeFileSync(join(path, 'half'), ''); throw new Error('no network'); }, cache)).rejects.toThrow('no network');
    expect(readdirSync(cache)).toEqual([]);
    await cached('jars', async (path) => { mkdirSync(path); }, cache);
    expect(readdirSync(cache)).toEqual(['jars']);
  });

  test('waits for a living owner of the lock, and removes what a dead one left', async () => {
    const lock = join(cache, 'jars.lock');
    writeFileSync(lock, JSON.stringify({ pid: process.pid, identity: identityOf(process.pid) }));
    const waiting = cached('jars', async (path) => { expect(existsSync(lock)).toBe(true); mkdirSync(path); }, cache);
    await new Promise(setImmediate);
    expect(readdirSync(cache)).toEqual(['jars.lock']);
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    writeFileSync(lock, JSON.stringify({ pid, identity: 'gone' }));
    mkdirSync(join(cache, 'jars.tmp-00000000'));
    await waiting;
    expect(readdirSync(cache)).toEqual(['jars']);
  });
});
