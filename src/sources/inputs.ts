import { open, stat } from 'node:fs/promises';
import { basename, isAbsolute } from 'node:path';
import { glob } from 'tinyglobby';
import { usage } from '../model/fault.js';
import { xxh64 } from '../text/hash.js';

/** A file that was named on the command line, directly, by its folder or by a glob. */
export interface Input {
  readonly path: string;
  readonly bytes: number;
  /** xxh64 of its size (8 bytes, little endian) and its first MiB: the same file under another name is the same file. */
  readonly fingerprint: bigint;
}

const HEAD = 2 ** 20;

/** Size and first MiB of a file -> its identity. */
export const inspectInput = async (path: string): Promise<Input> => {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const head = new Uint8Array(8 + Math.min(size, HEAD));
    new DataView(head.buffer).setBigUint64(0, BigInt(size), true);
    let filled = 8;
    while (filled < head.length) {
      const { bytesRead } = await file.read(head, filled, head.length - filled, filled - 8);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return { path, bytes: size, fingerprint: xxh64(head.subarray(0, filled)) };
  } finally {
    await file.close();
  }
};

/**
 * Files, folders (all files below, hidden ones left out) and globs -> files; those of one folder or glob in name order.
 * @throws Fault (usage) naming every argument that matches nothing
 */
export const expandInputs = async (args: readonly string[]): Promise<Input[]> => {
  const paths: string[] = [], faults: string[] = [];
  for (const arg of args) {
    const found = await stat(arg).catch(() => null);
    if (found?.isFile()) { paths.push(arg); continue; }
    const matches = found?.isDirectory()
      ? (await glob('**', { cwd: arg })).map((path) => `${arg.replace(/\/+$/, '')}/${path}`)
      : (await glob(arg, { expandDirectories: false, absolute: isAbsolute(arg) })).filter((path) => !basename(path).startsWith('.'));
    if (matches.length === 0) faults.push(`input: got '${arg}', allowed an existing file, a folder with files, or a glob that matches some`);
    paths.push(...matches.sort((a, b) => (a < b ? -1 : 1)));
  }
  if (faults.length) throw usage(...faults);
  const inputs: Input[] = [];
  for (const path of new Set(paths)) {
    try {
      inputs.push(await inspectInput(path));
    } catch (error) {
      faults.push(`input: got '${path}', which cannot be read (${(error as NodeJS.ErrnoException).code ?? (error as Error).message}), allowed a readable file`);
    }
  }
  if (faults.length) throw usage(...faults);
  return inputs;
};
