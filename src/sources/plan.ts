import { formatOf } from '../formats/read.js';
import type { FileState, Intent, Ledger } from '../model/ports.js';
import { inspectInput, type Input } from './inputs.js';

/** First position of a file's records in the log. */
export const origin = (seq: number): bigint => BigInt(seq) << 32n;

/** What this run has to do with one input. */
export type Job = { readonly input: Input } & (
  | { readonly kind: 'pass'; readonly state: 'already stored' | 'unsupported'; readonly detail: string }
  | { readonly kind: 'read'; /** null until it has a place in the log */ readonly file: FileState | null; readonly from: number; readonly batches: number;
      readonly open: Intent | null; /** seq of the rows that this copy will replace, 0 = none */ readonly replaces: number }
);

/**
 * Inputs against what the store knows, unfinished files first: the log has one end, so a file that was left in the middle is
 * read to its end before any other begins, even when it is not among the inputs. One that is gone by now is abandoned: its whole
 * batches stay, what was half written is removed.
 */
export const plan = async (inputs: readonly Input[], ledger: Ledger, again: boolean, note: (sentence: string) => void): Promise<{ jobs: Job[]; files: FileState[] }> => {
  let files = await ledger.files();
  for (const file of files) if (file.state === 'stored' && file.replaces) await replace(file.replaces, files, ledger);
  const todo: Input[] = [];
  for (const file of files.filter(({ state }) => state === 'reading')) {
    const given = inputs.find(({ fingerprint }) => fingerprint === file.fingerprint) ?? (await stillThere(file));
    if (given) {
      if (!inputs.includes(given)) note(`going on with ${file.file}, which an earlier run left unfinished`);
      todo.push(given);
    } else {
      note(`${file.file}, which an earlier run left unfinished, is gone: its ${file.replaces ? 'rows are removed' : 'whole batches stay'}`);
      await abandon(file, ledger);
    }
  }
  files = await ledger.files();
  const newest = new Map(files.map((file) => [file.fingerprint, file]));
  const jobs: Job[] = [], seen = new Set<bigint>();
  for (const input of [...todo, ...inputs.filter((input) => !todo.includes(input))]) {
    const file = newest.get(input.fingerprint), repeated = seen.has(input.fingerprint);
    seen.add(input.fingerprint);
    const format = await formatOf(input.path);
    if (format.kind === 'unsupported') jobs.push({ input, kind: 'pass', state: 'unsupported', detail: format.why });
    else if (repeated || (file?.state === 'stored' && !again)) jobs.push({ input, kind: 'pass', state: 'already stored', detail: '' });
    else if (file?.state === 'reading') {
      const { next, batches } = await ledger.progress(file.seq);
      jobs.push({ input, kind: 'read', file, from: Number(next - origin(file.seq)), batches, open: await ledger.open(file.seq), replaces: file.replaces });
    } else jobs.push({ input, kind: 'read', file: null, from: 0, batches: 0, open: null, replaces: file && file.state !== 'replaced' ? file.seq : 0 });
  }
  return { jobs, files };
};

/** The rows of a file go, in every table; the ledger says so. Safe to repeat after a kill. */
export const replace = async (seq: number, files: readonly FileState[], ledger: Ledger): Promise<void> => {
  const old = files.find((file) => file.seq === seq);
  if (!old || old.state === 'replaced') return;
  await ledger.remove(seq);
  await ledger.put({ ...old, state: 'replaced' });
};

const stillThere = async (file: FileState): Promise<Input | null> => {
  const input = await inspectInput(file.file).catch(() => null);
  return input?.fingerprint === file.fingerprint ? input : null;
};

const abandon = async (file: FileState, ledger: Ledger): Promise<void> => {
  const { next } = await ledger.progress(file.seq);
  await ledger.remove(file.seq, file.replaces ? undefined : next);
  await ledger.put({ ...file, state: file.replaces ? 'replaced' : 'abandoned', records: Number(next - origin(file.seq)) });
};
