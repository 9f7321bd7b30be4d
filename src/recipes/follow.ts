// How a saved recipe reaches a running dataflow: the store is asked for the newest number again and again, and only when that has moved for the recipes
// themselves. Somebody who knows earlier (a message of the control topic) wakes the loop. The set that pages are judged by changes as a whole and only
// forward, so the number in `stream_recipe` never falls along a partition, as long as whoever takes a partition over refreshes the set first: all numbers that
// an earlier owner can have written were in the store before it declared its last batch.
//
// Trouble with the store is no trouble of the stream here: its inserts have a patience of their own. The last set stays, and that is said once.

import type { Store } from '../model/ports.js';
import type { Judgement, Preset } from '../model/rule.js';
import type { RuleColumns } from '../select/columns.js';
import { atMost } from './at-most.js';
import { judged } from './judged.js';
import { savedRecipes } from './saved.js';

/** How long a change may go unnoticed when nobody wakes the loop, ms. */
export const POLL_MS = 250;
/** A question that the store has not answered by then is not waited for when the loop ends, ms. */
const CLOSE_MS = 1000;

export interface FollowOptions {
  readonly presets: readonly Preset[];
  /** What this run measures. */
  readonly columns: RuleColumns;
  /** Told when a recipe cannot be used here, and when the store does not answer. */
  readonly note: (sentence: string) => void;
  /** How the loop asks: without much patience. Default: as `refresh`. */
  readonly ask?: Pick<Store, 'rows'>;
  readonly pollMs?: number;
}

export interface FollowedRecipes {
  /** What pages are judged by now. */
  readonly current: () => Judgement;
  /** Resolves when everything counts that was saved before the call. @throws Fault (trouble) when the store does not answer */
  readonly refresh: () => Promise<void>;
  /** Something may have been saved: look at once. */
  readonly wake: () => void;
  /** No further question. Safe to repeat. */
  readonly close: () => Promise<void>;
}

/**
 * Follows the saved recipes of a store; the first set is there when this resolves.
 *
 * The set: the presets, and the newest version of every saved recipe, which takes the place of a preset of its name. A recipe that names what this run does not
 * measure is left out, and so is a preset that it stands for.
 * @throws Fault (trouble) when the store does not answer
 */
export const followRecipes = async (store: Pick<Store, 'rows'>, { presets, columns, note, ask = store, pollMs = POLL_MS }: FollowOptions): Promise<FollowedRecipes> => {
  let set: Judgement = { number: 0, presets }, closed = false, woken = false, goOn = (): void => {}, silent = false;
  const left = new Map<string, number>();

  const look = async (from: Pick<Store, 'rows'>): Promise<void> => {
    const [newest] = await from.rows<{ number: number }>('SELECT max(number) AS number FROM recipes');
    if (newest!.number <= set.number) return;
    const saved = await savedRecipes(from), number = Math.max(...saved.map((one) => one.number));
    if (number <= set.number) return;
    const own = saved.map((one) => ({ ...one, use: judged(one, columns) }));
    for (const { name, version, number: its, use } of own) {
      if (!('why' in use) || left.get(name) === its) continue;
      left.set(name, its);
      note(`recipe ${name}, version ${version}, is not judged by in this run: ${use.why}`);
    }
    const rest = presets.filter(({ name }) => !own.some((one) => one.name === name));
    set = { number, presets: [...rest, ...own.flatMap(({ use }) => ('why' in use ? [] : [use]))] };
  };

  const pause = (): Promise<void> => new Promise((resolve) => {
    const timer = setTimeout(resolve, woken || closed ? 0 : pollMs).unref();
    goOn = () => { clearTimeout(timer); resolve(); };
  });
  const loop = async (): Promise<void> => {
    while (!closed) {                                                               // a timer that holds no process open may never come once it ends
      await pause();
      if (closed) return;
      woken = false;
      try {
        await look(ask);
        silent = false;
      } catch (error) {
        if (!silent && !closed) note(`saved recipes cannot be asked for (${(error as Error).message.split('\n')[0]}); judging goes on by those up to number ${set.number}`);
        silent = true;
      }
    }
  };

  await look(store);
  const running = loop();
  return {
    current: () => set,
    refresh: () => look(store),
    wake: () => { woken = true; goOn(); },
    close: async () => {
      closed = true;
      goOn();
      await atMost(CLOSE_MS, running);
    },
  };
};
