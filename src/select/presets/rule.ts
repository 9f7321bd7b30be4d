import type { Operator, Rule } from '../../model/rule.js';

/** A rule with its source, on one line. */
export const rule = (signal: string, op: Operator, value: Rule['value'], source: string): Rule => ({ signal, op, value, source });

/** The ratio of two columns against a limit. */
export const share = (signal: string, per: string, op: Operator, value: number, source: string): Rule => ({ signal, per, op, value, source });

/** Two rules: from `least` to `most`. */
export const within = (signal: string, least: number, most: number, source: string): Rule[] => [rule(signal, '>=', least, source), rule(signal, '<=', most, source)];

/** English by lid.176 with a score above 0.65, as RefinedWeb and FineWeb ask for. */
export const english = (source: string): Rule[] => [rule('lang', '=', 'en', source), rule('lang_score', '>', 0.65, source)];

/** Gopher's limits on repeated n-grams, under the names of an implementation. */
export const ngramLimits = (top: (n: number) => string, dup: (n: number) => string, source: string): Rule[] => [
  ...([[2, 0.2], [3, 0.18], [4, 0.16]] as const).map(([n, most]) => rule(top(n), '<=', most, `${source}: top ${n}-gram character fraction`)),
  ...([[5, 0.15], [6, 0.14], [7, 0.13], [8, 0.12], [9, 0.11], [10, 0.1]] as const).map(([n, most]) => rule(dup(n), '<=', most, `${source}: duplicate ${n}-gram character fraction`)),
];
