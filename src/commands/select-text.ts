import type { explainOf } from '../select/explain.js';
import type { Count } from '../select/sql.js';
import { printable } from './printable.js';
import { grouped, share, table } from './table.js';

/** A count for people. */
export const countText = ({ of, ...kept }: Count): string =>
  table((['documents', 'tokens', 'bytes'] as const).map((what) => [what, grouped(kept[what]), 'of', grouped(of[what]), share(kept[what], of[what])]), [1, 3, 4]);

/** What each rule costs, for people. */
export const explainText = (name: string, { documents, tokens, conditions }: ReturnType<typeof explainOf>): string => [
  `${name}: ${grouped(documents)} documents, ${grouped(tokens)} tokens\n`,
  table([
    ['fail first', 'fail at all', 'fail only this', 'documents left', 'tokens left', 'a page must have'],
    ...conditions.map(({ first, any, only, left, condition }) => [grouped(first), grouped(any), grouped(only), grouped(left.documents), grouped(left.tokens), printable(condition.replace(/\s+/g, ' '))]),
  ], [0, 1, 2, 3, 4]),
].join('');

/** Code points of a page's text that are shown. */
const SHOWN = 400;

/** A kept page for people: its columns, and how its text begins. */
export const pageText = ({ url, text, ...columns }: Readonly<Record<string, unknown>>): string => [
  `${printable(String(url ?? '(no url)'))}\n`,
  table(Object.entries(columns).map(([name, value]) => [`  ${name}`, value === null ? '-' : printable(String(value))])),
  `${printable(String(text), SHOWN).split('\n').map((line) => `  | ${line}`.trimEnd()).join('\n')}\n\n`,
].join('');
