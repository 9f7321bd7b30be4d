// What pages are judged by while somebody saves recipes, over a store of one array; and what a message of the control topic does.
import { expect, test, vi } from 'vitest';
import type { SavedRecipe } from '../../src/explore/answers.js';
import type { Store } from '../../src/model/ports.js';
import type { Preset } from '../../src/model/rule.js';
import { announceRecipe, CONTROL_TOPIC, followControl } from '../../src/recipes/control.js';
import { followRecipes, POLL_MS } from '../../src/recipes/follow.js';
import { ruleColumns } from '../../src/select/columns.js';
import { memoryLog } from '../../src/sources/memory.js';
import { until } from '../contracts/log-scene.js';

const columns = ruleColumns([{ name: 'words', type: 'count' }]), LONG = 3_600_000;
const least = (value: number, signal = 'words') => ({ all: [{ signal, op: '>=', value }] }) as const;
const preset = (name: string): Preset => ({ name, source: '', notes: '', rules: least(1), not_expressed: [] });
const recipe = (number: number, name: string, rest: Partial<SavedRecipe> = {}): SavedRecipe =>
  ({ name, version: number, number, parent: 0, action: 'save', author: 'ann', reason: '', changed: '2026-01-01T00:00:00.000000Z', recipe: { name, rules: least(10 * number) }, ...rest });

/** Answers the two questions of `followRecipes` from `saved`. */
const storeOf = () => {
  const saved: SavedRecipe[] = [], asked = { newest: 0, all: 0 };
  let broken: Error | null = null, hold: Promise<void> = Promise.resolve();
  const store: Pick<Store, 'rows'> = {
    rows: async <T>(sql: string) => {
      const isNewest = sql.startsWith('SELECT max(number)'), answer = saved.slice();
      asked[isNewest ? 'newest' : 'all']++;
      await hold;
      if (broken) throw broken;
      if (isNewest) return [{ number: Math.max(0, ...answer.map(({ number }) => number)) }] as T[];
      const newest = answer.filter((one) => !answer.some(({ name, number }) => name === one.name && number > one.number));
      return newest.map(({ recipe: json, resolved, changed, ...rest }) => ({ ...rest, time: changed.replace('T', ' ').replace('Z', ''), json: JSON.stringify(json), fixed: resolved ? JSON.stringify(resolved) : '', uuid: '' })) as T[];
    },
  };
  return { saved, asked, store, breaks: (error: Error | null) => { broken = error; }, holds: (gate: Promise<void>) => { hold = gate; } };
};

test('the presets, then the newest version of every saved recipe, in the place of a preset of its name', async () => {
  const { saved, store, asked } = storeOf(), notes: string[] = [], followed = await followRecipes(store, { presets: [preset('a'), preset('b')], columns, note: (sentence) => notes.push(sentence), pollMs: LONG });
  expect(followed.current()).toEqual({ number: 0, presets: [preset('a'), preset('b')] });
  saved.push(recipe(1, 'a'), recipe(2, 'mine'), recipe(3, 'a'), recipe(4, 'q', { recipe: { name: 'q', rules: { all: [{ signal: 'words', op: '>=', quantile: 0.5 }] } }, resolved: least(7) }),
    recipe(5, 'from', { recipe: { name: 'from', rules: { any: [...least(5).all] }, where: 'x' } }));
  await followed.refresh();
  expect(followed.current()).toEqual({ number: 5, presets: [preset('b'), { name: 'a', rules: least(30) }, { name: 'from', rules: { all: [{ any: least(5).all }] } }, { name: 'mine', rules: least(20) }, { name: 'q', rules: least(7) }] });
  const read = asked.all;
  await followed.refresh();
  expect([asked.all, notes]).toEqual([read, []]);
  await followed.close();
});

test('a recipe that names what is not measured is left out, with the preset of its name, and that is said once', async () => {
  const { saved, store } = storeOf(), notes: string[] = [], followed = await followRecipes(store, { presets: [preset('a')], columns, note: (sentence) => notes.push(sentence), pollMs: LONG });
  saved.push(recipe(1, 'a', { recipe: { name: 'a', rules: { all: [...least(1, 'wrods').all, ...least(1, 'other').all] } } }), recipe(2, 'b', { recipe: { name: 'b', from: 'of-later', rules: { all: [] } } }),
    recipe(3, 'c', { recipe: { name: 'c', rules: { all: [{ signal: 'words', op: '>=', quantile: 0.5 }] } } }));
  await followed.refresh();
  saved.push(recipe(4, 'd'));
  await followed.refresh();
  expect(followed.current()).toEqual({ number: 4, presets: [{ name: 'd', rules: least(40) }] });
  expect(notes).toEqual([
    "recipe a, version 1, is not judged by in this run: rules.all[0].signal: got unknown signal 'wrods', allowed the names that `thresher signals` prints (did you mean words?) (and 1 more)",
    'recipe b, version 2, is not judged by in this run: preset of-later is not known here', 'recipe c, version 3, is not judged by in this run: a quantile of it has no number']);
  saved.push(recipe(5, 'a'));
  await followed.refresh();
  expect(followed.current().presets.map(({ name }) => name)).toEqual(['a', 'd']);
  await followed.close();
});

test('the loop sees a change by itself, and at once when it is woken; after its end it asks no more', async () => {
  const { saved, store, asked } = storeOf(), quick = await followRecipes(store, { presets: [], columns, note: () => {}, pollMs: 5 });
  saved.push(recipe(1, 'a'));
  await until('it is seen', () => quick.current().number === 1);
  await quick.close();
  const slow = await followRecipes(store, { presets: [], columns, note: () => {}, pollMs: LONG }), before = asked.newest;
  saved.push(recipe(2, 'a'));
  expect([slow.current().number, asked.newest]).toEqual([1, before]);
  slow.wake();
  await until('it is seen', () => slow.current().number === 2);
  await Promise.all([slow.close(), slow.close()]);
  const at = asked.newest;
  slow.wake();
  await new Promise(setImmediate);
  expect(asked.newest).toBe(at);
});

test('who is woken while it asks, asks again: the answer under way may be older than the change', async () => {
  const { saved, store, asked, holds } = storeOf(), followed = await followRecipes(store, { presets: [], columns, note: () => {}, pollMs: LONG });
  let release = (): void => {};
  holds(new Promise((resolve) => { release = resolve; }));
  const before = asked.newest;
  followed.wake();
  await until('it asks', () => asked.newest === before + 1);
  saved.push(recipe(1, 'a'));   // the question is with the store, which answers by what it had then
  followed.wake();
  holds(Promise.resolve());
  release();
  await until('it is seen', () => followed.current().number === 1);
  await followed.close();
});

test('a store that goes away: the last set stays, that is said once, and the loop goes on when it is back; a refresh fails', async () => {
  const { saved, store, asked, breaks } = storeOf(), notes: string[] = [], followed = await followRecipes(store, { presets: [], columns, note: (sentence) => notes.push(sentence), pollMs: 1 });
  saved.push(recipe(1, 'a'));
  await followed.refresh();
  breaks(new Error('query: the store does not answer (ECONNREFUSED)\nmore'));
  const at = asked.newest;
  await until('it tries on', () => asked.newest > at + 5);
  await expect(followed.refresh()).rejects.toThrow('ECONNREFUSED');
  expect([followed.current().number, notes]).toEqual([1, ['saved recipes cannot be asked for (query: the store does not answer (ECONNREFUSED)); judging goes on by those up to number 1']]);
  breaks(null);
  saved.push(recipe(2, 'a'));
  await until('it is seen', () => followed.current().number === 2);
  breaks(new Error('gone'));
  await until('it says so again', () => notes.length === 2);
  await followed.close();
});

test('a question that is never answered does not hold up the end, nor does an older answer undo a newer one', async () => {
  const { saved, store, asked, holds } = storeOf(), followed = await followRecipes(store, { presets: [], columns, note: () => {}, pollMs: LONG });
  saved.push(recipe(1, 'a'));
  let release = (): void => {};
  holds(new Promise((resolve) => { release = resolve; }));
  const before = asked.newest;
  followed.wake();
  await until('it asks', () => asked.newest === before + 1);
  holds(Promise.resolve());
  saved.push(recipe(2, 'a'));
  await followed.refresh();
  expect(followed.current().number).toBe(2);
  release();
  await new Promise(setImmediate);
  expect(followed.current()).toEqual({ number: 2, presets: [{ name: 'a', rules: least(20) }] });
  holds(new Promise(() => {}));
  followed.wake();
  await new Promise(setImmediate);
  await followed.close();
});

test('closed while a question is under way, it ends with the answer: no timer is waited for that may not hold the process', async () => {
  vi.useFakeTimers();
  try {
    const { store, asked, holds } = storeOf(), followed = await followRecipes(store, { presets: [], columns, note: () => {} });
    let answer = (): void => {};
    holds(new Promise((resolve) => { answer = resolve; }));
    await vi.advanceTimersByTimeAsync(POLL_MS);
    expect(asked.newest).toBe(2);
    const closed = followed.close();
    answer();
    await closed;
  } finally {
    vi.useRealTimers();
  }
});

test('the control topic: made by whoever comes first, every follower hears every message, those that stood there before too', async () => {
  const log = memoryLog(), heard = [0, 0], notes: string[] = [], note = (sentence: string): void => { notes.push(sentence); };
  const first = followControl(log, { heard: () => { heard[0]!++; }, note });
  await announceRecipe(log, recipe(1, 'mine'));
  await until('the first hears', () => heard[0] === 1);
  const second = followControl(log, { heard: () => { heard[1]!++; }, note });
  await until('the second hears', () => heard[1] === 1);
  await announceRecipe(log, recipe(2, 'mine'));
  await until('both hear', () => heard.join() === '2,2');
  await Promise.all([first.close(), second.close()]);
  await announceRecipe(log, recipe(3, 'mine'));
  expect([heard, notes, await log.topic(CONTROL_TOPIC)]).toEqual([[2, 2], [], { partitions: 1, maxMessageBytes: 2 ** 20 }]);
  const reader = await log.consumer({ topic: CONTROL_TOPIC, group: 'reader', partitionBytes: 1e6, fetchBytes: 1e6, sessionMs: 1000 }), found: unknown[] = [];
  await reader.run(async ({ messages }) => {
    found.push(...messages.map(({ key, value }) => [Buffer.from(key!).toString(), JSON.parse(Buffer.from(value!).toString())]));
    void reader.drain();
  }, () => {});
  expect(found).toEqual([1, 2, 3].map((number) => ['mine', { number, name: 'mine', version: number, recipe: { name: 'mine', rules: least(10 * number) } }]));
});

test('a control topic that cannot be made or read is said once, and closes all the same', async () => {
  const notes: string[] = [], control = followControl({ ...memoryLog(), createTopic: async () => { throw new Error('not authorized\nstack'); } }, { heard: () => {}, note: (sentence) => notes.push(sentence) });
  await until('it says so', () => notes.length === 1);
  await control.close();
  expect(notes).toEqual(['topic crawl.control cannot be read (not authorized); saved recipes are looked for in the store alone']);
});
