import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { Fault, usage } from './model/fault.js';
import type { RuleColumns } from './select/columns.js';
import { readRecipe, type Recipe } from './select/recipe.js';

/**
 * A recipe file (YAML, of which JSON is a part) -> the checked recipe in it.
 * @param columns what its rules may name
 * @throws Fault (usage) with one line per fault, each naming the file
 */
export const readRecipeFile = (path: string, columns: RuleColumns): Recipe => {
  let content: unknown;
  try {
    content = parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw usage(`recipe ${path}: got ${code === 'ENOENT' ? 'no such file' : code ?? message.split('\n')[0]}, allowed a readable YAML or JSON file`);
  }
  try {
    return readRecipe(content, columns);
  } catch (error) {
    if (error instanceof Fault) throw usage(...error.message.split('\n').map((line) => `${path}: ${line}`));
    throw error;
  }
};
