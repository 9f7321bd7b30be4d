import type { ArrayFamily } from '../model/signal.js';
import type { Shared } from '../text/shared.js';
import { rpsLines } from './rps-lines.js';
import { rpsMinhash } from './rps-minhash.js';

/** The families whose signals are arrays, by name: none is measured unless it is named, or `all` are. */
export const arrayFamilies: Readonly<Record<string, ArrayFamily<Shared>>> = { rps_lines: rpsLines, rps_minhash: rpsMinhash };

/** Those that a setting names, in the order of the catalogue, each once. Unknown names are for `chooseFamilies` to refuse. */
export const chooseArrays = (names: readonly string[]): ArrayFamily<Shared>[] => Object.values(arrayFamilies).filter(({ name }) => names.includes('all') || names.includes(name));
