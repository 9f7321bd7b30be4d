// The store while the page is open: it grows, its owner dies, it goes away and comes back, it is empty, it may not be seen.
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { needsBrowser } from '../services/browser.js';
import { startThresher } from '../thresher.js';
import { countedBy, keptSql } from './counted.js';
import { openDesk, type Desk } from './desk.js';
import { manyPages, writePages } from './made-pages.js';
import { backfillInto, openScene, serveStore, type Scene, type Served } from './scene.js';

const browser = await needsBrowser('stores behind the page');
afterAll(() => browser?.close());

/** A way to a server that can be closed and opened again. */
const gateTo = async (to: number): Promise<{ readonly port: number; readonly shut: () => Promise<void>; readonly open: () => Promise<void> }> => {
  const sockets = new Set<Socket>();
  let server: Server, port = 0;
  const open = (): Promise<void> => new Promise((resolve) => {
    server = createServer((client) => {
      const far = connect(to, '127.0.0.1');
      for (const socket of [client, far]) { sockets.add(socket); socket.on('error', () => {}).on('close', () => { sockets.delete(socket); client.destroy(); far.destroy(); }); }
      client.pipe(far).pipe(client);
    }).listen(port, '127.0.0.1', () => { port = (server.address() as AddressInfo).port; resolve(); });
  });
  const shut = (): Promise<void> => new Promise((resolve) => { server.close(() => resolve()); for (const socket of sockets) socket.destroy(); });
  await open();
  return { port, shut, open };
};

describe.skipIf(browser === null)('stores behind the page', () => {
  let scene: Scene, desk: Desk;
  beforeAll(async () => { scene = await openScene(browser!, 12, 400, ['--write']); desk = await scene.desk(); });
  afterAll(() => scene?.close());

  const by = (id: string, at = desk) => at.page.getByTestId(id);
  const isTrue = async (at: Desk, served: Served): Promise<number> => {
    const now = await at.rested(40);
    expect(await countedBy(served, now.yaml)).toEqual({ documents: now.documents, tokens: now.tokens });
    return now.documents;
  };

  test('pages come in: the totals follow, and every exact one is that of whole batches', async () => {
    const before = await isTrue(desk, scene.served);
    await scene.backfill(writePages(scene.folder, 'more.jsonl', manyPages(13, 400)), '--batch-rows', '100');
    const [row] = await scene.served.rows(`SELECT count() AS documents FROM documents WHERE ${keptSql((await desk.seen()).yaml)}`), all = Number(row!['documents']);
    expect(all).toBeGreaterThan(before);
    await expect.poll(async () => { const now = await desk.seen(); return now.exact && now.documents; }, { timeout: 15_000, interval: 100 }).toBe(all);
    const { yaml } = await desk.seen(), batches = await scene.served.rows(`SELECT src_to AS upto FROM ingest_batches ORDER BY src_to`);
    const whole = await Promise.all(batches.map(async ({ upto }) => Number((await scene.served.rows(`SELECT count() AS n FROM documents WHERE src_offset < ${upto!} AND ${keptSql(yaml)}`))[0]!['n'])));
    const stood = (await desk.stood()).map(({ documents }) => documents);
    expect([stood.filter((documents) => !whole.includes(documents)), stood]).toEqual([[], stood.toSorted((a, b) => a - b)]);
    expect(await desk.faults()).toEqual([]);
  });

  test('the process that owns the store is killed: another one that serves it goes on, and so does its page', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'thresher-owner-')), store = join(folder, 'store');
    await backfillInto(store, writePages(folder, 'pages.jsonl', manyPages(14, 200)));
    const owner = await serveStore(store, folder), served = await serveStore(store, folder), other = await openDesk(browser!, served.open, {});
    try {
      await other.rested();
      owner.process.kill('SIGKILL');
      await owner.process.ended;
      await by('signal-rps_doc_word_count', other).click();
      await by('cut-input', other).fill('100');
      await by('cut-input', other).press('Enter');
      await expect.poll(async () => (await other.seen()).yaml, { timeout: 5000 }).toContain('value: 100\n');
      await isTrue(other, served);
      expect((await other.faults()).filter((fault) => !/status of 50\d/.test(fault))).toEqual([]);
    } finally {
      await other.page.context().close();
      await served.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('a server that goes away is a sentence, the draft stays and can be changed; when it is back, the totals are', async () => {
    const gate = await gateTo(Number(new URL(scene.served.url).port)), served = await serveStore(`http://default:${scene.served.token}@127.0.0.1:${gate.port}`, scene.folder), other = await openDesk(browser!, served.open, {});
    try {
      await other.rested();
      await by('signal-rps_doc_word_count', other).click();
      await by('cut-input', other).waitFor();
      await gate.shut();
      await by('cut-input', other).fill('123');
      await by('cut-input', other).press('Enter');
      await other.page.getByRole('alert').filter({ hasText: /store/i }).first().waitFor({ timeout: 40_000 });
      expect(await other.seen()).toMatchObject({ exact: false, yaml: expect.stringContaining('value: 123\n') as string });
      await other.picture('store-away');
      await gate.open();
      await isTrue(other, scene.served);
      await expect.poll(() => other.page.getByRole('alert').filter({ hasText: /store/i }).count(), { timeout: 20_000 }).toBe(0);
      expect((await other.faults()).filter((fault) => !/status of 50\d/.test(fault))).toEqual([]);
    } finally {
      await other.page.context().close();
      await served.stop();
      await gate.shut();
    }
  });

  test('the serving process ends: the page says so and keeps the draft; a later link goes on from there', async () => {
    const served = await serveStore(scene.store, scene.folder), other = await openDesk(browser!, served.open, {});
    await other.rested();
    await by('signal-rps_doc_word_count', other).click();
    await by('cut-input', other).fill('140');
    await by('cut-input', other).press('Enter');
    const { documents, yaml } = await other.rested(), port = new URL(served.url).port;
    await served.stop();
    await expect.poll(() => by('live', other).getAttribute('data-state'), { timeout: 10_000 }).toBe('lost');
    await other.page.getByRole('alert').filter({ hasText: 'thresher serve' }).first().waitFor();
    expect((await other.seen()).yaml).toBe(yaml);
    await other.picture('serve-ended');
    const again = startThresher(['serve', '--store', scene.store, '--port', port, '--json', '--quiet']), { open } = JSON.parse(await again.line) as { open: string };
    try {
      await other.page.getByText('A link of an earlier start is no longer valid').waitFor({ timeout: 30_000 });
      const draft = other.page.url();
      await other.page.goto('about:blank');
      await other.page.goto(open);
      await other.rested();
      await other.page.goto('about:blank');
      await other.page.goto(draft);
      expect(await other.rested()).toMatchObject({ documents, yaml });
    } finally {
      await other.page.context().close();
      again.kill('SIGTERM');
      await again.ended;
    }
  });

  test('without the token, or with a wrong one, nothing of the store is seen; what to do is', async () => {
    for (const link of [scene.served.url, `${scene.served.url}/#token=wrong`]) {
      const other = await openDesk(browser!, link, {});
      await other.page.getByText('This page needs the token').waitFor();
      expect((await other.read<string>('document.body.textContent')).includes('documents')).toBe(false);
      await other.picture(link.includes('wrong') ? 'token-wrong' : 'token');
      expect((await other.faults()).filter((fault) => !/status of 401/.test(fault))).toEqual([]);
      await other.page.context().close();
    }
  });

  test('an empty store says how to fill it, and is a page of numbers once it is', async () => {
    const empty = await openScene(browser!, 15, 0), other = await empty.desk();
    try {
      await other.page.getByRole('heading', { name: 'No documents yet' }).waitFor();
      await other.picture('empty');
      await empty.backfill(writePages(empty.folder, 'first.jsonl', manyPages(15, 100)));
      await by('kept-documents', other).waitFor({ timeout: 20_000 });
      await expect.poll(async () => (await other.page.getByTestId('kept-documents').getAttribute('data-of')), { timeout: 20_000 }).not.toBe('0');
      expect(await isTrue(other, empty.served)).toBeGreaterThan(0);
      expect(await other.faults()).toEqual([]);
    } finally {
      await empty.close();
    }
  });
});
