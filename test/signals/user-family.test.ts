import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { resolveConfig } from '../../src/config.js';
import { numberSignals, openFamilies, wholeCatalogue } from '../../src/families.js';
import { signals } from '../../src/signals/index.js';

const folder = mkdtempSync(join(tmpdir(), 'thresher-user-family-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const GOOD = `export default {
  name: 'mine',
  signals: [
    { name: 'mine_length', type: 'count', unit: 'code units', range: [0, null], source: 'made up', null_when: 'the page is empty' },
    { name: 'mine_share', type: 'fraction' },
  ],
  measure({ text }) { return { mine_length: text.length || null, mine_share: 0.5 }; },
};`;
let files = 0;
/** A module of its own: the runtime loads each path once. */
const write = (code: string, name = `module-${++files}.js`): string => {
  const path = join(folder, name);
  writeFileSync(path, code);
  return path;
};
const module = (fields: string): string => write(`export default { ${fields} };`);
const scorers = [{ name: 'toxicity' }];
const open = (chosen: readonly string[], modules: readonly string[] = chosen.filter((name) => name.startsWith(folder))) => openFamilies({ signals: chosen, modules, scorers });
const faultsOf = async (act: Promise<unknown>): Promise<string[]> => {
  const error = await act.then(() => null, (thrown: unknown) => thrown as Error & { code?: number });
  expect(error?.code).toBe(2);
  return error!.message.split('\n');
};

describe('the user\'s own families', () => {
  const mine = write(GOOD, 'mine.js');

  it('are chosen by the path of their module, beside built-in ones', async () => {
    const families = await open(['c4', mine]);
    expect([families.numbers.map(({ name }) => name), families.own.map(({ name, path }) => [name, path])]).toEqual([['c4'], [['mine', mine]]]);
    expect(numberSignals(families).slice(-2)).toEqual([
      { name: 'mine_length', family: 'mine', type: 'count', unit: 'code units', range: [0, null], nullWhen: 'the page is empty', source: 'made up', formula: `measure of ${mine}`, reference: '', exact: null, tolerance: null, deviation: null },
      { name: 'mine_share', family: 'mine', type: 'fraction', unit: '', range: [null, null], nullWhen: '', source: '', formula: `measure of ${mine}`, reference: '', exact: null, tolerance: null, deviation: null },
    ]);
    expect(families.own[0]!.measure({ text: 'four', url: null, host: '', domain: '', lang: 'und' })).toEqual({ mine_length: 4, mine_share: 0.5 });
  });

  it('may be all that is measured', async () => {
    const families = await open([mine]);
    expect([families.numbers, families.arrays, families.own.length]).toEqual([[], [], 1]);
  });

  it('are chosen by name, or by all, among those that the settings know', async () => {
    const other = write(GOOD.replaceAll('mine', 'other'));
    expect((await open(['rps', 'other'], [mine, other])).own.map(({ name }) => name)).toEqual(['other']);
    expect((await open(['all'], [mine, other])).own.map(({ name }) => name)).toEqual(['mine', 'other']);
    expect((await open(['rps'], [mine, other])).own).toEqual([]);
  });

  it('are not even loaded when none of them is meant', async () => {
    expect((await open(['rps'], [join(folder, 'none.js')])).own).toEqual([]);
  });

  it('stand in the catalogue behind the built-in ones', async () => {
    expect((await wholeCatalogue({ modules: [mine], scorers })).map(({ name }) => name)).toEqual([...signals.map(({ name }) => name), 'mine_length', 'mine_share']);
  });
});

describe('a module that is no family', () => {
  const SIGNALS = "signals: [{ name: 'x_a', type: 'score' }]", MEASURE = 'measure() { return {}; }', NAME = "name: 'x'";
  const CASES: readonly (readonly [what: string, fields: string, fault: string])[] = [
    ['has no name', `${SIGNALS}, ${MEASURE}`, 'name: got nothing, allowed lower-case letters, digits and _, a letter first'],
    ['has a name that is no name', `name: 'X y', signals: [], ${MEASURE}`, "name: got 'X y', allowed lower-case letters, digits and _, a letter first"],
    ['has the name of a built-in family', `name: 'gopher', signals: [{ name: 'gopher_a', type: 'score' }], ${MEASURE}`, "name: got 'gopher', allowed a name that no other family has"],
    ['has the name of all', `name: 'all', signals: [{ name: 'all_a', type: 'score' }], ${MEASURE}`, "name: got 'all', allowed a name that no other family has"],
    ['has the name of a scorer', `name: 'toxicity', signals: [{ name: 'toxicity_a', type: 'score' }], ${MEASURE}`, "name: got 'toxicity', allowed one that columns of something else do not begin with"],
    ['has no signals', `${NAME}, ${MEASURE}`, 'signals: got nothing, allowed a list of one or more {name, type, unit, range, source, null_when}'],
    ['has an empty list of signals', `${NAME}, signals: [], ${MEASURE}`, 'signals: got a list of 0, allowed a list of one or more {name, type, unit, range, source, null_when}'],
    ['has a signal that is none', `${NAME}, signals: ['x_a'], ${MEASURE}`, "signals[0]: got 'x_a', allowed {name, type, unit, range, source, null_when}"],
    ['has a foreign prefix', `${NAME}, signals: [{ name: 'y_a', type: 'score' }], ${MEASURE}`, "signals[0].name: got 'y_a', allowed names that begin with 'x_'"],
    ['has a name with markup', `${NAME}, signals: [{ name: 'x_a\`', type: 'score' }], ${MEASURE}`, "signals[0].name: got 'x_a`', allowed letters, digits and _, a letter first"],
    ['has a name of nothing but the prefix', `${NAME}, signals: [{ name: 'x_', type: 'score' }], ${MEASURE}`, "signals[0].name: got 'x_', allowed names that begin with 'x_'"],
    ['has a column of a built-in family', `name: 'rps_doc', signals: [{ name: 'rps_doc_word_count', type: 'count' }], ${MEASURE}`, "signals[0].name: got 'rps_doc_word_count', allowed a name that no other column has"],
    ['has a column of every document', `name: 'text', signals: [{ name: 'text_bytes', type: 'count' }], ${MEASURE}`, "signals[0].name: got 'text_bytes', allowed a name that no other column has"],
    ['has a column that a run adds', `name: 'src', signals: [{ name: 'src_offset', type: 'count' }], ${MEASURE}`, "name: got 'src', allowed one that columns of something else do not begin with"],
    ['has one name twice', `${NAME}, signals: [{ name: 'x_a', type: 'score' }, { name: 'x_a', type: 'count' }], ${MEASURE}`, "signals: got 'x_a' more than once, allowed once"],
    ['has no type', `${NAME}, signals: [{ name: 'x_a' }], ${MEASURE}`, 'signals[0].type: got nothing, allowed fraction, score, count, flag'],
    ['has a type that is no number', `${NAME}, signals: [{ name: 'x_a', type: 'array' }], ${MEASURE}`, "signals[0].type: got 'array', allowed fraction, score, count, flag"],
    ['has a range upside down', `${NAME}, signals: [{ name: 'x_a', type: 'score', range: [1, 0] }], ${MEASURE}`, 'signals[0].range: got a list of 2, allowed [least, most], each a number or null'],
    ['has a unit that is no text', `${NAME}, signals: [{ name: 'x_a', type: 'score', unit: 1 }], ${MEASURE}`, 'signals[0].unit: got 1, allowed text'],
    ['has nothing that measures', `${NAME}, ${SIGNALS}`, 'measure: got nothing, allowed a function of a document'],
  ];
  it.each(CASES)('%s', async (_what, fields, fault) => {
    const path = module(fields), faults = await faultsOf(open(['rps', path]));
    expect(faults).toContain(`signals: module ${path}: ${fault}`);
    expect(faults.every((line) => line.startsWith(`signals: module ${path}: `))).toBe(true);
  });

  it('cannot be loaded', async () => {
    const paths = [join(folder, 'none.js'), write('export default {'), write("throw new RangeError('at once');"), write('export const name = 1;')];
    const allowed = 'allowed a .js file with export default { name, signals, measure }';
    expect(await faultsOf(open(paths))).toEqual([
      `signals: module ${paths[0]}: got no such file, ${allowed}`,
      expect.stringMatching(/^signals: module .*module-\d+\.js: got \w*Error: .* while it was loaded, allowed/),
      `signals: module ${paths[2]}: got RangeError: at once while it was loaded, ${allowed}`,
      `signals: module ${paths[3]}: default export: got nothing, allowed { name, signals, measure }`,
    ]);
  });

  it('clashes with a module before it, in its name or in a column', async () => {
    const first = write(GOOD), again = write(GOOD), longer = module("name: 'mine_len', signals: [{ name: 'mine_len_a', type: 'score' }], measure() {}");
    const column = module("name: 'mine_len_a', signals: [{ name: 'mine_len_a_b', type: 'score' }], measure() {}"), clash = module("name: 'mine_le', signals: [{ name: 'mine_le_a', type: 'score' }, { name: 'mine_length', type: 'score' }], measure() {}");
    expect(await faultsOf(open([first, again, longer, column, clash]))).toEqual([
      `signals: module ${again}: name: got 'mine', allowed a name that no other family has`,
      `signals: module ${again}: signals[0].name: got 'mine_length', allowed a name that no other column has`,
      `signals: module ${again}: signals[1].name: got 'mine_share', allowed a name that no other column has`,
      `signals: module ${clash}: signals[1].name: got 'mine_length', allowed names that begin with 'mine_le_'`,
    ]);
    const deep = module("name: 'deep', signals: [{ name: 'deep_a_b', type: 'score' }], measure() {}"), same = module("name: 'deep_a', signals: [{ name: 'deep_a_b', type: 'score' }], measure() {}");
    expect(await faultsOf(open([deep, same]))).toEqual([`signals: module ${same}: signals[0].name: got 'deep_a_b', allowed a name that no other column has`]);
  });

  it('is refused with every other fault at once', async () => {
    const one = module("name: 'x'"), two = module(SIGNALS);
    expect(await faultsOf(open(['gofer', one, two]))).toEqual([
      ...['signals: got nothing, allowed a list of one or more {name, type, unit, range, source, null_when}', 'measure: got nothing, allowed a function of a document'].map((fault) => `signals: module ${one}: ${fault}`),
      ...['name: got nothing, allowed lower-case letters, digits and _, a letter first', 'measure: got nothing, allowed a function of a document'].map((fault) => `signals: module ${two}: ${fault}`),
      expect.stringMatching(/^signals: got "gofer", allowed .*\(did you mean gopher\?\)$/),
    ]);
  });
});

describe('paths of modules in the settings', () => {
  const conf = join(folder, 'conf');
  mkdirSync(conf);
  const yaml = (text: string): string => { const path = join(conf, `${++files}.yaml`); writeFileSync(path, text); return path; };
  writeFileSync(join(conf, 'beside.js'), GOOD);

  it('count from the folder of the file, or from here when there is nothing', () => {
    const { signals: chosen, modules } = resolveConfig({}, {}, yaml('signals: [rps, ./beside.js, beside.js, package/none.js]'));
    expect([chosen, modules]).toEqual([['rps', join(conf, 'beside.js'), join(process.cwd(), 'package/none.js')], [join(conf, 'beside.js'), join(process.cwd(), 'package/none.js')]]);
  });

  it('stay known when a flag says which families are measured', () => {
    const { signals: chosen, modules } = resolveConfig({ signals: 'all,./flag.mjs' }, {}, yaml('signals: [./beside.js]'));
    expect([chosen, modules]).toEqual([['all', join(process.cwd(), 'flag.mjs')], [join(conf, 'beside.js'), join(process.cwd(), 'flag.mjs')]]);
  });

  it('are none by default', () => expect(resolveConfig({}, {}, yaml('workers: 1')).modules).toEqual([]));
});
