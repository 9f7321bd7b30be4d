import type { AnyRule, Rules } from '../../model/rule.js';
import type { Recipe } from '../../select/recipe.js';
import { isRule, type Node } from './draft.js';

const per = (node: AnyRule): string | undefined => ('per' in node ? node.per : undefined);
const sameCut = (a: Node, b: Node): boolean => isRule(a) && isRule(b) && a.signal === b.signal && a.op === b.op && a.lang === b.lang && per(a) === per(b);

/**
 * A recipe with the rules of its `from` written out: an own rule takes the place of the preset's rule with the same signal, operator, language and divisor.
 * As `selectionOf` of the server; that one brings every published recipe with it.
 * @param presets of the catalogue; a recipe from one that is not there is left as it is
 */
export const expanded = (recipe: Recipe, presets: readonly { readonly name: string; readonly rules: Rules<AnyRule> }[]): Recipe => {
  const base = presets.find(({ name }) => name === recipe.from)?.rules;
  if (base === undefined || !('all' in base)) return recipe;
  const { from: _, ...rest } = recipe, own = 'all' in recipe.rules ? recipe.rules.all : [recipe.rules];
  const moved = base.all.map((node) => own.find((candidate) => sameCut(candidate, node)) ?? node);
  return { ...rest, rules: { all: [...moved, ...own.filter((node) => !moved.includes(node))] } };
};
