import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Config } from './config.js';
import { makeSketcher } from './dedup/sketcher.js';
import { openFamilies } from './families.js';
import type { Note } from './model/note.js';
import type { Language, Scorer, Sketcher } from './model/ports.js';
import { readUt1 } from './formats/ut1-folder.js';
import { packageFile } from './package.js';
import { fixedLanguage, openLanguage } from './scorers/language.js';
import { openOnnx } from './scorers/onnx.js';
import type { ScorerSpec } from './settings.js';
import { openTimeLimit, type Within } from './time-limit.js';
import type { Shared } from './signals/index.js';
import type { ArrayFamily, SignalFamily, UserFamily } from './model/signal.js';
import { Ut1, type Ut1Data } from './text/ut1.js';

// ONNX Runtime 1.30 keeps a device id and a database for telemetry under the user's cache folder unless it is told not to. Native code reads the environment
// of the process, which only the main thread can change: so here, where it is loaded before any worker starts, and not where the runtime is loaded.
process.env['ORT_DISABLE_TELEMETRY'] ??= '1';

/** What the steps are built of; every thread builds its own. */
export interface Kit {
  readonly maxTextBytes: number;
  readonly language: Language;
  readonly families: readonly SignalFamily<Shared>[];
  readonly arrays: readonly ArrayFamily<Shared>[];
  /** The user's own families, and what they are run with. */
  readonly own: { readonly families: readonly UserFamily[]; readonly within: Within; readonly note: Note } | null;
  /** Lists of hosts and URLs, when a folder is set. */
  readonly ut1: Ut1 | null;
  readonly scorers: readonly Scorer[];
  readonly sketcher: Sketcher;
}

/** The plain data that a kit is built from: it crosses into worker threads. */
export interface KitSettings {
  readonly maxTextBytes: number;
  readonly lang: string | null;
  readonly signals: readonly string[];
  readonly modules: readonly string[];
  /** Read once; its tables are memory that the threads share. */
  readonly ut1: Ut1Data | null;
  readonly scorers: readonly ScorerSpec[];
  readonly bands: number;
  readonly rows: number;
}

/**
 * V8 compiles code that reads arrays on the assumption that no buffer of the thread has ever been detached, and throws all of it away, hundreds of functions, when
 * the first one is: by the first result that is transferred, or the first text for which the memory of a WebAssembly module grows. So one is detached before
 * there is anything to throw away.
 */
const detachOne = (): void => {
  const buffer = new ArrayBuffer(8);
  structuredClone(buffer, { transfer: [buffer] });
};

/** A model path as given, or in the package when there is no such path here. */
const modelPath = (path: string): string => (existsSync(path) ? resolve(path) : packageFile(path));

/** The scorers of these settings, with the paths of their models found. */
export const scorerSpecs = ({ scorers }: Pick<Config, 'scorers'>): ScorerSpec[] => scorers.map((spec) => ({ ...spec, path: modelPath(spec.path) }));

/** @throws Fault (usage) when the lists cannot be read */
export const kitSettings = (config: Config): KitSettings => {
  const { maxTextBytes, lang, signals, modules, ut1, dedup } = config;
  return { maxTextBytes, lang, signals, modules, ut1: ut1 === null ? null : readUt1(ut1), bands: dedup.bands, rows: dedup.rows, scorers: scorerSpecs(config) };
};

/**
 * @param note hears of the faults of the user's own families
 * @throws Fault (usage) for an unknown or faulty family, a missing model or a missing optional part
 */
export const openKit = async (settings: KitSettings, note: Note): Promise<Kit> => {
  detachOne();
  const { maxTextBytes, lang, ut1, scorers, bands, rows } = settings, { numbers, arrays, own } = await openFamilies(settings);
  return {
    maxTextBytes,
    language: lang === null ? openLanguage() : fixedLanguage(lang),
    families: numbers,
    arrays,
    own: own.length === 0 ? null : { families: own, within: openTimeLimit(), note },
    ut1: ut1 && new Ut1(ut1),
    scorers: await Promise.all(scorers.map(({ name, path }) => openOnnx({ name, path }))),
    sketcher: makeSketcher({ bands, rows }),
  };
};
