import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeCard, type Card } from '../../src/exports/card.js';
import { cardText } from '../../src/exports/card-text.js';
import { croissantOf } from '../../src/exports/croissant.js';
import type { Manifest } from '../../src/exports/manifest.js';
import { saveSelection, selectionOfSaved } from '../../src/exports/selections.js';
import type { Preset } from '../../src/model/rule.js';
import { presetNamed } from '../../src/select/presets.js';
import { skipped } from '../needs.js';
import { fillStore, type FilledStore } from './filled-store.js';

const ready = (await import('chdb').catch(() => null)) !== null || skipped('data cards', 'chdb', 'the embedded ClickHouse (chdb)', 'npm i chdb on Linux or macOS');

/** Every table of a card in Markdown, as a reader finds it: title, rows of cells, the query below. */
const tablesOf = (markdown: string): { title: string; rows: Record<string, string>[]; sql: string }[] => markdown.split(/^### /m).slice(1).map((part) => {
  const title = part.slice(0, part.indexOf('\n')), lines = part.split('\n').filter((line) => line.startsWith('|')), sql = /^```sql\n([\s\S]*?)\n```$/m.exec(part)![1]!;
  const cells = (line: string): string[] => line.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim().replace(/\\([\\|`*_[\]<>#&~])/g, '$1'));
  const [head = '', , ...body] = lines, names = cells(head);
  return { title, sql, rows: body.map((line) => Object.fromEntries(cells(line).map((cell, i) => [names[i]!, cell]))) };
});

describe.skipIf(!ready)('data cards', () => {
  let filled: FilledStore;
  beforeAll(async () => { filled = await fillStore(41, 500); });
  afterAll(() => filled.close());

  const { name, rules } = presetNamed('gopher') as Preset, selection = { name, rules, where: "domain != 'site1.example' -- not this one" }, recipe = { name, rules, where: selection.where };
  const ofRecipe = (): Promise<Card> => makeCard(filled.store, { name, recipe, selection, asked: selection }, 'test');
  const ofStore = (): Promise<Card> => makeCard(filled.store, { name: 'thresher', recipe: null, selection: null, asked: null }, 'test');
  const fact = (card: Card, wanted: string) => card.sections.flatMap(({ facts }) => facts).find((one) => one.name === wanted)!.rows;

  test.each([['a recipe', ofRecipe], ['a whole store', ofStore]] as const)('%s: every table of the Markdown is the answer of the query below it, also after more pages came in', async (_, make) => {
    const card = await make(), tables = tablesOf(cardText(card));
    expect(tables.length).toBe(card.sections.flatMap(({ facts }) => facts).length);
    expect(tables.length).toBeGreaterThan(15);
    await filled.more(43, 40);
    for (const { title, rows: shown, sql } of tables) {
      const rows = await filled.store.readOnly.rows<Record<string, unknown>>(sql);
      expect([title, rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, String(value).replace(/\s+/g, ' ').trim()])))]).toEqual([title, shown]);
    }
    expect(card.sections.flatMap(({ facts }) => facts).map(({ sql, rows: found }) => [sql, found.length])).toEqual(tables.map(({ sql, rows: shown }) => [sql, shown.length]));
  });

  test('its numbers are those of plain SQL over the stored verdicts', async () => {
    const card = await ofRecipe(), kept = "stream_failed['gopher'] = '' AND domain != 'site1.example'";
    const [plain] = await filled.store.rows<Record<string, string>>(`SELECT count() AS documents, sum(tokens_est) AS tokens, sum(text_bytes) AS bytes, sum(text_chars) AS characters FROM documents WHERE ${kept}`);
    const [all] = await filled.store.rows<{ n: string }>('SELECT count() AS n FROM documents'), reasons = await filled.store.rows<{ reason: string; n: string }>('SELECT reason, count() AS n FROM rejections GROUP BY reason');
    expect(fact(card, 'amounts')).toEqual([plain]);
    expect(fact(card, 'share')[0]).toMatchObject({ all_documents: all!.n, percent_of_documents: Math.round((10_000 * Number(plain!['documents'])) / Number(all!.n)) / 100 });
    expect(Object.fromEntries(fact(card, 'rejections').map((row) => [row['reason'], row['records']]))).toEqual(Object.fromEntries(reasons.map(({ reason, n }) => [reason, n])));
    const sums = (rows: readonly Readonly<Record<string, unknown>>[]): number => rows.reduce((sum, row) => sum + Number(row['documents']), 0), documents = Number(plain!['documents']);
    for (const table of ['languages', 'snapshots', 'duplicates', 'media', 'versions', 'licences', 'random_draw']) expect([table, sums(fact(card, table))]).toEqual([table, documents]);
    expect(Number(all!.n) - fact(card, 'rules').reduce((sum, row) => sum + Number(row['fail_first']), 0)).toBe(documents);
  });

  test('what only people know is a field, in both forms', async () => {
    const card = await ofStore(), open = card.sections.flatMap(({ fields }) => Object.entries(fields));
    expect(card.sections.map(({ title }) => title)).toEqual(['Motivation', 'Composition', 'Duplicates and losses', 'Licences and rights', 'Sensitive content', 'How it was made', 'Uses and maintenance']);
    expect(open.every(([, answer]) => answer === null)).toBe(true);
    expect(cardText(card).match(/_to be filled in_/g)!.length).toBe(open.length);
    expect(card.sections[0]!.fields).toHaveProperty('For what purpose was it made?', null);
  });

  test('a saved selection: the pages it was saved with', async () => {
    const saved = await saveSelection(filled.store, { name: 'mine', recipe, selection, recipeVersion: null, author: 'me' });
    await filled.more(47, 40);
    const card = await makeCard(filled.store, { name: 'mine', recipe, selection: selectionOfSaved(saved), asked: { name: 'mine', rules: { all: [] }, where: null }, asOf: saved.as_of }, 'test');
    expect(fact(card, 'amounts')[0]).toMatchObject({ documents: String(saved.kept.documents), tokens: String(saved.kept.tokens), bytes: String(saved.kept.bytes) });
    expect((await filled.store.rows<{ n: string }>(`SELECT count() AS n FROM (${card.sql})`))[0]).toEqual({ n: String(saved.kept.documents) });
  });

  test('markup in what a store holds stays text: a cell of one line, a fence longer than any in the query', () => {
    const card: Card = {
      name: 'x <script>', thresher: 'test', as_of: {}, recipe: null, sql: "SELECT '```'", sections: [{ title: 'T', text: 'U', fields: {}, facts: [{ name: 'f', title: 'F', sql: 'SELECT 1', rows: [{ domain: 'a|b\n# <img> `c`', n: '1' }] }] }],
    };
    const text = cardText(card);
    expect(text).toContain("````sql\nSELECT '```'\n````");
    expect(text).toContain('| a\\|b \\# \\<img\\> \\`c\\` | 1 |');
    expect(text).toContain('# Data card: x \\<script\\>');
  });

  test('Croissant: every property that 1.1 requires, a file and its hash for each part, a field for each column; ids are unique and references resolve', async () => {
    const card = await ofRecipe(), types = new Map([['lang', 'LowCardinality(String)'], ['quality_score', 'Nullable(Float64)'], ['tokens_est', 'UInt32'], ['crawl_time', "Nullable(DateTime64(3, 'UTC'))"]]);
    const manifest: Manifest = { recipe, sql: 'SELECT 1', as_of: {}, documents: 2, tokens: 3, seed: 0, format: 'parquet', columns: [...types.keys()], shard_rows: 1, thresher: 'test', bloom: { name: 'kept.bloom', bytes: 1, sha256: 'c' },
      files: [{ name: 'part-00000.parquet', rows: 1, bytes: 10, sha256: 'a' }, { name: 'part-00001.parquet', rows: 1, bytes: 11, sha256: 'b' }] };
    type Node = Record<string, unknown> & { '@id': string };
    const document = croissantOf(card, { manifest, cardFile: { bytes: 5, sha256: 'd' }, types, date: '2026-10-01' }) as Record<string, unknown> & { distribution: Node[]; recordSet: { key: { '@id': string }; field: Node[] }[] };
    for (const required of ['@context', '@type', 'conformsTo', 'description', 'license', 'name', 'url', 'creator', 'datePublished', 'distribution']) expect(document).toHaveProperty([required]);
    expect([document['@type'], document['conformsTo'], document['isLiveDataset']]).toEqual(['sc:Dataset', 'http://mlcommons.org/croissant/1.1', false]);
    expect(document.distribution.map(({ '@id': id, '@type': type, sha256 }) => [id, type, sha256])).toEqual([
      ['card.json', 'cr:FileObject', 'd'], ['part-00000.parquet', 'cr:FileObject', 'a'], ['part-00001.parquet', 'cr:FileObject', 'b'], ['parts', 'cr:FileSet', undefined]]);
    const [records] = document.recordSet, ids = [...document.distribution, ...records!.field].map((node) => node['@id']);
    expect(records!.field.map((field) => [field['name'], field['dataType']])).toEqual([['id', 'sc:Integer'], ['url', 'sc:URL'], ['text', 'sc:Text'], ['keep', 'sc:Boolean'], ['weight', 'sc:Float'], ['repeat', 'sc:Integer'],
      ['phase', 'sc:Integer'], ['lang', 'sc:Text'], ['quality_score', 'sc:Float'], ['tokens_est', 'sc:Integer'], ['crawl_time', 'sc:DateTime']]);
    expect(new Set(ids).size).toBe(ids.length);
    const references = JSON.stringify(document.recordSet).match(/\{"@id":"[^"]+"\}/g)!.map((reference) => (JSON.parse(reference) as { '@id': string })['@id']);
    expect(references.filter((reference) => !ids.includes(reference))).toEqual([]);
    const used = new Set(JSON.stringify({ ...document, '@context': null }).match(/"(?:extract|column|jsonPath|fileSet|field|recordSet|source|key|includes|conformsTo|isLiveDataset|dataType)":/g));
    expect([...used].map((key) => key.slice(1, -2)).filter((key) => !(key in (document['@context'] as object)))).toEqual([]);
  });
});
