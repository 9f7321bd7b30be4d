// Which pages were kept, in 1.8 bytes a page: whoever has an id (a later run, another store, a mixture made elsewhere) asks without the export.
//
// B. H. Bloom, "Space/Time Trade-offs in Hash Coding with Allowable Errors", CACM 13(7), 1970: k bits of m are set for every id; an id whose k bits
// are all set was probably kept, one with a bit that is not set was certainly not. For n ids and a rate p of false answers
// m = ceil(-n ln p / (ln 2)^2), up to a multiple of 8, and k = round(m / n ln 2). The k places are those of enhanced double hashing
// (P. C. Dillinger, P. Manolios, "Bloom Filters in Probabilistic Verification", FMCAD 2004): from two numbers of the id
//
//   a, b = the first 53 bits of the first and of the second output of SplitMix64 seeded with the id, both modulo m
//   k times: set bit a; then a = (a + b) mod m, b = (b + 1, 2, ... k) mod m
//
// File: one line of JSON {"format": "thresher-bloom", "version": 1, "n", "m", "k", "hash": "splitmix64", "false_positive_rate"}, a line feed, m / 8 bytes;
// bit i is bit i mod 8 (the lowest is 0) of byte floor(i / 8). Everything is below 2^53, so numbers do.
//
// Example: n = 1000, p = 0.001 -> m = 14,384, k = 10. Cost: 14.4 bits an id in memory, some 100 ns an id.

import { readFileSync } from 'node:fs';
import { usage } from '../model/fault.js';
import { splitMix } from './splitmix.js';

/** The first line of the file. */
export interface BloomHeader {
  readonly format: 'thresher-bloom';
  readonly version: 1;
  /** Ids that were added. */
  readonly n: number;
  /** Bits, a multiple of 8. */
  readonly m: number;
  /** Bits an id. */
  readonly k: number;
  readonly hash: 'splitmix64';
  /** Share of ids never added for which `has` says yes, as it was designed for. */
  readonly false_positive_rate: number;
}

/** A set of ids that answers no exactly, and yes with the stated rate of error. */
export interface Bloom {
  readonly header: BloomHeader;
  readonly add: (id: bigint) => void;
  readonly has: (id: bigint) => boolean;
  /** The whole file. */
  readonly bytes: () => Uint8Array;
}

const bloomOver = (header: BloomHeader, bits: Uint8Array): Bloom => {
  const { m, k } = header, numbers = new Float64Array(2);
  /** Visits the places of an id until `visit` says false. */
  const places = (id: bigint, visit: (at: number) => boolean): boolean => {
    splitMix(id, numbers);
    let a = numbers[0]! % m, b = numbers[1]! % m;
    for (let i = 1; i <= k; i++) {
      if (!visit(a)) return false;
      a += b;
      if (a >= m) a -= m;
      b = (b + i) % m;
    }
    return true;
  };
  const set = (at: number): boolean => { bits[Math.floor(at / 8)]! |= 1 << (at % 8); return true; };
  const isSet = (at: number): boolean => (bits[Math.floor(at / 8)]! & (1 << (at % 8))) !== 0;
  return { header, add: (id) => { places(id, set); }, has: (id) => places(id, isSet), bytes: () => Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), bits]) };
};

/**
 * An empty filter for so many ids.
 * @param rate of false answers, above 0 and below 1
 */
export const makeBloom = (ids: number, rate = 0.001): Bloom => {
  const n = Math.max(1, ids), m = 8 * Math.ceil((-n * Math.log(rate)) / Math.LN2 ** 2 / 8), k = Math.max(1, Math.round((m / n) * Math.LN2));
  return bloomOver({ format: 'thresher-bloom', version: 1, n: ids, m, k, hash: 'splitmix64', false_positive_rate: rate }, new Uint8Array(m / 8));
};

/**
 * Reads a filter from its file.
 * @throws Fault (usage) when it is none, or is cut off
 */
export const readBloom = (path: string): Bloom => {
  const content = readFileSync(path), line = content.indexOf(10);
  let header: BloomHeader;
  try {
    header = JSON.parse(content.toString('utf8', 0, line)) as BloomHeader;
  } catch {
    throw usage(`${path}: got a file without a header, allowed a Bloom filter as an export writes it (kept.bloom)`);
  }
  const bits = content.subarray(line + 1);
  if (header.format !== 'thresher-bloom' || header.version !== 1 || header.hash !== 'splitmix64' || bits.length * 8 !== header.m) {
    throw usage(`${path}: got ${header.format} ${header.version}, ${bits.length} bytes behind its header, allowed thresher-bloom 1 with ${header.m / 8}`);
  }
  return bloomOver(header, bits);
};
