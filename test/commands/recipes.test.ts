// The verb `recipes` and `select` with saved recipes: the compiled command line over a small store that this process holds, so every call attaches to it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { presetNames } from '../../src/select/presets.js';
import { openStore, type ClickHouseStore } from '../../src/sinks/clickhouse.js';
import { writeCrawl } from '../crawl.js';
import { answer, thresher, type Ended } from '../thresher.js';

/** Each test starts a dozen processes. */
const MINUTES = 180_000;
let folder = '', store = '', crawl: string[] = [], held: ClickHouseStore;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'thresher-recipes-verb-'));
  store = join(folder, 'store');
  crawl = writeCrawl(join(folder, 'crawl'), 13, 200);
  await answer(['backfill', crawl[0]!, '--store', store, '--workers', '0']);
  held = await openStore({ store, database: 'thresher', version: 'test' });
});
afterAll(async () => {
  await held.close();
  rmSync(folder, { recursive: true, force: true });
});

const at = (...args: string[]): Promise<Ended> => thresher([...args, '--store', store]);
const ask = <T>(...args: string[]): Promise<T> => answer<T>([...args, '--store', store]);
const mine = (value: number, more = ''): string => {
  const path = join(folder, 'mine.yaml');
  writeFileSync(path, `name: mine\nfrom: gopher\nrules:\n  all:\n    - {signal: rps_doc_word_count, op: ">=", value: ${value}}\n${more}`);
  return path;
};
type Entry = Readonly<Record<string, unknown>> & { readonly name: string; readonly version: number; readonly preset: boolean };

test('set, list, show, diff, rollback: every version stays, with who and why', async () => {
  const first = await ask<Entry>('recipes', 'set', mine(100), '--reason', 'too "short"', '--if-version', '0'), second = await ask<Entry>('recipes', 'set', mine(150, '    - {signal: toxicity_score, op: "<", value: 0.9}\n'), '--author', 'bob');
  expect(first).toEqual({ name: 'mine', version: 1, number: 1, parent: 0, action: 'save', author: userInfo().username, reason: 'too "short"', changed: expect.any(String), preset: false,
    recipe: { name: 'mine', from: 'gopher', rules: { all: [{ signal: 'rps_doc_word_count', op: '>=', value: 100 }] } } });
  expect(second).toMatchObject({ version: 2, number: 2, parent: 1, author: 'bob', reason: '' });
  const back = await at('recipes', 'rollback', 'mine', '--to', '1', '--if-version', '2');
  expect([back.code, back.stdout, back.stderr]).toEqual([0, 'recipe mine: version 3 (number 3) saved; running processes judge by it within a second\n', '']);

  await answer(['backfill', crawl[1]!, '--store', store, '--workers', '0']);
  const [seq] = await held.rows<{ seq: number }>('SELECT max(file_seq) AS seq FROM ingest_files'), from = { 'files/0': String(BigInt(seq!.seq) << 32n) };
  expect(await ask('recipes', 'show', 'mine')).toEqual([{ ...first, version: 3, number: 3, parent: 1, action: 'rollback', author: userInfo().username, reason: 'back to version 1', changed: expect.any(String), from_offset: from },
    { ...second, from_offset: from }, { ...first, from_offset: from }]);
  expect(await ask('recipes', 'show', 'mine@2')).toEqual([{ ...second, from_offset: from }]);
  const listed = await ask<Entry[]>('recipes', 'list');
  expect(listed.map(({ name, version, preset }) => [name, version, preset])).toEqual([['mine', 3, false], ['mine', 2, false], ['mine', 1, false], ...presetNames().map((name) => [name, 0, true])]);
  expect((await at('recipes', 'list')).stdout).toMatch(/^recipe +version +changed +by +reason\nmine +3 +\S+ \S+ UTC +\S+ +back to version 1\ngopher +0 +preset +/);
  const text = (await at('recipes', 'show', 'mine')).stdout;
  expect([text.startsWith('mine, version 3\n  keeps a page when\n    rps_doc_word_count >= 100\n'), text.split('\n').filter((line) => line.includes(`files/0 from ${from['files/0']}`)).length, text.includes('back to 1')]).toEqual([true, 3, true]);

  expect(await ask('recipes', 'diff', 'mine@1', 'mine@2')).toEqual({
    a: 'mine@1', b: 'mine@2', added: [{ signal: 'toxicity_score', op: '<', value: 0.9 }], removed: [], from: null, where: null,
    changed: [{ old: { signal: 'rps_doc_word_count', op: '>=', value: 100 }, new: { signal: 'rps_doc_word_count', op: '>=', value: 150 } }] });
  expect((await at('recipes', 'diff', 'gopher', 'mine')).stdout).toBe('gopher -> mine\n  + from: gopher\n  - rps_doc_word_count >= 50\n  + rps_doc_word_count >= 100\n');
  expect((await at('recipes', 'diff', mine(100), 'mine')).stdout).toBe('mine -> mine\n  no difference\n');
  // Presets whose signals this store lacks can be compared too.
  expect((await at('recipes', 'diff', 'celadon', 'dolma')).stdout).toMatch(/^celadon -> dolma\n {2}- celadon_total <= 3\n/);
}, MINUTES);

test('a saved recipe is selected by its name, as it stands in the stream; a file by its path', async () => {
  const path = mine(3);
  const count = async (name: string): Promise<number> => (await ask<{ documents: number }>('select', name, '--count')).documents;
  const [kept] = await held.rows<{ n: string; all: string }>("SELECT countIf(stream_failed['mine'] = '') AS n, countIf(stream_failed['gopher'] = '') AS all FROM documents WHERE stream_recipe = 3");
  const newest = (await ask<{ documents: number }>('select', 'mine', '--where', 'stream_recipe = 3', '--count')).documents;
  expect([newest, newest < Number(kept!.all), await count('mine@3') > await count('mine@2'), await count(path) > await count('mine')]).toEqual([Number(kept!.n), true, true, true]);
  expect(await ask('select', '--compare', 'mine', 'mine@2')).toMatchObject({ onlyB: { documents: 0 } });
}, MINUTES);

test('presets are shown as recipes; a saved one of the same name wins', async () => {
  const [preset] = await ask<Entry[]>('recipes', 'show', 'c4');
  expect([Object.keys(preset!), preset!.version, preset!.preset, preset!['from_offset']]).toEqual([['name', 'version', 'number', 'preset', 'parent', 'action', 'author', 'reason', 'changed', 'source', 'recipe', 'from_offset'], 0, true, {}]);
  expect((await at('recipes', 'show', 'nemo')).code).toBe(0);   // whatever this store has
  const path = join(folder, 'c4.json');
  writeFileSync(path, JSON.stringify({ name: 'c4', from: 'c4', rules: { all: [{ signal: 'text_chars', op: '>=', value: 1000 }] }, where: "domain != 'x'" }));
  await ask('recipes', 'set', path);
  expect((await ask<Entry[]>('recipes', 'show', 'c4')).map(({ version, preset: isPreset }) => [version, isPreset])).toEqual([[1, false]]);
  const explained = await ask<{ conditions: { condition: string }[] }>('select', 'c4', '--explain');
  expect(explained.conditions.slice(-2).map(({ condition }) => condition)).toEqual(['text_chars >= 1000', "domain != 'x'"]);
}, MINUTES);

test('quantiles: shown as written and as they are in the stream', async () => {
  const path = join(folder, 'top.yaml');
  writeFileSync(path, 'name: top\nrules:\n  all:\n    - {signal: quality_score, op: ">=", quantile: 0.9}\n');
  const saved = await ask<{ resolved: { all: { value: number }[] } }>('recipes', 'set', path), [cut] = await held.rows<{ cut: number }>('SELECT quantileExact(0.9)(quality_score) AS cut FROM documents');
  expect(saved.resolved.all.map(({ value }) => value)).toEqual([cut!.cut]);
  expect((await at('recipes', 'show', 'top')).stdout).toContain(
    `  keeps a page when\n    quality_score >= quantile 0.9 of documents\n  its quantiles as they were when it was saved, and are in the stream since\n    quality_score >= ${cut!.cut}\n`);
}, MINUTES);

test('two people at once: the second is told what the first one did; what does not fit is refused, all faults at once', async () => {
  const stale = await at('recipes', 'set', mine(200), '--if-version', '2'), newest = (await ask<Entry[]>('recipes', 'show', 'mine'))[0]!;
  expect([stale.code, stale.stdout, stale.stderr]).toEqual([1, '', `recipe mine: got a change made when mine was at version 2, allowed one made from version 3, which ${String(newest['author'])} saved at ${String(newest['changed'])} ("back to version 1")\n`]);
  const path = join(folder, 'bad.yaml');
  writeFileSync(path, 'name: bad\nrules:\n  all:\n    - {signal: wrods, op: ">=", value: 5}\n    - {signal: text_chars, op: ">=", value: .nan}\n');
  const refused = await Promise.all([
    at('recipes', 'set', path), at('recipes', 'show', 'mone'), at('recipes', 'diff', 'mine', 'mine@9'), at('recipes', 'rollback', 'mine', '--to', '9'), at('recipes', 'rollback', 'mine'), at('recipes', 'rollback', 'c4x', '--to', '1'),
    at('recipes', 'list', '--to', '3'), at('recipes', 'lst'), at('recipes', 'set'), at('recipes', 'set', mine(1), '--if-version', 'x'), at('select', 'mone', '--count'), thresher(['recipes', 'list', '--store', join(folder, 'nowhere')])]);
  expect(refused.map(({ code, stdout }) => [code, stdout])).toEqual(refused.map(() => [2, '']));
  expect(refused.map(({ stderr }) => stderr.trimEnd())).toEqual([
    `${path}: rules.all[0].signal: got unknown signal 'wrods', allowed the names that \`thresher signals\` prints\n${path}: rules.all[1].value: got NaN, allowed a finite number for op >=`,
    "recipe: got 'mone', allowed a saved recipe (`thresher recipes list`), a version of one (name@3) or a preset (did you mean mine?)", "recipe: got 'mine@9', allowed versions 1 to 3 of mine",
    'version: got 9, allowed 1 to 3 of recipe mine', '--to: got nothing, allowed a whole number from 1 on', "recipe: got 'c4x', of which no version is saved, allowed the name of a saved recipe",
    '--to: got it with list, allowed with rollback', "recipes: got 'lst', allowed list, show, diff, set, rollback", 'recipes set: got nothing, allowed a recipe file', "--if-version: got 'x', allowed a whole number from 0 on",
    "recipe: got 'mone', allowed a saved recipe (`thresher recipes list`), a version of one (name@3) or a preset (did you mean mine?)", `store ${join(folder, 'nowhere')}: there is none; \`thresher backfill\` makes one`]);
  expect(await held.rows('SELECT count() AS n FROM recipes')).toEqual([{ n: '5' }]);
}, MINUTES);

test('brokers that do not answer: the recipe is saved all the same, and that is said', async () => {
  const { code, stdout, stderr } = await at('recipes', 'set', mine(100), '--brokers', '127.0.0.1:9');
  expect([code, stdout]).toEqual([0, 'recipe mine: version 4 (number 6) saved; running processes judge by it within a second\n']);
  expect(JSON.parse(stderr.trimEnd().split('\n').at(-1)!)).toMatchObject({ msg: expect.stringMatching(/^saved, but not announced \(Kafka at 127\.0\.0\.1:9: .+\); running processes find it in the store$/) as string });
}, MINUTES);
