import { GramCounts } from './gram-counts.js';
import type { Analysis, Shared } from './shared.js';

const SIZE = 10;

/** The 10-grams of the code points of a text as it is, which ROOTS and Setu count: `shared.of(TenGrams).grams`. */
export class TenGrams implements Analysis {
  readonly grams = new GramCounts();

  read({ cps, length }: Shared): void {
    this.grams.read(cps, length - SIZE + 1, SIZE);
  }
}
