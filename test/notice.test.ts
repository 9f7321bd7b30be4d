import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const at = (path: string): URL => new URL(`../${path}`, import.meta.url);

test('NOTICE names every source that a shipped model was trained on, and the licence of each is one that lets weights be shipped', () => {
  const notice = readFileSync(at('NOTICE'), 'utf8');
  const learned = readdirSync(at('models')).flatMap((model) => (JSON.parse(readFileSync(at(`models/${model}/model.json`), 'utf8')) as { trained_on: { source: string; licence: string }[] }).trained_on);
  expect(learned.length).toBeGreaterThan(0);
  const repository = (source: string): string => /\(([^@]+)@/.exec(source)?.[1] ?? source;
  expect([...new Set(learned.map(({ source }) => repository(source)))].filter((name) => !notice.includes(name))).toEqual([]);
  expect(learned.filter(({ licence }) => !/^(CC0|MIT|Apache|CC BY 4)/.test(licence)).map(({ source, licence }) => `${source}: ${licence}`)).toEqual([]);
});
