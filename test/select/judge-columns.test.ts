import { expect, test } from 'vitest';
import { numberColumn, textColumn, valueAt, type Column } from '../../src/model/columns.js';
import type { Rules } from '../../src/model/rule.js';
import { conditions, toPredicate } from '../../src/select/compile.js';
import { judgeColumns } from '../../src/select/judge-columns.js';
import { columnsIn, hasFixedCuts } from '../../src/select/leaves.js';
import { PRESETS, presetsNamed } from '../../src/select/presets.js';
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
  const random = generator(2), fixed = PRESETS.filter(hasFixedCuts).filter(({ no_cuts }) => no_cuts === undefined);
  expect(fixed.length).toBeGreaterThan(30);
  for (const { name, rules } of fixed) {
    const rows = Array.from({ length: 600 }, () => rowAround(random, rules));
    const judged = judgeColumns([{ name, rules }], columnsOf(rows, ['lang', ...columnsIn(rules).filter((column) => column !== 'lang')]), rows.length), predicate = toPredicate(rules);
    const expected = rows.map((row) => predicate(rowOf(row)));
    expect(rows.map((_, i) => (valueAt(judged, i) as Record<string, string>)[name])).toEqual(expected);
    // The rows reach every outcome: kept, and every signal that can fail first.
    const reached = new Set(expected), firsts = new Set(conditions(rules).map(({ signal }) => signal));
    expect({ name, unreached: ['', ...firsts].filter((signal) => !reached.has(signal)) }).toEqual({ name, unreached: [] });
  }
});

test('presets under their names, sorted', () => {
  expect(judgeColumns(presetsNamed(['mc4', 'c4@rpv2']), {
    c4_long_lines: numberColumn([3]), rps_doc_curly_bracket: numberColumn([0]), rps_doc_lorem_ipsum: numberColumn([0]), rps_doc_ldnoobw_words: numberColumn([1]), rps_doc_num_sentences: numberColumn([9]),
  }, 1)).toMatchObject({ keys: ['c4@rpv2', 'mc4'] });
});

test('a ratio: null by zero and by null; constant columns divide too', () => {
  const rules: Rules = { all: [{ signal: 'n', per: 'by', op: '<=', value: 0.5 }] };
  const judged = (by: Column) => [0, 1, 2, 3].map((i) => (valueAt(judgeColumns([preset('p', rules)], { n: numberColumn([1, 1, null, 0]), by }, 4), i) as { p: string }).p);
  expect([judged(numberColumn([2, 0, 2, null])), judged({ kind: 'constant', value: 2 }), judged({ kind: 'constant', value: 0 })])
    .toEqual([['', 'n', 'n', 'n'], ['', '', 'n', ''], ['n', 'n', 'n', 'n']]);
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
