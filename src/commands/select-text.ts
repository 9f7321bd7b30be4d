import type { Comparison } from '../select/compare.js';
import type { Cut } from '../select/cuts.js';
import type { explainOf } from '../select/explain.js';
import type { Count } from '../select/sql.js';
import type { Listed } from './listed-presets.js';
import { printable } from './printable.js';
import { figure, grouped, share, table } from './table.js';

/** A count for people. */
export const countText = ({ of, ...kept }: Count): string =>
  table((['documents', 'tokens', 'bytes'] as const).map((what) => [what, grouped(kept[what]), 'of', grouped(of[what]), share(kept[what], of[what])]), [1, 3, 4]);

/** What each rule costs, for people. */
export const explainText = (name: string, { documents, tokens, conditions }: ReturnType<typeof explainOf>, cuts: readonly Cut[]): string => [
  `${name}: ${grouped(documents)} documents, ${grouped(tokens)} tokens\n`,
  table([
    ['fail first', 'fail at all', 'fail only this', 'documents left', 'tokens left', 'a page must have'],
    ...conditions.map(({ first, any, only, left, condition }) => [grouped(first), grouped(any), grouped(only), grouped(left.documents), grouped(left.tokens), printable(condition.replace(/\s+/g, ' '))]),
  ], [0, 1, 2, 3, 4]),
  cuts.length === 0 ? '' : `\n${table([
    ['cut', 'taken from', 'language', 'pages with a value'],
    ...cuts.map(({ signal, op, value, quantile, by, lang, documents: pages }) => [`${signal} ${op} ${figure(value)}`, `quantile ${quantile} of ${by}`, printable(lang ?? 'all'), grouped(pages)]),
  ], [3])}`,
].join('');

/** What two selections have in common, for people. */
export const compareText = (a: string, b: string, { both, onlyA, onlyB, neither }: Comparison): string => {
  const parts = [['both', both], [`only ${a}`, onlyA], [`only ${b}`, onlyB], ['neither', neither]] as const;
  const all = (what: 'documents' | 'tokens'): number => parts.reduce((sum, [, amount]) => sum + amount[what], 0);
  return table([
    ['kept by', 'documents', '', 'tokens', ''],
    ...parts.map(([name, { documents, tokens }]) => [printable(name), grouped(documents), share(documents, all('documents')), grouped(tokens), share(tokens, all('tokens'))]),
  ], [1, 2, 3, 4]);
};

/** Presets by name, for people. */
export const listText = (listed: readonly Listed[]): string =>
  table(listed.map(({ preset: { name, source }, alias_of, unavailable }) => [name, alias_of !== null ? `another name of ${alias_of}` : unavailable === null ? source : `not available: ${unavailable}`]));

/** Code points of a page's text that are shown. */
const SHOWN = 400;

/** A kept page for people: its columns, and how its text begins. */
export const pageText = ({ url, text, ...columns }: Readonly<Record<string, unknown>>): string => [
  `${printable(String(url ?? '(no url)'))}\n`,
  table(Object.entries(columns).map(([name, value]) => [`  ${name}`, value === null ? '-' : printable(String(value))])),
  `${printable(String(text), SHOWN).split('\n').map((line) => `  | ${line}`.trimEnd()).join('\n')}\n\n`,
].join('');
