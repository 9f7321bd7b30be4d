// The sample that the page holds, read back from its bytes.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SampleHead } from '../../src/explore/answers.js';
import { catalogue } from '../../src/explore/catalogue.js';
import { compared } from '../../src/explore/compared.js';
import { density } from '../../src/explore/density.js';
import { heatmap } from '../../src/explore/heatmap.js';
import { histogram } from '../../src/explore/histogram.js';
import { sample } from '../../src/explore/sample.js';
import { samples } from '../../src/explore/samples.js';
import { snapshots } from '../../src/explore/snapshots.js';
import { summary } from '../../src/explore/summary.js';
import { thumbnails } from '../../src/explore/thumbnails.js';
import { waterfall } from '../../src/explore/waterfall.js';
import { whatIf } from '../../src/explore/what-if.js';
import { asked, chdb, DATABASE, fill, openScene, readRows, type Row } from './scene.js';

/** As a browser reads it. */
const decode = (answer: Uint8Array<ArrayBuffer>): { head: SampleHead; columns: (number | string | null)[][]; end: number } => {
  const line = answer.indexOf(10), head = JSON.parse(Buffer.from(answer.subarray(0, line)).toString()) as SampleHead;
  let at = Math.ceil((line + 1) / 8) * 8;
  const columns = head.columns.map((column) => {
    if (column.type === 'number') { const values = new Float64Array(answer.buffer, at, head.n); at += 8 * head.n; return Array.from(values, (value) => (Number.isNaN(value) ? null : value)); }
    const codes = new Uint16Array(answer.buffer, at, head.n);
    at += Math.ceil((2 * head.n) / 8) * 8;
    return Array.from(codes, (code) => column.dictionary[code]!);
  });
  return { head, columns, end: at };
};

describe.skipIf(!chdb)('the sample', () => {
  let scene: Awaited<ReturnType<typeof openScene>>;
  beforeAll(async () => { scene = await openScene(); });
  afterAll(() => scene.close());
  const ask = async (columns: readonly string[], as: string | null = null) => decode(await sample(scene.store.readOnly, { database: DATABASE, columns, as }));

  test('every answer of an empty store', async () => {
    const reads = scene.store.readOnly, signal = 's_frac', empty = { as_of: {}, exact: true, n: 0 };
    expect(await summary(reads, asked())).toMatchObject({ ...empty, count: { documents: 0, tokens: 0, bytes: 0, of: { documents: 0, tokens: 0, bytes: 0 } }, languages: [], snapshots: [] });
    expect(await histogram(reads, { ...asked(), signal })).toMatchObject({ ...empty, edges: [], percentiles: [], nulls: { documents: 0 } });
    expect(await whatIf(reads, { ...asked(), signal, by: 'lang' })).toMatchObject({ ...empty, points: [], groups: {} });
    expect(await waterfall(reads, asked({ all: [{ signal, op: '>=', value: 1 }] }))).toMatchObject({ ...empty, documents: 0, tokens: 0, conditions: [{ first: 0, any: 0, only: 0, left: { documents: 0, tokens: 0 } }] });
    expect(await heatmap(reads, asked())).toMatchObject({ ...empty, langs: [], domains: [], cells: [] });
    expect(await density(reads, { ...asked(), x: signal, y: 's_neg' })).toMatchObject({ ...empty, all: [], kept: [] });
    expect(await snapshots(reads, { ...asked(), signal })).toMatchObject({ ...empty, snapshots: [] });
    expect(await samples(reads, { ...asked(), signal, cut: 0.5, side: 'kept' })).toMatchObject({ ...empty, pages: [] });
    expect(await compared(reads, { database: DATABASE, a: asked(), b: asked() })).toMatchObject({ ...empty, parts: { both: { documents: 0, tokens: 0 } } });
    expect(await catalogue(reads, { database: DATABASE, store: '', version: '', signals: [] })).toMatchObject(empty);
    expect(await thumbnails(reads, { database: DATABASE })).toBe(null);
    expect((await ask(['s_frac', 'lang'])).head).toMatchObject({ ...empty, of: 0, shift: 0, columns: [{ name: 's_frac' }, { name: 'lang', dictionary: [] }] });
  });

  test('all pages of a small store, by id, exactly', async () => {
    await fill(scene.store, 0, 2000);
    const rows = (await readRows(scene.store)).sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1)), names = ['s_frac', 'lang', 's_wide', 'domain', 's_count', 's_null', 'snapshot', 'tokens_est', 'stream_dup_kind', 'url'];
    const answer = await sample(scene.store.readOnly, { database: DATABASE, columns: names, as: null }), { head, columns, end } = decode(answer);
    expect([head.exact, head.shift, head.n, head.of, head.as_of, end]).toEqual([true, 0, rows.length, rows.length, { 'files/0': '2000' }, answer.length]);
    names.filter((name) => name !== 'url').forEach((name, i) => expect([name, columns[i]]).toEqual([name, rows.map((row) => row[name as keyof Row])]));
    const url = head.columns[9] as Extract<SampleHead['columns'][number], { type: 'text' }>;
    expect([url.dictionary.length, url.dictionary.at(-1), columns[9]!.filter((value) => value !== '').length]).toEqual([255, '', 254]);
  });

  test('a column that is asked for later has the rows of its generation, whatever came in meanwhile', async () => {
    const before = await ask(['s_frac']);
    await fill(scene.store, 2000, 2500);
    const later = await ask(['s_neg'], before.head.generation), fresh = await ask(['s_neg']);
    expect([later.head.generation, later.head.n, later.head.of]).toEqual([before.head.generation, before.head.n, before.head.of]);
    expect([fresh.head.generation === before.head.generation, fresh.head.n > before.head.n]).toEqual([false, true]);
    expect((await ask(['s_frac'], before.head.generation)).columns).toEqual(before.columns);
  });

  test('rows that are gone end a generation', async () => {
    const before = await ask(['s_frac']);
    for (const [table, column] of [['samples', 'src_offset'], ['ingest_batches', 'src_from']]) await scene.store.command(`DELETE FROM ${table} WHERE ${column} < 100`);
    const after = await ask(['s_frac'], before.head.generation);
    expect([after.head.generation === before.head.generation, after.head.n < before.head.n, after.head.as_of]).toEqual([false, true, before.head.as_of]);
  });

  test('a large store: at most 2^17 rows, those of a smaller store among them', async () => {
    await fill(scene.store, 2500, 400_000);
    const { head, columns } = await ask(['s_count', 'tokens_est']), [row] = await scene.store.rows<{ n: string; s: string; t: string; all: string }>(
      `SELECT countIf(id < ${1n << BigInt(64 - head.shift)}) AS n, sumIf(s_count, id < ${1n << BigInt(64 - head.shift)}) AS s, sumIf(tokens_est, id < ${1n << BigInt(64 - head.shift)}) AS t, count() AS all FROM documents`);
    expect([head.exact, head.shift, head.n, head.of]).toEqual([false, 2, Number(row!.n), Number(row!.all)]);
    expect(Math.abs(head.n * 4 - head.of) / head.of).toBeLessThan(0.02);
    expect(columns.map((column) => column.reduce<number>((sum, value) => sum + Number(value ?? 0), 0))).toEqual([Number(row!.s), Number(row!.t)]);
  });

  test('what it refuses', async () => {
    await expect(ask(['s_fracs'])).rejects.toThrow("columns: got 's_fracs', allowed columns of this store that rules may name (did you mean s_frac?)");
    await expect(ask([])).rejects.toThrow('columns: got 0, allowed 1 to 64');
    for (const name of ['x', Buffer.from('{"shift":1,"to":{"a/0 OR 1":"1"},"batches":"","of":1}').toString('base64url'), Buffer.from('{"shift":1,"to":{"a/0":"1 OR 1"},"batches":"","of":1}').toString('base64url')]) await expect(ask(['s_frac'], name)).rejects.toThrow('as: got');
  });
});
