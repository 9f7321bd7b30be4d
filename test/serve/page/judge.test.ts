import { describe, expect, test } from 'vitest';
import type { Rule, Rules } from '../../../src/model/rule.js';
import { conditions, toPredicate } from '../../../src/select/compile.js';
import type { SampleColumns } from '../../../src/serve/page/sample-bytes.js';
import { fallsOf } from '../../../src/serve/page/falls.js';
import { Judge } from '../../../src/serve/page/judge.js';
import { Sample } from '../../../src/serve/page/sample.js';
import { COUNTS, FLOATS, generator, pick, randomRow, randomRules, rowOf, TEXTS, type Values } from '../../select/random-rules.js';

const ROWS = 400;

/** Rows as typed arrays. A NULL text has no place in a dictionary, so it is ''. */
const sampleOf = (rows: readonly Values[], names: readonly string[] = [...FLOATS, ...COUNTS, ...TEXTS]): Sample => {
  const numbers = new Map(names.filter((name) => !TEXTS.includes(name)).map((name) => [name, Float64Array.from(rows, (row) => (row[name] as number | null) ?? NaN)]));
  const texts = new Map(names.filter((name) => TEXTS.includes(name)).map((name) => {
    const dictionary = [...new Set(rows.map((row) => row[name] as string))];
    return [name, { dictionary, codes: Uint16Array.from(rows, (row) => dictionary.indexOf(row[name] as string)) }];
  }));
  return new Sample({ head: { as_of: {}, exact: false, n: rows.length, generation: 'g', of: rows.length, shift: 0, columns: [] }, numbers, texts } satisfies SampleColumns);
};
const someRows = (random: () => number): Values[] => Array.from({ length: ROWS }, () => { const row = randomRow(random); return { ...row, s1: row['s1'] ?? '' }; });

/** The plain twin: every condition of every row by the predicate. */
const plain = (nodes: readonly (Rule | Rules)[], rows: readonly Values[]) => {
  const tests = conditions({ all: nodes }).map(({ holds }) => toPredicate({ all: [holds] }));
  const fails = rows.map((row) => tests.map((verdict) => verdict(rowOf(row)) !== ''));
  return {
    failures: fails.map((list) => list.filter(Boolean).length),
    kept: rows.flatMap((row, i) => (toPredicate({ all: nodes })(rowOf(row)) === '' ? [i] : [])),
    falls: tests.map((_, c) => ({
      first: fails.filter((list) => list.indexOf(true) === c).length, any: fails.filter((list) => list[c]).length, only: fails.filter((list) => list[c] && list.filter(Boolean).length === 1).length,
    })),
  };
};

describe('the sample judged', () => {
  test('by a draft that changes 300 times is what the predicate says of each row', () => {
    const random = generator(11), rows = someRows(random), judge = new Judge(sampleOf(rows));
    let nodes: (Rule | Rules)[] = [];
    for (let i = 0; i < 300; i++) {
      const act = random(), at = Math.floor(random() * nodes.length);
      if (act < 0.4 || nodes.length === 0) nodes = [...nodes, randomRules(random)];
      else if (act < 0.6) nodes = nodes.filter((_, place) => place !== at);
      else if (act < 0.7) nodes = [...nodes, nodes[at]!];                          // the same condition twice
      else if (act < 0.8) nodes = nodes.toReversed();
      else nodes = nodes.with(at, randomRules(random));
      nodes = nodes.slice(-8);
      judge.judge(nodes);
      const twin = plain(nodes, rows);
      expect({ failures: [...judge.failures], kept: [...judge.passing()], falls: fallsOf(judge.judged, judge.failures) }).toEqual(twin);
    }
  });

  test('anew after one cut moved computes that condition and no other', () => {
    const random = generator(2), judge = new Judge(sampleOf(someRows(random))), rule = (signal: string, value: number): Rule => ({ signal, op: '>=', value });
    const nodes = [rule('f1', 0.1), rule('f2', 0.2), rule('n1', 3)];
    judge.judge(nodes);
    expect(judge.computed).toBe(3);
    for (let i = 1; i <= 20; i++) judge.judge(nodes.with(1, rule('f2', 0.2 + i / 100)));
    expect(judge.computed).toBe(23);
    judge.judge(nodes.with(1, { ...rule('f2', 0.4), source: 'another source, the same rule' }));
    expect(judge.computed).toBe(23);
  });

  test('but for the conditions of one signal', () => {
    const random = generator(5), rows = someRows(random), judge = new Judge(sampleOf(rows));
    for (let i = 0; i < 50; i++) {
      const nodes = Array.from({ length: 4 }, () => randomRules(random)), signal = pick(random, [...FLOATS, ...COUNTS]);
      judge.judge(nodes);
      const others = conditions({ all: nodes }).filter((condition) => condition.signal !== signal).map(({ holds }) => holds);
      expect([...judge.passing((condition) => condition.signal === signal)]).toEqual(plain(others, rows).kept);
    }
  });

  test('counts a condition whose column is not here as held, and says so', () => {
    const judge = new Judge(sampleOf([{ f1: 0.5 }, { f1: null }], ['f1']));
    judge.judge([{ signal: 'f1', op: '>', value: 0 }, { signal: 'n1', op: '>', value: 0 }]);
    expect([[...judge.failures], judge.judged.map(({ isBlind }) => isBlind)]).toEqual([[0, 1], [false, true]]);
    judge.sample.add({ head: judge.sample.head, numbers: new Map([['n1', Float64Array.of(0, 1)]]), texts: new Map() });
    judge.judge([{ signal: 'f1', op: '>', value: 0 }, { signal: 'n1', op: '>', value: 0 }]);
    expect([...judge.failures]).toEqual([1, 1]);
  });

  test('columns of another generation are refused', () => {
    const sample = sampleOf([{ f1: 1 }], ['f1']);
    expect([sample.add({ head: { ...sample.head, generation: 'h' }, numbers: new Map([['n1', Float64Array.of(1)]]), texts: new Map() }), sample.has('n1')]).toEqual([false, false]);
  });

  test('with quantiles, by the cuts of the sample: value number floor(q n), by language, by tokens', () => {
    const values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], langs = ['en', 'en', 'en', 'en', 'en', 'en', 'de', 'de', 'de', 'de'], tokens = [1, 1, 1, 1, 1, 1, 1, 1, 1, 91];
    const sample = new Sample({
      head: { as_of: {}, exact: true, n: 10, generation: 'g', of: 10, shift: 0, columns: [] }, numbers: new Map([['v', Float64Array.from(values)], ['tokens_est', Float64Array.from(tokens)]]),
      texts: new Map([['lang', { dictionary: ['en', 'de'], codes: Uint16Array.from(langs, (lang) => (lang === 'en' ? 0 : 1)) }]]),
    });
    const kept = (node: Parameters<Judge['judge']>[0][number]): number[] => { const judge = new Judge(sample); judge.judge([node]); return [...judge.passing()].map((i) => values[i]!); };
    expect(kept({ signal: 'v', op: '>=', quantile: 0.5 })).toEqual([6, 7, 8, 9, 10]);
    expect(kept({ signal: 'v', op: '>=', quantile: 0.5, by: 'tokens' })).toEqual([10]);
    expect(kept({ signal: 'v', op: '>=', quantile: 0.5, lang: 'each' })).toEqual([4, 5, 6, 9, 10]);
    expect(kept({ signal: 'v', op: '>=', quantile: 0.5, lang: 'de' })).toEqual([1, 2, 3, 4, 5, 6, 9, 10]);
  });
});
