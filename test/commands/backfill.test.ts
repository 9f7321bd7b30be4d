import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { RunReport } from '../../src/report.js';
import { pagesOf } from '../crawl.js';
import { answer, thresher } from '../thresher.js';

const folder = mkdtempSync(join(tmpdir(), 'thresher-backfill-')), settings = ['--workers', '0', '--batch-rows', '10'];
const write = (name: string, seed: number, count: number): string => {
  const path = join(folder, name);
  writeFileSync(path, pagesOf(seed, count).map((page) => `${JSON.stringify(page)}\n`).join(''));
  return path;
};
const backfill = (store: string, ...args: string[]): Promise<RunReport> => answer(['backfill', ...args, '--store', join(folder, store), ...settings]);
const sql = async (store: string, query: string): Promise<string> => (await thresher(['sql', query, '--store', join(folder, store), '--format', 'TSV'])).stdout.trim();
const states = ({ files }: RunReport) => files.map(({ file, state, records }) => [file.slice(folder.length + 1), state, records]);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('backfill', () => {
  it('stops at --limit and goes on there, before any other file, even when the file is not named again', async () => {
    const first = write('first.jsonl', 1, 45), second = write('second.jsonl', 2, 20);
    expect(states(await backfill('limit', first, '--limit', '25'))).toEqual([['first.jsonl', 'unfinished', 25]]);
    expect(states(await backfill('limit', second))).toEqual([['first.jsonl', 'stored', 20], ['second.jsonl', 'stored', 20]]);
    expect(await sql('limit', 'SELECT count(), uniqExact(src_offset) FROM samples')).toBe('65\t65');
  });

  it('keeps the whole batches of an unfinished file that is gone, and takes it anew when it comes back', async () => {
    const gone = write('gone.jsonl', 3, 30), kept = write('kept.jsonl', 4, 10), copy = join(folder, 'copy.jsonl');
    await backfill('gone', gone, '--limit', '20');
    copyFileSync(gone, copy);
    rmSync(gone);
    expect(states(await backfill('gone', kept))).toEqual([['kept.jsonl', 'stored', 10]]);
    expect(await sql('gone', 'SELECT count() FROM samples')).toBe('30');
    expect(states(await backfill('gone', copy))).toEqual([['copy.jsonl', 'stored', 30]]);
    expect(await sql('gone', 'SELECT count(), countIf(endsWith(file, \'copy.jsonl\')) FROM samples')).toBe('40\t30');
  });

  it.each(['en', 'ja', 'zh'])('stores every signal of every family, language %s', async (lang) => {
    const store = `all-${lang}`, found = await backfill(store, write(`all-${lang}.jsonl`, 11, 15), '--signals', 'all', '--lang', lang);
    expect([found.rows, await sql(store, "SELECT countIf(table = 'samples' AND name = 'zyda_pii_count'), countIf(table = 'lines' AND name = 'rps_lines_num_words') FROM system.columns WHERE database = 'thresher'")]).toEqual([15, '1\t1']);
    expect(await sql(store, 'SELECT count() FROM lines WHERE length(starts) > 0')).toBe('15');
  });

  it('leaves standard input alone, which the engine would take for more data of an INSERT', async () => {
    const file = write('piped.jsonl', 9, 25), store = join(folder, 'piped');
    const child = spawn(process.execPath, [resolve('dist/cli.js'), 'backfill', file, '--store', store, '--quiet', ...settings], { stdio: ['pipe', 'ignore', 'inherit'] });
    child.stdin.on('error', () => {});
    child.stdin.write('{"id": 1, "text": "x"}\n'.repeat(2000));
    const [code] = await once(child, 'exit');
    child.stdin.destroy();
    expect([code, await sql('piped', 'SELECT count(), uniqExact(src_offset) FROM samples')]).toEqual([0, '25\t25']);
  });

  it('knows a file by its bytes, not by its name', async () => {
    const one = write('one.jsonl', 5, 12), other = join(folder, 'other.jsonl');
    copyFileSync(one, other);
    expect(states(await backfill('same', one, other))).toEqual([['one.jsonl', 'stored', 12], ['other.jsonl', 'already stored', 0]]);
  });

  it('judges by the default presets whose signals are measured, and refuses a chosen one whose are not', async () => {
    const pages = write('pages.jsonl', 6, 8);
    await backfill('families', pages, '--signals', 'c4');
    expect(await sql('families', 'SELECT DISTINCT arrayStringConcat(mapKeys(stream_failed)) FROM samples')).toBe('c4');
    const refused = await thresher(['backfill', pages, '--store', join(folder, 'refused'), '--signals', 'c4', '--presets', 'gopher']);
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr.split('\n')[0]).toMatch(/^preset gopher: got settings that do not measure rps_doc_word_count.*, allowed such with --signals rps,gopher$/);
  });

  it('ends with 3 under --strict when a record was rejected, and says what', async () => {
    const path = join(folder, 'bad.jsonl');
    writeFileSync(path, '{"text":"fine enough"}\n{"text":\n{"text":""}\n');
    const { code, stdout } = await thresher(['backfill', path, '--store', join(folder, 'strict'), '--strict', '--json', '--quiet', ...settings]);
    expect([code, (JSON.parse(stdout) as RunReport).rejections]).toEqual([3, { malformed_json: 1, empty: 1 }]);
  });
});
