import type { SavedRecipe } from '../explore/answers.js';
import { usage } from '../model/fault.js';
import type { Store } from '../model/ports.js';
import { appendRecipe } from './append.js';
import { storedRecipes } from './stored.js';

/** A way back. */
export interface Rollback {
  readonly name: string;
  /** The version that is to hold again. */
  readonly to: number;
  /** As in `Change`. */
  readonly expected: number | null;
  readonly author: string;
  readonly reason: string;
}

/**
 * Saves a new version of a recipe that equals an old one, with the numbers that its quantiles had then. Nothing of the history is lost.
 * @throws Conflict when `expected` is not the newest version · Fault: usage (no such recipe or version), trouble (store)
 */
export const rollbackRecipe = async (store: Pick<Store, 'rows' | 'insert'>, { name, to, expected, author, reason }: Rollback): Promise<SavedRecipe> => {
  const versions = await storedRecipes(store, 'WHERE name = {name:String} ORDER BY number', { name }), old = versions.find(({ saved }) => saved.version === to)?.saved;
  if (versions.length === 0) throw usage(`recipe: got '${name}', of which no version is saved, allowed the name of a saved recipe`);
  if (old === undefined) throw usage(`version: got ${to}, allowed 1 to ${versions.at(-1)!.saved.version} of recipe ${name}`);
  return appendRecipe(store, { recipe: old.recipe, resolved: old.resolved ?? null, expected, parent: to, action: 'rollback', author, reason });
};
