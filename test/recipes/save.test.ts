// Saved recipes over a real embedded store: numbers and versions, whoever saves at the same time.
import { describe, expect, test } from 'vitest';
import type { SavedRecipe } from '../../src/explore/answers.js';
import { Fault } from '../../src/model/fault.js';
import { Conflict } from '../../src/recipes/conflict.js';
import { rollbackRecipe } from '../../src/recipes/rollback.js';
import { saveRecipe } from '../../src/recipes/save.js';
import { savedRecipes } from '../../src/recipes/saved.js';
import { storedRecipes } from '../../src/recipes/stored.js';
import { storeScene } from './scene.js';

const { fresh, connect, fill } = storeScene();
const least = (name: string, value: number) => ({ name, rules: { all: [{ signal: 'words', op: '>=', value }] } });
const by = { author: 'ann', reason: 'why not' };
const stored = async (store: Parameters<typeof storedRecipes>[0]) => (await storedRecipes(store, 'ORDER BY number')).map(({ saved }) => saved);
const short = ({ name, version, number, parent, action }: SavedRecipe) => [number, name, version, parent, action];
const fails = (work: Promise<unknown>) => work.then(() => 'no error', (error: Fault) => `${error.name} ${error.code} ${error.message}`);

test('what is saved is what is read: every version, one number after the other', async () => {
  const { store } = await fresh(), before = Date.now();
  const first = await saveRecipe(store, { recipe: least('mine', 50), expected: 0, author: "O'Hara \\ é\u{1F600}", reason: 'too many\nshort pages "" {a:String}' });
  expect({ ...first, changed: '' }).toEqual({ name: 'mine', version: 1, number: 1, parent: 0, action: 'save', author: "O'Hara \\ é\u{1F600}", reason: 'too many\nshort pages "" {a:String}', changed: '', recipe: least('mine', 50) });
  expect([first.changed, Math.abs(Date.parse(first.changed) - before) < 60_000]).toEqual([expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/), true]);
  await saveRecipe(store, { recipe: { ...least('other', 60), where: "domain != 'x'" }, expected: null, ...by });
  await saveRecipe(store, { recipe: least('mine', 70), expected: 1, ...by });
  await saveRecipe(store, { recipe: least('mine', 80), expected: null, ...by });
  expect((await stored(store)).map(short)).toEqual([[1, 'mine', 1, 0, 'save'], [2, 'other', 1, 0, 'save'], [3, 'mine', 2, 1, 'save'], [4, 'mine', 3, 2, 'save']]);
  const [mine, other] = await savedRecipes(store);
  expect([short(mine!), mine!.recipe, short(other!), other!.recipe]).toEqual([[4, 'mine', 3, 2, 'save'], least('mine', 80), [2, 'other', 1, 0, 'save'], { ...least('other', 60), where: "domain != 'x'" }]);
});

test('a recipe that is wrong is refused with every fault, and nothing is stored', async () => {
  const { store } = await fresh(), save = (recipe: unknown) => fails(saveRecipe(store, { recipe, expected: null, ...by }));
  expect(await save({ name: 'mine', rules: { all: [{ signal: 'wrods', op: '>=', value: 5 }, { signal: 'words', op: '<', value: Number.NaN }, { signal: 'words', op: '<', value: Infinity }] } })).toBe([
    "Fault 2 rules.all[0].signal: got unknown signal 'wrods', allowed the names that `thresher signals` prints (did you mean words?)",
    'rules.all[1].value: got NaN, allowed a finite number for op <', 'rules.all[2].value: got Infinity, allowed a finite number for op <'].join('\n'));
  expect(await save({ ...least('mine', 5), from: 'c4' })).toBe('Fault 2 from: got c4, which names c4_length, c4_page_lorem, c4_page_curly and 2 more, allowed a preset whose signals this store has');
  expect(await save(least('mine@3', 5))).toBe("Fault 2 name: got 'mine@3', which means a version of another recipe, allowed a name that does not end in @ and a number");
  expect(await save({ name: 'mine', rules: { all: [{ signal: 'ratio', op: '>=', quantile: 0.5 }, { signal: 'words', op: '<', quantile: 0.5, lang: 'de' }] } })).toBe([
    'Fault 2 recipe mine: got a quantile of ratio, of which no page of this store has a value, allowed a number, or a store with such pages',
    'recipe mine: got a quantile of words, of which no page in de of this store has a value, allowed a number, or a store with such pages'].join('\n'));
  expect(await stored(store)).toEqual([]);
});

test('quantiles stay as written; what they came to is kept beside them, and comes back with a rollback', async () => {
  const { store } = await fresh();
  const rules = { all: [{ signal: 'words', op: '>=', quantile: 0.5 }, { signal: 'words', op: '<', quantile: 0.9, by: 'tokens' as const, lang: 'each' }] } as const;
  await fill(store, [10, 20, 30, 40].map((words, offset) => ({ offset, recipe: 0, words, tokens: words === 40 ? 60 : 1, lang: offset < 2 ? 'de' : 'en' })));
  const first = await saveRecipe(store, { recipe: { name: 'mine', rules }, expected: 0, ...by });
  // Of 10 20 30 40 number floor(0.5 * 4) counted from 0 is 30; by tokens 0.9 of 2 and of 61 is reached at the second page of each language.
  const resolved = { all: [
    { signal: 'words', op: '>=', value: 30, source: 'quantile 0.5 of documents, over 4 pages' },
    { any: [
      { all: [{ signal: 'words', op: '<', value: 20, source: 'quantile 0.9 of tokens, over 2 pages in de' }, { signal: 'lang', op: '=', value: 'de' }] },
      { all: [{ signal: 'words', op: '<', value: 40, source: 'quantile 0.9 of tokens, over 2 pages in en' }, { signal: 'lang', op: '=', value: 'en' }] }] }] };
  expect([first.recipe.rules, first.resolved]).toEqual([rules, resolved]);
  await fill(store, [100, 200, 300, 400].map((words, offset) => ({ offset: 10 + offset, recipe: 1, words })));
  const again = await saveRecipe(store, { recipe: { name: 'mine', rules: { all: [rules.all[0]] } }, expected: 1, ...by });
  expect(again.resolved).toEqual({ all: [{ signal: 'words', op: '>=', value: 100, source: 'quantile 0.5 of documents, over 8 pages' }] });
  const back = await rollbackRecipe(store, { name: 'mine', to: 1, expected: 2, ...by });
  expect([short(back), back.recipe, back.resolved]).toEqual([[3, 'mine', 3, 1, 'rollback'], first.recipe, resolved]);
});

test('a row that somebody wrote by hand and that is no recipe hides nothing and stops nobody', async () => {
  const { store } = await fresh();
  await saveRecipe(store, { recipe: least('mine', 50), expected: 0, ...by });
  const before = await savedRecipes(store);
  await store.command("INSERT INTO recipes (number, name, version) SELECT max(number) + 1, 'by hand', 1 FROM recipes");
  expect(await savedRecipes(store)).toEqual(before);
  const { number } = await saveRecipe(store, { recipe: { name: 'after-it', rules: { all: [] } }, expected: null, author: 'a', reason: '' });
  expect((await savedRecipes(store)).find(({ name }) => name === 'after-it')!.number).toBe(number);
});

describe('a rollback', () => {
  test('writes a version that equals the old one', async () => {
    const { store } = await fresh();
    for (const value of [1, 2, 3]) await saveRecipe(store, { recipe: least('mine', value), expected: value - 1, ...by });
    expect(short(await rollbackRecipe(store, { name: 'mine', to: 2, expected: null, ...by }))).toEqual([4, 'mine', 4, 2, 'rollback']);
    expect((await stored(store)).map(({ recipe }) => recipe)).toEqual([1, 2, 3, 2].map((value) => least('mine', value)));
  });

  test('is refused to where there is nothing, and when the name has moved on', async () => {
    const { store } = await fresh();
    const { changed } = await saveRecipe(store, { recipe: least('mine', 1), expected: 0, ...by }), back = (name: string, to: number, expected: number | null = null) => fails(rollbackRecipe(store, { name, to, expected, ...by }));
    expect([await back('none', 1), await back('mine', 2), await back('mine', 0), await back('mine', 1, 7)]).toEqual([
      "Fault 2 recipe: got 'none', of which no version is saved, allowed the name of a saved recipe", 'Fault 2 version: got 2, allowed 1 to 1 of recipe mine', 'Fault 2 version: got 0, allowed 1 to 1 of recipe mine',
      `Conflict 1 recipe mine: got a change made when mine was at version 7, allowed one made from version 1, which ann saved at ${changed} ("why not")`]);
    expect(await stored(store)).toHaveLength(1);
  });
});

describe('people who save at once', () => {
  const together = <T>(stores: readonly T[], count: number, work: (store: T, i: number) => Promise<SavedRecipe>) =>
    Promise.all(Array.from({ length: count }, (_, i) => work(stores[i % stores.length]!, i).then((saved) => ({ i, saved }), (error: unknown) => ({ i, error }))));

  test('from the same version: one is stored, the others are told who was faster', async () => {
    const { store, database } = await fresh(), stores = [store, await connect(database), await connect(database), await connect(database)];
    const ended = await together(stores, 20, (mine, i) => saveRecipe(mine, { recipe: least('mine', i), expected: 0, author: `author ${i}`, reason: `reason ${i}` }));
    const [won, ...more] = ended.flatMap((one) => ('saved' in one ? [one] : [])), lost = ended.flatMap((one) => ('error' in one ? [one.error] : []));
    expect([more, short(won!.saved), won!.saved.recipe, await stored(store)]).toEqual([[], [1, 'mine', 1, 0, 'save'], least('mine', won!.i), [won!.saved]]);
    const { author, changed, reason } = won!.saved;
    expect(lost).toHaveLength(19);
    for (const error of lost) {
      expect(error).toBeInstanceOf(Conflict);
      expect([(error as Conflict).current, (error as Conflict).message]).toEqual([won!.saved, `recipe mine: got a change made when mine did not exist, allowed one made from version 1, which ${author} saved at ${changed} ("${reason}")`]);
    }
  });

  test('whatever the version is, under several names: every one is stored once, numbers and versions without a gap', async () => {
    const { store, database } = await fresh(), stores = [store, await connect(database), await connect(database), await connect(database)];
    const ended = await together(stores, 20, (mine, i) => saveRecipe(mine, { recipe: least(`r${i % 3}`, i), expected: null, author: `author ${i}`, reason: '' }));
    const all = await stored(store), saved = ended.map((one) => ('saved' in one ? one.saved : one.error));
    expect([...all].sort((a, b) => a.number - b.number)).toEqual([...saved].sort((a, b) => (a as SavedRecipe).number - (b as SavedRecipe).number));
    expect(all.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(new Set(all.map(({ author }) => author)).size).toBe(20);
    for (const name of ['r0', 'r1', 'r2']) expect(all.filter((one) => one.name === name).map(({ version, parent }) => [version, parent])).toEqual(all.filter((one) => one.name === name).map((_, i) => [i + 1, i]));
  });
});

test('a number whose row was deleted by hand is not given again, and nobody waits for it for ever', async () => {
  const { store } = await fresh();
  for (const value of [1, 2]) await saveRecipe(store, { recipe: least('mine', value), expected: null, ...by });
  await store.command('DELETE FROM recipes WHERE number = 2');
  expect(short(await saveRecipe(store, { recipe: least('mine', 3), expected: 1, ...by }))).toEqual([3, 'mine', 2, 1, 'save']);
});
