import type { Packed, TextColumn } from '../model/columns.js';
import type { Sketcher } from '../model/ports.js';
import { usage } from '../model/fault.js';
import { xxh64 } from '../text/hash.js';
import { canonicalUrl } from '../text/url.js';
import { NORMALISER } from './fold.js';
import { BLOCK, hashBands, MINHASH_SEED, plainKernel, wasmKernel } from './minhash.js';
import { GRAM, MAX_SHINGLES, MIN_CHARACTERS, MIN_WORDS, shingle, TEXT_CAP } from './shingles.js';
import { MAX_BANDS } from './window.js';

const MAX_ROWS = 512;
const decoder = new TextDecoder();

/**
 * A sketcher for texts in UTF-8. One instance per thread: it owns 2 MiB of scratch memory.
 *
 * `content_hash` = xxh64 of the text's bytes as they stand: exact means byte-identical, without trimming or folding; pages that differ in
 * case or spacing only share all their bands and are found as near. `url_hash` = xxh64 of the canonical URL. `bands` from the MinHash of the
 * first MiB; all zero, and `near_skipped` 1, for texts of fewer than 20 words (40 characters in scripts without spaces).
 * @param bands 1 to 64, @param rows values per band, 1 to 512; a fault (usage) otherwise
 */
export const makeSketcher = ({ bands, rows }: { readonly bands: number; readonly rows: number }): Sketcher => {
  const faults = [
    ...(Number.isInteger(bands) && bands >= 1 && bands <= MAX_BANDS ? [] : [`dedup.bands: got ${bands}, allowed 1 to ${MAX_BANDS}`]),
    ...(Number.isInteger(rows) && rows >= 1 && rows <= MAX_ROWS ? [] : [`dedup.rows: got ${rows}, allowed 1 to ${MAX_ROWS}`]),
  ];
  if (faults.length > 0) throw usage(...faults);
  const values = Math.ceil((bands * rows) / BLOCK) * BLOCK;
  const { shingles, signature, sign } = wasmKernel(values, MAX_SHINGLES) ?? plainKernel(values, MAX_SHINGLES);

  const sketch = ({ bytes, ends }: Packed, url: TextColumn) => {
    const count = ends.length;
    const content = new BigUint64Array(count), address = new BigUint64Array(count);
    const hashes = new Uint32Array(2 * bands * count), skipped = new Float64Array(count);
    for (let i = 0, from = 0, urlFrom = 0; i < count; i++) {
      const to = ends[i]!, urlTo = url.values.ends[i]!;
      content[i] = xxh64(bytes.subarray(from, to));
      if (urlTo > urlFrom) address[i] = xxh64(Buffer.from(canonicalUrl(decoder.decode(url.values.bytes.subarray(urlFrom, urlTo)))));
      const { count: length, enough } = shingle(bytes, from, to, shingles);
      if (enough) { sign(length); hashBands(signature, bands, rows, hashes, i * bands); }
      else skipped[i] = 1;
      from = to; urlFrom = urlTo;
    }
    return {
      content_hash: { kind: 'hash', values: content },
      url_hash: { kind: 'hash', values: address },
      bands: { kind: 'bytes', width: 8 * bands, values: new Uint8Array(hashes.buffer) },
      near_skipped: { kind: 'number', values: skipped, nulls: new Uint8Array(count) },
    } as const;
  };
  return { config: configOf(bands, rows), bands, sketch };
};

/** Hash of all that decides what a sketch is. */
const configOf = (bands: number, rows: number): bigint =>
  xxh64(Buffer.from(['minhash', NORMALISER, GRAM, TEXT_CAP, MIN_WORDS, MIN_CHARACTERS, MINHASH_SEED, bands, rows].join(' ')));
