// kill -9 at every failpoint, run again with other batches and workers: the same rows as an unbroken run.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunReport } from '../../src/report.js';
import { writeCrawl } from '../crawl.js';
import { answer, digestOf, thresher } from '../thresher.js';

const TABLES = ['samples', 'texts', 'fingerprints', 'rejections', 'stats', 'ingest_batches'];
const POINTS = ['computed', 'intended', ...TABLES, 'committed', ...TABLES.map((table) => `${table}.sent`)];
const folder = mkdtempSync(join(tmpdir(), 'thresher-restart-')), crawl = join(folder, 'crawl');
/** Windows of 40 documents: the duplicates lie in older generations, on both sides of every kill. */
const settings = ['--dedup-window', '40', '--batch-rows', '17'];
let unbroken: string[], report: RunReport;

const backfill = (store: string, more: readonly string[] = [], env: Readonly<Record<string, string>> = {}) => thresher(['backfill', crawl, '--store', store, '--json', '--quiet', ...settings, ...more], env);

beforeAll(async () => {
  writeCrawl(crawl, 7, 160);
  const store = join(folder, 'unbroken');
  report = await answer<RunReport>(['backfill', crawl, '--store', store, '--workers', '1', ...settings]);
  unbroken = await digestOf(store);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('an unbroken run', () => {
  it('holds duplicates of every kind and rejections, and its totals add up', () => {
    expect(Object.entries(report.duplicates).filter(([, n]) => n < 3)).toEqual([]);
    expect(report.rejections).toEqual({ empty: 2, malformed_json: 3, not_an_object: 2 });
    expect(report.skipped).toEqual({ warcinfo: 1, metadata: 1 });
    for (const counts of [report, ...report.files]) expect(counts.records).toBe(counts.rows + Object.values(counts.rejections).reduce((sum, n) => sum + n, 0));
    expect([report.records, report.store.rows + report.store.rejections]).toEqual([160, 160]);
  });
  it('skips what is stored, and gives the same rows for any workers and batches', async () => {
    for (const [workers, rows] of [['0', '5'], ['2', '1000'], ['2', '3']] as const) {
      const store = join(folder, `w${workers}-${rows}`);
      await answer(['backfill', crawl, '--store', store, '--dedup-window', '40', '--workers', workers, '--batch-rows', rows]);
      expect(await digestOf(store)).toEqual(unbroken);
    }
    const again = await answer<RunReport>(['backfill', crawl, '--store', join(folder, 'w0-5')]);
    expect([again.records, again.files.map(({ state }) => state)]).toEqual([0, ['already stored', 'already stored']]);
  });
});

describe.each(POINTS)('kill -9 at %s', (point) => {
  it('leaves no hole and no double', async () => {
    const store = join(folder, point);
    const killed = await backfill(store, ['--workers', '1'], { THRESHER_FAILPOINT: `${point}:4` });
    expect([killed.signal, killed.stderr]).toEqual(['SIGKILL', '']);
    const resumed = await backfill(store, ['--workers', '0', '--batch-rows', '29']);
    expect([resumed.code, resumed.stderr]).toEqual([0, '']);
    expect(await digestOf(store)).toEqual(unbroken);
  });
});

it('survives a second kill while it repairs the first', async () => {
  const store = join(folder, 'twice');
  for (const point of ['texts:3', 'samples:1', 'fingerprints.sent:1', 'ingest_batches:1', 'intended:1']) {
    expect((await backfill(store, ['--workers', '0'], { THRESHER_FAILPOINT: point })).signal).toBe('SIGKILL');
  }
  expect((await backfill(store)).code).toBe(0);
  expect(await digestOf(store)).toEqual(unbroken);
});

it('--again stores new versions and removes the old ones, whenever it is killed', async () => {
  const store = join(folder, 'again');
  await backfill(store);
  expect((await backfill(store, ['--again', '--workers', '0'], { THRESHER_FAILPOINT: 'stats:6' })).signal).toBe('SIGKILL');
  expect((await backfill(store, ['--workers', '0'])).code).toBe(0);
  const content = (digest: readonly string[]) => digest.map((line) => line.split('\t').slice(0, 2).join(' '));
  expect(content(await digestOf(store))).toEqual(content(unbroken));
  const { stdout } = await thresher(['sql', "SELECT argMax(state, changed) FROM ingest_files GROUP BY file_seq ORDER BY file_seq", '--store', store, '--format', 'TSV']);
  expect(stdout).toBe('replaced\nreplaced\nstored\nstored\n');
});
