import { usage } from '../model/fault.js';
import type { Signal, SignalFamily } from '../model/signal.js';
import { nearest } from '../text/nearest.js';
import { c4 } from './c4.js';
import { fineweb } from './fineweb.js';
import { gopher } from './gopher.js';
import { rps } from './rps.js';
import type { Shared } from '../text/shared.js';

/** Every signal family, by name: the one catalogue. Columns, docs, presets and tests are checked against it. */
export const families: Readonly<Record<string, SignalFamily<Shared>>> = { rps, gopher, c4, fineweb };

/** Every signal in the order of the columns. */
export const signals: readonly Signal[] = Object.values(families).flatMap((family) => family.signals);

/**
 * The families that a setting names, in the order of the catalogue, each once; `all` = every one.
 * @throws Fault (usage) with one line per unknown name, and when no name is given
 */
export const chooseFamilies = (names: readonly string[]): SignalFamily<Shared>[] => {
  const known = Object.keys(families), allowed = `${known.join(', ')}, all`;
  if (names.length === 0) throw usage(`signals: got no family, allowed ${allowed}`);
  const faults = names.filter((name) => name !== 'all' && !known.includes(name)).map((name) => {
    const close = nearest(name, known);
    return `signals: got "${name}", allowed ${allowed}${close ? ` (did you mean ${close}?)` : ''}`;
  });
  if (faults.length > 0) throw usage(...faults);
  return Object.values(families).filter(({ name }) => names.includes('all') || names.includes(name));
};

export { Shared, analyse } from '../text/shared.js';
