import { EACH } from './check.js';
import { conditions } from './compile.js';
import type { AnyRule, Rules } from '../model/rule.js';
import type { Selection } from './recipe.js';
import { documents, selectionConditions } from './sql.js';

/** What one condition of a selection does to the pages. */
export interface Explained {
  /** The signal of the rule; of an `any` its first; `where` for the user's SQL. */
  readonly signal: string;
  /** The condition in words: `rps_doc_word_count >= 50`. */
  readonly condition: string;
  readonly source: string | null;
  /** Pages that fail it and nothing before it: these numbers and the kept pages add up to all pages. */
  readonly first: number;
  /** Pages that fail it. */
  readonly any: number;
  /** Pages that fail nothing else: they would come back if it were dropped. */
  readonly only: number;
  /** What is left after it and all before it. */
  readonly left: { readonly documents: number; readonly tokens: number };
}

/** One row for `explainOf`: three counts a condition, and the pages and tokens that are lost at each. */
export const explainSql = (selection: Selection, database: string): string => {
  const failing = selectionConditions(selection).map((condition) => `toUInt64(NOT ifNull(${condition} AND 1, 0))`);
  return [
    'SELECT count() AS documents, sum(tokens_est) AS tokens,',
    '  sumForEach(failing) AS any, sumForEach(firsts) AS first, sumForEach(arrayMap(f -> f * tokens_est, firsts)) AS first_tokens,',
    '  sumForEach(arrayMap(f -> f * (failures = 1), failing)) AS only',
    'FROM (',
    '  SELECT tokens_est, failing, arraySum(failing) AS failures, indexOf(failing, 1) AS stop,',
    '    arrayMap((f, i) -> toUInt64(i = stop), failing, arrayEnumerate(failing)) AS firsts',
    `  FROM (SELECT tokens_est, CAST([${failing.join(',\n    ')}] AS Array(UInt64)) AS failing FROM ${documents(database)})`,
    ')',
  ].join('\n');
};

/** A rule or group in words. */
export const inWords = (node: AnyRule | Rules<AnyRule>): string => {
  if ('all' in node) return node.all.map((child) => nested(child, 'any')).join(' and ');
  if ('any' in node) return node.any.map((child) => nested(child, 'all')).join(' or ');
  if ('quantile' in node) {
    return `${node.signal} ${node.op} quantile ${node.quantile} of ${node.by ?? 'documents'}${node.lang === undefined ? '' : node.lang === EACH ? ' of its language' : ` (pages in ${node.lang})`}`;
  }
  const value = Array.isArray(node.value) ? node.value.join(', ') : String(node.value), signal = node.per === undefined ? node.signal : `${node.signal} / ${node.per}`;
  return `${signal} ${node.op} ${value}${node.lang === undefined ? '' : ` (pages in ${node.lang})`}`;
};
/** A group of the other kind in parentheses, when there is more than one in it. */
const nested = (node: AnyRule | Rules<AnyRule>, other: 'all' | 'any'): string => {
  const list = 'all' in node ? node.all : 'any' in node ? node.any : [];
  return other in node && list.length > 1 ? `(${inWords(node)})` : inWords(node);
};

/**
 * The row of `explainSql` (64-bit integers as strings) as one entry a condition, and the totals.
 * @param selection the one that was explained, or the one with quantiles that it was resolved from: conditions are worded as they stand there
 */
export const explainOf = (selection: Selection<AnyRule>, row: Readonly<Record<string, unknown>>): { documents: number; tokens: number; conditions: Explained[] } => {
  const numbers = (name: string): number[] => (row[name] as readonly (string | number)[]).map(Number);
  const [first, any, only, lost] = [numbers('first'), numbers('any'), numbers('only'), numbers('first_tokens')];
  const heads = [
    ...conditions<AnyRule>(selection.rules).map(({ signal, holds }) => ({ signal, condition: inWords(holds), source: 'signal' in holds ? holds.source ?? null : null })),
    ...(selection.where === null ? [] : [{ signal: 'where', condition: selection.where, source: null }]),
  ];
  const total = { documents: Number(row['documents']), tokens: Number(row['tokens']) };
  let { documents, tokens } = total;
  return {
    ...total,
    conditions: heads.map((head, i) => {
      documents -= first[i] ?? 0;
      tokens -= lost[i] ?? 0;
      return { ...head, first: first[i] ?? 0, any: any[i] ?? 0, only: only[i] ?? 0, left: { documents, tokens } };
    }),
  };
};
