// Answers of the page's interface on the embedded engine, against the same numbers counted in JS from the rows, and against the SQL that each answer shows.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogue } from '../../src/explore/catalogue.js';
import { compared } from '../../src/explore/compared.js';
import { density } from '../../src/explore/density.js';
import { documentsOf } from '../../src/explore/documents-of.js';
import { edgeBelow, FINE_BITS, keyOf, keySql, LEVEL_BITS } from '../../src/explore/grid.js';
import { heatmap } from '../../src/explore/heatmap.js';
import { histogram } from '../../src/explore/histogram.js';
import { samples } from '../../src/explore/samples.js';
import { snapshots } from '../../src/explore/snapshots.js';
import { summary } from '../../src/explore/summary.js';
import { waterfall } from '../../src/explore/waterfall.js';
import { whatIf } from '../../src/explore/what-if.js';
import { Fault } from '../../src/model/fault.js';
import type { Rule, Rules } from '../../src/model/rule.js';
import { signals } from '../../src/signals/index.js';
import { beside, bitsOf, generator } from '../select/random-rules.js';
import { amount, asked, chdb, DATABASE, fill, keeps, LANGS, NAMES, openScene, readRows, verdictOf, type Row } from './scene.js';

const RECIPE: Rules = { all: [
  { signal: 's_frac', op: '>=', value: 0.25 }, { signal: 's_frac', op: '<=', value: 0.875 }, { signal: 's_count', op: '>', value: 20 },
  { any: [{ signal: 's_neg', op: '<', value: 0.5 }, { signal: 'quality_score', op: '>=', value: 0.9 }] }, { signal: 'quality_score', op: '>=', value: 0.2, lang: 'de' },
] };

describe.skipIf(!chdb)('answers over 3,000 pages', () => {
  let scene: Awaited<ReturnType<typeof openScene>>, rows: Row[] = [];
  const reads = () => scene.store.readOnly;
  const kept = (rules: Rules = RECIPE): Row[] => rows.filter((row) => keeps(rules, row));
  const run = <T extends object>(sql: string): Promise<T[]> => scene.store.readOnly.rows<T>(sql);
  beforeAll(async () => {
    scene = await openScene();
    await fill(scene.store, 0, 2500);
    await fill(scene.store, 0, 1000, { topic: 'crawl.records', partition: 3, seed: 2 });
    rows = await readRows(scene.store);
  });
  afterAll(() => scene.close());

  test('the rows are of every kind', () => {
    expect([rows.length, kept().length > 200, rows.some(({ s_frac }) => s_frac === 0.25), rows.some(({ s_frac }) => s_frac === null)]).toEqual([2800, true, true, true]);
    expect([new Set(rows.map(({ domain }) => domain)), new Set(rows.map(({ lang }) => lang))]).toEqual([new Set(NAMES), new Set(LANGS)]);
  });

  test('a key in SQL is the key in JS: any numbers, edges of the grid and one step beside them', async () => {
    const random = generator(5), values: number[] = [0, -0, 5e-324, -5e-324, 1.7976931348623157e308];
    while (values.length < 3000) {
      const edge = edgeBelow((random() - 0.5) * 10 ** Math.floor(random() * 12 - 6), FINE_BITS);
      values.push(edge, beside(edge, true), beside(edge, false), random() - 0.5);
    }
    for (const bits of [FINE_BITS, LEVEL_BITS, 0]) {
      const found = await run<{ key: number }>(`SELECT ${keySql('v', bits)} AS key FROM (SELECT reinterpretAsFloat64(arrayJoin([${values.map((value) => `toUInt64(${bitsOf(value)})`).join(', ')}])) AS v)`);
      expect(found.map(({ key }) => key)).toEqual(values.map((value) => keyOf(value, bits)));
    }
  });

  test('summary: totals, languages, snapshots, and its SQL', async () => {
    const found = await summary(reads(), asked(RECIPE)), by = (name: 'lang' | 'snapshot', value: string) => ({ all: amount(rows.filter((row) => row[name] === value)), kept: amount(kept().filter((row) => row[name] === value)) });
    expect(found.as_of).toEqual({ 'crawl.records/3': '1000', 'files/0': '2500' });
    expect([found.name, found.exact, found.n, found.count]).toEqual(['mine', true, 2800, { ...amount(kept()), of: amount(rows) }]);
    expect(found.languages.map(({ lang }) => lang).sort()).toEqual([...LANGS].sort());
    expect(found.languages).toEqual([...found.languages].sort((a, b) => b.all.documents - a.all.documents));
    expect(found.languages).toEqual(found.languages.map(({ lang }) => ({ lang, ...by('lang', lang) })));
    expect(found.snapshots).toEqual(['S0', 'S1', 'S2'].map((snapshot) => ({ snapshot, ...by('snapshot', snapshot) })));
    const [row] = await run<Record<string, string>>(found.sql);
    expect(row).toEqual(Object.fromEntries(Object.entries(amount(kept())).map(([name, value]) => [name, String(value)])));
  });

  test('summary with a condition that ends in a comment, and with quantiles', async () => {
    expect((await summary(reads(), asked(RECIPE, "domain = 'd\\'or.example' -- only"))).count.documents).toBe(kept().filter(({ domain }) => domain === "d'or.example").length);
    const values = rows.flatMap(({ quality_score }) => (quality_score === null ? [] : [Number(quality_score)])).sort((a, b) => a - b), cut = values[Math.floor(values.length * 0.3)]!;
    expect((await summary(reads(), asked({ all: [{ signal: 'quality_score', op: '>=', quantile: 0.3 }] }))).count.documents).toBe(rows.filter(({ quality_score }) => quality_score !== null && Number(quality_score) >= cut).length);
  });

  test.each(['s_frac', 's_neg', 's_wide', 's_count', 's_same', 'quality_score', 'text_bytes'])('histogram of %s: every value in its bin, percentiles exact, SQL the same', async (signal) => {
    for (const lang of [null, "x'\\"]) {
      const found = await histogram(reads(), { ...asked(RECIPE), signal, lang, bins: 32 }), own = rows.filter((row) => lang === null || row.lang === lang), { edges } = found;
      const inBin = (i: number) => (row: Row): boolean => row[signal] !== null && Number(row[signal]) >= edges[i]! && (i === edges.length - 2 ? Number(row[signal]) <= edges[i + 1]! : Number(row[signal]) < edges[i + 1]!);
      const weights = (list: readonly Row[]) => { const bins = edges.slice(1).map((_, i) => amount(list.filter(inBin(i)))); return { documents: bins.map((bin) => bin.documents), tokens: bins.map((bin) => bin.tokens), bytes: bins.map((bin) => bin.bytes) }; };
      expect(edges).toEqual([...new Set(edges)].sort((a, b) => a - b));
      expect([found.all, found.kept]).toEqual([weights(own), weights(own.filter((row) => keeps(RECIPE, row)))]);
      expect([found.n, found.nulls]).toEqual([own.length, amount(own.filter((row) => row[signal] === null))]);
      expect(found.all.documents.reduce((a, b) => a + b, 0) + found.nulls.documents).toBe(own.length);
      const values = own.flatMap((row) => (row[signal] === null ? [] : [Number(row[signal])])).sort((a, b) => a - b), n = values.length;
      expect(found.percentiles).toEqual(Array.from({ length: 101 }, (_, p) => values[p === 100 ? n - 1 : p === 50 && n % 2 === 0 ? n / 2 - 1 : Math.floor((p / 100) * n)]));
      const shown = await run<{ bin: number | null; documents: string; kept_tokens: string }>(found.sql);
      const expected = edges.slice(0, -1).map((edge, i) => ({ bin: edge, documents: String(found.all.documents[i]), kept_tokens: String(found.kept.tokens[i]) })).filter(({ documents }) => documents !== '0');
      expect(shown.filter(({ bin }) => bin !== null).map(({ bin, documents, kept_tokens }) => ({ bin, documents, kept_tokens }))).toEqual(expected);
      expect(shown.find(({ bin }) => bin === null)?.documents ?? '0').toBe(String(found.nulls.documents));
    }
  });

  test('histogram: percentiles are those of the engine; a signal without values has no edges; bins out of range', async () => {
    const levels = Array.from({ length: 101 }, (_, p) => p / 100).join(', '), [engine] = await run<{ p: number[] }>(`SELECT quantilesExactLow(${levels})(s_wide) AS p FROM documents`);
    expect((await histogram(reads(), { ...asked(), signal: 's_wide' })).percentiles).toEqual(engine!.p);
    const none = await histogram(reads(), { ...asked(), signal: 's_null' });
    expect([none.edges, none.all.documents, none.percentiles, none.nulls]).toEqual([[], [], [], amount(rows)]);
    expect((await run<{ documents: string }>(none.sql))[0]!.documents).toBe('2800');
    await expect(histogram(reads(), { ...asked(), signal: 's_wide', bins: 0 })).rejects.toThrow('bins: got 0, allowed a whole number from 1 to 512');
  });

  /** What is kept when the unbound rules of the signal in this direction say `op t` instead. */
  const atCut = (signal: string, op: '>=' | '<=', t: number): Rules => {
    let found = false;
    const swap = (node: Rule | Rules): Rule | Rules => {
      if ('all' in node) return { all: node.all.map(swap) };
      if ('any' in node) return { any: node.any.map(swap) };
      const same = node.signal === signal && node.lang === undefined && node.op.startsWith(op[0]!);
      found ||= same;
      return same ? { signal, op, value: t } : node;
    };
    const swapped = swap(RECIPE) as { all: (Rule | Rules)[] };
    return found ? swapped : { all: [...swapped.all, { signal, op, value: t }] };
  };

  test.each([['s_frac', '>='], ['s_frac', '<='], ['s_neg', '<='], ['s_neg', '>='], ['s_wide', '>='], ['s_wide', '<='], ['s_count', '>='], ['quality_score', '>='], ['s_same', '>='], ['s_same', '<=']] as const)(
    'whatIf %s %s: each point as counted one by one, by language and domain too, and its SQL', async (signal, op) => {
      const found = await whatIf(reads(), { ...asked(RECIPE), signal, op, by: 'domain' });
      const rules = found.points.map(({ threshold }) => atCut(signal, op, threshold));
      const points = (list: readonly Row[]) => found.points.map(({ threshold }, i) => { const { documents, tokens } = amount(list.filter((row) => keeps(rules[i]!, row))); return { threshold, documents, tokens }; });
      expect(found.points.length).toBe(100);
      expect(found.points.map(({ threshold }) => threshold)).toEqual([...new Set(found.points.map(({ threshold }) => threshold))].sort((a, b) => a - b));
      expect(found.points).toEqual(points(rows));
      expect(Object.keys(found.groups!).sort()).toEqual([...NAMES].sort());
      for (const name of NAMES) expect(Object.getOwnPropertyDescriptor(found.groups, name)!.value).toEqual(points(rows.filter(({ domain }) => domain === name)));
      const shown = await run<{ domain: string; threshold: number; documents: string; tokens: string }>(found.sql);
      for (const name of NAMES) expect(shown.filter(({ domain }) => domain === name).map(({ threshold, documents, tokens }) => ({ threshold, documents: Number(documents), tokens: Number(tokens) }))).toEqual(Object.getOwnPropertyDescriptor(found.groups, name)!.value);
      const alone = await whatIf(reads(), { ...asked(RECIPE), signal, op });
      expect([alone.points, alone.groups]).toEqual([found.points, null]);
      expect((await run<{ threshold: number; documents: string; tokens: string }>(alone.sql)).map((row) => ({ threshold: row.threshold, documents: Number(row.documents), tokens: Number(row.tokens) }))).toEqual(found.points);
    });

  test('whatIf: the op of the recipe, points spread over pages, none without values', async () => {
    expect([(await whatIf(reads(), { ...asked(RECIPE), signal: 's_neg' })).op, (await whatIf(reads(), { ...asked(RECIPE), signal: 's_count' })).op, (await whatIf(reads(), { ...asked(), signal: 's_wide' })).op]).toEqual(['<=', '>=', '>=']);
    const { points } = await whatIf(reads(), { ...asked(), signal: 's_wide', by: 'lang' }), n = rows.filter(({ s_wide }) => s_wide !== null).length;
    expect(points[0]!.documents).toBe(n);
    expect(Math.max(...points.slice(1).map(({ documents }, i) => points[i]!.documents - documents))).toBeLessThan(n / 50);
    const empty = await whatIf(reads(), { ...asked(), signal: 's_null', by: 'lang' });
    expect([empty.points, Object.values(empty.groups!).flat(), await run(empty.sql)]).toEqual([[], [], []]);
    expect((await whatIf(reads(), { ...asked(), signal: 's_wide', points: 7 })).points.length).toBe(7);
  });

  test('waterfall: first, any, only as counted one by one; its SQL gives the same row', async () => {
    const found = await waterfall(reads(), asked(RECIPE, "lang != 'und'")), tests = [...RECIPE.all as readonly (Rule | Rules)[]].map((node) => (row: Row) => keeps(node, row));
    tests.push((row) => row.lang !== 'und');
    const fails = rows.map((row) => tests.flatMap((holds, i) => (holds(row) ? [] : [i])));
    expect([found.n, found.documents]).toEqual([2800, 2800]);
    expect(found.conditions.map(({ first, any, only }) => ({ first, any, only }))).toEqual(tests.map((_, i) => ({
      first: fails.filter(([stop]) => stop === i).length, any: fails.filter((list) => list.includes(i)).length, only: fails.filter((list) => list.length === 1 && list[0] === i).length,
    })));
    expect(found.conditions.at(-1)!.left.documents).toBe(fails.filter((list) => list.length === 0).length);
    const [row] = await run<{ first: string[] }>(found.sql);
    expect(row!.first.map(Number)).toEqual(found.conditions.map(({ first }) => first));
    expect((await waterfall(reads(), asked())).conditions).toEqual([]);
  });

  test('waterfall of more rules than a mask has bits', async () => {
    const many: Rules = { all: Array.from({ length: 70 }, (_, i): Rule => ({ signal: 's_count', op: '>=', value: i })) };
    const found = await waterfall(reads(), asked(many));
    expect(found.conditions[69]!.left.documents).toBe(rows.filter(({ s_count }) => s_count !== null && Number(s_count) >= 69).length);
  });

  test('heatmap: cells of the largest and the others', async () => {
    const found = await heatmap(reads(), { ...asked(RECIPE), langs: 2, domains: 3 }), cell = (row: Row) => [found.langs.includes(row.lang) ? row.lang : '', found.domains.includes(row.domain) ? row.domain : ''] as const;
    expect([found.langs.length, found.langs.at(-1), found.domains.length, found.domains.at(-1), found.n]).toEqual([3, '', 4, '', 2800]);
    for (const { lang, domain, documents, kept: left } of found.cells) {
      const own = rows.filter((row) => cell(row).join() === [lang, domain].join());
      expect([documents, left]).toEqual([own.length, own.filter((row) => keeps(RECIPE, row)).length]);
    }
    expect((await run<{ documents: string }>(found.sql)).map(({ documents }) => Number(documents))).toEqual(found.cells.map(({ documents }) => documents));
    const wide = await heatmap(reads(), { ...asked(RECIPE), langs: 200, domains: 200 });
    expect(new Set(wide.domains)).toEqual(new Set(NAMES));
  });

  test('density: pages with both values, by both', async () => {
    for (const [x, y] of [['s_neg', 's_wide'], ['s_frac', 's_count'], ['s_same', 's_same'], ['s_null', 's_count']] as const) {
      const found = await density(reads(), { ...asked(RECIPE), x, y, bins: 12 });
      const at = (edges: readonly number[], v: unknown): number => Math.min(edges.findLastIndex((edge) => edge <= Number(v)), edges.length - 2);
      const columns = Math.max(found.x.edges.length - 1, 0), up = Math.max(found.y.edges.length - 1, 0), all = Array<number>(columns * up).fill(0), left = [...all], both = rows.filter((row) => row[x] !== null && row[y] !== null);
      for (const row of both) { const i = at(found.x.edges, row[x]) * up + at(found.y.edges, row[y]); all[i]!++; if (keeps(RECIPE, row)) left[i]!++; }
      expect([found.all, found.kept, found.n]).toEqual([all, left, both.length]);
      const shown = await run<{ x: number; y: number; documents: string }>(found.sql);
      expect(shown.map((cell) => found.all[at(found.x.edges, cell.x) * up + at(found.y.edges, cell.y)])).toEqual(shown.map(({ documents }) => Number(documents)));
      expect(shown.length).toBe(all.filter((n) => n > 0).length);
    }
  });

  test('snapshots: amounts, nulls and percentiles of each', async () => {
    const found = await snapshots(reads(), { ...asked(RECIPE), signal: 's_wide' });
    expect(found.snapshots).toEqual(['S0', 'S1', 'S2'].map((snapshot) => {
      const own = rows.filter((row) => row.snapshot === snapshot), values = own.flatMap(({ s_wide }) => (s_wide === null ? [] : [Number(s_wide)])).sort((a, b) => a - b), n = values.length;
      return { snapshot, all: amount(own), kept: amount(own.filter((row) => keeps(RECIPE, row))), nulls: own.length - n, percentiles: [0.1, 0.25, 0.5, 0.75, 0.9].map((p) => values[p === 0.5 && n % 2 === 0 ? n / 2 - 1 : Math.floor(p * n)]) };
    }));
    expect((await snapshots(reads(), { ...asked(), signal: 's_null' })).snapshots.map(({ percentiles }) => percentiles)).toEqual([[], [], []]);
  });

  test('compared: four parts that add up', async () => {
    const other: Rules = { all: [{ signal: 'quality_score', op: '>=', value: 0.5 }] };
    const found = await compared(reads(), { database: DATABASE, a: { name: 'a', selection: asked(RECIPE).selection }, b: { name: 'b', selection: asked(other).selection } });
    expect([found.n, found.parts.both.documents, found.parts.onlyB.documents]).toEqual([2800, kept().filter((row) => keeps(other, row)).length, kept(other).filter((row) => !keeps(RECIPE, row)).length]);
  });

  const order = (signal: string, up: boolean) => (a: Row, b: Row): number => (Number(a[signal]) - Number(b[signal])) * (up ? 1 : -1) || (BigInt(a.id) < BigInt(b.id) ? -1 : 1);
  test.each([['s_frac', 0.25, undefined], ['s_frac', 0.875, undefined], ['s_count', 20, undefined], ['s_wide', 1000, '<'], ['s_neg', 0.5, undefined], ['quality_score', 0.3333, undefined], ['s_frac', Infinity, '>='], ['s_frac', -Infinity, undefined]] as const)(
    'samples of %s at %s: the nearest on both sides', async (signal, cut, op) => {
      const rule = (RECIPE.all as readonly Rule[]).filter((one) => one.signal === signal && one.lang === undefined).sort((a, b) => Math.abs(Number(a.value) - cut) - Math.abs(Number(b.value) - cut))[0];
      const by = op ?? rule?.op ?? (signal === 's_neg' ? '<' : '>='), holds = (row: Row): boolean => row[signal] !== null && (by === '>=' ? Number(row[signal]) >= cut : by === '>' ? Number(row[signal]) > cut : by === '<=' ? Number(row[signal]) <= cut : Number(row[signal]) < cut);
      const up = by.startsWith('>'), top = await samples(reads(), { ...asked(RECIPE), signal, cut, side: 'kept', n: 20, op });
      const expected = kept().filter(holds).sort(order(signal, up)).slice(0, 20);
      expect(top.pages.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
      expect(top.pages.every(({ failed }) => failed.length === 0)).toBe(true);
      expect((await run<{ id: string }>(top.sql)).map(({ id }) => id)).toEqual(top.pages.map(({ id }) => id));
      const freed = atCut(signal, up ? '>=' : '<=', up ? -1e300 : 1e300), free = (row: Row): boolean => keeps(freed, row) || (rule === undefined && signal !== 's_neg' && keeps(RECIPE, row));
      const below = await samples(reads(), { ...asked(RECIPE), signal, cut, side: 'dropped', n: 20, op }), dropped = rows.filter((row) => row[signal] !== null && !holds(row));
      expect(below.pages.map(({ id }) => id)).toEqual([...dropped.filter(free).sort(order(signal, !up)), ...dropped.filter((row) => !free(row)).sort(order(signal, !up))].slice(0, 20).map(({ id }) => id));
      expect((await run<{ id: string }>(below.sql)).map(({ id }) => id)).toEqual(below.pages.map(({ id }) => id));
    });

  test('samples: a recipe that keeps next to nothing, and one without a rule on the signal', async () => {
    const narrow: Rules = { all: [{ signal: 's_count', op: '=', value: 77 }, { signal: 's_frac', op: '>=', value: 0.5 }] }, found = await samples(reads(), { ...asked(narrow), signal: 's_frac', cut: null, side: 'dropped', n: 5 });
    const first = rows.filter((row) => row['s_count'] === 77 && row['s_frac'] !== null && Number(row['s_frac']) < 0.5).sort(order('s_frac', false)).map(({ id }) => id);
    expect([found.cut, found.pages.length, found.pages.slice(0, first.length).map(({ id }) => id)]).toEqual([0.5, 5, first.slice(0, 5)]);
    const any = await samples(reads(), { ...asked(), signal: 's_wide', cut: null, side: 'kept', n: 3 });
    expect([any.cut, any.pages.map(({ id }) => id)]).toEqual([-Infinity, rows.filter(({ s_wide }) => s_wide !== null).sort(order('s_wide', true)).slice(0, 3).map(({ id }) => id)]);
    expect((await samples(reads(), { ...asked(), signal: 's_wide', cut: null, side: 'dropped' })).pages).toEqual([]);
  });

  test('documents: texts, failed rules, values, partner of a duplicate', async () => {
    const near = rows.filter(({ stream_dup_kind }) => stream_dup_kind === 'near'), row = near.find(({ src_offset }) => Number(src_offset) % 50 === 3)!, long = rows.find(({ src_offset, url }) => Number(src_offset) % 50 === 0 && url !== null)!;
    const found = await documentsOf(reads(), { ...asked(RECIPE), ids: [row.id, long.id, '1'], signal: 's_wide' }), [page, other] = found.pages, first = rows.find(({ id }) => id === row.stream_dup_of)!;
    expect(found.pages.map(({ id }) => id)).toEqual([row.id, long.id]);
    const failed = [...new Set((RECIPE.all as readonly (Rule | Rules)[]).filter((node) => !keeps(node, row)).map((node) => ('signal' in node ? node.signal : 's_neg')))];
    expect(page).toEqual({
      id: row.id, url: row.url, snapshot: row.snapshot, lang: row.lang, domain: row.domain, value: row['s_wide'], tokens: row.tokens_est, text: `text ${row.src_offset} <b>\u00e4\u{1f600}\u00e4\u{1f600}`, text_chars: row.text_chars,
      failed, values: { s_frac: row['s_frac'], s_count: row['s_count'], s_neg: row['s_neg'], quality_score: row['quality_score'] },
      dup: { kind: 'near', of: row.stream_dup_of, url: first.url, text: `text ${first.src_offset} <b>\u00e4\u{1f600}\u00e4\u{1f600}` },
    });
    expect([[...other!.text].length, other!.failed.length > 0 ? verdictOf(RECIPE)(long) : '', other!.failed[0] ?? '']).toEqual([4000, verdictOf(RECIPE)(long), verdictOf(RECIPE)(long)]);
    expect((await documentsOf(reads(), { ...asked(RECIPE), url: long.url })).pages.map(({ id }) => id)).toEqual(rows.filter(({ url }) => url === long.url).map(({ id }) => id));
    await expect(documentsOf(reads(), { ...asked(), ids: ['1); DROP TABLE samples'] })).rejects.toThrow("ids: got '1); DROP TABLE samples', allowed whole numbers below 2^64");
    await expect(documentsOf(reads(), asked())).rejects.toThrow(Fault);
  });

  test('catalogue: what can be asked of this store', async () => {
    const found = await catalogue(reads(), { database: DATABASE, store: 'here', version: '1', signals }), names = found.signals.map(({ name }) => name);
    expect(['s_frac', 's_count', 'quality_score', 'lang_score', 'text_bytes'].every((name) => names.includes(name))).toBe(true);
    expect(found.signals.find(({ name }) => name === 'quality_score')!.family).toBe('scores');
    expect([found.texts.includes('domain'), found.presets.some(({ name }) => name === 'gopher'), found.unavailable.find(({ name }) => name === 'gopher')!.why]).toEqual([true, false, 'Needs pages that were measured with --signals rps,gopher.']);
  });

  test('a signal that the store lacks is said to be lacking, with what to do', async () => {
    const message = "signal: got 's_fracs', which this store has no numbers for, allowed its number columns (did you mean s_frac?); `thresher signals` says which family measures a signal, `thresher backfill --signals <family>` measures it";
    const asks = [() => histogram(reads(), { ...asked(), signal: 's_fracs' }), () => whatIf(reads(), { ...asked(), signal: 's_fracs' }), () => samples(reads(), { ...asked(), signal: 's_fracs', cut: 0, side: 'kept' }),
      () => snapshots(reads(), { ...asked(), signal: 's_fracs' }), () => density(reads(), { ...asked(), x: 's_fracs', y: 's_frac' })];
    for (const ask of asks) await expect(ask()).rejects.toThrow(message);
    await expect(histogram(reads(), { ...asked(), signal: 'domain' })).rejects.toThrow("signal: got 'domain'");
  });
});
