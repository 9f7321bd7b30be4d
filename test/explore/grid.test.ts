import { describe, expect, test } from 'vitest';
import { chooseEdges } from '../../src/explore/edges.js';
import { edgeAbove, edgeBelow, edgeOf, FINE_BITS, keyOf, LEVEL_BITS } from '../../src/explore/grid.js';
import { cutsOf, moved } from '../../src/explore/moved-cut.js';
import { binOfRank } from '../../src/explore/shape.js';
import { thresholds } from '../../src/explore/thresholds.js';
import type { Rule, Rules } from '../../src/model/rule.js';
import { toPredicate } from '../../src/select/compile.js';
import { generator, randomRow, randomRules, rowOf } from '../select/random-rules.js';

/** Any finite Float64, all sizes and both signs. */
const anyNumber = (random: () => number): number => {
  const view = new DataView(new ArrayBuffer(8));
  for (;;) {
    view.setUint32(0, random() * 2 ** 32);
    view.setUint32(4, random() < 0.3 ? 0 : random() * 2 ** 32);
    if (Number.isFinite(view.getFloat64(0))) return view.getFloat64(0);
  }
};

describe('grid', () => {
  test('worked by hand', () => {
    expect([5.3, 5, 5.999, 6, -5.3, -5, -6, 0, -0, 1].map((value) => edgeBelow(value, 2))).toEqual([5, 5, 5, 6, -6, -5, -6, 0, 0, 1]);
    expect([5.3, 5, -5.3, 7.5].map((value) => edgeAbove(value, 2))).toEqual([6, 5, -5, 8]);
  });

  test('an edge is not above its values, the next one is; order is kept; edges are their own', () => {
    const random = generator(1);
    for (let i = 0; i < 20_000; i++) {
      const a = anyNumber(random), b = anyNumber(random), bits = Math.floor(random() * 21), key = keyOf(a, bits);
      expect([edgeOf(key, bits) <= a, edgeOf(key + 1, bits) > a || edgeOf(key + 1, bits) === Infinity, keyOf(edgeOf(key, bits), bits)]).toEqual([true, true, key]);
      if (a < b) expect(keyOf(b, bits)).toBeGreaterThanOrEqual(key);
    }
  });
});

const shapeOf = (values: readonly number[], bits: number) => {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(keyOf(value, bits), (counts.get(keyOf(value, bits)) ?? 0) + 1);
  const keys = [...counts.keys()].sort((a, b) => a - b);
  return { keys: Float64Array.from(keys), documents: Float64Array.from(keys, (key) => counts.get(key)!), bits, min: values.reduce((a, b) => Math.min(a, b), Infinity), max: values.reduce((a, b) => Math.max(a, b), -Infinity), whole: values.every(Number.isInteger) };
};

describe('edges', () => {
  const random = generator(2), many = (make: () => number): number[] => Array.from({ length: 5000 }, make);
  const cases = {
    fraction: many(random), flag: many(() => Math.floor(random() * 2)), high: many(() => 0.97 + 0.03 * random()), signed: many(() => random() * 8 - 4), negative: many(() => -1 - random()), words: many(() => Math.floor(Math.exp(4 + 4 * random() * random()))),
    wide: many(() => Math.exp(20 * random() - 10)), zeros: many(() => (random() < 0.9 ? 0 : random())), one: [0.7], zero: [0, 0], far: [...many(random), 1e12, -1e12], huge: [1e300, -1e300, 5e-324], spread: many(() => Math.floor(random() * 300)),
  };

  test.each(Object.entries(cases))('%s: ascending, on the grid, all values within, not many more than asked for', (_, values) => {
    for (const bits of [LEVEL_BITS, FINE_BITS]) {
      for (const bins of [8, 48, 64, 512]) {
        const shape = shapeOf(values, bits), edges = chooseEdges(shape, bins);
        expect(edges).toEqual([...new Set(edges)].sort((a, b) => a - b));
        expect(edges.filter((edge) => edgeBelow(edge, bits) !== edge)).toEqual([]);
        expect([edges[0]! <= shape.min, edges.at(-1)! >= shape.max, edges.length >= 2, edges.length <= bins + 5]).toEqual([true, true, true, true]);
        if (shape.whole) expect(edges.slice(1, -1).every(Number.isInteger)).toBe(true);
      }
    }
  });

  test('a fraction evenly, a flag by its two values, magnitudes by octaves; a little growth changes nothing', () => {
    const of = (values: readonly number[], bins: number) => chooseEdges(shapeOf(values, FINE_BITS), bins);
    expect(of(cases.fraction, 8)).toEqual([0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1]);
    expect(of(cases.flag, 48)).toEqual([0, 1, 2]);
    const wide = of(cases.wide, 32).slice(1, -1);
    expect(new Set(wide.slice(1).map((edge, i) => edge / wide[i]!))).toEqual(new Set([2]));
    for (const values of [cases.fraction, cases.words, cases.signed]) expect(of([...values, ...values.slice(0, 50)], 48)).toEqual(of(values, 48));
    expect(chooseEdges(shapeOf([], FINE_BITS), 8)).toEqual([]);
  });
});

describe('thresholds', () => {
  test.each([[[0, 1, 2]], [[5]], [[0]], [[-3]], [[-1, 1]], [Array.from({ length: 5000 }, (_, i) => i / 5000)], [Array.from({ length: 5000 }, (_, i) => (i % 7 === 0 ? i : 0))], [[1, 1 + 2 ** -12]]])('100 different ones, ascending, the first reached by all: %j', (values) => {
    const { keys, documents, min, max } = shapeOf(values, FINE_BITS);
    for (const points of [100, 1000, 2]) {
      const cuts = thresholds(keys, documents, points);
      expect([cuts.length, cuts[0]! <= min, cuts.at(-1)! <= Math.max(max, 1)]).toEqual([points, true, true]);
      expect(cuts).toEqual([...new Set(cuts)].sort((a, b) => a - b));
      expect(cuts.every((cut) => edgeBelow(cut, FINE_BITS) === cut)).toBe(true);
    }
    expect(thresholds(new Float64Array(0), new Float64Array(0), 100)).toEqual([]);
    expect(thresholds(keys, documents, 1).length).toBe(1);
  });

  test('the bin of a rank', () => {
    const documents = Float64Array.of(2, 3, 1);
    expect([0, 1, 2, 4, 5, 9].map((rank) => binOfRank(documents, rank))).toEqual([{ bin: 0, before: 0 }, { bin: 0, before: 0 }, { bin: 1, before: 2 }, { bin: 1, before: 2 }, { bin: 2, before: 5 }, { bin: 2, before: 5 }]);
  });
});

describe('a moved cut', () => {
  test('free and without tell what is kept at any cut: 300 random trees', () => {
    const random = generator(3);
    for (let round = 0; round < 300; round++) {
      const tree: Rules = { all: [randomRules(random), randomRules(random)] }, selection = { name: '', rules: tree, where: null };
      for (const direction of ['>=', '<='] as const) {
        const { free, without } = moved(selection, 'f1', direction), rules = cutsOf(selection, 'f1').filter(({ op }) => op.startsWith(direction[0]!));
        const swap = (node: Rule | Rules, cut: number): Rule | Rules => ('all' in node ? { all: node.all.map((child) => swap(child, cut)) } : 'any' in node ? { any: node.any.map((child) => swap(child, cut)) } : rules.includes(node) ? { signal: 'f1', op: direction, value: cut } : node);
        const always = toPredicate(without?.rules ?? { any: [{ signal: 'f1', op: 'in', value: ['never'] }] }), may = toPredicate(free.rules);
        for (const cut of [0, 0.5, 1]) {
          const at = toPredicate((rules.length > 0 ? swap(tree, cut) : { all: [...tree.all, { signal: 'f1', op: direction, value: cut }] }) as Rules);
          for (let i = 0; i < 20; i++) {
            const row = rowOf(randomRow(random)), value = row('f1');
            const holds = typeof value === 'number' && (direction === '>=' ? value >= cut : value <= cut);
            expect(always(row) === '' || (may(row) === '' && holds)).toBe(at(row) === '');
          }
        }
      }
    }
  });
});
