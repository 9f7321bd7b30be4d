import { expect, test } from 'vitest';
import type { SignalFamily } from '../../src/model/signal.js';
import type { Shared } from '../../src/text/shared.js';
import { measurer } from '../oracle/texts.js';
import { generateText, seeded } from './generate.js';

type Values = Record<string, number | null>;

/** Generated texts with a few of `phrases` put in where a space stands, so that rare things happen. */
export const textsWith = (phrases: readonly string[]): string[] => Array.from({ length: 2000 }, (_, i) => {
  const next = seeded(7919 * (i + 1));
  return generateText(i + 1).replace(/ /g, (space) => (next() < 0.06 ? space + phrases[Math.floor(next() * phrases.length)]! + (next() < 0.7 ? space : '') : space));
});

/**
 * The three tests that every family has to pass, on 2,000 texts: equal to the plain twin, in the range of the catalogue, more than one value.
 * @param langs the languages that the texts are measured with, in turn
 * @param phrases put into the texts
 * @param options `texts`: those instead · `apart`: signals that the twin does not have · `constant`: signals that take one value here
 */
export const compareWithTwin = (
  family: SignalFamily<Shared>, twin: (text: string, lang: string) => Values, langs: readonly string[], phrases: readonly string[],
  { texts = textsWith(phrases), apart = [], constant = [] }: { readonly texts?: readonly string[]; readonly apart?: readonly string[]; readonly constant?: readonly string[] } = {},
): void => {
  const measure = measurer(family), langOf = (i: number): string => langs[i % langs.length]!;
  const values = texts.map((text, i) => measure(text, langOf(i)));

  test('equals its plain twin on 2,000 generated texts', () => {
    texts.forEach((text, i) => expect(Object.fromEntries(Object.entries(values[i]!).filter(([name]) => !apart.includes(name))), `text ${i}, ${langOf(i)}`).toEqual(twin(text, langOf(i))));
  });

  test('every value lies in the range of the catalogue, and is defined when the catalogue says so', () => {
    for (const row of values) {
      for (const { name, range: [least, most], nullWhen, type } of family.signals) {
        const value = row[name]!;
        if (value === null) { expect(nullWhen, name).not.toBe(''); continue; }
        expect(value, name).toBeGreaterThanOrEqual(least ?? -Infinity);
        expect(value, name).toBeLessThanOrEqual(most ?? Infinity);
        if (type === 'count' || type === 'flag') expect(Number.isInteger(value), name).toBe(true);
      }
    }
  });

  test('each signal takes more than one value', () => {
    for (const { name } of family.signals) if (!constant.includes(name)) expect(new Set(values.map((row) => row[name])).size, name).toBeGreaterThan(1);
  });
};
