import type { SavedRecipe } from '../explore/answers.js';
import { usage } from '../model/fault.js';
import type { Store } from '../model/ports.js';
import { columnsIn } from '../select/leaves.js';
import { readRecipe, selectionOf } from '../select/recipe.js';
import { storeColumns } from '../select/store-columns.js';
import { appendRecipe } from './append.js';
import { versionIn } from './version-in.js';
import { resolvedRules } from './resolve.js';

/** Names in a sentence. */
const SHOWN = 3;

/** A change of a recipe. */
export interface Change {
  /** The recipe as a file or a request says it; it is checked here. Its name is the name that it is saved under. */
  readonly recipe: unknown;
  /** Newest version of that name that the author has seen, 0 = there is none; null = whatever it is. */
  readonly expected: number | null;
  readonly author: string;
  readonly reason: string;
}

/**
 * Saves a new version of a recipe. Running processes judge by it within a second.
 *
 * Quantiles stay as they are written; what they come to now is stored beside them (`resolved`), and the stream judges by that.
 * @throws Conflict when `expected` is not the newest version · Fault: usage (every fault of the recipe, one line each, checked against the columns of the store; a name that
 * ends like a version; a quantile of nothing), trouble (store)
 */
export const saveRecipe = async (store: Pick<Store, 'rows' | 'insert'>, { recipe: content, expected, author, reason }: Change): Promise<SavedRecipe> => {
  const { rules: columns } = await storeColumns(store), recipe = readRecipe(content, columns), lacking = columnsIn(selectionOf(recipe).rules).filter((column) => !columns.has(column));
  if (lacking.length > 0) throw usage(`from: got ${recipe.from}, which names ${lacking.slice(0, SHOWN).join(', ')}${lacking.length > SHOWN ? ` and ${lacking.length - SHOWN} more` : ''}, allowed a preset whose signals this store has`);
  if (versionIn(recipe.name) !== null) throw usage(`name: got '${recipe.name}', which means a version of another recipe, allowed a name that does not end in @ and a number`);
  return appendRecipe(store, { recipe, resolved: await resolvedRules(store, recipe), expected, action: 'save', author, reason });
};
