import { read } from '../formats/read.js';
import type { Batch } from '../model/batch.js';
import type { FileState, Intent, Ledger, Partition } from '../model/ports.js';
import { Credit } from './credit.js';
import type { Input } from './inputs.js';
import { batchOf, pieces } from './pieces.js';
import { origin, plan, replace, type Job } from './plan.js';
import { pulled } from './pulled.js';

export interface FilesOptions {
  readonly batchRows: number;
  readonly batchBytes: number;
  readonly inflightBytes: number;
  /** Batches that may be read and not yet stored. */
  readonly inflightBatches: number;
  readonly maxTextBytes: number;
  /** Overrides the snapshot found in the path. */
  readonly snapshot?: string | undefined;
  /** Stores files again that are stored already; the new rows replace the old ones. */
  readonly again?: boolean | undefined;
  /** Stops after so many records. */
  readonly limit?: number | undefined;
  /** What a user should hear about, in a sentence. */
  readonly note: (sentence: string) => void;
}

/** What became of one input file in this run. `unfinished`: stopped before its end; a later run goes on there. */
export interface FileOutcome {
  readonly file: string;
  /** Its number in the log, 0 when it has none. */
  readonly seq: number;
  state: 'stored' | 'already stored' | 'unsupported' | 'unfinished';
  lostBytes: number;
  /** Why it is `unsupported`. */
  detail: string;
}

/** The files of one run as one partition of the log `files`. */
export interface FilesPartition extends Partition {
  readonly outcomes: readonly FileOutcome[];
  /** A range that an earlier process declared and did not finish: the first batch is exactly that range. */
  readonly open: Intent | null;
  /** Files whose rows do not count for duplicates: replaced, or about to be. */
  readonly ignored: readonly number[];
  /** Where this run goes on: the log offset, and its gapless position. */
  readonly next: bigint;
  readonly position: number;
  /** Log offset of a gapless position before `position`. */
  readonly offsetAt: (position: number) => bigint;
  readonly credit: Credit;
  /** Bytes read of all the bytes that this run has to read. */
  readonly progress: () => { readonly done: number; readonly total: number };
  /** No further record is read; what is in flight ends. */
  readonly stop: () => void;
}

export const snapshotIn = (path: string): string => /CC-MAIN-\d{4}-\d{2}/.exec(path)?.[0] ?? '';

type Reading = Extract<Job, { kind: 'read' }>;

/**
 * Files as a log: topic `files`, partition 0, record i of file s at s * 2^32 + i. Files are read one after the other, a batch
 * never spans two. The store's own ledger holds the position, so a killed run goes on where its last whole batch ended.
 */
export const openFiles = async (inputs: readonly Input[], ledger: Ledger, options: FilesOptions): Promise<FilesPartition> => {
  const { jobs, files } = await plan(inputs, ledger, options.again ?? false, options.note);
  const outcomes: FileOutcome[] = [], credit = new Credit(options.inflightBatches, options.inflightBytes), stop = new AbortController();
  const reading = jobs.filter((job): job is Reading => job.kind === 'read'), total = reading.reduce((sum, { input }) => sum + input.bytes, 0);
  const open = reading[0]?.open ?? null, budget = { left: options.limit ?? Infinity };
  const bases = new Map<number, number>(), endings = new Map<bigint, () => Promise<void>>(), releases: (() => void)[] = [];
  let base = 0, last = 0, done = 0, at = 0;
  for (const { seq, records, state } of files) {
    bases.set(seq, base);
    if (state !== 'reading') base += records;
    last = Math.max(last, seq);
  }

  const resumed = reading[0]?.file ?? null, next = resumed ? origin(resumed.seq) + BigInt(reading[0]!.from) : origin(last + 1), position = base + (resumed ? reading[0]!.from : 0);

  const place = async ({ input, file, replaces }: Reading): Promise<FileState> => {
    if (file) return file;
    const placed: FileState = { seq: ++last, fingerprint: input.fingerprint, file: input.path, bytes: input.bytes, state: 'reading', records: 0, lostBytes: 0, replaces };
    await ledger.put(placed);
    return placed;
  };

  async function* readFile(job: Reading): AsyncGenerator<Batch> {
    const file = await place(job), outcome: FileOutcome = { file: file.file, seq: file.seq, state: 'unfinished', lostBytes: 0, detail: '' };
    outcomes.push(outcome);
    bases.set(file.seq, base);
    const snapshot = options.snapshot ?? snapshotIn(file.file);
    const finish = (records: number) => async (): Promise<void> => {
      await ledger.put({ ...file, state: 'stored', records, lostBytes: outcome.lostBytes });
      await replace(file.replaces, files, ledger);
      outcome.state = 'stored';
    };
    const cuts = { from: job.from, declared: job.open ? Number(job.open.to - job.open.from) : 0, rows: options.batchRows, bytes: options.batchBytes, budget, stop: stop.signal,
      lost: (bytes: number) => { outcome.lostBytes += bytes; } };
    for await (const piece of pieces(read(job.input.path, { maxTextBytes: options.maxTextBytes }), cuts)) {
      at = piece.records.at(-1)?.fileOffset ?? at;
      if (piece.total !== null) base += piece.total;
      const nothing = piece.total !== null && piece.records.length === 0 && job.batches > 0;
      if (nothing) { await finish(piece.total!)(); continue; }
      const batch = batchOf(piece, file.file, snapshot, origin(file.seq));
      if (piece.total !== null) endings.set(batch.next, finish(piece.total));
      yield batch;
    }
    done += job.input.bytes;
    at = 0;
  }

  async function* readAll(): AsyncGenerator<Batch> {
    for (const job of jobs) {
      if (stop.signal.aborted || budget.left === 0) return;
      if (job.kind === 'read') yield* readFile(job);
      else outcomes.push({ file: job.input.path, seq: 0, state: job.state, lostBytes: job.state === 'unsupported' ? job.input.bytes : 0, detail: job.detail });
    }
  }

  return {
    topic: 'files', partition: 0, open, outcomes, next, position, credit,
    offsetAt: (wanted) => {
      const [seq, from] = [...bases].filter(([seq, from]) => from <= wanted && origin(seq) < next).at(-1) ?? [0, 0];
      return origin(seq) + BigInt(wanted - from);
    },
    ignored: [...files.filter(({ state }) => state === 'replaced').map(({ seq }) => seq), ...reading.map(({ replaces }) => replaces).filter((seq) => seq > 0)],
    dense: (offset) => bases.get(Number(offset >> 32n))! + Number(offset & 0xffff_ffffn),
    batches: pulled(readAll, ({ payloads }) => payloads.bytes.length, credit, (release) => releases.push(release)),
    intend: (batch) => ledger.intend({ from: batch.first, to: batch.next }),
    commit: async (batch) => {
      const end = endings.get(batch.next);
      if (end && endings.delete(batch.next)) await end();
      releases.shift()!();
    },
    progress: () => ({ done: done + at, total }),
    stop: () => stop.abort(),
  };
};
