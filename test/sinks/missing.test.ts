import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';

vi.mock('chdb', () => { throw new Error("Cannot find package 'chdb'"); });

it('says in one sentence what to do when the embedded engine is not installed', async () => {
  const { openStore } = await import('../../src/sinks/clickhouse.js');
  const root = mkdtempSync(join(tmpdir(), 'thresher-missing-'));
  try {
    await expect(openStore({ store: join(root, 'store'), database: 'thresher', version: '0.0.0' })).rejects.toMatchObject({
      name: 'Fault', code: 2,
      message: 'store: the embedded ClickHouse (package chdb: Linux with glibc, macOS) is not installed here; run `npm install chdb`, or name a server with --store http://user:password@host:8123',
    });
    expect(readdirSync(join(root, 'store'))).toEqual([]);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
