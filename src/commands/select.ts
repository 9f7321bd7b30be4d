import { usage } from '../model/fault.js';
import type { AnyRule } from '../model/rule.js';
import { compareSql, comparisonOf } from '../select/compare.js';
import type { Cut } from '../select/cuts.js';
import { explainOf, explainSql } from '../select/explain.js';
import { columnsIn } from '../select/leaves.js';
import type { Selection } from '../select/recipe.js';
import { resolveSelection, withCuts } from '../select/resolve.js';
import { countOf, countSql, rowsSql, selectSql } from '../select/sql.js';
import { storeColumns, type StoreColumns } from '../select/store-columns.js';
import type { ClickHouseStore } from '../sinks/clickhouse.js';
import { exportPages, exportTarget } from './export.js';
import { openForReading } from './open-store.js';
import { listedPresets } from './listed-presets.js';
import { compareText, countText, explainText, listText, pageText } from './select-text.js';
import { selectionNamed } from './selection.js';
import { shownColumns } from './store-columns.js';
import { countOption, STORE_SETTINGS, toJson, type Context, type Verb } from './verb.js';

/** What a mode answers from. `value` is what its option was given. */
interface Question {
  readonly context: Context;
  readonly store: ClickHouseStore;
  /** With its quantiles as they stand in the preset or recipe. */
  readonly asked: Selection<AnyRule>;
  /** With every cut a number. */
  readonly selection: Selection;
  readonly cuts: readonly Cut[];
  readonly columns: StoreColumns;
  readonly value: unknown;
  readonly options: Readonly<Record<string, unknown>>;
}
type Mode = (question: Question) => Promise<void>;
type Row = Readonly<Record<string, string | number>>;

const count: Mode = async ({ context: { config, json, print }, store, selection }) => {
  const counted = countOf((await store.readOnly.rows<Row>(countSql(selection, config.database)))[0]!);
  await print(json ? `${toJson(counted)}\n` : countText(counted));
};

const sql: Mode = async ({ context: { config, json, print }, selection }) => {
  const statement = selectSql(selection, config.database);
  await print(json ? `${toJson({ sql: statement })}\n` : `${statement}\n`);
};

const explain: Mode = async ({ context: { config, json, print }, store, asked, selection, cuts }) => {
  const explained = explainOf(asked, (await store.readOnly.rows<Record<string, unknown>>(explainSql(selection, config.database)))[0]!);
  await print(json ? `${toJson({ name: selection.name, ...explained, cuts })}\n` : explainText(selection.name, explained, cuts));
};

const pages: Mode = async ({ context: { config, json, print }, store, selection, columns, value }) => {
  const query = rowsSql(selection, config.database, { columns: shownColumns(selection, columns), idsAsText: true }, countOption(value)!);
  if (json) for await (const lines of store.readOnly.stream(query, 'JSONEachRow')) await print(lines);
  else for (const page of await store.readOnly.rows<Record<string, unknown>>(query)) await print(pageText(page));
};

/** `--columns a,b`; undefined when it was not given. */
const namedColumns = (value: unknown): string[] | undefined => (value === undefined ? undefined : String(value).split(',').map((name) => name.trim()).filter((name) => name !== ''));

/** The ways to ask about one selection, by option. */
const MODES: Readonly<Record<string, Mode>> = {
  count, sql, explain, limit: pages,
  export: ({ context, store, asked, selection, columns, value, options }) => exportPages(context, store, {
    asked, selection, columns: namedColumns(options['columns']) ?? shownColumns(selection, columns), target: exportTarget(value as string, options),
  }),
};

/** `select --list`: every name, without a store. */
const list = async ({ config, json, print }: Context): Promise<void> => {
  const listed = listedPresets(config);
  await print(json ? `${toJson(listed.map(({ preset: { name, source, rules, notes }, alias_of, unavailable }) => ({ name, source, signals: columnsIn(rules), notes, alias_of, unavailable })))}\n`
    : listText(listed));
};

const opened = async (context: Context, run: (store: ClickHouseStore, columns: StoreColumns) => Promise<void>): Promise<void> => {
  const store = await openForReading(context);
  try {
    await run(store, await storeColumns(store));
  } finally {
    await store.close();
  }
};

/** `select --compare A B`; a condition narrows both. */
const compare = (context: Context, names: readonly string[], where: string | undefined): Promise<void> => opened(context, async (store, columns) => {
  const { config: { database }, json, print } = context;
  const [a, b] = await Promise.all(names.map(async (name) => resolveSelection(store.readOnly, await selectionNamed(store.readOnly, name, where, columns.rules), database))) as [Selection, Selection];
  const comparison = comparisonOf((await store.readOnly.rows<Row>(compareSql(a, b, database)))[0]!);
  await print(json ? `${toJson(comparison)}\n` : compareText(a.name, b.name, comparison));
});

const OPTIONS = [...Object.keys(MODES), 'list', 'compare'];

export const select: Verb = {
  name: 'select',
  args: '[preset-or-recipe]',
  summary: 'which pages a preset, a recipe file or a SQL condition keeps: how many, the SQL for it, why pages fail, the pages themselves',
  examples: [
    'thresher select gopher --count',
    "thresher select fineweb --where \"domain != 'example.com' AND toxicity_score < 0.5\" --count --json",
    'thresher select my-recipe.yaml --explain',
    'thresher select --where "lang = \'de\'" --limit 3',
    'thresher select gopher --sql | thresher sql -',
    'thresher select c4 --export kept.parquet',
    'thresher select gopher --export kept/ --format jsonl.gz --columns lang,domain,quality_score',
    'thresher select --list',
    'thresher select --compare gopher@datatrove gopher@dolma',
  ],
  options: [
    ['--where <sql>', 'a SQL condition over `documents`, alone or on top of a preset or recipe'],
    ['--count', 'documents, tokens and bytes that are kept, and their share'],
    ['--sql', 'the complete SELECT that yields the ids of the kept pages'],
    ['--explain', 'per rule: pages that fail it first, at all, and alone; what is left after it'],
    ['--limit <n>', 'the first n kept pages; JSON lines with --json'],
    ['--export <path>', 'all kept pages with their texts, to a .jsonl, .jsonl.gz or .parquet file, or to a folder (`name/`): files with a manifest, taken up where it was interrupted'],
    ['--columns <names>', 'with --export: columns beside id, url and text, a comma between them (default: what a page is, its scores, and what the rules look at)'],
    ['--format <name>', 'with --export to a folder: parquet (default) or jsonl.gz'],
    ['--shard-rows <n>', 'with --export to a folder: most rows of a file (default: 50000)'],
    ['--seed <n>', 'with --export to a folder: for what recipes draw by chance, written into the manifest (default: 0)'],
    ['--list', 'every preset: where it comes from, which signals it looks at, whether it is available'],
    ['--compare <names...>', 'two presets or recipes: pages and tokens that both keep, only the first, only the second, neither'],
  ],
  settings: STORE_SETTINGS,
  run: async (context, [name], options) => {
    const chosen = OPTIONS.filter((mode) => options[mode] !== undefined), allowed = OPTIONS.map((mode) => `--${mode}`).join(', ');
    if (chosen.length !== 1) throw usage(`select: got ${chosen.length === 0 ? 'no mode' : chosen.map((mode) => `--${mode}`).join(' and ')}, allowed one of ${allowed}`);
    const mode = chosen[0]!, limit = countOption(options['limit']), where = options['where'] as string | undefined;
    if (limit !== undefined && !(Number.isSafeInteger(limit) && limit >= 1)) throw usage(`--limit: got '${String(options['limit'])}', allowed a whole number from 1 on`);
    if (mode === 'list') {
      if (name !== undefined || where !== undefined) throw usage(`--list: got ${name ?? '--where'} as well, allowed nothing beside it`);
      await list(context);
      return 0;
    }
    if (mode === 'compare') {
      const names = [...(name === undefined ? [] : [name]), ...(options['compare'] as string[])];
      if (names.length !== 2) throw usage(`--compare: got ${names.length === 0 ? 'nothing' : names.join(', ')}, allowed two presets, saved recipes or recipe files`);
      await compare(context, names, where);
      return 0;
    }
    const beside = ['columns', 'format', 'seed', 'shardRows'].filter((name) => options[name] !== undefined);
    if (mode === 'export') exportTarget(options['export'] as string, options);
    else if (beside.length > 0) throw usage(`select: got --${beside.join(', --').replace('shardRows', 'shard-rows')} with --${mode}, allowed with --export`);
    await opened(context, async (store, columns) => {
      const asked = await selectionNamed(store.readOnly, name, where, columns.rules), { selection, cuts } = await withCuts(store.readOnly, asked, context.config.database);   // once; what follows works with the numbers that came
      await MODES[mode]!({ context, store, asked, selection, cuts, columns, value: options[mode], options });
    });
    return 0;
  },
};
