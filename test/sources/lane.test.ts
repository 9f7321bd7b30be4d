import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Batch } from '../../src/model/batch.js';
import { Revoked, type ChunkControl, type LogChunk, type LogMessage } from '../../src/model/log.js';
import { Credit } from '../../src/sources/credit.js';
import { Lane, type LaneOptions, type Start } from '../../src/sources/lane.js';

// Over the timers that a test can fake: those of the module it cannot.
vi.mock('node:timers/promises', () => ({
  setTimeout: (ms: number, value: unknown, { signal }: { signal: AbortSignal }) => new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(value), ms), leave = (): void => { clearTimeout(timer); reject(new Error('aborted')); };
    if (signal.aborted) leave(); else signal.addEventListener('abort', leave, { once: true });
  }),
}));

/** Everything that can happen now has happened. */
const settled = async (): Promise<void> => { for (let i = 0; i < 3; i++) await new Promise(setImmediate); };
const messages = (from: number, to: number): LogMessage[] => Array.from({ length: to - from }, (_, i) => ({ offset: BigInt(from + i), key: null, value: Buffer.from(`${from + i}`.padStart(4, '0')), headers: {}, timestamp: null }));
const chunkOf = (from: number, to: number, { next = to, high = to }: { next?: number; high?: number } = {}): LogChunk => ({ partition: 1, epoch: 1, messages: messages(from, to), next: BigInt(next), high: BigInt(high) });
const named = ({ first, next }: Batch): string => `${first}-${next}`;

interface Answers { answer: 'ok' | 'fenced'; gate: Promise<void> | null }

/** What a handler is given, and what was committed by it. A commit waits for the `gate`. */
const controlOf = () => {
  const ending = new AbortController(), commits: string[] = [], answers: Answers = { answer: 'ok', gate: null };
  const control: ChunkControl = { ending: ending.signal, commit: async (offset, metadata) => { commits.push(`${offset} ${metadata}`); await answers.gate; return answers.answer; } };
  return { control, commits, answers, end: () => ending.abort() };
};

const laneOf = (start: Partial<Start> = {}, given: Partial<LaneOptions> = {}) => {
  const notes: string[] = [], options: LaneOptions = { batchRows: 2, batchBytes: 1e6, shared: new Credit(9, 1e6), early: new Credit(1, Infinity), registry: null, note: (sentence) => notes.push(sentence), ...given };
  const lane = new Lane('crawl', 1, { epoch: 1, partitions: [0, 1, 2], kept: [2] }, { next: 0n, open: null, attempts: 0, ...start }, options), batches: Batch[] = [];
  let completed = false;
  const subscribe = (): void => { lane.batches.subscribe({ next: (batch) => batches.push(batch), complete: () => { completed = true; } }); };
  /** Takes a chunk; tells when the handler has returned. */
  const take = (chunk: LogChunk, control: ChunkControl) => { const state = { returned: false, error: null as unknown }; void lane.take(chunk, control).then(() => { state.returned = true; }, (error: unknown) => { state.returned = true; state.error = error; }); return state; };
  const whole = async (batch: Batch): Promise<void> => { await lane.intend(batch); await lane.commit(batch); };
  return { lane, batches, notes, options, subscribe, take, whole, completed: () => completed, names: () => batches.map(named) };
};
/** One that is subscribed to, as the dataflow does. */
const running = (...given: Parameters<typeof laneOf>) => { const made = laneOf(...given); made.subscribe(); return made; };
const refusal = (work: Promise<void>): Promise<string> => work.then(() => 'done', (error: Error) => error.name);

describe('commits', () => {
  it('declare a batch with contract 8.1 metadata before it, and say when it is whole', async () => {
    const { lane, batches, whole, take, names } = running(), { control, commits } = controlOf(), taken = take(chunkOf(0, 5), control);
    await settled();
    expect([names(), taken.returned]).toEqual([['0-2', '2-4'], false]);   // two at a time
    for (let i = 0; i < 3; i++) { expect(lane.attempt(batches[i]!)).toBe(1); await whole(batches[i]!); await settled(); }
    expect([names(), commits, taken, lane.position, lane.high]).toEqual([
      ['0-2', '2-4', '4-5'], ['0 {"v":1,"to":"2","n":1}', '2 ', '2 {"v":1,"to":"4","n":1}', '4 ', '4 {"v":1,"to":"5","n":1}', '5 '], { returned: true, error: null }, 5n, 5n]);
  });

  it('count how often the open range was begun, and only that', async () => {
    const { lane, batches, whole, take, names } = running({ next: 3n, open: { from: 3n, to: 8n }, attempts: 4 }), { control, commits } = controlOf();
    take(chunkOf(3, 10), control);
    await settled();
    expect([names(), batches.map(lane.attempt)]).toEqual([['3-8', '8-10'], [5, 1]]);
    for (const batch of batches) await whole(batch);
    expect(commits).toEqual(['3 {"v":1,"to":"8","n":5}', '8 ', '8 {"v":1,"to":"10","n":1}', '10 ']);
  });

  it('bring a group that is behind the store, or before offsets without a message, to where nothing is left', async () => {
    for (const [chunk, commits, position] of [[chunkOf(2, 6, { high: 9 }), ['6 '], 7n], [chunkOf(2, 7), ['7 '], 7n], [chunkOf(2, 7, { next: 9 }), ['9 '], 9n]] as const) {
      const stale = running({ next: 7n }), first = controlOf();
      await stale.lane.take(chunk, first.control);
      expect([first.commits, stale.lane.position, stale.names()]).toEqual([commits, position, []]);
    }
    const behind = running({ next: 2n, open: { from: 2n, to: 4n }, attempts: 1 }), second = controlOf(), taken = behind.take(chunkOf(2, 4, { next: 6 }), second.control);
    await settled();
    await behind.whole(behind.batches[0]!);
    await settled();
    expect([second.commits, taken.returned, behind.lane.position]).toEqual([['2 {"v":1,"to":"4","n":2}', '4 ', '6 '], true, 6n]);
    const declared = running({ next: 2n, open: { from: 2n, to: 9n }, attempts: 1 }), before = controlOf();
    await declared.lane.take(chunkOf(5, 5, { high: 9 }), before.control);
    expect(before.commits).toEqual([]);   // the declaration would be gone
    const refused = running({ next: 7n }), third = controlOf();
    third.answers.answer = 'fenced';
    await refused.lane.take(chunkOf(2, 7), third.control);
    expect(refused.completed()).toBe(true);
  });
});

describe('reading', () => {
  it('knows its assignment, and what follows from it', () => {
    const { lane } = laneOf({ next: 5n });
    expect([lane.topic, lane.partition, lane.epoch, lane.siblings, lane.kept, lane.next, lane.position, lane.dense(7n)]).toEqual(['crawl', 1, 1, [0, 1, 2], false, 5n, 5n, 7]);
  });

  it('waits for somebody who takes the batches, and begins where it was told', async () => {
    const { take, subscribe, names } = laneOf({ next: 3n }), { control } = controlOf();
    take(chunkOf(0, 7), control);
    await settled();
    subscribe();
    await settled();
    expect(names()).toEqual(['3-5', '5-7']);
  });

  it('keeps the message at each position of a batch until that is whole', async () => {
    const { lane, batches, take, whole } = running(), { control } = controlOf();
    take(chunkOf(0, 4), control);
    await settled();
    expect(batches.map((batch) => [0, 1].map((position) => Buffer.from(lane.message(batch, position).value!).toString()))).toEqual([['0000', '0001'], ['0002', '0003']]);
    await whole(batches[0]!);
    expect(() => lane.message(batches[0]!, 0)).toThrow(TypeError);
  });

  it('makes one batch of a declared range that comes in several chunks', async () => {
    const { batches, take, whole, names } = running({ next: 2n, open: { from: 2n, to: 9n }, attempts: 1 }), first = controlOf(), second = controlOf(), third = controlOf();
    const one = take(chunkOf(2, 4, { high: 12 }), first.control);
    await settled();
    const two = take(chunkOf(4, 8, { high: 12 }), second.control);
    await settled();
    expect([names(), one.returned, two.returned, first.commits, second.commits]).toEqual([[], true, true, [], []]);
    take(chunkOf(8, 12), third.control);
    await settled();
    expect(names()).toEqual(['2-9', '9-11']);
    await whole(batches[0]!);
    expect(third.commits).toEqual(['2 {"v":1,"to":"9","n":2}', '9 ']);
  });

  it('says which positions are not in the log', async () => {
    const { take, notes, batches, whole } = running({ next: 2n }), { control } = controlOf();
    take(chunkOf(4, 6), control);
    await settled();
    await whole(batches[0]!);
    take(chunkOf(9, 10), control);
    await settled();
    expect(notes).toEqual(['crawl/1: positions 2 to 4 are not in the log (transactions, compaction or retention)', 'crawl/1: positions 6 to 9 are not in the log (transactions, compaction or retention)']);
    const fresh = running(), { control: other } = controlOf();
    fresh.take(chunkOf(3, 4), other);
    await settled();
    expect(fresh.notes).toEqual([]);
  });

  it('passes on that a registry does not answer', async () => {
    const registry = { deserialize: () => Promise.reject(new Error('registry: does not answer')) } as unknown as LaneOptions['registry'], { take, lane, options } = running({}, { registry }), { control } = controlOf();
    const taken = take({ ...chunkOf(0, 1), messages: [{ ...messages(0, 1)[0]!, value: Uint8Array.from([0, 0, 0, 0, 1]) }] }, control);
    await settled();
    expect([taken.returned, (taken.error as Error).message]).toEqual([true, 'registry: does not answer']);
    lane.end();
    expect(options.shared.batches).toBe(0);
  });
});

describe('a fenced commit', () => {
  it('as intention ends the lane: Revoked, and no batch of it is ever declared', async () => {
    const { batches, take, lane, completed, options } = running(), { control, commits, answers } = controlOf(), taken = take(chunkOf(0, 9), control);
    await settled();
    answers.answer = 'fenced';
    await expect(lane.intend(batches[0]!)).rejects.toBeInstanceOf(Revoked);
    await settled();
    expect([commits, taken, completed(), options.shared.batches, batches.length]).toEqual([['0 {"v":1,"to":"2","n":1}'], { returned: true, error: null }, true, 0, 2]);
    answers.answer = 'ok';
    expect([await refusal(lane.intend(batches[1]!)), commits.length]).toEqual(['Revoked', 1]);
  });

  it('behind a batch ends the lane, too; the batch is whole all the same', async () => {
    const { batches, take, lane, completed, options } = running(), { control, answers } = controlOf(), taken = take(chunkOf(0, 9), control);
    await settled();
    await lane.intend(batches[0]!);
    answers.answer = 'fenced';
    await lane.commit(batches[0]!);
    await settled();
    expect([taken.returned, completed(), lane.position, options.shared.batches, await refusal(lane.intend(batches[1]!))]).toEqual([true, true, 2n, 0, 'Revoked']);
  });
});

describe('a chunk is given back', () => {
  it('when all of it is whole, as long as nothing follows', async () => {
    const { batches, take, whole, lane } = running(), { control } = controlOf(), taken = take(chunkOf(0, 4), control);
    await settled();
    await whole(batches[0]!);
    await lane.intend(batches[1]!);
    await settled();
    expect(taken.returned).toBe(false);
    await lane.commit(batches[1]!);
    await settled();
    expect(taken.returned).toBe(true);
  });

  it('while its last batch is computed, when more is known to follow; that one is declared when the next chunk is held', async () => {
    const { batches, take, whole, lane, options } = running(), first = controlOf(), second = controlOf(), taken = take(chunkOf(0, 4, { high: 6 }), first.control);
    await settled();
    expect(taken.returned).toBe(false);
    await whole(batches[0]!);
    await settled();
    expect([taken.returned, options.shared.batches, options.early.batches]).toEqual([true, 0, 1]);
    const late = refusal(lane.intend(batches[1]!));
    await settled();
    expect(first.commits).toEqual(['0 {"v":1,"to":"2","n":1}', '2 ']);
    take(chunkOf(4, 6), second.control);
    expect(await late).toBe('done');
    await lane.commit(batches[1]!);
    await settled();
    expect([second.commits, options.early.batches, options.shared.batches, lane.position]).toEqual([['2 {"v":1,"to":"4","n":1}', '4 '], 0, 1, 4n]);
  });

  it('again at once when it brings nothing; the batch that waits is declared all the same', async () => {
    const { batches, take, lane } = running({}, { batchRows: 4, early: new Credit(2, Infinity) }), { control, commits } = controlOf();
    take(chunkOf(0, 4, { high: 9 }), control);
    await settled();
    const late = refusal(lane.intend(batches[0]!));
    for (let next = 5; next < 9; next++) { take(chunkOf(4, 4, { next, high: 9 }), control); await settled(); }
    take(chunkOf(4, 4, { next: 9 }), control);
    expect([await late, commits]).toEqual(['done', ['0 {"v":1,"to":"4","n":1}']]);
  });

  it('not while a commit is under way', async () => {
    const early = new Credit(1, Infinity), room = early.tryTake(0)!, { batches, take, lane, subscribe } = running({}, { batchRows: 4, early }), { control, answers } = controlOf();
    const taken = take(chunkOf(0, 4, { high: 9 }), control);
    await settled();
    let answer = (): void => {};
    answers.gate = new Promise((resolve) => { answer = resolve; });
    const intended = refusal(lane.intend(batches[0]!));
    room();
    subscribe();   // makes the handler look again whether it may leave
    await settled();
    expect([taken.returned, early.batches]).toEqual([false, 0]);
    answer();
    expect(await intended).toBe('done');
    await settled();
    expect([taken.returned, early.batches]).toEqual([true, 1]);
  });

  it('never between an intention and its commit, in whatever turn they meet', async () => {
    for (let turns = 0; turns < 12; turns++) {
      const early = new Credit(2, Infinity), { batches, take, lane } = running({}, { batchRows: 4, early }), first = controlOf(), second = controlOf(), third = controlOf();
      take(chunkOf(0, 4, { high: 9 }), first.control);
      await settled();
      let answer = (): void => {};
      second.answers.gate = new Promise((resolve) => { answer = resolve; });
      const taken = take(chunkOf(4, 4, { next: 5, high: 9 }), second.control);
      for (let i = 0; i < turns; i++) await Promise.resolve();
      const intended = refusal(lane.intend(batches[0]!));
      await settled();
      expect(taken.returned).toBe(second.commits.length === 0);
      answer();
      await settled();
      take(chunkOf(4, 4, { next: 9, high: 9 }), third.control);
      expect([await intended, [...second.commits, ...third.commits]]).toEqual(['done', ['0 {"v":1,"to":"4","n":1}']]);
    }
  });

  it('early by so many partitions at a time', async () => {
    const early = new Credit(1, Infinity), shared = new Credit(9, 1e6), lanes = [0, 1].map(() => running({}, { early, shared, batchRows: 4 })), controls = lanes.map(() => controlOf());
    const taken = lanes.map(({ take }, i) => take(chunkOf(0, 4, { high: 9 }), controls[i]!.control));
    await settled();
    expect([taken.map(({ returned }) => returned), shared.batches, early.batches]).toEqual([[true, false], 1, 1]);
    await lanes[1]!.whole(lanes[1]!.batches[0]!);
    await settled();
    expect([taken.map(({ returned }) => returned), shared.batches, early.batches]).toEqual([[true, true], 0, 1]);
  });

  it('although the batch that would stay behind has just landed', async () => {
    // Whole in the very turn in which the handler sees that it may leave: the commit is answered, and behind it nothing is in flight any more.
    for (let turns = 0; turns < 12; turns++) {
      const early = new Credit(1, Infinity), room = early.tryTake(0)!, { batches, take, lane, options } = running({}, { batchRows: 4, early }), { control, answers } = controlOf();
      const taken = take(chunkOf(0, 4, { high: 9 }), control);
      await settled();
      await lane.intend(batches[0]!);
      let answer = (): void => {};
      answers.gate = new Promise((resolve) => { answer = resolve; });
      const committed = lane.commit(batches[0]!);
      await settled();
      room();
      answer();
      for (let i = 0; i < turns; i++) await Promise.resolve();
      lane.end();
      await committed;
      await settled();
      expect([taken, early.batches, options.shared.batches]).toEqual([{ returned: true, error: null }, 0, 0]);
    }
  });

  it('and taken by turns where the process has room for one batch in all: three partitions do not wait for each other for ever', async () => {
    const shared = new Credit(1, 1e6), early = new Credit(1, Infinity), lanes = [0, 1, 2].map(() => running({}, { shared, early })), ends: bigint[] = [];
    // One fetch brings a chunk of each partition, and the next fetch comes when all three have been given back.
    const work = lanes.map(async ({ batches, whole }) => { for (let done = 0; done < 10; done++) { while (batches.length === done) await settled(); await whole(batches[done]!); } });
    for (let from = 0; from < 20; from += 4) await Promise.all(lanes.map(({ lane }) => lane.take(chunkOf(from, from + 4, { high: 20 }), controlOf().control)));
    await Promise.all(work);
    for (const { lane } of lanes) ends.push(lane.position);
    expect([ends, shared.batches, early.batches]).toEqual([[20n, 20n, 20n], 0, 0]);
  });
});

describe('the end', () => {
  it('lets what is declared end, and drops the rest', async () => {
    const { batches, take, lane, completed, options } = running(), { control, commits, end } = controlOf(), taken = take(chunkOf(0, 9), control);
    await settled();
    await lane.intend(batches[0]!);
    end();
    await settled();
    expect([taken.returned, completed(), options.shared.batches, await refusal(lane.intend(batches[1]!))]).toEqual([false, true, 1, 'Revoked']);
    expect(Buffer.from(lane.message(batches[0]!, 1).value!).toString()).toBe('0001');
    await lane.commit(batches[0]!);
    await settled();
    expect([taken.returned, options.shared.batches, commits, batches.length]).toEqual([true, 0, ['0 {"v":1,"to":"2","n":1}', '2 '], 2]);
  });

  it('refuses an intention that waits for a chunk', async () => {
    const { batches, take, whole, lane, options } = running(), { control } = controlOf();
    take(chunkOf(0, 4, { high: 9 }), control);
    await settled();
    await whole(batches[0]!);
    await settled();
    const late = refusal(lane.intend(batches[1]!));
    lane.end();
    expect([await late, options.shared.batches, options.early.batches]).toEqual(['Revoked', 0, 0]);
  });

  it('takes nothing of a chunk that comes too late, and completes for whoever comes too late', async () => {
    const { lane, subscribe, completed, names, options } = laneOf(), { control, end } = controlOf();
    end();
    await lane.take(chunkOf(0, 4), control);
    subscribe();
    expect([completed(), names(), options.shared.batches]).toEqual([true, [], 0]);
  });

  it('gives back room that it got in the moment it came', async () => {
    for (let turns = 0; turns < 8; turns++) {
      const shared = new Credit(1, 1e6), other = (await shared.take(1))!, { lane, take, names } = running({}, { shared }), { control, end } = controlOf();
      const taken = take(chunkOf(0, 4), control);
      await settled();
      other();
      for (let i = 0; i < turns; i++) await Promise.resolve();
      end();
      lane.finished();
      await settled();
      expect([taken.returned, shared.batches, names().length <= 1]).toEqual([true, 0, true]);
    }
  });

  it('of a dataflow, however it came, releases the handler', async () => {
    const { batches, take, lane, options, completed } = running(), { control } = controlOf(), taken = take(chunkOf(0, 9), control);
    await settled();
    await lane.intend(batches[0]!);   // and then the insert fails
    await settled();
    expect(taken.returned).toBe(false);
    lane.finished();
    await settled();
    expect([taken, options.shared.batches, completed()]).toEqual([{ returned: true, error: null }, 0, true]);
    lane.finished();
  });
});

describe('small batches at the end of a partition', () => {
  beforeEach(() => { vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }); });
  afterEach(() => { vi.useRealTimers(); });
  const paced = async () => {
    const { batches, take, whole, names, lane } = running({}, { batchRows: 20 }), { control, end } = controlOf();
    take(chunkOf(0, 2), control);
    await vi.advanceTimersByTimeAsync(1);
    await settled();
    await whole(batches[0]!);
    await settled();
    return { take, control, end, lane, names, whole, batches };
  };

  it('are begun once a second', async () => {
    const { take, control, names } = await paced();
    take(chunkOf(2, 4), control);
    await vi.advanceTimersByTimeAsync(990);
    await settled();
    expect(names()).toEqual(['0-2']);
    await vi.advanceTimersByTimeAsync(10);
    await settled();
    expect(names()).toEqual(['0-2', '2-4']);
  });

  it('but not when they are a quarter of a batch, or when more is known to follow, or after a second has passed anyway', async () => {
    const large = await paced();
    large.take(chunkOf(2, 7), large.control);
    await settled();
    expect(large.names()).toEqual(['0-2', '2-7']);
    const more = await paced();
    more.take(chunkOf(2, 3, { high: 9 }), more.control);
    await settled();
    expect(more.names()).toEqual(['0-2', '2-3']);
    const later = await paced();
    await vi.advanceTimersByTimeAsync(1000);
    later.take(chunkOf(2, 3), later.control);
    await vi.advanceTimersByTimeAsync(0);
    await settled();
    expect(later.names()).toEqual(['0-2', '2-3']);
  });

  it('do not hold up the end', async () => {
    const { take, control, end, names } = await paced(), taken = take(chunkOf(2, 4), control);
    await settled();
    end();
    await settled();
    expect([taken.returned, names()]).toEqual([true, ['0-2']]);
  });
});
