import { count, pack, textColumn } from '../src/model/columns.js';
import type { BytesColumn, HashColumn, Packed, TextColumn } from '../src/model/columns.js';
import { DUPLICATE_KINDS, type Fingerprint, type Sketches } from '../src/model/ports.js';
import { BLOCK, type Kernel, plainKernel, wasmKernel } from '../src/dedup/minhash.js';
import { MAX_SHINGLES, shingle } from '../src/dedup/shingles.js';
import { makeSketcher } from '../src/dedup/sketcher.js';
import { Window } from '../src/dedup/window.js';
import { xxh64 } from '../src/text/hash.js';

/** One line of the table; `bytes` of text. */
export interface DedupRow { readonly case: string; readonly docs: number; readonly bytes: number; readonly seconds: number; readonly docs_per_s: number; readonly mb_per_s: number }

const BANDS = 14, ROWS = 8, BATCH = 2000, RUNS = 3;

/** Bytes to verdict at 14 x 8 (112 values) and its parts (signatures: 128), one thread; best of three runs after a warm-up. */
export const benchDedup = (texts: readonly Uint8Array[], urls: readonly (string | null)[]): DedupRow[] => {
  const bytes = texts.reduce((sum, text) => sum + text.length, 0);
  const row = (name: string, work: () => void): DedupRow => {
    let best = Infinity;
    for (let run = 0; run <= RUNS; run++) {
      const start = performance.now();
      work();
      if (run > 0) best = Math.min(best, (performance.now() - start) / 1000);
    }
    return { case: name, docs: texts.length, bytes, seconds: best, docs_per_s: texts.length / best, mb_per_s: bytes / best / 1e6 };
  };

  const batches: { texts: Packed; url: TextColumn; first: number }[] = [];
  for (let from = 0; from < texts.length; from += BATCH) {
    batches.push({ texts: pack(texts.slice(from, from + BATCH)), url: textColumn(urls.slice(from, from + BATCH)), first: from });
  }
  const sketcher = makeSketcher({ bands: BANDS, rows: ROWS });
  const sketched = ({ texts, url, first }: (typeof batches)[number]): Sketches => {
    const columns = sketcher.sketch(texts, url);
    const positions = Float64Array.from({ length: count(texts) }, (_, i) => first + i);
    const hash = (name: string) => (columns[name] as HashColumn).values;
    return { positions, id: BigUint64Array.from(positions, (p) => BigInt(p + 1) * 0x9e3779b97f4a7c15n), content: hash('content_hash'), url: hash('url_hash'), bands: (columns['bands'] as BytesColumn).values };
  };
  const size = Math.max(1, Math.ceil(texts.length / 2));
  const all = batches.map(sketched), marks = new Window(size, BANDS), stored: Fingerprint[] = [];
  for (const rows of all) {
    const { kind, of, urlOf, entered } = marks.mark(rows);
    rows.positions.forEach((position, i) => stored.push({
      position, id: rows.id[i]!, content: rows.content[i]!, url: rows.url[i]!, bands: rows.bands.subarray(8 * BANDS * i, 8 * BANDS * (i + 1)),
      kind: DUPLICATE_KINDS[kind[i]!]!, dupOf: of[i]!, urlOf: urlOf[i]!, entered: entered[i]!,
    }));
  }

  const scratch = new Int32Array(MAX_SHINGLES);
  const shingled = texts.map((text) => scratch.slice(0, shingle(text, 0, text.length, scratch).count));
  const signing = ({ shingles, sign }: Kernel) => () => { for (const one of shingled) { shingles.set(one); sign(one.length); } };
  const wasm = wasmKernel(8 * BLOCK, MAX_SHINGLES);
  return [
    row('bytes to verdict', () => { const window = new Window(size, BANDS); for (const batch of batches) window.mark(sketched(batch)); }),
    row('content hash', () => { for (const text of texts) xxh64(text); }),
    row('shingles', () => { for (const text of texts) shingle(text, 0, text.length, scratch); }),
    ...(wasm ? [row('signature of 128, WebAssembly SIMD', signing(wasm))] : []),
    row('signature of 128, plain', signing(plainKernel(8 * BLOCK, MAX_SHINGLES))),
    row('window mark', () => { const window = new Window(size, BANDS); for (const rows of all) window.mark(rows); }),
    row('window fill', () => { const window = new Window(size, BANDS); window.fill(stored); }),
  ];
};
