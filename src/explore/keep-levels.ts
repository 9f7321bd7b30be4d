import { identifier } from '../select/compile.js';
import type { Store } from '../model/ports.js';
import { storeColumns } from '../select/store-columns.js';
import { addSql, countSql, nextSql, stepSql, stillSql } from './level-sql.js';
import { covered, liveSteps, readSteps, type LevelRange, type LevelStep } from './level-steps.js';

/** What is kept so far, and what is left. */
export interface LevelsProgress {
  /** Rows of whole batches (replays included) that have been counted, of so many in the store. */
  readonly rows: number;
  readonly of: number;
  /** Nothing more to do: the levels stand for every whole batch. */
  readonly caughtUp: boolean;
}

/** Takes the store itself, not `readOnly`. */
export type LevelStore = Pick<Store, 'rows' | 'stream' | 'command'>;

/** `sliceRows`: about the most rows that one call counts, 131,072 unless given. `pass`: called with the name of each point between two statements. */
export interface LevelOptions { readonly database: string; readonly sliceRows?: number; readonly pass?: (point: string) => void }

/** So many steps of one tier are added up into one of the next. */
const FAN = 8;

/** Counts the next slice of a step that was begun, or adds up its parts; the last one makes it whole. */
const advance = async (store: LevelStore, step: LevelStep, { database, pass = () => {} }: LevelOptions): Promise<LevelStep> => {
  const slice = Array.from({ length: step.slices }, (_, i) => i).find((i) => !step.counted.includes(i)), counted = slice === undefined ? step.counted : [...step.counted, slice];
  if (slice !== undefined) {
    const [there] = await store.rows<{ n: string }>(`SELECT count() AS n FROM ${identifier(database)}.signal_bins WHERE step = ${step.step} AND slice = ${slice}`);
    pass('levels.looked');
    if (Number(there!.n) === 0 && (step.parts.length > 0 || step.ranges.length > 0)) {
      const signals = [...(await storeColumns(store)).rules].flatMap(([name, type]) => (type === 'number' ? [name] : []));
      await store.command(step.parts.length > 0 ? addSql(step, database) : countSql(step, slice, signals, database));
      pass('levels.inserted');
    }
    if (counted.length < step.slices) await store.command(stepSql(step, 'counted', database, slice));
    pass('levels.counted');
  }
  const whole = counted.length === step.slices;
  if (whole) await store.command(stepSql(step, 'whole', database));
  pass('levels.advanced');
  return { ...step, counted, whole };
};

/** Declares a step; when another process has declared this number, that is the step. */
const begin = async (store: LevelStore, step: LevelStep, options: LevelOptions): Promise<LevelStep> => {
  await store.command(stepSql(step, 'begun', options.database));
  options.pass?.('levels.begun');
  const found = (await readSteps(store, options.database)).find((one) => one.step === step.step)!;
  return found.whole ? found : advance(store, found, options);
};

/** Removes the rows of steps that no longer count, then what is written about them. */
const drop = async (store: LevelStore, steps: readonly LevelStep[], { database, pass = () => {} }: LevelOptions): Promise<void> => {
  if (steps.length === 0) return;
  for (const { step } of steps) {
    await store.command(`ALTER TABLE ${identifier(database)}.signal_bins DROP PARTITION ${step}`);
    pass('levels.dropped');
  }
  await store.command(`DELETE FROM ${identifier(database)}.level_steps WHERE step IN (${steps.map(({ step }) => step).join(', ')})`);
  pass('levels.forgotten');
};

interface BatchRow { readonly src_topic: string; readonly src_partition: number; readonly from: string; readonly to: string; readonly batches: string; readonly fingerprint: string; readonly records: string }

/** Are the batches that were counted the ones that are there? */
const stands = async (store: LevelStore, database: string, counted: readonly LevelRange[]): Promise<boolean> => {
  if (counted.length === 0) return true;
  const found = await store.rows<Pick<BatchRow, 'src_topic' | 'src_partition' | 'batches' | 'fingerprint'>>(stillSql(counted, database));
  return counted.every(({ topic, partition, batches, fingerprint }) =>
    found.some((row) => row.src_topic === topic && row.src_partition === partition && BigInt(row.batches) === batches && BigInt(row.fingerprint) === fingerprint));
};

const rangeOf = (row: BatchRow): LevelRange =>
  ({ topic: row.src_topic, partition: row.src_partition, from: BigInt(row.from), to: BigInt(row.to), batches: BigInt(row.batches), fingerprint: BigInt(row.fingerprint), rows: Number(row.records) });
const rowsOf = (ranges: readonly LevelRange[]): number => ranges.reduce((sum, { rows }) => sum + rows, 0);

/** The next thing to do, done; null = there was nothing. */
const step = async (store: LevelStore, steps: readonly LevelStep[], options: LevelOptions): Promise<LevelStep | null> => {
  const { database, sliceRows = 131_072 } = options, open = steps.find(({ whole }) => !whole), live = liveSteps(steps), counted = covered(live), past = steps.filter((one) => !live.includes(one));
  const blank: LevelStep = { step: (steps.at(-1)?.step ?? 0n) + 1n, epoch: Math.max(1, ...steps.map(({ epoch }) => epoch)), tier: 0, parts: [], ranges: [], slices: 1, counted: [], whole: false };
  if (open) return advance(store, open, options);
  if (!await stands(store, database, counted)) return begin(store, { ...blank, epoch: blank.epoch + 1 }, options);
  const tier = live.map((one) => one.tier).find((one, _, all) => all.filter((other) => other === one).length >= FAN), parts = live.filter((one) => one.tier === tier);
  if (tier !== undefined) {
    await drop(store, past, options);
    return begin(store, { ...blank, tier: tier + 1, parts: parts.map((part) => part.step), ranges: covered(parts) }, options);
  }
  const ranges = (await store.rows<BatchRow>(nextSql(counted, database))).map(rangeOf);
  if (ranges.length > 0) return begin(store, { ...blank, ranges, slices: 2 ** Math.max(0, Math.ceil(Math.log2(rowsOf(ranges) / sliceRows))) }, options);
  await drop(store, past, options);
  return null;
};

/**
 * One step of keeping the levels: goes on with what was begun, or takes what is new, or adds up what small steps left, or begins anew because batches went, or does
 * nothing. Safe to be killed anywhere and called again; two processes at once do no harm. Call it until `caughtUp`, then every few seconds.
 */
export const keepLevels = async (store: LevelStore, options: LevelOptions): Promise<LevelsProgress> => {
  const steps = await readSteps(store, options.database), done = await step(store, steps, options), all = done === null ? steps : await readSteps(store, options.database);
  const [total] = await store.rows<{ records: string }>(`SELECT sum(rows) AS records FROM ${identifier(options.database)}.ingest_batches`), counted = rowsOf(covered(liveSteps(all)));
  const partly = done === null || done.whole || done.parts.length > 0 ? 0 : rowsOf(done.ranges) * (done.counted.length / done.slices);
  return { rows: Math.round(counted + partly), of: Number(total!.records), caughtUp: done === null };
};
