import type { Amount } from '../explore/answers.js';
import type { Selection } from '../select/recipe.js';
import { countOf, keptSql, type Count } from '../select/sql.js';
import { documentsWithin, type Scope } from './scope.js';
import type { ExportStore } from './store.js';

/** Pages, tokens and bytes, kept and in all, of a scope: one row for `countOf`. */
export const scopedCountSql = (selection: Selection, scope: Scope): string => [
  'SELECT countIf(kept) AS documents, sumIf(tokens_est, kept) AS tokens, sumIf(text_bytes, kept) AS bytes,',
  '  count() AS all_documents, sum(tokens_est) AS all_tokens, sum(text_bytes) AS all_bytes',
  `FROM (SELECT tokens_est, text_bytes, ${keptSql(selection)} AS kept FROM ${documentsWithin(scope)})`,
].join('\n');

/** How much a selection keeps of a scope. */
export const countWithin = async (store: Pick<ExportStore, 'readOnly'>, selection: Selection, scope: Scope): Promise<Count> =>
  countOf((await store.readOnly.rows<Record<string, string>>(scopedCountSql(selection, scope)))[0]!);

/** A row `documents, tokens, bytes` (64-bit integers as strings) as numbers. */
export const amountOf = (row: Readonly<Record<string, unknown>>): Amount => ({ documents: Number(row['documents']), tokens: Number(row['tokens']), bytes: Number(row['bytes']) });
