// Verbs over one small store, filled by `backfill`: the compiled command line as a child process. This process holds the store
// meanwhile, so every verb attaches to it.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { presetNames } from '../../src/select/presets.js';
import { openStore, type ClickHouseStore } from '../../src/sinks/clickhouse.js';
import { writeCrawl } from '../crawl.js';
import { answer, thresher, type Ended } from '../thresher.js';

let folder = '', store = '', held: ClickHouseStore;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'thresher-store-verbs-'));
  store = join(folder, 'store');
  await answer(['backfill', ...writeCrawl(join(folder, 'crawl'), 11, 400), '--store', store, '--workers', '0']);
  held = await openStore({ store, database: 'thresher', version: 'test' });
});
afterAll(async () => {
  await held.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Count { documents: number; tokens: number; bytes: number; of: { documents: number; tokens: number; bytes: number } }
const at = (...args: string[]): Promise<Ended> => thresher([...args, '--store', store]);
const ask = <T>(...args: string[]): Promise<T> => answer<T>([...args, '--store', store]);
const rows = <T extends object>(sql: string): Promise<T[]> => held.rows<T>(sql);
/** What `thresher sql -` answers to this statement on stdin. */
const piped = async (sql: string): Promise<string> => {
  const child = spawn(process.execPath, [resolve('dist/cli.js'), 'sql', '-', '--store', store, '--format', 'TSV'], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(sql);
  return text(child.stdout);
};

describe('select', () => {
  test.each(['gopher', 'c4', 'fineweb'])('%s: --count = rows of --sql = pages that the stream judged as kept, some and not all', async (preset) => {
    const count = await ask<Count>('select', preset, '--count'), { stdout: sql } = await at('select', preset, '--sql');
    const [judged] = await rows<Record<string, string>>(
      `SELECT countIf(stream_failed['${preset}'] = '') AS kept, sumIf(tokens_est, stream_failed['${preset}'] = '') AS tokens, sumIf(text_bytes, stream_failed['${preset}'] = '') AS bytes,
       count() AS documents, sum(tokens_est) AS all_tokens, sum(text_bytes) AS all_bytes FROM samples WHERE stream_dup_kind != 'replay'`);
    const n = (name: string): number => Number(judged![name]);
    expect(count).toEqual({ documents: n('kept'), tokens: n('tokens'), bytes: n('bytes'), of: { documents: n('documents'), tokens: n('all_tokens'), bytes: n('all_bytes') } });
    expect(new Set((await piped(sql)).trimEnd().split('\n')).size).toBe(count.documents);
    expect(count.documents).toBeGreaterThan(0);
    expect(count.documents).toBeLessThan(count.of.documents);
  });

  test('the text form of --count', async () => {
    const { documents, of } = await ask<Count>('select', 'gopher', '--count'), { code, stdout } = await at('select', 'gopher', '--count');
    expect(code).toBe(0);
    expect(stdout.split('\n')[0]).toMatch(new RegExp(`^documents +${documents} +of +${of.documents} +\\d+\\.\\d %$`));
  });

  test('--explain: what fails first adds up to what is not kept', async () => {
    const explained = await ask<{ name: string; documents: number; tokens: number; conditions: { first: number; any: number; only: number; left: { documents: number; tokens: number } }[]; cuts: object[] }>('select', 'gopher', '--explain');
    const { documents, tokens } = await ask<Count>('select', 'gopher', '--count');
    expect([Object.keys(explained), explained.cuts]).toEqual([['name', 'documents', 'tokens', 'conditions', 'cuts'], []]);
    expect(explained.conditions.at(-1)!.left).toEqual({ documents, tokens });
    expect(explained.documents - explained.conditions.reduce((sum, { first }) => sum + first, 0)).toBe(documents);
    expect(explained.conditions.every(({ first, any, only }) => only <= any && first <= any)).toBe(true);
    expect((await at('select', 'gopher', '--explain')).stdout.split('\n').length).toBe(explained.conditions.length + 3);
  });

  test('--where alone and on top of a preset; a trailing comment does no harm', async () => {
    const [alone, both] = await Promise.all([ask<Count>('select', '--where', 'text_bytes >= 500 -- long', '--count'), ask<Count>('select', 'gopher', '--where', "text_bytes >= 500 OR lang = 'xx'", '--count')]);
    const [expected] = await rows<{ a: string; b: string }>("SELECT countIf(text_bytes >= 500) AS a, countIf(text_bytes >= 500 AND stream_failed['gopher'] = '') AS b FROM documents");
    expect([alone.documents, both.documents]).toEqual([Number(expected!.a), Number(expected!.b)]);
  });

  test('a recipe file: its rules on top of the preset it starts from', async () => {
    const path = join(folder, 'mine.yaml');
    writeFileSync(path, 'name: mine\nfrom: gopher\nrules:\n  all:\n    - {signal: rps_doc_word_count, op: ">=", value: 100}\n    - {any: [{signal: lang, op: "=", value: en}, {signal: toxicity_score, op: "<", value: 0.5}]}\nwhere: text_bytes < 1500\n');
    const { documents } = await ask<Count>('select', path, '--count');
    const [expected] = await rows<{ n: string }>("SELECT count() AS n FROM documents WHERE stream_failed['gopher'] = '' AND rps_doc_word_count >= 100 AND (lang = 'en' OR toxicity_score < 0.5) AND text_bytes < 1500");
    expect(documents).toBe(Number(expected!.n));
    expect(documents).toBeGreaterThan(0);
  });

  test('cuts by quantile: resolved against the store once, by pages and by tokens, per language; --explain shows them, --sql has the numbers', async () => {
    const path = join(folder, 'tenth.yaml');
    writeFileSync(path, 'name: tenth\nrules:\n  all:\n    - {signal: quality_score, op: ">=", quantile: 0.9, by: tokens}\n    - {signal: text_chars, op: ">=", quantile: 0.2, lang: each}\n');
    const explained = await ask<{ conditions: { condition: string; signal: string }[]; cuts: { signal: string; lang: string | null; value: number; documents: number }[] }>('select', path, '--explain');
    const [whole] = await rows<{ cut: number; n: string }>('SELECT quantileExactWeighted(0.9)(quality_score, tokens_est) AS cut, count(quality_score) AS n FROM documents');
    const each = await rows<{ lang: string; cut: number; n: string }>('SELECT lang, quantileExact(0.2)(text_chars) AS cut, count() AS n FROM documents GROUP BY lang ORDER BY lang');
    expect(explained.cuts).toEqual([
      { signal: 'quality_score', op: '>=', quantile: 0.9, by: 'tokens', lang: null, value: Number(whole!.cut), documents: Number(whole!.n) },
      ...each.map(({ lang, cut, n }) => ({ signal: 'text_chars', op: '>=', quantile: 0.2, by: 'documents', lang, value: Number(cut), documents: Number(n) })),
    ]);
    expect(explained.conditions.map(({ condition }) => condition)).toEqual(['quality_score >= quantile 0.9 of tokens', 'text_chars >= quantile 0.2 of documents of its language']);
    const { documents } = await ask<Count>('select', path, '--count'), { stdout: sql } = await at('select', path, '--sql');
    const [expected] = await rows<{ n: string }>(`SELECT count() AS n FROM documents WHERE quality_score >= ${whole!.cut} AND text_chars >= transform(lang, [${each.map(({ lang }) => `'${lang}'`).join(', ')}], [${each.map(({ cut }) => cut).join(', ')}], 0)`);
    expect([documents, documents > 0, sql.includes('quantile'), new Set((await piped(sql)).trimEnd().split('\n')).size]).toEqual([Number(expected!.n), true, false, documents]);
    expect((await at('select', path, '--explain')).stdout).toMatch(/\ncut +taken from +language +pages with a value\nquality_score >= \S+ +quantile 0\.9 of tokens +all +\d+\n/);
  });

  test('--compare: what two selections keep, in pages and tokens, adds up to the store', async () => {
    const path = join(folder, 'long.json');
    writeFileSync(path, JSON.stringify({ name: 'long', rules: { all: [{ signal: 'text_bytes', op: '>=', value: 500 }] } }));
    const [presets, recipe] = await Promise.all([ask('select', '--compare', 'gopher', 'c4'), ask('select', '--compare', 'massivetext', path, '--where', 'text_bytes < 1500')]);
    const part = (a: string, b: string) => [[`${a} AND ${b}`, 'both'], [`${a} AND NOT ${b}`, 'onlyA'], [`NOT ${a} AND ${b}`, 'onlyB'], [`NOT ${a} AND NOT ${b}`, 'neither']] as const;
    const expected = async (parts: ReturnType<typeof part>) => Object.fromEntries(await Promise.all(parts.map(async ([holds, name]) => {
      const [found] = await rows<Record<string, string>>(`SELECT count() AS documents, sum(tokens_est) AS tokens FROM documents WHERE ${holds}`);
      return [name, { documents: Number(found!['documents']), tokens: Number(found!['tokens']) }] as const;
    })));
    expect(presets).toEqual(await expected(part("(stream_failed['gopher'] = '')", "(stream_failed['c4'] = '')")));
    expect(recipe).toEqual(await expected(part("(stream_failed['gopher'] = '' AND text_bytes < 1500)", '(text_bytes >= 500 AND text_bytes < 1500)')));
    expect((await at('select', '--compare', 'gopher', 'c4')).stdout.split('\n').map((line) => line.split('  ')[0])).toEqual(['kept by', 'both', 'only gopher', 'only c4', 'neither', '']);
  });

  test('--list: every name, without a store', async () => {
    const listed = await answer<{ name: string; source: string; signals: string[]; notes: string; alias_of: string | null; unavailable: string | null }[]>(['select', '--list', '--store', join(folder, 'nowhere')]);
    expect(listed.map((entry) => Object.keys(entry))).toEqual(presetNames().map(() => ['name', 'source', 'signals', 'notes', 'alias_of', 'unavailable']));
    expect(listed[1]!.signals).toEqual(['c4_length', 'c4_page_lorem', 'c4_page_curly', 'c4_page_badword', 'c4_kept_sentences']);
    expect(listed.find(({ name }) => name === 'falcon')).toMatchObject({ alias_of: 'refinedweb', signals: listed.find(({ name }) => name === 'refinedweb')!.signals });
    expect((await at('select', '--list')).stdout).toMatch(/\nceladon +not available: Needs celadon_total, celadon_max \(/);
  });

  test('a preset whose columns the store lacks: the family to switch on, the model to bring, or that there are no cuts', async () => {
    const base = join(folder, 'based.yaml');
    writeFileSync(base, 'name: based\nfrom: ccnet\nrules: {all: []}\n');
    const [family, model, none, recipe] = await Promise.all([['nemo'], ['ccnet'], ['wanjuan-cc'], [base]].map(([name]) => at('select', name!, '--count')));
    expect([family, model, none, recipe].map((ended) => [ended!.code, ended!.stdout])).toEqual(Array.from({ length: 4 }, () => [2, '']));
    expect(family!.stderr).toBe('preset nemo: got a store without nemo_alpha_numeric, nemo_symbol_to_word, nemo_numbers_ratio and 25 more, allowed one whose pages were measured with --signals nemo\n');
    expect(model!.stderr).toBe('preset ccnet: got a store without ccnet_language_score, ccnet_bucket, which no signal family measures, allowed with CCNet: language identification and a KenLM model of Wikipedia for each language\n');
    expect(none!.stderr).toMatch(/^preset wanjuan-cc: got a recipe without published cuts, allowed one with cuts or a recipe file of your own \(Its cuts .+\)\n$/);
    expect(recipe!.stderr).toBe(model!.stderr.replace('preset ccnet', 'recipe based'));
  });

  test('a faulty recipe: exit 2, every fault with the file and its place', async () => {
    const path = join(folder, 'faulty.yaml');
    writeFileSync(path, 'name: faulty\nrules:\n  all:\n    - {signal: rps_doc_word_cont, op: ">=", value: 100}\n    - {signal: lang, op: "<", value: 3}\n');
    const { code, stdout, stderr } = await at('select', path, '--count'), missing = await at('select', join(folder, 'none.yaml'), '--count');
    expect([code, stdout, missing.code]).toEqual([2, '', 2]);
    expect(stderr.trimEnd().split('\n').map((line) => line.startsWith(`${path}: rules.all[`))).toEqual([true, true]);
    expect(stderr).toContain('(did you mean rps_doc_word_count?)');
    expect(missing.stderr).toContain('no such file');
  });

  test('--limit: whole pages in the order of the store; JSON lines, ids as text', async () => {
    const { code, stdout } = await at('select', 'gopher', '--limit', '3', '--json'), pages = stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
    const expected = await rows<{ id: string; text: string }>(
      "SELECT toString(id) AS id, any(text) AS text FROM texts WHERE id IN (SELECT id FROM documents WHERE stream_failed['gopher'] = '' ORDER BY snapshot, lang, id LIMIT 3) GROUP BY id ORDER BY id");
    expect(code).toBe(0);
    expect(pages.map(({ id, text }) => ({ id, text })).sort((a, b) => (BigInt(a.id as string) < BigInt(b.id as string) ? -1 : 1))).toEqual(expected.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1)));
    expect(Object.keys(pages[0]!).slice(0, 12)).toEqual(['id', 'url', 'text', 'record_id', 'snapshot', 'domain', 'crawl_time', 'lang', 'lang_score', 'tokens_est', 'toxicity_score', 'quality_score']);
    const shown = await at('select', 'gopher', '--limit', '1');
    expect(shown.stdout).toContain(`  id    `);
    expect(shown.stdout).toMatch(/\n {2}\| [A-Z]/);
  });

  test('--export: .jsonl, .jsonl.gz and .parquet hold the kept pages, each with its text', async () => {
    const [jsonl, gz, parquet] = ['a.jsonl', 'a.jsonl.gz', 'a.parquet'].map((name) => join(folder, name)) as [string, string, string];
    const { documents } = await ask<Count>('select', 'c4', '--count');
    for (const file of [jsonl, gz, parquet]) expect(await ask('select', 'c4', '--export', file)).toEqual({ file, rows: documents, bytes: readFileSync(file).length });
    const read = (lines: string) => lines.trimEnd().split('\n').map((line) => JSON.parse(line) as { id: string; text: string }).map(({ id, text }) => `${id} ${text}`).sort();
    const pages = read(readFileSync(jsonl, 'utf8'));
    expect(read(gunzipSync(readFileSync(gz)).toString())).toEqual(pages);
    expect(new Set(pages.map((line) => line.split(' ')[0]))).toEqual(new Set((await piped((await at('select', 'c4', '--sql')).stdout)).trimEnd().split('\n')));
    expect(readFileSync(parquet).subarray(0, 4).toString()).toBe('PAR1');
    const { data } = await ask<{ data: { id: string; text: string }[] }>('sql', '--write', `SELECT toString(id) AS id, text FROM file('${parquet}')`);
    expect(data.map(({ id, text }) => `${id} ${text}`).sort()).toEqual(pages);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('what it refuses: exit 2 and what is allowed; broken SQL: exit 1 in the words of the engine; no file is left', async () => {
    const target = join(folder, 'broken.jsonl');
    const refused = await Promise.all([
      ['gopher'], ['gopher', '--count', '--sql'], ['--count'], ['gophr', '--count'], ['gopher', '--limit', '0'], ['gopher', '--export', join(folder, 'x.csv')], ['gopher', '--export', join(folder, 'no', 'x.jsonl')],
      ['--where', ' ', '--count'], ['--where', 'text_byte > 5', '--export', target],
      ['--compare', 'gopher'], ['--compare', 'gopher', 'c4', 'fineweb'], ['--compare', 'gopher', 'gofer'], ['gopher', '--list'],
    ].map((args) => at('select', ...args)));
    expect(refused.map(({ code }) => code)).toEqual([2, 2, 2, 2, 2, 2, 2, 2, 1, 2, 2, 2, 2]);
    expect(refused.map(({ stdout, stderr }) => [stdout, stderr.trimEnd().split('\n').length])).toEqual(refused.map(() => ['', 1]));
    expect(refused[0]!.stderr).toContain('allowed one of --count, --sql, --explain, --limit, --export');
    expect(refused[1]!.stderr).toContain('got --count and --sql');
    expect(refused[3]!.stderr).toContain('did you mean gopher?');
    expect(refused[8]!.stderr).toContain('UNKNOWN_IDENTIFIER');
    expect([existsSync(target), existsSync(`${target}.part`)]).toEqual([false, false]);
  });
});

describe('sql', () => {
  test('a store that nobody holds is opened by the verb itself; nothing of it stays behind', async () => {
    const own = join(folder, 'own');
    expect(await answer(['migrate', '--store', own])).toEqual({ from: 0, to: 5, applied: ['001-store', '002-lines', '003-segmentation', '004-recipes', '005-levels'], dry_run: false });
    expect((await answer<{ data: object[] }>(['sql', 'SELECT count() AS n FROM documents', '--store', own])).data).toEqual([{ n: '0' }]);
    expect(existsSync(join(own, 'owner.json'))).toBe(false);
  });

  test('TSVWithNames off a terminal, any format by name, one JSON document with --json', async () => {
    const [plain, csv, json] = await Promise.all([at('sql', 'SELECT 1 AS one, toUInt64(2) AS two'), at('sql', 'SELECT 1 AS one', '--format', 'CSVWithNames'), ask<{ data: object[] }>('sql', 'SELECT toUInt64(18446744073709551615) AS big')]);
    expect([plain.stdout, csv.stdout, json.data]).toEqual(['one\ttwo\n1\t2\n', '"one"\n1\n', [{ big: '18446744073709551615' }]]);
    expect(await piped('SELECT 1 AS one -- from stdin\n')).toBe('1\n');
  });

  test('read-only unless --write: nothing is changed, nothing outside is read', async () => {
    const before = await rows('SELECT count() AS n FROM samples');
    const [drop, insert, setting, file] = await Promise.all([
      at('sql', 'DROP TABLE samples'), at('sql', "INSERT INTO schema_migrations SELECT 9, 'x', 'y', now64(3)"), at('sql', 'SELECT 1 SETTINGS readonly = 0'), at('sql', "SELECT * FROM file('/etc/hostname', 'LineAsString')")]);
    expect([drop, insert, setting, file].map(({ code, stdout }) => [code, stdout])).toEqual([[1, ''], [1, ''], [1, ''], [1, '']]);
    expect(drop.stderr).toContain('READONLY');
    expect(await rows('SELECT count() AS n FROM samples')).toEqual(before);
    expect((await at('sql', '--write', 'CREATE TABLE own (x UInt8) ENGINE = MergeTree ORDER BY x')).code).toBe(0);
    expect((await at('sql', '--write', 'INSERT INTO own VALUES (1), (2)')).code).toBe(0);
    expect(await rows('SELECT sum(x) AS s FROM own')).toEqual([{ s: '3' }]);
  });

  test('broken SQL: exit 1 and the message of the engine; no statement and odd formats: exit 2', async () => {
    const [broken, empty, format, both] = await Promise.all([at('sql', 'SELECT nonsense FROM samples'), at('sql'), at('sql', 'SELECT 1', '--format', 'a b'), at('sql', 'SELECT 1', '--format', 'CSV', '--json')]);
    expect([broken.code, empty.code, format.code, both.code]).toEqual([1, 2, 2, 2]);
    expect(broken.stderr).toMatch(/nonsense.*UNKNOWN_IDENTIFIER/);
    expect(empty.stderr).toBe('query: got nothing, allowed a SQL statement\n');
  });
});

describe('which stores are refused', () => {
  test('none there: exit 2, and none is made', async () => {
    const nowhere = join(folder, 'nowhere');
    const answers = await Promise.all([['select', 'gopher', '--count'], ['sql', 'SELECT 1'], ['migrate', '--dry-run']].map((args) => thresher([...args, '--store', nowhere])));
    expect(answers.map(({ code }) => code)).toEqual([2, 2, 0]);
    expect(answers[0]!.stderr).toBe(`store ${nowhere}: there is none; \`thresher backfill\` makes one\n`);
    expect(answers[1]!.stderr).toBe(answers[0]!.stderr);
    expect(answers[2]!.stdout).toContain('missing: 001-store');
    expect(existsSync(nowhere)).toBe(false);
  });

  test('a database that is missing is not made; one without tables is sent to migrate', async () => {
    const missing = await at('select', 'gopher', '--count', '--database', 'elsewhere'), bare = await at('sql', 'SELECT 1', '--database', 'default');
    expect([missing.code, bare.code]).toEqual([2, 2]);
    expect(missing.stderr).toContain("database: got 'elsewhere'");
    expect(bare.stderr).toContain('got schema version 0 in database default, allowed 5; `thresher migrate`');
    expect(await rows("SELECT count() AS n FROM system.databases WHERE name = 'elsewhere'")).toEqual([{ n: '0' }]);
  });

  test('migrate makes the tables once; a store newer than the program is refused by every verb', async () => {
    const newer = ['--database', 'newer'];
    expect(await ask('migrate', ...newer)).toEqual({ from: 0, to: 5, applied: ['001-store', '002-lines', '003-segmentation', '004-recipes', '005-levels'], dry_run: false });
    expect(await ask('migrate', ...newer)).toEqual({ from: 5, to: 5, applied: [], dry_run: false });
    const unmeasured = await at('select', 'c4', '--count', ...newer);
    expect([unmeasured.code, unmeasured.stderr]).toEqual([2, 'preset c4: got a store without c4_length, c4_page_lorem, c4_page_curly and 2 more, allowed one whose pages were measured with --signals c4\n']);
    expect((await at('sql', '--write', "INSERT INTO schema_migrations SELECT 999, '999-later', 'x', now64(3)", ...newer)).code).toBe(0);
    const answers = await Promise.all([['select', 'gopher', '--count'], ['sql', 'SELECT 1'], ['sql', '--write', 'SELECT 1'], ['migrate'], ['backfill', join(folder, 'crawl')]].map((args) => at(...args, ...newer)));
    expect(answers.map(({ code, stdout }) => [code, stdout])).toEqual(answers.map(() => [2, '']));
    expect(new Set(answers.map(({ stderr }) => stderr))).toEqual(new Set(['store: got schema version 999, allowed up to 5 (a newer thresher wrote it; update this one)\n']));
  });
});
