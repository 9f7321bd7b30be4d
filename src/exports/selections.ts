import { randomBytes } from 'node:crypto';
import type { Amount, SavedSelection } from '../explore/answers.js';
import { usage } from '../model/fault.js';
import type { Column } from '../model/columns.js';
import type { Store } from '../model/ports.js';
import type { Recipe, Selection } from '../select/recipe.js';
import { selectSql } from '../select/sql.js';
import { amountOf, countWithin } from './amounts.js';
import { drawCountSql, drawSql } from './draw.js';
import { scopeOf, within } from './scope.js';
import type { ExportStore } from './store.js';

/** What is to be saved. */
export interface NewSelection {
  readonly name: string;
  /** As its author wrote it. */
  readonly recipe: Recipe;
  /** The same with every cut a number. */
  readonly selection: Selection;
  /** `name@version` when it is a saved recipe as it stands. */
  readonly recipeVersion: string | null;
  readonly author: string;
  /** Of the random draw beside it; 0 unless given. */
  readonly seed?: number;
}

/** Most characters of a selection's name and of its author's. */
const LONGEST = 200;

const faultsOf = ({ name, author, seed = 0 }: NewSelection): string[] => [
  ...(name.trim() === '' || name.length > LONGEST ? [`name: got ${name.trim() === '' ? 'nothing' : `${name.length} characters`}, allowed 1 to ${LONGEST} characters`] : []),
  ...(author.length > LONGEST ? [`author: got ${author.length} characters, allowed up to ${LONGEST}`] : []),
  ...(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32 ? [] : [`seed: got ${seed}, allowed a whole number from 0 to ${2 ** 32 - 1}`]),
];

/**
 * Saves a selection: counted exactly as of now, with SQL that gives the same ids at any later time, and a random draw of as many pages beside it.
 * @throws Fault: usage (name, author or seed out of bounds), trouble (the engine's words about the user's condition)
 */
export const saveSelection = async (store: ExportStore, given: NewSelection): Promise<SavedSelection> => {
  const faults = faultsOf(given), { name, recipe, selection, recipeVersion, author, seed = 0 } = given;
  if (faults.length > 0) throw usage(...faults);
  const scope = await scopeOf(store), { of, ...kept } = await countWithin(store, selection, scope);
  const draw = { scope, documents: kept.documents, seed }, [drawn] = await store.rows<Record<string, string>>(drawCountSql(draw));
  const saved: SavedSelection = {
    id: randomBytes(6).toString('hex'), name, recipe, recipe_version: recipeVersion, sql: selectSql(within(selection, scope.asOf), scope.database), as_of: scope.asOf,
    kept, of, random: { ...amountOf(drawn!), seed, sql: drawSql(draw, 'id') }, author, created: new Date().toISOString(),
  };
  const constant = (value: string | number | null): Column => ({ kind: 'constant', value });
  const json = (value: unknown): Column => constant(JSON.stringify(value)), key = BigInt(`0x${saved.id}`);
  await store.insert('selections', 1, {
    id: constant(saved.id), name: constant(name), recipe: json(recipe), recipe_version: constant(recipeVersion), sql: constant(saved.sql), as_of: json(saved.as_of),
    kept: json(kept), of: json(of), random: json(saved.random), author: constant(author), created: constant(Date.parse(saved.created)),
  }, { topic: 'selections', partition: 0, from: key, to: key + 1n, version: 1 });
  return saved;
};

type Row = Readonly<Record<'id' | 'name' | 'recipe' | 'sql' | 'as_of' | 'kept' | 'of' | 'random' | 'author' | 'created', string>> & { readonly recipe_version: string | null };

const selectionOfRow = ({ recipe, as_of, kept, of, random, created, ...same }: Row): SavedSelection => ({
  ...same, recipe: JSON.parse(recipe) as Recipe, as_of: JSON.parse(as_of) as SavedSelection['as_of'], kept: JSON.parse(kept) as Amount, of: JSON.parse(of) as Amount,
  random: JSON.parse(random) as SavedSelection['random'], created: `${created.replace(' ', 'T').slice(0, 23)}Z`,
});

const rowsSql = (clause: string): string => `SELECT id, name, recipe, recipe_version, sql, as_of, kept, of, random, author, toString(selections.created) AS created FROM selections ${clause}`;

/** Every saved selection, the newest first. */
export const listSelections = async (store: Pick<Store, 'rows'>): Promise<SavedSelection[]> => (await store.rows<Row>(rowsSql('ORDER BY selections.created DESC, id'))).map(selectionOfRow);

/** The saved selection with this id, or null. */
export const selectionWithId = async (store: Pick<Store, 'rows'>, id: string): Promise<SavedSelection | null> => {
  const [found] = await store.rows<Row>(rowsSql('WHERE id = {id:String}'), { id });
  return found ? selectionOfRow(found) : null;
};

/** A saved selection as one that can be exported, counted or described: whatever its recipe's quantiles would be today, the pages are those that it was saved with. */
export const selectionOfSaved = ({ name, sql }: Pick<SavedSelection, 'name' | 'sql'>): Selection => ({ name, rules: { all: [] }, where: `id IN (\n${sql}\n)` });
