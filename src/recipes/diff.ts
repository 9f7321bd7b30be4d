// What has changed between two recipes, by what counts: a preset under `from` with its own rules in place. A rule is the same rule when it bounds the same quantity (signal, divisor,
// language) from the same side; its cut, its operator (>= to >) or its kind (number to quantile) may have changed. Where a recipe bounds a quantity twice from one side,
// equal rules are paired first and the others in their order. Groups are paired when they are equal, or else when the quantities in them are; where a number comes from
// (`source`) is no change.
//
// Example: {words >= 50, ratio < 0.3} and {words >= 80, any: [...]}: words >= 50 -> words >= 80 changed, ratio < 0.3 removed, the group added.

import type { AnyRule, Rules } from '../model/rule.js';
import { conditions } from '../select/compile.js';
import { selectionOf, type Recipe } from '../select/recipe.js';

/** A rule, or a group of alternatives. */
export type Part = AnyRule | Rules<AnyRule>;

export interface RecipeDiff {
  /** In the order of the second recipe. */
  readonly added: readonly Part[];
  /** In the order of the first recipe. */
  readonly removed: readonly Part[];
  /** In the order of the second recipe. */
  readonly changed: readonly { readonly old: Part; readonly new: Part }[];
  /** null: the same in both, or in neither. */
  readonly from: { readonly old: string | null; readonly new: string | null } | null;
  readonly where: { readonly old: string | null; readonly new: string | null } | null;
}

const SIDES = { '<': 'most', '<=': 'most', '>': 'least', '>=': 'least', '=': 'one of', in: 'one of' } as const;
const bare = (part: Part): unknown => {
  if ('all' in part) return { all: part.all.map(bare) };
  if ('any' in part) return { any: part.any.map(bare) };
  const { source: _, ...rest } = part;
  return Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1));
};
/** Equal for parts that keep the same pages by the same words. */
const identity = (part: Part): string => JSON.stringify(bare(part));
/** Equal for parts that bound the same quantities from the same side. */
const quantity = (part: Part): string => JSON.stringify(
  'all' in part ? { all: part.all.map(quantity) } : 'any' in part ? { any: part.any.map(quantity) } : [part.signal, 'per' in part ? part.per : null, part.lang ?? null, SIDES[part.op]]);

const partsOf = (recipe: Recipe): Part[] => conditions<AnyRule>(selectionOf(recipe).rules).map(({ holds }) => holds);
const changeOf = (a: string | undefined, b: string | undefined): RecipeDiff['where'] => (a === b ? null : { old: a ?? null, new: b ?? null });

/** What makes the second recipe out of the first. */
export const recipeDiff = (a: Recipe, b: Recipe): RecipeDiff => {
  const removed = partsOf(a), parts = partsOf(b), pairs = new Map<Part, Part>();
  for (const alike of [identity, quantity]) {
    for (const part of parts) {
      const at = pairs.has(part) ? -1 : removed.findIndex((other) => alike(other) === alike(part));
      if (at >= 0) pairs.set(part, removed.splice(at, 1)[0]!);
    }
  }
  const changed = parts.flatMap((part) => { const old = pairs.get(part); return old === undefined || identity(old) === identity(part) ? [] : [{ old, new: part }]; });
  return { added: parts.filter((part) => !pairs.has(part)), removed, changed, from: changeOf(a.from, b.from), where: changeOf(a.where, b.where) };
};
