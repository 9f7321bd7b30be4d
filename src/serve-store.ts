import { userInfo } from 'node:os';
import { EVERYTHING, type Reads } from './explore/reads.js';
import { makeCard } from './exports/card.js';
import { cardText } from './exports/card-text.js';
import { checkColumns } from './exports/export-columns.js';
import { endExports, exportJob, startExport } from './exports/jobs.js';
import { listSelections, saveSelection, selectionWithId } from './exports/selections.js';
import { EXIT, Fault, usage } from './model/fault.js';
import type { Signal } from './model/signal.js';
import { Conflict } from './recipes/conflict.js';
import { recipeHistory } from './recipes/history.js';
import { recipeNamed } from './recipes/named.js';
import { rollbackRecipe } from './recipes/rollback.js';
import { saveRecipe } from './recipes/save.js';
import { savedRecipes } from './recipes/saved.js';
import { readRecipe, selectionOf } from './select/recipe.js';
import { resolveSelection, withCuts } from './select/resolve.js';
import { selectSql } from './select/sql.js';
import { storeColumns } from './select/store-columns.js';
import type { SavedRecipe } from './explore/answers.js';
import type { Kept, Meant, SavedRecipes } from './serve/parts.js';
import { Refusal } from './serve/refusal.js';
import type { ClickHouseStore } from './sinks/clickhouse.js';

// What the page can save, in the store of a process that serves it.

const whoever = (): string => {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';   // a container whose user has no name
  }
};

/** Somebody else was faster: as HTTP says it, with what is saved now. */
const told = async (work: Promise<SavedRecipe>): Promise<SavedRecipe> => {
  try {
    return await work;
  } catch (error) {
    throw error instanceof Conflict ? new Refusal(412, error.message, { current: error.current }) : error;
  }
};

/** A condition that the engine does not understand would fail wherever the recipe is used. @throws Fault (usage) */
const tryCondition = async (reads: Reads, where: string | null, database: string): Promise<void> => {
  if (where === null) return;
  try {
    await reads.rows(`${selectSql({ name: '', rules: { all: [] }, where }, database)}\nLIMIT 0`);
  } catch (error) {
    if (error instanceof Fault && error.code === EXIT.trouble && error.cause instanceof Error && error.cause.name === 'EngineError') throw usage(`where: ${error.message.replace(/^query: /, '')}`);
    throw error;
  }
};

/** @param saved told of every version that was saved */
export const recipesOf = (store: ClickHouseStore, { database, signals, saved }: { readonly database: string; readonly signals: readonly Signal[]; readonly saved: (recipe: SavedRecipe) => void }): SavedRecipes => {
  const announced = (recipe: SavedRecipe): SavedRecipe => { saved(recipe); return recipe; };
  return {
    meant: async (reads, reference) => recipeNamed(reads, reference, (await storeColumns(reads)).rules, signals),
    list: (reads) => savedRecipes(reads),
    history: (reads, name) => recipeHistory(reads, name),
    save: async ({ expected, author = whoever(), reason }, recipe, reads) => {
      await tryCondition(reads, selectionOf(readRecipe(recipe, (await storeColumns(reads)).rules)).where, database);
      return announced(await told(saveRecipe(store, { recipe, expected, author, reason })));
    },
    rollback: async ({ name, expected, author = whoever(), reason }, to) => announced(await told(rollbackRecipe(store, { name, to, expected, author, reason: reason || `back to version ${to}` }))),
  };
};

const ALL: Meant = { name: 'everything', selection: EVERYTHING, recipe: { name: 'everything', rules: { all: [] } }, saved: null };

export const keptIn = (store: ClickHouseStore, { database, version, recipes }: { readonly database: string; readonly version: string; readonly recipes: SavedRecipes }): Kept => {
  const meant = async (reads: Reads, reference: string): Promise<Meant> => (reference === '' ? ALL : recipes.meant(reads, reference));
  return {
    selections: (reads) => listSelections(reads),
    card: async (of, reads) => {
      const subject = of === null ? { name: database, recipe: null, selection: null, asked: null } : { name: of.name, recipe: of.recipe, selection: (await withCuts(reads, of.selection, database)).selection, asked: of.selection };
      const card = await makeCard({ rows: reads.rows, readOnly: reads }, subject, version);
      return { as_of: card.as_of, exact: true, n: Number(card.sections.find(({ title }) => title === 'Composition')!.facts[0]!.rows[0]!['documents']), name: card.name, markdown: cardText(card) };
    },
    select: async ({ name, recipe: reference, author = whoever(), seed }, reads) => {
      const { recipe, selection, saved } = await meant(reads, reference);
      return saveSelection({ rows: store.rows, insert: store.insert, readOnly: reads }, {
        name, recipe, selection: await resolveSelection(reads, selection, database), recipeVersion: saved && `${saved.name}@${saved.version}`, author, ...(seed === undefined ? {} : { seed }) });
    },
    exportPages: async ({ of, name, format, columns, seed }, reads) => {
      if (columns !== undefined) await checkColumns(reads, columns, 'columns');
      const given = { version, ...(format === undefined ? {} : { format }), ...(columns === undefined ? {} : { columns }), ...(seed === undefined ? {} : { seed }) };
      if ('recipe' in of) {
        const { name: called, recipe, selection } = await meant(reads, of.recipe);
        await tryCondition(reads, selection.where, database);
        return startExport(store, { ...given, name: name ?? called, recipe, selection: await resolveSelection(reads, selection, database) });
      }
      const chosen = await selectionWithId(reads, of.selection);
      if (chosen === null) throw usage(`selection: got '${of.selection.slice(0, 64)}', allowed the id of a saved selection`);
      return startExport(store, { ...given, name: name ?? chosen.name, recipe: chosen.recipe, selection: await resolveSelection(reads, selectionOf(chosen.recipe), database), asOf: chosen.as_of });
    },
    job: exportJob,
  };
};

/** Nothing that was begun here writes any more once this resolves. */
export const endKept = endExports;
