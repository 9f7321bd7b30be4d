// kill -9 around the block of lines, run again with other batches: the same rows as an unbroken run, and every line rebuilt from its text.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeCrawl } from '../crawl.js';
import { answer, digestOf, LOG_DIGEST, thresher } from '../thresher.js';

const folder = mkdtempSync(join(tmpdir(), 'thresher-lines-restart-')), crawl = join(folder, 'crawl');
const settings = ['--signals', 'rps,rps_lines,rps_minhash', '--workers', '0'];
const DIGEST = `${LOG_DIGEST} UNION ALL SELECT 'lines', toString(count()), toString(sum(cityHash64(formatRow('JSONCompactEachRow', *)))) FROM lines`;
const count = async (store: string, sql: string): Promise<string> => (await thresher(['sql', sql, '--store', store, '--format', 'TSV'])).stdout.trim();
let unbroken: string[];

beforeAll(async () => {
  writeCrawl(crawl, 11, 120);
  const store = join(folder, 'unbroken');
  await answer(['backfill', crawl, '--store', store, ...settings]);
  unbroken = await digestOf(store, DIGEST);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('has a row of lines for each sample, whose lines are its text', async () => {
  const store = join(folder, 'unbroken');
  expect(await count(store, 'SELECT count() > 50 AND count() = (SELECT count() FROM samples) FROM lines')).toBe('1');
  expect(await count(store, "SELECT countIf(arrayStringConcat(arrayMap((s, e) -> substringUTF8(text, s + 1, e - s), starts, ends)) != text) FROM lines INNER JOIN texts USING (id, src_topic, src_partition, src_offset)")).toBe('0');
  expect(await count(store, 'SELECT countIf(n_lines != length(rps_lines_num_words) OR lines_words_sum != arraySum(rps_lines_num_words)) FROM samples INNER JOIN lines USING (id, src_topic, src_partition, src_offset)')).toBe('0');
});

it.each(['texts:2', 'lines:2', 'lines.sent:2', 'fingerprints:2'])('kill -9 at %s leaves no hole and no double', async (point) => {
  const store = join(folder, point.replace(':', '-'));
  const killed = await thresher(['backfill', crawl, '--store', store, '--json', '--quiet', '--batch-rows', '17', ...settings], { THRESHER_FAILPOINT: point });
  expect([killed.signal, killed.stderr]).toEqual(['SIGKILL', '']);
  await answer(['backfill', crawl, '--store', store, '--batch-rows', '29', ...settings]);
  expect(await digestOf(store, DIGEST)).toEqual(unbroken);
});

it('a store without lines gets none, and those of later pages when the family is switched on; --again removes the old ones', async () => {
  const store = join(folder, 'later');
  await answer(['backfill', crawl, '--store', store, '--signals', 'rps', '--workers', '0']);
  expect(await count(store, 'SELECT count() FROM lines')).toBe('0');
  for (let round = 0; round < 2; round++) {
    await answer(['backfill', crawl, '--store', store, '--again', ...settings]);
    expect(await count(store, 'SELECT count() = (SELECT count() FROM samples) FROM lines')).toBe('1');
  }
});
