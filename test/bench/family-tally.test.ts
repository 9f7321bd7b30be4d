import { describe, expect, test } from 'vitest';
import { familyTables, type FamilyRow } from '../../bench/families.js';
import { FamilyTally, fits } from '../../bench/family-tally.js';
import type { LineFamily, Signal, SignalFamily, SignalType, StringsFamily } from '../../src/model/signal.js';
import { Shared } from '../../src/text/shared.js';

const signal = (name: string, type: SignalType, range: Signal['range'], exact: boolean | null, deviation: number | null): Signal =>
  ({ name, family: name.split('_')[0]!, type, unit: '', range, nullWhen: '', source: '', formula: '', reference: '', exact, tolerance: null, deviation });

/** Writes the numbers of the text, `-` as undefined; the text `throw` makes it throw. */
const echo: SignalFamily<Shared> = {
  name: 'echo',
  signals: [signal('echo_a', 'fraction', [0, 1], true, 0), signal('echo_b', 'count', [0, null], false, 3), signal('echo_c', 'score', [null, null], null, null)],
  measure: ({ cps, length }, out, at) => {
    const text = String.fromCodePoint(...cps.subarray(0, length));
    if (text === 'throw') throw new Error('thrown');
    text.split(' ').forEach((word, k) => { out[at + k] = word === '-' ? NaN : Number(word); });
  },
};
const lines: LineFamily<Shared> = {
  name: 'lines', signals: [signal('lines_a', 'array', [0, 1], null, null)],
  measureLines: ({ length }) => ({ count: 2, starts: new Int32Array(2), ends: new Int32Array(2), values: [Float64Array.of(0, length > 5 ? 7 : 1, 99)] }),
};
const strings: StringsFamily<Shared> = { name: 'strings', signals: [signal('strings_a', 'array', [null, null], true, 0)], measureStrings: ({ length }) => [length > 5 ? null : ['x']] };

const tallied = (texts: readonly (readonly [lang: string, text: string])[]): FamilyTally => {
  const tally = new FamilyTally([echo], [lines, strings]), shared = new Shared();
  for (const [lang, text] of texts) tally.add(shared.load(Buffer.from(text), lang), lang);
  return tally;
};

describe('what families did on documents', () => {
  test('exceptions, values out of range, NULL by language', () => {
    const tally = tallied([['en', '0 1 2'], ['en', '1.5 - -'], ['de', '- 0.5 1'], ['de', 'throw'], ['en', '2 -1 9']]);
    expect(tally.facts()).toEqual([
      { family: 'echo', signals: 3, exact: 1, tolerance: 1, unreferenced: 1, deviation: 3, deviating: 'echo_b', exceptions: 1, misfits: 4,
        misfitting: { echo_a: { documents: 2, first: 1.5 }, echo_b: { documents: 2, first: 0.5 } }, nulls: { en: 2 / 9, de: 1 / 3 } },
      { family: 'lines', signals: 1, exact: 0, tolerance: 0, unreferenced: 1, deviation: null, deviating: '', exceptions: 0, misfits: 3, misfitting: { lines_a: { documents: 3, first: 7 } }, nulls: { en: 0, de: 0 } },
      { family: 'strings', signals: 1, exact: 1, tolerance: 0, unreferenced: 0, deviation: 0, deviating: '', exceptions: 0, misfits: 0, misfitting: {}, nulls: { en: 2 / 3, de: 0.5 } },
    ]);
  });

  test('languages with enough documents, most first, equals by name', () => {
    const tally = tallied([['sv', '0 0 0'], ['en', '0 0 0'], ['de', '0 0 0'], ['en', '0 0 0'], ['de', '0 0 0']]);
    expect([tally.languages(1), tally.languages(2), tally.languages(3)]).toEqual([['de', 'en', 'sv'], ['de', 'en'], []]);
  });

  test.each<[SignalType, Signal['range'], readonly number[], readonly number[]]>([
    ['fraction', [0, 1], [0, 0.5, 1], [-0.1, 1.1, NaN, Infinity]],
    ['count', [0, null], [0, 4294967295], [-1, 0.5, 4294967296]],
    ['flag', [0, 1], [0, 1], [0.5, 2]],
    ['score', [null, 0], [-5, 0], [1, -Infinity]],
  ])('%s in %j', (type, range, good, bad) => {
    const one = signal('x_a', type, range, null, null);
    expect([good.map((value) => fits(one, value)), bad.map((value) => fits(one, value))]).toEqual([good.map(() => true), bad.map(() => false)]);
  });

  test('as text', () => {
    const tally = tallied([['en', '0 1 2'], ['en', '1.5 - -'], ['de', '0 1 2']]);
    const rows = tally.facts().map(({ family, ...facts }): FamilyRow => ({ case: family, docs: 3, bytes: 17, seconds: 1, docs_per_s: 3, mb_per_s: 17e-6, ...facts, languages: tally.languages(1) }));
    expect(familyTables(rows)).toBe([
      '3 documents',
      '',
      'family   signals  exact  within tolerance  no reference  exceptions  out of range  largest deviation',
      'echo           3      1                 1             1           0             1  3 echo_b',
      'lines          1      0                 0             1           0             1  -',
      'strings        1      1                 0             0           0             0  0',
      'all            5      2                 1             2           0             2  3 echo_b',
      'echo_a: out of range on 1 documents, first 1.5',
      'lines_a: out of range on 1 documents, first 7',
      '',
      'NULL, %  echo  strings',
      'en       33.3     50.0',
      'de          .        .',
      'never NULL in these languages: lines',
      '',
    ].join('\n'));
  });
});
