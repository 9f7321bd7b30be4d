import { usage } from '../model/fault.js';
import type { Operator, Preset, Rules } from '../model/rule.js';
import { nearest } from '../text/nearest.js';
import type { Signal } from '../model/signal.js';
import type { RuleColumns } from './columns.js';
import { lackingFaults } from './lacking.js';
import { leaves } from './leaves.js';

const COMPARISONS: readonly Operator[] = ['<', '<=', '>', '>='];
export const OPERATORS: readonly Operator[] = [...COMPARISONS, '=', 'in'];
const KEYS = ['signal', 'op', 'value', 'lang', 'source'], COMPARISON_KEYS = [...KEYS, 'per'], QUANTILE_KEYS = ['signal', 'op', 'quantile', 'by', 'lang', 'source'];
/** `lang` of a quantile rule whose cut is each language's own. */
export const EACH = 'each';
const DEEPEST = 16;

const shown = (value: unknown): string =>
  typeof value === 'string' ? `'${value.length > 60 ? `${value.slice(0, 60)}...` : value}'`
  : typeof value === 'number' || value === undefined ? String(value)
  : (JSON.stringify(value) ?? String(value)).slice(0, 60);
const isMap = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && !/\p{Surrogate}/u.test(value);
const suggestion = (name: string, known: readonly string[]): string => {
  const meant = nearest(name, known);
  return meant === null ? '' : ` (did you mean ${meant}?)`;
};

const unknownKeys = (node: Record<string, unknown>, allowed: readonly string[], at: string): string[] =>
  Object.keys(node).filter((key) => !allowed.includes(key)).map((key) => `${at}: got unknown key '${key}', allowed ${allowed.join(', ')}${suggestion(key, allowed)}`);

const valueFaults = (op: unknown, value: unknown, type: 'number' | 'text' | undefined, at: string): string[] => {
  const fits = (item: unknown): boolean => (type !== 'text' && Number.isFinite(item)) || (type !== 'number' && isText(item));
  const one = type === 'number' ? 'a finite number' : type === 'text' ? 'a string' : 'a finite number or a string';
  if (op === 'in') {
    const whole = Array.isArray(value) && value.length > 0 && value.every((item) => fits(item) && typeof item === typeof value[0]);
    return whole ? [] : [`${at}.value: got ${shown(value)}, allowed a list of one or more values, each ${one}, for op in`];
  }
  if (op === '=') return fits(value) ? [] : [`${at}.value: got ${shown(value)}, allowed ${one}`];
  if (type === 'text') return [`${at}.op: got ${shown(op)}, allowed = or in for a text column`];
  return Number.isFinite(value) ? [] : [`${at}.value: got ${shown(value)}, allowed a finite number for op ${String(op)}`];
};

/** @param role key of the rule that names the column */
const columnFaults = (name: unknown, role: 'signal' | 'per', columns: RuleColumns | undefined, at: string): string[] => {
  if (typeof name !== 'string' || name === '') return [`${at}.${role}: got ${shown(name)}, allowed the name of a signal`];
  if (!columns || columns.has(name)) return [];
  return [`${at}.${role}: got unknown signal '${name}', allowed the names that \`thresher signals\` prints${suggestion(name, [...columns.keys()])}`];
};

const quantileFaults = ({ op, quantile, by }: Record<string, unknown>, type: 'number' | 'text' | undefined, at: string): string[] => [
  ...(type === 'text' ? [`${at}.op: got ${shown(op)}, allowed no quantile of a text column`]
    : COMPARISONS.includes(op as Operator) ? [] : [`${at}.op: got ${shown(op)}, allowed ${COMPARISONS.join(' ')} with a quantile`]),
  ...(typeof quantile === 'number' && quantile >= 0 && quantile <= 1 ? [] : [`${at}.quantile: got ${shown(quantile)}, allowed a number from 0 to 1`]),
  ...(by === undefined || by === 'documents' || by === 'tokens' ? [] : [`${at}.by: got ${shown(by)}, allowed documents or tokens`]),
];

const ruleFaults = (rule: Record<string, unknown>, columns: RuleColumns | undefined, at: string): string[] => {
  const { signal, per, op, value, lang, source } = rule, isQuantile = 'quantile' in rule, isComparison = !isQuantile && COMPARISONS.includes(op as Operator);
  const typeOf = (name: unknown): 'number' | 'text' | undefined => (typeof name === 'string' ? columns?.get(name) : undefined);
  const type = isComparison && per !== undefined ? 'number' : typeOf(signal);
  const faults = columnFaults(signal, 'signal', columns, at);
  if (isQuantile) faults.push(...quantileFaults(rule, typeOf(signal), at));
  else if (!OPERATORS.includes(op as Operator)) faults.push(`${at}.op: got ${shown(op)}, allowed ${OPERATORS.join(' ')}`);
  else faults.push(...valueFaults(op, value, type, at));
  if (isComparison && per !== undefined) {
    faults.push(...columnFaults(per, 'per', columns, at));
    for (const [role, name] of [['signal', signal], ['per', per]] as const) {
      if (typeOf(name) === 'text') faults.push(`${at}.${role}: got the text column ${String(name)}, allowed number columns for a ratio`);
    }
  }
  if (lang !== undefined && !(isText(lang) && lang !== '' && (isQuantile || lang !== EACH))) {
    faults.push(`${at}.lang: got ${shown(lang)}, allowed a language code such as en${lang === EACH ? `; ${EACH} goes with a quantile` : ''}`);
  }
  if (source !== undefined && typeof source !== 'string') faults.push(`${at}.source: got ${shown(source)}, allowed a string`);
  return [...faults, ...unknownKeys(rule, isQuantile ? QUANTILE_KEYS : isComparison ? COMPARISON_KEYS : KEYS, at)];
};

const nodeFaults = (node: unknown, columns: RuleColumns | undefined, at: string, depth: number): string[] => {
  if (!isMap(node)) return [`${at}: got ${shown(node)}, allowed {all: [...]}, {any: [...]} or {signal, op, value}`];
  const group = 'all' in node ? 'all' : 'any' in node ? 'any' : null;
  if (group === null) return ruleFaults(node, columns, at);
  if (depth > DEEPEST) return [`${at}: got more than ${DEEPEST} levels, allowed ${DEEPEST}`];
  const list = node[group];
  const faults = unknownKeys(node, [group], at);
  if (!Array.isArray(list)) return [...faults, `${at}.${group}: got ${shown(list)}, allowed a list of rules`];
  if (group === 'any' && list.length === 0) faults.push(`${at}.any: got an empty list, allowed one rule or more (an empty any keeps nothing)`);
  return [...faults, ...list.flatMap((child, i) => nodeFaults(child, columns, `${at}.${group}[${i}]`, depth + 1))];
};

/**
 * What is wrong with a tree of rules, one line per fault: `where: got ..., allowed ...`; an empty list when nothing is.
 *
 * Numbers are finite; text is compared by `=` and `in` only, because byte order and JS order of strings differ.
 * @param rules anything: an object read from a file or a typed tree
 * @param columns what rules may name; without it names and the type of columns are not checked
 */
export const ruleTreeFaults = (rules: unknown, columns?: RuleColumns, at = 'rules'): string[] =>
  isMap(rules) && !('all' in rules) && !('any' in rules)
    ? [`${at}: got a map with ${Object.keys(rules).join(', ') || 'no key'}, allowed {all: [...]} or {any: [...]}`]
    : nodeFaults(rules, columns, at, 1);

/**
 * For whoever compiles a tree: it is well formed, and every cut is a number or text.
 * @throws Fault (usage) with every fault of the tree
 */
export const checkRules = (rules: Rules, columns?: RuleColumns, at = 'rules'): void => {
  const faults = ruleTreeFaults(rules, columns, at);
  if (faults.length === 0) {
    const quantiles = leaves(rules).filter((rule) => 'quantile' in rule);
    faults.push(...quantiles.map(({ signal }) => `${at}: got a quantile of ${signal}, allowed fixed cuts here; a quantile is resolved against a store first`));
  }
  if (faults.length) throw usage(...faults);
};

/**
 * For the start of a topology: a preset whose signals are not measured is refused there.
 * @param signals the whole catalogue: with it a fault says which family would measure what is lacking
 * @throws Fault (usage) with every fault of all presets
 */
export const checkPresets = (presets: readonly Preset[], columns: RuleColumns, signals: readonly Pick<Signal, 'name' | 'family'>[] = []): void => {
  const faults = presets.flatMap((preset) => {
    const lacking = lackingFaults(preset, columns, signals, 'settings');
    return lacking.length > 0 ? lacking : ruleTreeFaults(preset.rules, columns, `preset ${preset.name}`);
  });
  if (faults.length) throw usage(...faults);
};
