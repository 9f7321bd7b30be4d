// Answers from contenders that are held against the same answers by scan, for every kind of cut; and who reads them when.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ContenderRows } from '../../src/explore/contender-rows.js';
import { readContenders, type Contenders } from '../../src/explore/contenders.js';
import { HeldContenders, NONE } from '../../src/explore/held-contenders.js';
import { histogram } from '../../src/explore/histogram.js';
import type { Reads } from '../../src/explore/reads.js';
import { samples } from '../../src/explore/samples.js';
import { summary } from '../../src/explore/summary.js';
import { whatIf } from '../../src/explore/what-if.js';
import type { Rule, Rules } from '../../src/model/rule.js';
import type { Selection } from '../../src/select/recipe.js';
import { generator, pick } from '../select/random-rules.js';
import { asked, chdb, DATABASE, fill, openScene, SIGNALS } from './scene.js';

const random = generator(77), CUTS: Readonly<Record<string, readonly number[]>> = {
  s_frac: [0, 0.125, 0.5, 0.875, 1, 1.5], s_neg: [-4, -1.004, -0.5, 0, 0.25, 3.9], s_wide: [1, 1.5, 300, 20_000, 1e9], s_count: [0, 1, 20, 250.5, 499], s_same: [0.7, 0.6, 0.8], s_null: [0, 1], quality_score: [0.01, 0.3, 0.5, 0.9],
};
const ruleOn = (signal: string): Rule => ({ signal, op: pick(random, ['<', '<=', '>', '>='] as const), value: pick(random, CUTS[signal]!), ...(random() < 0.15 ? { lang: 'de' } : {}) });
/** Rules that leave some pages, the cut among them once, twice, on both ends, inside `any`, or not at all. */
const rulesWith = (signal: string): Rules => {
  const others = SIGNALS.filter((name) => name !== signal && name !== 's_null').filter(() => random() < 0.25).map(ruleOn), own = Array.from({ length: Math.floor(random() * 4) }, () => ruleOn(signal));
  const nested: Rules[] = random() < 0.2 ? [{ any: [ruleOn(signal), ruleOn('s_count')] }] : [];
  return { all: [...own, ...others, ...nested] };
};

describe.skipIf(!chdb)('contenders', () => {
  let scene: Awaited<ReturnType<typeof openScene>>, none: Contenders;
  const reads = (): Reads => scene.store.readOnly;
  beforeAll(async () => {
    scene = await openScene();
    none = await readContenders(reads(), { ...cut, free: free(0) }) as Contenders;
    await fill(scene.store, 0, 2500);
    await fill(scene.store, 0, 1000, { topic: 'crawl.records', partition: 3, seed: 2 });
  });
  afterAll(() => scene.close());

  test('give the answers of a scan', async () => {
    let used = 0;
    for (let round = 0; round < 40; round++) {
      const signal = pick(random, SIGNALS), direction = pick(random, ['>=', '<='] as const), op = pick(random, direction === '>=' ? ['>', '>='] as const : ['<', '<='] as const);
      const question = asked(rulesWith(signal), random() < 0.15 ? 'text_bytes % 3 = 0' : null), shown = { ...question, signal, cut: random() < 0.3 ? null : pick(random, CUTS[signal]!), n: pick(random, [1, 7, 50]), op };
      const held = new HeldContenders(async () => 'still').at('still');
      if (await held.of(reads(), { database: DATABASE, selection: question.selection as Selection, signal, direction }) !== null) used++;
      const [found, plain] = await Promise.all([held, NONE].map(async (known) => ({
        kept: await samples(reads(), { ...shown, side: 'kept' }, known), dropped: await samples(reads(), { ...shown, side: 'dropped' }, known), summary: await summary(reads(), question, known),
        histogram: await histogram(reads(), { ...question, signal, bins: 30 }, known), german: await histogram(reads(), { ...question, signal, lang: 'de' }, known), whatif: await whatIf(reads(), { ...question, signal, op: direction }, known),
      })));
      expect(found).toEqual(plain);
    }
    expect(used).toBeGreaterThan(25);
  }, 120_000);

  test('of a store without pages are none', () => {
    expect([none.count, none.amounts(null), none.nearest(() => true, true, 5)]).toEqual([0, [], []]);
  });

  const cut = { database: DATABASE, signal: 's_frac', direction: '>=' } as const;
  const selection = (value: number): Selection => asked({ all: [{ signal: 's_count', op: '>', value }, { signal: 's_frac', op: '>=', value: 0.5 }] }).selection as Selection;
  const free = (value: number): Selection => asked({ all: [{ signal: 's_count', op: '>', value }] }).selection as Selection;
  /** Counts the scans, and waits with each until it is let go. */
  const watched = (letGo: Promise<unknown> = Promise.resolve()): Reads & { scans: number } => {
    const own = {
      scans: 0, rows: reads().rows,
      stream: async function* (sql: string, format: string) { if (/LIMIT \d+$/.test(sql)) { own.scans++; await letGo; } yield* reads().stream(sql, format); },
    };
    return own;
  };

  test('are refused when they are too many, and are all there when the estimate was too low', async () => {
    expect(await readContenders(reads(), { ...cut, free: free(-1) }, 500)).toBe('too many');
    const whole = await readContenders(reads(), { ...cut, free: free(400) }) as Contenders;
    for (const most of [whole.count, 2799]) {
      const found = await readContenders(reads(), { ...cut, free: free(400) }, most);
      if (typeof found !== 'string') expect([found.count, found.amounts(null)]).toEqual([whole.count, whole.amounts(null)]);
    }
    const few = new ContenderRows(1, whole.shape.keys, whole.groups, [...new Set(whole.groups.map(({ lang }) => lang))], [...new Set(whole.groups.map(({ snapshot }) => snapshot))]), row = Buffer.alloc(36);
    row.writeDoubleLE(0.5);
    const pieces = Buffer.concat(Array.from({ length: 100 }, (_, i) => { row.writeUInt32LE(i, 8); return Buffer.from(row); }));
    for (let at = 0; at < pieces.length; at += 50) few.take(pieces.subarray(at, at + 50));
    expect([few.count, few.isStrange, [...few.columns.tokens.subarray(0, 100)]]).toEqual([100, false, Array.from({ length: 100 }, (_, i) => i)]);
    row.writeDoubleLE(0.3);
    few.take(row);
    expect(few.isStrange).toBe(true);                                              // a value that no page had when the bins were counted
  });

  test('are read once by all who ask at the same time, and found by every recipe that differs in the cut alone', async () => {
    const store = watched(), known = new HeldContenders(async () => 'a').at('a');
    const [first, second] = await Promise.all([known.of(store, { ...cut, selection: selection(100) }), known.of(store, { ...cut, selection: free(100) })]);
    expect([store.scans, first!.count > 0, second]).toEqual([1, true, first]);
    expect([known.find(DATABASE, selection(100)), known.find(DATABASE, free(100)), known.find(DATABASE, selection(101)), known.find('other', selection(100))]).toEqual([first, first, null, null]);
    const nested = asked({ all: [{ signal: 's_count', op: '>', value: 100 }, { any: [{ signal: 's_frac', op: '>=', value: 0.5 }, { signal: 's_neg', op: '>', value: 0 }] }] }).selection as Selection;
    expect(await known.of(store, { ...cut, selection: nested })).toBeNull();
  });

  test('whoever began to read goes away: the next one reads', async () => {
    let leave: (reason: Error) => void = () => {};
    const gone = new Promise<never>((_, reject) => { leave = reject; });
    gone.catch(() => {});                                                          // heard by whoever waits for it
    const known = new HeldContenders(async () => 'a').at('a'), first = known.of(watched(gone), { ...cut, selection: selection(100) }).catch((error: unknown) => error);
    const store = watched(), rest = Promise.all([known.of(store, { ...cut, selection: selection(100) }), known.of(store, { ...cut, selection: selection(100) })]);
    leave(new Error('gone'));
    expect(await first).toEqual(new Error('gone'));
    const [second, third] = await rest;
    expect([second !== null, third === second, store.scans]).toEqual([true, true, 1]);
  });

  test('are given up with every change of the store, and not read while it changes', async () => {
    let now = 0, stamp = 'a';
    const held = new HeldContenders(async () => stamp, () => now), ask = { ...cut, selection: selection(100) };
    expect(await held.at('a').of(watched(), ask)).not.toBeNull();
    expect([held.at(null).find(DATABASE, ask.selection), held.at('a').find(DATABASE, ask.selection) !== null, held.at('b').find(DATABASE, ask.selection), held.size]).toEqual([null, true, null, 0]);
    stamp = 'b';
    now = 4000;
    expect(await held.at('b').of(watched(), ask)).toBeNull();                      // 4 s after the change
    now = 6000;
    expect(await held.at('b').of(watched(), ask)).not.toBeNull();
    held.at('c');
    stamp = 'd';
    now = 20_000;
    expect([await held.at('c').of(watched(), ask), held.size]).toEqual([null, 0]);  // rows came in while it was read
  });
});
