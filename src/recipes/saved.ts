import type { SavedRecipe } from '../explore/answers.js';
import type { Store } from '../model/ports.js';
import { storedRecipes } from './stored.js';

/** The newest version of every saved recipe, by name. */
export const savedRecipes = async (store: Pick<Store, 'rows'>): Promise<SavedRecipe[]> => {
  const newest = await storedRecipes(store, 'ORDER BY number DESC LIMIT 1 BY name');
  return newest.map(({ saved }) => saved).sort((a, b) => (a.name < b.name ? -1 : 1));
};
