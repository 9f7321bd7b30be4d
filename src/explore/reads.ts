import type { AnyRule } from '../model/rule.js';
import type { Store } from '../model/ports.js';
import type { Selection } from '../select/recipe.js';

/** What an answer is read through: `readOnly` of a store, since a draft may carry a condition of its author. */
export type Reads = Pick<Store, 'rows' | 'stream'>;

/** Which pages are kept: everything that a request says beside what it asks for. */
export interface Asked {
  readonly database: string;
  /** Of the recipe, as it is shown; '' = none. */
  readonly name: string;
  /** Quantiles in it are resolved by whoever answers. Its columns have been checked against the store. */
  readonly selection: Selection<AnyRule>;
}

/** No recipe: everything is kept. */
export const EVERYTHING: Selection = { name: '', rules: { all: [] }, where: null };

/** A row as the engine gives it: 64-bit integers are strings, numbers that are not finite are null. */
export type Found = Readonly<Record<string, unknown>>;
