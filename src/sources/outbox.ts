import type { Observable } from 'rxjs';
import { formatOf, read } from '../formats/read.js';
import { addSkips, type Skips } from '../model/skips.js';
import { Credit } from './credit.js';
import type { Excerpt } from './encoder.js';
import { snapshotIn, type FileOutcome } from './files.js';
import type { Input } from './inputs.js';
import { pieces, type Piece } from './pieces.js';
import { pulled } from './pulled.js';
import type { SentFiles } from './sent-files.js';

export interface OutboxOptions {
  /** Most records, and most bytes of payload, that go together. */
  readonly rows: number;
  readonly bytes: number;
  readonly inflightBytes: number;
  readonly maxTextBytes: number;
  /** Overrides the snapshot found in the path. */
  readonly snapshot?: string | undefined;
  /** Sends files again that are sent already. */
  readonly again?: boolean | undefined;
  /** Stops after so many records. */
  readonly limit?: number | undefined;
}

/** Consecutive records of one file that are sent together. */
export interface Lot extends Excerpt, Piece {
  readonly outcome: FileOutcome;
  readonly next: number;
  /** Ends this lot: its records are in the topic. */
  readonly settle: () => Promise<void>;
}

/** The files of one run as records that go to a topic. */
export interface Outbox {
  readonly outcomes: readonly FileOutcome[];
  /** In file order. One is sent, so many at most are read ahead as `inflightBytes` and a small number allow. */
  readonly lots: Observable<Lot>;
  /** The lot is in the topic; its credit is given back. Lots come in order. */
  readonly commit: (lot: Pick<Lot, 'settle'>) => Promise<void>;
  /** Bytes read of all the bytes that this run has to read. */
  readonly progress: () => { readonly done: number; readonly total: number };
  readonly credit: Credit;
  /** No further record is read; what is in flight ends. */
  readonly stop: () => void;
}

/** One on its way, one ready, one being read. */
const LOTS = 3;

interface Reading { readonly input: Input; readonly from: number; readonly skipped: Skips }
type Job = Reading | { readonly input: Input; readonly state: 'already stored' | 'unsupported'; readonly detail: string };

/** Inputs against what has been sent. */
const plan = async (inputs: readonly Input[], sent: SentFiles, again: boolean): Promise<Job[]> => {
  const jobs: Job[] = [], seen = new Set<bigint>();
  for (const input of inputs) {
    const format = await formatOf(input.path), known = again ? null : await sent.get(input.fingerprint), repeated = seen.has(input.fingerprint);
    seen.add(input.fingerprint);
    if (format.kind === 'unsupported') jobs.push({ input, state: 'unsupported', detail: format.why });
    else if (repeated || known?.done) jobs.push({ input, state: 'already stored', detail: '' });
    else jobs.push({ input, from: known?.next ?? 0, skipped: known?.skipped ?? {} });
  }
  return jobs;
};

/** Files as what is to be sent. They are read one after the other, a lot never spans two, and `sent` holds how far each of them is. */
export const openOutbox = async (inputs: readonly Input[], sent: SentFiles, options: OutboxOptions): Promise<Outbox> => {
  const jobs = await plan(inputs, sent, options.again ?? false), total = jobs.reduce((sum, job) => sum + ('from' in job ? job.input.bytes : 0), 0);
  const outcomes: FileOutcome[] = [], releases: (() => void)[] = [], credit = new Credit(LOTS, options.inflightBytes), stop = new AbortController(), budget = { left: options.limit ?? Infinity };
  let done = 0, at = 0;

  async function* readFile({ input, from, skipped: before }: Reading): AsyncGenerator<Lot> {
    const file = input.path, outcome: FileOutcome = { file, seq: outcomes.length + 1, state: 'unfinished', lostBytes: 0, detail: '' };
    outcomes.push(outcome);
    const cuts = { from, declared: 0, rows: options.rows, bytes: options.bytes, budget, stop: stop.signal, lost: (bytes: number) => { outcome.lostBytes += bytes; } };
    let skipped = before;
    for await (const piece of pieces(read(file, { maxTextBytes: options.maxTextBytes }), cuts)) {
      at = piece.records.at(-1)?.fileOffset ?? at;
      skipped = addSkips(skipped, piece.skipped);
      const next = piece.first + piece.records.length, whole = piece.total !== null, state = { file, next, done: whole, skipped, lost_bytes: whole ? outcome.lostBytes : 0 };
      const settle = async (): Promise<void> => {
        await sent.put(state, input.fingerprint);
        if (whole) outcome.state = 'stored';
      };
      yield { ...piece, file, snapshot: options.snapshot ?? snapshotIn(file), outcome, next, settle };
    }
    done += input.bytes;
    at = 0;
  }

  async function* readAll(): AsyncGenerator<Lot> {
    for (const job of jobs) {
      if (stop.signal.aborted || budget.left === 0) return;
      if ('from' in job) yield* readFile(job);
      else outcomes.push({ file: job.input.path, seq: 0, state: job.state, lostBytes: job.state === 'unsupported' ? job.input.bytes : 0, detail: job.detail });
    }
  }

  return {
    outcomes, credit,
    lots: pulled(readAll, ({ records }) => records.reduce((sum, { payload }) => sum + payload.length, 0), credit, (release) => releases.push(release)),
    commit: async ({ settle }) => {
      await settle();
      releases.shift()!();
    },
    progress: () => ({ done: done + at, total }),
    stop: () => stop.abort(),
  };
};
