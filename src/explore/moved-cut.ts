// What a recipe keeps when one of its cuts is somewhere else, for all places at once.
//
// Rules are joined by `all` and `any` only, never negated, so a page can only gain by a rule that holds. Let L be the rule `signal op t` in all places where the cut
// stands, `without` the recipe with L always false and `free` the recipe with L always true. A page is kept at t exactly when it is kept without, or is kept
// when free and L holds. Both are plain conditions that do not depend on t: one scan answers for every t.
//
// The cut that moves is that of the rules on the signal which bind every page and look in the same direction (`>` and `>=`, or `<` and `<=`). Rules of one language, the
// other end of a range, `=`, `in` and ratios are other rules and stay as they are. Where the recipe has no such rule, one is added: `without` keeps nothing.

import type { Rule, Rules } from '../model/rule.js';
import { leaves } from '../select/leaves.js';
import type { Selection } from '../select/recipe.js';

/** Which side of a cut is kept. */
export type Direction = '>=' | '<=';

export const directionOf = ({ op }: Pick<Rule, 'op'>): Direction | null => (op === '>' || op === '>=' ? '>=' : op === '<' || op === '<=' ? '<=' : null);

/** Rules that are a cut of the signal for every page. */
export const cutsOf = (selection: Selection, signal: string): Rule[] =>
  leaves<Rule>(selection.rules).filter((rule) => rule.signal === signal && rule.per === undefined && rule.lang === undefined && directionOf(rule) !== null);

/** Those of them that look in one direction. */
const cutsFacing = (selection: Selection, signal: string, direction: Direction): Rule[] => cutsOf(selection, signal).filter((rule) => directionOf(rule) === direction);

const bound = (node: Rule | Rules): Rule[] => ('signal' in node ? [node] : 'all' in node ? node.all.flatMap(bound) : []);

/**
 * A recipe as rules that have nothing to do with the cut, and the cut: a page is kept when it is kept by `free` and satisfies all of `cuts`. None of them: it keeps everything.
 * @returns null when a cut stands inside of an `any`, where it decides together with other rules
 */
export const split = (selection: Selection, signal: string, direction: Direction): { readonly free: Selection; readonly cuts: readonly Rule[] } | null => {
  const cuts = cutsFacing(selection, signal, direction), binding = bound(selection.rules);
  return cuts.every((rule) => binding.includes(rule)) ? { free: moved(selection, signal, direction).free, cuts } : null;
};

/** A tree in which some rules always hold, or never do: what is left of it, or whether it always holds. */
const assume = (node: Rule | Rules, isMoved: (rule: Rule) => boolean, holds: boolean): Rule | Rules | boolean => {
  if ('signal' in node) return isMoved(node) ? holds : node;
  const every = 'all' in node, children = (every ? node.all : node.any).map((child) => assume(child, isMoved, holds));
  if (children.includes(!every)) return !every;
  const left = children.filter((child): child is Rule | Rules => typeof child !== 'boolean');
  return left.length === 0 && (children.length > 0 || every) ? every : every ? { all: left } : { any: left };
};

/** `free`: pages that some cut keeps. `without`: pages that every cut keeps; null = there are none such. */
export const moved = (selection: Selection, signal: string, direction: Direction): { readonly free: Selection; readonly without: Selection | null } => {
  const rules = cutsFacing(selection, signal, direction), isMoved = (rule: Rule): boolean => rules.includes(rule);
  const suppose = (holds: boolean): Selection | null => {
    const left = assume(selection.rules, isMoved, holds);
    return left === false ? null : { ...selection, rules: { all: left === true ? [] : 'all' in left ? left.all : [left] } };
  };
  return rules.length === 0 ? { free: selection, without: null } : { free: suppose(true)!, without: suppose(false) };
};
