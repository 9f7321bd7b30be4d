import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startAfresh } from '../demo/afresh.js';
import { writeCrawl } from '../demo/crawl.js';
import { summarise } from '../demo/summary.js';
import { numberSignals, openFamilies } from '../families.js';
import { EXIT } from '../model/fault.js';
import { packageFile } from '../package.js';
import { runBackfill } from '../run-backfill.js';
import { presetsNamed } from '../select/presets.js';
import { openStore } from '../sinks/clickhouse.js';
import { demoText } from './demo-text.js';
import { scoreColumns } from '../store.js';
import { STORE_SETTINGS, toJson, type Verb } from './verb.js';

const FOLDER = './thresher-demo';

export const demo: Verb = {
  name: 'demo',
  args: '',
  summary: `a small crawl made of the documentation installed on this machine, curated and explained in under a minute (store: ${FOLDER} unless --store is given)`,
  examples: ['thresher demo', 'thresher demo --json --store /tmp/demo'],
  options: [],
  settings: [...STORE_SETTINGS, 'workers', 'batchRows', 'signals', 'presets'],
  run: async (context) => {
    const given = context.config, own = given.origins['store'] === 'default';
    const config = own ? { ...given, store: FOLDER } : given, { store: place, database } = config;
    const presets = presetsNamed(config.presets), signals = numberSignals(await openFamilies(config)).map(({ name }) => name);
    const store = await openStore({ store: place, database: 'default', version: context.version });
    try {
      await startAfresh(store, database);
      const crawl = writeCrawl(join(/^https?:/.test(place) ? FOLDER : place, 'crawl'),
        { root: packageFile('.'), name: 'thresher', licence: readFileSync(packageFile('LICENSE'), 'utf8') });
      const report = await runBackfill({ ...context, config }, { inputs: crawl.files });
      const summary = await summarise(store, database, { presets, signals, scores: scoreColumns(config) });
      const { presets: kept, signals: spreads, scores: scored, examples, sql } = summary;
      await context.print(context.json ? `${toJson({ ...report, presets: kept, signals: spreads, scores: scored, examples, sql })}\n` : demoText(crawl, report, summary, place));
      return EXIT.done;
    } finally {
      await store.close();
    }
  },
};
