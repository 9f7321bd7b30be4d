import { describe, expect, test } from 'vitest';
import { dtrel } from '../../src/signals/dtrel.js';
import { measurer } from '../oracle/texts.js';
import { generateText } from './generate.js';
import { plainDtrel } from './plain/dtrel.js';

const TEXTS = Array.from({ length: 2000 }, (_, i) => generateText(i + 1));

describe('family dtrel', () => {
  const measure = measurer(dtrel), values = TEXTS.map((text) => measure(text, 'en'));

  test('equals its plain twin on 2,000 generated texts, whatever the language', () => {
    TEXTS.forEach((text, i) => { expect(measure(text, ['en', 'tr', 'und'][i % 3]!), `seed ${i + 1}`).toEqual(plainDtrel(text)); });
  });

  test('every value lies in the range of the catalogue, and is defined when the catalogue says so', () => {
    for (const row of values) {
      for (const { name: signal, range: [least, most], nullWhen, type } of dtrel.signals) {
        const value = row[signal]!;
        if (value === null) { expect(nullWhen, signal).not.toBe(''); continue; }
        expect(value, signal).toBeGreaterThanOrEqual(least ?? -Infinity);
        expect(value, signal).toBeLessThanOrEqual(most ?? Infinity);
        if (type === 'count' || type === 'flag') expect(Number.isInteger(value), signal).toBe(true);
      }
    }
  });

  test('each signal takes more than one value', () => {
    for (const { name: signal } of dtrel.signals) expect(new Set(values.map((row) => row[signal])).size, signal).toBeGreaterThan(1);
  });
});
