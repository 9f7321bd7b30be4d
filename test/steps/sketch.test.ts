import { describe, expect, test } from 'vitest';
import type { Batch } from '../../src/model/batch.js';
import { type BytesColumn, type HashColumn, type NumberColumn, pack, textColumn } from '../../src/model/columns.js';
import { usage } from '../../src/model/fault.js';
import { makeSketcher } from '../../src/dedup/sketcher.js';
import { sketch } from '../../src/steps/sketch.js';
import { xxh64 } from '../../src/text/hash.js';

const batchOf = (texts: readonly string[], urls: readonly (string | null)[]): Batch => ({
  topic: 'files', partition: 0, first: 0n, next: BigInt(texts.length), payloads: pack(texts.map((text) => Buffer.from(text))),
  columns: { url: textColumn(urls), digest: textColumn(texts) }, rejections: [], skipped: {},
});
const sketched = async (texts: readonly string[], urls: readonly (string | null)[] = texts.map(() => null), size = { bands: 14, rows: 8 }) => {
  const { columns } = await sketch(makeSketcher(size))(batchOf(texts, urls));
  const bands = columns['bands'] as BytesColumn;
  return {
    columns, content: [...(columns['content_hash'] as HashColumn).values], url: [...(columns['url_hash'] as HashColumn).values],
    skipped: [...(columns['near_skipped'] as NumberColumn).values],
    bands: texts.map((_, i) => Buffer.from(bands.values.subarray(i * bands.width, (i + 1) * bands.width)).toString('hex').match(/.{16}/g)!),
  };
};

const LONG = 'the quick brown fox jumps over the lazy dog while seven quiet owls watch from a very old oak near the river and say nothing at all';
const JAPANESE = '吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。何でも薄暗いじめじめした所でニャーニャー泣いていた事だけは記憶している。';

test('adds content, URL and band hashes, one row a text, and leaves the other columns', async () => {
  const { columns, content, url, skipped, bands } = await sketched([LONG, 'short', '', LONG], ['http://a.example/x', null, '', 'http://a.example/y']);
  expect(Object.keys(columns)).toEqual(['url', 'digest', 'content_hash', 'url_hash', 'bands', 'near_skipped']);
  expect(content).toEqual([LONG, 'short', '', LONG].map((text) => xxh64(Buffer.from(text))));
  expect(content[2]).toBe(0xef46db3751d8e999n); // xxHash64 of nothing, from the specification's test values
  expect([url[0] !== url[3], url[0]! > 0n, url[1], url[2]]).toEqual([true, true, 0n, 0n]);
  expect(skipped).toEqual([0, 1, 1, 0]);
  expect(bands[1]).toEqual(Array(14).fill('0'.repeat(16)));
  expect(bands[2]).toEqual(bands[1]);
  expect(bands[3]).toEqual(bands[0]);
  expect(new Set(bands[0]).size).toBe(14);
});

test('exact is byte-identical; case, digits and punctuation still share all bands', async () => {
  const { content, bands } = await sketched([`${LONG} in 1999`, `${LONG.toUpperCase()}, in 2024!`]);
  expect(content[0]).not.toBe(content[1]);
  expect(bands[0]).toEqual(bands[1]);
});

test('scripts without spaces are sketched by characters', async () => {
  const { skipped, bands } = await sketched([JAPANESE, JAPANESE.replaceAll('。', ' '), JAPANESE.slice(0, 20)]);
  expect(skipped).toEqual([0, 0, 1]);
  expect(bands[0]).toEqual(bands[1]);
});

test('URLs that differ only in what canonicalUrl removes have one hash', async () => {
  const { url } = await sketched(['a', 'b', 'c'], ['HTTP://Example.org:80/a', 'http://example.org/a', 'http://example.org/b']);
  expect(url[0]).toBe(url[1]);
  expect(url[1]).not.toBe(url[2]);
});

test('a text has the same sketch alone and in any company', async () => {
  const texts = [LONG, JAPANESE, 'short', `${LONG} ${LONG} again`, `${JAPANESE} ${LONG}`];
  const together = await sketched(texts);
  for (const [i, text] of texts.entries()) {
    const alone = await sketched([text]);
    expect([alone.content[0], alone.skipped[0], alone.bands[0]]).toEqual([together.content[i], together.skipped[i], together.bands[i]]);
  }
});

test('stored sketches stay valid: these values were written by version 1', async () => {
  const { bands } = await sketched([LONG, JAPANESE], [null, null], { bands: 2, rows: 3 });
  expect(bands).toEqual([['d689c6c4da6e889e', 'e42db110eec29f72'], ['e1ae515351653496', 'c806f82436cb4fdb']]);
});

describe('settings', () => {
  test('another setting is another config, the same one the same', () => {
    const configs = [[14, 8], [14, 9], [20, 6], [14, 8]].map(([bands, rows]) => makeSketcher({ bands: bands!, rows: rows! }).config);
    expect(new Set(configs).size).toBe(3);
    expect(configs[0]).toBe(configs[3]);
  });
  test('impossible ones are named, all at once', () => {
    expect(() => makeSketcher({ bands: 65, rows: 0 })).toThrow(usage('dedup.bands: got 65, allowed 1 to 64', 'dedup.rows: got 0, allowed 1 to 512'));
  });
  test('a batch without documents is an error of the topology', () => {
    const { columns, ...batch } = batchOf(['a'], [null]);
    expect(() => sketch(makeSketcher({ bands: 14, rows: 8 }))({ ...batch, columns: { digest: columns['digest']! } })).toThrow('sketch needs the text column url, got none');
  });
});
