import { describe, expect, test } from 'vitest';
import { chooseEdges } from '../../src/explore/edges.js';
import { edgeOf, keyOf } from '../../src/explore/grid.js';

const spread = (values: readonly number[], bits: number) => {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(keyOf(value, bits), (counts.get(keyOf(value, bits)) ?? 0) + 1);
  const keys = [...counts.keys()].sort((a, b) => a - b);
  return { keys: Float64Array.from(keys), documents: Float64Array.from(keys, (key) => counts.get(key)!), bits, min: Math.min(...values), max: Math.max(...values), whole: values.every(Number.isInteger) };
};

describe('edges', () => {
  test('a signal that is 0 on every page, its greatest value known or only the upper edge of its bin', () => {
    expect(chooseEdges(spread(Array.from({ length: 370 }, () => 0), 5), 48)).toEqual([0, 1]);
    expect(chooseEdges({ ...spread([0, 0], 5), max: edgeOf(1, 5), whole: false }, 48)).toEqual([0, 1]);
  });

  test.each([[0.25], [-3], [1e300], [5e-324], [1e9]])('one value, %d', (value) => {
    const edges = chooseEdges(spread([value, value], 5), 48);
    expect(edges.length).toBeGreaterThanOrEqual(2);
    expect(edges.length).toBeLessThan(200);
    expect(edges[0]).toBeLessThanOrEqual(value);
    expect(edges.at(-1)).toBeGreaterThanOrEqual(value);
  });

  test('zeros and very small and very large values together', () => {
    const edges = chooseEdges(spread([0, 0, 0, 1e-310, 1e-12, 0.5, 7, 1e12], 5), 48);
    expect([edges[0], edges.length < 400, edges.at(-1)! >= 1e12, edges.every((edge, i) => i === 0 || edge > edges[i - 1]!)]).toEqual([0, true, true, true]);
  });

  // Page counts by hand: nearly every page is 0, one in some thousands is not (a repetition, a bullet list); the bin of the 99.9th percentile is that of 0 then.
  test.each([[12, [0.171875, 0.172]], [5, [0.2, 3, 70]], [12, [-0.5, 0.25]], [12, [-0.5]]] as const)('zeros and fewer than one other page in a thousand, %d bits, %j', (bits, few) => {
    const given = spread([...Array.from({ length: 5000 }, () => 0), ...few], bits), edges = chooseEdges({ ...given, whole: false }, 64);
    // 0 begins a bin (or ends the last one), and every edge is one that keys can tell apart.
    expect([edges.length <= 64 + 3, edges[0]! <= Math.min(0, ...few), edges.at(-1)! >= Math.max(0, ...few), edges.includes(0), new Set(edges.map((edge) => keyOf(edge, bits))).size]).toEqual([true, true, true, true, edges.length]);
    const others = edges.filter((edge) => edge !== 0).map(Math.abs);
    expect(Math.min(...others)).toBeGreaterThan(0.001);
  });
});
