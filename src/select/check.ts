import { usage } from '../model/fault.js';
import type { Operator, Preset, Rule, Rules } from '../model/rule.js';
import { nearest } from '../text/nearest.js';
import type { RuleColumns } from './columns.js';

export const OPERATORS: readonly Operator[] = ['<', '<=', '>', '>=', '=', 'in'];
const KEYS = ['signal', 'op', 'value', 'lang', 'source'];
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

const ruleFaults = (rule: Record<string, unknown>, columns: RuleColumns | undefined, at: string): string[] => {
  const faults: string[] = [];
  const { signal, op, value, lang, source } = rule;
  const names = columns && [...columns.keys()];
  if (typeof signal !== 'string' || signal === '') faults.push(`${at}.signal: got ${shown(signal)}, allowed the name of a signal`);
  else if (columns && !columns.has(signal)) {
    faults.push(`${at}.signal: got unknown signal '${signal}', allowed the names that \`thresher signals\` prints${suggestion(signal, names!)}`);
  }
  if ('quantile' in rule) faults.push(`${at}.quantile: got ${shown(rule['quantile'])}, allowed value with a fixed number; cuts by quantile are not supported yet`);
  else if (!OPERATORS.includes(op as Operator)) faults.push(`${at}.op: got ${shown(op)}, allowed ${OPERATORS.join(' ')}`);
  else faults.push(...valueFaults(op, value, typeof signal === 'string' ? columns?.get(signal) : undefined, at));
  if (lang !== undefined && !(isText(lang) && lang !== '')) faults.push(`${at}.lang: got ${shown(lang)}, allowed a language code such as en`);
  if (source !== undefined && typeof source !== 'string') faults.push(`${at}.source: got ${shown(source)}, allowed a string`);
  const { quantile: _refusedAbove, ...rest } = rule;
  return [...faults, ...unknownKeys(rest, KEYS, at)];
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

/** @throws Fault (usage) with every fault of the tree */
export const checkRules = (rules: Rules, columns?: RuleColumns, at?: string): void => {
  const faults = ruleTreeFaults(rules, columns, at);
  if (faults.length) throw usage(...faults);
};

/** @throws Fault (usage) with every fault of all presets, for the start of a topology: a preset whose signals are not measured is refused there */
export const checkPresets = (presets: readonly Preset[], columns: RuleColumns): void => {
  const faults = presets.flatMap(({ name, rules }) => ruleTreeFaults(rules, columns, `preset ${name}`));
  if (faults.length) throw usage(...faults);
};

/** Every rule of a tree, in order. */
export const leaves = (node: Rule | Rules): Rule[] => ('all' in node ? node.all.flatMap(leaves) : 'any' in node ? node.any.flatMap(leaves) : [node]);
