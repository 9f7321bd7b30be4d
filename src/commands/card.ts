import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCard, type Card, type CardSubject } from '../exports/card.js';
import { cardText } from '../exports/card-text.js';
import { croissantOf } from '../exports/croissant.js';
import { readManifest, type Manifest } from '../exports/manifest.js';
import { selectionOfSaved, selectionWithId } from '../exports/selections.js';
import { asFileFault } from '../exports/write-file.js';
import { withCuts } from '../select/resolve.js';
import { storeColumns } from '../select/store-columns.js';
import type { ClickHouseStore } from '../sinks/clickhouse.js';
import { openForReading } from './open-store.js';
import { recipeGiven } from './selection.js';
import { STORE_SETTINGS, toJson, type Context, type Verb } from './verb.js';

const ID = /^[0-9a-f]{12}$/;

/** What the argument means: a saved selection by its id, else a recipe; without one the export in the folder, else the whole store. */
const subjectOf = async ({ config: { database } }: Context, store: ClickHouseStore, name: string | undefined, manifest: Manifest | null): Promise<CardSubject> => {
  if (name === undefined && manifest === null) return { name: database, recipe: null, selection: null, asked: null };
  if (name === undefined) {
    const { recipe, sql, as_of } = manifest!, selection = selectionOfSaved({ name: recipe.name, sql });
    return { name: recipe.name, recipe, selection, asked: { name: recipe.name, rules: { all: [] }, where: null }, asOf: as_of };
  }
  const saved = ID.test(name) ? await selectionWithId(store, name) : null;
  if (saved) return { name: saved.name, recipe: saved.recipe, selection: selectionOfSaved(saved), asked: { name: saved.name, rules: { all: [] }, where: null }, asOf: saved.as_of };
  const named = await recipeGiven(store, name, (await storeColumns(store)).rules), { selection } = await withCuts(store.readOnly, named.selection, database);
  return { name: named.name, recipe: named.recipe, selection, asked: named.selection };
};

const typesIn = async (store: ClickHouseStore): Promise<Map<string, string>> =>
  new Map((await store.rows<{ name: string; type: string }>("SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = 'documents'")).map(({ name, type }) => [name, type]));

/** `card.md`, `card.json`, `croissant.json`; @returns their paths */
const writeCard = (folder: string, card: Card, manifest: Manifest | null, types: ReadonlyMap<string, string>): string[] => {
  const json = Buffer.from(`${JSON.stringify(card, null, 2)}\n`), cardFile = { bytes: json.length, sha256: createHash('sha256').update(json).digest('hex') };
  const described = croissantOf(card, { manifest, cardFile, types, date: new Date().toISOString().slice(0, 10) });
  try {
    mkdirSync(folder, { recursive: true });
    return Object.entries({ 'card.md': cardText(card), 'card.json': json, 'croissant.json': `${JSON.stringify(described, null, 2)}\n` }).map(([name, content]) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    });
  } catch (error) {
    throw asFileFault(error, folder, '--out');
  }
};

export const card: Verb = {
  name: 'card',
  args: '[recipe-or-selection]',
  summary: 'a data card of the store, of what a recipe keeps, or of a saved selection: every number with the query that gives it, and fields for what only people know',
  examples: ['thresher card', 'thresher card gopher > CARD.md', 'thresher card gopher --json', 'thresher card --out kept/    (the card of an export: files and hashes go into croissant.json)'],
  options: [['--out <folder>', 'write card.md, card.json and croissant.json (Croissant 1.1) there; without a recipe, of the export that the folder holds']],
  settings: STORE_SETTINGS,
  run: async (context, [name], options) => {
    const out = options['out'] as string | undefined, manifest = out === undefined ? null : readManifest(out), store = await openForReading(context);
    try {
      const found = await makeCard(store, await subjectOf(context, store, name, manifest), context.version);
      if (out === undefined) await context.print(context.json ? `${toJson(found)}\n` : cardText(found));
      else {
        const files = writeCard(out, found, name === undefined ? manifest : null, await typesIn(store));
        await context.print(context.json ? `${toJson({ files })}\n` : `${files.join('\n')}\n`);
      }
    } finally {
      await store.close();
    }
    return 0;
  },
};
