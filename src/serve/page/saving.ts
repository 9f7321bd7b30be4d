import type { SavedRecipe } from '../../explore/answers.js';
import type { Api } from './api.js';
import { recipeOf, type Draft } from './draft.js';

/** The name that a save suggests: the recipe's own; a preset's is left to the preset. */
export const newName = (draft: Draft, recipes: readonly SavedRecipe[], presets: readonly string[]): string => {
  const isTaken = draft.base === '' || (presets.includes(draft.name) && !recipes.some(({ name }) => name === draft.name));
  if (!isTaken) return draft.name;
  const stem = draft.base === '' ? 'recipe' : draft.name.replaceAll('@', '-');
  return `my-${stem}`.slice(0, 64);
};

/** @param expected newest version of the name that the author has seen, 0 = none @throws ApiFault 412 when there is a newer one */
export const savedUnder = (api: Api, name: string, draft: Draft, { author, reason }: { readonly author: string; readonly reason: string }, expected: number): Promise<SavedRecipe> =>
  api.send<SavedRecipe>('PUT', `recipes/${encodeURIComponent(name)}`, { author: author || null, reason: reason || null }, { ...recipeOf(draft), name }, { 'if-match': `"${expected}"` });
