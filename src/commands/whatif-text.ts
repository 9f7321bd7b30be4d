import type { WhatIf } from '../explore/answers.js';
import { printable } from './printable.js';
import { grouped, share, table } from './table.js';

/** Cells of a bar that stands for everything. */
const WIDE = 24;
const bar = (part: number, of: number): string => '#'.repeat(of === 0 ? 0 : Math.round((WIDE * part) / of));
/** Cut points have at most four digits that matter. */
const shown = (threshold: number): string => String(Number(threshold.toPrecision(6)));

const pointsText = (points: WhatIf['points'], of: number): string =>
  table([['cut', 'documents', 'share', 'tokens', ''], ...points.map(({ threshold, documents, tokens }) => [shown(threshold), grouped(documents), share(documents, of), grouped(tokens), bar(documents, of)])], [0, 1, 2, 3]);

/** What is kept at each cut, for people: shares are of all documents, of a group's points of the most that it keeps. */
export const whatIfText = ({ signal, op, n, points, groups }: WhatIf, name: string): string => (groups === null
  ? `kept${name === '' ? '' : ` by ${name}`} with ${signal} ${op} cut, of ${grouped(n)} documents\n${pointsText(points, n)}`
  : Object.entries(groups).map(([group, list]) => {
    const most = list.reduce((so, { documents }) => Math.max(so, documents), 0);
    return `${group === '' ? '(none)' : printable(group.replace(/\s+/g, ' '))}: kept${name === '' ? '' : ` by ${name}`} with ${signal} ${op} cut, of ${grouped(most)} documents\n${pointsText(list, most)}`;
  }).join('\n'));
