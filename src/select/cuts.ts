// Cuts by quantile: taken from the pages once, when something is selected, and fixed numbers from then on.
//
// By documents the cut is value number floor(q * n) of the n values in ascending order, counted from 0 (the last one for q = 1), as for
// p10, p50, p90 elsewhere. By tokens it is the smallest value at which the tokens of all pages up to it reach the share q of the tokens of all
// pages that have a value: "the best tenth" of long pages is another cut than of all pages. Pages without a value count for neither.
//
// Per language, a group of alternatives takes the place of the rule: its value against the cut of the language, for each language in the store.
// Example: {n_lines >= quantile 0.1, lang: each} over a store with en and de:
//   (`n_lines` >= 3 AND `lang` = 'de') OR (`n_lines` >= 5 AND `lang` = 'en')
// Cost: one scan; the values of one column and language are sorted in memory, 8 bytes a page (16 with tokens).

import type { AnyRule, QuantileRule, Rule, Rules } from '../model/rule.js';
import { EACH } from './check.js';
import { identifier, literal } from './compile.js';
import { leaves } from './leaves.js';
import type { Selection } from './recipe.js';
import { documents } from './sql.js';

/** A quantile as the store gave it. */
export interface Cut {
  readonly signal: string;
  readonly op: QuantileRule['op'];
  readonly quantile: number;
  readonly by: 'documents' | 'tokens';
  /** Whose pages it was taken from; null = all. */
  readonly lang: string | null;
  /** null when no page has a value. */
  readonly value: number | null;
  /** Pages with a value. */
  readonly documents: number;
}

const isQuantile = (rule: AnyRule): rule is QuantileRule => 'quantile' in rule;
const quantileRules = (selection: Selection<AnyRule>): QuantileRule[] => leaves<AnyRule>(selection.rules).filter(isQuantile);

const cutSql = ({ signal, quantile, by }: QuantileRule): string => {
  const value = `toFloat64(${identifier(signal)})`;
  return by === 'tokens' ? `quantileExactWeighted(${literal(quantile)})(${value}, tokens_est)` : `quantileExact(${literal(quantile)})(${value})`;
};
const part = (rules: readonly QuantileRule[], isWhole: boolean, database: string): string[] => (rules.length === 0 ? [] : [[
  `SELECT ${isWhole ? "''" : 'toString(lang)'} AS language, ${isWhole ? 1 : 0} AS whole,`,
  `  [${rules.map(({ signal }) => `count(${identifier(signal)})`).join(', ')}] AS counts,`,
  `  [${rules.map(cutSql).join(', ')}] AS cuts`,
  `FROM ${documents(database)}${isWhole ? '' : ' GROUP BY language'}`,
].join('\n')]);

/** The query for every quantile of a selection, rows for `resolved`; null when there is none. */
export const cutsSql = (selection: Selection<AnyRule>, database: string): string | null => {
  const rules = quantileRules(selection);
  const parts = [...part(rules.filter(({ lang }) => lang === undefined), true, database), ...part(rules.filter(({ lang }) => lang !== undefined), false, database)];
  return parts.length === 0 ? null : parts.join('\nUNION ALL\n');
};

/** A row of `cutsSql` (64-bit integers as strings). */
export interface CutRow {
  readonly language: string;
  readonly whole: number;
  readonly counts: readonly (string | number)[];
  readonly cuts: readonly (number | null)[];
}

const languageIs = (lang: string): Rule => ({ signal: 'lang', op: '=', value: lang });

/** One quantile rule with its cuts -> rules with numbers. Where no page has a value, NULL fails whatever the number is. */
const fixed = ({ signal, op, quantile, by = 'documents', lang, source }: QuantileRule, cuts: readonly Cut[]): Rule | Rules => {
  const rule = (cut: Cut | undefined): Rule => ({
    signal, op, value: cut?.value ?? 0,
    source: `quantile ${quantile} of ${by}, over ${cut?.documents ?? 0} pages${cut?.lang == null ? '' : ` in ${cut.lang}`}${source === undefined ? '' : `; ${source}`}`,
  });
  if (lang === undefined) return rule(cuts[0]);
  if (lang !== EACH) return { ...rule(cuts.find((cut) => cut.lang === lang)), lang };
  const found = cuts.filter(({ value }) => value !== null);
  return found.length === 0 ? rule(undefined) : { any: found.map((cut) => ({ all: [rule(cut), languageIs(cut.lang!)] })) };
};

/**
 * A selection with quantiles and the rows of `cutsSql` -> the selection with numbers, and where they come from.
 * @param rows empty when there is no quantile
 */
export const resolved = (selection: Selection<AnyRule>, rows: readonly CutRow[]): { readonly selection: Selection; readonly cuts: readonly Cut[] } => {
  const places = { whole: 0, byLanguage: 0 }, all: Cut[] = [];
  const cutsFor = (rule: QuantileRule): Cut[] => {
    const { signal, op, quantile, by = 'documents', lang } = rule, isWhole = lang === undefined, k = isWhole ? places.whole++ : places.byLanguage++;
    const cuts = rows.filter((row) => (Number(row.whole) === 1) === isWhole && (isWhole || lang === EACH || row.language === lang))
      .map(({ language, counts, cuts: values }): Cut => ({
        signal, op, quantile, by, lang: isWhole ? null : language, value: Number(counts[k]) === 0 ? null : Number(values[k]), documents: Number(counts[k]),
      }))
      .sort((a, b) => ((a.lang ?? '') < (b.lang ?? '') ? -1 : 1));
    all.push(...cuts);
    return cuts;
  };
  const tree = (node: AnyRule | Rules<AnyRule>): Rule | Rules =>
    'all' in node ? { all: node.all.map(tree) } : 'any' in node ? { any: node.any.map(tree) } : isQuantile(node) ? fixed(node, cutsFor(node)) : node;
  const { name, rules, where } = selection;
  return { selection: { name, rules: { all: rules.all.map(tree) }, where }, cuts: all };
};
