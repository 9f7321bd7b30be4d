import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawLanguagesSql, drawSql } from '../../src/exports/draw.js';
import { partitionsOf, scopeOf, withinSql } from '../../src/exports/scope.js';
import { listSelections, saveSelection, selectionWithId, type NewSelection } from '../../src/exports/selections.js';
import type { Preset } from '../../src/model/rule.js';
import { presetNamed } from '../../src/select/presets.js';
import { xxh64 } from '../../src/text/hash.js';
import { skipped } from '../needs.js';
import { fillStore, type FilledStore } from './filled-store.js';

const ready = (await import('chdb').catch(() => null)) !== null || skipped('selections', 'chdb', 'the embedded ClickHouse (chdb)', 'npm i chdb on Linux or macOS');

describe('a watermark as SQL', () => {
  test('one partition, some of one topic, many, two topics, none', () => {
    expect(withinSql({ 'files/0': '12' })).toBe("(src_topic = 'files' AND src_partition = 0 AND src_offset < 12)");
    expect(withinSql({ 'a/b/10': '5', 'a/b/9': '4' })).toBe("(src_topic = 'a/b' AND ((src_partition = 9 AND src_offset < 4) OR (src_partition = 10 AND src_offset < 5)))");
    expect(withinSql({ 't/0': '1', 't/1': '2', 't/2': '3', 't/3': '4', 't/4': '5' })).toBe(
      "(src_topic = 't' AND src_offset < transform(src_partition, [0, 1, 2, 3, 4], [toUInt64(1), toUInt64(2), toUInt64(3), toUInt64(4), toUInt64(5)], toUInt64(0)))");
    expect(withinSql({ 'z/0': '1', "it's/0": '2' })).toBe("((src_topic = 'it\\'s' AND src_partition = 0 AND src_offset < 2) OR (src_topic = 'z' AND src_partition = 0 AND src_offset < 1))");
    expect(withinSql({})).toBe('(0)');
    expect([...partitionsOf({ 'b/1': '7', 'a/0': '1', 'b/0': '3' })]).toEqual([['a', [{ partition: 0, to: 1n }]], ['b', [{ partition: 0, to: 3n }, { partition: 1, to: 7n }]]]);
  });
});

describe.skipIf(!ready)('selections', () => {
  let filled: FilledStore;
  beforeAll(async () => { filled = await fillStore(31, 500); });
  afterAll(() => filled.close());

  const { name, rules } = presetNamed('gopher') as Preset;
  const given: NewSelection = { name: "May's choice \\ \u00e9", recipe: { name, rules }, selection: { name, rules, where: 'text_bytes < 1500 -- short' }, recipeVersion: 'mine@3', author: 'me', seed: 5 };
  const ids = async (sql: string): Promise<string[]> => (await filled.store.rows<{ id: string }>(`SELECT toString(id) AS id FROM (${sql})`)).map(({ id }) => id).sort();
  const amount = async (condition: string) => {
    const [row] = await filled.store.rows<Record<string, string>>(`SELECT count() AS documents, sum(tokens_est) AS tokens, sum(text_bytes) AS bytes FROM documents WHERE ${condition}`);
    return { documents: Number(row!['documents']), tokens: Number(row!['tokens']), bytes: Number(row!['bytes']) };
  };
  const KEPT = "stream_failed['gopher'] = '' AND text_bytes < 1500";

  test('counts are those of plain SQL; what is read back is what was given; the same ids after more pages came in', async () => {
    const saved = await saveSelection(filled.store, given), kept = await ids(`SELECT id FROM documents WHERE ${KEPT}`), drawn = await ids(saved.random.sql);
    expect(saved).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{12}$/), name: given.name, recipe: given.recipe, recipe_version: 'mine@3', sql: expect.any(String), as_of: (await scopeOf(filled.store)).asOf,
      kept: await amount(KEPT), of: await amount('1'), random: { ...await amount(`id IN (${saved.random.sql})`), seed: 5, sql: expect.any(String) }, author: 'me', created: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    });
    expect([saved.kept.documents > 0 && saved.kept.documents < saved.of.documents, saved.random.documents, new Set(drawn).size]).toEqual([true, saved.kept.documents, saved.kept.documents]);
    expect(await ids(saved.sql)).toEqual(kept);
    await filled.more(32, 200);
    expect((await amount('1')).documents).toBeGreaterThan(saved.of.documents);
    expect([await ids(saved.sql), await ids(saved.random.sql)]).toEqual([kept, drawn]);
    expect(await selectionWithId(filled.store, saved.id)).toEqual(saved);
    expect(await selectionWithId(filled.store, 'nothing')).toBeNull();
    const later = await saveSelection(filled.store, { ...given, name: 'later', recipeVersion: null });
    expect(later.of.documents).toBeGreaterThan(saved.of.documents);
    expect(await listSelections(filled.store)).toEqual([later, saved]);
  });

  test('a random draw: the first pages by xxHash64 of `seed:id`, as many as asked for, a larger one holds a smaller one, another seed is another draw', async () => {
    const scope = await scopeOf(filled.store), pages = await filled.store.rows<{ id: string; lang: string; at: string }>('SELECT toString(id) AS id, lang, toString(src_offset) AS at FROM documents');
    const hash = new Map(pages.map(({ id }) => [id, xxh64(Buffer.from(`9:${id}`))])), order = [...pages].sort((a, b) => (hash.get(a.id)! < hash.get(b.id)! ? -1 : hash.get(a.id)! > hash.get(b.id)! ? 1 : Number(BigInt(a.at) - BigInt(b.at))));
    const draw = (documents: number, seed: number): Promise<string[]> => ids(drawSql({ scope, documents, seed }, 'id'));
    const fifty = await draw(50, 9);
    expect(fifty).toEqual(order.slice(0, 50).map(({ id }) => id).sort());
    expect([(await draw(80, 9)).filter((id) => fifty.includes(id)).length, (await draw(0, 9)).length, (await draw(pages.length + 5, 9)).length]).toEqual([50, 0, pages.length]);
    expect(await draw(50, 10)).not.toEqual(fifty);
    const languages = await filled.store.rows<{ lang: string; documents: string }>(drawLanguagesSql({ scope, documents: 50, seed: 9 }));
    expect(Object.fromEntries(languages.map(({ lang, documents }) => [lang, Number(documents)]))).toEqual(Object.fromEntries([...new Set(order.slice(0, 50).map(({ lang }) => lang))].map((lang) => [lang, order.slice(0, 50).filter((page) => page.lang === lang).length])));
  });

  test('refused: no name, a long author, a seed that is none; broken SQL in the words of the engine; nothing is saved then', async () => {
    const before = (await listSelections(filled.store)).length;
    await expect(saveSelection(filled.store, { ...given, name: ' ', author: 'x'.repeat(201), seed: -1 })).rejects.toThrow(
      'name: got nothing, allowed 1 to 200 characters\nauthor: got 201 characters, allowed up to 200\nseed: got -1, allowed a whole number from 0 to 4294967295');
    await expect(saveSelection(filled.store, { ...given, selection: { ...given.selection, where: 'nonsense' } })).rejects.toThrow(/nonsense.*UNKNOWN_IDENTIFIER/);
    await expect(saveSelection(filled.store, { ...given, selection: { ...given.selection, where: "1 IN (SELECT 1 FROM url('http://127.0.0.1:9/', 'LineAsString'))" } })).rejects.toThrow('READONLY');
    expect((await listSelections(filled.store)).length).toBe(before);
  });
});
