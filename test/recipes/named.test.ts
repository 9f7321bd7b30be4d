import { expect, test } from 'vitest';
import type { Fault } from '../../src/model/fault.js';
import { recipeNamed } from '../../src/recipes/named.js';
import { saveRecipe } from '../../src/recipes/save.js';
import { versionIn } from '../../src/recipes/version-in.js';
import { ruleColumns } from '../../src/select/columns.js';
import { presetNamed, presetNames } from '../../src/select/presets.js';
import { selectionOf } from '../../src/select/recipe.js';
import { signals } from '../../src/signals/index.js';
import { storeScene } from './scene.js';

const { fresh } = storeScene();
const columns = ruleColumns(signals, ['words', 'ratio']), few = ruleColumns([], ['words', 'ratio']);
const least = (name: string, value: number) => ({ name, rules: { all: [{ signal: 'words', op: '>=' as const, value }] } });

test('no preset has a name that means a version', () => expect(presetNames().filter((name) => versionIn(name) !== null)).toEqual([]));
test.each([['mine@3', { name: 'mine', version: 3 }], ['gopher@dolma@12', { name: 'gopher@dolma', version: 12 }], ['gopher@dolma', null], ['mine', null], ['@3', null], ['mine@3a', null]])('%s', (reference, meant) => expect(versionIn(reference)).toEqual(meant));

test('a name, a version, a preset, an alias, a draft; a saved recipe wins over a preset', async () => {
  const { store } = await fresh(), save = (recipe: object) => saveRecipe(store, { recipe, expected: null, author: 'ann', reason: '' });
  const one = await save(least('mine', 1)), two = await save({ ...least('mine', 2), where: "domain != 'x'" }), own = await save(least('gopher', 3)), at = await save(least('mine@dolma', 4));
  expect(await recipeNamed(store, 'mine', columns)).toEqual({ name: 'mine', selection: { name: 'mine', rules: least('', 2).rules, where: "domain != 'x'" }, recipe: two.recipe, saved: two });
  expect(await recipeNamed(store, 'mine@1', columns)).toEqual({ name: 'mine@1', selection: { name: 'mine@1', rules: least('', 1).rules, where: null }, recipe: one.recipe, saved: one });
  expect([(await recipeNamed(store, 'gopher', columns)).saved, (await recipeNamed(store, 'gopher@1', columns)).saved, (await recipeNamed(store, 'mine@dolma', columns)).saved]).toEqual([own, own, at]);
  for (const name of ['c4', 'massivetext']) {
    const { rules } = presetNamed(name)!;
    expect(await recipeNamed(store, name, columns)).toEqual({ name, selection: { name, rules, where: null }, recipe: { name, rules }, saved: null });
  }
  const draft = { name: 'draft', from: 'c4', rules: { all: [{ signal: 'words', op: '>', quantile: 0.5 }] } } as const;
  expect(await recipeNamed(store, JSON.stringify(draft), columns)).toEqual({ name: 'draft', selection: selectionOf(draft), recipe: draft, saved: null });
});

test('refusals: nothing of that name, no such version, a faulty draft, signals that the store lacks, no cuts', async () => {
  const { store } = await fresh();
  await saveRecipe(store, { recipe: least('mine', 1), expected: null, author: 'ann', reason: '' });
  const fails = (reference: string, known = columns, catalogue?: typeof signals) => recipeNamed(store, reference, known, catalogue).then(() => 'no error', (error: Fault) => `${error.code} ${error.message}`);
  expect([await fails('mone'), await fails('gophr'), await fails('mine@2'), await fails('mine@0'), await fails('{"name":'), await fails('{"name":"a","rules":{"all":[{"signal":"wrods","op":">","value":1e999}]}}'), await fails("x' OR 1")]).toEqual([
    '2 recipe: got \'mone\', allowed a saved recipe (`thresher recipes list`), a version of one (name@3) or a preset (did you mean mine?)',
    '2 recipe: got \'gophr\', allowed a saved recipe (`thresher recipes list`), a version of one (name@3) or a preset (did you mean gopher?)',
    "2 recipe: got 'mine@2', allowed versions 1 to 1 of mine", "2 recipe: got 'mine@0', allowed versions 1 to 1 of mine",
    '2 recipe: got JSON that cannot be read (Unexpected end of JSON input), allowed a recipe as JSON',
    "2 rules.all[0].signal: got unknown signal 'wrods', allowed the names that `thresher signals` prints (did you mean words?)\nrules.all[0].value: got Infinity, allowed a finite number for op >",
    "2 recipe: got 'x' OR 1', allowed a saved recipe (`thresher recipes list`), a version of one (name@3) or a preset",
  ]);
  expect([await fails('c4', few), await fails('nemo', few, signals), await fails('wanjuan-cc')]).toEqual([
    '2 recipe c4: got a store without c4_length, c4_page_lorem, c4_page_curly, c4_page_badword, c4_kept_sentences, allowed one whose pages were measured with these signals',
    '2 preset nemo: got a store without nemo_alpha_numeric, nemo_symbol_to_word, nemo_numbers_ratio and 25 more, allowed one whose pages were measured with --signals nemo',
    expect.stringMatching(/^2 preset wanjuan-cc: got a recipe without published cuts, /),
  ]);
});
