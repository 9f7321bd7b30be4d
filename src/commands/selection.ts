import { existsSync } from 'node:fs';
import { usage } from '../model/fault.js';
import type { Store } from '../model/ports.js';
import type { AnyRule } from '../model/rule.js';
import { readRecipeFile } from '../recipe-file.js';
import { recipeNamed, type Named } from '../recipes/named.js';
import { savedRecipes } from '../recipes/saved.js';
import type { RuleColumns } from '../select/columns.js';
import { lackingFaults } from '../select/lacking.js';
import { presetNamed } from '../select/presets.js';
import { narrowed, selectionOf, type Selection } from '../select/recipe.js';
import { signals } from '../signals/index.js';

/** Anything with a slash in it, or that ends like a recipe file, is a path. */
const isPath = (name: string): boolean => /[\\/]|\.(ya?ml|json)$/i.test(name);

const fromFile = (path: string, columns: RuleColumns): Named => {
  const recipe = readRecipeFile(path, columns), selection = selectionOf(recipe), faults = lackingFaults(selection, columns, signals, 'store', 'recipe');
  if (faults.length > 0) throw usage(...faults);
  return { name: recipe.name, selection, recipe, saved: null };
};

/**
 * An argument of a verb -> the recipe that it means. In this order: a path; a saved recipe (`name`, `name@3`); a preset; a file that is called so.
 * @throws Fault (usage): no such recipe, a faulty one, signals that the store lacks
 */
export const recipeGiven = async (store: Pick<Store, 'rows'>, name: string, columns: RuleColumns): Promise<Named> => {
  if (isPath(name)) return fromFile(name, columns);
  const isOnlyFile = existsSync(name) && !presetNamed(name) && !(await savedRecipes(store)).some((saved) => saved.name === name);
  return isOnlyFile ? fromFile(name, columns) : recipeNamed(store, name, columns, signals);
};

/**
 * `select`'s argument and `--where` -> one selection, its quantiles not yet resolved.
 * @param name as `recipeGiven` takes it, or undefined when only `where` selects
 * @throws Fault (usage): neither given; as `recipeGiven`
 */
export const selectionNamed = async (store: Pick<Store, 'rows'>, name: string | undefined, where: string | undefined, columns: RuleColumns): Promise<Selection<AnyRule>> => {
  if (name === undefined && where === undefined) throw usage('select: got nothing to select by, allowed a preset, a saved recipe, a recipe file or --where with a SQL condition');
  return narrowed<AnyRule>(name === undefined ? null : (await recipeGiven(store, name, columns)).selection, where);
};
