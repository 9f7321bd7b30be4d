import type { SavedRecipe } from '../explore/answers.js';
import { EXIT, Fault } from '../model/fault.js';

const quoted = (reason: string): string => (reason === '' ? '' : ` ("${reason.length > 120 ? `${reason.slice(0, 120)}...` : reason}")`);

/** Somebody else saved a recipe of this name since the version that a change was made from: nothing was stored. */
export class Conflict extends Fault {
  readonly recipe: string;
  /** Newest version of the name; null when there is none. */
  readonly current: SavedRecipe | null;

  /** @param expected the version that the change was made from; 0 = none */
  constructor(recipe: string, expected: number, current: SavedRecipe | null) {
    const from = expected === 0 ? `${recipe} did not exist` : `${recipe} was at version ${expected}`;
    super(current === null ? `recipe ${recipe}: got a change made when ${from}, allowed one made when it does not exist: no version of it is saved`
      : `recipe ${recipe}: got a change made when ${from}, allowed one made from version ${current.version}, which ${current.author} saved at ${current.changed}${quoted(current.reason)}`, EXIT.trouble);
    this.name = 'Conflict';
    this.recipe = recipe;
    this.current = current;
  }
}
