// What a recipe keeps, counted by queries that are written here from the YAML that the page shows: nothing of thresher's own compiler is in them.
import { parse } from 'yaml';
import type { Served } from './scene.js';

interface Rule { readonly signal: string; readonly per?: string; readonly op: string; readonly value: number | string | readonly (number | string)[]; readonly lang?: string }
type Node = Rule | { readonly all: readonly Node[] } | { readonly any: readonly Node[] };

const literal = (value: number | string): string => (typeof value === 'number' ? `toFloat64('${value}')` : `'${value.replace(/[\\']/g, '\\$&')}'`);

const holds = (node: Node): string => {
  if ('all' in node) return node.all.length === 0 ? '1' : `(${node.all.map(holds).join(' AND ')})`;
  if ('any' in node) return `(${node.any.map(holds).join(' OR ')})`;
  const { signal, per, op, value, lang } = node, left = per === undefined ? signal : `${signal} / nullIf(${per}, 0)`;
  const test = `ifNull(${left} ${op} ${Array.isArray(value) ? `(${value.map(literal).join(', ')})` : literal(value as number | string)}, 0)`;
  return lang === undefined ? test : `(lang != ${literal(lang)} OR ${test})`;
};

/** The conditions of a recipe, each as SQL that is 1 or 0. */
export const conditionsOf = (yaml: string): string[] => {
  const { rules } = parse(yaml) as { rules: Node };
  return ('all' in rules ? rules.all : [rules]).map(holds);
};
export const keptSql = (yaml: string): string => conditionsOf(yaml).join(' AND ') || '1';

/** Documents and tokens that a recipe keeps. */
export const countedBy = async ({ rows }: Served, yaml: string): Promise<{ documents: number; tokens: number }> => {
  const [row] = await rows(`SELECT count() AS documents, sum(tokens_est) AS tokens FROM documents WHERE ${keptSql(yaml)}`);
  return { documents: Number(row!['documents']), tokens: Number(row!['tokens']) };
};

/** Per condition: documents that fail it and none before it, that fail it, that fail it alone. */
export const fallsOf = async ({ rows }: Served, yaml: string): Promise<number[][]> => {
  const all = conditionsOf(yaml), asked = all.flatMap((one, i) => {
    const only = all.filter((_, j) => j !== i).join(' AND ') || '1', before = all.slice(0, i).join(' AND ') || '1';
    return [`countIf(NOT ${one} AND ${before}) AS first${i}`, `countIf(NOT ${one}) AS any${i}`, `countIf(NOT ${one} AND ${only}) AS only${i}`];
  });
  if (all.length === 0) return [];
  const [row] = await rows(`SELECT ${asked.join(', ')} FROM documents`);
  return all.map((_, i) => ['first', 'any', 'only'].map((name) => Number(row![`${name}${i}`])));
};
