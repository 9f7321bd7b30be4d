import { conditions, identifier } from './compile.js';
import type { AnyRule } from '../model/rule.js';
import { inWords } from './in-words.js';
import type { Selection } from './recipe.js';
import { documents, selectionConditions } from './sql.js';

export { inWords } from './in-words.js';

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

/** Which pages are explained, and how they are put together. */
export interface Explaining {
  /** A column: one row for each of its values, under `name`; without it one row. */
  readonly by?: string;
  /** A SQL condition on the pages that are looked at. */
  readonly among?: string;
}

/** One row (`by`: one a group, in no fixed order) for `explainOf`: three counts a condition, and the pages and tokens that are lost at each. */
export const explainSql = (selection: Selection, database: string, { by, among }: Explaining = {}): string => {
  const failing = selectionConditions(selection).map((condition) => `toUInt64(NOT ifNull(${condition} AND 1, 0))`);
  const named = by === undefined ? '' : 'name, ', column = by === undefined ? '' : `toString(${identifier(by)}) AS name, `;
  return [
    `SELECT ${named}count() AS documents, sum(tokens_est) AS tokens,`,
    '  sumForEach(failing) AS any, sumForEach(firsts) AS first, sumForEach(arrayMap(f -> f * tokens_est, firsts)) AS first_tokens,',
    '  sumForEach(arrayMap(f -> f * (failures = 1), failing)) AS only',
    'FROM (',
    `  SELECT ${named}tokens_est, failing, arraySum(failing) AS failures, indexOf(failing, 1) AS stop,`,
    '    arrayMap((f, i) -> toUInt64(i = stop), failing, arrayEnumerate(failing)) AS firsts',
    `  FROM (SELECT ${column}tokens_est, CAST([${failing.join(',\n    ')}] AS Array(UInt64)) AS failing FROM ${documents(database)}${among === undefined ? '' : ` WHERE ${among}`})`,
    ')',
    ...(by === undefined ? [] : ['GROUP BY name']),
  ].join('\n');
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
