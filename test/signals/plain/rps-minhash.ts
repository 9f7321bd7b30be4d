import { createHash } from 'node:crypto';
import { permutations } from '../../../src/signals/rps/permutations.js';
import { normalize, split } from './python.js';

const P = (1n << 61n) - 1n, MASK_64 = (1n << 64n) - 1n, MASK_32 = (1n << 32n) - 1n, BANDS = [[14, 9], [9, 13], [5, 25], [1, 128]] as const;
const pairs = permutations();

/** The signatures in whole numbers of any size: hex per band, for 0.7, 0.8, 0.9, 1.0. Only of texts in which this engine's Unicode is that of Python. */
export const plainSignatures = (text: string): (string[] | null)[] => {
  const words = split(normalize(text));
  if (words.length < 13) return BANDS.map(() => null);
  const shingles = new Set(words.slice(12).map((_, i) => words.slice(i, i + 13).join(' ')));
  const hashes = [...shingles].map((shingle) => BigInt(createHash('sha1').update(shingle).digest().readUInt32LE(0)));
  const signature = Array.from({ length: 128 }, (_, k) => hashes.map((h) => (((h * pairs[k]! + pairs[128 + k]!) & MASK_64) % P) & MASK_32).reduce((a, b) => (a < b ? a : b)));
  const hex = signature.map((value) => value.toString(16).padStart(8, '0'));
  return BANDS.map(([bands, rows]) => Array.from({ length: bands }, (_, band) => hex.slice(band * rows, (band + 1) * rows).join('')));
};
