import { inWords } from '../../select/in-words.js';
import { bare, isRule, nodesOf, type Draft, type Node } from './draft.js';

/** A condition that two recipes do not share; `a` or `b` null: the other one alone has it. */
export interface Difference { readonly a: string | null; readonly b: string | null }

const written = (node: Node): string => JSON.stringify(bare(node));
const place = (node: Node): string => (isRule(node) ? JSON.stringify([node.signal, node.op, node.lang, 'per' in node ? node.per : null]) : written(node));

/** What stands in one recipe and not in the other; two rules that differ in their number alone are one difference. */
export const differences = (a: Draft, b: Draft): Difference[] => {
  const [before, after] = [nodesOf(a), nodesOf(b)], here = new Set(before.map(written)), there = new Set(after.map(written)), added = after.filter((node) => !here.has(written(node)));
  const gone = before.filter((node) => !there.has(written(node))).map((node) => {
    const at = added.findIndex((other) => place(other) === place(node)), [other] = at === -1 ? [] : added.splice(at, 1);
    return { a: inWords(node), b: other === undefined ? null : inWords(other) };
  });
  const where = a.where === b.where ? [] : [{ a: a.where, b: b.where }];
  return [...gone, ...added.map((node) => ({ a: null, b: inWords(node) })), ...where];
};
