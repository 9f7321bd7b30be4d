// A store of pages made by SQL from numbers(): values that are NULL, values exactly at round cuts, names with quotes, backslashes and markup, duplicates, replays.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AnyRule, Rule, Rules } from '../../src/model/rule.js';
import type { Asked } from '../../src/explore/reads.js';
import { toPredicate } from '../../src/select/compile.js';
import { openStore, type ClickHouseStore } from '../../src/sinks/clickhouse.js';
import { ensureColumns, migrate } from '../../src/sinks/schema.js';
import { skipped } from '../needs.js';

export const chdb = await import('chdb').then(() => true, () => false) || skipped('explore on the engine', 'chdb', 'the embedded ClickHouse (chdb)', 'npm i chdb on Linux or macOS');

export const DATABASE = 'thresher';
/** Names that end a string, begin a tag, or look like a pattern. */
export const NAMES = ["d'or.example", 'back\\slash.example', '<script>alert(1)</script>', '__proto__', '', 'a"b`c.example', 'plain.example', 'tab\tline\nend'];
export const LANGS = ['en', 'de', "x'\\", '', 'und'];
/** Number columns: eighths from 0 to 1 · both signs · magnitudes · whole numbers · one value · never a value · score of a model. */
export const SIGNALS = ['s_frac', 's_neg', 's_wide', 's_count', 's_same', 's_null', 'quality_score'];

export interface Row {
  readonly id: string; readonly url: string | null; readonly snapshot: string; readonly lang: string; readonly domain: string; readonly tokens_est: number; readonly text_bytes: number;
  readonly text_chars: number; readonly stream_dup_kind: string; readonly stream_dup_of: string | null; readonly src_offset: string; readonly [signal: string]: string | number | null;
}

const list = (names: readonly string[]): string => `[${names.map((name) => `'${name.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n').replace(/\t/g, '\\t')}'`).join(', ')}]`;

/** Pages [from, to) of the log as whole batches of 100 rows; another `seed`, other values. `only`: the rows of batches under way, or what makes them whole. */
export const fill = async (store: ClickHouseStore, from: number, to: number, { topic = 'files', partition = 0, seed = 1, only = 'both' }: { topic?: string; partition?: number; seed?: number; only?: 'rows' | 'batches' | 'both' } = {}): Promise<void> => {
  const h = (k: number): string => `cityHash64(number, ${k}, ${seed})`, source = `FROM numbers(${from}, ${to - from})`;
  if (only !== 'batches') await store.command(`INSERT INTO samples (id, record_id, snapshot, url, host, domain, file, text_bytes, text_chars, tokens_est, lang, lang_score, ${SIGNALS.join(', ')}, quality_model, stream_dup_kind, stream_dup_of, src_topic, src_partition, src_offset)
    SELECT cityHash64(number, '${topic}'), toString(number), concat('S', toString(${h(1)} % 3)), if(number % 9 = 0, NULL, concat('https://', ${list(NAMES)}[1 + ${h(2)} % ${NAMES.length}], '/', toString(number))), '',
      ${list(NAMES)}[1 + ${h(2)} % ${NAMES.length}], '', 100 + ${h(3)} % 900, 10 + ${h(3)} % 90, 10 + ${h(4)} % 200, ${list(LANGS)}[1 + ${h(5)} % ${LANGS.length}], if(number % 11 = 0, NULL, (${h(6)} % 1000) / 1000),
      if(${h(7)} % 10 = 0, NULL, (${h(8)} % 9) / 8), if(${h(9)} % 10 = 0, NULL, (toFloat64(${h(10)} % 2001) - 1000) / 250), if(${h(11)} % 10 = 0, NULL, exp((${h(12)} % 100000) / 8000)), if(${h(13)} % 10 = 0, NULL, toUInt32(${h(14)} % 500)),
      if(number % 2 = 0, NULL, 0.7), NULL, if(${h(15)} % 10 = 0, NULL, (${h(16)} % 1000000) / 1000000), 'quality@1#00000000',
      ['', '', '', 'near', 'replay'][1 + number % 5], if(number % 5 = 3, cityHash64(number - 1, '${topic}'), NULL), '${topic}', ${partition}, number ${source}`);
  if (only !== 'batches') await store.command(`INSERT INTO texts (id, text, src_topic, src_partition, src_offset) SELECT cityHash64(number, '${topic}'), concat('text ', toString(number), ' <b>', repeat('\u00e4\u{1f600}', if(number % 50 = 0, 3000, 2))), '${topic}', ${partition}, number ${source}`);
  if (only !== 'rows') await store.command(`INSERT INTO ingest_batches (src_topic, src_partition, src_from, src_to, records, rows)
    SELECT '${topic}', ${partition}, ${from} + 100 * number, least(${to}, ${from} + 100 * (number + 1)), 100, least(${to}, ${from} + 100 * (number + 1)) - (${from} + 100 * number) FROM numbers(${Math.ceil((to - from) / 100)})`);
};

/** A fresh store with its tables and signals, without pages. */
export const openScene = async (): Promise<{ readonly store: ClickHouseStore; readonly folder: string; readonly close: () => Promise<void> }> => {
  const folder = mkdtempSync(join(tmpdir(), 'thresher-explore-')), store = await openStore({ store: join(folder, 'store'), database: DATABASE, version: 'test' });
  await migrate(store, { bands: 14 });
  await ensureColumns(store, 'samples', [...SIGNALS.map((name) => ({ name, type: name === 's_count' ? 'Nullable(UInt32)' : 'Nullable(Float64)' })), { name: 'quality_model', type: 'LowCardinality(String)' }]);
  return { store, folder: join(folder, 'store'), close: async () => { await store.close(); rmSync(folder, { recursive: true, force: true }); } };
};

/** Every page that `documents` shows. */
export const readRows = (store: ClickHouseStore): Promise<Row[]> => store.rows<Row>(
  `SELECT toString(id) AS id, url, toString(snapshot) AS snapshot, toString(lang) AS lang, domain, tokens_est, text_bytes, text_chars, lang_score, ${SIGNALS.join(', ')}, toString(stream_dup_kind) AS stream_dup_kind,
   toString(stream_dup_of) AS stream_dup_of, toString(src_offset) AS src_offset FROM documents ORDER BY documents.id`);

export const asked = (rules: Rules<AnyRule> = { all: [] }, where: string | null = null): Asked =>
  ({ database: DATABASE, name: 'mine', selection: { name: 'mine', rules: { all: 'all' in rules ? rules.all : [rules] }, where } });

/** What a tree says of a row: '' = kept. */
export const verdictOf = (rules: Rules): ((row: Row) => string) => { const predicate = toPredicate(rules); return (row) => predicate((name) => row[name] as number | string | null); };
export const keeps = (rules: Rules | Rule, row: Row): boolean => {
  const known = compiled.get(rules) ?? verdictOf('signal' in rules ? { all: [rules] } : rules);
  compiled.set(rules, known);
  return known(row) === '';
};
const compiled = new WeakMap<Rules | Rule, (row: Row) => string>();

export const amount = (rows: readonly Row[]): { documents: number; tokens: number; bytes: number } =>
  ({ documents: rows.length, tokens: rows.reduce((sum, row) => sum + row.tokens_est, 0), bytes: rows.reduce((sum, row) => sum + row.text_bytes, 0) });
