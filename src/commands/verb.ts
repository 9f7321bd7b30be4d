import type { Logger } from 'pino';
import type { Config } from '../config.js';

/** What a verb is run with. */
export interface Context {
  readonly config: Config;
  /** One JSON document (or NDJSON) on stdout instead of text. */
  readonly json: boolean;
  readonly quiet: boolean;
  readonly color: boolean;
  /** Program version. */
  readonly version: string;
  readonly log: Logger;
  /** Writes the answer to stdout; resolves when it is taken (a slow reader holds the verb back). */
  readonly print: (text: string | Uint8Array) => Promise<void>;
  /** Aborted by SIGTERM or SIGINT: no new work is begun, work in flight ends. */
  readonly stop: AbortSignal;
}

/** One command of `thresher`. */
export interface Verb {
  readonly name: string;
  /** Arguments as commander writes them: `<file...>`, `[query]`. */
  readonly args: string;
  readonly summary: string;
  /** More help: how it is used, by example. */
  readonly examples: readonly string[];
  /** The verb's own options: flags and help. */
  readonly options: readonly (readonly [flags: string, help: string])[];
  /** Keys of the settings that matter to it; they become flags. */
  readonly settings: readonly string[];
  /** @returns exit code */
  readonly run: (context: Context, args: readonly string[], options: Readonly<Record<string, unknown>>) => Promise<number>;
}

/** Keys that every verb with a store takes. */
export const STORE_SETTINGS = ['store', 'database'] as const;

/** A JSON document for `--json`: 64-bit integers as strings, undefined numbers as null. */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_, field: unknown) => (typeof field === 'bigint' ? String(field) : typeof field === 'number' && !Number.isFinite(field) ? null : field));

/** A count from the command line. */
export const countOption = (value: unknown): number | undefined => (value === undefined ? undefined : Number(value));
