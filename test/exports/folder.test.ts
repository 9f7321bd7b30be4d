import { createHash } from 'node:crypto';
import { appendFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readBloom } from '../../src/exports/bloom.js';
import { exportFolder, type FolderExport } from '../../src/exports/folder.js';
import type { Manifest } from '../../src/exports/manifest.js';
import { scopeOf } from '../../src/exports/scope.js';
import type { Preset } from '../../src/model/rule.js';
import { presetNamed } from '../../src/select/presets.js';
import { skipped } from '../needs.js';
import { fillStore, type FilledStore } from './filled-store.js';

const ready = (await import('chdb').catch(() => null)) !== null || skipped('export folders', 'chdb', 'the embedded ClickHouse (chdb)', 'npm i chdb on Linux or macOS');

describe.skipIf(!ready)('export folders', () => {
  let filled: FilledStore;
  beforeAll(async () => { filled = await fillStore(5, 600); });
  afterAll(() => filled.close());

  const { name, rules } = presetNamed('gopher') as Preset;
  const gopher = { recipe: { name, rules }, selection: { name, rules, where: null } };
  const columns = ['lang', 'domain', 'tokens_est', 'quality_score', 'rps_doc_word_count', 'crawl_time', 'src_offset', 'content_hash'];
  const order = (folder: string, more: Partial<FolderExport> = {}): FolderExport => ({ folder: join(filled.folder, folder), ...gopher, columns, seed: 7, shardRows: 70, version: 'test', ...more });
  const run = (folder: string, more: Partial<FolderExport> = {}) => exportFolder(filled.store, order(folder, more));
  const manifestIn = (folder: string): Manifest => JSON.parse(readFileSync(join(filled.folder, folder, 'manifest.json'), 'utf8')) as Manifest;
  /** Every file by name with its hash. */
  const hashes = (folder: string): Record<string, string> => Object.fromEntries(readdirSync(join(filled.folder, folder)).sort()
    .map((file) => [file, createHash('sha256').update(readFileSync(join(filled.folder, folder, file))).digest('hex')]));
  const rowsOf = async (file: string): Promise<Record<string, unknown>[]> => parquetReadObjects({ file: await asyncBufferFromFile(join(filled.folder, file)) });
  const expected = () => filled.store.rows<Record<string, string | number | null>>(
    `SELECT toString(d.id) AS id, d.url AS url, t.text AS text, d.lang AS lang, d.domain AS domain, d.tokens_est AS tokens_est, d.quality_score AS quality_score, d.rps_doc_word_count AS rps_doc_word_count,
       toUnixTimestamp64Milli(d.crawl_time) AS crawl_time, toString(d.src_offset) AS src_offset, toString(d.content_hash) AS content_hash
     FROM documents AS d INNER JOIN texts AS t ON t.src_offset = d.src_offset WHERE d.stream_failed['gopher'] = '' ORDER BY d.src_topic, d.src_partition, d.src_offset`);

  test('Parquet: what another reader finds in the files is what SQL gives, row by row in log order; the manifest says the same', async () => {
    const seen: unknown[] = [], exported = await run('whole', { onProgress: (progress) => seen.push(progress) }), manifest = manifestIn('whole'), rows = await expected();
    const [sums] = await filled.store.rows<{ documents: string; tokens: string }>("SELECT count() AS documents, sum(tokens_est) AS tokens FROM documents WHERE stream_failed['gopher'] = ''");
    expect(exported).toEqual({ folder: join(filled.folder, 'whole'), documents: Number(sums!.documents), tokens: Number(sums!.tokens), files: Math.ceil(rows.length / 70), resumed: 0 });
    expect(exported.files).toBeGreaterThan(2);
    const found: Record<string, unknown>[] = [];
    for (const file of manifest.files) {
      const part = await rowsOf(`whole/${file.name}`);
      expect([part.length, readFileSync(join(filled.folder, 'whole', file.name)).length, hashes('whole')[file.name]]).toEqual([file.rows, file.bytes, file.sha256]);
      found.push(...part);
    }
    expect(Object.keys(found[0]!)).toEqual(['id', 'url', 'text', 'keep', 'weight', 'repeat', 'phase', ...columns]);
    expect(found.map((row) => ({ ...row, id: String(row['id']), src_offset: String(row['src_offset']), content_hash: String(row['content_hash']), crawl_time: (row['crawl_time'] as Date | null)?.getTime() ?? null })))
      .toEqual(rows.map((row) => ({ ...row, keep: true, weight: 1, repeat: 1, phase: 0, crawl_time: row['crawl_time'] === null ? null : Number(row['crawl_time']) })));
    expect(manifest).toMatchObject({ recipe: gopher.recipe, as_of: (await scopeOf(filled.store)).asOf, documents: rows.length, tokens: Number(sums!.tokens), seed: 7, format: 'parquet', columns, shard_rows: 70, thresher: 'test' });
    expect((await filled.store.rows<{ id: string }>(`SELECT toString(id) AS id FROM (${manifest.sql})`)).map(({ id }) => id).sort()).toEqual(rows.map(({ id }) => String(id)).sort());
    expect(seen.at(-1)).toEqual({ rows: rows.length, of: rows.length, files: exported.files });
    expect(readdirSync(join(filled.folder, 'whole')).sort()).toEqual([...manifest.files.map((file) => file.name), 'kept.bloom', 'manifest.json'].sort());
  });

  test('a file is one row group, packed with snappy', async () => {
    const metadata = await parquetMetadataAsync(await asyncBufferFromFile(join(filled.folder, 'whole/part-00000.parquet')));
    expect(metadata.row_groups.length).toBe(1);
    expect(new Set(metadata.row_groups[0]!.columns.map((column) => column.meta_data!.codec))).toEqual(new Set(['SNAPPY']));
  });

  test('JSON lines: the same rows, 64-bit numbers as text', async () => {
    const { files } = await run('lines', { format: 'jsonl.gz', shardRows: 100 }), rows = await expected();
    const found = manifestIn('lines').files.flatMap(({ name }) => gunzipSync(readFileSync(join(filled.folder, 'lines', name))).toString('utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>));
    expect(files).toBe(Math.ceil(rows.length / 100));
    expect(found.map(({ crawl_time, ...row }) => ({ ...row, crawl_time: crawl_time === null ? null : Date.parse(`${String(crawl_time).replace(' ', 'T')}Z`) })))
      .toEqual(rows.map((row) => ({ ...row, keep: true, weight: 1, repeat: 1, phase: 0, crawl_time: row['crawl_time'] === null ? null : Number(row['crawl_time']) })));
  });

  test('the filter knows every exported page, and few others', async () => {
    const bloom = readBloom(join(filled.folder, 'whole/kept.bloom')), rows = await expected();
    const others = await filled.store.rows<{ id: string }>("SELECT toString(id) AS id FROM documents WHERE stream_failed['gopher'] != ''");
    expect([bloom.header.n, rows.every(({ id }) => bloom.has(BigInt(id as string)))]).toEqual([rows.length, true]);
    expect(others.filter(({ id }) => bloom.has(BigInt(id))).length).toBeLessThan(5);
    expect(manifestIn('whole').bloom).toMatchObject({ name: 'kept.bloom', sha256: hashes('whole')['kept.bloom'] });
  });

  test.each(['parquet', 'jsonl.gz'] as const)('%s: twice is the same bytes; again in a whole folder is compared and left', async (format) => {
    await run(`one-${format}`, { format });
    await run(`two-${format}`, { format });
    const once = hashes(`one-${format}`);
    expect(hashes(`two-${format}`)).toEqual(once);
    expect(await run(`one-${format}`, { format })).toMatchObject({ resumed: manifestIn(`one-${format}`).files.length });
    expect(hashes(`one-${format}`)).toEqual(once);
  });

  test.each(['parquet', 'jsonl.gz'] as const)('%s: stopped after every file, with a half file and a torn line, and taken up after more pages came in: the bytes of an unbroken run', async (format) => {
    const asOf = (await scopeOf(filled.store)).asOf;
    await run(`unbroken-${format}`, { format, asOf });
    const broken = join(filled.folder, `broken-${format}`), total = manifestIn(`unbroken-${format}`).files.length;
    for (let kill = 1; kill < total; kill++) {
      const stop = new AbortController();
      await expect(run(`broken-${format}`, { format, ...(kill === 1 ? { asOf } : {}), stop: stop.signal, onProgress: ({ files }) => { if (files === kill) stop.abort(); } })).rejects.toMatchObject({ name: 'AbortError' });
      expect(existsSync(join(broken, 'manifest.json'))).toBe(false);
      writeFileSync(join(broken, `part-0000${kill}.${format}.part`), 'half of a fi');
      appendFileSync(join(broken, 'export-progress.jsonl'), '{"name":"part-00001');
      writeFileSync(join(broken, 'export.pid'), '999999999');
      if (kill === 1) await filled.more(format === 'parquet' ? 21 : 22, 60);
    }
    expect(await run(`broken-${format}`, { format })).toMatchObject({ files: total, resumed: total - 1 });
    expect(hashes(`broken-${format}`)).toEqual(hashes(`unbroken-${format}`));
  });

  test('a finished file that was changed or lost is made again; so is the filter', async () => {
    const stop = new AbortController(), folder = join(filled.folder, 'damaged');
    await run('sound');
    await expect(run('damaged', { stop: stop.signal, onProgress: ({ files }) => { if (files === 2) stop.abort(); } })).rejects.toMatchObject({ name: 'AbortError' });
    const bytes = readFileSync(join(folder, 'part-00000.parquet'));
    bytes[20]! ^= 1;
    writeFileSync(join(folder, 'part-00000.parquet'), bytes);
    rmSync(join(folder, 'part-00001.parquet'));
    cpSync(folder, join(filled.folder, 'damaged-filter'), { recursive: true });
    rmSync(join(filled.folder, 'damaged-filter', 'kept.bloom'));
    expect(await run('damaged')).toMatchObject({ resumed: 0 });
    expect(await run('damaged-filter')).toMatchObject({ resumed: 0 });
    expect([hashes('damaged'), hashes('damaged-filter')]).toEqual([hashes('sound'), hashes('sound')]);
  });

  test('what it refuses, in a sentence: other things there, another export, an unknown column, a whole folder with a file missing, somebody who writes there', async () => {
    mkdirSync(join(filled.folder, 'mine'));
    writeFileSync(join(filled.folder, 'mine', 'notes.txt'), 'x');
    await expect(run('mine')).rejects.toThrow(/^--export: got \S+mine, which holds other files \(notes\.txt\), allowed an empty folder or one of an export$/);
    await expect(run('whole', { seed: 8 })).rejects.toThrow(/whole: got a folder with another export \(recipe gopher, parquet, seed 7, 70 rows a file, columns lang, .*\), allowed the same one again or an empty folder$/);
    await expect(run('whole', { recipe: { name, rules: { all: rules.all.slice(1) } } })).rejects.toThrow(/content_hash with other rules\), allowed/);
    await expect(run('whole', { asOf: { 'files/0': '1' } })).rejects.toThrow('this export as of another moment');
    await expect(run('columns', { columns: ['lang', 'domian'] })).rejects.toThrow(/^--columns: got 'domian', which this store does not have, allowed columns of documents \(did you mean domain\?\)$/);
    await expect(run('two-parquet', { onProgress: () => {} , columns, seed: 7 })).resolves.toBeDefined();
    rmSync(join(filled.folder, 'two-parquet', 'part-00000.parquet'));
    await expect(run('two-parquet')).rejects.toThrow('a file there is missing or differs from manifest.json');
    mkdirSync(join(filled.folder, 'busy'));
    writeFileSync(join(filled.folder, 'busy', 'export.pid'), String(process.ppid));
    await expect(run('busy')).rejects.toThrow(new RegExp(`busy: process ${process.ppid} is writing there; wait for its end, or choose another folder$`));
  });

  test('a full disk and a folder that cannot be made are sentences; nothing half is left', async () => {
    mkdirSync(join(filled.folder, 'full'));
    symlinkSync('/dev/full', join(filled.folder, 'full', 'part-00000.jsonl.gz.part'));
    await expect(run('full', { format: 'jsonl.gz' })).rejects.toThrow(/^--export \S+part-00000\.jsonl\.gz: cannot be written \(ENOSPC: .*\); choose a place that has room and may be written$/);
    expect(readdirSync(join(filled.folder, 'full')).sort()).toEqual(['export-progress.jsonl', 'kept.bloom']);
    expect(await run('full', { format: 'jsonl.gz' })).toMatchObject({ resumed: 0 });
    await expect(run('whole/manifest.json/inside')).rejects.toThrow(/cannot be written \(ENOTDIR: /);
  });

  test("a user's condition that is no SQL, or reaches outside, is refused in the words of the engine; a comment at its end does no harm", async () => {
    const where = (text: string): Partial<FolderExport> => ({ recipe: { name, rules, where: text }, selection: { name, rules, where: text } });
    await expect(run('broken-sql', where('text_byte > 5'))).rejects.toThrow(/text_byte.*UNKNOWN_IDENTIFIER/);
    await expect(run('outside', where("1 IN (SELECT 1 FROM file('/etc/hostname', 'LineAsString'))"))).rejects.toThrow('READONLY');
    const { documents } = await run('comment', where('text_bytes >= 800 -- long ones'));
    const [sums] = await filled.store.rows<{ n: string }>("SELECT count() AS n FROM documents WHERE stream_failed['gopher'] = '' AND text_bytes >= 800");
    expect(documents).toBe(Number(sums!.n));
  });

  test('nothing kept: a manifest without files', async () => {
    expect(await run('none', { recipe: { name, rules, where: '0' }, selection: { name, rules, where: '0' } })).toMatchObject({ documents: 0, tokens: 0, files: 0 });
    expect(manifestIn('none').files).toEqual([]);
  });
});
