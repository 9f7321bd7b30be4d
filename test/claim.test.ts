import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { claim } from '../src/claim.js';

const store = mkdtempSync(join(tmpdir(), 'thresher-claim-')), path = join(store, 'backfill.pid');

it('is held until it is given back', () => {
  const give = claim(store);
  expect(readFileSync(path, 'utf8')).toBe(String(process.pid));
  give();
  expect(existsSync(path)).toBe(false);
});

it('refuses while another live process holds it, and takes over from a dead one', () => {
  writeFileSync(path, String(process.ppid));
  expect(() => claim(store)).toThrow(`a backfill of process ${process.ppid} is writing into it`);
  writeFileSync(path, '999999999');
  claim(store)();
  expect(existsSync(path)).toBe(false);
});

it('has nothing to hold on a server', () => expect(claim('http://localhost:8123')()).toBeUndefined());
