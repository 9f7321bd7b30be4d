import { expect, test } from 'vitest';
import type { Batch } from '../../src/model/batch.js';
import { numberColumn, pack, valueAt } from '../../src/model/columns.js';
import { identify } from '../../src/steps/identify.js';

const batch: Batch = {
  topic: 'files', partition: 0, first: 5n, next: 8n, rejections: [], skipped: {}, columns: { position: numberColumn([0, 1, 2]) },
  payloads: pack([Buffer.from('x'.repeat(48)), Buffer.from('y'.repeat(10)), Buffer.alloc(0)]),
};

test('adds language, score and estimated tokens, keeps the rest', async () => {
  const answers = [{ lang: 'en', score: 0.75 }, { lang: 'und', score: 0.125 }, { lang: 'und', score: null }];
  const done = await identify({ identify: (text) => answers[text.length === 48 ? 0 : text.length === 10 ? 1 : 2]! })(batch);
  const rows = [0, 1, 2].map((i) => Object.fromEntries(Object.entries(done.columns).map(([name, column]) => [name, valueAt(column, i)])));
  expect(rows).toEqual([
    { position: 0, lang: 'en', lang_score: 0.75, tokens_est: 10 },      // 48 B at 4.8 B a token
    { position: 1, lang: 'und', lang_score: 0.125, tokens_est: 3 },     // 10 B at 4 B a token, half rounds up
    { position: 2, lang: 'und', lang_score: null, tokens_est: 0 },
  ]);
  expect(done.payloads).toBe(batch.payloads);
});
