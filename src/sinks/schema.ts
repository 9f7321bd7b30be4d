import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXIT, Fault, usage } from '../model/fault.js';
import type { Store } from '../model/ports.js';
import { splitStatements } from './statement.js';

/** One numbered file of `schemas/`. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  /** SHA-256 of the file as it is shipped, in hex. */
  readonly checksum: string;
  readonly sql: string;
}

/** What `migrate` found and did. */
export interface Migrated {
  /** Newest version in the store before; 0 = an empty one. */
  readonly from: number;
  readonly to: number;
  /** Names of the migrations that were missing. */
  readonly applied: readonly string[];
}

/** The package's own `schemas/`, seen from `src/sinks` and from `dist/src/sinks`. */
const schemas = (): string =>
  ['../../schemas', '../../../schemas'].map((path) => fileURLToPath(new URL(path, import.meta.url))).find((path) => existsSync(path))!;

/** The migrations that this program knows, in order. */
export const knownMigrations = (folder: string = schemas()): Migration[] =>
  readdirSync(folder)
    .filter((file) => /^\d{3}-.*\.sql$/.test(file))
    .sort()
    .map((file) => {
      const sql = readFileSync(join(folder, file), 'utf8');
      return { version: Number(file.slice(0, 3)), name: basename(file, '.sql'), checksum: createHash('sha256').update(sql).digest('hex'), sql };
    });

const appliedMigrations = async (store: Store): Promise<{ version: number; name: string; checksum: string }[]> => {
  const [found] = await store.rows<{ n: string }>("SELECT count() AS n FROM system.tables WHERE database = currentDatabase() AND name = 'schema_migrations'");
  return Number(found?.n) === 0 ? [] : store.rows('SELECT DISTINCT version, name, checksum FROM schema_migrations ORDER BY version');
};

/**
 * Checks that this program may work on the store.
 * @returns version of the store's newest migration, 0 for an empty store
 * @throws Fault (usage) when the store is newer than the program, or was made by a migration that has been changed since
 */
export const checkSchema = async (store: Store, known: readonly Migration[] = knownMigrations()): Promise<number> => {
  const applied = await appliedMigrations(store), newest = applied.at(-1)?.version ?? 0, ours = known.at(-1)?.version ?? 0;
  if (newest > ours) throw usage(`store: got schema version ${newest}, allowed up to ${ours} (a newer thresher wrote it; update this one)`);
  const changed = applied.filter(({ version, checksum }) => known.find((one) => one.version === version)?.checksum !== checksum);
  if (changed.length) {
    throw usage(...changed.map(({ name }) => `migration ${name}: got a file that differs from the one this store was made with, allowed the same file (add a new number instead)`));
  }
  return newest;
};

/**
 * Applies the missing migrations, each recorded in `schema_migrations`. Every statement can be repeated, so a killed migration
 * is run again from its start, and two processes at once do no harm.
 * @param options `bands`: bytes of the bands column are 8 a band, fixed at the first creation; `dryRun`: only say what is missing
 * @throws Fault as `checkSchema`
 */
export const migrate = async (
  store: Store, { bands, dryRun = false, known = knownMigrations() }: { readonly bands: number; readonly dryRun?: boolean; readonly known?: readonly Migration[] },
): Promise<Migrated> => {
  const from = await checkSchema(store, known);
  const missing = known.filter(({ version }) => version > from);
  const done = { from, to: known.at(-1)?.version ?? 0, applied: missing.map(({ name }) => name) };
  if (dryRun) return done;
  for (const { version, name, checksum, sql } of missing) {
    for (const statement of splitStatements(sql.replaceAll('{bands_bytes}', String(bands * 8)))) await store.command(statement);
    await store.command(
      `INSERT INTO schema_migrations SETTINGS insert_deduplication_token = 'schema_migrations:${version}', async_insert = 0
       SELECT {version:UInt32}, {name:String}, {checksum:String}, now64(3)`, { version, name, checksum });
  }
  return done;
};

/** A column as the catalogue wants it. */
export interface WantedColumn { readonly name: string; readonly type: string }

/**
 * Adds the columns that `samples` lacks at their marked place (before `stream_dup_kind`), in the given order; old rows are NULL
 * there. The view `documents` is made anew, since a view knows only the columns of its birth.
 * @throws Fault (usage) when a column is there with another type, one line per column
 */
export const ensureColumns = async (store: Store, table: string, wanted: readonly WantedColumn[]): Promise<string[]> => {
  const present = await store.rows<{ name: string; type: string }>(
    'SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = {table:String} ORDER BY position', { table });
  const types = new Map(present.map(({ name, type }) => [name, type]));
  const clash = wanted.filter(({ name, type }) => types.has(name) && types.get(name) !== type);
  if (clash.length) throw new Fault(clash.map(({ name, type }) => `column ${table}.${name}: got ${types.get(name)} in the store, allowed ${type}`).join('\n'), EXIT.usage);
  const missing = wanted.filter(({ name }) => !types.has(name));
  if (missing.length === 0) return [];
  const place = present.findIndex(({ name }) => name === 'stream_dup_kind');
  let after = present.at(place < 0 ? -1 : place - 1)!.name;
  const clauses = missing.map(({ name, type }) => {
    const clause = `ADD COLUMN IF NOT EXISTS \`${name}\` ${type} AFTER \`${after}\``;
    after = name;
    return clause;
  });
  await store.command(`ALTER TABLE ${table} ${clauses.join(', ')}`);
  const [view] = await store.rows<{ as_select: string }>("SELECT as_select FROM system.tables WHERE database = currentDatabase() AND name = 'documents'");
  if (view) await store.command(`CREATE OR REPLACE VIEW documents AS ${view.as_select}`);
  return missing.map(({ name }) => name);
};
