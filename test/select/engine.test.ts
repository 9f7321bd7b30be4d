import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { valueAt } from '../../src/model/columns.js';
import type { AnyRule, Rule, Rules } from '../../src/model/rule.js';
import { failedSql, identifier, literal, toPredicate, toSql } from '../../src/select/compile.js';
import { compareSql, comparisonOf } from '../../src/select/compare.js';
import { cutsSql, resolved, type CutRow } from '../../src/select/cuts.js';
import { explainOf, explainSql } from '../../src/select/explain.js';
import { judgeColumns } from '../../src/select/judge-columns.js';
import { columnsIn, hasFixedCuts } from '../../src/select/leaves.js';
import { PRESETS, presetsNamed } from '../../src/select/presets.js';
import { quantilesSql, spreadOf } from '../../src/select/quantiles.js';
import { narrowed, type Selection } from '../../src/select/recipe.js';
import { countOf, countSql, exportSql, rowsSql, selectSql } from '../../src/select/sql.js';
import { verdictsOf, verdictsSql } from '../../src/select/verdicts.js';
import { skipped } from '../needs.js';
import { beside, bitsOf, columnsOf, COUNTS, FLOATS, generator, randomRow, randomRules, rowAround, rowOf, type Values } from './random-rules.js';

const chdb = await import('chdb').catch(() => null);
const ready = chdb !== null || skipped('select on the engine', 'chdb', 'the embedded ClickHouse (chdb)', 'npm i chdb on Linux or macOS');

describe.skipIf(!ready)('on the real engine', () => {
  const folder = mkdtempSync(join(tmpdir(), 'thresher-select-'));
  let session: InstanceType<NonNullable<typeof chdb>['Session']>;
  beforeAll(() => { session = new chdb!.Session(folder); });
  afterAll(() => { session.close(); rmSync(folder, { recursive: true, force: true }); });

  const command = async (sql: string): Promise<void> => { await session.queryAsync(sql); };
  const rows = async <T>(sql: string): Promise<T[]> => {
    const text = (await session.queryAsync(`${sql}\nSETTINGS output_format_json_quote_64bit_integers = 1`, { format: 'JSONEachRow' })).text();
    return text.split('\n').filter(Boolean).map((line) => JSON.parse(line) as T);
  };
  /** Rows as a table; a Float64 travels as its bits, so that no decimal parser stands between. */
  const store = async (table: string, order: string, types: Readonly<Record<string, string>>, values: readonly Values[]): Promise<void> => {
    const names = Object.keys(types), isFloat = (name: string) => types[name]!.includes('Float64');
    const raw = names.map((name) => `${identifier(name)} ${isFloat(name) ? 'Nullable(UInt64)' : types[name]}`).join(', ');
    const read = names.map((name) => (isFloat(name) ? `reinterpretAsFloat64(${identifier(name)})` : identifier(name))).join(', ');
    const file = join(folder, `${table}.jsonl`);
    const cell = (name: string, value: Values[string]) => (isFloat(name) && value !== null ? String(bitsOf(value as number)) : value);
    writeFileSync(file, values.map((row) => JSON.stringify(names.map((name) => cell(name, row[name]!)))).join('\n'));
    await command(`CREATE TABLE ${table} (${names.map((name) => `${identifier(name)} ${types[name]}`).join(', ')}) ENGINE = MergeTree ORDER BY ${order}`);
    await command(`INSERT INTO ${table} SELECT ${read} FROM file(${literal(file)}, JSONCompactEachRow, ${literal(raw)})`);
  };

  test('a literal is read back as the same Float64', async () => {
    const random = generator(3), view = new DataView(new ArrayBuffer(8));
    const values = [0, 0.1, 1e21, 2 ** 53, 2 ** 60, 2 ** 64, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 1e23, 9007199254740993e3];
    while (values.length < 3000) {
      view.setUint32(0, random() * 2 ** 32); view.setUint32(4, random() * 2 ** 32);
      const any = view.getFloat64(0), share = random();
      if (Number.isFinite(any)) values.push(any, share, beside(share, true), Math.floor(share * 2 ** 40));
    }
    const [found] = await rows<{ bits: string[] }>(`SELECT [${values.map((value) => `reinterpretAsUInt64(toFloat64(${literal(value)}))`).join(', ')}] AS bits`);
    expect(found!.bits).toEqual(values.map((value) => String(bitsOf(value))));
  });

  test('predicate = SQL = columns: 600 random trees over 500 rows with NULLs, cuts and one ulp beside them', async () => {
    const random = generator(4), values = Array.from({ length: 500 }, (_, i) => ({ i, ...randomRow(random) }) as Values);
    const types = {
      i: 'UInt32', ...Object.fromEntries([...FLOATS.map((name) => [name, 'Nullable(Float64)']), ...COUNTS.map((name) => [name, 'Nullable(UInt32)'])]),
      s1: 'Nullable(String)', lang: 'LowCardinality(String)',
    };
    await store('random', 'i', types, values);
    const columns = columnsOf(values, [...FLOATS, ...COUNTS, 's1', 'lang']);
    let kept = 0;
    for (let round = 0; round < 30; round++) {
      const trees = Array.from({ length: 20 }, () => randomRules(random));
      const sql = await rows<Record<string, string | string[]>>(
        `SELECT ${trees.map((tree, k) => `groupArray(${failedSql(tree)}) AS v${k}, groupArrayIf(i, ${toSql(tree)}) AS k${k}`).join(', ')} FROM (SELECT * FROM random ORDER BY i)`);
      trees.forEach((tree, k) => {
        const predicate = toPredicate(tree), expected = values.map((row) => predicate(rowOf(row)));
        const judged = judgeColumns([{ name: 'p', rules: { all: [tree] } }], columns, values.length);
        const keptRows = expected.flatMap((verdict, i) => (verdict === '' ? [i] : []));
        kept += keptRows.length;
        expect({ tree, verdicts: sql[0]![`v${k}`], kept: sql[0]![`k${k}`] }).toEqual({ tree, verdicts: expected, kept: keptRows });
        expect(values.map((_, i) => (valueAt(judged, i) as { p: string }).p)).toEqual(expected);
      });
      const where = await rows<{ i: number }>(`SELECT i FROM random WHERE ${toSql(trees[0]!)} ORDER BY i`);
      expect(where.map(({ i }) => i)).toEqual(values.flatMap((row, i) => (toPredicate(trees[0]!)(rowOf(row)) === '' ? [i] : [])));
    }
    expect([kept > 10_000, kept < 290_000]).toEqual([true, true]);
  });

  test('every published preset with fixed cuts: SQL = predicate, over rows with NULLs, cuts and one ulp beside them', async () => {
    const random = generator(6), fixed = PRESETS.filter(hasFixedCuts).filter(({ no_cuts }) => no_cuts === undefined);
    for (const [k, { name, rules }] of fixed.entries()) {
      const names = columnsIn(rules).filter((column) => column !== 'lang'), values = Array.from({ length: 300 }, (_, i): Values => ({ i, ...rowAround(random, rules) }));
      await store(`preset_${k}`, 'i', { i: 'UInt32', lang: 'LowCardinality(String)', ...Object.fromEntries(names.map((column) => [column, 'Nullable(Float64)'])) }, values);
      const predicate = toPredicate(rules), expected = values.map((row) => predicate(rowOf(row))), kept = expected.flatMap((verdict, i) => (verdict === '' ? [i] : []));
      const [found] = await rows<{ verdicts: string[]; kept: number[] }>(`SELECT groupArray(${failedSql(rules)}) AS verdicts, groupArrayIf(i, ${toSql(rules)}) AS kept FROM (SELECT * FROM preset_${k} ORDER BY i)`);
      expect({ name, ...found }).toEqual({ name, verdicts: expected, kept });
      expect({ name, some: kept.length > 0, all: kept.length === 300 }).toEqual({ name, some: true, all: false });
    }
  });

  describe('a store of 3,000 pages around the cuts of the presets', () => {
    const counts = new Set(['rps_doc_word_count', 'gopher_stop_word_count', 'c4_length', 'c4_kept_sentences', 'c4nopunct_kept_sentences']), PRESETS = presetsNamed(['gopher', 'c4', 'fineweb']);
    const signals = [...new Set(PRESETS.flatMap(({ rules }) => (rules.all as readonly Rule[]).map(({ signal }) => signal)))].filter((name) => name !== 'lang');
    const random = generator(5);
    const pages = Array.from({ length: 3000 }, (_, i): Values => ({
      id: i, snapshot: '', url: i % 7 === 0 ? null : `https://example.org/${i}`, tokens_est: 10 + (i % 50), text_bytes: 100 + i,
      src_topic: 'files', src_partition: 0, src_offset: 2 ** 32 + i, ...Object.assign({}, ...PRESETS.map(({ rules }) => rowAround(random, rules, counts))),
    }));
    const predicates = PRESETS.map(({ name, rules }) => [name, toPredicate(rules)] as const);
    const selection = (k: number): Selection => ({ name: PRESETS[k]!.name, rules: PRESETS[k]!.rules, where: null });
    const keptOf = (k: number, further: (page: Values) => boolean = () => true): Values[] => pages.filter((page) => predicates[k]![1](rowOf(page)) === '' && further(page));
    const sum = (list: readonly Values[], name: string): number => list.reduce((total, page) => total + Number(page[name]), 0);

    beforeAll(async () => {
      const judged = judgeColumns(PRESETS, columnsOf(pages, [...signals, 'lang']), pages.length);
      await command('CREATE DATABASE thresher');
      await store('thresher.samples', '(snapshot, lang, id)', {
        id: 'UInt64', snapshot: 'LowCardinality(String)', url: 'Nullable(String)', tokens_est: 'UInt32', text_bytes: 'UInt32',
        src_topic: 'LowCardinality(String)', src_partition: 'UInt32', src_offset: 'UInt64', lang: 'LowCardinality(String)',
        ...Object.fromEntries(signals.map((name) => [name, counts.has(name) ? 'Nullable(UInt32)' : 'Nullable(Float64)'])),
        stream_failed: 'Map(LowCardinality(String), LowCardinality(String))',
      }, pages.map((page, i) => ({ ...page, stream_failed: valueAt(judged, i) }) as unknown as Values));
      await command('CREATE VIEW thresher.documents AS SELECT * FROM thresher.samples');
      // Every text twice under one id: once where its page stands, once at the position of a replay, which `documents` does not show.
      await command('CREATE TABLE thresher.texts (id UInt64, text String, src_topic LowCardinality(String), src_partition UInt32, src_offset UInt64) ENGINE = MergeTree ORDER BY (src_topic, src_partition, src_offset)');
      await command(`INSERT INTO thresher.texts SELECT id, concat('text "', toString(id), '"'), src_topic, src_partition, src_offset + off FROM thresher.samples ARRAY JOIN [0, 4294967296] AS off`);
    });

    test.each(PRESETS.map(({ name }, k) => [name, k] as const))('%s: count = rows of the SELECT = stored verdicts = predicate', async (name, k) => {
      const kept = keptOf(k);
      expect([kept.length > 20, kept.length < 2980]).toEqual([true, true]);
      expect(countOf((await rows<Record<string, string>>(countSql(selection(k), 'thresher')))[0]!)).toEqual({
        documents: kept.length, tokens: sum(kept, 'tokens_est'), bytes: sum(kept, 'text_bytes'),
        of: { documents: 3000, tokens: sum(pages, 'tokens_est'), bytes: sum(pages, 'text_bytes') },
      });
      expect((await rows<{ id: string }>(selectSql(selection(k), 'thresher'))).map(({ id }) => Number(id)).sort((a, b) => a - b)).toEqual(kept.map(({ id }) => id));
      expect((await rows<{ n: string }>(`SELECT countIf(stream_failed['${name}'] = '') AS n FROM thresher.documents`))[0]!.n).toBe(String(kept.length));
    });

    test('the user condition narrows a preset, alone it selects by itself; a comment at its end does no harm, NULL keeps nothing', async () => {
      const even = narrowed(selection(1), 'id % 2 = 0 OR id = 1 -- even'), alone = narrowed(null, `text_bytes`), nothing = narrowed(null, 'NULL');
      const twice = narrowed(even, 'url IS NULL -- no url');
      const evenPage = (page: Values): boolean => Number(page['id']) % 2 === 0 || page['id'] === 1;
      const count = async (chosen: Selection) => countOf((await rows<Record<string, string>>(countSql(chosen, 'thresher')))[0]!).documents;
      const selected = async (chosen: Selection) => (await rows(selectSql(chosen, 'thresher'))).length;
      expect(await count(even)).toBe(keptOf(1, evenPage).length);
      expect(await selected(even)).toBe(keptOf(1, evenPage).length);
      expect(await count(twice)).toBe(keptOf(1, (page) => evenPage(page) && page['url'] === null).length);
      expect([await count(alone), await count(nothing), await selected(nothing)]).toEqual([3000, 0, 0]);
    });

    test('explain: first, any, only and what is left, from the predicate of each rule alone', async () => {
      const chosen = narrowed(selection(0), 'id < 1500');
      const explained = explainOf(chosen, (await rows<Record<string, unknown>>(explainSql(chosen, 'thresher')))[0]!);
      const rules = PRESETS[0]!.rules.all as readonly Rule[];
      const tests = [...rules.map((rule) => (page: Values) => toPredicate({ all: [rule] })(rowOf(page)) === ''), (page: Values) => Number(page['id']) < 1500];
      const fails = pages.map((page) => tests.flatMap((holds, i) => (holds(page) ? [] : [i])));
      const left = (i: number): Values[] => pages.filter((_, p) => !fails[p]!.some((failed) => failed <= i));
      expect(explained).toEqual({
        documents: 3000, tokens: sum(pages, 'tokens_est'),
        conditions: tests.map((_, i) => ({
          signal: rules[i]?.signal ?? 'where', source: rules[i]?.source ?? null,
          condition: rules[i] ? `${rules[i].signal} ${rules[i].op} ${String(rules[i].value)}` : 'id < 1500',
          first: fails.filter((list) => list[0] === i).length, any: fails.filter((list) => list.includes(i)).length,
          only: fails.filter((list) => list.length === 1 && list[0] === i).length, left: { documents: left(i).length, tokens: sum(left(i), 'tokens_est') },
        })),
      });
    });

    test('explain of everything has no condition', async () => {
      const everything: Selection = { name: 'all', rules: { all: [] }, where: null };
      expect(explainOf(everything, (await rows<Record<string, unknown>>(explainSql(everything, 'thresher')))[0]!)).toEqual({ documents: 3000, tokens: sum(pages, 'tokens_est'), conditions: [] });
    });

    test('rows with text: the first in the order of the store, one text each', async () => {
      const first = keptOf(2).sort((a, b) => Number(a['id']) - Number(b['id'])).slice(0, 5);
      expect(await rows(rowsSql(selection(2), 'thresher', { columns: ['lang', 'rps_doc_word_count', 'src_offset', 'text'], idsAsText: true }, 5))).toEqual(first.map((page) => ({
        id: String(page['id']), url: page['url'], text: `text "${page['id']}"`, lang: 'en', rps_doc_word_count: page['rps_doc_word_count'], src_offset: String(page['src_offset']),
      })));
      expect(() => rowsSql(selection(2), 'thresher', { columns: [], idsAsText: true }, 0)).toThrow('--limit: got 0, allowed a whole number from 1 on');
    });

    test('export: every kept page once, with its text', async () => {
      const lines = await rows<{ id: string }>(exportSql(selection(1), 'thresher', { columns: ['c4_length'], idsAsText: false }));
      const expected = keptOf(1).map((page) => ({ id: String(page['id']), url: page['url'], text: `text "${page['id']}"`, c4_length: page['c4_length'] }));
      expect(lines.sort((a, b) => Number(a.id) - Number(b.id))).toEqual(expected);
    });

    test('quantiles: order statistics and NULLs of each signal', async () => {
      await command('ALTER TABLE thresher.samples ADD COLUMN late Nullable(Float64)');
      await command('CREATE OR REPLACE VIEW thresher.documents AS SELECT * FROM thresher.samples');
      const names = ['text_bytes', 'fw_list_ratio', 'rps_doc_word_count', 'late'];
      const expected = names.map((name) => {
        const sorted = pages.map((page) => page[name] ?? null).filter((value): value is number => value !== null).sort((a, b) => a - b);
        const at = (level: number): number | null => sorted[Math.floor(level * sorted.length)] ?? null;
        return { name, nulls: 3000 - sorted.length, p10: at(0.1), p50: at(0.5), p90: at(0.9) };
      });
      const found = (await rows<Record<string, unknown>>(quantilesSql(names, 'thresher'))).map(spreadOf);
      expect(found).toEqual(expected);
    });

    test('cuts by quantile: order statistics by documents and by tokens, of all pages, of one language and of each', async () => {
      await command(`ALTER TABLE thresher.samples ADD COLUMN tied Nullable(Float64), ADD COLUMN tongue LowCardinality(String)`);
      await command(`ALTER TABLE thresher.samples UPDATE tied = if(id % 11 = 0 OR id % 4 = 3, NULL, id % 50 + id % 7 + if(id % 4 = 0, 100, 0)), tongue = ['en', 'de', 'fr', 'none'][id % 4 + 1] WHERE 1 SETTINGS mutations_sync = 1`);
      await command('CREATE OR REPLACE VIEW thresher.documents AS SELECT * EXCEPT (lang, tongue), tongue AS lang FROM thresher.samples');
      const tongues = ['en', 'de', 'fr', 'none'], all = pages.map((page) => {
        const id = Number(page['id']);
        return { lang: tongues[id % 4]!, tokens: Number(page['tokens_est']), tied: id % 11 === 0 || id % 4 === 3 ? null : (id % 50) + (id % 7) + (id % 4 === 0 ? 100 : 0) };
      });
      /** The definition, by sorting. */
      const sorted = (quantile: number, by: 'documents' | 'tokens', lang: string | null) => {
        const own = all.filter((page) => page.tied !== null && (lang === null || page.lang === lang)).sort((a, b) => a.tied! - b.tied!);
        if (by === 'documents') return { value: own[Math.min(own.length - 1, Math.floor(quantile * own.length))]?.tied ?? null, documents: own.length };
        const total = own.reduce((mass, { tokens }) => mass + tokens, 0);
        let mass = 0;
        return { value: own.find(({ tokens }) => (mass += tokens) >= quantile * total)?.tied ?? null, documents: own.length };
      };
      const known = new Map<string, ReturnType<typeof sorted>>();
      const cut = (...asked: Parameters<typeof sorted>) => { const key = asked.join(' '); if (!known.has(key)) known.set(key, sorted(...asked)); return known.get(key)!; };
      const rules: AnyRule[] = [];
      for (const by of ['documents', 'tokens'] as const) for (const lang of [undefined, 'de', 'none', 'xx', 'each']) for (const quantile of [0, 0.1, 0.5, 0.93, 1]) rules.push({ signal: 'tied', op: '>=', quantile, by, ...(lang ? { lang } : {}) });
      const asked: Selection<AnyRule> = { name: 'q', rules: { all: [{ signal: 'tokens_est', op: '>=', value: 12 }, { any: rules }] }, where: null };
      const { selection: fixed, cuts } = resolved(asked, await rows<CutRow>(cutsSql(asked, 'thresher')!));
      expect(cuts).toEqual(rules.flatMap((rule) => {
        const { quantile, by, lang } = rule as { quantile: number; by: 'documents' | 'tokens'; lang?: string };
        const scopes = lang === 'each' ? [...tongues].sort() : lang === undefined ? [null] : tongues.includes(lang) ? [lang] : [];
        return scopes.map((scope) => ({ signal: 'tied', op: '>=', quantile, by, lang: scope, ...cut(quantile, by, scope) }));
      }));
      // What each rule alone keeps: pages at or above the cut that binds them; a rule for one language lets others pass, `each` keeps no page of a language without values.
      const each = (fixed.rules.all[1] as { readonly any: readonly (Rule | Rules)[] }).any;
      const [found] = await rows<{ documents: string[] }>(`SELECT [${each.map((rule) => `countIf(ifNull(${toSql({ all: [rule] })}, 0))`).join(', ')}] AS documents FROM thresher.documents`);
      expect(found!.documents.map(Number)).toEqual(rules.map((rule) => {
        const { quantile, by, lang } = rule as { quantile: number; by: 'documents' | 'tokens'; lang?: string };
        return all.filter((page) => {
          if (lang !== undefined && lang !== 'each' && page.lang !== lang) return true;
          const { value } = cut(quantile, by, lang === undefined ? null : page.lang);
          return page.tied !== null && value !== null && page.tied >= value;
        }).length;
      }));
      const explained = explainOf(asked, (await rows<Record<string, unknown>>(explainSql(fixed, 'thresher')))[0]!);
      expect(explained.conditions.map(({ condition }) => condition.slice(0, 72))).toEqual(['tokens_est >= 12', 'tied >= quantile 0 of documents or tied >= quantile 0.1 of documents or ']);
      expect(cutsSql({ name: 'x', rules: { all: [{ signal: 'a', op: '<', value: 1 }] }, where: null }, 'thresher')).toBe(null);
      await command('CREATE OR REPLACE VIEW thresher.documents AS SELECT * FROM thresher.samples');
    });

    test('two selections: the four parts, in pages and tokens', async () => {
      const [a, b] = [selection(0), narrowed(selection(1), 'id % 3 > 0 OR NULL')];
      const inA = new Set(keptOf(0)), inB = new Set(keptOf(1, (page) => Number(page['id']) % 3 > 0));
      const part = (holds: (page: Values) => boolean) => { const list = pages.filter(holds); return { documents: list.length, tokens: sum(list, 'tokens_est') }; };
      const expected = {
        both: part((page) => inA.has(page) && inB.has(page)), onlyA: part((page) => inA.has(page) && !inB.has(page)),
        onlyB: part((page) => !inA.has(page) && inB.has(page)), neither: part((page) => !inA.has(page) && !inB.has(page)),
      };
      expect(comparisonOf((await rows<Record<string, string>>(compareSql(a, b, 'thresher')))[0]!)).toEqual(expected);
      expect(Object.values(expected).every(({ documents }) => documents > 10)).toBe(true);
    });

    test('stored verdicts: kept pages, tokens and reasons of each preset', async () => {
      const names = [...PRESETS.map(({ name }) => name), 'absent'];
      const reasons = (k: number) => {
        const tally: Record<string, number> = {};
        for (const page of pages) { const verdict = predicates[k]![1](rowOf(page)); if (verdict !== '') tally[verdict] = (tally[verdict] ?? 0) + 1; }
        return tally;
      };
      expect(verdictsOf(await rows<Record<string, string>>(verdictsSql('thresher')), names)).toEqual([
        ...PRESETS.map(({ name }, k) => ({ name, documents: keptOf(k).length, tokens: sum(keptOf(k), 'tokens_est'), reasons: reasons(k) })),
        { name: 'absent', documents: 0, tokens: 0, reasons: {} },
      ]);
    });
  });
});
