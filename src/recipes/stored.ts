import type { SavedRecipe } from '../explore/answers.js';
import type { Store } from '../model/ports.js';
import type { Rules } from '../model/rule.js';
import type { Recipe } from '../select/recipe.js';

type Row = Omit<SavedRecipe, 'changed' | 'recipe' | 'resolved'> & { readonly time: string; readonly json: string; readonly fixed: string; readonly uuid: string };

/** A version as it is stored; `uuid` is that of whoever wrote it. */
export interface StoredRecipe { readonly saved: SavedRecipe; readonly uuid: string }

/**
 * Rows of the table `recipes`; one that somebody wrote by hand and that is no recipe is none.
 * @param clauses what follows FROM: WHERE, ORDER BY, LIMIT
 */
export const storedRecipes = async (store: Pick<Store, 'rows'>, clauses: string, params: Readonly<Record<string, unknown>> = {}): Promise<StoredRecipe[]> => {
  const rows = await store.rows<Row>(
    `SELECT name, version, number, parent, action, author, reason, toString(changed) AS time, recipe AS json, resolved AS fixed, uuid FROM (SELECT * FROM recipes WHERE JSONType(recipe) = 'Object') AS recipes ${clauses}`, params);
  return rows.map(({ name, version, number, parent, action, author, reason, time, json, fixed, uuid }) => ({
    uuid, saved: {
      name, version, number, parent, action, author, reason, changed: `${time.replace(' ', 'T')}Z`, recipe: JSON.parse(json) as Recipe,
      ...(fixed === '' ? {} : { resolved: JSON.parse(fixed) as Rules }),
    },
  }));
};
