import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { startThresher, thresher } from '../thresher.js';
import { child, endChildren, type Child } from './children.js';

const root = mkdtempSync(join(tmpdir(), 'thresher-owners-'));
let made = 0;
const newFolder = () => join(root, `store-${made++}`);
afterEach(endChildren);
afterAll(() => rmSync(root, { recursive: true, force: true }));

const ownerOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'owner.json'), 'utf8')) as { pid: number; url: string; token: string; version: string };
const opened = async (...children: Child[]) => expect(await Promise.all(children.map((one) => one.ready))).toEqual(children.map((one) => ({ ready: one.process.pid })));
const TABLE = 'CREATE TABLE IF NOT EXISTS rows (n UInt64) ENGINE = MergeTree ORDER BY n SETTINGS non_replicated_deduplication_window = 1000';

describe('several processes on one embedded store', () => {
  it('makes exactly one of three that start at once the owner, and all of them see one store', async () => {
    const folder = newFolder(), three = [child(folder), child(folder), child(folder)];
    await opened(...three);
    expect(three.map((one) => one.process.pid)).toContain(ownerOf(folder).pid);
    expect(await three[0]!.ask('command', { sql: TABLE })).toMatchObject({ result: 'done' });
    // All three insert the same ranges at the same time: one copy of each.
    const answers = await Promise.all(three.flatMap((one) => [0, 100, 200].map((from) => one.ask('insert', { table: 'rows', from, to: from + 100 }))));
    expect(answers.map(({ result }) => result)).toEqual(answers.map(() => 'done'));
    for (const one of three) expect(await one.ask('rows', { sql: 'SELECT count() AS copies, uniqExact(n) AS different FROM rows' })).toMatchObject({ result: [{ copies: '300', different: '300' }] });
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends at once at the second %s, whatever the engine is at, and leaves a store that opens', async (signal) => {
    const folder = newFolder();
    await thresher(['migrate', '--store', folder, '--quiet']);
    const endless = startThresher(['sql', 'SELECT count() FROM numbers(1000000000000000) WHERE sipHash64(number) = 1', '--store', folder, '--quiet']);
    await vi.waitFor(async () => {
      const { url, token } = ownerOf(folder), asked = await fetch(`${url}/?query=${encodeURIComponent("SELECT count() FROM system.processes WHERE query LIKE '%numbers(1000000000000000)%' AND query NOT LIKE '%system.processes%'")}`, { headers: { authorization: `Bearer ${token}` } });
      expect(await asked.text()).toBe('1\n');
    }, { timeout: 20_000, interval: 100 });
    // Two that come together are one to the system, so it is sent until the end.
    const began = performance.now(), sending = setInterval(() => endless.kill(signal), 200), despair = setTimeout(() => endless.kill('SIGKILL'), 20_000);
    const { code, signal: died } = await endless.ended;
    clearInterval(sending);
    clearTimeout(despair);
    expect([code, died, existsSync(join(folder, 'owner.json'))]).toEqual([null, signal, false]);
    expect(performance.now() - began).toBeLessThan(10_000);
    expect((await thresher(['sql', 'SELECT 1', '--store', folder, '--quiet'])).code).toBe(0);
  }, 60_000);

  it('answers two other processes while inserts run', async () => {
    const folder = newFolder(), writer = child(folder);
    await opened(writer);
    await writer.ask('command', { sql: TABLE });
    const readers = [child(folder), child(folder)];
    let answered = false, inserted = 0, counts: Record<string, unknown>[] = [];
    const reading = opened(...readers).then(async () => {
      counts = await Promise.all(readers.map((one) => one.ask('rows', { sql: 'SELECT count() > 0 AS some FROM rows' })));
      answered = true;
    });
    // Two inserts are under way at any time until both readers have their answer.
    await Promise.all([0, 1].map(async () => {
      do {
        const from = 50_000 * inserted++;
        expect(await writer.ask('insert', { table: 'rows', from, to: from + 50_000 })).toMatchObject({ result: 'done' });
      } while (!answered);
    }));
    await reading;
    expect(counts.map(({ result }) => result)).toEqual([[{ some: 1 }], [{ some: 1 }]]);
    expect(await readers[0]!.ask('rows', { sql: 'SELECT count() AS copies FROM rows' })).toMatchObject({ result: [{ copies: String(50_000 * inserted) }] });
  });

  it('goes on with another owner when the owner is killed, in the middle of inserts', async () => {
    const folder = newFolder(), first = child(folder);
    await opened(first);
    const others = [child(folder), child(folder)];
    await opened(...others);
    const { token, pid } = ownerOf(folder);
    expect(pid).toBe(first.process.pid);
    expect(await first.ask('command', { sql: TABLE })).toMatchObject({ result: 'done' });
    const inserts = others.flatMap((one, k) => Array.from({ length: 20 }, (_, i) => one.ask('insert', { table: 'rows', from: (k * 20 + i) * 50, to: (k * 20 + i + 1) * 50 })));
    await inserts[0];
    first.process.kill('SIGKILL');
    expect((await Promise.all(inserts)).map(({ result }) => result)).toEqual(inserts.map(() => 'done'));
    expect(others.map((one) => one.process.pid)).toContain(ownerOf(folder).pid);
    expect(ownerOf(folder).token).not.toBe(token);
    for (const one of others) expect(await one.ask('rows', { sql: 'SELECT count() AS copies, uniqExact(n) AS different FROM rows' })).toMatchObject({ result: [{ copies: '2000', different: '2000' }] });
  });

  it('keeps one copy when a process dies between sending an insert and its answer', async () => {
    const folder = newFolder(), owner = child(folder, 'rows.sent');
    await opened(owner);
    await owner.ask('command', { sql: TABLE });
    const beside = child(folder, 'rows.sent');
    await opened(beside);
    void beside.ask('insert', { table: 'rows', from: 0, to: 50_000 });
    expect(await beside.exited).toBeNull();
    // The statement is with the owner, whole, so it is carried out without its sender.
    const count = async (one: Child) => ((await one.ask('rows', { sql: 'SELECT count() AS copies FROM rows' }))['result'] as { copies: string }[])[0]!.copies;
    let copies = '0';
    for (let asked = 0; asked < 1000 && copies === '0'; asked++) copies = await count(owner);
    expect(copies).toBe('50000');
    void owner.ask('insert', { table: 'rows', from: 50_000, to: 100_000 });
    expect(await owner.exited).toBeNull();
    const last = child(folder);
    await opened(last);
    expect(['50000', '100000']).toContain(await count(last));
    for (const from of [0, 50_000]) expect(await last.ask('insert', { table: 'rows', from, to: from + 50_000 })).toMatchObject({ result: 'done' });
    expect(await count(last)).toBe('100000');
  });

  it('hands over when the owner closes, after the requests that run', async () => {
    const folder = newFolder(), first = child(folder);
    await opened(first);
    const second = child(folder);
    await opened(second);
    const running = second.ask('rows', { sql: 'SELECT max(sipHash64(number)) > 0 AS x FROM numbers(20000000)' });
    expect(await second.ask('rows', { sql: 'SELECT 1 AS x' })).toMatchObject({ result: [{ x: 1 }] });
    expect(await first.ask('close')).toMatchObject({ result: 'done' });
    expect(await running).toMatchObject({ result: [{ x: 1 }] });
    expect(await second.ask('rows', { sql: 'SELECT 2 AS x' })).toMatchObject({ result: [{ x: 2 }] });
    expect(ownerOf(folder).pid).toBe(second.process.pid);
    expect(await second.ask('close')).toMatchObject({ result: 'done' });
    expect(existsSync(join(folder, 'owner.json'))).toBe(false);
  });

  it('ignores the owner.json of a dead process', async () => {
    const folder = newFolder(), first = child(folder);
    await opened(first);
    first.process.kill('SIGKILL');
    await first.exited;
    expect(ownerOf(folder).pid).toBe(first.process.pid);
    const second = child(folder);
    await opened(second);
    expect(ownerOf(folder).pid).toBe(second.process.pid);
  });

  it('ignores one that is no JSON, and one whose process is alive but no owner', async () => {
    const folder = newFolder(), first = child(folder);
    await opened(first);
    await first.ask('close');
    for (const content of ['{"pid":', JSON.stringify({ pid: process.pid, url: 'http://127.0.0.1:9', token: 'x', version: '' })]) {
      writeFileSync(join(folder, 'owner.json'), content);
      const next = child(folder);
      await opened(next);
      expect(ownerOf(folder).pid).toBe(next.process.pid);
      await next.ask('close');
    }
  });

  it('exits 1 with one sentence when the folder is held and not served', async () => {
    const folder = newFolder();
    const chdb = createRequire(import.meta.url).resolve('chdb');
    const holder = spawn(process.execPath, ['-e', `const s = new (require(${JSON.stringify(chdb)}).Session)(${JSON.stringify(folder)}); console.log('held'); setInterval(() => s, 1000)`], { stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      await new Promise((resolve) => holder.stdout.once('data', resolve));
      const second = child(folder);
      expect(await second.ready).toEqual({ code: 1,
        fault: `store ${folder}: held by another process (${holder.pid}) that does not serve it (no live owner.json); end that process, or choose another folder with --store` });
      expect(await second.exited).toBe(1);
    } finally {
      holder.kill('SIGKILL');
    }
  });
});
