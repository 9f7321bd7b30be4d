import { usage } from '../model/fault.js';
import type { AnyRule, Preset, Rule, Rules } from '../model/rule.js';
import { nearest } from '../text/nearest.js';
import { ruleTreeFaults } from './check.js';
import type { RuleColumns } from './columns.js';
import { conditionFault } from './condition.js';
import { presetNamed, PRESETS, unknownPreset } from './presets.js';

/** A user's choice, as its file says it. */
export interface Recipe {
  readonly name: string;
  /** Name of the preset that it starts from. */
  readonly from?: string;
  readonly rules: Rules<AnyRule>;
  /** A further SQL condition over `documents`; it binds queries, not the stream. */
  readonly where?: string;
}

/** What `select` asks for: rules and, in SQL only, a further condition. With quantiles in its rules (`Selection<AnyRule>`) it becomes one by `resolve`. */
export interface Selection<R = Rule> {
  readonly name: string;
  readonly rules: { readonly all: readonly (R | Rules<R>)[] };
  readonly where: string | null;
}

const KEYS = ['name', 'from', 'rules', 'where'];
/** Names of recipes and presets: they become keys of a map column. */
export const RECIPE_NAME = /^[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}$/;

/**
 * A recipe file's content (parsed YAML or JSON) -> a checked recipe.
 * @param columns what rules may name
 * @throws Fault (usage) with every fault, one line each
 */
export const readRecipe = (content: unknown, columns: RuleColumns, presets: readonly Preset<AnyRule>[] = PRESETS): Recipe => {
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw usage(`recipe: got ${content === null ? 'nothing' : Array.isArray(content) ? 'a list' : `a ${typeof content}`}, allowed a map with name, rules and, if wanted, from and where`);
  }
  const { name, from, rules, where } = content as Record<string, unknown>;
  const faults: string[] = [];
  for (const key of Object.keys(content).filter((key) => !KEYS.includes(key))) {
    const meant = nearest(key, KEYS);
    faults.push(`recipe: got unknown key '${key}', allowed ${KEYS.join(', ')}${meant ? ` (did you mean ${meant}?)` : ''}`);
  }
  if (typeof name !== 'string' || !RECIPE_NAME.test(name)) faults.push(`name: got ${JSON.stringify(name) ?? 'nothing'}, allowed 1 to 64 letters, digits and _ . @ - (a letter or digit first)`);
  const base = typeof from === 'string' ? presetNamed(from, presets) : undefined;
  if (from !== undefined && !base) faults.push(unknownPreset(String(from), presets).replace('preset', 'from'));
  if (base?.no_cuts !== undefined) faults.push(`from: got ${base.name}, a recipe without cuts, allowed one with cuts`);
  if (rules === undefined) faults.push('rules: got nothing, allowed {all: [...]} or {any: [...]}');
  else faults.push(...ruleTreeFaults(rules, columns));
  const wrong = where === undefined ? null : typeof where === 'string' ? conditionFault(where) : JSON.stringify(where);
  if (wrong !== null) faults.push(`where: got ${wrong}, allowed a SQL condition`);
  if (faults.length) throw usage(...faults);
  return content as Recipe;
};

const isRule = (node: AnyRule | Rules<AnyRule>): node is AnyRule => 'signal' in node;
const per = (rule: AnyRule): string | undefined => ('per' in rule ? rule.per : undefined);
const sameCut = (a: AnyRule | Rules<AnyRule>, b: AnyRule | Rules<AnyRule>): boolean =>
  isRule(a) && isRule(b) && a.signal === b.signal && a.op === b.op && a.lang === b.lang && per(a) === per(b);

/**
 * A recipe -> the rules that count. With `from`, the preset's rules come first and the recipe's own follow; an own rule directly under `all`
 * with the signal, operator, language and divisor of a preset's rule takes its place there, so that a cut can be loosened as well as tightened.
 */
export const selectionOf = ({ name, from, rules, where }: Recipe, presets: readonly Preset<AnyRule>[] = PRESETS): Selection<AnyRule> => {
  const base = from === undefined ? [] : presetNamed(from, presets)!.rules.all;
  const own = 'all' in rules ? rules.all : [rules];
  const moved = base.map((rule) => own.find((candidate) => sameCut(candidate, rule)) ?? rule);
  return { name, rules: { all: [...moved, ...own.filter((rule) => !moved.includes(rule))] }, where: where ?? null };
};

/** A selection with a further SQL condition (`--where`), or one that is only this condition. */
export const narrowed = <R = Rule>(selection: Selection<R> | null, where: string | undefined): Selection<R> => {
  const wrong = where === undefined ? null : conditionFault(where);
  if (wrong !== null) throw usage(`--where: got ${wrong}, allowed a SQL condition over documents`);
  const { name, rules, where: before } = selection ?? { name: 'where', rules: { all: [] }, where: null };
  const both = [before, where].filter((part): part is string => part !== undefined && part !== null);
  return { name, rules, where: both.length === 2 ? both.map((part) => `(${part}\n)`).join(' AND ') : both[0] ?? null };
};
