import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { bytesAt, pack, textColumn } from '../../src/model/columns.js';
import { Fault } from '../../src/model/fault.js';
import { spansOf } from '../../src/scorers/chunks.js';
import { uniform, type LinearModel } from '../../src/scorers/linear.js';
import { openOnnx } from '../../src/scorers/onnx.js';
import { onnxFile } from '../../src/scorers/onnx-file.js';
import { scorerContract } from '../contracts/scorer.js';
import { plainFeatures } from './features-plain.js';
import { generatedTexts } from './generated.js';

const folder = mkdtempSync(join(tmpdir(), 'thresher-onnx-'));
afterAll(() => rmSync(folder, { recursive: true }));

const random = uniform(4), BITS = 14;
const model: LinearModel = { weights: Int8Array.from({ length: 2 ** BITS }, (_, i) => (i === 0 ? 0 : Math.floor(random() * 255) - 127)), scale: Math.fround(0.0123), bias: Math.fround(-0.4) };
const about = (aggregate: string, languages: readonly string[] = []) => ({
  name: 'sample', version: '3.1', kind: 'onnx', front: 'hashed-ngrams', labels: ['a', 'b'], outputs: ['score'], input: { bits: BITS, chunkBytes: 200, chunks: 6, aggregate, languages },
  licence: 'Apache-2.0', trained_on: [], seed: 1,
});
const write = (json: unknown, onnx: Uint8Array | string): string => {
  const path = mkdtempSync(join(folder, 'model-'));
  writeFileSync(join(path, 'model.json'), typeof json === 'string' ? json : JSON.stringify(json));
  writeFileSync(join(path, 'model.onnx'), onnx);
  return path;
};

describe.each(['max', 'mean'] as const)('ONNX Runtime, %s over chunks', (how) => {
  scorerContract(`generated model, ${how}`, () => openOnnx({ path: write(about(how), onnxFile(model)) }));

  test('equal to a plain linear model over plain features on 2,000 generated texts', async () => {
    const scorer = await openOnnx({ path: write(about(how), onnxFile(model)), name: 'other' });
    const texts = generatedTexts(2000, 31), input = pack(texts.map((text) => Buffer.from(text)));
    const [found] = await scorer.score(input, textColumn(texts.map(() => 'und')));
    let largest = 0;
    texts.forEach((text, i) => {
      if (text === '') return expect(found![i]).toBeNaN();
      const bytes = bytesAt(input, i), spans = spansOf(bytes, 0, bytes.length, { chunkBytes: 200, chunks: 6 }), logits: number[] = [];
      for (let s = 0; s < spans.length; s += 2) {
        const ids = plainFeatures(Buffer.from(bytes.subarray(spans[s]!, spans[s + 1]!)).toString(), bytes.length, BITS);
        logits.push(model.bias + model.scale * ids.reduce((sum, id) => sum + model.weights[id]!, 0) / Math.sqrt(ids.length));
      }
      const logit = how === 'max' ? Math.max(...logits) : logits.reduce((sum, x) => sum + x, 0) / logits.length;
      largest = Math.max(largest, Math.abs(found![i]! - 1 / (1 + Math.exp(-logit))));
    });
    expect(largest).toBeLessThan(1e-6);
    expect(scorer.outputs).toEqual(['other_score']);
    expect(scorer.model).toMatch(/^sample@3\.1#/);
  });
});

test('languages that the model was not trained on have no score', async () => {
  const scorer = await openOnnx({ path: write(about('max', ['en', 'de']), onnxFile(model)) }), texts = ['one text', 'one text', 'one text', 'one text'];
  const [found] = await scorer.score(pack(texts.map((text) => Buffer.from(text))), textColumn(['en', 'ru', 'und', null]));
  expect([...found!].map(Number.isNaN)).toEqual([false, true, false, false]);
});

describe('a broken model folder is a fault that names it', () => {
  const fault = async (path: string): Promise<Fault> => openOnnx({ path }).then(() => { throw new Error('opened'); }, (error: unknown) => error as Fault);
  const good = onnxFile(model);
  test.each<[string, () => string, string]>([
    ['missing', () => join(folder, 'nowhere'), 'model.json is missing'],
    ['not JSON', () => write('{', good), 'model.json is not JSON'],
    ['wrong fields', () => write({ ...about('max'), front: 'tokenizer', outputs: [] }, good), 'model.json front'],
    ['cut', () => write(about('max'), good.slice(0, good.length / 2)), 'model.onnx cannot be loaded'],
    ['empty', () => write(about('max'), ''), 'model.onnx cannot be loaded'],
    ['other inputs', () => write(about('max'), Buffer.from(Buffer.from(good).toString('latin1').replaceAll('norms', 'sizes'), 'latin1')), 'inputs ids, sizes and outputs logit'],
  ])('%s', async (_, make, words) => {
    const path = make(), found = await fault(path);
    expect(found).toBeInstanceOf(Fault);
    expect(found.code).toBe(2);
    expect(found.message).toContain(path);
    expect(found.message).toContain(words);
  });
  test('weights of another size than model.json says', async () => {
    expect((await fault(write({ ...about('max'), input: { ...about('max').input, bits: 16 } }, good))).message).toContain('does not take the 2^16 features');
  });
});

describe('the shipped models', () => {
  for (const name of ['toxicity', 'quality']) scorerContract(`models/${name}`, () => openOnnx({ path: `models/${name}` }));

  const score = async (name: string, texts: readonly string[]): Promise<number[]> =>
    [...(await (await openOnnx({ path: `models/${name}` })).score(pack(texts.map((text) => Buffer.from(text))), textColumn(texts.map(() => 'en'))))[0]!];

  test('toxicity: rude above neutral, also inside a long page', async () => {
    const rude = 'You are a stupid idiot and nobody likes you, shut up, moron.', neutral = 'The library opens at nine and the reading room is on the second floor.';
    const page = `${neutral} `.repeat(30);
    const [high, low, hidden, clean] = await score('toxicity', [rude, neutral, page + rude + page, page + page]);
    expect(high).toBeGreaterThan(0.5);
    expect(low).toBeLessThan(0.5);
    expect(hidden).toBeGreaterThan(clean!);
  });

  test('quality: a written paragraph above a list of links', async () => {
    const prose = 'Lighthouses were once tended by keepers who lived beside the lamp. They trimmed the wicks, wound the clockwork that turned the lens, and wrote down the weather every few hours. When electric light came, most of that work vanished, but the towers stayed, and sailors still look for them.\n\n'.repeat(4);
    const links = 'Home | Login | Cart (0) | Buy now!!! | 50% OFF | Next >> | Share | Tweet | Page 1 2 3 4 5 |\n'.repeat(4);
    const [good, bad] = await score('quality', [prose, links]);
    expect(good).toBeGreaterThan(0.5);
    expect(bad).toBeLessThan(good!);
  });

  test('are small and say what they are', () => {
    for (const name of ['toxicity', 'quality']) {
      expect(readFileSync(`models/${name}/model.onnx`).length).toBeLessThan(6e6);
      expect(readFileSync(`models/${name}/CARD.md`, 'utf8')).toContain('## Held-out figures');
    }
  });
});
