import { userInfo } from 'node:os';
import type { RecipeHistory, SavedRecipe } from '../explore/answers.js';
import { usage } from '../model/fault.js';
import { readRecipeFile } from '../recipe-file.js';
import { announceRecipe } from '../recipes/control.js';
import { recipeDiff } from '../recipes/diff.js';
import { recipeHistory } from '../recipes/history.js';
import { recipeNamed } from '../recipes/named.js';
import { rollbackRecipe } from '../recipes/rollback.js';
import { savedRecipes } from '../recipes/saved.js';
import { saveRecipe } from '../recipes/save.js';
import { storedRecipes } from '../recipes/stored.js';
import { versionIn } from '../recipes/version-in.js';
import { ruleColumns } from '../select/columns.js';
import { presetNamed, presetNames } from '../select/presets.js';
import { PROVIDERS } from '../select/presets/providers.js';
import { storeColumns } from '../select/store-columns.js';
import { signals } from '../signals/index.js';
import type { ClickHouseStore } from '../sinks/clickhouse.js';
import { openForReading } from './open-store.js';
import { diffText, historyText, recipesText, ruleText } from './recipes-text.js';
import { recipeGiven } from './selection.js';
import { STORE_SETTINGS, toJson, type Context, type Verb } from './verb.js';

type Options = Readonly<Record<string, unknown>>;
/** @returns the answer: JSON and text */
type Action = (context: Context, store: ClickHouseStore, args: readonly string[], options: Options) => Promise<{ readonly json: unknown; readonly text: string }>;

/** A preset among saved recipes: version 0, by nobody. */
const presetEntry = (name: string) => {
  const { rules, source } = presetNamed(name)!;
  return { name, version: 0, number: 0, preset: true, parent: 0, action: null, author: null, reason: null, changed: null, source, recipe: { name, rules } };
};
const savedEntry = <T extends SavedRecipe>(saved: T) => ({ ...saved, preset: false });

const list: Action = async (_, store) => {
  const versions = (await storedRecipes(store, 'ORDER BY name, number DESC')).map(({ saved }) => saved), presets = presetNames().map(presetEntry);
  return { json: [...versions.map(savedEntry), ...presets], text: recipesText(await savedRecipes(store), presets) };
};

const show: Action = async (_, store, [reference]) => {
  const asked = versionIn(reference!), name = asked?.name ?? reference!, versions = await recipeHistory(store, name);
  const chosen: RecipeHistory['versions'] = asked === null ? versions : versions.filter(({ version }) => version === asked.version);
  if (chosen.length > 0) return { json: chosen.map(savedEntry), text: historyText(chosen) };
  // Presets are shown whatever this store holds; a name that means nothing is refused in the words of `recipeNamed`.
  if (!presetNamed(reference!)) await recipeNamed(store, reference!, (await storeColumns(store)).rules, signals);
  const preset = presetEntry(reference!);
  return { json: [{ ...preset, from_offset: {} }], text: `${preset.name}, preset: ${preset.source}\n${ruleText(preset.recipe)}` };
};

const diff: Action = async (_, store, given) => {
  // Two recipes can be compared whose signals this store lacks.
  const columns = new Map([...ruleColumns(signals, Object.keys(PROVIDERS)), ...(await storeColumns(store)).rules]);
  const [a, b] = await Promise.all(given.map((name) => recipeGiven(store, name, columns))), changes = recipeDiff(a!.recipe, b!.recipe);
  return { json: { a: a!.name, b: b!.name, ...changes }, text: diffText(a!.name, b!.name, changes) };
};

const whoever = (): string => {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';   // a container whose user has no name
  }
};
const change = (options: Options) => ({ expected: options['ifVersion'] === undefined ? null : whole('--if-version', options['ifVersion'], 0), author: options['author'] as string | undefined ?? whoever() });

const whole = (flag: string, given: unknown, least: number): number => {
  if (!/^\d{1,9}$/.test(String(given)) || Number(given) < least) throw usage(`${flag}: got ${given === undefined ? 'nothing' : `'${String(given)}'`}, allowed a whole number from ${least} on`);
  return Number(given);
};

/** Tells running processes at once, where there are brokers; without, or when they do not answer, they find it in the store. */
const announced = async ({ config: { brokers }, log }: Context, saved: SavedRecipe) => {
  const { name, version, number } = saved, text = `recipe ${name}: version ${version} (number ${number}) saved; running processes judge by it within a second\n`;
  if (brokers.length > 0) {
    try {
      const kafka = await (await import('../sources/kafka.js')).openKafka({ brokers, note: (sentence) => log.info(sentence) });
      await announceRecipe(kafka, saved).finally(() => kafka.close());
    } catch (error) {
      log.warn(`saved, but not announced (${(error as Error).message.split('\n')[0]}); running processes find it in the store`);
    }
  }
  return { json: savedEntry(saved), text };
};

const set: Action = async (context, store, [path], options) => {
  const asked = change(options), recipe = readRecipeFile(path!, (await storeColumns(store)).rules);
  return announced(context, await saveRecipe(store, { recipe, ...asked, reason: options['reason'] as string | undefined ?? '' }));
};

const rollback: Action = async (context, store, [name], options) => {
  const to = whole('--to', options['to'], 1);
  return announced(context, await rollbackRecipe(store, { name: name!, to, ...change(options), reason: options['reason'] as string | undefined ?? `back to version ${to}` }));
};

/** What each action takes, and the options that belong to it. */
const ACTIONS: Readonly<Record<string, { readonly args: readonly string[]; readonly options: readonly string[]; readonly act: Action }>> = {
  list: { args: [], options: [], act: list },
  show: { args: ['a recipe'], options: [], act: show },
  diff: { args: ['a recipe', 'another one'], options: [], act: diff },
  set: { args: ['a recipe file'], options: ['reason', 'author', 'ifVersion'], act: set },
  rollback: { args: ['a saved recipe'], options: ['to', 'reason', 'author', 'ifVersion'], act: rollback },
};
const FLAGS: Readonly<Record<string, string>> = { reason: '--reason', author: '--author', ifVersion: '--if-version', to: '--to' };

export const recipes: Verb = {
  name: 'recipes',
  args: '<action> [name...]',
  summary: 'recipes that are kept in the store with every version, its author and reason: list, show <name>, diff <a> <b>, set <file>, rollback <name> --to N. A change reaches running processes within a second',
  examples: [
    'thresher recipes list',
    'thresher recipes set strict.yaml --reason "too many short pages"',
    'thresher recipes set strict.yaml --if-version 3 --brokers localhost:9092',
    'thresher recipes show gopher-strict --json',
    'thresher recipes diff gopher gopher-strict',
    'thresher recipes diff gopher-strict@1 gopher-strict@3',
    'thresher recipes rollback gopher-strict --to 1 --reason "lost the poems"',
    'thresher select gopher-strict --count',
  ],
  options: [
    ['--reason <text>', 'set, rollback: why'],
    ['--author <name>', 'set, rollback: who; the user of this machine unless given'],
    ['--if-version <n>', 'set, rollback: only if this is the newest version (0: if there is none), so that nobody\'s change is overwritten unseen'],
    ['--to <n>', 'rollback: the version that is to hold again'],
  ],
  settings: [...STORE_SETTINGS, 'brokers'],
  run: async (context, [action, ...args], options) => {
    const known = Object.hasOwn(ACTIONS, action!) ? ACTIONS[action!] : undefined;
    if (known === undefined) throw usage(`recipes: got '${action}', allowed ${Object.keys(ACTIONS).join(', ')}`);
    if (args.length !== known.args.length) throw usage(`recipes ${action}: got ${args.length === 0 ? 'nothing' : args.join(', ')}, allowed ${known.args.join(' and ') || 'no name'}`);
    const foreign = Object.keys(FLAGS).filter((option) => options[option] !== undefined && !known.options.includes(option));
    if (foreign.length > 0) throw usage(...foreign.map((option) => `${FLAGS[option]}: got it with ${action}, allowed with ${Object.keys(ACTIONS).filter((name) => ACTIONS[name]!.options.includes(option)).join(' and ')}`));
    const store = await openForReading(context);
    try {
      const { json, text } = await known.act(context, store, args, options);
      await context.print(context.json ? `${toJson(json)}\n` : text);
    } finally {
      await store.close();
    }
    return 0;
  },
};
