import { existsSync } from 'node:fs';
import { usage } from '../model/fault.js';
import type { AnyRule } from '../model/rule.js';
import { readRecipeFile } from '../recipe-file.js';
import type { RuleColumns } from '../select/columns.js';
import { lackingFaults } from '../select/lacking.js';
import { presetNamed, unknownPreset } from '../select/presets.js';
import { narrowed, type Selection } from '../select/recipe.js';
import { signals } from '../signals/index.js';

/** A preset's name wins over a file or folder that happens to be called so. */
const namesFile = (name: string): boolean => /[\\/]|\.(ya?ml|json)$/i.test(name) || (!presetNamed(name) && existsSync(name));

const preset = (name: string): Selection<AnyRule> & { readonly no_cuts?: string } => {
  const found = presetNamed(name);
  if (!found) throw usage(unknownPreset(name));
  return { ...found, where: null };
};

/**
 * `select`'s argument and `--where` -> one selection, its quantiles not yet resolved.
 * @param name a preset, a recipe file, or undefined when only `where` selects
 * @throws Fault (usage): neither given, unknown preset, faulty recipe, signals that the store lacks
 */
export const selectionNamed = (name: string | undefined, where: string | undefined, columns: RuleColumns): Selection<AnyRule> => {
  if (name === undefined && where === undefined) throw usage('select: got nothing to select by, allowed a preset, a recipe file or --where with a SQL condition');
  if (name === undefined) return narrowed<AnyRule>(null, where);
  const isFile = namesFile(name), selection = isFile ? readRecipeFile(name, columns) : preset(name);
  const faults = lackingFaults(selection, columns, signals, 'store', isFile ? 'recipe' : 'preset');
  if (faults.length > 0) throw usage(...faults);
  return narrowed(selection, where);
};
