import type { Signal, StringsFamily } from '../model/signal.js';
import type { Shared } from '../text/shared.js';
import { EXACT, entries } from './entry.js';
import { GRAM, plainKernel, wasmKernel, type Kernel } from './rps/kernel.js';
import { PERMUTATIONS } from './rps/permutations.js';

/*
 * The MinHash signatures of RedPajama-V2 (app/src/dedupe/minhash.py), bit for bit: shingles are the 13-grams of normalized words joined by spaces, each
 * hashed to the first four bytes of its SHA-1; the signature is the minimum of 128 functions over them, cut into bands for four similarities. Pages of
 * which one band is equal are near duplicates at about that similarity, here and in the published data set.
 *
 * Example: a band of 9 values is 9 x 8 hex digits, each value with its high byte first.
 */
/** Bands and values of a band, as the reference's `optimal_param` chooses them; values behind the last band are left out. */
const SIMILARITIES = [
  { name: '0_7', bands: 14, rows: 9 }, { name: '0_8', bands: 9, rows: 13 }, { name: '0_9', bands: 5, rows: 25 }, { name: '1_0', bands: 1, rows: 128 },
] as const;

const SIGNALS: readonly Signal[] = entries({ family: 'rps_minhash', type: 'array', range: [null, null], nullWhen: 'fewer than 13 normalized words',
  source: 'togethercomputer/RedPajama-Data@6d2cee9 app/src/dedupe/minhash.py', ...EXACT } as const, SIMILARITIES.map(({ name, bands, rows }) => ({
  name: `minhash_signature_${name}`, unit: 'hex per band', reference: `RedPajama-V2@6d2cee9 signature_sim${name.replace('_', '.')}`,
  formula: `${bands} x ${rows} minima, 8 hex digits each, over SHA-1 (4 bytes) of the 13-grams of normalized words; 128 functions (a h + b mod 2^64) mod (2^61 - 1) mod 2^32, numpy RandomState(42)`,
})));

const signature = new Uint32Array(PERMUTATIONS), bytes = Buffer.alloc(4 * PERMUTATIONS), DIGITS = 8;
let kernel: Kernel | null = null;

/** Family `rps_minhash`. Much data for a page, so it is measured only when it is named. */
export const rpsMinhash: StringsFamily<Shared> = {
  name: 'rps_minhash',
  signals: SIGNALS,
  measureStrings: ({ words }) => {
    if (words.count < GRAM) return SIMILARITIES.map(() => null);
    kernel ??= wasmKernel() ?? plainKernel();
    kernel(words, signature);
    bytes.set(new Uint8Array(signature.buffer));
    const hex = bytes.swap32().toString('hex');
    return SIMILARITIES.map(({ bands, rows }) => Array.from({ length: bands }, (_, band) => hex.slice(band * rows * DIGITS, (band + 1) * rows * DIGITS)));
  },
};
