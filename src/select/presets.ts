import { usage } from '../model/fault.js';
import type { Preset } from '../model/rule.js';
import { nearest } from '../text/nearest.js';
import { c4 } from './presets/c4.js';
import { fineweb } from './presets/fineweb.js';
import { gopher } from './presets/gopher.js';

/** Every published recipe that can be chosen by name. */
export const PRESETS: readonly Preset[] = [gopher, c4, fineweb];

/**
 * The presets of these names, in their order.
 * @throws Fault (usage), one line per unknown name
 */
export const presetsNamed = (names: readonly string[], presets: readonly Preset[] = PRESETS): Preset[] => {
  const known = presets.map(({ name }) => name);
  const faults = names.filter((name) => !known.includes(name)).map((name) => unknownPreset(name, known));
  if (faults.length) throw usage(...faults);
  return names.map((name) => presets.find((preset) => preset.name === name)!);
};

/** The sentence about a name that no preset has. */
export const unknownPreset = (name: string, known: readonly string[]): string => {
  const meant = nearest(name, known);
  return `preset: got '${name}', allowed ${known.join(', ')}${meant ? ` (did you mean ${meant}?)` : ''}`;
};
