// Exact histograms of every signal that follow the log: L0 of the page.
//
// Why not a materialised view: its rows are written beside those of the block that feeds it, not with them, and a restart skips blocks that are there. A kill between
// the two would leave a hole for ever, and deletes do not reach a view. Here a step is declared (level_steps, state `begun`: a range of whole batches per
// partition), counted by INSERT ... SELECT of one block under a token of its own, and declared whole. Killed anywhere, the next call finds the step begun
// and repeats the same: a block that is there is seen or its token is known. Two processes that declare the same number at once write under the same token, so one
// of them wins, and both work on what is then there.
//
// A backlog of millions of pages is one step in many slices by id, one slice a call. The table is sorted by snapshot, language, id: a slice by id is a piece of each
// group and reads its own granules only. (By position in the log each piece would read nearly all of a large part.) So a call is short, which also matters because an
// embedded store writes one thing at a time, and its memory is bounded.
//
// Small steps would add up, so eight steps of one tier are added up into one of the next (a merge is a step as well); the rows of a live store stay within a few times what
// one pass over everything would give. Steps that were taken in are dropped at a later call, so that a reader who has just listed the steps still finds their rows.
//
// When batches below what has been counted are no longer the same (a file was stored again and its old rows went; an interrupted file was finished), the next step is an
// empty one of a new epoch: everything before does not count any more, and counting begins anew.

import { identifier } from '../select/compile.js';
import type { Reads } from './reads.js';

/** A range of whole batches of one partition, with what tells whether they are still the same. */
export interface LevelRange { readonly topic: string; readonly partition: number; readonly from: bigint; readonly to: bigint; readonly batches: bigint; readonly fingerprint: bigint; readonly rows: number }

export interface LevelStep { readonly step: bigint; readonly epoch: number; readonly tier: number; readonly parts: readonly bigint[]; readonly ranges: readonly LevelRange[]; readonly slices: number; /** Slices that are there. */ readonly counted: readonly number[]; readonly whole: boolean }

interface StepRow {
  readonly step: string; readonly state: string; readonly slice: number; readonly slices: number; readonly epoch: number; readonly tier: number; readonly parts: readonly string[]; readonly src_topic: string; readonly src_partition: number;
  readonly src_from: string; readonly src_to: string; readonly batches: string; readonly fingerprint: string; readonly rows: string;
}

/** Every step that is known, in order. */
export const readSteps = async (store: Pick<Reads, 'rows'>, database: string): Promise<LevelStep[]> => {
  const rows = await store.rows<StepRow>(`SELECT * EXCEPT changed FROM ${identifier(database)}.level_steps ORDER BY step, state, src_topic, src_partition`), steps = new Map<string, StepRow[]>();
  for (const row of rows) steps.set(row.step, [...(steps.get(row.step) ?? []), row]);
  return [...steps.values()].map((all): LevelStep => ({
    step: BigInt(all[0]!.step), epoch: all[0]!.epoch, tier: all[0]!.tier, parts: all[0]!.parts.map(BigInt), slices: all[0]!.slices,
    counted: all.flatMap(({ state, slice }) => (state === 'counted' ? [slice] : [])), whole: all.some(({ state }) => state === 'whole'),
    ranges: all.filter(({ state, batches }) => state === 'begun' && Number(batches) > 0).map((row) => ({
      topic: row.src_topic, partition: row.src_partition, from: BigInt(row.src_from), to: BigInt(row.src_to), batches: BigInt(row.batches), fingerprint: BigInt(row.fingerprint), rows: Number(row.rows),
    })),
  }));
};

/** The steps whose rows count: whole, of the newest epoch, in no later whole step. */
export const liveSteps = (steps: readonly LevelStep[]): LevelStep[] => {
  const epoch = Math.max(0, ...steps.map((step) => step.epoch)), own = steps.filter((step) => step.whole && step.epoch === epoch), taken = new Set(own.flatMap(({ parts }) => parts));
  return own.filter(({ step }) => !taken.has(step));
};

/** What the live steps stand for, one range a partition. */
export const covered = (live: readonly LevelStep[]): LevelRange[] => {
  const all = new Map<string, LevelRange>();
  for (const range of live.flatMap(({ ranges }) => ranges)) {
    const key = `${range.topic}/${range.partition}`, known = all.get(key);
    all.set(key, known === undefined ? range : {
      ...range, from: range.from < known.from ? range.from : known.from, to: range.to > known.to ? range.to : known.to,
      batches: known.batches + range.batches, fingerprint: known.fingerprint ^ range.fingerprint, rows: known.rows + range.rows,
    });
  }
  return [...all.values()];
};

/** Of a batch, as it enters a fingerprint by XOR. */
export const BATCH_HASH = 'cityHash64(src_topic, src_partition, src_from, src_to, rows)';
