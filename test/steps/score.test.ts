import { expect, test } from 'vitest';
import type { Batch } from '../../src/model/batch.js';
import { count, pack, textAt, textColumn, valueAt } from '../../src/model/columns.js';
import type { Scorer } from '../../src/model/ports.js';
import { score } from '../../src/steps/score.js';

const batch: Batch = {
  topic: 'files', partition: 0, first: 0n, next: 3n, rejections: [], skipped: {}, columns: { lang: textColumn(['en', 'de', 'und']) },
  payloads: pack(['a', 'bb', ''].map((text) => Buffer.from(text))),
};
const lengths: Scorer = {
  name: 'lengths', outputs: ['lengths_half', 'lengths_known'], model: 'lengths@1#00000000',
  score: (texts, lang) => Promise.resolve([
    Float64Array.from({ length: count(texts) }, (_, i) => texts.ends[i]! / 2),
    Float64Array.from({ length: count(texts) }, (_, i) => (textAt(lang.values, i) === 'und' ? NaN : 1)),
  ]),
};

test('adds a column per output, null for NaN, and the model', async () => {
  const { columns } = await score([lengths])(batch);
  expect(Object.keys(columns)).toEqual(['lang', 'lengths_half', 'lengths_known', 'lengths_model']);
  expect([0, 1, 2].map((i) => valueAt(columns['lengths_half']!, i))).toEqual([0.5, 1.5, 1.5]);
  expect([0, 1, 2].map((i) => valueAt(columns['lengths_known']!, i))).toEqual([1, 1, null]);
  expect(columns['lengths_model']).toEqual({ kind: 'constant', value: 'lengths@1#00000000' });
});

test('without a language column every text is und', async () => {
  const { columns } = await score([lengths])({ ...batch, columns: {} });
  expect([0, 1, 2].map((i) => valueAt(columns['lengths_known']!, i))).toEqual([null, null, null]);
});

test('no scorer: the batch as it was', async () => expect(await score([])(batch)).toEqual(batch));
