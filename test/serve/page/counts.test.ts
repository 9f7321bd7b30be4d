import { describe, expect, test } from 'vitest';
import { edgesOf, fromUnit, pick, ticks, toUnit, type Axis } from '../../../src/serve/page/axis.js';
import { binsOf, countBins, countPairs, NO_BIN } from '../../../src/serve/page/bins.js';
import { ladderOf, retentionOf } from '../../../src/serve/page/retention.js';
import { solve } from '../../../src/serve/page/solve.js';
import { generator } from '../../select/random-rules.js';

describe('bins', () => {
  test('bin i holds edges[i] <= v < edges[i + 1], the last one its upper edge, the outer ones what lies beyond', () => {
    expect([...binsOf(Float64Array.of(-5, 0, 0.99, 1, 3, 3.5, 4, 9, NaN), [0, 1, 3, 4])]).toEqual([0, 0, 0, 1, 2, 2, 2, 2, NO_BIN]);
  });
  test('of 2,000 random values hold what a plain count says, for chosen rows, by weight and by language', () => {
    const random = generator(4), values = Float64Array.from({ length: 2000 }, () => (random() < 0.1 ? NaN : random() * 12 - 1)), edges = [0, 0.5, 1, 4, 9, 10], codes = Uint16Array.from(values, () => Math.floor(random() * 3));
    const rows = Uint32Array.from({ length: 2000 }, (_, i) => i).filter(() => random() < 0.4), weights = Float64Array.from(values, () => Math.floor(random() * 9)), bins = binsOf(values, edges);
    const sum = (bin: number, code: number | null): number => [...rows].filter((i) => {
      const v = values[i]!;
      return (code === null || codes[i] === code) && !Number.isNaN(v) && (v >= edges[bin]! || bin === 0) && (v < edges[bin + 1]! || bin === 4);
    }).reduce((total, i) => total + weights[i]!, 0);
    expect([...countBins(bins, 5, rows, weights)]).toEqual([0, 1, 2, 3, 4].map((bin) => sum(bin, null)));
    expect([...countPairs(codes, bins, 3, 5, rows, weights)]).toEqual([0, 1, 2].flatMap((code) => [0, 1, 2, 3, 4].map((bin) => sum(bin, code))));
    expect(countBins(bins, 5, null, null).reduce((a, b) => a + b)).toBe(values.filter((v) => !Number.isNaN(v)).length);
  });
});

describe('the retention curve', () => {
  test('keeps at each threshold what passes it, of 2,000 rows with ties and gaps', () => {
    const random = generator(9), values = Float64Array.from({ length: 2000 }, () => (random() < 0.1 ? NaN : Math.floor(random() * 40) / 4)), tokens = Float64Array.from(values, () => Math.floor(random() * 100));
    const rows = Uint32Array.from({ length: 2000 }, (_, i) => i).filter(() => random() < 0.5);
    for (const op of ['>=', '<='] as const) {
      const ladder = ladderOf(values, op, 17)!, curve = retentionOf(ladder, rows, tokens);
      expect(curve).toEqual([...ladder.thresholds].map((threshold) => {
        const kept = [...rows].filter((i) => (op === '>=' ? values[i]! >= threshold : values[i]! <= threshold));
        return { threshold, documents: kept.length, tokens: kept.reduce((sum, i) => sum + tokens[i]!, 0) };
      }));
      expect([ladder.thresholds[0], ladder.thresholds.at(-1)]).toEqual([0, 9.75]);
    }
    expect(ladderOf(Float64Array.of(NaN, NaN), '>=', 5)).toBeNull();
  });
  test('is solved for a number of tokens', () => {
    const falling = [{ threshold: 0, tokens: 100 }, { threshold: 1, tokens: 80 }, { threshold: 2, tokens: 80 }, { threshold: 3, tokens: 10 }], rising = falling.map(({ threshold, tokens }) => ({ threshold: 3 - threshold, tokens })).toReversed();
    expect([100, 90, 80, 45, 10].map((target) => solve(falling, '>=', target))).toEqual([0, 0.5, 2, 2.5, 3].map((threshold) => ({ threshold, reached: true })));
    expect([90, 45].map((target) => solve(rising, '<=', target))).toEqual([2.5, 0.5].map((threshold) => ({ threshold, reached: true })));
    expect([solve(falling, '>=', 101), solve(falling, '>=', 9), solve([], '>=', 5)]).toEqual([{ threshold: 0, reached: false }, { threshold: 3, reached: false }, null]);
  });
});

describe('a line of values', () => {
  const lines: readonly Axis[] = [{ lo: -2, hi: 8, knee: 0 }, { lo: 0, hi: 1e6, knee: 1 }, { lo: 0, hi: 100, knee: 0, edges: [0, 1, 2, 4, 8, 100] }];
  test('goes there and back, in order, its ends included', () => {
    for (const line of lines) {
      const units = Array.from({ length: 101 }, (_, i) => i / 100), values = units.map((unit) => fromUnit(line, unit));
      values.forEach((value, i) => expect(toUnit(line, value)).toBeCloseTo(units[i]!, 9));
      expect(values).toEqual(values.toSorted((a, b) => a - b));
      expect([values[0], values[100], toUnit(line, -1e9), toUnit(line, 1e9)]).toEqual([line.lo, line.hi, 0, 1]);
    }
    expect(fromUnit(lines[2]!, 0.5)).toBe(3);                                     // five bins of equal width: the middle of the third, from 2 to 4
  });
  test('is picked from with no more digits than pixels tell apart, whole where the signal counts', () => {
    expect(pick({ lo: 0, hi: 1, knee: 0 }, 0.123456, 500, false)).toBe(0.123);
    expect(pick({ lo: 0, hi: 1000, knee: 0 }, 0.123456, 500, false)).toBe(123);
    expect(pick({ lo: 0, hi: 1000, knee: 0 }, 0.1236, 5000, true)).toBe(124);
    expect(pick({ lo: 0, hi: 1e6, knee: 0 }, 0.123456, 500, false)).toBe(123_000);
  });
  test('has round numbers on it', () => {
    expect(ticks({ lo: 0, hi: 1, knee: 0 }, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(ticks({ lo: 0, hi: 1e6, knee: 1 }, 7)).toEqual([0, 10, 100, 1000, 10_000, 100_000, 1_000_000]);
    expect([...edgesOf({ lo: 0, hi: 2, knee: 0 }, 4)]).toEqual([0, 0.5, 1, 1.5, 2]);
  });
});
