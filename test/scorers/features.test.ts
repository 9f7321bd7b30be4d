import { expect, test } from 'vitest';
import { bytesAt, pack } from '../../src/model/columns.js';
import { spansOf } from '../../src/scorers/chunks.js';
import { featuresOf } from '../../src/scorers/extracted.js';
import { Extractor } from '../../src/scorers/features.js';
import { generatedTexts } from './generated.js';
import { plainFeatures } from './features-plain.js';

const front = { bits: 16, chunkBytes: 200, chunks: 6 };
const packed = (texts: readonly string[]) => pack(texts.map((text) => Buffer.from(text)));

test('equal to the plain twin on 2,000 generated texts, chunk by chunk', () => {
  const texts = generatedTexts(2000, 11), input = packed(texts), { ids, chunkEnds, textEnds } = new Extractor(front).extract(input);
  let chunk = 0;
  texts.forEach((_, i) => {
    const bytes = bytesAt(input, i), spans = spansOf(bytes, 0, bytes.length, front);
    for (let s = 0; s < spans.length; s += 2, chunk++) {
      const found = [...ids.subarray(chunk === 0 ? 0 : chunkEnds[chunk - 1]!, chunkEnds[chunk]!)].sort((a, b) => a - b);
      expect(found).toEqual(plainFeatures(Buffer.from(bytes.subarray(spans[s]!, spans[s + 1]!)).toString(), bytes.length, front.bits));
    }
    expect(textEnds[i]).toBe(chunk);
  });
  expect(chunk).toBeGreaterThan(3000);
});

test('of a text what the essay says: 13 features of "Go, Go!"', () => {
  // c: " go", "go ", " go " · w: go · b: go go · p: "," and "!" · s: six
  expect(new Extractor(front).extract(packed(['Go, Go!'])).ids.length).toBe(3 + 1 + 1 + 2 + 6);
});

test('does not depend on the texts before, and is made once for scorers that share a front end', () => {
  const texts = generatedTexts(300, 5), all = new Extractor(front).extract(packed(texts));
  const last = new Extractor(front).extract(packed(texts.slice(-1)));
  expect([...all.ids.slice(-last.ids.length)]).toEqual([...last.ids]);
  const input = packed(texts);
  expect(featuresOf(input, front)).toBe(featuresOf(input, { ...front }));
  expect(featuresOf(input, front)).not.toBe(featuresOf(input, { ...front, bits: 12 }));
});

test('chunks: whole when it fits, at most so many windows otherwise, from first to last byte, never inside a character', () => {
  for (const text of [...generatedTexts(400, 3), 'x'.repeat(5000), '字'.repeat(3000), 'word '.repeat(4000)]) {
    const bytes = Buffer.from(text), spans = spansOf(bytes, 0, bytes.length, front), pairs = spans.length / 2;
    if (bytes.length === 0) { expect(spans).toEqual([]); continue; }
    expect([spans[0], spans.at(-1)]).toEqual([0, bytes.length]);
    expect(pairs).toBeLessThanOrEqual(front.chunks);
    for (let s = 0; s < spans.length; s += 2) {
      expect(spans[s + 1]! - spans[s]!).toBeGreaterThan(0);
      expect(spans[s + 1]! - spans[s]!).toBeLessThanOrEqual(front.chunkBytes + 100);
      expect((bytes[spans[s]!] ?? 0) & 0xc0).not.toBe(0x80);
      if (s > 0 && bytes.length <= front.chunks * front.chunkBytes) expect(spans[s]).toBe(spans[s - 1]);
    }
  }
});
