import { describe, expect, test } from 'vitest';
import type { Rule, Rules } from '../../src/model/rule.js';
import { conditions, failedSql, identifier, literal, toPredicate, toSql } from '../../src/select/compile.js';

const words50 = { signal: 'words', op: '>=', value: 50 } as const;
const tree: Rules = { all: [words50, { any: [{ signal: 'lang', op: '=', value: 'en' }, { signal: 'score', op: '>', value: 0.65 }] }] };
const verdict = (rules: Rules, values: Record<string, number | string | null>) => toPredicate(rules)((signal) => values[signal] ?? null);

describe('toPredicate', () => {
  test('the first failing signal in order; an any fails under its first signal', () => {
    expect(verdict(tree, { words: 50, lang: 'en', score: null })).toBe('');
    expect(verdict(tree, { words: 49, lang: 'de', score: 0 })).toBe('words');
    expect(verdict(tree, { words: 50, lang: 'de', score: 0.65 })).toBe('lang');
    expect(verdict(tree, { words: 50, lang: 'de', score: 0.6500000000000001 })).toBe('');
  });

  test('null satisfies no operator, also where JS says that null < 10', () => {
    for (const op of ['<', '<=', '>', '>=', '='] as const) expect(verdict({ all: [{ signal: 'x', op, value: 0 }] }, { x: null })).toBe('x');
    expect(verdict({ any: [{ signal: 'x', op: 'in', value: [0, 1] }] }, { x: null })).toBe('x');
    expect(verdict({ any: [{ signal: 'x', op: 'in', value: ['', 'null'] }] }, { x: null })).toBe('x');
    expect(verdict({ any: [{ all: [{ signal: 'x', op: '<', value: 10 }] }, { signal: 'y', op: '<', value: 10 }] }, { x: null, y: 9 })).toBe('');
  });

  test('each comparison below, at and above its cut', () => {
    const at = (op: '<' | '<=' | '>' | '>=' | '=') => [0.1, 0.2, 0.3].map((x) => verdict({ all: [{ signal: 'x', op, value: 0.2 }] }, { x }) === '');
    expect([at('<'), at('<='), at('>'), at('>='), at('=')]).toEqual([
      [true, false, false], [true, true, false], [false, false, true], [false, true, true], [false, true, false],
    ]);
  });

  test('a rule with a language lets pages of other languages pass', () => {
    const rules: Rules = { all: [{ ...words50, lang: 'en' }] };
    expect([verdict(rules, { lang: 'de', words: null }), verdict(rules, { lang: 'en', words: null }), verdict(rules, { lang: 'en', words: 50 }), verdict(rules, { lang: null, words: 1 })])
      .toEqual(['', 'words', '', 'words']);
  });

  test('no rule keeps everything', () => {
    expect([verdict({ all: [] }, {}), toSql({ all: [] }), failedSql({ all: [] })]).toEqual(['', '1', `''`]);
  });
});

describe('toSql', () => {
  test('the tree as one condition', () => {
    expect(toSql(tree)).toBe("`words` >= 50 AND (`lang` = 'en' OR `score` > 0.65)");
    expect(toSql({ any: [{ all: [words50, { signal: 'words', op: '<=', value: 1e5 }] }, { signal: 'lang', op: 'in', value: ['en', 'de'] }] }))
      .toBe("((`words` >= 50 AND `words` <= 100000) OR `lang` IN ('en', 'de'))");
    expect(toSql({ all: [{ ...words50, lang: 'en' }] })).toBe("(`lang` != 'en' OR `words` >= 50)");
  });

  test('a ratio: by zero it is NULL, as in the predicate', () => {
    const rules: Rules = { all: [{ signal: 'n', per: 'by', op: '>', value: 0.5 }] };
    expect(toSql(rules)).toBe('`n` / nullIf(`by`, 0) > 0.5');
    expect([[1, 1], [1, 2], [1, 0], [null, 1], [1, null]].map(([n, by]) => verdict(rules, { n: n!, by: by! }))).toEqual(['', 'n', 'n', 'n', 'n']);
  });

  test('the verdict as an expression', () => {
    expect(failedSql(tree)).toBe("multiIf(NOT ifNull(`words` >= 50, 0), 'words', NOT ifNull((`lang` = 'en' OR `score` > 0.65), 0), 'lang', '')");
  });

  test('names and values cannot leave their quotes', () => {
    expect(identifier('a`b\\')).toBe('`a\\`b\\\\`');
    expect(literal(`it's \\ \n \0`)).toBe(`'it\\'s \\\\ \\n \\0'`);
    expect([0.1 + 0.2, -0.5, 1e21, 2 ** 53, 2 ** 53 - 1, 5e-324, 100_000].map(literal))
      .toEqual(['0.30000000000000004', '-0.5', '1e+21', '9.007199254740992e+15', '9007199254740991', '5e-324', '100000']);
  });

  test('both refuse a cut that is still a quantile', () => {
    const rules = { all: [{ any: [words50, { signal: 'x', op: '<', quantile: 0.9 }] }] } as unknown as Rules;
    for (const compile of [toPredicate, toSql, failedSql]) expect(() => compile(rules)).toThrow('rules: got a quantile of x, allowed fixed cuts here; a quantile is resolved against a store first');
  });

  test('both refuse what is no rule', () => {
    const rules = { all: [{ signal: 'x', op: '<', value: Number.NaN }] } as const;
    for (const compile of [toPredicate, toSql, failedSql]) expect(() => compile(rules)).toThrow('rules.all[0].value: got NaN, allowed a finite number for op <');
  });
});

test('conditions flatten nested all and keep their order', () => {
  expect(conditions<Rule>({ all: [{ all: [words50, { all: [{ signal: 'a', op: '<', value: 1 }] }] }, { any: [{ all: [{ signal: 'b', op: '<', value: 1 }] }, words50] }] }).map(({ signal }) => signal))
    .toEqual(['words', 'a', 'b']);
});
