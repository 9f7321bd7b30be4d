import { expect, test } from 'vitest';
import { recipeHistory } from '../../src/recipes/history.js';
import { rollbackRecipe } from '../../src/recipes/rollback.js';
import { saveRecipe } from '../../src/recipes/save.js';
import { storeScene } from './scene.js';

const { fresh, fill } = storeScene();

test('versions newest first, each with the first position per partition that it or a newer one judged', async () => {
  const { store } = await fresh(), save = (name: string, value: number) => saveRecipe(store, { recipe: { name, rules: { all: [{ signal: 'words', op: '>=', value }] } }, expected: null, author: 'ann', reason: '' });
  await save('other', 1);                                               // number 1
  await save('mine', 1);                                                // 2
  await save('mine', 2);                                                // 3: replaced before any page came
  await rollbackRecipe(store, { name: 'mine', to: 1, expected: 2, author: 'ann', reason: 'back' });   // 4
  await save('other', 2);                                               // 5
  await save('mine', 4);                                                // 6: no page yet
  await fill(store, [
    ...[0, 1, 2].map((offset) => ({ offset, recipe: 1 })), ...[5, 6].map((offset) => ({ offset, recipe: 2 })), ...[9, 12].map((offset) => ({ offset, recipe: 4 })), { offset: 13, recipe: 5 },
    { partition: 1, offset: 7, recipe: 0 }, { partition: 1, offset: 8, recipe: 5 }, { topic: 'files', offset: Number(3n << 32n), recipe: 2 },
  ]);
  const from = async (name: string) => (await recipeHistory(store, name)).map(({ number, version, from_offset }) => [number, version, from_offset]);
  expect(await from('mine')).toEqual([
    [6, 4, {}], [4, 3, { 't/0': '9', 't/1': '8' }], [3, 2, { 't/0': '9', 't/1': '8' }], [2, 1, { 'files/0': '12884901888', 't/0': '5', 't/1': '8' }]]);
  expect(await from('other')).toEqual([[5, 2, { 't/0': '13', 't/1': '8' }], [1, 1, { 'files/0': '12884901888', 't/0': '0', 't/1': '8' }]]);
  expect(await from('none')).toEqual([]);
});
