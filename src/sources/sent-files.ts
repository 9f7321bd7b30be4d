import { access, constants, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EXIT, Fault } from '../model/fault.js';
import type { Skips } from '../model/skips.js';
import { xxh64 } from '../text/hash.js';

/** How much of one file is in the topic, acknowledged. */
export interface SentFile {
  readonly file: string;
  /** `Input.fingerprint`, 16 hex digits. */
  readonly fingerprint: string;
  readonly brokers: readonly string[];
  readonly topic: string;
  /** Ordinal of the first record that is not sent: the number of records sent. */
  readonly next: number;
  /** All of it. */
  readonly done: boolean;
  readonly skipped: Skips;
  /** Known once it is done. */
  readonly lost_bytes: number;
}

/** Progress of `ingest`, which has no store to keep it in: one small JSON file per topic and input file. */
export interface SentFiles {
  /** null = nothing of it is sent. */
  readonly get: (fingerprint: bigint) => Promise<SentFile | null>;
  /** Replaces what was known of that file, in one step: a killed process leaves the old or the new. */
  readonly put: (file: Pick<SentFile, 'file' | 'next' | 'done' | 'skipped' | 'lost_bytes'>, fingerprint: bigint) => Promise<void>;
  /** Records sent in all, over every file. */
  readonly records: () => Promise<number>;
  /** The topic is another one than that of these files. */
  readonly forget: () => Promise<void>;
}

const hex = (hash: bigint): string => hash.toString(16).padStart(16, '0');

/**
 * @param folder made when it is missing
 * @param log the topic, and the brokers that it was named by
 * @throws Fault: usage when the folder cannot be written or holds something else under the names of progress files, later trouble
 */
export const openSentFiles = async (folder: string, log: { readonly brokers: readonly string[]; readonly topic: string }): Promise<SentFiles> => {
  const brokers = [...log.brokers].sort(), mine = `${hex(xxh64(new TextEncoder().encode(`${brokers.join(',')} ${log.topic}`)))}-`;
  const checked = async <T>(work: Promise<T>, code: number = EXIT.trouble): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      throw new Fault(`--progress: got '${folder}', which cannot be used (${(error as NodeJS.ErrnoException).code ?? (error as Error).message}), allowed a folder that can be written`, code);
    }
  };
  const pathOf = (fingerprint: string): string => join(folder, `${mine}${fingerprint}.json`);
  const names = async (): Promise<string[]> => (await checked(readdir(folder))).filter((name) => name.startsWith(mine) && name.endsWith('.json'));
  const parse = (path: string, text: string): SentFile => {
    try {
      const found = JSON.parse(text) as SentFile;
      if (Number.isSafeInteger(found.next) && typeof found.done === 'boolean') return found;
    } catch { /* said below */ }
    throw new Fault(`--progress: got '${path}', which is no progress of an ingest, allowed is to remove it; its file is then sent again from the start`, EXIT.usage);
  };
  const load = async (path: string): Promise<SentFile | null> => {
    const text = await checked(readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? null : Promise.reject(error))));
    return text === null ? null : parse(path, text);
  };
  const write = async (path: string, text: string): Promise<void> => {
    const made = `${path}.${process.pid}.tmp`, file = await open(made, 'w');
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(made, path);
  };
  await checked(mkdir(folder, { recursive: true }).then(() => access(folder, constants.W_OK)), EXIT.usage);
  return {
    get: (fingerprint) => load(pathOf(hex(fingerprint))),
    put: ({ file, next, done, skipped, lost_bytes }, fingerprint) => {
      const state: SentFile = { file, fingerprint: hex(fingerprint), brokers, topic: log.topic, next, done, skipped, lost_bytes };
      return checked(write(pathOf(hex(fingerprint)), `${JSON.stringify(state)}\n`));
    },
    records: async () => {
      let sum = 0;
      for (const name of await names()) sum += (await load(join(folder, name)))?.next ?? 0;
      return sum;
    },
    forget: async () => { for (const name of await names()) await checked(rm(join(folder, name), { force: true })); },
  };
};
