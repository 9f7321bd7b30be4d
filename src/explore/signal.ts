import { usage } from '../model/fault.js';
import { identifier } from '../select/compile.js';
import { storeColumns } from '../select/store-columns.js';
import { nearest } from '../text/nearest.js';
import type { Reads } from './reads.js';

/**
 * For a request that names signals: the store has them as number columns.
 * @throws Fault (usage), one line per name that it does not have
 */
export const needSignals = async (store: Pick<Reads, 'rows'>, names: readonly string[]): Promise<void> => {
  const { rules } = await storeColumns(store), numbers = [...rules].flatMap(([name, type]) => (type === 'number' ? [name] : []));
  const faults = names.filter((name) => !numbers.includes(name)).map((name) => {
    const meant = nearest(name, numbers);
    return `signal: got '${name.slice(0, 80)}', which this store has no numbers for, allowed its number columns${meant === null ? '' : ` (did you mean ${meant}?)`}; `
      + '`thresher signals` says which family measures a signal, `thresher backfill --signals <family>` measures it';
  });
  if (faults.length > 0) throw usage(...faults);
};

/** A number column as Float64; NULL where it is undefined. */
export const value = (signal: string): string => `toFloat64(${identifier(signal)})`;

/** @throws Fault (usage) unless `given` is a whole number in the range */
export const within = (what: string, given: number, least: number, most: number): number => {
  if (!Number.isInteger(given) || given < least || given > most) throw usage(`${what}: got ${String(given)}, allowed a whole number from ${least} to ${most}`);
  return given;
};
