// Verbs that need no store: the compiled command line as a child process.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Rule } from '../../src/model/rule.js';
import { presetNames, PRESETS } from '../../src/select/presets.js';
import { signals } from '../../src/signals/index.js';
import { verbs } from '../../src/commands/index.js';
import { trainedText } from '../../src/commands/train.js';
import type { Trained } from '../../src/scorers/card.js';
import { pagesOf } from '../crawl.js';
import { answer, thresher } from '../thresher.js';

let folder = '', small = '', many = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'thresher-verbs-'));
  small = join(folder, 'small.jsonl');
  many = join(folder, 'CC-MAIN-2026-40-many.jsonl');
  writeFileSync(small, [
    JSON.stringify({ id: 'first', url: 'https://example.com/', text: 'The cat sat. It saw {a} dog.' }), '', '[1, 2]', JSON.stringify({ text: 'abc' }), JSON.stringify({ id: 'none' }),
    JSON.stringify({ id: 'rude', text: 'red \u001b[31m and\nmore' }),
    JSON.stringify({ id: 'marks', text: '!!!' }),
  ].join('\n'));
  writeFileSync(many, pagesOf(1, 900).map((page) => JSON.stringify(page)).join('\n'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lines = (stdout: string): Record<string, unknown>[] => stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);

describe('every verb', () => {
  test.each(verbs.map(({ name }) => name))('%s --help shows its use, options and examples', async (name) => {
    const { code, stdout, stderr } = await thresher([name, '--help']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`Usage: thresher ${name}`);
    expect(stdout).toContain(`Examples:\n  thresher ${name}`);
    expect(stdout).toContain('--json');
  });

  test('a misspelt verb or flag: exit 2, nothing on stdout, the name that was meant', async () => {
    const verb = await thresher(['mesure', small]), flag = await thresher(['measure', small, '--fingerprint']);
    expect([verb.code, verb.stdout, flag.code, flag.stdout]).toEqual([2, '', 2, '']);
    expect(verb.stderr).toContain('Did you mean measure?');
    expect(flag.stderr).toContain('Did you mean --fingerprints?');
  });
});

describe('measure', () => {
  test('one line a record in order, rejected ones too; values by hand', async () => {
    const { code, stdout, stderr } = await thresher(['measure', small, '--lang', 'en', '--signals', 'rps', '--workers', '0', '--fingerprints', '--json']);
    expect([code, stderr]).toEqual([0, '']);
    const [first, array, abc, none, rude, marks, ...rest] = lines(stdout);
    expect(rest).toEqual([]);
    expect(Object.keys(first!)).toEqual(['file', 'ordinal', 'record_id', 'url', 'snapshot', 'rejection', 'text_bytes', 'text_chars', 'lang', 'lang_score', 'segmentation', 'signals', 'scores', 'fingerprints']);
    const { signals: measured, fingerprints, ...about } = first as { signals: Record<string, number>; fingerprints: object };
    expect(about).toEqual({ file: small, ordinal: 0, record_id: 'first', url: 'https://example.com/', snapshot: '', rejection: null, text_bytes: 28, text_chars: 28, lang: 'en', lang_score: 1, segmentation: 'space', scores: {} });
    // normalized words: the cat sat it saw a dog
    expect(measured).toMatchObject({ rps_doc_word_count: 7, rps_doc_num_sentences: 2, rps_doc_frac_unique_words: 1, rps_doc_curly_bracket: 0.07142857, rps_doc_mean_word_length: 2.57142857 });
    expect(Object.keys(measured)).toEqual(signals.filter(({ family }) => family === 'rps').map(({ name }) => name));
    expect(fingerprints).toEqual({ content: expect.stringMatching(/^[0-9a-f]{16}$/), url: expect.stringMatching(/^[0-9a-f]{16}$/), bands: [] });   // too short for bands
    expect(abc).toMatchObject({ record_id: 'small.jsonl#2', url: null, fingerprints: { content: '44bc2cf5ad770999', url: null, bands: [] } });   // xxh64('abc'), as published
    expect(array).toEqual({
      file: small, ordinal: 1, record_id: 'small.jsonl#1', url: null, snapshot: '', rejection: 'not_an_object', text_bytes: null, text_chars: null, lang: null, lang_score: null, segmentation: null,
      signals: Object.fromEntries(Object.keys(measured).map((name) => [name, null])), scores: {}, fingerprints: null });
    expect(marks!['signals']).toMatchObject({ rps_doc_word_count: 0, rps_doc_mean_word_length: null, rps_doc_frac_unique_words: null });   // no word, hence no mean
    expect([none!['rejection'], none!['record_id'], rude!['ordinal']]).toEqual(['no_text', 'none', 4]);
  });

  test('the same lines from threads and inline; snapshot from the path; scores only when asked for', async () => {
    const inline = await thresher(['measure', many, '--workers', '0', '--scores', '--fingerprints']), threads = await thresher(['measure', many, '--workers', '2', '--scores', '--fingerprints']);
    expect([inline.code, threads.code, inline.stderr, threads.stderr]).toEqual([0, 0, '', '']);
    expect(threads.stdout === inline.stdout).toBe(true);
    const all = lines(inline.stdout);
    expect(all.map(({ ordinal }) => ordinal)).toEqual(Array.from({ length: 900 }, (_, i) => i));
    expect(all[0]).toMatchObject({ snapshot: 'CC-MAIN-2026-40', scores: { toxicity_score: expect.any(Number), quality_score: expect.any(Number) } });
    const long = all.find(({ text_bytes: bytes }) => Number(bytes) > 1000) as { fingerprints: { bands: string[] } };
    expect(long.fingerprints.bands.length).toBe(14);
    expect(long.fingerprints.bands.every((band) => /^[0-9a-f]{16}$/.test(band))).toBe(true);
  });

  test('a reader that goes away ends it quietly', async () => {
    const child = spawn(process.execPath, [resolve('dist/cli.js'), 'measure', many, many, many, '--workers', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (piece: string) => { stderr += piece; });
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((done) => { child.on('close', done); });
    expect([code, stderr]).toEqual([0, '']);
  });

  test('what cannot be read: exit 2 naming every input; beside readable files it is a note', async () => {
    const packed = join(folder, 'x.jsonl.bz2');
    writeFileSync(packed, 'BZh91AY&SY');
    const missing = await thresher(['measure', join(folder, 'no.jsonl'), join(folder, '*.wet')]), alone = await thresher(['measure', packed]), beside = await thresher(['measure', packed, small]);
    expect([missing.code, alone.code, beside.code, lines(beside.stdout).length]).toEqual([2, 2, 0, 6]);
    expect(missing.stderr.trimEnd().split('\n').map((line) => /got '.*(no\.jsonl|\*\.wet)'/.exec(line)?.[1])).toEqual(['no.jsonl', '*.wet']);
    expect(alone.stderr).toContain('bzip2 files are not read');
    expect(beside.stderr).toContain('bzip2 files are not read');
  });

  test('unknown family: exit 2 and the one that was meant', async () => {
    const { code, stderr } = await thresher(['measure', small, '--signals', 'rp,gophr']);
    expect(code).toBe(2);
    expect(stderr.trimEnd().split('\n').length).toBe(2);
    expect(stderr).toContain('did you mean gopher?');
  });
});

describe('inspect', () => {
  interface Answer { record: Record<string, unknown>; document: Record<string, unknown> | null; signals: object; scores: object; dedup: object | null; verdicts: Record<string, { keep: boolean; failed: string; failing: object[] }> }

  test('a document: record, text, signals, scores, hashes and each failing rule with value and cut', async () => {
    const found = await answer<Answer>(['inspect', small, '--record', '0', '--lang', 'en']);
    expect(Object.keys(found)).toEqual(['record', 'document', 'signals', 'scores', 'dedup', 'verdicts']);
    expect(found.record).toMatchObject({ file: small, ordinal: 0, file_offset: 0, form: 'json', record_id: 'first', rejection: null });
    expect(found.document).toMatchObject({ record_id: 'first', url: 'https://example.com/', host: 'example.com', domain: 'example.com', text: 'The cat sat. It saw {a} dog.', lang: 'en', text_bytes: 28 });
    expect(found.document!['id']).toMatch(/^\d+$/);
    expect(found.scores).toMatchObject({ toxicity_score: expect.any(Number), toxicity_model: expect.stringMatching(/^toxicity@.+#[0-9a-f]{8}$/) });
    expect(found.dedup).toMatchObject({ near_skipped: true, bands: [] });
    expect(Object.keys(found.verdicts)).toEqual(['gopher', 'c4', 'fineweb']);
    expect(found.verdicts['gopher']).toMatchObject({ keep: false, failed: 'rps_doc_word_count' });
    expect(found.verdicts['gopher']!.failing[0]).toEqual({
      signal: 'rps_doc_word_count', value: 7, op: '>=', cut: 50, condition: 'rps_doc_word_count >= 50', source: (PRESETS[0]!.rules.all[0] as Rule).source });
  });

  test('a rejected record shows why; it counts, the blank line does not', async () => {
    const found = await answer<Answer>(['inspect', small, '--record', '1']);
    expect(found).toEqual({
      record: expect.objectContaining({ ordinal: 1, record_id: 'small.jsonl#1', rejection: { reason: 'not_an_object', detail: expect.any(String), true_bytes: 6 } }),
      document: null, signals: {}, scores: {}, dedup: null, verdicts: {} });
  });

  test('for people: sections, and nothing in a page can command the terminal', async () => {
    const page = await thresher(['inspect', small, '--record', '4']);
    expect(page.code).toBe(0);
    expect([...page.stdout.matchAll(/^[a-z]+$/gm)].map(([line]) => line)).toEqual(['record', 'document', 'text', 'signals', 'scores', 'dedup', 'verdicts']);
    expect(page.stdout).toContain('  | red \ufffd[31m and\n  | more\n');
    expect(page.stdout).not.toContain('\u001b');
    expect(page.stdout).toMatch(/gopher: drop\n {4}rps_doc_word_count is 4 +must be >= 50\n/);
  });

  test('what it refuses: a record that is not there (it says how many there are), a preset whose signals are not measured', async () => {
    const [beyond, none, odd, preset] = await Promise.all([['--record', '6'], [], ['--record', 'x'], ['--record', '0', '--signals', 'rps', '--presets', 'gopher']].map((args) => thresher(['inspect', small, ...args])));
    expect([beyond!.code, none!.code, odd!.code, preset!.code]).toEqual([2, 2, 2, 2]);
    expect(preset!.stderr).toContain('preset gopher: got settings that do not measure gopher_bullet_line_ratio');   // a preset is judged by what is measured
    expect(beyond!.stderr).toBe(`--record: got 6, allowed 0 to 5: ${small} holds 6 records\n`);
    expect(none!.stderr).toContain('--record: got nothing');
    expect(odd!.stderr).toContain("--record: got 'x'");
    // Of the default presets only those count whose signals are measured.
    expect(Object.keys((await answer<Answer>(['inspect', small, '--record', '0', '--signals', 'c4'])).verdicts)).toEqual(['c4']);
  });
});

describe('catalogues', () => {
  test('signals --json: every signal with exactly the agreed keys', async () => {
    const found = await answer<Record<string, unknown>[]>(['signals']);
    expect(found.map(({ name }) => name)).toEqual(signals.map(({ name }) => name));
    for (const entry of found) {
      expect(Object.keys(entry)).toEqual(['name', 'family', 'type', 'unit', 'range', 'null_when', 'source', 'formula', 'reference', 'exact', 'tolerance', 'deviation']);
      expect([entry['range']]).toEqual([[expect.toSatisfy((end) => end === null || typeof end === 'number'), expect.toSatisfy((end) => end === null || typeof end === 'number')]]);
    }
    expect((await thresher(['signals'])).stdout.split('\n').length).toBe(signals.length + 2);
  });

  test('presets --json: rules with their sources, and what is left out; by name; an alias and what is not available say so', async () => {
    interface Entry { name: string; rules: { signal: string; op: string; value: unknown; source: string | null }[]; not_expressed: string[]; alias_of: string | null; unavailable: string | null }
    const found = await answer<Entry[]>(['presets']), by = Object.fromEntries(found.map((entry) => [entry.name, entry]));
    expect(found.map((preset) => Object.keys(preset))).toEqual(presetNames().map(() => ['name', 'rules', 'not_expressed', 'alias_of', 'unavailable']));
    expect(found.slice(0, 3).map(({ name, unavailable }) => [name, unavailable])).toEqual([['gopher', null], ['c4', null], ['fineweb', null]]);
    expect(found[0]!.rules[1]).toEqual({ signal: 'rps_doc_word_count', op: '<=', value: 100000, source: 'Gopher (Rae et al. 2021, arXiv:2112.11446), appendix A.1.1: 50 to 100,000 words' });
    expect(found.every(({ rules, not_expressed: left }) => rules.every(({ signal, source }) => signal && source) && left.length > 0)).toBe(true);
    expect([by['massivetext']!.alias_of, by['massivetext']!.rules]).toEqual(['gopher', by['gopher']!.rules]);
    expect(by['ccnet']!.unavailable).toMatch(/^Needs ccnet_language_score, ccnet_bucket \(/);
    expect(by['zyda']!.rules.find(({ signal }) => signal === 'zyda_pattern_lt')).toMatchObject({ per: 'zyda_transformed_length', op: '<=', value: 0.03 });
    expect(by['culturax']!.rules[0]).toMatchObject({ signal: 'roots_number_words', op: '>=', value: null, quantile: 0.1, by: 'documents', lang: 'each' });
    const [text, chosen, unknown] = await Promise.all([thresher(['presets']), answer<Entry[]>(['presets', 'falcon', 'c4']), thresher(['presets', 'gofer'])]);
    expect(text.stdout).toContain('fw_char_dup_ratio');
    expect(chosen.map(({ name }) => name)).toEqual(['falcon', 'c4']);
    expect([unknown.code, unknown.stderr]).toEqual([2, "preset: got 'gofer', allowed the names that `thresher select --list` prints (did you mean gopher?)\n"]);
  });

  test('config: every value with its origin, secrets hidden', async () => {
    const file = join(folder, 'settings.yaml');
    writeFileSync(file, 'batchRows: 100\ndedup: {bands: 7}\n');
    const found = await answer<{ key: string; value: unknown; from: string }[]>(
      ['config', '--config', file, '--store', 'https://me:secret@host.example:8123'], { THRESHER_WORKERS: '3', THRESHER_BATCH_ROWS: '' });
    const by = Object.fromEntries(found.map(({ key, value, from }) => [key, [value, from]]));
    expect(by).toMatchObject({ store: ['https://me:***@host.example:8123', 'flag'], workers: [3, 'environment'], batchRows: [100, 'file'], 'dedup.bands': [7, 'file'], 'dedup.rows': [8, 'default'] });
    const shown = await thresher(['config', '--store', 'https://me:secret@host.example:8123']);
    expect(shown.stdout).toMatch(/^store +https:\/\/me:\*\*\*@host\.example:8123 +flag +--store +THRESHER_STORE$/m);
    expect(shown.stdout).not.toContain('secret');
  });

  test('faulty settings: exit 2, one line a fault', async () => {
    const { code, stdout, stderr } = await thresher(['config', '--workers', 'many', '--batch-rows', '0']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.trimEnd().split('\n').map((line) => line.split(':')[0])).toEqual(['--workers', '--batch-rows']);
  });
});

describe('train', () => {
  test('a quality model: the folder, and the figures of its card', async () => {
    const data = join(folder, 'rated.jsonl'), out = join(folder, 'model');
    writeFileSync(data, pagesOf(3, 60).map(({ text }, i) => JSON.stringify({ text: i % 2 ? text : text.toUpperCase(), lang: 'en', meta: { label: i % 2 } })).join('\n'));
    const found = await answer<{ out: string } & Trained>(['train', 'quality', '--data', data, '--out', out, '--seed', '4']);
    expect(found).toMatchObject({ out, about: { name: 'quality', seed: 4 }, evaluation: { n: 60, positives: 30, auc: expect.any(Number) } });
    expect(readdirSync(out).sort()).toEqual(['CARD.md', 'model.json', 'model.onnx']);
    const shown = trainedText(out, found), auc = found.evaluation.auc!.toFixed(3);
    expect(shown).toMatch(new RegExp(`^quality \\S+, seed 4: ${out}/`));
    expect(shown).toMatch(new RegExp(`^all +60 +30 +${auc} `, 'm'));
    expect(readFileSync(join(out, 'CARD.md'), 'utf8')).toContain(`| 30 | ${auc} |`);
  });

  test('what is missing or unknown: all at once, exit 2', async () => {
    const { code, stderr } = await thresher(['train', 'toxicty', '--seed', '1.5']);
    expect(code).toBe(2);
    expect(stderr).toBe([
      "task: got 'toxicty', allowed toxicity, quality (did you mean toxicity?)", '--data: got nothing, allowed one JSONL file or more', '--out: got nothing, allowed a folder',
      "--seed: got '1.5', allowed a whole number", ''].join('\n'));
  });
});
