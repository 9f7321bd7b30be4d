import type { Audit, AuditedBy, AuditedGroup } from '../exports/audit.js';
import { printable } from './printable.js';
import { grouped, share, table } from './table.js';

/** Rules of a flagged group that are shown. */
const RULES = 3;

const ratio = (value: number | null): string => (value === null ? '-' : value.toFixed(2));
const points = (value: number): string => `${value >= 0 ? '+' : ''}${value.toFixed(2)}`;
const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;

const groupLine = ({ name, all, kept, interval, ratio: own, shift, random, flagged }: AuditedGroup): string[] => [
  flagged ? '!' : '', printable(name === '' ? '(none)' : name), grouped(all.documents), grouped(kept.documents), share(kept.documents, all.documents), `${(100 * interval[0]).toFixed(1)} - ${percent(interval[1])}`,
  ratio(own), points(shift.documents), points(shift.tokens), grouped(random.documents), ratio(random.ratio),
];

const costText = ({ name, rules }: AuditedGroup): string =>
  `\n${printable(name === '' ? '(none)' : name)}: what costs it most\n${table([
    ['  fail it', 'of all pages', 'fail only this', 'a page must have'],
    ...rules.slice(0, RULES).map(({ condition, share: own, share_of_all: all, only }) => [percent(own), percent(all), grouped(only), printable(condition.replace(/\s+/g, ' '))]),
  ], [0, 1, 2])}`;

const byText = ({ by, groups, flagged, shown }: AuditedBy, least: number): string => [
  `\nby ${by}: ${grouped(groups)} groups, ${grouped(flagged)} flagged (!: at least ${grouped(least)} pages, kept share below half of the overall one)\n`,
  table([['', by, 'pages', 'kept', 'share', '95 %', 'ratio', 'shift of pages', 'of tokens', 'random draw', 'ratio'], ...shown.map(groupLine)], [2, 3, 4, 5, 6, 7, 8, 9, 10]),
  ...shown.filter((group) => group.flagged).map(costText),
].join('');

/** What a filter does to the mixture, for people. Shifts are in percentage points. */
export const auditText = ({ name, all, kept, seed, least, by }: Audit): string => [
  `${printable(name)} keeps ${grouped(kept.documents)} of ${grouped(all.documents)} pages (${share(kept.documents, all.documents)}), ${grouped(kept.tokens)} of ${grouped(all.tokens)} tokens (${share(kept.tokens, all.tokens)}); `
  + `beside it a random draw of as many pages (seed ${seed})\n`,
  ...by.map((grouping) => byText(grouping, least)),
].join('');
