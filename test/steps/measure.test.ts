import { describe, expect, test } from 'vitest';
import type { Batch } from '../../src/model/batch.js';
import { pack, textColumn, valueAt, type Column } from '../../src/model/columns.js';
import { chooseFamilies } from '../../src/signals/index.js';
import { measure } from '../../src/steps/measure.js';

const batch = (texts: readonly string[], columns: Record<string, Column> = {}): Batch => ({
  topic: 'memory', partition: 0, first: 0n, next: BigInt(texts.length), payloads: pack(texts.map((text) => Buffer.from(text))), columns, rejections: [], skipped: {},
});
const rows = ({ columns }: Batch, names: readonly string[]): unknown[][] => [0, 1, 2].map((row) => names.map((name) => valueAt(columns[name]!, row)));
const TEXTS = ['One sentence with five words. And the other, shit!', ' \n', 'Ein Satz mit fünf Wörtern, arsch.\nEin Satz mit fünf Wörtern, arsch.'];
const NAMES = ['rps_doc_word_count', 'rps_doc_mean_word_length', 'gopher_dup_line_frac', 'c4_kept_lines', 'c4_page_badword', 'fw_char_dup_ratio'];

describe('measure', () => {
  test('adds one number column per signal and keeps what was there; undefined is null', async () => {
    const before = batch(TEXTS, { lang: textColumn(['en', 'und', 'de']) }), families = chooseFamilies(['all']), after = await measure(families)(before);
    expect(Object.keys(after.columns)).toEqual(['lang', 'segmentation', ...families.flatMap(({ signals }) => signals.map(({ name }) => name))]);
    expect([0, 1, 2].map((row) => valueAt(after.columns['segmentation']!, row))).toEqual(['space', '', 'space']);
    expect(after.columns['lang']).toBe(before.columns['lang']);
    expect(after.payloads).toBe(before.payloads);
    expect(Object.values(after.columns).slice(2).every((column) => column.kind === 'number' && column.values.length === 3 && column.nulls.length === 3)).toBe(true);
    // By hand; German umlauts are two code points each after NFD.
    expect(rows(after, NAMES)).toEqual([[9, 4.33333333, 0, 1, 1, 0], [0, null, 0, 0, null, null], [12, 4.66666667, 0.5, 2, 1, 0.5]]);
  });

  test.each<[string, Record<string, Column>, (number | null)[]]>([
    ['a constant language', { lang: { kind: 'constant', value: 'en' } }, [1, 0, 0]],
    ['no language column', {}, [null, null, null]],
    ['null languages', { lang: textColumn([null, 'en', null]) }, [null, 0, null]],
  ])('%s', async (_, columns, expected) => {
    const after = await measure(chooseFamilies(['c4']))(batch(TEXTS, columns));
    expect([0, 1, 2].map((row) => valueAt(after.columns['c4_page_badword']!, row))).toEqual(expected);
  });

  test('an empty batch', async () => {
    const after = await measure(chooseFamilies(['rps']))(batch([]));
    expect(after.columns['rps_doc_word_count']).toEqual({ kind: 'number', values: new Float64Array(0), nulls: new Uint8Array(0) });
  });
});
