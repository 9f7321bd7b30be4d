import { expect, test } from 'vitest';
import { summarise } from '../../src/demo/summary.js';
import type { Store } from '../../src/model/ports.js';
import type { Preset } from '../../src/model/rule.js';

const preset = (name: string, ...rules: Preset['rules']['all']): Preset => ({ name, source: '', notes: '', rules: { all: rules }, not_expressed: [] });
const presets = [
  preset('a', { signal: 'words', op: '>=', value: 50 }, { signal: 'words', op: '<=', value: 100 }),
  preset('b', { any: [{ signal: 'ratio', op: '<', value: 0.5 }, { signal: 'lang', op: 'in', value: ['en', 'de'] }] }),
];

/** Ten pages: a keeps 4 and fails 6 by words, b keeps 7 and fails 3 by ratio. Two of a's six have a URL. */
const store = {
  rows: (sql: string): Promise<unknown[]> => Promise.resolve(
    sql.startsWith('SELECT count()') ? [{ documents: '10', tokens: '1000' }]
    : sql.startsWith('SELECT name, countIf') ? [{ name: 'a', documents: '4', tokens: '400' }, { name: 'b', documents: '7', tokens: '650' }]
    : sql.startsWith('SELECT verdict') ? [{ name: 'a', failed: 'words', documents: '6', tokens: '600' }, { name: 'a', failed: '', documents: '4', tokens: '400' },
      { name: 'b', failed: '', documents: '7', tokens: '650' }, { name: 'b', failed: 'ratio', documents: '3', tokens: '350' }]
    : sql.startsWith('SELECT s.1') ? [{ name: 'words', nulls: '0', p10: 1, p50: 60, p90: 200 }, { name: 'ratio', nulls: '2', p10: 0.1, p50: 0.2, p90: 0.9 }, { name: 'toxicity', nulls: '10', p10: null, p50: null, p90: null }]
    : sql.startsWith('SELECT avg(`toxicity`)') ? [{ mean: null, above_half: null }]
    : sql.includes("stream_failed['a'] = 'words'") ? [{ url: 'https://long.example/', value: 120 }]
    : sql.includes("stream_failed['b'] = 'ratio'") ? [{ url: 'https://null.example/', value: null }]
    : []),
} as unknown as Store;

test('one answer from the queries: what is kept, spreads, scores that may be undefined, and the rule that each example breaks', async () => {
  expect(await summarise(store, 'db', { presets, signals: ['words', 'ratio'], scores: ['toxicity'] })).toEqual({
    documents: 10, tokens: 1000,
    presets: [{ name: 'a', documents: 4, tokens: 400, reasons: { words: 6 } }, { name: 'b', documents: 7, tokens: 650, reasons: { ratio: 3 } }],
    signals: [{ name: 'words', nulls: 0, p10: 1, p50: 60, p90: 200 }, { name: 'ratio', nulls: 2, p10: 0.1, p50: 0.2, p90: 0.9 }],
    scores: [{ name: 'toxicity', nulls: 10, p10: null, p50: null, p90: null, mean: null, above_half: null }],
    examples: [
      { url: 'https://long.example/', preset: 'a', signal: 'words', value: 120, op: '<=', cut: 100 },
      { url: 'https://null.example/', preset: 'b', signal: 'ratio', value: null, op: '<', cut: 0.5 },
    ],
    sql: "SELECT name, countIf(failed = '') AS documents, sumIf(tokens_est, failed = '') AS tokens FROM db.documents ARRAY JOIN mapKeys(stream_failed) AS name, mapValues(stream_failed) AS failed GROUP BY name ORDER BY name",
  });
});
