import { describe, expect, test } from 'vitest';
import type { SignalFamily } from '../../src/model/signal.js';
import { families } from '../../src/signals/index.js';
import { Shared } from '../../src/text/shared.js';
import { measurer } from '../oracle/texts.js';
import { generateText } from './generate.js';
import { plainFamilies } from './plain/index.js';

const TEXTS = Array.from({ length: 2000 }, (_, i) => generateText(i + 1));

describe.each(Object.entries(families))('family %s', (name, family: SignalFamily<Shared>) => {
  const measure = measurer(family), values = TEXTS.map((text) => measure(text, 'en'));

  test('equals its plain twin on 2,000 generated texts', () => {
    TEXTS.forEach((text, i) => {
      const lang = ['en', 'en', 'en', 'tr', 'ja', 'de', 'und'][i % 7]!;
      expect(measure(text, lang), `seed ${i + 1}`).toEqual(plainFamilies[name]!(text, lang));
    });
  });

  test('every value lies in the range of the catalogue, and is defined when the catalogue says so', () => {
    for (const row of values) {
      for (const { name: signal, range: [least, most], nullWhen, type } of family.signals) {
        const value = row[signal]!;
        if (value === null) { expect(nullWhen, signal).not.toBe(''); continue; }
        expect(value, signal).toBeGreaterThanOrEqual(least ?? -Infinity);
        expect(value, signal).toBeLessThanOrEqual(most ?? Infinity);
        if (type === 'count' || type === 'flag') expect(Number.isInteger(value), signal).toBe(true);
      }
    }
  });

  test('each signal takes more than one value', () => {
    for (const { name: signal } of family.signals) expect(new Set(values.map((row) => row[signal])).size, signal).toBeGreaterThan(1);
  });
});
