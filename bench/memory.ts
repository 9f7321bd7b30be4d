import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runPath } from './path.js';

/** One line of the table; `peak_rss` in bytes, `inflight` bytes of records between file and store at most, `factor` = (peak - that of one page) / inflight. */
export interface MemoryRow {
  readonly case: string; readonly docs: number; readonly bytes: number; readonly seconds: number; readonly docs_per_s: number; readonly mb_per_s: number;
  readonly peak_rss: number; readonly inflight: number; readonly factor: number;
}

const MEBIBYTE = 2 ** 20, BATCH = 16 * MEBIBYTE, WORKERS = 2, LARGE = 3.9 * MEBIBYTE;

/** Texts of words that hardly repeat, beyond ASCII in part: the dearest kind for every step. */
const writePages = async (path: string, pages: number, bytes: number): Promise<void> => {
  const out = createWriteStream(path);
  let state = 1;
  const next = (below: number): number => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return Math.floor((state / 2 ** 32) * below); };
  const words = Array.from({ length: 50_000 }, () => Array.from({ length: 2 + next(8) }, () => 'abcdefghijklmnopqrstuvwxyzäöüé中文字'[next(33)]).join(''));
  for (let page = 0; page < pages; page++) {
    const parts: string[] = [];
    for (let size = 0; size < bytes;) { const word = words[next(words.length)]!; parts.push(word); size += Buffer.byteLength(word) + 1; }
    if (!out.write(`${JSON.stringify({ id: String(page), text: parts.join(' ') })}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
};

/** Peak memory of `backfill` on one small page, and on pages near the limit of 4 MiB: what is in flight is as large as it can get with default settings. */
export const benchMemory = async (): Promise<MemoryRow[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'thresher-memory-')), rows: MemoryRow[] = [];
  try {
    for (const [name, pages, bytes] of [['one page', 1, 2000], ['pages of 3.9 MiB', 60, LARGE]] as const) {
      const file = join(folder, `${pages}.jsonl`);
      await writePages(file, pages, bytes);
      const { report: { seconds, rows: docs }, figures, peakRss } = await runPath({ workers: String(WORKERS), store: join(folder, `store-${pages}`) }, [file]);
      const inflight = Math.min(figures.bytes, (WORKERS + 1) * BATCH);
      rows.push({ case: name, docs, bytes: figures.bytes, seconds, docs_per_s: docs / seconds, mb_per_s: figures.bytes / seconds / 1e6, peak_rss: peakRss, inflight, factor: rows.length ? (peakRss - rows[0]!.peak_rss) / inflight : 0 });
    }
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
