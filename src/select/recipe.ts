import { usage } from '../model/fault.js';
import type { Preset, Rule, Rules } from '../model/rule.js';
import { nearest } from '../text/nearest.js';
import { ruleTreeFaults } from './check.js';
import type { RuleColumns } from './columns.js';
import { PRESETS, unknownPreset } from './presets.js';

/** A user's choice, as its file says it. */
export interface Recipe {
  readonly name: string;
  /** Name of the preset that it starts from. */
  readonly from?: string;
  readonly rules: Rules;
  /** A further SQL condition over `documents`; it binds queries, not the stream. */
  readonly where?: string;
}

/** What `select` asks for: rules and, in SQL only, a further condition. */
export interface Selection {
  readonly name: string;
  readonly rules: { readonly all: readonly (Rule | Rules)[] };
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
export const readRecipe = (content: unknown, columns: RuleColumns, presets: readonly Preset[] = PRESETS): Recipe => {
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw usage(`recipe: got ${content === null ? 'nothing' : Array.isArray(content) ? 'a list' : `a ${typeof content}`}, allowed a map with name, rules and, if wanted, from and where`);
  }
  const { name, from, rules, where } = content as Record<string, unknown>;
  const known = presets.map((preset) => preset.name);
  const faults: string[] = [];
  for (const key of Object.keys(content).filter((key) => !KEYS.includes(key))) {
    const meant = nearest(key, KEYS);
    faults.push(`recipe: got unknown key '${key}', allowed ${KEYS.join(', ')}${meant ? ` (did you mean ${meant}?)` : ''}`);
  }
  if (typeof name !== 'string' || !RECIPE_NAME.test(name)) faults.push(`name: got ${JSON.stringify(name) ?? 'nothing'}, allowed 1 to 64 letters, digits and _ . @ - (a letter or digit first)`);
  if (from !== undefined && !(typeof from === 'string' && known.includes(from))) faults.push(unknownPreset(String(from), known).replace('preset', 'from'));
  if (rules === undefined) faults.push('rules: got nothing, allowed {all: [...]} or {any: [...]}');
  else faults.push(...ruleTreeFaults(rules, columns));
  if (where !== undefined && (typeof where !== 'string' || where.trim() === '')) faults.push(`where: got ${JSON.stringify(where)}, allowed a SQL condition`);
  if (faults.length) throw usage(...faults);
  return content as Recipe;
};

const isRule = (node: Rule | Rules): node is Rule => 'signal' in node;
const sameCut = (a: Rule | Rules, b: Rule | Rules): boolean => isRule(a) && isRule(b) && a.signal === b.signal && a.op === b.op && a.lang === b.lang;

/**
 * A recipe -> the rules that count. With `from`, the preset's rules come first and the recipe's own follow; an own rule directly under `all`
 * with the signal, operator and language of a preset's rule takes its place there, so that a cut can be loosened as well as tightened.
 */
export const selectionOf = ({ name, from, rules, where }: Recipe, presets: readonly Preset[] = PRESETS): Selection => {
  const base = from === undefined ? [] : presets.find((preset) => preset.name === from)!.rules.all;
  const own = 'all' in rules ? rules.all : [rules];
  const moved = base.map((rule) => own.find((candidate) => sameCut(candidate, rule)) ?? rule);
  return { name, rules: { all: [...moved, ...own.filter((rule) => !moved.includes(rule))] }, where: where ?? null };
};

/** A selection with a further SQL condition (`--where`), or one that is only this condition. */
export const narrowed = (selection: Selection | null, where: string | undefined): Selection => {
  if (where !== undefined && where.trim() === '') throw usage(`--where: got an empty condition, allowed a SQL condition over documents`);
  const { name, rules, where: before } = selection ?? { name: 'where', rules: { all: [] }, where: null };
  const both = [before, where].filter((part): part is string => part !== undefined && part !== null);
  return { name, rules, where: both.length === 2 ? both.map((part) => `(${part}\n)`).join(' AND ') : both[0] ?? null };
};
