// Versions are numbered without a gap by whoever comes first, although the store has no compare-and-swap. What it has is the insert token: a second insert
// under the same token does nothing. The token of a version is its number, the next one behind the newest, so of two processes that reach for it
// the store takes one row; reading it back shows whose. Whoever lost looks again: if the name has moved on from the version that its change was made from, that is
// a conflict and a person has to say what now; else it reaches for the next number.
//
// Taking number n means that nothing was saved between reading that n - 1 is the newest and writing, so the version counted then is right too.
// Cost: two small queries and an insert of one row; with k writers at once at most k rounds.

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SavedRecipe } from '../explore/answers.js';
import type { Column, Columns } from '../model/columns.js';
import type { Store } from '../model/ports.js';
import type { Rules } from '../model/rule.js';
import type { Recipe } from '../select/recipe.js';
import { Conflict } from './conflict.js';
import { storedRecipes, type StoredRecipe } from './stored.js';

/** How often, and how long after another, a row is looked for whose number is taken and which is not there. */
const LOOKS = 5, LOOK_MS = 50;

/** A version to be stored, checked already. */
export interface NewVersion {
  readonly recipe: Recipe;
  readonly resolved: Rules | null;
  /** Newest version of the name that the change was made from, 0 = none; null = whatever it is. */
  readonly expected: number | null;
  /** The version that it was made from, when that is not the newest one. */
  readonly parent?: number;
  readonly action: SavedRecipe['action'];
  readonly author: string;
  readonly reason: string;
}

const constant = (value: string | number): Column => ({ kind: 'constant', value });

const written = async (store: Pick<Store, 'rows'>, number: number): Promise<StoredRecipe | undefined> => {
  for (let look = 0; look < LOOKS; look++) {
    if (look > 0) await sleep(LOOK_MS);
    const [found] = await storedRecipes(store, 'WHERE number = {number:UInt32} LIMIT 1', { number });
    if (found) return found;
  }
  return undefined;
};

/**
 * Stores a version of a recipe under the next number.
 * @throws Conflict when `expected` is not the newest version of the name · Fault (trouble)
 */
export const appendRecipe = async (store: Pick<Store, 'rows' | 'insert'>, { recipe, resolved, expected, parent, action, author, reason }: NewVersion): Promise<SavedRecipe> => {
  const { name } = recipe, uuid = randomUUID();
  for (let taken = 0; ;) {
    const [now] = await store.rows<{ newest: number; version: number }>('SELECT max(number) AS newest, maxIf(version, name = {name:String}) AS version FROM recipes', { name });
    const { newest, version } = now!;
    if (expected !== null && version !== expected) {
      const [current] = await storedRecipes(store, 'WHERE name = {name:String} ORDER BY number DESC LIMIT 1', { name });
      throw new Conflict(name, expected, current?.saved ?? null);
    }
    // A number whose row somebody has deleted by hand stays taken.
    const number = Math.max(newest, taken) + 1;
    const columns: Columns = {
      number: constant(number), name: constant(name), version: constant(version + 1), parent: constant(parent ?? version), action: constant(action), recipe: constant(JSON.stringify(recipe)),
      resolved: constant(resolved === null ? '' : JSON.stringify(resolved)), author: constant(author), reason: constant(reason), changed: constant(Date.now()), uuid: constant(uuid),
    };
    await store.insert('recipes', 1, columns, { topic: 'recipes', partition: 0, from: BigInt(number), to: BigInt(number + 1), version: 1 });
    const found = await written(store, number);
    if (found?.uuid === uuid) return found.saved;
    taken = number;
  }
};
