import { usage } from '../model/fault.js';
import { explainOf, explainSql } from '../select/explain.js';
import type { Selection } from '../select/recipe.js';
import { countOf, countSql, rowsSql, selectSql } from '../select/sql.js';
import type { ClickHouseStore } from '../sinks/clickhouse.js';
import { exportPages, exportFormat } from './export.js';
import { openForReading } from './open-store.js';
import { countText, explainText, pageText } from './select-text.js';
import { selectionNamed } from './selection.js';
import { shownColumns, storeColumns, type StoreColumns } from './store-columns.js';
import { countOption, STORE_SETTINGS, toJson, type Context, type Verb } from './verb.js';

/** What a mode answers from. `value` is what its option was given. */
interface Question {
  readonly context: Context;
  readonly store: ClickHouseStore;
  readonly selection: Selection;
  readonly columns: StoreColumns;
  readonly value: unknown;
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

const explain: Mode = async ({ context: { config, json, print }, store, selection }) => {
  const explained = explainOf(selection, (await store.readOnly.rows<Record<string, unknown>>(explainSql(selection, config.database)))[0]!);
  await print(json ? `${toJson({ name: selection.name, ...explained })}\n` : explainText(selection.name, explained));
};

const pages: Mode = async ({ context: { config, json, print }, store, selection, columns, value }) => {
  const query = rowsSql(selection, config.database, { columns: shownColumns(selection, columns), idsAsText: true }, countOption(value)!);
  if (json) for await (const lines of store.readOnly.stream(query, 'JSONEachRow')) await print(lines);
  else for (const page of await store.readOnly.rows<Record<string, unknown>>(query)) await print(pageText(page));
};

/** The ways to ask, by option: exactly one is chosen. */
const MODES: Readonly<Record<string, Mode>> = {
  count, sql, explain, limit: pages,
  export: ({ context, store, selection, columns, value }) => exportPages(context, store, { selection, columns: shownColumns(selection, columns), path: value as string }),
};

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
  ],
  options: [
    ['--where <sql>', 'a SQL condition over `documents`, alone or on top of a preset or recipe'],
    ['--count', 'documents, tokens and bytes that are kept, and their share'],
    ['--sql', 'the complete SELECT that yields the ids of the kept pages'],
    ['--explain', 'per rule: pages that fail it first, at all, and alone; what is left after it'],
    ['--limit <n>', 'the first n kept pages; JSON lines with --json'],
    ['--export <file>', 'all kept pages with their texts, to a .jsonl, .jsonl.gz or .parquet file'],
  ],
  settings: STORE_SETTINGS,
  run: async (context, [name], options) => {
    const chosen = Object.keys(MODES).filter((mode) => options[mode] !== undefined), allowed = Object.keys(MODES).map((mode) => `--${mode}`).join(', ');
    if (chosen.length !== 1) throw usage(`select: got ${chosen.length === 0 ? 'no mode' : chosen.map((mode) => `--${mode}`).join(' and ')}, allowed one of ${allowed}`);
    const mode = chosen[0]!, limit = countOption(options['limit']);
    if (limit !== undefined && !(Number.isSafeInteger(limit) && limit >= 1)) throw usage(`--limit: got '${String(options['limit'])}', allowed a whole number from 1 on`);
    if (mode === 'export') exportFormat(options['export'] as string);
    const store = await openForReading(context);
    try {
      const columns = await storeColumns(store), selection = selectionNamed(name, options['where'] as string | undefined, columns.rules);
      await MODES[mode]!({ context, store, selection, columns, value: options[mode] });
    } finally {
      await store.close();
    }
    return 0;
  },
};
