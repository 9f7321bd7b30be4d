import type { SavedRecipe } from '../explore/answers.js';
import { Fault, usage } from '../model/fault.js';
import type { Store } from '../model/ports.js';
import type { AnyRule } from '../model/rule.js';
import type { Signal } from '../model/signal.js';
import type { RuleColumns } from '../select/columns.js';
import { lackingFaults } from '../select/lacking.js';
import { columnsIn } from '../select/leaves.js';
import { presetNamed, presetNames } from '../select/presets.js';
import { readRecipe, selectionOf, type Recipe, type Selection } from '../select/recipe.js';
import { nearest } from '../text/nearest.js';
import { storedRecipes } from './stored.js';
import { versionIn } from './version-in.js';

/** What a reference means. */
export interface Named {
  /** As it was asked for: `gopher`, `mine`, `mine@3`; of a draft its own name. */
  readonly name: string;
  /** The rules that count, quantiles as they are written. */
  readonly selection: Selection<AnyRule>;
  /** A preset has the form of a recipe too. */
  readonly recipe: Recipe;
  /** null for a preset and a draft. */
  readonly saved: SavedRecipe | null;
}

const draft = (reference: string, columns: RuleColumns): Named => {
  let content: unknown;
  try {
    content = JSON.parse(reference);
  } catch (error) {
    throw usage(`recipe: got JSON that cannot be read (${(error as Error).message.split('\n')[0]}), allowed a recipe as JSON`);
  }
  const recipe = readRecipe(content, columns);
  return { name: recipe.name, selection: selectionOf(recipe), recipe, saved: null };
};

/** The version of a saved recipe that a reference means: of a name the newest; null when nothing is saved under it. @throws Fault (usage) when the name has no such version */
const savedAs = async (store: Pick<Store, 'rows'>, reference: string): Promise<SavedRecipe | null> => {
  const asked = versionIn(reference), name = asked?.name ?? reference;
  const [newest] = await storedRecipes(store, 'WHERE name = {name:String} ORDER BY number DESC LIMIT 1', { name });
  if (newest === undefined || asked === null) return newest?.saved ?? null;
  const [found] = await storedRecipes(store, 'WHERE name = {name:String} AND version = {version:UInt32} LIMIT 1', { ...asked });
  if (found === undefined) throw usage(`recipe: got '${reference}', allowed versions 1 to ${newest.saved.version} of ${name}`);
  return found.saved;
};

const unknownRecipe = async (store: Pick<Store, 'rows'>, reference: string): Promise<Fault> => {
  const saved = await store.rows<{ name: string }>('SELECT DISTINCT name FROM recipes'), meant = nearest(reference, [...saved.map(({ name }) => name), ...presetNames()]);
  return usage(`recipe: got '${reference}', allowed a saved recipe (\`thresher recipes list\`), a version of one (name@3) or a preset${meant === null ? '' : ` (did you mean ${meant}?)`}`);
};

/**
 * The recipe that is meant by `recipe=` and by the arguments of verbs.
 *
 * A reference that begins with `{` is a recipe as JSON. Every other one is a name: that of a saved recipe, `name@3` its version 3, or that of a preset; where both
 * have the name, the saved recipe is meant.
 * @param columns what rules over this store may name
 * @param catalogue signals that the program can measure: with it a fault says which family would measure what the store lacks
 * @throws Fault (usage): no such recipe or version, faults of a draft, signals that the store lacks, a preset without cuts
 */
export const recipeNamed = async (store: Pick<Store, 'rows'>, reference: string, columns: RuleColumns, catalogue?: readonly Pick<Signal, 'name' | 'family'>[]): Promise<Named> => {
  if (reference.startsWith('{')) return draft(reference, columns);
  const saved = await savedAs(store, reference), preset = saved === null ? presetNamed(reference) : undefined;
  if (saved === null && preset === undefined) throw await unknownRecipe(store, reference);
  const recipe: Recipe = saved?.recipe ?? { name: preset!.name, rules: preset!.rules }, selection = selectionOf(recipe), lacking = columnsIn(selection.rules).filter((name) => !columns.has(name));
  if (preset?.no_cuts !== undefined || (catalogue !== undefined && lacking.length > 0)) {
    throw usage(...lackingFaults(preset ?? selection, columns, catalogue ?? [], 'store', saved === null ? 'preset' : 'recipe'));
  }
  if (lacking.length > 0) throw usage(`recipe ${reference}: got a store without ${lacking.join(', ')}, allowed one whose pages were measured with these signals`);
  return { name: reference, selection: { ...selection, name: reference }, recipe, saved };
};
