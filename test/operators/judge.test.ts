import { lastValueFrom, of } from 'rxjs';
import { expect, test } from 'vitest';
import type { Batch } from '../../src/model/batch.js';
import { numberColumn, pack, textColumn } from '../../src/model/columns.js';
import type { Preset } from '../../src/model/rule.js';
import { judge } from '../../src/operators/judge.js';

const preset = (name: string, least: number): Preset => ({ name, source: '', notes: '', rules: { all: [{ signal: 'words', op: '>=', value: least }] }, not_expressed: [] });
const text = new TextEncoder();
const batch: Batch = {
  topic: 'files', partition: 0, first: 10n, next: 14n, payloads: pack(['a', 'b', 'c'].map((one) => text.encode(one))),
  columns: { words: numberColumn([1, 2, null]) }, rejections: [], skipped: {},
};

test('adds the verdict of every preset, keys sorted, and keeps all rows and columns', async () => {
  const judged = await lastValueFrom(of(batch).pipe(judge(() => ({ number: 7, presets: [preset('two', 2), preset('one', 1)] }))));
  expect(judged).toEqual({
    ...batch,
    columns: {
      ...batch.columns,
      stream_failed: { kind: 'map', keys: ['one', 'two'], values: [textColumn(['', '', 'words']), textColumn(['words', '', 'words'])] },
      stream_recipe: { kind: 'constant', value: 7 },
    },
  });
});

test('a batch without documents stays one', async () => {
  const judged = await lastValueFrom(of({ ...batch, payloads: pack([]), columns: { words: numberColumn([]) } }).pipe(judge(() => ({ number: 0, presets: [preset('one', 1)] }))));
  expect(judged.columns['stream_failed']).toEqual({ kind: 'map', keys: ['one'], values: [textColumn([])] });
});
