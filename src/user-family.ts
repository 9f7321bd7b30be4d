import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Signal, UserDocument, UserFamily } from './model/signal.js';

/** What a family may not call itself and its signals. */
export interface Taken {
  readonly families: readonly string[];
  readonly columns: readonly string[];
  /** What other columns begin with. */
  readonly prefixes: readonly string[];
}

const TYPES: readonly unknown[] = ['fraction', 'score', 'count', 'flag'] satisfies Signal['type'][];
const NAME = /^[a-z][a-z0-9_]*$/, COLUMN = /^[A-Za-z][A-Za-z0-9_]*$/;

const shown = (value: unknown): string =>
  value === undefined ? 'nothing'
  : typeof value === 'string' ? `'${value}'`
  : Array.isArray(value) ? `a list of ${value.length}`
  : value === null || typeof value === 'number' || typeof value === 'boolean' ? String(value)
  : `${typeof value === 'object' ? 'an' : 'a'} ${typeof value}`;
const isMap = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isBound = (value: unknown): boolean => value === null || Number.isFinite(value);

const nameFaults = (name: unknown, { families, prefixes }: Taken): string[] =>
  typeof name !== 'string' || !NAME.test(name) ? [`name: got ${shown(name)}, allowed lower-case letters, digits and _, a letter first`]
  : families.includes(name) ? [`name: got '${name}', allowed a name that no other family has`]
  : prefixes.includes(name) ? [`name: got '${name}', allowed one that columns of something else do not begin with`]
  : [];

const signalFaults = (signal: unknown, family: unknown, { columns, prefixes }: Taken, at: string): string[] => {
  if (!isMap(signal)) return [`${at}: got ${shown(signal)}, allowed {name, type, unit, range, source, null_when}`];
  const { name, type, range } = signal, faults: string[] = [];
  if (typeof name !== 'string' || !COLUMN.test(name)) faults.push(`${at}.name: got ${shown(name)}, allowed letters, digits and _, a letter first`);
  else if (typeof family === 'string' && !(name.startsWith(`${family}_`) && name.length > family.length + 1)) faults.push(`${at}.name: got '${name}', allowed names that begin with '${family}_'`);
  else if (columns.includes(name) || prefixes.some((prefix) => name.startsWith(`${prefix}_`))) faults.push(`${at}.name: got '${name}', allowed a name that no other column has`);
  if (!TYPES.includes(type)) faults.push(`${at}.type: got ${shown(type)}, allowed ${TYPES.join(', ')}`);
  if (range !== undefined && !(Array.isArray(range) && range.length === 2 && range.every(isBound) && (range[0] === null || range[1] === null || range[0] <= range[1]))) {
    faults.push(`${at}.range: got ${shown(range)}, allowed [least, most], each a number or null`);
  }
  for (const key of ['unit', 'source', 'null_when']) {
    if (signal[key] !== undefined && typeof signal[key] !== 'string') faults.push(`${at}.${key}: got ${shown(signal[key])}, allowed text`);
  }
  return faults;
};

/** What is wrong with the default export of a module, one line a fault. */
const moduleFaults = (module: unknown, taken: Taken): string[] => {
  if (!isMap(module)) return [`default export: got ${shown(module)}, allowed { name, signals, measure }`];
  const { name, signals, measure } = module, faults = nameFaults(name, taken);
  if (!Array.isArray(signals) || signals.length === 0) faults.push(`signals: got ${shown(signals)}, allowed a list of one or more {name, type, unit, range, source, null_when}`);
  else {
    faults.push(...signals.flatMap((signal, i) => signalFaults(signal, name, taken, `signals[${i}]`)));
    const names = signals.map((signal: unknown) => (isMap(signal) ? signal['name'] : undefined)), twice = names.filter((one, i) => one !== undefined && names.indexOf(one) < i);
    for (const one of new Set(twice)) faults.push(`signals: got ${shown(one)} more than once, allowed once`);
  }
  if (typeof measure !== 'function') faults.push(`measure: got ${shown(measure)}, allowed a function of a document`);
  return faults;
};

const entry = (signal: Record<string, unknown>, family: string, path: string): Signal => ({
  name: signal['name'] as string, family, type: signal['type'] as Signal['type'], unit: (signal['unit'] as string | undefined) ?? '', range: (signal['range'] as Signal['range'] | undefined) ?? [null, null],
  nullWhen: (signal['null_when'] as string | undefined) ?? '', source: (signal['source'] as string | undefined) ?? '', formula: `measure of ${path}`,
  reference: '', exact: null, tolerance: null, deviation: null,
});

/**
 * Loads the module of a user's own signal family and checks its form.
 * @param path absolute
 * @returns the family, or what is wrong with it, one line a fault, each naming the path
 */
export const readUserFamily = async (path: string, taken: Taken): Promise<UserFamily | string[]> => {
  const faultsOf = (faults: readonly string[]): string[] => faults.map((fault) => `signals: module ${path}: ${fault}`);
  if (!existsSync(path)) return faultsOf(['got no such file, allowed a .js file with export default { name, signals, measure }']);
  let module: unknown;
  try {
    module = ((await import(pathToFileURL(path).href)) as { default?: unknown }).default;
  } catch (error) {
    const what = error instanceof Error ? `${error.name}: ${error.message.split('\n')[0]}` : String(error);
    return faultsOf([`got ${what} while it was loaded, allowed a .js file with export default { name, signals, measure }`]);
  }
  const faults = moduleFaults(module, taken);
  if (faults.length > 0) return faultsOf(faults);
  const { name, signals } = module as { name: string; signals: Record<string, unknown>[] };
  const { measure } = module as { measure: (this: unknown, document: UserDocument) => unknown };
  return { name, path, signals: signals.map((signal) => entry(signal, name, path)), measure: (document) => measure.call(module, document) };
};
