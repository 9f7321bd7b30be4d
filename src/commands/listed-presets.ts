import type { Config } from '../config.js';
import type { AnyRule, Preset } from '../model/rule.js';
import { ruleColumns } from '../select/columns.js';
import { unavailable } from '../select/lacking.js';
import { ALIASES, presetNamed, presetNames } from '../select/presets.js';
import { signals } from '../signals/index.js';
import { scoreColumns } from '../store.js';

/** A preset under one of its names. */
export interface Listed {
  readonly preset: Preset<AnyRule>;
  /** The preset that this name is another one of. */
  readonly alias_of: string | null;
  /** Why no store can be selected from by it, in one sentence; null when all families and the scorers of these settings suffice. */
  readonly unavailable: string | null;
}

/** Every name that a preset can be chosen by. */
export const listedPresets = (config: Config): Listed[] => {
  const columns = ruleColumns(signals, scoreColumns(config));
  return presetNames().map((name) => {
    const preset = presetNamed(name)!;
    return { preset, alias_of: ALIASES[name] ?? null, unavailable: unavailable(preset, columns) };
  });
};
