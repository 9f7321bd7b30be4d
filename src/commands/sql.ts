import { text as readAll } from 'node:stream/consumers';
import { usage } from '../model/fault.js';
import { openStore } from '../sinks/clickhouse.js';
import { checkSchema } from '../sinks/schema.js';
import { openForReading } from './open-store.js';
import { STORE_SETTINGS, type Context, type Verb } from './verb.js';

const queryOf = async (argument: string | undefined): Promise<string> => {
  if (argument === undefined && process.stdin.isTTY) throw usage("query: got nothing, allowed a SQL statement, or - to read it from stdin");
  const query = argument === undefined || argument === '-' ? await readAll(process.stdin) : argument;
  if (query.trim() === '') throw usage('query: got nothing, allowed a SQL statement');
  return query;
};

/** What a writing statement needs: a store of this version or older; one that is missing is made. */
const openForWriting = async ({ config, version }: Context) => {
  const store = await openStore({ store: config.store, database: config.database, version });
  try {
    await checkSchema(store);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
};

export const sql: Verb = {
  name: 'sql',
  args: '[query]',
  summary: 'runs SQL in the store and prints the answer in any ClickHouse format; without a query, or with -, it is read from stdin',
  examples: [
    'thresher sql "SELECT lang, count() FROM documents GROUP BY lang ORDER BY 2 DESC"',
    'thresher sql "SELECT reason, count() FROM rejections GROUP BY reason" --format CSVWithNames',
    'thresher select gopher --sql | thresher sql -',
    'thresher sql --write "OPTIMIZE TABLE samples FINAL"',
  ],
  options: [['--format <name>', 'ClickHouse output format (default: PrettyCompact on a terminal, else TSVWithNames; JSON with --json)'], ['--write', 'allow statements that change the store']],
  settings: STORE_SETTINGS,
  run: async (context, [argument], options) => {
    const given = options['format'] as string | undefined;
    if (given !== undefined && !/^[A-Za-z0-9_]+$/.test(given)) throw usage(`--format: got '${given}', allowed the name of a ClickHouse output format`);
    if (given !== undefined && context.json && given !== 'JSON') throw usage(`--format: got '${given}' beside --json, allowed one of the two`);
    const format = given ?? (context.json ? 'JSON' : process.stdout.isTTY ? 'PrettyCompact' : 'TSVWithNames'), query = await queryOf(argument);
    const store = options['write'] === true ? await openForWriting(context) : await openForReading(context);
    try {
      const answer = options['write'] === true ? store.run(query, format) : store.readOnly.stream(query, format);
      for await (const piece of answer) {
        await context.print(piece);
        if (context.stop.aborted) break;
      }
    } finally {
      await store.close();
    }
    return 0;
  },
};
