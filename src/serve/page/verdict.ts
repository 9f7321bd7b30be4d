import type { Page } from '../../explore/answers.js';
import type { Rule, Rules } from '../../model/rule.js';
import { conditions, toPredicate } from '../../select/compile.js';
import { leaves } from '../../select/leaves.js';
import { nodesOf, type Draft } from './draft.js';
import { columnsOf } from './sample.js';

/**
 * The conditions of a draft that a page fails, from the values that came with it, so that it moves with a handle.
 * @returns null when they do not suffice: a column is lacking, a cut is a quantile, or the recipe has SQL of its own
 */
export const failedOf = ({ values, lang, domain, snapshot, url, tokens }: Page, draft: Draft): string[] | null => {
  const known: Readonly<Record<string, number | string | null>> = { ...values, lang, domain, snapshot, url, tokens_est: tokens }, nodes = nodesOf(draft);
  const isKnown = draft.where === null && nodes.every((node) => columnsOf(node).every((name) => Object.hasOwn(known, name)) && leaves(node).every((rule) => !('quantile' in rule)));
  if (!isKnown) return null;
  return conditions({ all: nodes as readonly (Rule | Rules)[] }).filter(({ holds }) => toPredicate({ all: [holds] })((name) => known[name] ?? null) !== '').map(({ signal }) => signal);
};
