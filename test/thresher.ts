import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

export interface Ended { readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly stdout: string; readonly stderr: string }

const CLI = resolve('dist/cli.js');

/** A process of the compiled command line, which `pretest` has built. */
export interface Started {
  readonly pid: number;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** What it has written to stderr so far. */
  readonly said: () => string;
  /** First line of stdout; rejects when it ends without one. */
  readonly line: Promise<string>;
  readonly ended: Promise<Ended>;
}

/** Starts the command line. */
export const startThresher = (args: readonly string[], env: Readonly<Record<string, string>> = {}, cwd?: string): Started => {
  const child = spawn(process.execPath, [CLI, ...args], { cwd, env: { ...process.env, NO_COLOR: '1', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '', stderr = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => { stdout += piece; });
  child.stderr.setEncoding('utf8').on('data', (piece: string) => { stderr += piece; });
  const ended = new Promise<Ended>((done, failed) => { child.on('error', failed).on('close', (code, signal) => done({ code, signal, stdout, stderr })); });
  const line = new Promise<string>((found, missing) => {
    child.stdout.on('data', () => { if (stdout.includes('\n')) found(stdout.slice(0, stdout.indexOf('\n'))); });
    ended.then(({ code }) => missing(new Error(`thresher ${args.join(' ')} ended with ${code}: ${stderr}`)), missing);
  });
  line.catch(() => {});
  return { line, pid: child.pid!, kill: (signal) => { child.kill(signal); }, said: () => stderr, ended };
};

/** Runs the command line to its end. */
export const thresher = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> => startThresher(args, env).ended;

/** Runs it and reads the one JSON document it answers. */
export const answer = async <T>(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<T> => {
  const { code, signal, stdout, stderr } = await thresher([...args, '--json', '--quiet'], env);
  if (code !== 0) throw new Error(`thresher ${args.join(' ')} ended with ${code ?? signal}: ${stderr}`);
  return JSON.parse(stdout) as T;
};

const EXCEPT_RUN = "formatRow('JSONCompactEachRow', * EXCEPT '^run_')", EXCEPT_ROUTE = "formatRow('JSONCompactEachRow', * EXCEPT '^(src_|run_|stream_)')";
const rowsOf = (table: string, row: string): string => `SELECT '${table}' AS part, toString(count()) AS n, toString(sum(cityHash64(${row}))) AS digest FROM ${table}`;

/** Log digest of contract 5: every column but `run_*` of the four row tables, and the sums of `stats` and `ingest_batches`. */
export const LOG_DIGEST = [
  ...['samples', 'texts', 'fingerprints', 'rejections'].map((table) => rowsOf(table, EXCEPT_RUN)),
  `SELECT 'stats', toString(sum(documents)), toString((sum(tokens), sum(bytes), sum(replay), sum(exact), sum(url), sum(near))) FROM stats`,
  `SELECT 'ingest_batches', toString(sum(records)), toString((sum(rows), sum(rejections), sum(bytes), arraySort(mapKeys(sumMap(skipped))), sumMap(skipped))) FROM ingest_batches`,
].join(' UNION ALL ');

/** Content digest of contract 5: what is the same by any route. */
export const CONTENT_DIGEST = ['samples', 'texts', 'fingerprints', 'rejections'].map((table) => rowsOf(table, EXCEPT_ROUTE)).join(' UNION ALL ');

/** A digest of a store, one line a part, sorted. */
export const digestOf = async (store: string, sql: string = LOG_DIGEST): Promise<string[]> => {
  const { code, stdout, stderr } = await thresher(['sql', sql, '--store', store, '--format', 'TSV', '--quiet']);
  if (code !== 0) throw new Error(`digest of ${store}: ${stderr}`);
  return stdout.trim().split('\n').sort();
};
