// A signal family of the user's own, from the settings file to SQL: a good one, one that fails in every way, ones that are refused.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunReport } from '../../src/report.js';
import { answer, digestOf, thresher, type Ended } from '../thresher.js';

const folder = mkdtempSync(join(tmpdir(), 'thresher-user-signals-')), pages = join(folder, 'pages.jsonl');
const place = (name: string): string => join(folder, name);
const write = (name: string, text: string): string => { writeFileSync(place(name), text); return place(name); };
/** Settings of a store with one module beside family c4. */
const settingsFor = (name: string, code: string): string => {
  write(`${name}.js`, code);
  return write(`${name}.yaml`, `signals: [c4, ./${name}.js]\nstore: ${place(name)}\nscorers: []\nbatchRows: 16\n`);
};
const COUNT = 60, WORD = 'confidential';
const textOf = (i: number): string => `Page ${i} is ${WORD}. ${'More of it. '.repeat(i % 7)}`.trim();

const MINE = `export default {
  name: 'mine',
  signals: [
    { name: 'mine_length', type: 'count', unit: 'code units', range: [0, null], source: 'this test', null_when: '' },
    { name: 'mine_even', type: 'flag', unit: '0/1', range: [0, 1], source: 'this test', null_when: 'page 7' },
  ],
  measure({ text, url, domain, lang }) {
    const i = Number(url.split('/').at(-1));
    return { mine_length: text.length + (domain === 'site.example' && lang !== '' ? 0 : 1000), mine_even: i === 7 ? null : 1 - i % 2 };
  },
};`;
/** Fails on pages 3, 13, 23 ... in one way, on 4, 14 ... in the next. */
const FAULTY = `export default {
  name: 'faulty',
  signals: [{ name: 'faulty_a', type: 'score' }, { name: 'faulty_b', type: 'count' }],
  measure({ text, url }) {
    const i = Number(url.split('/').at(-1));
    if (i % 10 === 3) throw new TypeError(text);
    if (i % 10 === 4) return { faulty_a: NaN, faulty_b: i };
    if (i % 10 === 5) return { faulty_a: i, faulty_b: text };
    if (i % 10 === 6) return text;
    if (i === 37) for (;;);
    return { faulty_a: i / 2, faulty_b: i };
  },
};`;

beforeAll(() => {
  writeFileSync(pages, Array.from({ length: COUNT }, (_, i) => `${JSON.stringify({ id: `p${i}`, url: `http://www.site.example/${i}`, text: textOf(i) })}\n`).join(''));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sql = async <T>(config: string, query: string): Promise<T[]> =>
  (await thresher(['sql', query, '--config', config, '--format', 'JSONEachRow'])).stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line) as T);

describe('a user\'s own signal family', () => {
  let config: string;
  beforeAll(async () => {
    config = settingsFor('mine', MINE);
    await answer<RunReport>(['backfill', pages, '--config', config, '--workers', '2']);
  });

  it('has columns of its types, with its numbers', async () => {
    expect(await sql(config, "SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = 'documents' AND name LIKE 'mine%' ORDER BY position")).toEqual([
      { name: 'mine_length', type: 'Nullable(UInt32)' }, { name: 'mine_even', type: 'Nullable(UInt32)' }]);
    expect(await sql(config, "SELECT toUInt32(substring(record_id, 2)) AS i, mine_length, mine_even FROM documents ORDER BY i")).toEqual(
      Array.from({ length: COUNT }, (_, i) => ({ i, mine_length: textOf(i).length, mine_even: i === 7 ? null : 1 - (i % 2) })));
  });

  it('can be selected by, in a recipe and in SQL, where NULL satisfies no rule', async () => {
    const recipe = write('recipe.yaml', "name: even\nrules: { all: [{ signal: mine_even, op: '<', value: 1 }, { signal: c4_length, op: '>', value: 0 }] }\n");
    expect((await answer<{ documents: number }>(['select', recipe, '--count', '--config', config])).documents).toBe(COUNT / 2 - 1);
    expect((await answer<{ documents: number }>(['select', '--where', 'mine_even = 1', '--count', '--config', config])).documents).toBe(COUNT / 2);
    const unknown = write('unknown.yaml', "name: x\nrules: { all: [{ signal: mine_evn, op: '<', value: 1 }] }\n");
    expect(await thresher(['select', unknown, '--count', '--config', config])).toMatchObject({ code: 2, stderr: expect.stringContaining("unknown signal 'mine_evn'") });
  });

  it('is in the catalogue, and there alone', async () => {
    const entries = await answer<{ name: string }[]>(['signals', '--config', config]);
    expect(entries.filter(({ name }) => name.startsWith('mine_'))).toMatchObject([
      { name: 'mine_length', family: 'mine', type: 'count', unit: 'code units', range: [0, null], null_when: '', source: 'this test', exact: null },
      { name: 'mine_even', family: 'mine', type: 'flag', unit: '0/1', range: [0, 1], null_when: 'page 7', source: 'this test', exact: null }]);
    expect((await answer<{ name: string }[]>(['signals'])).map(({ name }) => name)).toEqual(entries.map(({ name }) => name).filter((name) => !name.startsWith('mine_')));
  });

  it('is measured by the verbs without a store, inline and in threads', async () => {
    for (const workers of ['0', '2']) {
      const { stdout } = await thresher(['measure', pages, '--config', config, '--workers', workers]);
      const lines = stdout.trim().split('\n').map((line) => (JSON.parse(line) as { signals: Record<string, number | null> }).signals);
      expect(lines.map(({ mine_length: length, mine_even: even }) => [length, even])).toEqual(Array.from({ length: COUNT }, (_, i) => [textOf(i).length, i === 7 ? null : 1 - (i % 2)]));
    }
    expect((await answer<{ signals: Record<string, number> }>(['inspect', pages, '--record', '9', '--presets', 'c4', '--config', config])).signals).toMatchObject({ mine_length: textOf(9).length, mine_even: 0 });
  });

  it('is left out when a flag names others, and taken by its name or by all', async () => {
    const names = async (signals: string): Promise<string[]> => {
      const { stdout } = await thresher(['measure', pages, '--config', config, '--workers', '0', '--signals', signals]);
      return Object.keys((JSON.parse(stdout.slice(0, stdout.indexOf('\n'))) as { signals: object }).signals);
    };
    expect((await names('c4')).filter((name) => name.startsWith('mine_'))).toEqual([]);
    expect(await names('mine')).toEqual(['mine_length', 'mine_even']);
    expect((await names('all')).filter((name) => name.startsWith('mine_'))).toEqual(['mine_length', 'mine_even']);
  });
});

describe('a family that fails on some pages', () => {
  const fill = (name: string, workers: string, more: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Promise<Ended> =>
    thresher(['backfill', pages, '--config', settingsFor(name, FAULTY), '--workers', workers, '--json', ...more], env);
  const warnings = ({ stderr }: Ended): string[] => stderr.split('\n').filter((line) => line.includes('signal family')).map((line) => (JSON.parse(line) as { msg: string }).msg.replace(/\(.*?\)/, '(PATH)')).sort();

  it('gives NULL there and nowhere else, one line in the log for each kind, the same rows inline, in threads and after a kill', async () => {
    const runs = { inline: await fill('inline', '0'), threads: await fill('threads', '2') };
    for (const run of Object.values(runs)) {
      expect([run.code, (JSON.parse(run.stdout) as RunReport).rejections]).toEqual([0, {}]);
      expect(warnings(run)).toEqual([
        'faulty_a was NaN', 'faulty_b was a string', 'measure answered a string instead of {signal: number or null}', 'measure threw TypeError in line 6', 'measure took longer than 1 s',
      ].map((what) => `signal family faulty (PATH): ${what} on a page; it is NULL there. Further pages like that are not mentioned`));
      expect(run.stderr).not.toContain(WORD);
    }
    const config = place('threads.yaml');
    expect(await sql(config, 'SELECT toUInt32(substring(record_id, 2)) AS i, faulty_a AS a, faulty_b AS b, c4_length > 0 AS other FROM documents ORDER BY i')).toEqual(Array.from({ length: COUNT }, (_, i) => {
      const none = i % 10 === 3 || i % 10 === 6 || i === 37;
      return { i, a: none || i % 10 === 4 ? null : i % 10 === 5 ? i : i / 2, b: none || i % 10 === 5 ? null : i, other: 1 };
    }));
    const unbroken = await digestOf(place('threads'));
    expect(await digestOf(place('inline'))).toEqual(unbroken);
    expect((await fill('killed', '2', [], { THRESHER_FAILPOINT: 'texts:2' })).signal).toBe('SIGKILL');
    expect((await fill('killed', '0', ['--batch-rows', '9'])).code).toBe(0);
    expect(await digestOf(place('killed'))).toEqual(unbroken);
  });

  it('that ends its thread costs the record it does that on, and no other', async () => {
    const config = settingsFor('exits', "export default { name: 'exits', signals: [{ name: 'exits_a', type: 'flag' }], measure({ url }) { if (url.endsWith('/37')) process.exit(0); return { exits_a: 1 }; } };");
    const { code, stdout } = await thresher(['backfill', pages, '--config', config, '--workers', '2', '--json', '--quiet']), report = JSON.parse(stdout) as RunReport;
    expect([code, report.rows, report.rejections]).toEqual([0, COUNT - 1, { worker_crash: 1 }]);
    expect(await sql(config, 'SELECT sum(exits_a) AS n, (SELECT any(ordinal) FROM rejections) AS rejected FROM documents')).toEqual([{ n: String(COUNT - 1), rejected: 37 }]);
  });
});

describe('modules that are no family', () => {
  it('are refused at the start, all at once, with their paths; nothing is made', async () => {
    for (const [name, code] of [['foreign', "export default { name: 'a', signals: [{ name: 'b_x', type: 'score' }], measure() {} };"], ['nameless', "export default { signals: [{ name: 'b_x', type: 'score' }], measure() {} };"]] as const) write(`${name}.js`, code);
    const config = write('faults.yaml', `signals: [c4, gofer, ./foreign.js, ./nameless.js, ./missing.js]\nstore: ${place('none')}\n`);
    for (const verb of [['backfill', pages], ['backfill', pages, '--workers', '0'], ['measure', pages], ['inspect', pages, '--record', '0']]) {
      const { code, stdout, stderr } = await thresher([...verb, '--config', config]);
      expect([code, stdout], verb.join(' ')).toEqual([2, '']);
      expect(stderr.trim().split('\n'), verb.join(' ')).toEqual([
        expect.stringContaining(`${place('foreign.js')}: signals[0].name: got 'b_x', allowed names that begin with 'a_'`),
        expect.stringContaining(`${place('nameless.js')}: name: got nothing`),
        expect.stringContaining('missing.js: got no such file'),
        expect.stringContaining('signals: got "gofer"'),
      ]);
    }
    expect((await thresher(['sql', 'SELECT 1', '--config', config])).code).toBe(2);
    expect((await thresher(['signals', '--config', config])).code).toBe(2);
  });
});
