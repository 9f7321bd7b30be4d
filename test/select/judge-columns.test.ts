import { expect, test } from 'vitest';
import { numberColumn, textColumn, valueAt } from '../../src/model/columns.js';
import type { Rules } from '../../src/model/rule.js';
import { toPredicate } from '../../src/select/compile.js';
import { judgeColumns } from '../../src/select/judge-columns.js';
import { PRESETS } from '../../src/select/presets.js';
import { columnsOf, COUNTS, FLOATS, generator, randomRow, randomRules, rowAround, rowOf, TEXTS } from './random-rules.js';

const NAMES = [...FLOATS, ...COUNTS, ...TEXTS];
const preset = (name: string, rules: Rules) => ({ name, rules: { all: [rules] } });

test('equals the predicate row by row: 400 random trees over 50 batches', () => {
  const random = generator(1);
  for (let round = 0; round < 50; round++) {
    const rows = Array.from({ length: 60 }, () => randomRow(random)), columns = columnsOf(rows, NAMES);
    const presets = Array.from({ length: 8 }, (_, i) => preset(`p${i}`, randomRules(random)));
    const judged = judgeColumns(presets, columns, rows.length);
    const expected = rows.map((row) => Object.fromEntries(presets.map(({ name, rules }) => [name, toPredicate(rules)(rowOf(row))])));
    expect(rows.map((_, i) => valueAt(judged, i))).toEqual(expected);
  }
});

test('equals the predicate for the published presets, at the cuts and beside them', () => {
  const random = generator(2), counts = new Set(['rps_doc_word_count', 'gopher_stop_word_count', 'c4_length', 'c4_kept_sentences', 'c4nopunct_kept_sentences']);
  const rows = Array.from({ length: 3000 }, () => Object.assign({}, ...PRESETS.map((one) => rowAround(random, one, counts))) as Record<string, number | string | null>);
  const judged = judgeColumns(PRESETS, columnsOf(rows, Object.keys(rows[0]!)), rows.length);
  expect(judged.keys).toEqual(['c4', 'fineweb', 'gopher']);
  const seen = new Map<string, number>();
  rows.forEach((row, i) => {
    const verdicts = Object.fromEntries(PRESETS.map(({ name, rules }) => [name, toPredicate(rules)(rowOf(row))]));
    for (const [name, verdict] of Object.entries(verdicts)) seen.set(`${name}:${verdict}`, (seen.get(`${name}:${verdict}`) ?? 0) + 1);
    expect(valueAt(judged, i)).toEqual(verdicts);
  });
  // The rows reach every outcome: three times "kept" and every signal (22, 5 and 9 rules; two of gopher's signals have two each).
  expect(seen.size).toBe(3 + 20 + 5 + 9);
});

test('constant columns (a language that the user set) count in every row', () => {
  const rules: Rules = { all: [{ signal: 'lang', op: '=', value: 'fi' }, { signal: 'lang_score', op: '>', value: 0.65 }, { signal: 'x', op: '<', value: 1, lang: 'en' }] };
  const columns = (lang: string | null) => ({ lang: { kind: 'constant', value: lang }, lang_score: { kind: 'constant', value: 1 }, x: numberColumn([null, 5]) }) as const;
  const judged = (lang: string | null) => [0, 1].map((i) => valueAt(judgeColumns([preset('p', rules)], columns(lang), 2), i));
  expect([judged('fi'), judged('en'), judged(null)]).toEqual([[{ p: '' }, { p: '' }], [{ p: 'lang' }, { p: 'lang' }], [{ p: 'lang' }, { p: 'lang' }]]);
});

test('no preset, no row', () => {
  expect(judgeColumns([], {}, 3)).toEqual({ kind: 'map', keys: [], values: [] });
  expect(judgeColumns([preset('p', { all: [{ signal: 'x', op: '<', value: 1 }] })], { x: numberColumn([]) }, 0).values[0]!.values.ends.length).toBe(0);
});

test('a column that is missing or of another type is a usage fault that names it', () => {
  const one = [preset('p', { all: [{ signal: 'x', op: '<', value: 1 }] })];
  expect(() => judgeColumns(one, {}, 1)).toThrow('signal x: got no such column, allowed a number column of the batch');
  expect(() => judgeColumns(one, { x: textColumn(['1']) }, 1)).toThrow('signal x: got a text column, allowed a number column of the batch');
});
