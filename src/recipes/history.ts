import type { RecipeHistory } from '../explore/answers.js';
import type { Store } from '../model/ports.js';
import { storedRecipes } from './stored.js';

/** First position of a partition whose row carries this number. */
interface First { readonly topic: string; readonly partition: number; readonly number: number; readonly first: string }

/**
 * All versions of a saved recipe, newest first; empty when there is none of this name.
 *
 * `from_offset` of a version says for each partition of the log, `topic/partition`, the first position whose row was judged by it or by a newer
 * one. The number of the recipes that are known only grows along a partition, so every row from there on was. A version that was replaced before any row
 * came begins where its successor does; a partition that has had no row since is absent.
 * @param store one scan over three columns of the rows that came after the oldest version, whatever the number of versions
 */
export const recipeHistory = async (store: Pick<Store, 'rows'>, name: string): Promise<RecipeHistory['versions']> => {
  const versions = (await storedRecipes(store, 'WHERE name = {name:String} ORDER BY number DESC', { name })).map(({ saved }) => saved), oldest = versions.at(-1);
  if (oldest === undefined) return [];
  const firsts = await store.rows<First>(
    `SELECT src_topic AS topic, src_partition AS partition, stream_recipe AS number, min(src_offset) AS first
     FROM samples WHERE stream_recipe >= {oldest:UInt32} GROUP BY topic, partition, number ORDER BY topic, partition`, { oldest: oldest.number });
  return versions.map((version) => {
    const from = new Map<string, bigint>();
    for (const { topic, partition, number, first } of firsts) {
      const place = `${topic}/${partition}`, known = from.get(place);
      if (number >= version.number && (known === undefined || BigInt(first) < known)) from.set(place, BigInt(first));
    }
    return { ...version, from_offset: Object.fromEntries([...from].map(([place, first]) => [place, String(first)])) };
  });
};
