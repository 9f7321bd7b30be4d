import type { AnyRule, Preset, Rules } from '../model/rule.js';

/** Every rule of a tree, in order. */
export const leaves = <R extends AnyRule>(node: R | Rules<R>): R[] =>
  'all' in node ? node.all.flatMap((child) => leaves(child)) : 'any' in node ? node.any.flatMap((child) => leaves(child)) : [node as R];

/** The columns that a tree looks at, each once: signals, and what they are divided by. `lang` is one where a rule names it. */
export const columnsIn = (node: AnyRule | Rules<AnyRule>): string[] =>
  [...new Set(leaves<AnyRule>(node).flatMap((rule) => ('per' in rule && rule.per !== undefined ? [rule.signal, rule.per] : [rule.signal])))];

/** No cut of the preset is a quantile: pages can be judged by it one by one. */
export const hasFixedCuts = (preset: Preset<AnyRule>): preset is Preset => leaves<AnyRule>(preset.rules).every((rule) => !('quantile' in rule));

/** Where the numbers of a rule or group come from, each source once; null when no rule says so. */
export const sourcesOf = (node: AnyRule | Rules<AnyRule>): string | null => [...new Set(leaves<AnyRule>(node).flatMap(({ source }) => source ?? []))].join('; ') || null;
