import type { SavedRecipe } from '../explore/answers.js';
import type { AnyRule, Preset } from '../model/rule.js';
import { ruleTreeFaults } from '../select/check.js';
import type { RuleColumns } from '../select/columns.js';
import { leaves } from '../select/leaves.js';
import { presetNamed } from '../select/presets.js';
import { selectionOf, type Selection } from '../select/recipe.js';

/** A saved recipe as the stream uses it, or why it cannot. */
export type Judged = Pick<Preset, 'name' | 'rules'> | { readonly why: string };

const isFixed = (rules: Selection<AnyRule>['rules']): rules is Preset['rules'] => leaves<AnyRule>(rules).every((rule) => !('quantile' in rule));

/**
 * The rules of a saved recipe with numbers for every cut.
 * @param columns what this run measures
 */
export const judged = ({ name, recipe, resolved }: SavedRecipe, columns: RuleColumns): Judged => {
  if (recipe.from !== undefined && presetNamed(recipe.from) === undefined) return { why: `preset ${recipe.from} is not known here` };
  const { rules } = selectionOf(resolved === undefined ? recipe : { name, rules: resolved }), [fault, ...more] = ruleTreeFaults(rules, columns);
  if (fault !== undefined) return { why: `${fault}${more.length === 0 ? '' : ` (and ${more.length} more)`}` };
  return isFixed(rules) ? { name, rules } : { why: 'a quantile of it has no number' };
};
