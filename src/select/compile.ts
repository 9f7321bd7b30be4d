// One rule, two compilers side by side: to a predicate for the stream and to SQL for ClickHouse. They agree on every row.
//
// Two things make that hard. NULL: in JS `null < 10` is true, in SQL it is unknown, and unknown must count as "not satisfied" under
// `any` and negation too. There is no NOT in the grammar, so SQL's three values can only turn unknown into "not kept" as a whole, and the
// one place that negates (the first failing signal) wraps the condition into ifNull(..., 0) before. Numbers: a cut is written so that
// ClickHouse reads back the same Float64. Shortest round-trip digits do that, except for whole numbers from 2^53 on, which ClickHouse
// would read as an exact UInt64 (2^60 is printed as 1152921504606847000); those are written with an exponent, which makes a Float64.
//
// Example: {all: [{words >= 50}, {any: [{lang = 'en'}, {score > 0.65}]}]}
//   predicate: words null -> 'words'; words 50, lang 'de', score null -> 'lang', the first signal of the group; words 50, lang 'en' -> ''
//   SQL:       `words` >= 50 AND (`lang` = 'en' OR `score` > 0.65)

import type { AnyRule, Operator, Row, Rule, Rules, Verdict } from '../model/rule.js';
import { checkRules } from './check.js';
import { leaves } from './leaves.js';

/** A condition that must hold, and the signal that is named when it does not. */
export interface Condition<R = Rule> {
  readonly signal: string;
  readonly holds: R | Rules<R>;
}

/**
 * A tree as the conditions a page must pass, in order: nested `all` is flattened, an `any` is one condition under its first signal.
 * Both compilers judge by this list: the verdict is the signal of the first condition that does not hold.
 */
export const conditions = <R extends AnyRule = Rule>(node: R | Rules<R>): Condition<R>[] =>
  'all' in node ? node.all.flatMap((child) => conditions<R>(child)) : [{ signal: leaves<R>(node)[0]?.signal ?? '', holds: node }];

/** A name as a ClickHouse identifier, in backticks. */
export const identifier = (name: string): string => `\`${name.replace(/[\\`]/g, '\\$&')}\``;

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\'': '\\\'', '\0': '\\0', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
/** A value as a ClickHouse literal that is read back as exactly this value. */
export const literal = (value: number | string): string =>
  typeof value === 'string' ? `'${value.replace(/[\\'\0\n\r\t]/g, (character) => ESCAPES[character]!)}'`
  : Number.isInteger(value) && !Number.isSafeInteger(value) ? value.toExponential()
  : String(value);

const COMPARE: Readonly<Record<Exclude<Operator, '=' | 'in'>, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** What a rule compares: the signal's value, or its ratio to another column; NULL where either is, and where the other is 0. */
export const compared = ({ signal, per }: Pick<Rule, 'signal' | 'per'>, row: Row): number | string | null => {
  const found = row(signal);
  if (per === undefined) return found;
  const by = row(per);
  return typeof found === 'number' && typeof by === 'number' && by !== 0 ? found / by : null;
};

type Test = (row: Row) => boolean;
const ruleTest = (rule: Rule): Test => {
  const { op, value } = rule;
  if (op === 'in' || op === '=') {
    const wanted = new Set<number | string | null>(op === 'in' ? (value as readonly (number | string)[]) : [value as number | string]);
    return (row) => wanted.has(compared(rule, row));
  }
  const compare = COMPARE[op], cut = value as number;
  return (row) => {
    const found = compared(rule, row);
    return typeof found === 'number' && compare(found, cut);
  };
};
const test = (node: Rule | Rules): Test => {
  if ('all' in node) { const children = node.all.map(test); return (row) => children.every((child) => child(row)); }
  if ('any' in node) { const children = node.any.map(test); return (row) => children.some((child) => child(row)); }
  const holds = ruleTest(node), { lang } = node;
  if (lang === undefined) return holds;
  return (row) => { const found = row('lang'); return (found !== null && found !== lang) || holds(row); };
};

/**
 * Rules -> a function that gives a row's verdict: '' = every rule holds, otherwise the first signal that fails.
 * @throws Fault (usage) when the tree is no tree of rules
 */
export const toPredicate = (rules: Rules): ((row: Row) => Verdict) => {
  checkRules(rules);
  const tests = conditions(rules).map(({ signal, holds }) => [signal, test(holds)] as const);
  return (row) => { for (const [signal, holds] of tests) if (!holds(row)) return signal; return ''; };
};

const ruleSql = ({ signal, per, op, value }: Rule): string => {
  const left = per === undefined ? identifier(signal) : `${identifier(signal)} / nullIf(${identifier(per)}, 0)`;
  return op === 'in' ? `${left} IN (${(value as readonly (number | string)[]).map(literal).join(', ')})` : `${left} ${op} ${literal(value as number | string)}`;
};
const sql = (node: Rule | Rules): string => {
  if ('all' in node) return node.all.length === 0 ? '1' : node.all.length === 1 ? sql(node.all[0]!) : `(${node.all.map(sql).join(' AND ')})`;
  if ('any' in node) return node.any.length === 1 ? sql(node.any[0]!) : `(${node.any.map(sql).join(' OR ')})`;
  return node.lang === undefined ? ruleSql(node) : `(${identifier('lang')} != ${literal(node.lang)} OR ${ruleSql(node)})`;
};

/**
 * Rules -> one SQL condition per entry of `conditions`, to be joined by AND. Each is true exactly where the predicate's test is;
 * where it is not it may be 0 or NULL, so negate it only through `ifNull(..., 0)`.
 */
export const conditionsSql = (rules: Rules): string[] => { checkRules(rules); return conditions(rules).map(({ holds }) => sql(holds)); };

/**
 * Rules -> a SQL condition that is true exactly for the rows that the predicate keeps (0 or NULL for the others); `1` for no rule.
 * @throws Fault (usage) when the tree is no tree of rules
 */
export const toSql = (rules: Rules): string => conditionsSql(rules).join(' AND ') || '1';

/** Rules -> a SQL expression (String) with the verdict of the predicate: '' or the first signal that fails. */
export const failedSql = (rules: Rules): string => {
  const cases = conditionsSql(rules).map((condition, i) => `NOT ifNull(${condition}, 0), ${literal(conditions(rules)[i]!.signal)}`);
  return cases.length === 0 ? `''` : `multiIf(${cases.join(', ')}, '')`;
};
