import type { Config } from './config.js';
import { DOCUMENT_COLUMNS } from './model/batch.js';
import { Fault, usage } from './model/fault.js';
import type { ArrayFamily, Signal, SignalFamily, UserFamily } from './model/signal.js';
import { namesModule } from './settings.js';
import { arrayFamilies, chooseArrays } from './signals/arrays.js';
import { chooseFamilies, families, signals, type Shared } from './signals/index.js';
import { readUserFamily, type Taken } from './user-family.js';

/** What is measured by the rules of a text. */
export interface Families {
  readonly numbers: readonly SignalFamily<Shared>[];
  readonly arrays: readonly ArrayFamily<Shared>[];
  /** The user's own. */
  readonly own: readonly UserFamily[];
}

/** The settings that say which: `modules` are all that the user has, `signals` names the ones that are measured. */
export interface FamilySettings extends Pick<Config, 'signals' | 'modules'> {
  readonly scorers: readonly { readonly name: string }[];
}

/** Columns of `samples` beside those of documents, signals and scorers. */
const COLUMNS = ['tokens_est', 'lang', 'lang_score', 'segmentation', 'content_hash', 'url_hash', 'near_skipped'];
const PREFIXES = ['stream', 'src', 'run'];

const taken = (scorers: FamilySettings['scorers'], own: readonly UserFamily[]): Taken => ({
  families: ['all', ...Object.keys(families), ...Object.keys(arrayFamilies), ...own.map(({ name }) => name)],
  columns: [...DOCUMENT_COLUMNS, ...COLUMNS, ...[...signals, ...own.flatMap((family) => family.signals)].map(({ name }) => name)],
  prefixes: [...PREFIXES, ...scorers.map(({ name }) => name)],
});

/** The user's own families in the order of their modules, and everything that is wrong with them. */
const readModules = async (paths: readonly string[], scorers: FamilySettings['scorers']): Promise<{ own: UserFamily[]; faults: string[] }> => {
  const own: UserFamily[] = [], faults: string[] = [];
  for (const path of paths) {
    const read = await readUserFamily(path, taken(scorers, own));
    if (Array.isArray(read)) faults.push(...read); else own.push(read);
  }
  return { own, faults };
};

const isBuiltIn = (name: string): boolean => name === 'all' || Object.hasOwn(families, name) || Object.hasOwn(arrayFamilies, name);

/** What is wrong with names that no family has. */
const nameFaults = (names: readonly string[]): string[] => {
  try {
    chooseFamilies(names);
    return [];
  } catch (error) {
    if (error instanceof Fault) return error.message.split('\n');
    throw error;
  }
};

/**
 * The families of these settings. A family of the user is named by the path of its module or by its name; `all` means the user's too.
 * @throws Fault (usage) with one line for each unknown name and for everything that is wrong with a module
 */
export const openFamilies = async ({ signals: chosen, modules, scorers }: FamilySettings): Promise<Families> => {
  const words = chosen.filter((name) => !namesModule(name)), others = words.filter((name) => !isBuiltIn(name)), all = words.includes('all');
  const { own: known, faults } = await readModules(all || others.length > 0 ? modules : modules.filter((path) => chosen.includes(path)), scorers);
  const own = known.filter(({ name, path }) => all || chosen.includes(path) || others.includes(name)), unknown = others.filter((name) => !own.some((family) => family.name === name));
  if (unknown.length > 0) faults.push(...nameFaults(unknown));
  if (faults.length > 0) throw usage(...faults);
  const builtIn = words.filter(isBuiltIn);
  return { numbers: builtIn.length === 0 && own.length > 0 ? [] : chooseFamilies(builtIn), arrays: chooseArrays(builtIn), own };
};

/** Every signal of these families that is a number, in the order of the columns. */
export const numberSignals = ({ numbers, own }: Families): Signal[] => [...numbers, ...own].flatMap((family) => family.signals);

/** The catalogue with the user's own signals. @throws Fault (usage) with everything that is wrong with a module */
export const wholeCatalogue = async ({ modules, scorers }: Omit<FamilySettings, 'signals'>): Promise<Signal[]> => {
  const { own, faults } = await readModules(modules, scorers);
  if (faults.length > 0) throw usage(...faults);
  return [...signals, ...own.flatMap((family) => family.signals)];
};
