import type { Judged } from './judge.js';

/** What a condition does to the rows of the sample, as `Explained` says it of the store. */
export interface Fall { readonly first: number; readonly any: number; readonly only: number }

/**
 * Rows that fail each condition: before all others, at all, and no other. One pass over the rows that fail anything: the first condition that a row fails is the
 * only one where it fails one.
 */
export const fallsOf = (judged: readonly Judged[], failures: Uint16Array): Fall[] => {
  const masks = judged.map(({ mask }) => mask), first = new Float64Array(masks.length), only = new Float64Array(masks.length);
  for (let i = 0; i < failures.length; i++) {
    if (failures[i] === 0) continue;
    let c = 0;
    while (masks[c]![i] === 0) c++;
    first[c]! += 1;
    if (failures[i] === 1) only[c]! += 1;
  }
  return judged.map(({ rows }, c) => ({ first: first[c]!, any: rows, only: only[c]! }));
};
