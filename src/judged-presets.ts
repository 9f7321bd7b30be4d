import type { Config } from './config.js';
import type { Preset } from './model/rule.js';
import { checkPresets } from './select/check.js';
import type { RuleColumns } from './select/columns.js';
import { leaves } from './select/leaves.js';
import { presetsNamed } from './select/presets.js';
import { signals } from './signals/index.js';

/**
 * The presets that pages are judged by: of the default ones those whose signals are measured, of chosen ones all.
 * @param columns what these settings measure
 * @throws Fault (usage) when a chosen preset is unknown or faulty, or names a signal that these settings do not measure
 */
export const judgedPresets = ({ presets: names, origins }: Pick<Config, 'presets' | 'origins'>, columns: RuleColumns): Preset[] => {
  const presets = presetsNamed(names);
  if (origins['presets'] === 'default') return presets.filter(({ rules }) => leaves(rules).every(({ signal }) => columns.has(signal)));
  checkPresets(presets, columns, signals);
  return presets;
};
