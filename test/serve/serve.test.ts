// `thresher serve` as a process.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { answer, startThresher, thresher, type Started } from '../thresher.js';
import { child, endChildren } from '../sinks/children.js';
import { asks, type Answered } from './serving.js';

const root = mkdtempSync(join(tmpdir(), 'thresher-serve-')), running: Started[] = [];
afterAll(async () => {
  for (const one of running) one.kill('SIGKILL');
  await endChildren();
  rmSync(root, { recursive: true, force: true });
});

interface Greeting { readonly url: string; readonly open: string; readonly token: string; readonly pid: number }
const serve = async (store: string, more: readonly string[] = []): Promise<{ readonly greeting: Greeting; readonly process: Started; readonly api: (path: string) => Promise<Answered> }> => {
  const started = startThresher(['serve', '--store', store, '--port', '0', '--json', ...more]);
  running.push(started);
  const line = await started.line, greeting = JSON.parse(line) as Greeting;
  return { greeting, process: started, api: (path) => asks(greeting.url, `/api/v1/${path}`, { headers: { authorization: `Bearer ${greeting.token}` } }) };
};
const ownerOf = (store: string): { pid: number; token: string } => JSON.parse(readFileSync(join(store, 'owner.json'), 'utf8')) as { pid: number; token: string };
const until = async (ask: () => Promise<Answered>, status: number): Promise<Answered> => { for (;;) { const answered = await ask(); if (answered.status === status) return answered; } };

describe('thresher serve', () => {
  it('says where it is and how to get in, owns a store that nobody owns, and ends when it is told to', async () => {
    const store = join(root, 'own'), { greeting, process: { pid, kill, ended }, api } = await serve(store);
    expect(greeting).toEqual({ url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/), open: `${greeting.url}/#token=${greeting.token}`, token: expect.stringMatching(/^[\w-]{32}$/), pid });
    expect([ownerOf(store).pid, ownerOf(store).token === greeting.token]).toEqual([pid, false]);
    expect(JSON.parse((await api('summary')).body)).toMatchObject({ n: 0, count: { documents: 0 } });
    // What the page is made of.
    const page = await asks(greeting.url, '/'), paths = [...page.body.matchAll(/(?:src|href)="(\/[^"]+)"|:"(\/vendor\/[^"]+)"/g)].map(([, a, b]) => (a ?? b)!);
    expect(paths.length).toBeGreaterThan(5);
    expect((await Promise.all(paths.map((path) => asks(greeting.url, path)))).map(({ status }, i) => `${paths[i]} ${status}`)).toEqual(paths.map((path) => `${path} 200`));
    expect(await answer(['sql', 'SELECT 1 AS one', '--store', store])).toMatchObject({ data: [{ one: 1 }] });
    kill('SIGTERM');
    const { code, stdout } = await ended;
    expect([code, stdout.trim().split('\n').length, existsSync(join(store, 'owner.json'))]).toEqual([0, 1, false]);
    const again = await serve(store);
    expect(again.greeting.token).not.toBe(greeting.token);
    again.process.kill('SIGINT');
    expect((await again.process.ended).code).toBe(130);
  });

  it('prints the link for people, warns where others can reach it, and says which port it could not have', async () => {
    const store = join(root, 'link'), started = startThresher(['serve', '--store', store, '--port', '0', '--host', '0.0.0.0']);
    running.push(started);
    expect(await started.line).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{32}$/);
    expect(started.said()).toContain('listening on 0.0.0.0: whoever can reach this address and has the token can read the store');
    started.kill('SIGTERM');
    expect((await started.ended).code).toBe(0);
    const taken = createServer();
    await new Promise<void>((resolve) => { taken.listen(0, '127.0.0.1', resolve); });
    const { port } = taken.address() as { port: number }, refused = await thresher(['serve', '--store', store, '--port', String(port), '--quiet']);
    taken.close();
    expect([refused.code, refused.stderr, refused.stdout]).toEqual([2, `http: got 127.0.0.1:${port}, which cannot be listened on (EADDRINUSE), allowed a free port; 0 takes any\n`, '']);
  });

  it('attaches to a store that another process owns, waits for one that is silent, and takes over when it is gone', async () => {
    const store = join(root, 'beside'), owner = child(store);
    await owner.ready;
    const { greeting, process: { pid }, api } = await serve(store), ready = (): Promise<Answered> => asks(greeting.url, '/readyz');
    expect([ownerOf(store).pid, JSON.parse((await api('summary')).body)]).toEqual([owner.process.pid, expect.objectContaining({ n: 0 })]);
    owner.process.kill('SIGSTOP');
    await until(ready, 503);
    expect((await api('summary')).status).toBe(503);
    owner.process.kill('SIGCONT');
    await until(ready, 200);
    expect((await until(() => api('summary'), 200)).status).toBe(200);
    owner.process.kill('SIGKILL');
    await owner.exited;
    await until(() => api('recipes'), 200);
    expect(ownerOf(store).pid).toBe(pid);
    expect(JSON.parse((await api('summary')).body)).toMatchObject({ n: 0 });
  });
});
