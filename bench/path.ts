import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Figures } from '../src/dataflow.js';
import type { RunReport } from '../src/report.js';

/** One line of the table. `seconds` from the first record read to the last batch stored; `share` of computation per step and of waiting per cause; `peak_rss` bytes. */
export interface PathRow {
  readonly case: string; readonly docs: number; readonly bytes: number; readonly seconds: number; readonly docs_per_s: number; readonly mb_per_s: number;
  readonly cpu_seconds: number; readonly peak_rss: number; readonly share: Readonly<Record<string, number>>;
}

/** What `path-run` prints. */
export interface PathRun { readonly report: RunReport; readonly figures: Figures; readonly cpuSeconds: number; readonly peakRss: number }

const RUN = fileURLToPath(new URL('./path-run.js', import.meta.url));

/** Settings of `backfill`, as its flags would give them; `signals` none = the default families. */
export interface PathSettings { readonly workers: string; readonly store: string; readonly signals?: string | undefined }

/** Runs `path-run <settings> <file...>` in a process of its own. */
export const runPath = (settings: PathSettings, inputs: readonly string[]): Promise<PathRun> =>
  new Promise((done, failed) => {
    const child = spawn(process.execPath, [RUN, JSON.stringify(settings), ...inputs], { stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (piece: string) => { out += piece; });
    child.on('error', failed).on('close', (code) => (code === 0 ? done(JSON.parse(out) as PathRun) : failed(new Error(`path-run ended with ${code}`))));
  });

/** What part of the computation each step takes, and of the waiting each cause. */
export const sharesOf = ({ steps, waits }: Figures): Record<string, number> =>
  ({ ...shares(steps), ...Object.fromEntries(Object.entries(shares(waits)).map(([wait, share]) => [`waits for ${wait}`, share])) });

const shares = (seconds: Readonly<Record<string, number>>): Record<string, number> => {
  const total = Object.values(seconds).reduce((sum, s) => sum + s, 0) || 1;
  return Object.fromEntries(Object.entries(seconds).map(([name, s]) => [name, Math.round((1000 * s) / total) / 1000]));
};

/**
 * The whole text path, files to store, in a process of its own per case: everything that `backfill` does with default settings, or with other signals.
 * @param folder that of the crawl data: `webtext` and `quality` below it are read
 */
export const benchPath = async (folder: string, workers: readonly number[], signals?: string): Promise<PathRow[]> => {
  const inputs = ['webtext', 'quality'].flatMap((part) => readdirSync(join(folder, part)).filter((name) => name.endsWith('.jsonl.gz')).sort().map((name) => resolve(folder, part, name)));
  const rows: PathRow[] = [];
  for (const threads of workers) {
    const store = mkdtempSync(join(tmpdir(), 'thresher-bench-'));
    try {
      const { report, figures, cpuSeconds, peakRss } = await runPath({ workers: String(threads), store: join(store, 's'), signals }, inputs);
      const { seconds } = report, { bytes } = figures;
      rows.push({ case: `workers ${threads}${signals ? `, signals ${signals}` : ''}`, docs: report.rows, bytes, seconds, docs_per_s: report.rows / seconds, mb_per_s: bytes / seconds / 1e6, cpu_seconds: cpuSeconds, peak_rss: peakRss,
        share: sharesOf(figures) });
    } finally {
      rmSync(store, { recursive: true, force: true });
    }
  }
  return rows;
};
