import { existsSync } from 'node:fs';
import { usage } from '../model/fault.js';
import { readRecipeFile } from '../recipe-file.js';
import { leaves } from '../select/check.js';
import type { RuleColumns } from '../select/columns.js';
import { PRESETS, presetsNamed } from '../select/presets.js';
import { narrowed, type Selection } from '../select/recipe.js';
import { signals } from '../signals/index.js';

/** A preset's signals that the store has no column of: it was filled with other families. */
const notMeasured = ({ name, rules }: Selection, columns: RuleColumns): void => {
  const lacking = [...new Set(leaves(rules).map(({ signal }) => signal))].filter((signal) => !columns.has(signal));
  if (lacking.length === 0) return;
  const families = [...new Set(lacking.map((signal) => signals.find((one) => one.name === signal)?.family ?? 'unknown'))];
  throw usage(`preset ${name}: got a store without ${lacking.slice(0, 3).join(', ')}${lacking.length > 3 ? ` and ${lacking.length - 3} more` : ''}, allowed one whose pages were measured with --signals ${families.join(',')}`);
};

/** A preset's name wins over a file or folder that happens to be called so. */
const namesFile = (name: string): boolean => /[\\/]|\.(ya?ml|json)$/i.test(name) || (!PRESETS.some((preset) => preset.name === name) && existsSync(name));

/**
 * `select`'s argument and `--where` -> one selection.
 * @param name a preset, a recipe file, or undefined when only `where` selects
 * @throws Fault (usage): neither given, unknown preset, faulty recipe, signals that the store lacks
 */
export const selectionNamed = (name: string | undefined, where: string | undefined, columns: RuleColumns): Selection => {
  if (name === undefined && where === undefined) throw usage('select: got nothing to select by, allowed a preset, a recipe file or --where with a SQL condition');
  if (name === undefined) return narrowed(null, where);
  if (namesFile(name)) return narrowed(readRecipeFile(name, columns), where);
  const selection: Selection = { ...presetsNamed([name])[0]!, where: null };
  notMeasured(selection, columns);
  return narrowed(selection, where);
};
