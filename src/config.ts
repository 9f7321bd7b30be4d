import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { usage } from './model/fault.js';
import { namesModule, SETTINGS, variable, type ScorerSpec, type Setting } from './settings.js';
import { nearest } from './text/nearest.js';

/** The settings of one process, checked. */
export interface Config {
  readonly store: string;
  readonly database: string;
  readonly brokers: readonly string[];
  readonly topic: string;
  readonly group: string;
  /** null: values are JSON. */
  readonly registry: string | null;
  readonly workers: number;
  readonly batchRows: number;
  readonly batchBytes: number;
  readonly inflightBytes: number;
  readonly maxTextBytes: number;
  readonly dedup: { readonly window: number; readonly bands: number; readonly rows: number; /** Bytes. */ readonly memory: number };
  /** Names of families, and absolute paths of modules of the user's own. */
  readonly signals: readonly string[];
  /** Absolute paths of the modules of all the user's own families: those in `signals`, and those that the file names where something else set `signals`. */
  readonly modules: readonly string[];
  readonly presets: readonly string[];
  readonly lang: string | null;
  /** Folder of UT1 lists; null: none. */
  readonly ut1: string | null;
  readonly scorers: readonly ScorerSpec[];
  readonly http: { readonly host: string; readonly port: number };
  /** Where each value came from, by key. */
  readonly origins: Readonly<Record<string, Origin>>;
}
export type Origin = 'flag' | 'environment' | 'file' | 'default';

const SIGNALS: Setting = SETTINGS.find(({ key }) => key === 'signals')!;

/** Values by flag name, as the command line gave them. */
export type Flags = Readonly<Record<string, unknown>>;

const shown = (value: unknown): string => (typeof value === 'string' ? `'${value}'` : JSON.stringify(value) ?? String(value));

/** `{dedup: {window: 5}}` -> `{'dedup.window': 5}`; lists and scalars are leaves. */
const flatten = (tree: object, prefix = ''): [string, unknown][] =>
  Object.entries(tree).flatMap(([name, value]) =>
    value !== null && typeof value === 'object' && !Array.isArray(value) ? flatten(value as object, `${prefix}${name}.`) : [[prefix + name, value] as [string, unknown]]);

const readFile = (path: string, faults: string[]): ReadonlyMap<string, unknown> => {
  let tree: unknown;
  try {
    tree = parse(readFileSync(path, 'utf8')) ?? {};
  } catch (error) {
    faults.push(`config ${path}: got ${(error as Error).message.split('\n')[0]}, allowed a readable YAML or JSON file`);
    return new Map();
  }
  if (typeof tree !== 'object' || tree === null || Array.isArray(tree)) {
    faults.push(`config ${path}: got ${shown(tree)}, allowed a map of settings`);
    return new Map();
  }
  const keys: readonly string[] = SETTINGS.map(({ key }) => key);
  const found = flatten(tree);
  for (const [key] of found) {
    if (keys.includes(key)) continue;
    const meant = nearest(key, keys);
    faults.push(`${path}: got unknown key '${key}', allowed ${meant ? `(did you mean ${meant}?) ` : ''}${keys.join(' ')}`);
  }
  return new Map(found);
};

/** Paths among names of families, made absolute: seen from the folder, or from here where nothing lies there. */
const located = (names: readonly string[], folder: string): string[] => [...new Set(names.map((name) => {
  if (!namesModule(name)) return name;
  const path = resolve(folder, name);
  return existsSync(path) ? path : resolve(name);
}))];

/**
 * Flag > `THRESHER_*` > file (`--config`, else `./thresher.yaml`) > default.
 * @param flags values by flag name, undefined when not given
 * @throws Fault (usage) with one line per fault: `what: got ..., allowed ...`
 */
export const resolveConfig = (flags: Flags, environment: NodeJS.ProcessEnv = process.env, configPath?: string): Config => {
  const faults: string[] = [];
  const path = configPath ?? (existsSync('thresher.yaml') ? 'thresher.yaml' : null);
  const file = path === null ? new Map<string, unknown>() : readFile(path, faults);
  const values: Record<string, unknown> = {}, origins: Record<string, Origin> = {};
  for (const { key, flag, schema, fallback, allowed } of SETTINGS as readonly Setting[]) {
    const fromVariable = environment[variable(key)];
    const [raw, origin, named]: [unknown, Origin, string] =
      flag && flags[flag] !== undefined ? [flags[flag], 'flag', `--${flag}`]
      : fromVariable !== undefined && fromVariable !== '' ? [fromVariable, 'environment', variable(key)]
      : file.has(key) ? [file.get(key), 'file', key]
      : [fallback, 'default', key];
    const parsed = schema.safeParse(raw);
    if (parsed.success) { values[key] = parsed.data; origins[key] = origin; }
    else faults.push(`${named}: got ${shown(raw)}, allowed ${allowed}`);
  }
  const bands = Number(values['dedup.bands']), rows = Number(values['dedup.rows']);
  if (bands * rows > 128) faults.push(`dedup: got ${bands} bands x ${rows} rows, allowed bands x rows <= 128`);
  if (faults.length) throw usage(...faults);
  const chosen = values['signals'] as readonly string[], folder = path === null ? '.' : dirname(path), inFile = SIGNALS.schema.safeParse(file.get(SIGNALS.key));
  values['signals'] = located(chosen, origins['signals'] === 'file' ? folder : '.');
  const modules = located([...(inFile.success ? located(inFile.data as string[], folder) : []), ...(values['signals'] as string[])].filter(namesModule), '.');
  const nested: Record<string, unknown> = { origins, modules };
  for (const [key, value] of Object.entries(values)) {
    const [head, tail] = key.split('.') as [string, string?];
    if (tail === undefined) nested[head] = value;
    else nested[head] = { ...(nested[head] as object), [tail]: value };
  }
  return nested as unknown as Config;
};

/** Every setting with its value and origin; a password in a URL is `***`. */
export const describeConfig = (config: Config): { key: string; value: unknown; from: Origin; variable: string; flag: string }[] =>
  (SETTINGS as readonly Setting[]).map(({ key, flag }) => {
    const value = key.split('.').reduce<unknown>((tree, name) => (tree as Record<string, unknown>)[name], config);
    return { key, value: hideSecrets(value), from: config.origins[key]!, variable: variable(key), flag: flag && `--${flag}` };
  });

const hideSecrets = (value: unknown): unknown => (typeof value === 'string' ? value.replace(/^(https?:\/\/[^:/@]*):[^@/]*@/, '$1:***@') : value);
