import { usage } from '../model/fault.js';
import type { Store } from '../model/ports.js';
import type { AnyRule, Rules } from '../model/rule.js';
import { EACH } from '../select/check.js';
import { leaves } from '../select/leaves.js';
import { selectionOf, type Recipe } from '../select/recipe.js';
import { withCuts } from '../select/resolve.js';

/**
 * The rules of a recipe with its quantiles as the numbers that they are in the store now: what the stream judges by from then on.
 * @returns null when it has no quantiles
 * @throws Fault (usage) when no page of the store has a value that a cut could be taken from
 */
export const resolvedRules = async (store: Pick<Store, 'rows'>, recipe: Recipe): Promise<Rules | null> => {
  const selection = selectionOf(recipe), quantiles = leaves<AnyRule>(selection.rules).filter((rule) => 'quantile' in rule);
  if (quantiles.length === 0) return null;
  const [database] = await store.rows<{ name: string }>('SELECT currentDatabase() AS name');
  const found = await withCuts(store, selection, database!.name);
  const cut = ({ signal, lang }: AnyRule): boolean => found.cuts.some((one) => one.value !== null && one.signal === signal && (lang === EACH ? one.lang !== null : one.lang === (lang ?? null)));
  const without = quantiles.filter((rule) => !cut(rule));
  if (without.length > 0) {
    throw usage(...without.map(({ signal, lang }) => `recipe ${recipe.name}: got a quantile of ${signal}, of which no page${lang === undefined || lang === EACH ? '' : ` in ${lang}`} of this store has a value, allowed a number, or a store with such pages`));
  }
  return found.selection.rules;
};
