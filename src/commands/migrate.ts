import { openStore } from '../sinks/clickhouse.js';
import { knownMigrations, migrate as applyMigrations, type Migrated } from '../sinks/schema.js';
import { storeExists, storeName } from './open-store.js';
import { STORE_SETTINGS, toJson, type Context, type Verb } from './verb.js';

const migrated = async ({ config, version }: Context, dryRun: boolean): Promise<Migrated> => {
  if (dryRun && !storeExists(config.store)) {
    const known = knownMigrations();
    return { from: 0, to: known.at(-1)?.version ?? 0, applied: known.map(({ name }) => name) };
  }
  const store = await openStore({ store: config.store, database: config.database, version, mustExist: dryRun });
  try {
    return await applyMigrations(store, { bands: config.dedup.bands, dryRun });
  } finally {
    await store.close();
  }
};

export const migrate: Verb = {
  name: 'migrate',
  args: '',
  summary: 'brings the tables of a store to this version; makes the store when there is none',
  examples: ['thresher migrate --dry-run', 'thresher migrate --store http://default@localhost:8123'],
  options: [['--dry-run', 'say what is missing, change nothing']],
  settings: [...STORE_SETTINGS, 'dedup.bands'],
  run: async (context, _args, options) => {
    const dryRun = options['dryRun'] === true, store = storeName(context.config), { from, to, applied } = await migrated(context, dryRun);
    await context.print(context.json ? `${toJson({ from, to, applied, dry_run: dryRun })}\n`
      : applied.length === 0 ? `store ${store}: schema version ${to}, nothing to do\n`
      : `store ${store}: schema version ${from} -> ${to}, ${dryRun ? 'missing' : 'applied'}: ${applied.join(', ')}\n`);
    return 0;
  },
};
