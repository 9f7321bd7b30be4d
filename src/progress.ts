import type { Logger } from 'pino';
import type { Counts } from './report.js';
import type { Wait } from './waits.js';

export interface ProgressOptions {
  readonly quiet: boolean;
  readonly log: Logger;
  readonly counts: () => Counts;
  /** How far it is, in words. */
  readonly place: (seconds: number) => string;
  /** Seconds waited. Where they are not given, what came in went out again: there are no rows, rejections or waits to tell of. */
  readonly waited?: Readonly<Record<Wait, number>>;
}

const number = (n: number): string => Math.round(n).toLocaleString('en-US');
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
const clock = (seconds: number): string => (seconds < 100 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`);

/** `12 % of 345.6 MB, 70 s left` */
export const shareOf = ({ done, total }: { readonly done: number; readonly total: number }, seconds: number): string => {
  const share = total ? done / total : 1, left = share > 0.02 && share < 1 ? `, ${clock((seconds / share) * (1 - share))} left` : '';
  return `${Math.round(100 * share)} % of ${megabytes(total)}${left}`;
};

/** How far a run is, at which rate, and what it waits for: a line that is redrawn on a terminal, else a log line every ten seconds. */
export const showProgress = ({ quiet, log, counts, place, waited }: ProgressOptions): (() => void) => {
  if (quiet) return () => {};
  const started = performance.now(), terminal = process.stderr.isTTY;
  const line = (): string => {
    const seconds = (performance.now() - started) / 1000, { records, rows, rejections } = counts();
    const came = `${place(seconds)} | ${number(records)} records, ${number(records / seconds)}/s`;
    if (!waited) return came;
    const rejected = Object.values(rejections).reduce((sum, n) => sum + n, 0), all = Object.values(waited).reduce((sum, s) => sum + s, 0) || 1;
    const where = Object.entries(waited).map(([wait, s]) => `${wait} ${Math.round((100 * s) / all)} %`).join(', ');
    return `${came} | ${number(rows)} rows, ${number(rejected)} rejected | waits: ${where}`;
  };
  const draw = (): void => {
    if (!terminal) return void log.info(line());
    process.stderr.write(`\r${line().slice(0, (process.stderr.columns ?? 120) - 1)}\x1b[K`);
  };
  const timer = setInterval(draw, terminal ? 250 : 10_000);
  return () => {
    clearInterval(timer);
    if (terminal) { draw(); process.stderr.write('\n'); }
  };
};
