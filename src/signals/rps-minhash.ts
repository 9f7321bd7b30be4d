import type { Signal, StringsFamily } from '../model/signal.js';
import { reserve } from '../text/scratch.js';
import type { Shared } from '../text/shared.js';
import { EXACT, entries } from './entry.js';
import { PERMUTATIONS } from './rps/permutations.js';
import { sha1Word } from './rps/sha1-word.js';
import { minima } from './rps/signature.js';
import { WordBytes } from './rps/word-bytes.js';

/*
 * The MinHash signatures of RedPajama-V2 (app/src/dedupe/minhash.py), bit for bit: shingles are the 13-grams of normalized words joined by spaces, each
 * hashed to the first four bytes of its SHA-1; the signature is the minimum of 128 functions over them, cut into bands for four similarities. Pages of
 * which one band is equal are near duplicates at about that similarity, here and in the published data set.
 *
 * Example: a band of 9 values is 9 x 8 hex digits, each value with its high byte first.
 */
const GRAM = 13;
/** Bands and values of a band, as the reference's `optimal_param` chooses them; values behind the last band are left out. */
const SIMILARITIES = [
  { name: '0_7', bands: 14, rows: 9 }, { name: '0_8', bands: 9, rows: 13 }, { name: '0_9', bands: 5, rows: 25 }, { name: '1_0', bands: 1, rows: 128 },
] as const;

const SIGNALS: readonly Signal[] = entries({ family: 'rps_minhash', type: 'array', range: [null, null], nullWhen: 'fewer than 13 normalized words',
  source: 'togethercomputer/RedPajama-Data@6d2cee9 app/src/dedupe/minhash.py', ...EXACT } as const, SIMILARITIES.map(({ name, bands, rows }) => ({
  name: `minhash_signature_${name}`, unit: 'hex per band', reference: `RedPajama-V2@6d2cee9 signature_sim${name.replace('_', '.')}`,
  formula: `${bands} x ${rows} minima, 8 hex digits each, over SHA-1 (4 bytes) of the 13-grams of normalized words; 128 functions (a h + b mod 2^64) mod (2^61 - 1) mod 2^32, numpy RandomState(42)`,
})));

const bytes = new WordBytes(), signature = new Uint32Array(PERMUTATIONS);
let hashes = new Int32Array(1024);

/** Family `rps_minhash`. Takes several times as long as all of `rps`, so it is measured only when it is named. */
export const rpsMinhash: StringsFamily<Shared> = {
  name: 'rps_minhash',
  signals: SIGNALS,
  measureStrings: ({ words }) => {
    const count = words.count - GRAM + 1;
    if (count < 1) return SIMILARITIES.map(() => null);
    bytes.read(words);
    hashes = reserve(hashes, count);
    for (let i = 0; i < count; i++) hashes[i] = sha1Word(bytes.bytes, bytes.starts[i]!, bytes.ends[i + GRAM - 1]!);
    minima(hashes, count, signature);
    const hex = Array.from(signature, (value) => value.toString(16).padStart(8, '0'));
    return SIMILARITIES.map(({ bands, rows }) => Array.from({ length: bands }, (_, band) => hex.slice(band * rows, (band + 1) * rows).join('')));
  },
};
