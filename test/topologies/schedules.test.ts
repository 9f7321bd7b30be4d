// The delivery protocol under random schedules: the real source and operators over a log in memory and a store of arrays. A schedule decides, from its
// seed alone, in which order everything happens that could take its time, and who dies when. Planted bugs have to be found the same way.
// THRESHER_SCHEDULES=n runs n of them, THRESHER_SCHEDULE=seed one.
import { catchError, EMPTY, type Observable } from 'rxjs';
import { expect, it, vi } from 'vitest';
import { drive } from '../../src/dataflow.js';
import type { Batch } from '../../src/model/batch.js';
import { bytesAt, count, hashColumn, numberColumn, pack, textAt, textColumn, type TextColumn } from '../../src/model/columns.js';
import { Revoked, type ChunkControl, type LogConsumer, type OutMessage } from '../../src/model/log.js';
import type { DedupWindow } from '../../src/model/ports.js';
import type { Rejection, RejectionReason } from '../../src/model/rejection.js';
import { bury } from '../../src/operators/dead-letter.js';
import { dedup } from '../../src/operators/dedup.js';
import { commit, intend, tally, write } from '../../src/operators/effects.js';
import { judge } from '../../src/operators/judge.js';
import { once } from '../../src/operators/once.js';
import { ahead, inTurn, type Operator } from '../../src/operators/order.js';
import { Credit } from '../../src/sources/credit.js';
import type { TopicPartition } from '../../src/sources/lane.js';
import { memoryLog } from '../../src/sources/memory.js';
import { openTopic, type Topic } from '../../src/sources/topic.js';
import { curate, type Parts } from '../../topologies/curate.js';
import { modelStore, type Caller, type ModelTable } from '../contracts/model-store.js';
import { seeded } from '../crawl.js';

// Small batches at the end of a partition are paced by the clock; here they are not.
vi.mock('node:timers/promises', () => ({ setTimeout: async () => {} }));

const TOPIC = 't', MOST_STEPS = 20_000, run = { id: 'r', version: 'v', dedupConfig: 1n };

/** What a planted bug changes. */
interface Plant { readonly flow?: (parts: Parts) => Operator; readonly consumer?: (consumer: LogConsumer) => LogConsumer; /** Nobody asks for recipes when it takes a partition. */ readonly stale?: boolean }

/** `crowd`: up to three members, inserts that arrive when their sender is long dead, and a store that remembers its tokens. `alone`: one process at a time and no memory for tokens. */
type Kind = 'crowd' | 'alone';

/** What may happen next: something that a process, or with null the server or the group, waits for. */
interface Pending { readonly who: Process | null; readonly what: string; readonly go: () => void }
interface Process { readonly name: string; readonly consumer: LogConsumer; topic: Topic; alive: boolean; leaving: boolean; /** Newest recipe that it knows of. */ known: number; /** Asks the store for newer ones. */ poll: () => Promise<void> }
/** An insert that is with the server. */
interface Arriving extends Pending { readonly sender: Process }

const unmarked: DedupWindow = { mark: ({ positions: { length } }) => ({ kind: new Uint8Array(length), of: new BigUint64Array(length), urlOf: new BigUint64Array(length), entered: new BigUint64Array(length), bandHits: new Uint8Array(length) }) };
const TOMBSTONE = null, DOCUMENT = 'd', BAD = 'r';

/** Message `d` is a document, every other one a rejection. */
const computed = (batch: Batch): Batch => {
  const positions: number[] = [], rejections: Rejection[] = [];
  for (let i = 0; i < count(batch.payloads); i++) {
    const reason = (textAt((batch.columns['reason'] as TextColumn).values, i) || 'schema_mismatch') as RejectionReason;
    if (textAt(batch.payloads, i) === DOCUMENT) positions.push(i);
    else rejections.push({ position: i, reason, detail: 'It is bad.', trueBytes: 1, rawHead: bytesAt(batch.payloads, i), recordId: '', url: null, snapshot: '', file: '', fileOffset: 0, ordinal: 0 });
  }
  const hashes = hashColumn(positions.map((position) => batch.first + BigInt(position) + 1n)), same = (value: string) => textColumn(positions.map(() => value)), ones = numberColumn(positions.map(() => 1));
  return {
    ...batch, payloads: pack(positions.map((i) => bytesAt(batch.payloads, i))), rejections,
    columns: {
      position: numberColumn(positions), id: hashes, content_hash: hashes, url_hash: hashColumn(positions.map(() => 0n)), bands: { kind: 'bytes', width: 8, values: new Uint8Array(8 * positions.length) },
      near_skipped: ones, snapshot: same('s'), lang: same('en'), tokens_est: ones, text_bytes: ones,
    },
  };
};

/** Plays one schedule to its end. @returns what is wrong then, and what happened on the way */
const play = async (seed: number, kind: Kind, plant: Plant = {}): Promise<{ readonly wrong: string[]; readonly journal: readonly string[] }> => {
  const random = seeded(seed), below = (n: number): number => Math.floor(random() * n), chance = (p: number): boolean => random() < p, one = <T>(list: readonly T[]): T => list[below(list.length)]!;
  const journal: string[] = [], wrong: string[] = [], processes: Process[] = [], letters: OutMessage[] = [], partitions = 1 + below(3);
  const written: (string | null | undefined)[][] = Array.from({ length: partitions }, () => []);   // undefined: an offset without a message
  let pending: Pending[] = [], group = 1, trouble = 3 + below(8), newest = 0;

  const waitFor = (who: Process | null, what: string, act: () => void = () => {}): Promise<void> =>
    new Promise((resolve) => { if (who?.alive !== false) pending.push({ who, what, go: () => { act(); resolve(); } }); });
  const log = memoryLog({
    fetching: async () => { await waitFor(null, 'a fetch'); },
    rebalanceTimeout: () => (kind === 'crowd' ? waitFor(null, 'the rebalance is over, whoever has not joined') : new Promise(() => {})),
  });
  await log.createTopic(TOPIC, { partitions, maxMessageBytes: 1e6 });
  const model = modelStore(kind === 'crowd' ? 1e6 : 1);

  const append = (messages: number): void => {
    for (let i = 0; i < messages; i++) {
      const partition = below(partitions), value = chance(0.05) ? undefined : one([DOCUMENT, DOCUMENT, DOCUMENT, BAD, TOMBSTONE]);
      log.append(TOPIC, partition, value === undefined ? null : { key: null, value: value === null ? null : Buffer.from(value), headers: {}, timestamp: null });
      written[partition]!.push(value);
    }
  };

  const callerOf = (who: Process): Caller => ({
    step: (what) => waitFor(who, `${who.name}: ${what}`),
    serve: (what, apply) => new Promise((resolve) => { if (who.alive) pending.push({ who: null, sender: who, what: `${who.name}: ${what}`, go: () => { apply(); resolve(); } } as Arriving); }),
    lost: () => (kind === 'alone' || chance(0.9) ? 'no' : one(['after', 'waits'] as const)),
  });

  const start = async (): Promise<void> => {
    const consumer = await log.consumer({ topic: TOPIC, group: `g${group}`, partitionBytes: 100 + below(900), fetchBytes: 2000, sessionMs: 1 });
    const who: Process = { name: `p${processes.length}`, consumer, topic: null as unknown as Topic, alive: true, leaving: false, known: newest, poll: async () => {} }, caller = callerOf(who), store = model.store(caller);
    processes.push(who);
    journal.push(`${who.name} starts`);
    who.poll = async () => {
      await caller.step('asks for recipes');
      const found = newest;
      await caller.step(`hears of recipe ${found}`);
      who.known = Math.max(who.known, found);
    };
    const slow: LogConsumer = {
      ...consumer, run: (handler, assigned) => consumer.run(async (chunk, { ending, commit: position }) => {
        await caller.step(`takes ${chunk.partition}:${chunk.messages[0]!.offset}-${chunk.next}`);
        await handler(chunk, {
          ending, commit: async (offset, metadata) => {
            await caller.step(`commits ${chunk.partition}:${offset} ${metadata}`);
            const answer = await position(offset, metadata);
            await caller.step(answer);
            return answer;
          },
        });
      }, assigned),
    };
    who.topic = openTopic(plant.consumer?.(slow) ?? slow, {
      topic: TOPIC, group: `g${group}`, batchRows: 1 + below(4), batchBytes: 1e6, shared: new Credit(1 + below(4), 1e6), early: new Credit(1 + below(2), Infinity), registry: null, note: () => {},
      stored: (partition) => model.stored(caller, partition), storedAt: async () => Date.now(),
    });
    const running = new Map<number, Promise<void>>(), ended = new Map<TopicPartition, () => void>();
    const flow = async (partition: TopicPartition): Promise<Observable<Batch>> => {
      const before = running.get(partition.partition);
      running.set(partition.partition, new Promise((resolve) => { ended.set(partition, resolve); }));
      await before;
      if (!plant.stale) await who.poll();
      const parts: Parts = {
        partition, cpu: { run: async (batch) => { await caller.step(`computes ${batch.partition}:${batch.first}`); return computed(batch); }, close: () => Promise.resolve() },
        window: unmarked, recipes: () => ({ number: who.known, presets: [] }), store, run, passed: () => {},
        letters: { message: partition.message, attempt: partition.attempt, send: async (some) => { await caller.step('sends letters'); letters.push(...some); await caller.step('has sent letters'); } },
      };
      return (plant.flow ?? curate)(parts)(partition.batches).pipe(catchError((error: unknown) => { if (error instanceof Revoked) return EMPTY; throw error; }));
    };
    drive(who.topic.partitions, flow, () => {}, (partition) => { partition.finished(); ended.get(partition)?.(); ended.delete(partition); }).then(
      () => { journal.push(`${who.name} has ended`); if (!who.leaving) wrong.push(`${who.name} has ended by itself`); who.alive = false; },
      (error: unknown) => { wrong.push(`${who.name} failed: ${(error as Error).stack}`); who.alive = false; });
  };

  const isArriving = (one: Pending): one is Arriving => 'sender' in one;
  const kill = (who: Process, late: boolean): void => {
    journal.push(`${who.name} dies`);
    who.alive = false;
    log.kill(who.consumer);
    const mine = pending.filter((one) => isArriving(one) && one.sender === who), left = mine.filter(() => late && chance(0.5));
    for (const arriving of mine) if (!left.includes(arriving) && chance(0.5)) { journal.push(`${arriving.what}, at last`); arriving.go(); }
    pending = pending.filter((other) => other.who !== who && (!mine.includes(other) || left.includes(other)));
  };
  const alive = (): Process[] => processes.filter((who) => who.alive), staying = (): Process[] => alive().filter(({ leaving }) => !leaving);
  /** Everybody dies, nothing of them is on its way any more, and the group's positions are lost. */
  const loseGroup = (): void => {
    for (const who of alive()) kill(who, false);
    for (const arriving of pending.filter(isArriving)) arriving.go();
    pending = [];
    group++;
    journal.push('the group is lost');
  };
  const events: Readonly<Record<string, () => void | Promise<void>>> = {
    append: () => append(1 + below(6)),
    start: () => (alive().length < (kind === 'crowd' ? 3 : 1) ? start() : undefined),
    kill: () => { if (alive().length > 0) kill(one(alive()), kind === 'crowd'); },
    stop: () => { if (staying().length > 0) { const who = one(staying()); journal.push(`${who.name} stops`); who.leaving = true; void who.topic.stop(); } },
    evict: () => { if (kind === 'crowd' && alive().length > 0) { const who = one(alive()); journal.push(`${who.name} loses its membership`); log.evict(who.consumer); } },
    lost: () => { if (chance(0.2)) loseGroup(); },
    save: () => { newest++; journal.push(`recipe ${newest} is saved`); for (const who of alive()) if (chance(0.5)) void who.poll(); },
  };

  append(4 + below(16));
  await start();
  for (let steps = 0; ; steps++) {
    await new Promise(setImmediate);
    if (wrong.length > 0) return { wrong, journal };
    if (steps > MOST_STEPS) return { wrong: [`it goes on and on; waiting: ${pending.map(({ what }) => what).join(', ')}`], journal };
    if (trouble > 0 && (pending.length === 0 || chance(0.04))) {
      trouble--;
      await one(Object.values(events))();
    } else if (pending.length > 0) {
      const [next] = pending.splice(below(pending.length), 1);
      journal.push(next!.what);
      next!.go();
    } else if (staying().length === 0) await start();
    else break;
  }

  // A log that ends in offsets without a message is not handed on to its end.
  const ends = new Map(written.map((messages, partition) => [partition, { low: 0n, high: BigInt(1 + messages.findLastIndex((value) => value !== undefined)) }]));
  if (!(await Promise.all(staying().map(({ topic }) => topic.reached(ends)))).some(Boolean)) wrong.push('the end was not reached');
  written.forEach((messages, partition) => {
    const of = (...names: ModelTable[]) => names.flatMap((table) => model.tables[table].filter((row) => row.partition === partition)).sort((a, b) => Number(a.from - b.from));
    const at = (...names: ModelTable[]): number[] => of(...names).map(({ from }) => Number(from));
    const where = (...values: readonly (string | null)[]): number[] => messages.flatMap((value, i) => (value !== undefined && values.includes(value) ? [i] : []));
    const equal = (what: string, found: readonly number[], wanted: readonly number[]): void => { if (found.join() !== wanted.join()) wrong.push(`${what} of ${partition}: found ${found.join()}, expected ${wanted.join()}`); };
    for (const table of ['samples', 'texts', 'fingerprints'] as const) equal(table, at(table), where(DOCUMENT));
    equal('rejections', at('rejections'), where(BAD, TOMBSTONE));
    const judged = of('samples').map(({ counts }) => counts['stream_recipe']!);
    equal('recipes', judged, judged.toSorted((a, b) => a - b));
    // Batches follow on each other; what lies between two of them brought no message.
    const batches = of('ingest_batches'), inBatches = batches.flatMap(({ from, to }) => where(DOCUMENT, BAD, TOMBSTONE).filter((i) => from <= i && i < to));
    equal('positions in batches', inBatches, where(DOCUMENT, BAD, TOMBSTONE));
    for (const [i, { to }] of batches.entries()) if (batches[i + 1] && batches[i + 1]!.from < to) wrong.push(`batches of ${partition} overlap at ${to}`);
    const sum = (table: ModelTable, name: string): number => of(table).reduce((all, { counts }) => all + counts[name]!, 0);
    equal('sums', [sum('ingest_batches', 'records'), sum('ingest_batches', 'rows'), sum('ingest_batches', 'rejections'), sum('stats', 'documents'), sum('stats', 'tokens'), sum('stats', 'bytes')],
      [inBatches.length, ...[where(DOCUMENT), where(BAD, TOMBSTONE), where(DOCUMENT), where(DOCUMENT), where(DOCUMENT)].map(({ length }) => length)]);
    const buried = new Set(letters.filter((letter) => letter.partition === partition).map(({ headers }) => Number(headers['__streams.errors.offset'])));
    equal('dead letters', [...buried].sort((a, b) => a - b), where(BAD, TOMBSTONE));
  });
  return { wrong, journal };
};

const told = ({ wrong, journal }: Awaited<ReturnType<typeof play>>, seed: number, kind: Kind): string => `seed ${seed}, ${kind}: ${wrong.join('; ')}\n${journal.slice(-400).join('\n')}`;

const wanted = process.env['THRESHER_SCHEDULE'], SCHEDULES = Number(process.env['THRESHER_SCHEDULES'] ?? 2000);
const seeds = wanted === undefined ? Array.from({ length: SCHEDULES / 2 }, (_, i) => i + 1) : [Number(wanted)];

it.each(['crowd', 'alone'] as const)('%s: every position is stored once, whatever happens', async (kind) => {
  for (const seed of seeds) {
    const played = await play(seed, kind);
    if (played.wrong.length > 0) throw new Error(told(played, seed, kind));
  }
}, 60_000 + 20 * SCHEDULES);

/** Commits of a member go another way. */
const committing = (commit: (kept: ChunkControl['commit'], offset: bigint, metadata: string) => ReturnType<ChunkControl['commit']>) => (consumer: LogConsumer): LogConsumer => ({
  ...consumer, run: (handler, assigned) => consumer.run((chunk, control) => handler(chunk, { ...control, commit: (offset, metadata) => commit(control.commit, offset, metadata) }), assigned),
});
/** A redone range ends somewhere else. */
const movedBoundary = (consumer: LogConsumer): LogConsumer => ({
  ...consumer, committed: async () => new Map([...await consumer.committed()].map(([partition, { offset, metadata }]) =>
    [partition, { offset, metadata: metadata.replace(/"to":"(\d+)"/, (_, to: string) => `"to":"${BigInt(to) - offset > 1n ? BigInt(to) - 1n : BigInt(to) + 1n}"`) }])),
});

it.each([
  ['no intention', 'crowd', { consumer: committing(async (commit, offset, metadata) => (metadata === '' ? commit(offset, '') : 'ok')) }],
  ['an intention that does not say what it intends', 'crowd', { consumer: committing((commit, offset) => commit(offset, '')) }],
  ['a fence that nobody heeds', 'crowd', { consumer: committing(async (commit, offset, metadata) => { await commit(offset, metadata); return 'ok'; }) }],
  ['no presence check', 'alone', { flow: (parts: Parts) => curate({ ...parts, partition: { ...parts.partition, open: null } }) }],
  ['a moved boundary', 'crowd', { consumer: movedBoundary }],
  ['a moved boundary', 'alone', { consumer: movedBoundary }],
  ['recipes that were read before the partition was taken', 'crowd', { stale: true }],
  ['a commit before the inserts', 'alone', {
    flow: ({ partition, cpu, window, recipes, store, letters, run: stamp, passed }: Parts) => (batches: Observable<Batch>) => {
      const careful = once(store, partition.open);
      return batches.pipe(ahead(cpu), inTurn(dedup(window, partition.dense), judge(recipes), intend(partition), bury(letters!, store, partition.open), commit(partition), write(careful, stamp, passed), tally(careful, stamp, passed)));
    },
  }],
] as const)('finds %s (%s)', async (_, kind, plant: Plant) => {
  // Found is what is wrong in the tables; that somebody failed or waits for ever would be another bug.
  const misdeeds = async (seed: number): Promise<string[]> => (await play(seed, kind, plant)).wrong.filter((what) => / of \d: found| overlap /.test(what));
  let found: string[] = [];
  for (let seed = 1; seed <= 400 && found.length === 0; seed++) found = await misdeeds(seed);
  expect(found).not.toEqual([]);
});
