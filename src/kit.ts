import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Config } from './config.js';
import { makeSketcher } from './dedup/sketcher.js';
import type { Language, Scorer, Sketcher } from './model/ports.js';
import { packageFile } from './package.js';
import { fixedLanguage, openLanguage } from './scorers/language.js';
import { openOnnx } from './scorers/onnx.js';
import type { ScorerSpec } from './settings.js';
import { chooseFamilies, type Shared } from './signals/index.js';
import type { SignalFamily } from './model/signal.js';

// ONNX Runtime 1.30 keeps a device id and a database for telemetry under the user's cache folder unless it is told not to. Native code reads the environment
// of the process, which only the main thread can change: so here, where it is loaded before any worker starts, and not where the runtime is loaded.
process.env['ORT_DISABLE_TELEMETRY'] ??= '1';

/** What the steps are built of; every thread builds its own. */
export interface Kit {
  readonly maxTextBytes: number;
  readonly language: Language;
  readonly families: readonly SignalFamily<Shared>[];
  readonly scorers: readonly Scorer[];
  readonly sketcher: Sketcher;
}

/** The plain data that a kit is built from: it crosses into worker threads. */
export interface KitSettings {
  readonly maxTextBytes: number;
  readonly lang: string | null;
  readonly signals: readonly string[];
  readonly scorers: readonly ScorerSpec[];
  readonly bands: number;
  readonly rows: number;
}

/** A model path as given, or in the package when there is no such path here. */
const modelPath = (path: string): string => (existsSync(path) ? resolve(path) : packageFile(path));

export const kitSettings = ({ maxTextBytes, lang, signals, scorers, dedup }: Config): KitSettings => ({
  maxTextBytes, lang, signals, bands: dedup.bands, rows: dedup.rows, scorers: scorers.map((spec) => ({ ...spec, path: modelPath(spec.path) })),
});

/** @throws Fault (usage) for an unknown family, a missing model or a missing optional part */
export const openKit = async ({ maxTextBytes, lang, signals, scorers, bands, rows }: KitSettings): Promise<Kit> => ({
  maxTextBytes,
  language: lang === null ? openLanguage() : fixedLanguage(lang),
  families: chooseFamilies(signals),
  scorers: await Promise.all(scorers.map(({ name, path }) => openOnnx({ name, path }))),
  sketcher: makeSketcher({ bands, rows }),
});
