import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { pack, textColumn } from '../../src/model/columns.js';
import { auc, evaluate } from '../../src/scorers/evaluate.js';
import { uniform } from '../../src/scorers/linear.js';
import { openOnnx } from '../../src/scorers/onnx.js';
import { readSamples } from '../../src/scorers/samples.js';
import { train } from '../../src/scorers/train.js';

const folder = mkdtempSync(join(tmpdir(), 'thresher-train-'));
afterAll(() => rmSync(folder, { recursive: true }));

const random = uniform(6), pick = (words: string): string => { const all = words.split(' '); return all[Math.floor(random() * all.length)]!; };
const sentence = (words: string): string => Array.from({ length: 12 }, () => pick(random() < 0.3 ? words : 'the a of and in lamp river stone book walks sees under over green quiet')).join(' ');
const rows = (count: number, make: (i: number) => unknown): string => Array.from({ length: count }, (_, i) => JSON.stringify(make(i))).join('\n');

writeFileSync(join(folder, 'rude.jsonl.gz'), gzipSync(rows(400, (i) => ({ text: sentence(i % 2 ? 'dolt blockhead nitwit' : 'gardener baker sailor'), toxic: i % 2 ? 0.8 : 0, lang: 'en' }))));
writeFileSync(join(folder, 'plain.jsonl'), rows(60, () => ({ text: Array.from({ length: 30 }, () => sentence('harbour bridge window')).join('. ') })));
writeFileSync(join(folder, 'kept.jsonl'), rows(200, (i) => ({ text: sentence(i % 2 ? 'therefore because explains' : 'click buy cheap'), lang: 'en', meta: { label: i % 2 } })));
writeFileSync(join(folder, 'catalog.jsonl'), `${JSON.stringify({ file: 'rude.jsonl.gz', source: 'own/words', commit: '1a2b', licence: 'CC0-1.0' })}\n`);
const [rude, plain, kept] = ['rude.jsonl.gz', 'plain.jsonl', 'kept.jsonl'].map((name) => join(folder, name)) as [string, string, string];
const files = (out: string): string[] => ['model.onnx', 'model.json', 'CARD.md'].map((name) => readFileSync(join(out, name)).toString('hex'));

describe('train', () => {
  test('same data, same seed: same bytes; another seed: other weights', async () => {
    for (const [out, seed] of [['a', 1], ['b', 1], ['c', 2]] as const) await train({ task: 'toxicity', data: [rude, plain], clean: [plain], out: join(folder, out), seed });
    expect(files(join(folder, 'b'))).toEqual(files(join(folder, 'a')));
    expect(files(join(folder, 'c'))[0]).not.toBe(files(join(folder, 'a'))[0]);
  });

  test('learns what separates the classes, and writes a folder that opens', async () => {
    const out = join(folder, 'toxicity'), lines: string[] = [];
    const { evaluation, above, about } = await train({ task: 'toxicity', data: [rude, plain], clean: [plain], unseen: [rude], out, seed: 1, onProgress: (line) => lines.push(line) });
    expect(evaluation.n).toBe(400);
    expect(evaluation.by.source['rude']!.auc).toBeGreaterThan(0.95);
    expect(about.trained_on).toEqual([
      { source: 'rude (own/words@1a2b)', licence: 'CC0-1.0', rows: 400, split: 'all rows; figures by 5-fold cross-validation' },
      { source: 'plain', licence: 'unknown', rows: 60, split: 'all rows; figures by 5-fold cross-validation' },
    ]);
    expect(above.map(({ source, kind, texts }) => [source, kind, texts])).toEqual([['plain', 'background', 60], ['plain', 'clean', 60]]);
    expect(lines.at(0)).toBe('460 texts from 2 files');
    const scorer = await openOnnx({ path: out }), texts = ['the nitwit sees the dolt and a blockhead', 'the baker sees the sailor and a gardener'];
    const [[high, low]] = (await scorer.score(pack(texts.map((text) => Buffer.from(text))), textColumn(['en', 'en']))) as unknown as [[number, number]];
    expect(high).toBeGreaterThan(0.6);
    expect(low).toBeLessThan(0.4);
    const card = readFileSync(join(out, 'CARD.md'), 'utf8');
    expect(card).toContain('| `rude` | own/words@1a2b | CC0-1.0 | 400 | 200 |');
    expect(card).toContain('| `plain` | never learned from | 60 |');
    expect(card).not.toMatch(/nitwit|blockhead|harbour/);
  });

  test('quality reads meta.label', async () => {
    const { evaluation } = await train({ task: 'quality', data: [kept], out: join(folder, 'quality'), seed: 1 });
    expect([evaluation.n, evaluation.positives]).toEqual([200, 100]);
    expect(evaluation.auc).toBeGreaterThan(0.9);
  });

  test('faults name the file', async () => {
    writeFileSync(join(folder, 'bad.jsonl'), '{"text":"x","toxic":1}\nnot json\n');
    writeFileSync(join(folder, 'none.jsonl'), '{"text":"x","toxic":null}\n');
    const out = join(folder, 'never');
    await expect(train({ task: 'toxicity', data: [join(folder, 'no.jsonl')], out, seed: 1 })).rejects.toThrow(/no\.jsonl: no such file/);
    await expect(train({ task: 'toxicity', data: [join(folder, 'bad.jsonl')], out, seed: 1 })).rejects.toThrow(/bad\.jsonl: line 2 is not JSON/);
    await expect(train({ task: 'toxicity', data: [join(folder, 'none.jsonl')], out, seed: 1 })).rejects.toThrow(/none\.jsonl: no row with a text and a label/);
  });
});

test('folds depend on the lower-cased text alone', () => {
  writeFileSync(join(folder, 'twice.jsonl'), ['Some Words', 'some words', 'SOME WORDS'].map((text) => JSON.stringify({ text, toxic: 1 })).join('\n'));
  const folds = readSamples('toxicity', [join(folder, 'twice.jsonl')]).samples.map((sample) => sample.fold);
  expect(new Set(folds).size).toBe(1);
  const spread = readSamples('toxicity', [rude]).samples.map((sample) => sample.fold);
  expect([0, 1, 2, 3, 4, 5].map((fold) => spread.includes(fold))).toEqual([true, true, true, true, true, false]);
});

test('auc and precision, by hand', () => {
  const row = (score: number, label: boolean, lang = 'en') => ({ score, label, source: 's', lang });
  expect(auc([row(1, false), row(2, true)])).toBe(1);
  expect(auc([row(2, false), row(1, true)])).toBe(0);
  expect(auc([row(1, false), row(1, true)])).toBe(0.5);
  expect(auc([row(1, true), row(2, true)])).toBeNull();
  // pairs (positive, negative): 3>1, 3>2, 2>1 won, 2=2 half -> 3.5 of 4
  const rows = [row(3, true), row(2, true, 'de'), row(2, false, 'de'), row(1, false)];
  expect(evaluate(rows)).toEqual({
    n: 4, positives: 2, auc: 0.875, precision_at_specificity_95: 1,
    by: {
      source: { s: { n: 4, positives: 2, auc: 0.875, precision_at_specificity_95: 1 } },
      lang: { de: { n: 2, positives: 1, auc: 0.5, precision_at_specificity_95: null }, en: { n: 2, positives: 1, auc: 1, precision_at_specificity_95: 1 } },
    },
  });
});
