import { describe, expect, test } from 'vitest';
import { round8 } from '../../src/signals/round.js';
import { seeded } from './generate.js';

describe('round8 is Python round(x, 8)', () => {
  // Origin: Python 3.11 `round(k / 512, 8)` and its neighbours.
  test.each([
    [1 / 512, 0.00195312], [3 / 512, 0.00585938], [5 / 512, 0.00976562], [255 / 512, 0.49804688], [257 / 512, 0.50195312], [511 / 512, 0.99804688],
    [1 / 3, 0.33333333], [2 / 3, 0.66666667], [1.5, 1.5], [0, 0], [1, 1], [1000001 / 512, 1953.12695312], [0.123456785, 0.12345678], [2.675e-6, 0.00000267], [123456.123456785, 123456.12345679],
  ])('%f -> %f', (x, rounded) => { expect(round8(x)).toBe(rounded); });

  test('random fractions: the short way agrees with the exact decimal expansion', () => {
    const next = seeded(7);
    for (let i = 0; i < 20_000; i++) {
      const whole = 1 + Math.floor(next() * 2000), x = Math.floor(next() * 2 * whole) / whole;
      // BigInt arithmetic on the exact binary value, half to even.
      const scaled = BigInt(x * 2 ** 70) * 100_000_000n, unit = 1n << 70n, floor = scaled / unit, rest = 2n * (scaled % unit);
      const nearest = rest > unit || (rest === unit && floor % 2n === 1n) ? floor + 1n : floor;
      expect(round8(x), `${x}`).toBe(Number(nearest) / 1e8);
    }
  });
});
