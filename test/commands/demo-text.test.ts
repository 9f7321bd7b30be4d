import { expect, test } from 'vitest';
import { demoText } from '../../src/commands/demo-text.js';

const report = {
  run: 'r', seconds: 2, files: [], records: 11, rows: 10, rejections: { empty: 1 }, skipped: { warcinfo: 1 }, duplicates: { replay: 0, exact: 2, url: 0, near: 1 }, store: { rows: 10, rejections: 1 },
};
const summary = {
  documents: 10, tokens: 1000, presets: [{ name: 'a', documents: 4, tokens: 400, reasons: { words: 6 } }],
  signals: [{ name: 'words', nulls: 0, p10: 1, p50: 60, p90: 2000 }], scores: [{ name: 'toxicity_score', nulls: 1, p10: 0.01, p50: 0.02, p90: 0.9, mean: 0.1234, above_half: 0.25 }],
  examples: [{ url: 'https://a.example/', preset: 'a', signal: 'words', value: 12, op: '>=' as const, cut: 50 }, { url: 'https://b.example/', preset: 'a', signal: 'lang', value: null, op: 'in' as const, cut: ['en', 'de'] }],
  sql: 'SELECT 1',
};
const sections = (madeNear: number, mirrored: number): string[] =>
  demoText({ folder: 'd/crawl', files: ['a', 'b'], pages: 1234, bytes: 2e6, madeNear, mirrored }, report, summary, './d').split(/\n(?=\S)/);

test('every table with its figures', () => {
  const [came, presets, scores, signals, examples, sql, goOn] = sections(0, 0);
  expect(came).toContain('1,234 pages in 2 WET files (2.0 MB in d/crawl)');
  expect(came).toContain('records     11 = 10 rows + 1 rejections');
  expect(presets).toBe('What each preset keeps\n\n  preset     documents          tokens          most pages fail by\n  a                  4  40.0 %     400  40.0 %  words 6\n  all pages         10           1,000\n');
  expect(scores).toBe('Scores of the models\n\n  score            mean   p10   p50  p90  above 0.5  null\n  toxicity_score  0.123  0.01  0.02  0.9     25.0 %     1\n');
  expect(signals).toBe('Signals\n\n  signal  p10  p50    p90  null\n  words     1   60  2,000     0\n');
  expect(examples).toBe('Three pages that are not kept\n\n  preset  signal  value  kept if    page\n  a       words      12  >= 50      https://a.example/\n  a       lang        -  in en, de  https://b.example/\n');
  expect(sql).toBe('What each preset keeps, by SQL\n\n  npx thresher sql "SELECT 1" --store ./d\n');
  expect(goOn!.split('\n').filter((line) => line.includes('npx thresher')).length).toBe(2);
});

test('says what was made up', () => {
  expect(sections(0, 0)[0]).not.toContain('made up');
  expect(sections(21, 3)[0]).toContain('of which 21 copies of our licence with one line changed and 3 pages served again by a mirror were made up because too few duplicates are installed here');
});
