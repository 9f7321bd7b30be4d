import { describe, expect, test } from 'vitest';
import { restoreFrom, Window } from '../../src/dedup/window.js';
import { DUPLICATE_KINDS } from '../../src/model/ports.js';
import { fingerprint, type Page, plainWindow, type PlainMark } from './plain-window.js';
import { random } from './random.js';

const BANDS = 6;

/** Marks pages through the batch interface, `batch` at a time. */
const marked = (window: Window, pages: readonly Page[], batch = pages.length): PlainMark[] => {
  const marks: PlainMark[] = [];
  for (let from = 0; from < pages.length; from += batch) {
    const some = pages.slice(from, from + batch);
    const { kind, of, urlOf, entered, bandHits } = window.mark({
      positions: Float64Array.from(some, ({ position }) => position),
      id: BigUint64Array.from(some, ({ id }) => id),
      content: BigUint64Array.from(some, ({ content }) => content),
      url: BigUint64Array.from(some, ({ url }) => url),
      bands: new Uint8Array(BigUint64Array.from(some.flatMap(({ bands }) => bands)).buffer),
    });
    some.forEach((_, i) => marks.push({ kind: DUPLICATE_KINDS[kind[i]!]!, of: of[i]!, urlOf: urlOf[i]!, entered: entered[i]!, bandHits: bandHits[i]! }));
  }
  return marks;
};

/** A log with gaps in which every key repeats often, at all distances: copies of a few texts with some bands changed. */
const log = (seed: number, length: number, bands = BANDS): Page[] => {
  const { below, chance, u64 } = random(seed), variety = 4 + below(30);
  let position = below(5);
  return Array.from({ length }, () => {
    position += chance(0.15) ? 1 + below(chance(0.1) ? 60 : 4) : 1;
    const text = BigInt(below(variety)), drift = chance(0.5) ? 0n : BigInt(1 + below(3));
    const skipped = chance(0.1), wide = chance(0.05) ? u64() : 0n;
    return {
      position,
      id: chance(0.1) ? BigInt(1 + below(20)) : (BigInt(seed) << 32n) | BigInt(position + 1000),
      content: ((text << 8n) | drift) ^ wide,
      url: chance(0.4) ? 0n : BigInt(1 + below(variety * 2)),
      bands: Array.from({ length: bands }, (_, b) => (skipped ? 0n : ((text + 1n) << 40n) | (BigInt(b) << 8n) | (drift > 0n && chance(0.6) ? BigInt(below(3)) : 0n))),
    };
  });
};

const page = (position: number, key: number, own: Partial<Page> = {}): Page => ({
  position, id: BigInt(1e6 + position), content: BigInt(key), url: 0n, bands: Array.from({ length: BANDS }, (_, b) => BigInt(key * 100 + b + 1)), ...own,
});
const only = (marks: readonly PlainMark[]) => marks.map(({ kind, of }) => [kind, of]);

test('equals the plain window on random logs, whatever the batches', () => {
  const kinds = new Set<string>();
  for (let seed = 1; seed <= 150; seed++) {
    const pages = log(seed, 120), size = 3 + (seed % 23), plain = plainWindow(size);
    const expected = pages.map(plain);
    expect(marked(new Window(size, BANDS), pages, 1 + (seed % 40))).toEqual(expected);
    expected.forEach(({ kind }) => kinds.add(kind));
  }
  expect([...kinds].sort()).toEqual([...DUPLICATE_KINDS].sort());
});

test('a window filled from stored rows at any crash point is the lost one and marks the rest alike', () => {
  let touched = 0;
  for (let seed = 1; seed <= 40; seed++) {
    const pages = log(seed + 500, 90), size = 2 + (seed % 19), live = new Window(size, BANDS);
    const marks = pages.flatMap((one) => marked(live, [one])), rows = pages.map((one, i) => fingerprint(one, marks[i]!));
    touched += marks.filter(({ kind, entered }) => kind === 'near' && entered !== 0n).length;
    const before = new Window(size, BANDS);
    for (let crash = 0; crash < pages.length; crash++) {
      const next = pages[crash]!.position, restored = new Window(size, BANDS);
      restored.fill(rows.filter(({ position }) => position >= restoreFrom(next, size) && position < next));
      expect(marked(restored, pages.slice(crash))).toEqual(marks.slice(crash));
      expect(restored.contents()).toEqual(live.contents());
      marked(before, [pages[crash]!]);
    }
    expect(before.contents()).toEqual(live.contents());
  }
  expect(touched).toBeGreaterThan(50);
});

test('rows that are marked again, with themselves and their successors in the window, are marked the same', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const size = 64, pages = log(seed + 900, 100), window = new Window(size, BANDS), marks = marked(window, pages);
    const last = Math.floor(pages.at(-1)!.position / size), again = pages.findIndex(({ position }) => Math.floor(position / size) === last);
    const contents = window.contents();
    expect(marked(window, pages.slice(again))).toEqual(marks.slice(again));
    expect(window.contents()).toEqual(contents);
  }
});

describe('distance', () => {
  const W = 10;
  test.each(['content', 'id', 'url', 'bands'] as const)('%s: found up to W everywhere, never from 2W', (layer) => {
    for (let first = 0; first < 3 * W; first++) {
      for (const distance of [1, W - 1, W, W + 1, 2 * W - 1, 2 * W, 2 * W + 1]) {
        const shared = { content: 7n, id: 7n, url: 7n, bands: page(0, 7).bands }[layer];
        const two = [page(first, 1, { url: 1n, [layer]: shared }), page(first + distance, 2, { url: 2n, [layer]: shared })];
        const found = marked(new Window(W, BANDS), two)[1]!.kind !== '';
        const sameOrNext = Math.floor((first + distance) / W) - Math.floor(first / W) <= 1;
        expect(found, `${first} + ${distance}`).toBe(sameOrNext);
        if (distance <= W) expect(found).toBe(true);
        if (distance >= 2 * W) expect(found).toBe(false);
      }
    }
  });

  test('a root that keeps being copied stays known, by exact and by near copies, for 40 generations', () => {
    const copies = Array.from({ length: 40 }, (_, i) => page(i * W + (i % 2 === 0 ? 3 : 0), 5));
    expect(only(marked(new Window(W, BANDS), copies)).slice(1)).toEqual(copies.slice(1).map(() => ['exact', copies[0]!.id]));
    const near = copies.map((copy, i) => ({ ...copy, content: BigInt(i) }));
    expect(only(marked(new Window(W, BANDS), near)).slice(1)).toEqual(near.slice(1).map(() => ['near', near[0]!.id]));
    expect(only(marked(new Window(W, BANDS), [copies[0]!, { ...near[39]!, position: 3 * W }]))).toEqual([['', 0n], ['', 0n]]);
  });

  test('clusters are stars: what only resembles a near copy is no copy of its root, in any generation', () => {
    const a = [1n, 2n, 3n, 4n, 5n, 6n], b = [1n, 12n, 13n, 14n, 15n, 16n], c = [21n, 12n, 13n, 14n, 15n, 16n];
    const chain = (positions: readonly number[]) => marked(new Window(W, BANDS), [a, b, c].map((bands, i) => page(positions[i]!, i, { bands })));
    expect(only(chain([0, 1, 2]))).toEqual([['', 0n], ['near', 1000000n], ['', 0n]]);
    expect(only(chain([0, 11, 22]))).toEqual([['', 0n], ['near', 1000000n], ['', 0n]]);
  });
});

describe('what a page is', () => {
  const A = page(0, 1, { url: 70n });
  test.each<[string, Page, Partial<PlainMark>]>([
    ['the same record again', { ...A, position: 5 }, { kind: 'replay', of: A.id, bandHits: 6, urlOf: A.id }],
    ['the same text elsewhere', page(5, 1, { url: 71n }), { kind: 'exact', of: A.id, bandHits: 6, urlOf: 0n }],
    ['the same text at the same URL', page(5, 1, { url: 70n }), { kind: 'exact', of: A.id, bandHits: 6, urlOf: A.id }],
    ['another text at the same URL', page(5, 2, { url: 70n }), { kind: 'url', of: A.id, bandHits: 0, entered: 63n }],
    ['a text much like it at the same URL', page(5, 1, { content: 2n, url: 70n }), { kind: 'url', of: A.id, bandHits: 6, entered: 63n }],
    ['a text like it', page(5, 1, { content: 2n, bands: [101n, 9n, 103n, 9n, 9n, 9n] }), { kind: 'near', of: A.id, bandHits: 2, entered: 0n }],
    ['too short for bands, the same text', page(5, 1, { bands: Array(6).fill(0n) as bigint[] }), { kind: 'exact', of: A.id, bandHits: 0 }],
    ['no URL at all, another text', page(5, 2), { kind: '', of: 0n, urlOf: 0n, bandHits: 0, entered: 63n }],
  ])('%s', (_, second, expected) => expect(marked(new Window(10, BANDS), [A, second])[1]).toMatchObject(expected));

  test('the root is named through copies whose own kind differs', () => {
    const near = page(1, 1, { content: 2n }), copy = page(2, 9, { content: 2n }), revisit = page(3, 3, { url: 70n }), again = page(4, 4, { url: 70n, content: 5n });
    expect(only(marked(new Window(10, BANDS), [A, near, copy, revisit, again]))).toEqual([['', 0n], ['near', A.id], ['exact', A.id], ['url', A.id], ['url', A.id]]);
  });

  test('of two candidates the one with more bands, of equals the earlier', () => {
    const one = page(0, 1), two = page(1, 2), mixed = (...from: (1 | 2)[]) => from.map((key, b) => BigInt(key * 100 + b + 1));
    const mark = (bands: bigint[]) => { const { kind, of, bandHits } = marked(new Window(10, BANDS), [one, two, page(2, 3, { bands })])[2]!; return [kind, of, bandHits]; };
    expect(mark(mixed(1, 1, 2, 2, 2, 2))).toEqual(['near', two.id, 4]);
    expect(mark(mixed(2, 2, 2, 1, 1, 1))).toEqual(['near', one.id, 3]);
  });
});

test('memory is constant from the third generation on, and small for a small run', () => {
  const W = 500, window = new Window(W, 14), { u64 } = random(2), sizes: number[] = [];
  for (let g = 0; g < 10; g++) {
    marked(window, Array.from({ length: W }, (_, i) => ({ position: g * W + i, id: u64(), content: u64(), url: u64(), bands: Array.from({ length: 14 }, u64) })));
    sizes.push(window.figures().bytes);
    const { near, id } = window.figures().layers;
    expect([near.entries, id.entries]).toEqual([14 * W, W]);
    expect(near.meanProbe).toBeLessThan(4);
  }
  expect(new Set(sizes.slice(1)).size).toBe(1);
  expect(sizes[9]! / W).toBeLessThan(450);
  const big = new Window(1_000_000, 14), before = process.memoryUsage().rss;
  marked(big, Array.from({ length: 3000 }, (_, i) => ({ position: i, id: u64(), content: u64(), url: u64(), bands: Array.from({ length: 14 }, u64) })));
  expect(process.memoryUsage().rss - before).toBeLessThan(60e6);
});

test('64 bands have 64 bits; impossible sizes and positions before the window are refused', () => {
  const pages = log(77, 60, 64), plain = plainWindow(7);
  expect(marked(new Window(7, 64), pages)).toEqual(pages.map(plain));
  for (const [size, bands] of [[0, 14], [1.5, 14], [10, 0], [10, 65], [106e6, 14]] as const) expect(() => new Window(size, bands)).toThrow(/^dedup\.(window|bands): got/);
  const window = new Window(10, BANDS);
  marked(window, [page(25, 1)]);
  expect(() => marked(window, [page(19, 1)])).toThrow(RangeError);
});
