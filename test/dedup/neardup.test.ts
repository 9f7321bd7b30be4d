import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type BytesColumn, type HashColumn, pack, textColumn } from '../../src/model/columns.js';
import { DUPLICATE_KINDS } from '../../src/model/ports.js';
import { makeSketcher } from '../../src/dedup/sketcher.js';
import { Window } from '../../src/dedup/window.js';
import { needsData } from '../needs.js';

const data = needsData('near-duplicates, labelled');
const BANDS = 14, ROWS = 8;
const lines = <T>(path: string): T[] => gunzipSync(readFileSync(join(data!, path))).toString().split('\n').filter(Boolean).map((line) => JSON.parse(line) as T);

interface Page { readonly id: string; readonly text: string }

/** Sketches and marks pages; `shared(i, j)` = in how many bands two of them agree. */
const run = (pages: readonly Page[]) => {
  const columns = makeSketcher({ bands: BANDS, rows: ROWS }).sketch(pack(pages.map(({ text }) => Buffer.from(text))), textColumn(pages.map(() => null)));
  const bands = new BigUint64Array((columns['bands'] as BytesColumn).values.buffer);
  const positions = Float64Array.from(pages, (_, i) => i), id = BigUint64Array.from(pages, (_, i) => BigInt(i + 1));
  const marks = new Window(pages.length, BANDS).mark({
    positions, id, content: (columns['content_hash'] as HashColumn).values, url: new BigUint64Array(pages.length), bands: (columns['bands'] as BytesColumn).values,
  });
  const shared = (i: number, j: number) => { let n = 0; for (let b = 0; b < BANDS; b++) if (bands[i * BANDS + b] !== 0n && bands[i * BANDS + b] === bands[j * BANDS + b]) n++; return n; };
  return { marks: pages.map((_, i) => ({ kind: DUPLICATE_KINDS[marks.kind[i]!]!, of: Number(marks.of[i]!) - 1 })), shared };
};

/** Exact Jaccard similarity of lower-cased word 5-grams, words = \w+ in Unicode: the definition of the truth files. */
const jaccard = (a: string, b: string): number => {
  const grams = (text: string) => {
    const words = text.toLowerCase().match(/[\p{L}\p{N}\p{M}_]+/gu) ?? [];
    return new Set(words.slice(4).map((_, i) => words.slice(i, i + 5).join(' ')));
  };
  const [x, y] = [grams(a), grams(b)], both = [...x].filter((gram) => y.has(gram)).length;
  return both / (x.size + y.size - both);
};

describe.skipIf(!data)('near-duplicates, labelled', () => {
  test('mccormick articles: every planted pair, nothing else', () => {
    const pages = lines<Page>('neardup/mccormick-articles.jsonl.gz'), place = new Map(pages.map(({ id }, i) => [id, i]));
    const truth = new Set(lines<{ a: string; b: string }>('neardup/mccormick-truth.jsonl.gz').map(({ a, b }) => [place.get(a)!, place.get(b)!].sort((x, y) => x - y).join()));
    const found = run(pages).marks.flatMap(({ kind, of }, i) => (kind === '' ? [] : [`${of},${i}`]));
    const right = found.filter((pair) => truth.has(pair)).length;
    process.stdout.write(`neardup mccormick: found ${right}, missed ${truth.size - right}, false ${found.length - right} of ${truth.size} planted pairs among ${pages.length}\n`);
    expect(found.sort()).toEqual([...truth].sort());
  });

  test('policies: pairs are found as often as the S-curve says, and no mark joins unlike pages', () => {
    const pages = lines<Page>('webtext/policies-ota-tosback.jsonl.gz'), { marks, shared } = run(pages), listed = new Map<string, number>();
    for (const { a, b, jaccard5w } of lines<{ a: string; b: string; jaccard5w: number }>('neardup/policies-pairs-jaccard.jsonl.gz')) {
      // Ids repeat: a pair is meant by position, and the right one is that whose similarity is the stated one.
      const [left, right] = [a, b].map((id) => pages.flatMap((page, i) => (page.id === id ? [i] : [])));
      for (const i of left!) for (const j of right!) {
        const key = [i, j].sort((x, y) => x - y).join();
        if (i !== j && !listed.has(key) && Math.abs(jaccard(pages[i]!.text, pages[j]!.text) - jaccard5w) < 0.002) listed.set(key, jaccard5w);
      }
    }
    let expected = 0, variance = 0, found = 0;
    for (const [key, j] of listed) {
      const [a, b] = key.split(',').map(Number), p = 1 - (1 - j ** ROWS) ** BANDS;
      expected += p; variance += p * (1 - p);
      if (shared(a!, b!) > 0) found++;
    }
    const named = marks.flatMap(({ kind, of }, i) => (kind === '' ? [] : [{ i, of, kind, j: jaccard(pages[of]!.text, pages[i]!.text) }]));
    const high = [...listed].filter(([, j]) => j >= 0.8), missed = high.filter(([key]) => { const [a, b] = key.split(',').map(Number); return shared(a!, b!) === 0; });
    const unlike = named.filter(({ j }) => j < 0.3);
    process.stdout.write(`neardup policies: ${listed.size} pairs at J >= 0.3, shared a band ${found}, expected ${expected.toFixed(1)}; at J >= 0.8 found ${high.length - missed.length}, ` +
      `missed ${missed.length}; marks ${named.length}, of them false (J < 0.3) ${unlike.length}\n`);
    expect(listed.size).toBeGreaterThanOrEqual(120);
    expect(Math.abs(found - expected)).toBeLessThan(3 * Math.sqrt(variance) + 3);
    expect(missed).toEqual([]);
    expect(unlike).toEqual([]);
  });
});
