import type { RecipeHistory, SavedRecipe } from '../explore/answers.js';
import type { RecipeDiff } from '../recipes/diff.js';
import { inWords } from '../select/explain.js';
import { selectionOf, type Recipe } from '../select/recipe.js';
import { printable } from './printable.js';
import { table } from './table.js';

const line = (text: string, most = 100): string => printable(text.replace(/\s+/g, ' '), most);
const time = (changed: string): string => `${changed.slice(0, 19).replace('T', ' ')} UTC`;

/** Saved recipes, the newest version of each, then presets, for people. */
export const recipesText = (newest: readonly SavedRecipe[], presets: readonly { readonly name: string; readonly source: string }[]): string => table([
  ['recipe', 'version', 'changed', 'by', 'reason'],
  ...newest.map(({ name, version, changed, author, reason }) => [name, String(version), time(changed), line(author, 30), line(reason)]),
  ...presets.map(({ name, source }) => [name, '0', 'preset', '', line(source)]),
], [1]);

/** What a recipe asks of a page, for people. */
export const ruleText = (recipe: Recipe): string => {
  const { rules, where } = selectionOf(recipe), conditions = [...rules.all.map(inWords), ...(where === null ? [] : [`${line(where)} (in queries, not in the stream)`])];
  return conditions.length === 0 ? '  keeps every page\n' : `  keeps a page when\n${conditions.map((condition) => `    ${condition}\n`).join('')}`;
};

const places = (from: Readonly<Record<string, string>>): string => Object.entries(from).map(([place, offset]) => `${place} from ${offset}`).join(', ') || 'no page yet';

/** The newest of the given versions in full, and where each of them begins, for people. */
export const historyText = (versions: RecipeHistory['versions']): string => {
  const { name, version, recipe, resolved } = versions[0]!, written = selectionOf(recipe).rules.all.map(inWords);
  const fixed = resolved === undefined ? [] : selectionOf({ name, rules: resolved }).rules.all.map(inWords).filter((words, i) => words !== written[i]);
  return [
    `${name}, version ${version}\n`, ruleText(recipe),
    ...(fixed.length === 0 ? [] : ['  its quantiles as they were when it was saved, and are in the stream since\n', ...fixed.map((words) => `    ${words}\n`)]),
    '\n', table([
      ['version', 'number', 'made from', 'changed', 'by', 'judged pages', 'reason'],
      ...versions.map((one) => [String(one.version), String(one.number), one.parent === 0 ? '-' : `${one.action === 'rollback' ? 'back to ' : ''}${one.parent}`, time(one.changed), line(one.author, 30), places(one.from_offset), line(one.reason)]),
    ], [0, 1]),
  ].join('');
};

/** A difference for people: `-` was, `+` is. */
export const diffText = (a: string, b: string, { added, removed, changed, from, where }: RecipeDiff): string => {
  const names = ([['from', from], ['where', where]] as const).flatMap(([key, change]) =>
    (change === null ? [] : [...(change.old === null ? [] : [`- ${key}: ${line(change.old)}`]), ...(change.new === null ? [] : [`+ ${key}: ${line(change.new)}`])]));
  const lines = [...names, ...changed.flatMap((change) => [`- ${inWords(change.old)}`, `+ ${inWords(change.new)}`]), ...removed.map((part) => `- ${inWords(part)}`), ...added.map((part) => `+ ${inWords(part)}`)];
  return `${a} -> ${b}\n${(lines.length === 0 ? ['no difference'] : lines).map((one) => `  ${one}\n`).join('')}`;
};
